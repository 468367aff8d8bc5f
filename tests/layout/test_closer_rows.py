"""Rows closer together: the same columns in the same order, less high; and not what somebody has placed."""

from hypothesis import example, given
from hypothesis import strategies as st
from support.random_circuits import random_circuit

from circuitlab.circuit import edits
from circuitlab.circuit.text import to_circuit
from circuitlab.files.store import laid_out, places_closer
from circuitlab.layout.columns import CLOSER, USUAL

EXAMPLE = "x = -2\ny = 5\nz = -4\nq = x + y\nf = q * z"


def high(places):
    rows = [y for _, y in places.values()]
    return max(rows) - min(rows)


@given(st.integers(0, 10_000))
@example(472)  # whose gates need more lanes for wires where rows are closer
def test_closer_rows_are_never_higher(seed):
    circuit = laid_out(random_circuit(seed))
    usual = {key: gate.position for key, gate in circuit.gates.items()}
    for _, close in places_closer(circuit):
        assert high(close) <= high(usual)
        assert close.keys() == usual.keys()


def test_the_closest_come_first_and_all_are_closer_than_usual():
    assert [rows.row for rows in (*CLOSER, USUAL)] == sorted(rows.row for rows in (*CLOSER, USUAL))


def test_a_circuit_as_it_was_laid_out_has_closer_places_wherever_it_stands():
    circuit = laid_out(to_circuit(EXAMPLE))
    found = places_closer(circuit)
    assert [row for row, _ in found] == [84, 96, 108]
    everything = {key: (gate.position[0] + 60, gate.position[1] - 36) for key, gate in circuit.gates.items()}
    circuit.apply(edits.move(circuit, everything))
    assert places_closer(circuit) == found


def test_one_gate_that_somebody_has_placed_is_enough_to_leave_all_as_they_are():
    circuit = laid_out(to_circuit(EXAMPLE))
    key = circuit.names["z"]
    x, y = circuit.gates[key].position
    circuit.apply(edits.move(circuit, {key: (x, y + 12)}))
    assert places_closer(circuit) == []
