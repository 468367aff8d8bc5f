"""Speed of the views beside the passes, in CPU time of one run."""

import time

import pytest
from support.drawn_circuits import many
from support.measured_circuits import network

from circuitlab.circuit.text import to_circuit
from circuitlab.engine.along import curve, curving
from circuitlab.engine.forward_mode import Modes
from circuitlab.engine.passes import run
from circuitlab.engine.race import Race
from circuitlab.teach import promise

FRAME_MS = 1000 / 60
SLICE_MS = 12.0


def best_ms(work, times=7):
    """The least CPU time of several tries."""
    tries = []
    for _ in range(times):
        start = time.process_time()
        work()
        tries.append((time.process_time() - start) * 1000)
    return min(tries)


def longest_pause_ms(work):
    """The longest time between two pauses of a computation, the least of three tries."""

    def once():
        longest, start = 0.0, time.process_time()
        for _ in work():
            longest, start = max(longest, time.process_time() - start), time.process_time()
        return longest * 1000

    return min(once() for _ in range(3))


def test_a_promise_costs_less_than_a_quarter_of_a_frame():
    circuit = to_circuit("x = 3\ny = 2\nf = x ** 2 * sin(y)")
    trace, x = run(circuit), circuit.names["x"]

    def work():
        step = promise.begun(trace, x)
        curve(trace, x, promise.points(3.0, 1.0))
        promise.sentence(circuit, trace.objective, promise.gone(step, trace, crossed=False))

    assert best_ms(work) < FRAME_MS / 4


@pytest.mark.parametrize("what", ["curve", "race"])
def test_with_10000_gates_no_slice_is_longer_than_a_window_can_wait(what):
    circuit = many(10_000)
    trace = run(circuit)
    source = Modes(trace).sources[0]

    def work():
        if what == "race":
            return Race(trace).preparing()
        return curving(trace, source, promise.points(1.0, 1.0))

    assert longest_pause_ms(work) < SLICE_MS


def test_a_sweep_of_a_network_costs_less_than_the_passes():
    circuit = network(3, 16, 8, 1)
    trace = run(circuit)
    modes = Modes(trace)
    modes.forward  # noqa: B018 - what is prepared once
    assert best_ms(lambda: modes.sweep(modes.sources[0])) < best_ms(lambda: run(circuit))
