"""Plots in the program's colours and fonts. Imports matplotlib: import its modules when a plot is needed."""
