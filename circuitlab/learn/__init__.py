"""Changing the inputs for the better: strategies, runs, datasets, training. Knows no window and no file format."""
