"""The order of the steps, cones, and which wires may be drawn."""

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from circuitlab.circuit import order
from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.errors import NoSuchPort, PortTaken, UnknownPart, WouldCloseCycle
from circuitlab.circuit.parts import Gate, Wire

# (x + y) * z
PARTS = [
    Gate(1, "input", "x", -2.0),
    Gate(2, "input", "y", 5.0),
    Gate(3, "input", "z", -4.0),
    Gate(4, "add", "q", None, 2),
    Gate(5, "multiply", "f", None, 2),
    Wire(6, 1, 4, 0),
    Wire(7, 2, 4, 1),
    Wire(8, 4, 5, 0),
    Wire(9, 3, 5, 1),
]


@st.composite
def wirings(draw: st.DrawFn) -> Circuit:
    """Add gates whose wires all lead from an earlier to a later place in a random order of ids."""
    ids = draw(st.permutations(range(1, draw(st.integers(1, 12)) + 1)))
    gates = [Gate(key, "add", None, None, 2) for key in ids]
    wires = []
    for place, key in enumerate(ids):
        for port in (0, 1):
            source = draw(st.integers(-1, place - 1))
            if source >= 0:
                wires.append(Wire(100 + len(wires), ids[source], key, port))
    return Circuit([*gates, *wires])


@given(wirings())
def test_the_order_is_networkx_lexicographical_one(circuit: Circuit) -> None:
    assert order.topological(circuit) == list(nx.lexicographical_topological_sort(circuit.graph))


@given(wirings())
def test_cones_and_levels_are_those_of_the_graph(circuit: Circuit) -> None:
    for gate in circuit.gates:
        assert order.ancestors(circuit, gate) == nx.ancestors(circuit.graph, gate) | {gate}
        assert order.descendants(circuit, gate) == nx.descendants(circuit.graph, gate) | {gate}
    levels = order.levels(circuit)
    assert all(levels[wire.source] < levels[wire.target] for wire in circuit.wires.values())


@given(wirings())
def test_ports_that_light_up_are_those_that_accept(circuit: Circuit) -> None:
    ports = [(gate, port) for gate in circuit.gates for port in (0, 1)]
    for source in circuit.gates:
        accepting = {place for place in ports if order.can_connect(circuit, source, *place) is None}
        assert order.accepting_ports(circuit, source) == accepting
    for target in circuit.gates:
        refusals = {source: order.can_connect(circuit, source, target, 0) for source in circuit.gates}
        closing = {key for key, refusal in refusals.items() if isinstance(refusal, WouldCloseCycle)}
        assert order.accepting_sources(circuit, target) == set(circuit.gates) - closing


def test_a_wire_that_would_close_a_loop_is_refused_by_name() -> None:
    refusal = order.can_connect(Circuit(PARTS), 5, 4, 0)
    assert isinstance(refusal, WouldCloseCycle)
    assert str(refusal) == "q already leads to f: this wire would close a loop."
    assert isinstance(order.can_connect(Circuit(PARTS), 4, 4, 0), WouldCloseCycle)


@pytest.mark.parametrize(
    ("wire", "error", "says"),
    [
        ((3, 4, 0), PortTaken, "The first input of q already has a wire."),
        ((3, 4, 2), NoSuchPort, "q has 2 inputs"),
        ((3, 1, 0), NoSuchPort, "x has no inputs"),
        ((3, 4, -1), NoSuchPort, "q has 2 inputs"),
        ((3, 77, 0), UnknownPart, "There is no gate 77."),
    ],
)
def test_refusals_name_the_place(wire: tuple[int, int, int], error: type, says: str) -> None:
    refusal = order.can_connect(Circuit(PARTS), *wire)
    assert isinstance(refusal, error)
    assert says in str(refusal)


def test_a_circle_of_wires_is_found() -> None:
    ring = [Gate(key, "identity", f"g{key}", None, 1) for key in (1, 2, 3)]
    tail = Gate(4, "identity", "tail", None, 1)
    wires = [Wire(5, 1, 2, 0), Wire(6, 2, 3, 0), Wire(7, 3, 1, 0), Wire(8, 3, 4, 0)]
    with pytest.raises(WouldCloseCycle, match="through g"):
        order.topological(Circuit([*ring, tail, *wires]))


def test_fifty_thousand_gates_in_a_row_take_no_recursion() -> None:
    count = 50_000
    gates = [Gate(key, "identity", None, None, 1) for key in range(1, count + 1)]
    wires = [Wire(count + key, key + 1, key, 0) for key in range(1, count)]  # the youngest comes first
    chain = Circuit([*gates, *wires])
    assert order.topological(chain) == list(range(count, 0, -1))
    assert order.levels(chain)[1] == count
    assert len(order.ancestors(chain, 1)) == len(order.descendants(chain, count)) == count
    assert isinstance(order.can_connect(chain, 1, count, 0), WouldCloseCycle)
