"""Our hot paths beside peers on the same data: `python -m benchmarks` (see README.md)."""
