"""Benchmarks of asking about a design; run with --benchmarks."""
