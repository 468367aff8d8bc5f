"""Changes are data: they compose, invert, and know what they touch."""

from dataclasses import replace
from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circuitlab.circuit.changes import Changes, Touches, adding, removing, replacing, same
from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.parts import Gate, Part, Settings, Wire

X = Gate(1, "input", "x", -2.0)
Y = Gate(2, "input", "y", 5.0)
Q = Gate(3, "add", "q", None, 2)
PARTS = (X, Y, Q, Wire(4, 1, 3, 0), Wire(5, 2, 3, 1))


def test_the_inverse_of_a_change_takes_it_back() -> None:
    circuit = Circuit(PARTS)
    before = circuit.parts
    changes = replacing([(X, replace(X, name="u", value=nan))]).then(removing(PARTS[4]))
    circuit.apply(changes)
    assert circuit.parts != before
    circuit.apply(changes.inverse())
    assert circuit.parts == before


def test_what_is_added_and_removed_again_is_no_change() -> None:
    assert not adding(X).then(removing(X))
    named = replace(X, name="u")
    assert not replacing([(X, named)]).then(replacing([(named, X)]))


def test_two_moves_in_a_row_are_one() -> None:
    there, further = replace(X, position=(1.0, 1.0)), replace(X, position=(2.0, 2.0))
    assert replacing([(X, there)]).then(replacing([(there, further)])) == replacing([(X, further)])


@pytest.mark.parametrize(
    ("before", "after", "touches"),
    [
        (X, replace(X, value=3.0), Touches.VALUES),
        (replace(X, value=0.0), replace(X, value=-0.0), Touches.VALUES),
        (X, replace(X, name="u"), Touches.LOOKS),
        (X, replace(X, position=(0.0, 0.0)), Touches.LOOKS),
        (X, replace(X, name="u", value=inf), Touches.LOOKS | Touches.VALUES),
        (Q, replace(Q, inputs=3), Touches.STRUCTURE),
        (Q, replace(Q, kind="max"), Touches.STRUCTURE),
        (None, X, Touches.STRUCTURE),
        (PARTS[3], None, Touches.STRUCTURE),
        (PARTS[3], replace(PARTS[3], source=2), Touches.STRUCTURE),
        (Settings(), Settings(seed=2.0), Touches.VALUES),
        (Settings(), Settings(objective=3), Touches.STRUCTURE),
    ],
)
def test_only_structure_makes_the_passes_start_again(
    before: Part | None, after: Part | None, touches: Touches
) -> None:
    key = (before or after).id  # type: ignore[union-attr]
    changes = Changes({key: (before, after)})
    assert changes.touches == touches == changes.inverse().touches
    assert changes.is_structural == (Touches.STRUCTURE in touches)


def test_values_are_compared_to_the_last_bit() -> None:
    assert same(replace(X, value=nan), replace(X, value=float("nan")))
    assert not same(replace(X, value=0.0), replace(X, value=-0.0))
    assert replacing([(replace(X, value=0.0), replace(X, value=-0.0))])


numbers = st.one_of(st.none(), st.floats(), st.sampled_from([0.0, -0.0, nan, -nan, inf]))


@given(numbers, numbers)
def test_values_are_the_same_where_they_read_the_same(one, other):
    assert same(replace(X, value=one), replace(X, value=other)) == (repr(one) == repr(other))


@given(st.floats())
def test_a_gate_that_holds_another_value_is_else_as_it_was(value):
    assert repr(X.holding(value)) == repr(replace(X, value=value))
