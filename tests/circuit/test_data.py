"""The data of a document: what was chosen for them by hand stays with what it was chosen for."""

from dataclasses import replace

from circuitlab.circuit import edits
from circuitlab.circuit.changes import adding, removing, replacing
from circuitlab.circuit.data import feeding, following, in_blocks, like, meeting, put
from circuitlab.circuit.parts import Data
from circuitlab.circuit.text import to_circuit


def of_columns(*names):
    return Data(names, in_blocks(bytes(8 * len(names)), len(names)))


def fed():
    """A circuit whose inputs take columns of other names."""
    circuit = to_circuit("f = x * y")
    data = feeding(feeding(of_columns("u", "v", "label"), "x", "v"), "y", "u")
    circuit.apply(put(circuit, data))
    return circuit


def after(circuit, changes):
    circuit.apply(following(circuit, changes))
    return dict(circuit.data.feeds)


def test_a_column_goes_with_its_input_to_another_name():
    circuit = fed()
    assert after(circuit, edits.rename(circuit, circuit.named("x").id, "z")) == {"z": "v", "y": "u"}
    z, y = circuit.named("z").id, circuit.named("y").id
    number = after(circuit, edits.rename(circuit, z, None))
    assert number == {str(z): "v", "y": "u"}
    swapped = replacing(
        [
            (circuit.gates[y], replace(circuit.gates[y], name="w")),
            (circuit.gates[z], replace(circuit.gates[z], name="y")),
        ]
    )
    assert after(circuit, swapped) == {"y": "v", "w": "u"}


def test_an_input_that_goes_leaves_no_column_to_a_later_one_of_its_name():
    circuit = fed()
    gone = following(circuit, edits.delete(circuit, [circuit.named("x").id]))
    assert after(circuit, gone) == {"y": "u"}
    circuit.apply(gone.inverse())
    x = circuit.named("x")
    wires = circuit.outgoing(x.id)
    retyped = removing(x, *wires).then(adding(replace(x, id=circuit.next_id)))
    assert after(circuit, retyped) == {"x": "v", "y": "u"}  # a new gate in its place keeps the column


def test_other_data_keep_the_choices_whose_columns_are_there():
    before = meeting(fed().data, "label")
    assert like(before, of_columns("v", "w")) == feeding(of_columns("v", "w"), "x", "v")
    assert like(before, of_columns("u", "label")) == meeting(
        feeding(of_columns("u", "label"), "y", "u"), "label"
    )
    assert like(None, of_columns("u")) == of_columns("u")
