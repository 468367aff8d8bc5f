"""Definitions in a `.circuit` file that make no gate: refused in one line that names them."""

import json

import pytest
from support.hostile import HOSTILE_GATES

from circuitlab.circuit.text import to_circuit
from circuitlab.files.errors import FileError
from circuitlab.files.schema import decode, encode

X = {"id": 90, "kind": "input", "name": "x"}


def gate(key, kind, **more):
    return {"id": key, "kind": kind, "inputs": 1, **more}


def wire(key, source, target, port=0):
    return {"id": key, "source": source, "target": target, "port": port}


def composite(key, name, kinds, **more):
    """Gates in a row on one input: x, then one of each kind."""
    gates = [X, *(gate(91 + index, kind) for index, kind in enumerate(kinds))]
    wires = [wire(190 + index, 90 + index, 91 + index) for index in range(len(kinds))]
    inside = {"gates": gates, "wires": wires, "output": 90 + len(kinds)}
    return {"id": key, "name": name, "ports": ["x"]} | inside | more


def formula(key, name, text, ports=("x",)):
    return {"id": key, "name": name, "ports": list(ports), "formula": text}


def opened(*definitions):
    document = json.loads(encode(to_circuit("f = -u", {"u": 1})))
    return decode(json.dumps(document | {"definitions": definitions}).encode())


def refusal(*definitions) -> str:
    with pytest.raises(FileError) as caught:
        opened(*definitions)
    line = str(caught.value)
    assert len(line) <= 240
    assert line.isprintable()
    assert "\n" not in line
    return line


def test_definitions_that_are_right_are_opened():
    hill, pair = formula(50, "hill", "100 - x ** 2"), composite(60, "pair", ["hill", "exp"])
    circuit = opened(hill, pair, composite(70, "three", ["pair", "tanh"]))
    assert list(circuit.definitions) == ["hill", "pair", "three"]
    assert circuit.kind("three").value(1.0) == 1.0


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("__import__('os').system('true')", "unexpected"),
        ("x.__class__", "a name has no parts here"),
        ("(lambda: x)()", "unexpected ':'"),
        ("eval(x)", "unknown function 'eval'"),
        ("x = 3", "unexpected '='"),
        ("x\ny", "unexpected"),
        ("", "nothing here"),
        ("x + y", "'y' is no input of the gate"),
        ("+".join(["x"] * 400), "too long: expected at most 500 characters"),
        ("+".join(["x"] * 150), "too large: expected at most 200"),
        ("sin(" * 45 + "x" + ")" * 45, "nested too deeply: expected at most 40 levels"),
        ("\x1b[31mx", "unexpected"),
    ],
)
def test_a_formula_that_is_none_is_refused(text, says):
    line = refusal(formula(50, "hill", text))
    assert line.startswith('definition "hill": ')
    assert says in line


@pytest.mark.parametrize("text", HOSTILE_GATES)
def test_hostile_formulas_are_refused(text):
    assert refusal(formula(50, "hill", text, ("x", "z"))).startswith('definition "hill": ')


def test_gates_made_of_themselves_are_refused():
    assert refusal(composite(50, "loop", ["loop"])) == "definitions: loop would be made of itself"
    pair = composite(50, "loop", ["other"]), composite(60, "other", ["loop"])
    assert "would be made of itself" in refusal(*pair)


def test_inner_gates_that_feed_one_another_are_refused():
    round_ = composite(50, "loop", ["add", "exp"])
    round_["gates"][1]["inputs"] = 2
    round_["wires"].append(wire(300, 92, 91, 1))
    line = refusal(round_)
    assert "loop" in line
    assert "go round in a circle" in line


def test_a_gate_of_too_many_gates_is_refused():
    """Each level doubles the one below: forty of them would be a trillion gates."""
    twice = [composite(1000 + 10 * level, f"g{level}", [f"g{level - 1}"] * 2) for level in range(1, 40)]
    line = refusal(composite(50, "g0", ["exp"] * 2), *twice)
    assert "would be made of more than 20,000 gates" in line


def test_slopes_that_disagree_are_refused_by_name(monkeypatch):
    from circuitlab.gates import custom

    monkeypatch.setattr(custom, "disagreement", lambda computation: "its slope at (0) is 2, not 3 as derived")
    line = refusal(formula(50, "unsound2", "x * 1.5"))
    assert "unsound2" in line
    assert "its slope at (0) is 2, not 3 as derived" in line


@pytest.mark.parametrize(
    ("definition", "says"),
    [
        (formula(50, "exp", "x"), "'exp' is a gate already"),
        (formula(50, "2x", "x"), "is no name"),
        (formula(50, "hill", "x", ("x", "x")), "each needs its own"),
        (formula(50, "hill", "1", ()), "a gate needs at least one input"),
        (formula(50, "hill", "x", [f"x{n}" for n in range(65)]), "64 inputs at most"),
        (formula(50, "hill", "x") | {"symbol": "m" * 13}, "a symbol has 12 characters at most"),
        (composite(50, "pair", ["exp"], formula="x"), "either from a formula or from gates"),
        (composite(50, "pair", ["exp"], output=7), "its output is the id of no gate inside"),
        (composite(50, "pair", ["exp"], ports=["u"]), "there is no input 'u' inside"),
    ],
)
def test_a_definition_that_makes_no_gate_is_refused(definition, says):
    line = refusal(definition)
    assert definition["name"] in line
    assert says in line


def test_an_id_inside_that_a_definition_has_is_refused():
    """The inside could be opened, but not computed: the inner gate would stand in the definition's place."""
    taken = formula(91, "hill", "100 - x ** 2")
    line = refusal(taken, composite(60, "box", ["hill", "exp"]))
    assert line == 'definition "box": id 91 inside is that of definition "hill"'


def test_an_unknown_kind_inside_is_kept_and_the_gate_waits():
    circuit = opened(composite(50, "pair", ["conv2d"]))
    assert circuit.kind("pair").missing == "the conv2d gate inside is of an unknown kind"


def test_a_gate_without_an_output_inside_is_kept_and_waits():
    circuit = opened(composite(50, "pair", ["exp"]) | {"output": None})
    assert circuit.kind("pair").missing == "no gate inside is its output"
    assert decode(encode(circuit)).definitions["pair"].output is None
