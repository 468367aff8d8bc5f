"""Facts about the painted sheet: every state can be told from every other, and wears its colours."""

from itertools import combinations

import pytest
from support.gates_sheet import SHAPES, STATES, paint_sheet

from circuitlab.app.theme import DARK, LIGHT


@pytest.fixture(params=[LIGHT, DARK], ids=lambda theme: theme.name)
def sheet(request, qapp):
    return request.param, paint_sheet(request.param)


def test_a_computed_gate_is_tinted_above_and_a_done_one_below_too(sheet):
    theme, image = sheet
    assert image.pixelColor(180, 290) == theme.color("value_tint")
    assert image.pixelColor(180, 334) == theme.color("gate")
    assert image.pixelColor(300, 334) == theme.color("gradient_tint")


def test_an_input_is_a_pill_with_its_tint_inside(sheet):
    theme, image = sheet
    assert image.pixelColor(320, 82) == theme.color("value_tint")
    assert image.pixelColor(277, 79) == theme.color("canvas")


def test_current_gates_wear_the_colour_of_their_pass_and_a_halo(sheet):
    theme, image = sheet
    assert image.pixelColor(440, 284) == theme.color("value")
    assert image.pixelColor(560, 284) == theme.color("gradient")
    assert image.pixelColor(440, 279) == theme.color("value_tint")


def test_where_a_number_stopped_being_finite_the_gate_is_filled(sheet):
    theme, image = sheet
    assert image.pixelColor(405, 430) == theme.color("non_finite")


def test_a_message_on_its_way_is_filled_and_an_arrived_one_is_not(sheet):
    theme, image = sheet
    assert image.pixelColor(350, 650) == theme.color("gradient")
    assert image.pixelColor(50, 640) == theme.color("canvas")


def test_every_state_looks_different(sheet):
    _, image = sheet
    pictures = [image.copy(x - 45, y - 45, 95, 85) for x, y, face, *_ in STATES if face.inputs == 2]
    assert all(first != second for first, second in combinations(pictures, 2))


def test_every_shape_is_outlined(sheet):
    theme, image = sheet
    solid = [(x, y) for x, y, face, state, _ in SHAPES if state.computed]
    for x, y in solid:
        column = {image.pixelColor(x, row).name() for row in range(y - 50, y)}
        assert theme.secondary.lower() in column
