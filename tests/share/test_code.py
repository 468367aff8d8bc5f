"""The printed sources are run, in every dialect whose library is there, and compared with the trace."""

import ast
import contextlib
import io
import math
from dataclasses import replace
from importlib.util import find_spec

import numpy as np
import pytest
from hypothesis import given, settings
from support.circuits import PUBLISHED, circuits
from support.random_circuits import random_circuit

import circuitlab
from circuitlab.app.examples import example_path, examples
from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.composing import compose
from circuitlab.circuit.defining import define
from circuitlab.circuit.parts import Definition, Gate, Settings
from circuitlab.circuit.text import to_circuit
from circuitlab.engine.cursor import Cursor, end
from circuitlab.engine.passes import run
from circuitlab.files import store
from circuitlab.gates.catalogue import KINDS
from circuitlab.share.code import DIALECTS, code_of

LIBRARIES = {"pytorch": "torch"}
HERE = [name for name in DIALECTS if name == "python" or find_spec(LIBRARIES.get(name, name)) is not None]
each_dialect = pytest.mark.parametrize("dialect", HERE)


def executed(text):
    """What a source leaves behind, and what it prints."""
    scope, printed = {}, io.StringIO()
    with contextlib.redirect_stdout(printed), np.errstate(all="ignore"):
        exec(compile(text, "<printed>", "exec"), scope)  # noqa: S102 - only text that the program made
    return scope, printed.getvalue()


def compare(circuit, dialect, *, near=1e-9):
    """Run the source of a circuit, and hold all that it knows against the trace."""
    trace, code = run(circuit), code_of(circuit, dialect=dialect)
    scope, printed = executed(code.text)
    for found, expected in ((code.values, trace.value), (code.gradients, trace.gradient)):
        for gate, expression in found.items():
            number = float(eval(expression, dict(scope)))  # noqa: S307
            assert number == pytest.approx(expected(gate), rel=near, abs=near), (expression, code.text)
    return trace, code, printed


def all_finite(trace):
    tape = trace.tape
    return all(map(math.isfinite, [*tape.values, *tape.gradients, *tape.locals]))


def has_zero_to_the_zero(trace):
    """Such a power of two variables has no slope in JAX."""
    kinds, values = trace.plan.kinds, trace.tape.values
    powers = [trace.plan.operands[slot] for slot, kind in enumerate(kinds) if kind is KINDS["power"]]
    return any(values[base] == values[exponent] == 0 for base, exponent in powers)


def published(entry):
    circuit = to_circuit("\n".join(entry["text"]), {name: float(v) for name, v in entry["inputs"].items()})
    return Circuit([Settings(circuit.objective, entry["seed"]), *circuit.parts[1:]])


@each_dialect
@pytest.mark.parametrize("entry", PUBLISHED, ids=lambda entry: entry["id"])
def test_published_circuits(entry, dialect):
    trace, code, _ = compare(published(entry), dialect)
    circuit = published(entry)
    inputs = {circuit.names[name] for name in entry["inputs"]}
    reached = {gate for gate in inputs if trace.is_ancestor(gate)}
    assert reached <= code.gradients.keys()
    assert code.values.keys() >= {*inputs, trace.objective}


@each_dialect
@pytest.mark.parametrize("name", sorted(examples()))
def test_examples(name, dialect):
    compare(store.read(example_path(name)), dialect)


@each_dialect
@pytest.mark.parametrize("first", range(0, 240, 40))
def test_random_circuits(first, dialect):
    compared = 0
    for seed in range(first, first + 40):
        circuit = random_circuit(seed)
        trace = run(circuit)
        if all_finite(trace) and not has_zero_to_the_zero(trace):
            compare(circuit, dialect)
            compared += 1
    assert compared > 8


TIES = (
    "x = 2\ny = 2\nf = max(x, y) * 3 + min(x, y)",
    "x = 2\ny = 2\nz = 2\nf = 5 * max(x, y, z) + 7 * min(z, x, y)",
    "x = 2\ny = 2\nz = 1\nf = max(x, y, z) - min(x, y, x)",
    "x = 2\nf = max(x, x)",
    "x = 0\nf = relu(x) + 2 * abs(x)",
    "x = 0\nf = x ** 2 + x ** 1 + x ** 0",
    "x = 0\nn = 2\nf = x ** n",
    "x = -2\nn = constant(3)\nf = x ** n",
    "x = 2\nf = 3 ** x + 0.5 ** x",
    "x = 2\nf = x ** 0.5 * -1.5",
)


