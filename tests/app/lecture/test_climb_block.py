"""The climb's part of the band: the sentence is whole on every screen, and any curve can be painted."""

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from circuitlab.app.chrome_style import Look
from circuitlab.app.lecture.climb_block import ClimbBlock
from circuitlab.app.lecture.climb_curve import MOST, ClimbCurve
from circuitlab.app.lecture.slide_block import SMALL
from circuitlab.app.lecture.step_block import STEP_HEIGHT
from circuitlab.app.theme import DARK, LECTURE_LIGHT
from circuitlab.teach.climb_told import Told
from circuitlab.teach.lessons.fields import Words


@pytest.mark.parametrize(
    ("size", "has_curve"),
    [
        ((1920, 1080), True),
        ((1280, 800), True),
        ((1024, 768), True),
        ((800, 800), False),
        ((600, 800), False),
    ],
)
def test_the_sentence_is_whole_on_every_screen_and_the_curve_stands_beside_it_or_not_at_all(
    qapp, size, has_curve
):
    stopped = "Stopped after 147 steps: the last one gained less than 5 · 10⁻⁶."
    went = "f went from 91 to 99.9999."
    said = ((Words(went),), (Words(stopped),))
    told = Told("Numerical gradient, step 147", said, (91.0, 99.0, 99.9999), ("91", "99.9999"), "f")
    look, image = Look(LECTURE_LIGHT, size[1] / 1080), QImage(*size, QImage.Format.Format_RGB32)
    area = QRectF(0, 0, size[0], STEP_HEIGHT * look.scale)
    words = ClimbBlock(told).words(look, area, 1.0)
    shown = " ".join(atom.text for line in words.lines for _, atom in line.atoms)
    assert shown.split() == f"{went} {stopped}".split()
    assert words.whole
    assert words.height + 70 * look.scale <= area.height()
    assert bool(words.curve) == has_curve
    assert max(line.left + line.width for line in words.lines) <= words.room.width()
    blank = LECTURE_LIGHT.color("canvas")
    image.fill(blank)
    with QPainter(image) as painter:
        ClimbBlock(told).paint(painter, look, area)
    gap = range(round(words.room.right()) + 1, round(words.room.right() + 60 * look.scale) - 1)
    inked = {(x, y) for x in gap for y in range(round(area.height())) if image.pixelColor(x, y) != blank}
    assert not inked, "nothing stands between the two"


def test_a_sentence_that_would_still_be_cut_is_set_smaller(qapp):
    told = Told("Numerical gradient, step 147", ((Words("This is a long sentence. " * 11),),))
    look = Look(LECTURE_LIGHT, 1.0)
    words = ClimbBlock(told).words(look, QRectF(0, 0, 1100, STEP_HEIGHT), 1.0)
    assert words.whole
    assert words.setter.sizes.text < SMALL.text


def test_many_steps_are_few_points_and_what_is_not_finite_is_none():
    assert ClimbCurve((1.0,), ("1", "1"), "").points == []
    assert ClimbCurve((1.0, float("inf")), ("1", "∞"), "").points == []
    points = ClimbCurve(tuple(map(float, range(5000))), ("0", "4999"), "").points
    assert len(points) == MOST
    assert (points[0], points[-1]) == ((0, 0.0), (4999, 4999.0))


@pytest.mark.parametrize("heights", [(2.0, 2.0), (1.0, -1.0), (1e-300, 1e300), (0.0, float("nan"), 1.0)])
def test_any_heights_can_be_painted(qapp, heights):
    image = QImage(800, 300, QImage.Format.Format_RGB32)
    curve = ClimbCurve(heights, ("a", "b"), "x" * 200)
    plot = QRectF(100, 50, 500, 150)
    assert all(plot.adjusted(-1, -1, 1, 1).contains(at) for at in curve.placed(plot))
    with QPainter(image) as painter:
        curve.paint(painter, Look(DARK, 1.0), QRectF(0, 0, 800, 300))
