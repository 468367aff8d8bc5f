"""Formula text to circuits: what each line becomes, and what is refused, where."""

from math import e, inf, nan, pi

import pytest

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.errors import BadValue, UnknownPart
from circuitlab.circuit.order import topological
from circuitlab.circuit.parts import Gate, Wire
from circuitlab.circuit.text import to_circuit
from circuitlab.circuit.text_print import missing_inputs
from circuitlab.formula.parse import FormulaError


def kinds(circuit: Circuit) -> list[str]:
    return [circuit.gates[key].kind for key in topological(circuit)]


def source(circuit: Circuit, name: str) -> tuple[str, str]:
    gate = circuit.gates[circuit.names[name]]
    return gate.kind, repr(gate.value)


def test_ids_grow_in_reading_order() -> None:
    circuit = to_circuit("f = (x + y) * z")
    assert list(circuit.gates.values()) == [
        Gate(1, "input", "x"),
        Gate(2, "input", "y"),
        Gate(3, "add", None, None, 2),
        Gate(4, "input", "z"),
        Gate(5, "multiply", "f", None, 2),
    ]
    assert list(circuit.wires.values()) == [
        Wire(6, 1, 3, 0),
        Wire(7, 2, 3, 1),
        Wire(8, 3, 5, 0),
        Wire(9, 4, 5, 1),
    ]
    assert circuit.settings.objective == 5


@pytest.mark.parametrize(
    ("line", "kind", "value"),
    [
        ("x = -2", "input", -2.0),
        ("x = −2.5e3", "input", -2500.0),
        ("x = inf", "input", inf),
        ("x = -inf", "input", -inf),
        ("x = nan", "input", nan),
        ("x = pi", "input", pi),
        ("x = -pi", "input", -pi),
        ("x = -0.0", "input", -0.0),
        ("x = 1e999", "input", inf),
        ("x = parameter(0.5)", "parameter", 0.5),
        ("x = parameter(-inf)", "parameter", -inf),
        ("x = constant(3)", "constant", 3.0),
        ("x = constant(-e)", "constant", -e),
    ],
)
def test_a_bare_number_is_an_input(line: str, kind: str, value: float) -> None:
    assert source(to_circuit(line), "x") == (kind, repr(value))
    assert source(to_circuit(f"{line}  # {kind}\r\n\r\nf = 2 * x\r\n"), "x") == (kind, repr(value))


def test_a_number_in_a_formula_is_a_constant_of_its_own() -> None:
    circuit = to_circuit("f = 2 * x + 2")
    assert [g.value for g in circuit.gates.values() if g.kind == "constant"] == [2.0, 2.0]


def test_a_name_used_twice_is_one_gate_with_two_wires() -> None:
    circuit = to_circuit("f = x * x")
    assert kinds(circuit) == ["input", "multiply"]
    assert len(circuit.outgoing(1)) == 2


def test_an_alias_is_an_identity_gate() -> None:
    circuit = to_circuit("t0 = x\nt1 = t0")
    assert kinds(circuit) == ["input", "identity", "identity"]
    assert circuit.objective == circuit.names["t1"]


@pytest.mark.parametrize(
    "last", ["f = x + 1", "f = x", "f = 3", "f = constant(3)", "f = -x", "f = negate(3)"]
)
def test_the_last_line_is_the_objective_whatever_it_is(last: str) -> None:
    circuit = to_circuit(f"x = 1\n{last}")
    assert circuit.settings.objective == circuit.names["f"]


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("a + b + c", ["add", "add"]),
        ("add(a, b, c)", ["add"]),
        ("reciprocal(x)", ["reciprocal"]),
        ("-x", ["negate"]),
        ("-2 * x", ["multiply"]),
        ("-x ** 2", ["power", "negate"]),
        ("x ^ 2", ["power"]),
        ("ln(x)", ["log"]),
        ("negate(2)", ["negate"]),
    ],
)
def test_gates_of_a_formula(formula: str, expected: list[str]) -> None:
    circuit = to_circuit(f"f = {formula}")
    assert [kind for kind in kinds(circuit) if kind not in ("input", "constant")] == expected


