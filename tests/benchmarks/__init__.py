"""Figures as ratios against a floor measured in the same run; run by `make benchmarks`."""
