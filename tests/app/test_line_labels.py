"""The names of curves: beside them, inside the plot, and over no other."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from circuitlab.app.plots.line_labels import Box, places

AREA = Box(0, 0, 400, 120)


def box_at(place, size):
    return Box(place[0] - size[0] / 2, place[1] - size[1] / 2, place[0] + size[0] / 2, place[1] + size[1] / 2)


@given(slopes=st.lists(st.floats(-0.3, 0.3), min_size=1, max_size=5))
def test_names_stay_inside_and_never_meet(slopes):
    xs = np.linspace(0, 400, 30)
    curves = [np.column_stack([xs, 60 + slope * (xs - 200)]) for slope in slopes]
    sizes = [(60.0, 16.0)] * len(curves)
    boxes = [box_at(place, (60, 16)) for place in places(curves, sizes, AREA) if place is not None]
    for index, box in enumerate(boxes):
        assert AREA.left <= box.left <= box.right <= AREA.right
        assert AREA.bottom <= box.bottom <= box.top <= AREA.top
        assert not any(map(box.meets, boxes[:index]))


def test_a_name_leaves_its_curve_free():
    xs = np.linspace(0, 400, 200)
    curve = np.column_stack([xs, 20 + 80 * (1 - np.exp(-xs / 80))])
    (place,) = places([curve], [(70.0, 16.0)], AREA)
    box = box_at(place, (70, 16))
    inside = (curve[:, 0] > box.left) & (curve[:, 0] < box.right)
    assert not ((curve[inside, 1] > box.bottom) & (curve[inside, 1] < box.top)).any()


def test_a_curve_without_points_has_no_name():
    assert places([np.empty((0, 2))], [(10.0, 10.0)], AREA) == [None]
