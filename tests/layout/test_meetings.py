"""What wires that meet draw: what several share once, dots where they part, gaps away from corners."""

from collections import defaultdict
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.layouts import EXAMPLES, example, random_circuit

from circuitlab.layout.arrange import arrange
from circuitlab.layout.meetings import crossings, shares
from circuitlab.layout.routing import Route, route_all


def drawn(circuit, places=None):
    """The routes of a circuit, and what each wire draws of its own."""
    routes = route_all(circuit, places)
    result = {}
    for gate in circuit.gates:
        result.update(shares({w.id: routes[w.id] for w in circuit.outgoing(gate) if w.id in routes}))
    return routes, result


def stretches(points):
    """The stretches of a polyline as (line that they lie on, low, high)."""
    for (x0, y0), (x1, y1) in pairwise(points):
        if y0 == y1:
            yield ("row", y0), min(x0, x1), max(x0, x1)
        else:
            yield ("column", x0), min(y0, y1), max(y0, y1)


def united(lines):
    """The stretches of many polylines without what is there twice, and how long all were with it."""
    on = defaultdict(list)
    for line in lines:
        for track, low, high in stretches(line):
            on[track].append((low, high))
    parts, total = set(), 0.0
    for track, found in on.items():
        total += sum(high - low for low, high in found)
        begin, end = None, None
        for low, high in sorted(found):
            if end is None or low > end:
                if end is not None:
                    parts.add((track, begin, end))
                begin, end = low, high
            end = max(end, high)
        if end is not None and end > begin:
            parts.add((track, begin, end))
    return parts, total


@pytest.mark.parametrize("name", EXAMPLES)
def test_what_wires_of_a_gate_share_is_drawn_once(name):
    circuit = example(name)
    _, parts = drawn(circuit)
    for gate in circuit.gates:
        lines = [parts[wire.id].line for wire in circuit.outgoing(gate)]
        pieces, total = united(lines)
        assert total == sum(high - low for _, low, high in pieces)


@given(st.integers(5, 60), st.integers(0, 10_000))
@settings(max_examples=25)
def test_nothing_of_a_wire_is_lost_by_sharing(gates, seed):
    circuit = random_circuit(gates, seed)
    routes, parts = drawn(circuit, arrange(circuit))
    for gate in circuit.gates:
        keys = [wire.id for wire in circuit.outgoing(gate)]
        assert united(routes[key].points for key in keys)[0] == united(parts[key].line for key in keys)[0]


def test_the_longest_wire_draws_the_stem_and_knows_how_far_others_need_it():
    routes = {
        1: Route(((0, 0), (50, 0), (50, 40), (90, 40))),
        2: Route(((0, 0), (90, 0))),
        3: Route(((0, 0), (50, 0), (50, 80), (90, 80))),
    }
    parts = shares(routes)
    assert parts[3].line == routes[3].points
    assert parts[3].stem == 90
    assert parts[1].line == ((50, 40), (90, 40))
    assert parts[2].line == ((50, 0), (90, 0))


@pytest.mark.parametrize("name", EXAMPLES)
def test_no_gap_touches_a_corner(name):
    circuit = example(name)
    _, parts = drawn(circuit)
    lines = {key: Route(share.line) for key, share in parts.items()}
    gaps = crossings(lines, {key: circuit.wires[key].source for key in lines})
    for key, places in gaps.items():
        for x, y in places:
            for corner_x, corner_y in lines[key].points[1:-1]:
                assert abs(x - corner_x) + abs(y - corner_y) >= 12


def test_the_wire_that_runs_straight_has_the_gap():
    turning = Route(((0, 0), (100, 0), (100, 50), (200, 50)))
    straight = Route(((50, -200), (90, -200), (90, 200), (150, 200)))
    assert crossings({1: turning, 2: straight}, {1: 1, 2: 2}) == {2: [(90, 0)]}
    further = Route(((20, -200), (60, -200), (60, 200), (150, 200)))
    assert crossings({1: turning, 2: further}, {1: 1, 2: 2}) == {1: [(60, 0)]}
