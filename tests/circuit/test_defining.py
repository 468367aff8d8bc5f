"""Custom gates in a circuit: every instance follows the definition, and each edit can be taken back."""

import pytest

from circuitlab.circuit import fragments
from circuitlab.circuit.changes import Changes
from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.defining import InUse, custom, define, instances, redefine, undefine
from circuitlab.circuit.edits import delete
from circuitlab.circuit.errors import BadName, BadValue, CircuitError, NameTaken
from circuitlab.circuit.parts import Definition, Gate, Wire
from circuitlab.circuit.text import to_circuit
from circuitlab.circuit.text_print import to_text
from circuitlab.engine.passes import run
from circuitlab.engine.prepared import Prepared
from circuitlab.files.errors import FileError
from circuitlab.files.schema import decode, encode
from circuitlab.formula.errors import FormulaError

TEXT = "gate hill(x, y) = 100 - (x - y) ** 2\na = 3\nb = 4\nq = hill(a, b)\nf = hill(q, a) * q\n"


def hills() -> Circuit:
    return to_circuit(TEXT)


def test_a_text_with_a_gate_of_its_own_computes_and_is_written_again():
    circuit = to_circuit("gate hill(x, y) = 100 - (x - y)**2\na = 3\nb = 4\nf = hill(a, b)")
    trace = run(circuit)
    assert (trace.values["f"], trace.gradients["a"], trace.gradients["b"]) == (99.0, 2.0, -2.0)
    assert to_text(hills()).text == TEXT
    assert encode(decode(encode(hills()))) == encode(hills())


@pytest.mark.parametrize("engine", ["straight", "tape", "levels", "exact"])
def test_it_works_in_every_engine(engine):
    circuit, trace = hills(), run(hills())
    value, gradients = Prepared(circuit, engine)([3.0, 4.0])
    assert value == pytest.approx(trace.values["f"], rel=1e-12)
    assert gradients == pytest.approx((trace.gradients["a"], trace.gradients["b"]), rel=1e-12)


def test_every_instance_follows_a_new_formula_and_undo_brings_the_old_one_back():
    circuit = hills()
    before = encode(circuit)
    changes = redefine(circuit, "hill", custom(circuit, "hill", "x * y", ("x", "y")))
    circuit.apply(changes)
    assert run(circuit).values["q"] == 12.0
    circuit.apply(changes.inverse())
    assert encode(circuit) == before


def test_wires_follow_the_names_of_the_ports_and_go_with_a_port_that_goes():
    circuit = hills()
    circuit.apply(redefine(circuit, "hill", custom(circuit, "peak", "y - z", ("z", "y"))))
    q = circuit.names["q"]
    assert [gate.kind for gate in instances(circuit, "peak")] == ["peak", "peak"]
    assert circuit.driver(q, 0) is None
    assert circuit.driver(q, 1).source == circuit.names["b"], "y is the second port now, and keeps its wire"
    assert run(circuit).waiting(q) is not None


def test_a_definition_in_use_stays():
    circuit = hills()
    with pytest.raises(InUse, match="hill is in use"):
        undefine(circuit, "hill")
    circuit.apply(delete(circuit, [gate.id for gate in instances(circuit, "hill")]))
    circuit.apply(undefine(circuit, "hill"))
    assert not circuit.definitions


def test_copies_bring_their_definition_share_an_equal_one_and_rename_another():
    copied = fragments.copy(hills(), hills().gates)
    empty = Circuit()
    empty.apply(fragments.paste(empty, copied))
    assert list(empty.definitions) == ["hill"]
    empty.apply(fragments.paste(empty, copied))
    assert list(empty.definitions) == ["hill"], "it is the same gate"
    other = to_circuit("gate hill(x, y) = x + y\nf = hill(2, 3)")
    other.apply(fragments.paste(other, copied))
    assert sorted(other.definitions) == ["hill", "hill1"]
    assert {gate.kind for gate in other.gates.values() if gate.inputs == 2} == {"hill", "hill1", "multiply"}