@each_dialect
@pytest.mark.parametrize("text", TIES)
def test_kinks_and_ties_have_the_gradients_of_the_trace(text, dialect):
    compare(to_circuit(text), dialect)


EDGES = {
    "the objective is an input": "f = 3",
    "an input without a way to the objective": "u = 1\nx = 2\nf = x * 3",
    "an alias that is used beside what it names": "x = 3\nt = x\nf = t * x",
    "constants only": "c = constant(2)\nd = exp(c) * 3\nf = max(d, c)",
    "constants in functions": "x = 1\nf = max(x, 0) + min(3, 4) + x ** exp(2)",
    "a number that is not finite": "x = 1\nf = max(x, -1e999)",
    "many inputs": "f = " + " * ".join(f"(x{n} + {n / 7})" for n in range(9)),
    "a negative constant": "x = 2\nf = -3 * x - -4 + -x / -5",
}


@each_dialect
@pytest.mark.parametrize("text", EDGES.values(), ids=EDGES)
def test_circuits_at_the_edge(text, dialect):
    circuit = to_circuit(text)
    names = [name for name, key in circuit.names.items() if circuit.gates[key].value is None]
    compare(to_circuit(text, {name: 0.5 for name in names if name.startswith("x")}), dialect)


@each_dialect
def test_an_objective_that_is_a_constant(dialect):
    compare(Circuit([Settings(2), Gate(1, "input", "x", 1.0), Gate(2, "constant", None, 5.0)]), dialect)


@each_dialect
@pytest.mark.parametrize("seed", [3.0, -0.5, 1e-3, 0.0])
def test_a_seed_starts_the_backward_pass(seed, dialect):
    circuit = to_circuit("x = 2\ny = 3\nf = x * y")
    compare(Circuit([Settings(None, seed), *circuit.parts[1:]]), dialect)


# Gates of one's own ------------------------------------------------------------------------------

HILL = "gate hill(x, y) = 100 - (x - y) ** 2\nx = 3\ny = 4\nf = 2 * hill(x, y) + x"
DEEP = "gate long(a) = " + "tanh(" * 8 + "a * a + 0.5" + ")" * 8
LONG = DEEP + "\nx = 0.5\nt = long(x)\nf = t * long(2) * x"
OUT = "gate odd(out, b) = tanh(out * b) * tanh(out * b)\nx = 0.5\nf = odd(x, 2 * x)"


@each_dialect
@pytest.mark.parametrize("text", [HILL, LONG, OUT], ids=["short", "long", "a port called out"])
def test_gates_with_a_formula(text, dialect):
    compare(to_circuit(text), dialect)


DEAF = (
    "gate half(a, b) = a * 2\nx = 1\ny = 2\nf = half(x, y)",
    "gate half(a, b) = a * 2\nc = constant(1)\ny = 2\nf = half(c, y)",
    "gate none(a) = 3\nx = 1\ny = 2\nf = none(x) * y",
)


@each_dialect
@pytest.mark.parametrize("text", DEAF)
def test_a_port_that_a_formula_does_not_use(text, dialect):
    compare(to_circuit(text), dialect)


def test_a_short_formula_stands_in_its_line_and_a_long_one_is_a_function():
    assert "def" not in code_of(to_circuit(HILL)).text
    assert "t, dt_da = long(x)" in code_of(to_circuit(LONG)).text


NEURON = "x = 2\nw = parameter(-1)\nb = parameter(0.5)\nz = x * w + b\ns = 1 / (1 + exp(-z))\nf = s * z"


def composite():
    """A gate of gates that is made of another one, and used twice."""
    circuit = to_circuit(NEURON)
    names = circuit.names
    inner = {"negate", "exp"}
    circuit.apply(compose(circuit, [k for k, g in circuit.gates.items() if g.kind in inner], "fade"))
    chosen = [key for key, gate in circuit.gates.items() if gate.kind in {"fade", "divide", "constant"}]
    plus = [w.source for w in circuit.incoming(names["s"]) if circuit.gates[w.source].kind == "add"]
    circuit.apply(compose(circuit, [*chosen, *plus], "squash"))
    return circuit


@each_dialect
def test_a_gate_of_gates_of_gates(dialect):
    _, code, _ = compare(composite(), dialect)
    assert code.text.index("def fade(") < code.text.index("def squash(")