def test_pi_and_e_are_numbers_until_they_are_assigned() -> None:
    numbers = to_circuit("f = pi * e + inf + nan")
    assert [repr(g.value) for g in numbers.gates.values() if g.kind == "constant"] == list(
        map(repr, (pi, e, inf, nan))
    )
    taken = to_circuit("e = 2\nf = pi * e")
    assert source(taken, "e") == ("input", "2.0")
    assert source(to_circuit("f = x * e", {"e": 3.0}), "e") == ("input", "3.0")
    assert kinds(to_circuit("pi = x * 2\nf = pi")).count("identity") == 1


def test_functions_can_be_names() -> None:
    circuit = to_circuit("max = 3\nf = max(max, exp)")
    assert set(circuit.names) == {"max", "exp", "f"}


def test_values_win_over_the_text() -> None:
    circuit = to_circuit("x = 1\nw = parameter(2)\nf = x * w * z", {"x": 10, "w": inf, "z": -0.0})
    assert [source(circuit, name)[1] for name in ("x", "w", "z")] == ["10.0", "inf", "-0.0"]


def test_names_are_one_in_every_spelling() -> None:
    circuit = to_circuit("ﬁ = 1\nf = fi * 2", {"ﬁ": 3.0})
    assert source(circuit, "fi") == ("input", "3.0")


def test_what_is_used_and_never_assigned_is_an_input() -> None:
    circuit = to_circuit("f = x * y", {"y": 2.0})
    assert missing_inputs(circuit) == ["x"]
    assert source(to_circuit("f = x * y", default=1.0), "x") == ("input", "1.0")


def test_text_typed_over_a_circuit_keeps_its_sources() -> None:
    known = to_circuit("x = 7\nw = parameter(3)\nc = constant(4)\ne = 5\nq = x * w\nf = q * c * e")
    circuit = to_circuit("f = x + w + c + e + new + q", default=1.0, known=known)
    assert {name: source(circuit, name) for name in circuit.names if name != "f"} == {
        "x": ("input", "7.0"),
        "w": ("parameter", "3.0"),
        "c": ("constant", "4.0"),
        "e": ("input", "5.0"),
        "new": ("input", "1.0"),
        "q": ("input", "1.0"),
    }


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("", None, "expected at least one line"),
        ("# nothing\n\n", None, "expected at least one line"),
        ("gate hop(x) = x**3", None, "a gate is defined; expected a line that uses it, such as f = hop(x)"),
        ("x + y", 1, "expected"),
        ("x = 1\n\nf = x +", 3, "expected"),
        ("f = x\nx = 2", 1, "'x' is used above line 2, which assigns it"),
        ("x = 1\nx = 2", 2, "'x' is assigned already in line 1"),
        ("f = f + 1", 1, "'f' is made of itself"),
        ("f = pi * 2\npi = 3", 1, "'pi' is used above line 2"),
        ("inf = 3", 1, "means something else"),
        ("x = 1; y = 2", 1, ""),
        ("x = y = 2", 1, ""),
        ("x == 2", 1, ""),
        ("f = teapot(x)", 1, "teapot"),
        ("f = x if y else z", 1, ""),
        ("f = x.real", 1, ""),
        ("w = parameter(x)", 1, "number"),
        ("w = parameter(1 + 1)", 1, "number"),
        ("f = 2 * parameter(1)", 1, "parameter"),
        ("lambda = 2", 1, ""),
        ("f = max(x)", 1, "max"),
        ("x" * 101 + " = 1", 1, "too long"),
    ],
)
def test_what_is_no_formula_is_refused_with_its_line(text: str, line: int | None, says: str) -> None:
    with pytest.raises(FormulaError) as caught:
        to_circuit(text)
    assert caught.value.line == line
    assert says in str(caught.value)
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) <= 240


def test_values_for_what_is_no_input_are_refused_by_name() -> None:
    with pytest.raises(UnknownPart, match="no input or parameter 'velocity'"):
        to_circuit("f = x * y", {"velocity": 1.0})
    with pytest.raises(BadValue, match="f is a gate"):
        to_circuit("f = x * y", {"f": 1.0})
    with pytest.raises(BadValue, match="c is a constant"):
        to_circuit("c = constant(2)\nf = x * c", {"c": 1.0})


def test_a_chain_of_fifty_thousand_lines() -> None:
    lines = ["t0 = 1", *(f"t{i} = exp(t{i - 1})" for i in range(1, 50_000))]
    circuit = to_circuit("\n".join(lines))
    assert circuit.gates[circuit.objective or 0].name == "t49999"
