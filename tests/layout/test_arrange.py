"""Where gates stand."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.layouts import random_circuit

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.parts import Gate, Wire
from circuitlab.circuit.text import to_circuit
from circuitlab.layout import metrics
from circuitlab.layout.arrange import LABEL_WIDTH, arrange
from circuitlab.layout.layers import layered
from circuitlab.layout.ordering import count_crossings, reduce_crossings
from circuitlab.layout.routing import route_all

PUBLISHED = json.loads((Path(__file__).parents[1] / "data" / "circuits.json").read_text(encoding="utf-8"))
BY_NAME = {entry["id"]: entry for entry in PUBLISHED}


def published(name: str) -> Circuit:
    return to_circuit("\n".join(BY_NAME[name]["text"]), BY_NAME[name]["inputs"])


def boxes(circuit, places, *, labels=True):
    """Bodies, and labels too, as (left, right, top, bottom, gate)."""
    for key, gate in circuit.gates.items():
        shape = metrics.shape_of(circuit, gate)
        width, height = metrics.body_size(shape, gate.inputs)
        x, y = places[key]
        yield x - width / 2, x + width / 2, y - height / 2, y + height / 2, key
        if labels and metrics.has_labels(shape):
            left = x + width / 2 + metrics.LABEL_INSET
            yield left, left + LABEL_WIDTH, y - metrics.LABEL_ABOVE, y + metrics.LABEL_BELOW, key


def overlapping(circuit, places):
    found = sorted(boxes(circuit, places))
    for index, (_, right, top, bottom, gate) in enumerate(found):
        for other in found[index + 1 :]:
            if other[0] >= right:
                break
            if other[2] < bottom and top < other[3] and other[4] != gate:
                yield gate, other[4]


def wires_through_gates(circuit, places):
    bodies = list(boxes(circuit, places, labels=False))
    for key, route in route_all(circuit, places).items():
        for (x0, y0), (x1, y1) in pairwise(route.points):
            for left, right, top, bottom, gate in bodies:
                if (
                    min(x0, x1) < right - 1
                    and max(x0, x1) > left + 1
                    and min(y0, y1) < bottom - 1
                    and max(y0, y1) > top + 1
                ):
                    yield key, gate


@pytest.mark.parametrize("name", BY_NAME)
def test_a_published_circuit_has_no_overlaps_and_no_wire_through_a_gate(name):
    circuit = published(name)
    places = arrange(circuit)
    assert not list(overlapping(circuit, places))
    assert not list(wires_through_gates(circuit, places))


def test_the_first_example_stands_as_it_is_drawn():
    circuit = published("sum-then-product")
    places = arrange(circuit)
    drawn = {"x": (336, 182), "y": (336, 370), "z": (336, 486), "q": (548, 276), "f": (756, 288)}
    at = {name: places[circuit.named(name).id] for name in drawn}
    for name, (x, y) in drawn.items():
        assert at[name][0] - at["f"][0] == pytest.approx(x - 756, abs=8)
        assert at[name][1] - at["f"][1] == pytest.approx(y - 288, abs=8)


def test_constants_stand_right_before_their_consumers_and_the_main_line_is_straight():
    circuit = published("neuron-in-parts")
    places = arrange(circuit)
    for gate in circuit.gates.values():
        if gate.kind == "constant":
            consumer = places[circuit.outgoing(gate.id)[0].target]
            assert 90 <= consumer[0] - places[gate.id][0] <= 120
            assert abs(consumer[1] - places[gate.id][1]) <= 132
    n, e = (places[circuit.named(name).id] for name in "ne")
    assert n[1] == e[1]


@given(st.integers(1, 60), st.integers(0, 10_000))
@settings(max_examples=40)
def test_nothing_overlaps_and_every_place_is_on_the_grid(gates, seed):
    circuit = random_circuit(gates, seed)
    places = arrange(circuit)
    assert places.keys() == circuit.gates.keys()
    assert not list(overlapping(circuit, places))
    assert all(x % metrics.GRID == 0 == y % metrics.GRID for x, y in places.values())


def test_every_gate_stands_right_of_what_feeds_it():
    circuit = random_circuit(300, 5)
    places = arrange(circuit)
    assert all(places[wire.source][0] < places[wire.target][0] for wire in circuit.wires.values())


@given(st.integers(1, 60), st.integers(0, 10_000))
@settings(max_examples=40)
def test_a_constant_stands_before_the_first_of_its_consumers_wherever_the_others_are(gates, seed):
    circuit = random_circuit(gates, seed, "constant")
    places = arrange(circuit)
    assert all(places[wire.source][0] < places[wire.target][0] for wire in circuit.wires.values())
    assert all(x % metrics.GRID == 0 == y % metrics.GRID for x, y in places.values())


def test_the_same_circuit_gets_the_same_places():
    assert arrange(random_circuit(200, 3)) == arrange(random_circuit(200, 3))


def test_the_order_of_a_tree_has_no_crossing():
    layers = layered(published("neuron-in-parts"))
    reduce_crossings(layers)
    assert count_crossings(layers) == 0


def test_sweeps_take_crossings_away():
    layers = layered(random_circuit(300, 7))
    before = count_crossings(layers)
    reduce_crossings(layers)
    assert count_crossings(layers) < before


def test_a_wide_label_widens_its_column():
    circuit = published("sum-then-product")
    q, f = circuit.named("q").id, circuit.named("f").id
    narrow, wide = arrange(circuit), arrange(circuit, labels={q: LABEL_WIDTH + 60})
    assert wide[f][0] - wide[q][0] == narrow[f][0] - narrow[q][0] + 60


def test_placed_gates_stay_and_new_ones_stand_clear_of_them():
    circuit = Circuit(
        [
            Gate(1, "input", "x", 1.0, 0, (100.0, 100.0)),
            Gate(2, "exp", "e", None, 1, (313.0, 77.0)),
            Gate(3, "input", "y", 1.0),
            Gate(4, "add", "f", None, 2),
            Wire(5, 1, 2, 0),
            Wire(6, 2, 4, 0),
            Wire(7, 3, 4, 1),
        ]
    )
    places = arrange(circuit)
    assert places[1] == (100.0, 100.0)
    assert places[2] == (313.0, 77.0)
    assert not list(overlapping(circuit, places))
    assert arrange(circuit, afresh=True)[1] != (100.0, 100.0)


def test_an_empty_circuit_has_no_places():
    assert arrange(Circuit()) == {}


def test_ten_thousand_gates_do_not_overlap():
    circuit = random_circuit(10_000, 1)
    assert not list(overlapping(circuit, arrange(circuit)))