@each_dialect
def test_an_input_inside_a_gate_holds_its_own_number(dialect):
    circuit = to_circuit(NEURON)
    names = circuit.names
    chosen = [names["z"], names["w"], names["b"]]
    chosen += [wire.source for wire in circuit.incoming(names["z"])]
    circuit.apply(compose(circuit, chosen, "affine", inside=[names["w"], names["b"]]))
    compare(circuit, dialect)


@each_dialect
def test_gates_of_gates_many_levels_deep(dialect):
    circuit = to_circuit("x = 0.5\nf = tanh(x)")
    key = circuit.names["f"]
    for level in range(60):
        circuit.apply(compose(circuit, [key], f"level{level}"))
    compare(circuit, dialect)


# Names -------------------------------------------------------------------------------------------

HOSTILE = (
    "math", "max", "np", "torch", "jax", "jnp", "Value", "node", "tanh", "exp_", "float", "print", "sum",
    "forward", "gradients", "grad_x", "grad_grad_x", "t1", "f", "__debug__", "__name__", "match", "_", "é",
    "dx_da", "each",
)  # fmt: skip


@each_dialect
@pytest.mark.parametrize("names", [HOSTILE, HOSTILE[::-1]], ids=["forward", "reversed"])
def test_names_that_mean_something_else_in_the_source(names, dialect):
    meant = {f"x{place}": name for place, name in enumerate(names)}
    text = "f = " + " + ".join(f"tanh({x}) * exp({x})" for x in meant)
    plain = to_circuit(text, {x: place / 10 for place, x in enumerate(meant)})
    parts = [
        replace(part, name=meant.get(part.name)) if isinstance(part, Gate) else part for part in plain.parts
    ]
    compare(Circuit(parts), dialect)


@each_dialect
@given(circuit=circuits())
@settings(max_examples=40)
def test_any_circuit_is_a_source_that_python_can_read(dialect, circuit):
    code = code_of(circuit, dialect=dialect)
    tree = ast.parse(code.text)
    assert not {type(node) for node in ast.walk(tree)} & {ast.Lambda, ast.ClassDef, ast.Delete, ast.With}
    calls = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    assert not {call.id for call in calls if isinstance(call, ast.Name)} & {"eval", "exec", "open"}
    assert all("\n" not in line.text for line in code.lines)
    assert all(name.isidentifier() for name in code.value_names | code.gradient_names)
    assert not code.value_names & code.gradient_names


# What is printed ---------------------------------------------------------------------------------


def test_python_reads_like_a_lecture():
    circuit = circuitlab.parse("q = x + y\nf = q * z", x=-2, y=5, z=-4)
    lines = code_of(circuit).text.split("\n")
    assert lines[:-6] == [
        "x = -2.0",
        "y = 5.0",
        "z = -4.0",
        "",
        "# forward",
        "q = x + y",
        "f = q * z",
        "",
        "# backward",
        "grad_f = 1.0",
        "grad_q = grad_f * z",
        "grad_z = grad_f * q",
        "grad_x = grad_q",
        "grad_y = grad_q",
    ]
    _, printed = executed(code_of(circuit).text)
    assert printed == "f = -12.0\ngrad_x = -4.0\ngrad_y = -4.0\ngrad_z = 3.0\n"


def test_what_is_used_twice_adds_its_messages_up():
    text = code_of(to_circuit("x = 3\na = x * x\nf = a * 2")).text
    assert "grad_x = grad_a * x\ngrad_x += grad_a * x\n" in text


def test_names_of_builtins_that_are_not_used_stay():
    assert "\nsum = x + v\n" in code_of(circuitlab.parse("sum = x + v\nf = sum * 2", x=1, v=2)).text


def test_the_largest_of_several_is_compared_by_its_name():
    text = code_of(circuitlab.parse("m = max(x, y, z)\nf = m * 2", x=1, y=2, z=3)).text
    assert "grad_y = grad_m * ((y == m) / [y, x, z].count(m))" in text


def test_math_is_imported_only_where_it_is_used():
    assert "import" not in code_of(to_circuit("x = 1\nf = x + 1")).text
    assert code_of(to_circuit("x = 1\nf = exp(x)")).text.startswith("import math\n")


@pytest.mark.parametrize("dialect", DIALECTS)
def test_what_is_not_whole_is_named_in_comments(dialect):
    code = code_of(to_circuit("f = x * 2\ng = f + 1"), dialect=dialect)
    assert "# no value yet: x" in code.text
    assert "not computed: f, g" in code.text
    ast.parse(code.text)


