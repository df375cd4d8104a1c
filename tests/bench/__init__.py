"""Benchmarks, reported as ratios to a bare Textual app or another program in the same run."""
