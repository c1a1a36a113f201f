"""What `packaging/bench.py` measures: each file one subject, real processes on loopback."""