ARRAYS = (
    "w = parameter(2)\na = x * w\nb = a\nf = max(a, x, w) * b + x ** 2 + relu(a)",
    "w = parameter(2)\na = x * w\nc = a * x\nb = a\nf = b * c",
)


@pytest.mark.parametrize("formula", ARRAYS)
def test_arrays_may_stand_in_the_place_of_numbers_in_numpy(formula):
    circuit = to_circuit(formula, {"x": 1.0})
    points = [-1.5, 0.0, 2.0]
    text = code_of(circuit, dialect="numpy").text.replace("x = np.array(1.0)", f"x = np.array({points})")
    found, _ = executed(text)
    for place, point in enumerate(points):
        trace = run(to_circuit(formula, {"x": point}))
        assert found["f"][place] == pytest.approx(trace.values["f"])
        for name in "xwab":  # b's array would be a's too, if it were added to
            assert found[f"grad_{name}"][place] == pytest.approx(trace.gradients[name])


def test_division_by_zero_raises_in_python_and_is_infinite_in_numpy():
    circuit = to_circuit("x = 0\nf = 1 / x")
    with pytest.raises(ZeroDivisionError):
        executed(code_of(circuit).text)
    assert executed(code_of(circuit, dialect="numpy").text)[0]["f"] == math.inf


def test_in_micrograd_an_alias_has_a_gradient_of_its_own():
    circuit = to_circuit("x = 3\nt = x\nf = t * x")
    found, _ = executed(code_of(circuit, dialect="micrograd").text)
    assert (found["t"].grad, found["x"].grad) == (3.0, 6.0)


def test_a_long_chain_runs_in_micrograd():
    lines = [f"t{n} = t{n - 1} * 1.001" for n in range(1, 1500)]
    circuit = to_circuit("\n".join(["t0 = 1", *lines]))
    compare(circuit, "micrograd")
    circuit.apply(compose(circuit, circuit.gates, "chain"))
    compare(circuit, "micrograd")


# Lines and steps ---------------------------------------------------------------------------------


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("seed", range(12))
def test_every_step_has_its_line_and_every_line_its_place(seed, dialect):
    circuit = random_circuit(seed)
    trace = run(circuit)
    code = code_of(circuit, trace, dialect)
    for step in range(len(trace)):
        assert code.current(Cursor(step + 1))
    reached = [line.after for line in code.lines if line.after is not None]
    assert reached == sorted(reached)
    assert reached[-1] == end(trace)
    for number, line in enumerate(code.lines):
        if line.after is not None:
            assert number in code.current(line.after)
    assert code.current(Cursor()) == []


def test_the_lines_of_a_step_are_its_messages_as_far_as_they_are_sent():
    circuit = circuitlab.parse("q = x + y\nf = q * z", x=-2, y=5, z=-4)
    code = code_of(circuit)

    def shown(*cursor):
        return [code.lines[line].text for line in code.current(Cursor(*cursor))]

    assert shown(1) == ["q = x + y"]
    assert shown(3) == ["grad_f = 1.0"]
    assert shown(3, 1) == ["grad_q = grad_f * z"]
    assert shown(4) == ["grad_q = grad_f * z", "grad_z = grad_f * q"]


def test_one_call_is_the_whole_backward_pass():
    circuit = to_circuit("x = 2\ny = 3\nf = x * y + x")
    for dialect, call in (("micrograd", "f.backward()"), ("pytorch", "f.backward()")):
        code = code_of(circuit, dialect=dialect)
        for steps in range(3, 6):
            assert [code.lines[line].text for line in code.current(Cursor(steps))] == [call]


def test_a_dialect_that_there_is_not_is_one_line():
    with pytest.raises(ValueError, match="expected one of python, micrograd, numpy, pytorch, jax"):
        code_of(Circuit(), dialect="fortran")


def test_nothing_is_a_source_too():
    for dialect in HERE:
        executed(code_of(Circuit(), dialect=dialect).text)


def test_a_definition_that_nothing_uses_is_left_out():
    circuit = to_circuit("x = 2\nf = x + 1")
    circuit.apply(define(circuit, Definition(99, "hill", ("a",), "tanh(" * 20 + "a" + ")" * 20)))
    assert "def" not in code_of(circuit).text
