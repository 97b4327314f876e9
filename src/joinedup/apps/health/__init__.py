"""Health checks: the table, the results, the runner, the trend."""
