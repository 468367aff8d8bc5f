"""Fixtures for the whole suite. Tests run without a screen unless a platform is asked for."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
