"""Guidance cards, own documents, index, retrieval, answers."""
