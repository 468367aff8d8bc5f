"""Where wires run."""

import sys
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.layouts import EXAMPLES, deep, example

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.parts import Gate, Wire
from circuitlab.layout import metrics
from circuitlab.layout.arrange import arrange
from circuitlab.layout.meetings import branch_points, crossings, shares
from circuitlab.layout.routing import Route, _known, route_all, route_one

PLACES = st.tuples(st.integers(-2000, 2000), st.integers(-2000, 2000))


def sum_then_product() -> Circuit:
    """f = (x + y) z, where the picture of the program's first start has it."""
    return Circuit(
        [
            Gate(1, "input", "x", -2.0, 0, (336, 182)),
            Gate(2, "input", "y", 5.0, 0, (336, 370)),
            Gate(3, "input", "z", -4.0, 0, (336, 486)),
            Gate(4, "add", "q", None, 2, (548, 276)),
            Gate(5, "multiply", "f", None, 2, (756, 288)),
            Wire(6, 1, 4, 0),
            Wire(7, 2, 4, 1),
            Wire(8, 4, 5, 0),
            Wire(9, 3, 5, 1),
        ]
    )


def test_the_first_example_runs_as_it_is_drawn():
    routes = route_all(sum_then_product())
    assert routes[6].points == ((380, 182), (472, 182), (472, 264), (512, 264))
    assert routes[7].points == ((380, 370), (472, 370), (472, 288), (512, 288))
    assert routes[8].points == ((584, 276), (720, 276))
    assert routes[9].points == ((380, 486), (680, 486), (680, 300), (720, 300))
    assert crossings(routes, {6: 1, 7: 2, 8: 4, 9: 3}) == {}


@given(PLACES, PLACES)
def test_a_wire_is_orthogonal_and_joins_its_ports(start, end):
    route = route_one(start, end)
    assert route.points[0] == start
    assert route.points[-1] == end
    for (x0, y0), (x1, y1) in pairwise(route.points):
        assert x0 == x1 or y0 == y1
    if len(route.points) > 2:
        assert route.points[1][0] > start[0]
        assert route.points[-2][0] < end[0]


@given(PLACES, PLACES, st.floats(0, 1))
def test_a_point_on_the_way_has_its_share_of_the_length_behind_it(start, end, fraction):
    route = route_one(start, end)
    x, y = route.at(fraction)
    assert any(
        min(a[0], b[0]) - 1e-6 <= x <= max(a[0], b[0]) + 1e-6
        and min(a[1], b[1]) - 1e-6 <= y <= max(a[1], b[1]) + 1e-6
        for a, b in pairwise(route.points)
    )
    assert route.at(0) == start
    assert route.at(1) == pytest.approx(end)


def test_a_wire_goes_around_a_gate_in_its_way():
    circuit = Circuit(
        [
            Gate(1, "input", "x", 1.0, 0, (0, 0)),
            Gate(2, "exp", "a", None, 1, (240, 0)),
            Gate(3, "exp", "b", None, 1, (480, 0)),
            Wire(4, 1, 3, 0),
        ]
    )
    points = route_all(circuit)[4].points
    for (x0, y0), (x1, y1) in pairwise(points):
        assert not (min(x0, x1) < 284 and max(x0, x1) > 196 and min(y0, y1) < 28 and max(y0, y1) > -28)


@pytest.mark.parametrize("room", [metrics.BRANCH_ROOM, 140, 200])
def test_a_branch_turns_before_the_room_that_its_message_takes(room):
    circuit = Circuit(
        [
            Gate(1, "input", "x", 1.0, 0, (0, 0)),
            Gate(2, "exp", "a", None, 1, (480, -120)),
            Gate(3, "exp", "b", None, 1, (480, 120)),
            Wire(4, 1, 2, 0),
            Wire(5, 1, 3, 0),
        ]
    )
    for route in route_all(circuit, messages=dict.fromkeys((4, 5), room)).values():
        assert route.points[-2][0] <= route.points[-1][0] - room


def test_wires_of_two_gates_do_not_share_a_channel():
    circuit = Circuit(
        [
            Gate(1, "input", "x", 1.0, 0, (0, 0)),
            Gate(2, "input", "y", 1.0, 0, (0, 120)),
            Gate(3, "add", "p", None, 2, (240, 36)),
            Gate(4, "add", "q", None, 2, (240, 156)),
            Wire(5, 1, 4, 0),
            Wire(6, 2, 3, 1),
        ]
    )
    routes = route_all(circuit)
    assert abs(routes[5].points[1][0] - routes[6].points[1][0]) >= 6
    assert sum(map(len, crossings(routes, {5: 1, 6: 2}).values())) >= 1


def test_a_moved_gate_takes_its_wires_along():
    routes = route_all(sum_then_product(), {4: (548, 300)})
    assert routes[6].points[-1] == (512, 288)
    assert routes[8].points[0] == (584, 300)


