"""Benchmarks: not part of the suite; ``make bench NAME=…`` runs one."""
