"""Explaining circuits in words and numbers."""
