"""Tests of asking about the design at hand."""
