"""Measurements, as ratios against a bare Textual app or another program, in one run."""
