"""The look that is preferred, as far as a window of some size can bear it."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication

from circuitlab.app.chrome_style import Look
from circuitlab.app.preferences import Preferences
from circuitlab.app.theme import DARK, LIGHT, Theme

LEAST = (1280, 800)
"""The smallest window, which text of 100 % is made for."""


def wanted_look(preferences: Preferences, size: QSize) -> Look:
    """The preferred look, but no larger than a window of this size can bear."""
    steps = min(size.width() / (LEAST[0] / 6), size.height() / (LEAST[1] / 6))
    most = max(1.0, int(steps) / 4)
    return Look(preferred_theme(preferences), min(preferences.text_size, most))


def preferred_theme(preferences: Preferences) -> Theme:
    """The theme that was chosen, or the system's."""
    wanted = preferences.theme
    if wanted == "system":
        dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return DARK if dark else LIGHT
    return DARK if wanted == "dark" else LIGHT
