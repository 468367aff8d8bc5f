"""The names of curves: beside them, inside the plot, crossed by none; curves that look like one have one."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from circuitlab.app.plots.line_labels import CELL, LED, Box, coinciding, places

AREA = Box(0, 0, 400, 120)
SIZE = (60.0, 16.0)
XS = np.linspace(0, 400, 200)


def box_at(place, size=SIZE):
    return Box(place.x - size[0] / 2, place.y - size[1] / 2, place.x + size[0] / 2, place.y + size[1] / 2)


def rise(speed, lift=0.0):
    """A curve that climbs to a top, as the objective does."""
    return np.column_stack([XS, lift + 10 + 100 * (1 - np.exp(-XS / speed))])


def dense(curve):
    at = np.linspace(0, 400, 8000)
    return np.column_stack([at, np.interp(at, *curve.T)])


@settings(max_examples=40)
@given(
    curves=st.lists(st.lists(st.floats(0, 120), min_size=2, max_size=9), min_size=1, max_size=6),
    safe=st.none() | st.floats(0, 400),
)
def test_names_stay_inside_meet_no_other_and_are_crossed_by_no_curve(curves, safe):
    lines = [np.column_stack([np.linspace(0, 400, len(ys)), ys]) for ys in curves]
    found = places(lines, [SIZE] * len(lines), AREA, safe=safe)
    boxes = [box_at(place) for place in found if place is not None]
    for index, box in enumerate(boxes):
        assert AREA.left <= box.left <= box.right <= AREA.right + CELL
        assert AREA.bottom <= box.bottom <= box.top <= AREA.top + CELL
        assert not any(map(box.meets, boxes[:index]))
        assert not any(box.covers(dense(line)) for line in lines)


def test_the_curves_of_a_climb_are_all_named_and_the_names_stand_near():
    curves = [rise(20), rise(100), rise(400)]
    found = places(curves, [SIZE] * 3, AREA)
    assert None not in found
    for place, curve in zip(found, curves, strict=True):
        box = box_at(place)
        gap = np.hypot(*(dense(curve) - np.clip(dense(curve), box[:2], box[2:])).T).min()
        assert gap <= LED or place.foot is not None


def test_a_name_far_from_its_curve_is_led_to_it():
    """All is full round the flat curve, but for one corner."""
    wall = [np.array([(0.0, y), (400.0, y)]) for y in range(40, 120, 8)]
    (place,) = places([np.array([(0.0, 100.0), (400.0, 100.0)])], [SIZE], AREA, others=wall)
    assert place.foot[1] == 100
    assert box_at(place).top < 40


@settings(max_examples=20)
@given(speeds=st.lists(st.integers(5, 400), min_size=5, max_size=7, unique=True))
def test_no_line_that_leads_to_a_curve_crosses_a_name(speeds):
    """Curves that are all but one leave room for few names beside them."""
    found = [place for place in places([rise(each) for each in speeds], [SIZE] * len(speeds), AREA) if place]
    for place in found:
        others, box = [each for each in found if each is not place], box_at(place)
        for other in others if place.foot is not None else ():
            start = place.x, box.top if place.foot[1] > box.bottom else box.bottom
            assert not box_at(other).covers(np.linspace(start, place.foot, 60))


def test_what_else_is_kept_free_is_not_covered():
    mark = np.array([(200.0, 0.0), (200.0, 120.0)])
    (place,) = places([np.array([(0.0, 60.0), (400.0, 60.0)])], [SIZE], AREA, others=[mark])
    assert not box_at(place).left < 200 < box_at(place).right


def test_while_curves_grow_names_stand_where_they_have_been():
    (place,) = places([rise(100)[:100]], [SIZE], AREA, safe=rise(100)[99, 0])
    assert box_at(place).right <= rise(100)[99, 0] + CELL


@pytest.mark.parametrize(
    ("other", "together"),
    [(rise(100), True), (rise(100, 1.5), True), (rise(100, 6), False), (rise(100)[:150], False)],
    ids=["the same", "a hair apart", "beside it", "shorter"],
)
def test_curves_that_are_one_to_the_eye_share_a_name(other, together):
    groups = coinciding([rise(100), rise(20), other])
    assert groups == ([[0, 2], [1]] if together else [[0], [1], [2]])


@pytest.mark.parametrize("curve", [np.empty((0, 2)), np.array([(3.0, 4.0)])], ids=["no point", "one"])
def test_a_curve_that_is_no_line_has_no_name(curve):
    assert places([curve], [(10.0, 10.0)], AREA) == [None]


def test_a_name_that_is_larger_than_the_plot_has_no_place():
    assert places([rise(100)], [(500.0, 16.0)], AREA) == [None]
