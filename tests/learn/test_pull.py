"""What slopes promise of a step: exact along a plane, off by the bend elsewhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circuitlab.circuit.edits import set_seed
from circuitlab.circuit.text import to_circuit
from circuitlab.learn.pull import pulled
from circuitlab.learn.run import Run
from circuitlab.learn.strategies import STRATEGIES, Tuning


@given(step=st.floats(1e-3, 1), x=st.floats(-3, 3))
def test_along_a_parabola_it_is_off_by_the_square_of_the_step(step, x):
    run = Run(to_circuit("f = x ** 2", {"x": x}), "analytic", Tuning(step_size=step))
    before = run.now
    found = pulled(run.hill, before, run.step())
    moved = run.now.values[0] - x
    assert found.got - found.promised == pytest.approx(moved**2, abs=1e-9)


@pytest.mark.parametrize("strategy", STRATEGIES)
def test_a_plane_keeps_every_promise(strategy):
    run = Run(to_circuit("f = 2 * x - 3 * y", {"x": 1, "y": 2}), strategy)
    before = run.now
    found = pulled(run.hill, before, run.step())
    assert found.promised == pytest.approx(found.got, abs=1e-9)


def test_the_seed_scales_the_step_and_not_what_is_promised_of_it():
    circuit = to_circuit("f = 2 * x", {"x": 1})
    circuit.apply(set_seed(circuit, 3.0))
    run = Run(circuit, "numerical", Tuning(step_size=0.1))
    before = run.now
    found = pulled(run.hill, before, run.step())
    assert found.got == pytest.approx(2 * 0.1 * 6)
    assert found.promised == pytest.approx(found.got)


def test_a_seed_of_0_promises_nothing():
    circuit = to_circuit("f = 2 * x", {"x": 1})
    circuit.apply(set_seed(circuit, 0.0))
    run = Run(circuit, "analytic")
    before = run.now
    assert pulled(run.hill, before, run.step()) == (None, 0)
