"""Copies get new ids and free names; a circuit that replaces another touches as little as it can."""

from circuitlab.circuit import fragments
from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.parts import Gate, Settings, Wire

X, Y, F = 1, 2, 3
PARTS = [
    Settings(objective=F, seed=2.0),
    Gate(X, "input", "x", -2.0, 0, (0.0, 0.0)),
    Gate(Y, "input", "y", 5.0),
    Gate(F, "add", "f", None, 2, (100.0, 0.0)),
    Wire(4, X, F, 0),
    Wire(5, Y, F, 1),
]


def test_a_copy_has_the_wires_between_its_gates() -> None:
    circuit = Circuit(PARTS)
    assert fragments.copy(circuit, {F, X, 5}) == [circuit.gates[X], circuit.gates[F], circuit.wires[4]]
    assert fragments.copy(circuit, [5]) == []


def test_pasted_gates_get_new_ids_and_the_next_free_names() -> None:
    circuit = Circuit(PARTS)
    copied = fragments.copy(circuit, [X, F, X])
    for _ in range(2):
        circuit.apply(fragments.paste(circuit, copied, (24.0, 24.0)))
    assert circuit.names == {"x": 1, "y": 2, "f": 3, "x1": 6, "f1": 7, "x2": 9, "f2": 10}
    assert circuit.gates[9] == Gate(9, "input", "x2", -2.0, 0, (24.0, 24.0))
    assert circuit.incoming(10) == [Wire(11, 9, 10, 0)]
    assert circuit.settings == PARTS[0], "a paste leaves the objective alone"


def test_names_that_are_free_elsewhere_are_kept() -> None:
    circuit = Circuit()
    circuit.apply(fragments.paste(circuit, PARTS))
    assert set(circuit.names) == {"x", "y", "f"}
    assert circuit.settings == Settings()


def test_a_duplicate_is_another_copy_beside_the_first() -> None:
    circuit = Circuit(PARTS)
    circuit.apply(fragments.duplicate(circuit, [X], (12.0, 12.0)))
    assert circuit.named("x1") == Gate(6, "input", "x1", -2.0, 0, (12.0, 12.0))


def test_a_circuit_in_the_place_of_another_keeps_ids_and_places_of_namesakes() -> None:
    circuit = Circuit(PARTS)
    other = Circuit(
        [
            Settings(objective=30),
            Gate(10, "input", "z", 1.0),
            Gate(20, "input", "x", 7.0),
            Gate(30, "multiply", "f", None, 2),
            Wire(40, 20, 30, 0),
            Wire(50, 10, 30, 1),
        ]
    )
    before = circuit.parts
    changes = fragments.replace_all(circuit, other)
    circuit.apply(changes)
    assert circuit.parts == [
        Settings(objective=F, seed=2.0),
        Gate(X, "input", "x", 7.0, 0, (0.0, 0.0)),
        Gate(F, "multiply", "f", None, 2, (100.0, 0.0)),
        Gate(6, "input", "z", 1.0),
        Wire(4, X, F, 0),
        Wire(7, 6, F, 1),
    ]
    circuit.apply(changes.inverse())
    assert circuit.parts == before


def test_a_circuit_in_its_own_place_is_no_change() -> None:
    assert not fragments.replace_all(Circuit(PARTS), Circuit(PARTS))
    assert not fragments.replace_all(Circuit(), Circuit())
