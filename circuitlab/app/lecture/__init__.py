"""Lecture mode: the circuit on the whole screen, at a size that the last row can read."""
