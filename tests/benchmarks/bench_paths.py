"""What the path view costs: counting all paths and making the 200 largest, against the passes themselves."""

from itertools import pairwise
from time import perf_counter

import pytest
from support.measured_circuits import layered

from circuitlab.engine.passes import run
from circuitlab.engine.paths import find, finding

GATES = 10_000


@pytest.fixture(scope="module", params=[100, 2], ids=["wide", "narrow"])
def circuit(request):
    return layered(GATES, request.param)


def seconds(work) -> float:
    """The best of three."""
    taken = []
    for _ in range(3):
        begun = perf_counter()
        work()
        taken.append(perf_counter() - begun)
    return min(taken)


def test_more_paths_than_can_be_walked_take_no_more_than_a_hundred_passes(circuit):
    trace = run(circuit)
    gate = min(circuit.names.values())
    found = find(trace, gate)
    assert found.count > 10**12
    assert len(found.paths) == 200
    ratio = seconds(lambda: find(trace, gate)) / seconds(lambda: run(circuit))
    assert ratio < 100, f"{ratio:.0f} passes"


def test_it_pauses_often_enough_for_a_window(circuit):
    trace = run(circuit)
    find(trace, min(circuit.names.values()))  # the trace's own tables are there

    def longest() -> float:
        work, pauses = finding(trace, min(circuit.names.values())), [perf_counter()]
        pauses += [perf_counter() for _ in work]
        return max(after - before for before, after in pairwise(pauses))

    ratio = min(longest() for _ in range(3)) / seconds(lambda: run(circuit))
    assert ratio < 3, f"{ratio:.1f} passes between two pauses"
