"""The training panel: how to train, the curves, and the plane that is parted."""
