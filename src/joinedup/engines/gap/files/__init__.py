"""Files of values and ranks, read, checked and summed to quantiles by DuckDB.

- `reading`: a CSV or Parquet file as a table of ours, with its hash.
- `checking`: what is wrong in the rows, a fault each.
- `summing`: `summed(values, asked)` gives the sets and their `Groups`.
"""
