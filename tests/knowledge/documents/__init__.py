"""Tests of own documents."""
