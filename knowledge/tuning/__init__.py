"""Tuning of retrieval, coverage and confidence; run with `python -m knowledge.tuning`."""
