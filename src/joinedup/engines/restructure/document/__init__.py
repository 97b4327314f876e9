"""The JSON of a register (`contract.md`, Register), read into the setting that plans are made and judged in."""

from joinedup.engines.restructure.document.reading import Register, read_register

__all__ = ["Register", "read_register"]
