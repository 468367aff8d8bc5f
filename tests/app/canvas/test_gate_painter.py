"""What is written inside a gate stays inside it and covers nothing, however large the text."""

import pytest
from PySide6.QtGui import QImage, QPainter

from circuitlab.app.canvas.emblems import paint_curve, symbol_reach
from circuitlab.app.canvas.face import Face
from circuitlab.app.canvas.gate_outline import body_rect
from circuitlab.app.canvas.gate_painter import port_names_fit
from circuitlab.app.canvas.state import State
from circuitlab.app.canvas.surface import DETAILS_FROM, Surface
from circuitlab.app.theme import LIGHT
from circuitlab.gates.kind import Shape

ZOOMS = (1.0, 0.7, 0.55, DETAILS_FROM)
_MIDDLE = 100


@pytest.fixture
def painted(qapp):
    """A function that paints at a zoom, around the middle of an empty picture."""

    def paint(zoom, how):
        image = QImage(2 * _MIDDLE, 2 * _MIDDLE, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(0)
        with QPainter(image) as painter:
            painter.translate(_MIDDLE, _MIDDLE)
            result = how(Surface(painter, LIGHT, zoom))
        return image, result

    return paint


@pytest.mark.parametrize("zoom", ZOOMS)
def test_the_name_of_a_function_stays_inside_its_body(painted, zoom):
    face = Face("exp", Shape.FUNCTION, inputs=1, symbol="exp")
    image, _ = painted(zoom, lambda surface: paint_curve(surface, face, State(), faint=False))
    rows = [y for y in range(image.height()) if any(image.pixel(x, y) for x in range(image.width()))]
    assert max(rows) - _MIDDLE < body_rect(face).bottom() - 1


@pytest.mark.parametrize("symbol", ["÷", "xʸ", "−"])
def test_the_names_of_ports_are_left_out_where_they_would_cover_the_symbol(painted, symbol):
    face = Face("power", Shape.OPERATION, inputs=2, symbol=symbol, ports=("a", "b"))
    fits = [painted(zoom, lambda surface: port_names_fit(surface, face))[1] for zoom in ZOOMS]
    assert fits[0]
    assert not fits[-1]


def test_a_symbol_written_as_text_reaches_farther_the_larger_its_text_must_be(painted):
    reaches = [painted(zoom, lambda surface: symbol_reach(surface, "xʸ"))[1] for zoom in ZOOMS]
    assert reaches == sorted(reaches)
    assert reaches[-1] > reaches[0]
