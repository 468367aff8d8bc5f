"""Showing circuits elsewhere."""
