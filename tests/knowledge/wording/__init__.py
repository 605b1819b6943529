"""Tests of words from a model."""
