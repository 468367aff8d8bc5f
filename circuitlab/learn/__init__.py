"""Changing the inputs for the better: strategies, runs, datasets, training. No window, no file format."""
