"""A symbol stands inside its gate, however long it is and whatever the inputs are called."""

import pytest

from circuitlab.app import fonts
from circuitlab.app.canvas.emblems import _fitted
from circuitlab.app.canvas.surface import text_width

HINTING = 1.0
"""A font is not exactly as wide as its size says."""
ALONE, BESIDE_A_PORT = (-30.0, 30.0), (-9.0, 30.0)


@pytest.fixture(autouse=True)
def _fonts(qapp):
    fonts.load_fonts()


@pytest.mark.parametrize("room", [ALONE, BESIDE_A_PORT])
@pytest.mark.parametrize("symbol", ["H", "hill", "softsign", "weighted sum", "WWWWWWWWWWWW"])
def test_a_symbol_is_within_its_room(symbol, room):
    shown, size, middle = _fitted(symbol, 16.0, room)
    half = text_width(shown, size, fonts.SEMIBOLD) / 2
    assert room[0] - HINTING <= middle - half
    assert middle + half <= room[1] + HINTING
    assert shown[0] == symbol[0]


def test_a_short_one_stays_in_the_middle_and_as_large_as_ever():
    assert _fitted("H", 16.0, BESIDE_A_PORT) == ("H", 16.0, 0.0)