@pytest.mark.parametrize(
    ("name", "formula", "ports", "error"),
    [
        ("exp", "x", "x", NameTaken),
        ("gate", "x", "x", NameTaken),
        ("2x", "x", "x", BadName),
        ("hill", "x", "xx", BadName),
        ("hill", "3", "", BadValue),
        ("hill", "x +", "x", FormulaError),
    ],
)
def test_what_makes_no_gate_is_refused(name, formula, ports, error):
    with pytest.raises(error):
        custom(Circuit(), name, formula, list(ports))


def test_a_name_is_taken_once():
    circuit = hills()
    with pytest.raises(NameTaken):
        define(circuit, custom(circuit, "hill", "x", ("x",)))
    circuit.apply(define(circuit, custom(circuit, "valley", "x", ("x",))))
    with pytest.raises(NameTaken):
        redefine(circuit, "valley", custom(circuit, "hill", "x", ("x",)))


def test_nothing_is_made_of_itself():
    inner = (Gate(1, "input", "x"), Gate(2, "loop", inputs=1), Wire(3, 1, 2, 0))
    with pytest.raises(CircuitError, match="loop would be made of itself"):
        define(Circuit(), Definition(9, "loop", ("x",), body=inner, output=2))


def sigmoid_of_primitives() -> Definition:
    """1 / (1 + exp(-x)) as four gates."""
    body = (
        Gate(1, "input", "x"),
        Gate(2, "negate", inputs=1),
        Gate(3, "exp", inputs=1),
        Gate(4, "constant", value=1.0),
        Gate(5, "add", inputs=2),
        Gate(6, "reciprocal", inputs=1),
        Wire(7, 1, 2, 0),
        Wire(8, 2, 3, 0),
        Wire(9, 4, 5, 0),
        Wire(10, 3, 5, 1),
        Wire(11, 5, 6, 0),
    )
    return Definition(20, "squash", ("x",), body=body, output=6)


@pytest.mark.parametrize("engine", ["straight", "tape", "levels", "exact"])
def test_a_gate_made_of_gates_has_the_gradients_of_the_function(engine):
    circuit = to_circuit("f = a * relu(a)", {"a": 0.7})
    changes = define(circuit, sigmoid_of_primitives())
    circuit.apply(changes)
    gate = next(gate for gate in circuit.gates.values() if gate.kind == "relu")
    swapped = Gate(gate.id, "squash", gate.name, None, 1)
    circuit.apply(Changes({gate.id: (gate, swapped)}))
    expected = run(to_circuit("f = a * sigmoid(a)", {"a": 0.7}))
    trace = run(circuit)
    assert trace.gradients["a"] == pytest.approx(expected.gradients["a"], rel=1e-12)
    value, gradients = Prepared(circuit, engine)([0.7])
    assert (value, *gradients) == pytest.approx((trace.values["f"], trace.gradients["a"]), rel=1e-12)
    assert encode(decode(encode(circuit))) == encode(circuit)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('"100 - (x - y) ** 2"', '"100 - z"', "definition \"hill\": 'z' is no input of the gate"),
        (
            '"100 - (x - y) ** 2"',
            "null",
            'definition "hill": a gate is made either from a formula or from gates',
        ),
        ('"name": "hill"', '"name": "exp"', "definition \"exp\": 'exp' is a gate already"),
        ('"ports": ["x", "y"]', '"ports": ["x"]', "definition \"hill\": 'y' is no input of the gate"),
        ('"ports": ["x", "y"]', '"ports": ["x", "y", "z"]', 'inputs" of kind hill must be 3, got 2'),
    ],
)
def test_a_file_with_a_wrong_definition_names_it(old, new, says):
    data = encode(hills()).decode()
    assert old in data
    with pytest.raises(FileError) as caught:
        decode(data.replace(old, new).encode())
    assert says in str(caught.value)
