"""The panel of the gradient check: its work in the background, table, step, and plot."""