def test_a_dot_stands_where_the_wires_of_one_gate_part():
    assert branch_points(
        [
            Route(((0, 0), (50, 0), (50, 40), (90, 40))),
            Route(((0, 0), (90, 0))),
            Route(((0, 0), (50, 0), (50, 80), (90, 80))),
        ]
    ) == {(50, 0), (50, 40)}


def test_wires_to_gates_without_a_place_are_left_out():
    circuit = Circuit([Gate(1, "input"), Gate(2, "exp", inputs=1, position=(0, 0)), Wire(3, 1, 2, 0)])
    assert route_all(circuit) == {}


def widths(circuit: Circuit) -> dict[int, float]:
    """Room for the labels of an example: eight figures or so in the pill."""
    return dict.fromkeys(circuit.gates, 84.0)


@pytest.mark.parametrize("name", EXAMPLES)
def test_no_wire_of_an_example_runs_through_a_gate_or_foreign_labels(name):
    circuit = example(name)
    for key, route in route_all(circuit, labels=widths(circuit)).items():
        for (x0, y0), (x1, y1) in pairwise(route.points):
            for left, right, top, bottom, gate in boxes(circuit):
                enters = min(x0, x1) < right and max(x0, x1) > left and min(y0, y1) < bottom
                own = gate == circuit.wires[key].source
                assert own or not (enters and max(y0, y1) > top), (key, gate)


def boxes(circuit):
    """Bodies and reserved labels, as (left, right, top, bottom, gate)."""
    for key, gate in circuit.gates.items():
        shape = metrics.shape_of(circuit, gate)
        width, height = metrics.body_size(shape, gate.inputs)
        x, y = gate.position
        yield x - width / 2, x + width / 2, y - height / 2, y + height / 2, key
        if metrics.has_labels(shape):
            left = x + width / 2 + metrics.LABEL_INSET
            yield left, left + 84, y - metrics.LABEL_ABOVE, y + metrics.LABEL_BELOW, key


@pytest.mark.parametrize("name", EXAMPLES)
def test_parallel_wires_of_an_example_are_ten_px_apart(name):
    circuit = example(name)
    tracks = []
    for key, route in route_all(circuit, labels=widths(circuit)).items():
        for (x0, y0), (x1, y1) in pairwise(route.points):
            level = y0 == y1
            low, high = sorted((x0, x1) if level else (y0, y1))
            tracks.append((level, y0 if level else x0, low, high, circuit.wires[key].source))
    for (level, at, low, high, gate), (other_level, other, begin, end, another) in combinations(tracks, 2):
        if level == other_level and gate != another and low < end and begin < high:
            assert abs(at - other) >= 10


def test_wires_of_a_fan_out_share_a_lane():
    circuit = deep(20)
    places = arrange(circuit)
    routes = route_all(circuit, places)
    for name in "ab":
        gate = circuit.named(name).id
        parts = shares({wire.id: routes[wire.id] for wire in circuit.outgoing(gate)})
        drawn = sum(Route(share.line).length for share in parts.values())
        assert drawn < sum(routes[key].length for key in parts) / 4


def test_work_grows_no_faster_than_the_circuit():
    def lines_run(levels: int) -> int:
        circuit, count = deep(levels), 0

        def tracer(frame, event, _):
            nonlocal count
            count += 1
            return tracer

        before = sys.gettrace()
        sys.settrace(tracer)
        try:
            routes = route_all(circuit, arrange(circuit))
            parts = {
                key: Route(share.line)
                for gate in circuit.gates
                for key, share in shares({w.id: routes[w.id] for w in circuit.outgoing(gate)}).items()
            }
            crossings(parts, {key: circuit.wires[key].source for key in parts})
        finally:
            sys.settrace(before)
        return count

    assert lines_run(240) < 2.6 * lines_run(120)


def test_routes_that_are_kept_are_those_of_exactly_this_circuit():
    """Places, labels, messages, ports and wires make others; a value does not."""
    circuit = example(EXAMPLES[0])
    gate, wire = next(iter(circuit.gates)), next(iter(circuit.wires))
    x, y = circuit.gates[gate].position
    asked = [
        {},
        {"positions": {gate: (x - 60, y + 24)}},
        {"labels": dict.fromkeys(circuit.gates, 150.0)},
        {"labels": dict.fromkeys(circuit.gates, 10.0)},
        {"messages": {wire: 90.0}},
    ]
    kept = [route_all(circuit, **each) for each in asked * 2]
    kept[0].clear()
    fresh = []
    for each in asked:
        _known.clear()
        fresh.append(route_all(circuit, **each))
    assert kept[1 : len(asked)] == fresh[1:]
    assert kept[len(asked) :] == fresh
    assert fresh[0] != fresh[1]
