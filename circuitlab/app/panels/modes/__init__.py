"""The panel that holds forward mode against reverse mode."""
