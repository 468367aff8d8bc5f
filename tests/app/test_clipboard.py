"""Cut, copy, paste and duplicate: gates with the wires between them, under new ids and free names."""

import pytest
from PySide6.QtGui import QGuiApplication

from circuitlab.app import clipboard, commands
from circuitlab.app.session import Session
from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.text import to_circuit


@pytest.fixture
def session(qtbot, no_failures):
    session = Session()
    session.open(to_circuit("q = x + y\nf = q * z", {"x": -2.0, "y": 5.0, "z": -4.0}))
    return session


def ids(session, *names):
    return [session.circuit.named(name).id for name in names]


def test_a_copy_is_pasted_with_its_inner_wires_and_selected(session):
    session.select(ids(session, "x", "y", "q"))
    assert clipboard.copy(session)
    clipboard.paste(session)
    assert len(session.circuit.gates) == 8
    pasted = [session.circuit.gates[key] for key in sorted(session.selection)]
    assert [gate.kind for gate in pasted] == ["input", "input", "add"]
    assert len(session.circuit.wires) == 6
    assert session.undo_stack.undoText() == "Paste 3 gates"


def test_no_pasted_gate_hides_another(session):
    session.select(ids(session, "x"))
    clipboard.copy(session)
    clipboard.paste(session)
    clipboard.paste(session)
    positions = [gate.position for gate in session.circuit.gates.values()]
    assert len(set(positions)) == len(positions)


def test_cut_removes_what_paste_brings_back(session):
    session.select(ids(session, "z"))
    clipboard.cut(session)
    assert session.circuit.named("z") is None
    clipboard.paste(session)
    assert session.circuit.named("z").value == -4.0


def test_other_programs_get_formula_text(session):
    commands.select_all(session)
    clipboard.copy(session)
    assert "q = x + y" in QGuiApplication.clipboard().text()


def test_formula_text_is_pasted_as_gates_that_start_at_one(session):
    QGuiApplication.clipboard().setText("g = tanh(w)")
    clipboard.paste(session)
    assert session.circuit.named("g").kind == "tanh"
    assert session.circuit.named("w").value == 1.0


def test_anything_else_is_refused_in_one_line(session):
    refusals = []
    session.refused.connect(lambda line, _at: refusals.append(line))
    before = session.circuit.parts
    QGuiApplication.clipboard().setText("dear all,\nsee you on Monday")
    clipboard.paste(session)
    assert session.circuit.parts == before
    assert len(refusals) == 1
    assert "\n" not in refusals[0]


def test_nothing_selected_is_nothing_copied(session):
    session.select([])
    assert not clipboard.copy(session)


def test_a_duplicate_stands_beside_its_original(session):
    session.select(ids(session, "q"))
    commands.duplicate(session)
    (twin,) = session.selection
    q = session.circuit.named("q")
    assert session.circuit.gates[twin].kind == q.kind
    assert session.circuit.gates[twin].position != q.position


def covering(session):
    """Pairs of gates of which the one covers the other, labels included."""
    from itertools import combinations

    from circuitlab.layout.spots import free_offset

    gates = session.circuit.gates.values()
    return [(a.id, b.id) for a, b in combinations(gates, 2) if free_offset(Circuit([a]), [b]) != (0.0, 0.0)]


def test_copies_cover_no_labels_however_often_they_are_made(session):
    before = covering(session)
    session.select(ids(session, "x", "q"))
    for _ in range(4):
        commands.duplicate(session)
    commands.select_all(session)
    clipboard.copy(session)
    clipboard.paste(session)
    assert len(session.circuit.gates) == 2 * 13
    originals = session.circuit.gates.keys() & {key for pair in before for key in pair}
    assert [pair for pair in covering(session) if not originals & set(pair)] == []
