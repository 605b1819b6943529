"""Tests of the shared base, against a real PostgreSQL server."""
