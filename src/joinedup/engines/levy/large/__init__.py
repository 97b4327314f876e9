"""The levy in DuckDB, for lists of any length: whole numbers throughout, so that it agrees with the row-by-row engine.

An amount is a whole numerator over a denominator that the plan fixes for each step; nothing is ever a float.
"""

from joinedup.engines.levy.large.running import LargeRun, run_large

__all__ = ["LargeRun", "run_large"]
