"""How the cursor moves over a trace."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.text import to_circuit
from circuitlab.engine.passes import run
from circuitlab.engine.trace import (
    Cursor,
    Grain,
    Trace,
    clamped,
    end,
    next_backward,
    next_cursor,
    next_forward,
    previous_cursor,
    start,
)

GRAINS: tuple[Grain, ...] = ("pass", "level", "gate", "message")

TEXTS = (
    "q = x + y\nf = q * z",
    "f = 1 / (1 + exp(-(w0 * x0 + w1 * x1 + w2)))",
    "a = x * x\nb = x + 1\nc = sin(a) + cos(b)\nf = max(a, b, c, x)",
    "f = 2 + 3",
    "x = 3",
    "x = 2\ng = exp(x)\nf = g + missing * 2",
)


def trace_of(text: str) -> Trace:
    return run(to_circuit(text, default=None if "missing" in text else 1.5))


def walk(trace: Trace, grain: Grain) -> list[Cursor]:
    places = [start()]
    while places[-1] != end(trace):
        places.append(next_cursor(trace, places[-1], grain))
    return places


def test_gate_by_gate_visits_every_step() -> None:
    assert walk(trace_of(TEXTS[0]), "gate") == [Cursor(steps) for steps in range(6)]


def test_message_by_message_stops_inside_backward_steps() -> None:
    places = [Cursor(0), Cursor(1), Cursor(2), Cursor(3), Cursor(3, 1), Cursor(4), Cursor(4, 1), Cursor(5)]
    assert walk(trace_of(TEXTS[0]), "message") == places


def test_pass_by_pass_stops_after_forward_seed_and_backward() -> None:
    assert walk(trace_of(TEXTS[0]), "pass") == [Cursor(0), Cursor(2), Cursor(3), Cursor(5)]


def test_a_level_is_as_many_steps_in_a_row_as_do_not_need_one_another() -> None:
    trace = run(to_circuit("a = x + y\nb = x * y\nf = a * b", {"x": 1.0, "y": 2.0}))
    assert walk(trace, "level") == [Cursor(0), Cursor(2), Cursor(3), Cursor(4), Cursor(5), Cursor(7)]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("grain", GRAINS)
def test_previous_takes_back_what_next_did(text: str, grain: Grain) -> None:
    trace = trace_of(text)
    places = walk(trace, grain)
    assert places == sorted(set(places))
    back = [end(trace)]
    while back[-1] != start():
        back.append(previous_cursor(trace, back[-1], grain))
    assert back[::-1] == places


@pytest.mark.parametrize("grain", GRAINS)
def test_the_ends_hold(grain: Grain) -> None:
    trace = trace_of(TEXTS[0])
    assert previous_cursor(trace, start(), grain) == start()
    assert next_cursor(trace, end(trace), grain) == end(trace)
    empty = run(Circuit())
    assert next_cursor(empty, start(), grain) == start() == end(empty)


@given(
    text=st.sampled_from(TEXTS),
    grain=st.sampled_from(GRAINS),
    steps=st.integers(0, 30),
    messages=st.integers(0, 9),
)
def test_from_anywhere_next_goes_on_and_previous_goes_back(
    text: str, grain: Grain, steps: int, messages: int
) -> None:
    trace = trace_of(text)
    cursor = clamped(trace, Cursor(steps, messages))
    stops = walk(trace, grain)
    assert next_cursor(trace, cursor, grain) == min((p for p in stops if p > cursor), default=end(trace))
    assert previous_cursor(trace, cursor, grain) == max((p for p in stops if p < cursor), default=start())


def test_clamped_keeps_what_the_trace_has() -> None:
    trace = trace_of(TEXTS[0])
    assert clamped(trace, Cursor(3, 1)) == Cursor(3, 1)
    assert clamped(trace, Cursor(3, 2)) == Cursor(3)
    assert clamped(trace, Cursor(1, 1)) == Cursor(1)
    assert clamped(trace, Cursor(9)) == Cursor(5)
    assert clamped(trace, Cursor(5, 1)) == Cursor(5)


def test_step_backward_finishes_the_forward_pass_and_stops_at_the_seed() -> None:
    trace = trace_of(TEXTS[0])
    assert [next_backward(trace, Cursor(steps)) for steps in (0, 1, 2)] == [Cursor(3)] * 3
    assert next_backward(trace, Cursor(3)) == next_backward(trace, Cursor(3, 1)) == Cursor(4)


def test_step_backward_from_the_end_goes_to_the_seed() -> None:
    trace = trace_of(TEXTS[0])
    assert next_backward(trace, end(trace)) == Cursor(3)


def test_step_backward_without_a_backward_pass_finishes_the_forward_pass() -> None:
    trace = run(to_circuit("g = x + 1\nf = g * y", {"x": 1.0}))
    assert next_backward(trace, start()) == end(trace) == Cursor(1)


def test_step_forward_goes_on_and_after_the_forward_pass_starts_again() -> None:
    trace = trace_of(TEXTS[0])
    assert [next_forward(trace, Cursor(steps)) for steps in range(6)] == [
        Cursor(1), Cursor(2), Cursor(1), Cursor(1), Cursor(1), Cursor(1)
    ]  # fmt: skip
    assert next_forward(run(to_circuit("x = 3")), start()) == start()
