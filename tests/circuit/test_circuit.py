"""A circuit is its parts, and who feeds whom; the networkx graph says the same."""

from dataclasses import replace

import networkx as nx

from circuitlab.circuit.changes import Changes, adding, removing, replacing
from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.parts import Gate, Settings, Wire

X = Gate(1, "input", "x", 3.0)
SQUARE = Gate(2, "multiply", "f", None, 2)
TWICE = (Wire(3, 1, 2, 0), Wire(4, 1, 2, 1))


def edges(graph: nx.MultiDiGraph) -> set[tuple[int, int, int]]:
    return set(graph.edges(keys=True))


def test_x_times_x_has_two_wires_between_the_same_gates() -> None:
    circuit = Circuit([X, SQUARE, *TWICE])
    assert circuit.incoming(2) == list(TWICE) == circuit.outgoing(1)
    assert edges(circuit.graph) == {(1, 2, 0), (1, 2, 1)}
    circuit.apply(removing(TWICE[0]))
    assert circuit.incoming(2) == [TWICE[1]]
    assert edges(circuit.graph) == {(1, 2, 1)}


def test_the_graph_is_the_same_whether_it_is_made_before_or_after() -> None:
    early, late = Circuit(), Circuit()
    assert not early.graph
    for circuit in (early, late):
        circuit.apply(adding(X, SQUARE, *TWICE))
        circuit.apply(replacing([(TWICE[1], replace(TWICE[1], source=1, port=1))]))
        circuit.apply(removing(TWICE[0]))
    assert edges(early.graph) == edges(late.graph)
    assert set(early.graph) == set(late.graph) == {1, 2}


def test_parts_may_come_and_go_in_any_order_of_one_change() -> None:
    circuit = Circuit()
    changes = adding(*TWICE, SQUARE, Settings(objective=2), X)
    circuit.apply(changes)
    assert circuit.objective == 2
    circuit.apply(changes.inverse())
    assert circuit.parts == [Settings()]
    assert not circuit.graph


def test_two_gates_can_swap_their_names() -> None:
    circuit = Circuit([X, SQUARE])
    circuit.apply(replacing([(X, replace(X, name="f")), (SQUARE, replace(SQUARE, name="x"))]))
    assert circuit.names == {"f": 1, "x": 2}
    assert circuit.named("x") == replace(SQUARE, name="x")


def test_the_only_sink_is_the_objective_unless_one_is_set() -> None:
    circuit = Circuit([X, SQUARE, *TWICE])
    assert circuit.objective == 2
    circuit.apply(adding(Gate(5, "input", "y", 1.0)))
    assert circuit.objective is None
    circuit.apply(replacing([(circuit.settings, Settings(objective=1))]))
    assert circuit.objective == 1


def test_ids_are_not_used_again() -> None:
    circuit = Circuit([X, SQUARE, *TWICE])
    circuit.apply(removing(TWICE[1]))
    assert circuit.next_id == 5


def test_revisions_tell_structure_from_the_rest() -> None:
    circuit = Circuit([X])
    seen = circuit.revision, circuit.structure_revision
    circuit.apply(Changes())
    assert (circuit.revision, circuit.structure_revision) == seen
    circuit.apply(replacing([(X, replace(X, value=4.0))]))
    assert (circuit.revision, circuit.structure_revision) == (seen[0] + 1, seen[1])
    circuit.apply(adding(SQUARE))
    assert circuit.structure_revision == seen[1] + 1


def test_it_says_what_it_is() -> None:
    assert repr(Circuit()) == "<Circuit: 0 gates, 0 wires, no objective>"
    assert repr(Circuit([X, SQUARE, *TWICE])) == "<Circuit: 2 gates, 2 wires, objective f>"
    unnamed = replace(SQUARE, name=None)
    assert repr(Circuit([X, unnamed, *TWICE])) == "<Circuit: 2 gates, 2 wires, objective gate 2>"
