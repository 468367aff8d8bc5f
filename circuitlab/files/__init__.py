"""Keeping circuits: format, storage, recovery."""
