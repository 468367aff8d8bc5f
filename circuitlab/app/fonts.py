"""The bundled fonts: loaded once, never hinted, with tabular figures, so that pictures agree everywhere."""

from functools import lru_cache
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF

from circuitlab import resources

FAMILY = "Inter"
MONO = "JetBrains Mono"
REGULAR = QFont.Weight.Normal
MEDIUM = QFont.Weight.Medium
SEMIBOLD = QFont.Weight.DemiBold
_FILES = ("Inter-Regular.otf", "Inter-Medium.otf", "Inter-SemiBold.otf")
_MONO_FILE = "JetBrainsMono-Regular.ttf"


@lru_cache(maxsize=1)
def load_fonts() -> bool:
    """Load the bundled faces; needs a QGuiApplication. False when one was missing: Qt's own serves then."""
    folder: Path = resources.path("fonts")
    return all(QFontDatabase.addApplicationFont(str(folder / name)) >= 0 for name in _FILES)


@lru_cache(maxsize=512)
def font(px: float, weight: QFont.Weight = REGULAR, tabular: bool = True, italic: bool = False) -> QFont:
    """The font at a size in px. Shared: not to be changed by who gets it."""
    load_fonts()
    result = QFont(FAMILY)
    result.setPixelSize(max(1, round(px)))
    result.setWeight(weight)
    result.setItalic(italic)
    result.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if tabular:
        result.setFeature(QFont.Tag("tnum"), 1)
    return result


@lru_cache(maxsize=1)
def load_mono() -> bool:
    """Load the face for code, which only the code panel needs. False when it was missing."""
    return QFontDatabase.addApplicationFont(str(resources.path("fonts") / _MONO_FILE)) >= 0


@lru_cache(maxsize=16)
def mono(px: float) -> QFont:
    """The font for code at a size in px. Shared: not to be changed by who gets it."""
    load_mono()
    result = QFont(MONO)
    result.setStyleHint(QFont.StyleHint.Monospace)
    result.setPixelSize(max(1, round(px)))
    result.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    result.setFeature(QFont.Tag("calt"), 0)  # ** and -> are what was typed, no ligatures
    return result


@lru_cache(maxsize=512)
def metrics(
    px: float, weight: QFont.Weight = REGULAR, tabular: bool = True, italic: bool = False
) -> QFontMetricsF:
    """Widths and heights of that font."""
    return QFontMetricsF(font(px, weight, tabular, italic))


@lru_cache(maxsize=2048)
def advance(text: str, px: float, weight: QFont.Weight = REGULAR) -> float:
    """How wide a text is in that font; for what asks often, as layouts do."""
    return metrics(px, weight).horizontalAdvance(text)
