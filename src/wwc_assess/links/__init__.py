"""Trying links and files: whether what is attached can still be opened."""
