"""The little language that formulas are written in."""
