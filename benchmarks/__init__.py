"""What the performance goals are measured with. Never a timed test: see docs/benchmarks.md."""
