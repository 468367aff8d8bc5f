"""What is said about a step, with its own numbers."""

import json
import string
from pathlib import Path

import pytest

from circuitlab.circuit.edits import set_seed
from circuitlab.circuit.text import to_circuit
from circuitlab.engine.passes import run
from circuitlab.gates.catalogue import KINDS
from circuitlab.teach.sentences import headline, sentence, subtitle

PUBLISHED = json.loads((Path(__file__).parents[1] / "data" / "circuits.json").read_text(encoding="utf-8"))


def said(text, values, *, seed=1.0):
    """Every sentence about a circuit, from before the first step to the end."""
    circuit = to_circuit(text, values)
    circuit.apply(set_seed(circuit, seed))
    trace = run(circuit)
    return [sentence(circuit, trace, step) for step in (None, *trace.steps)]


def test_the_first_example_is_told_from_start_to_end():
    circuit = to_circuit("q = x + y\nf = q * z", {"x": -2.0, "y": 5.0, "z": -4.0})
    trace = run(circuit)
    steps = (None, *trace.steps)
    assert [headline(circuit, step) for step in steps] == [
        "Before the first step",
        "Forward through q",
        "Forward through f",
        "The seed",
        "Backward through f",
        "Backward through q",
    ]
    assert subtitle(circuit, trace, None) == "5 steps: 2 forward, the seed, 2 backward"
    assert subtitle(circuit, trace, steps[5]) == "Step 5 of 5 · q = x + y"
    assert [sentence(circuit, trace, step).replace("\u00a0", " ") for step in steps] == [
        "x, y and z hold their values from the start. q and f are not computed yet.",
        "q adds x and y, and gets 3.",
        "f multiplies q and z, and gets −12.",
        "If f grows by 1, f grows by 1: start with 1.",
        "Each input’s leverage is the other input. With z at −4, nudging q moves f four times as far, "
        "the other way.",
        "Nudge x or y and q moves exactly as much, so both receive q’s gradient unchanged: −4.",
    ]


def test_reports_of_a_fan_out_add_up():
    told = said("d = a * b\ne = a + b\nf = d * e", {"a": -2.0, "b": 3.0})
    assert told[-2].endswith("a and b work elsewhere too: these reports are their first.")
    assert "The input a works in 2 places, so both reports count: −6 + 3 = −3." in told[-1]
    assert "b likewise: −6 + (−2) = −8." in told[-1]


def test_one_gate_on_two_ports_reports_twice():
    assert said("f = a + a", {"a": 3.0})[-1] == (
        "Each wire from a has a slope of its own: 1 and 1. "
        "The input a comes in twice, so both reports count: 1 + 1 = 2."
    )


def test_only_the_larger_input_is_heard():
    assert "y takes the whole gradient, 1." in said("f = max(x, y)", {"x": 2.0, "y": 3.0})[-1]
    assert "listens to a constant" in said("f = max(x, 7)", {"x": 2.0})[-1]
    assert "no single slope" in said("f = max(x, y)", {"x": 2.0, "y": 2.0})[-1]


def test_a_shut_door_lets_nothing_back():
    assert (
        said("f = relu(x)", {"x": -1.0})[-1] == "Below zero the door is shut: nothing comes back through it."
    )
    assert said("f = relu(x)", {"x": 1.0})[-1] == "Above zero the gradient passes untouched."


def test_a_constant_beside_the_input_is_not_said_to_receive_anything():
    assert said("f = 2 * x", {"x": 5.0})[-1] == (
        "The constant is x’s leverage: nudging x moves f twice as far, so x gets 2."
    )
    assert said("f = 100 - x", {"x": 5.0})[-1].endswith("so x takes the opposite of what arrives: −1.")


def test_a_gate_without_a_name_is_called_by_what_it_gives():
    text = "f = sigmoid(alpha * beta + gamma * delta)"
    told = said(text, {"alpha": 1.0, "beta": 1.0, "gamma": 1.0, "delta": 1.0})
    assert told[4].startswith("f squashes the sum to between 0 and 1")


def test_a_larger_seed_is_explained():
    assert "moves 3 for each 1 of f: start with 3." in said("f = x * y", {"x": 2.0, "y": 3.0}, seed=3.0)[2]


def test_numbers_that_are_not_finite_are_explained():
    told = said("q = x / y\nf = q + 1", {"x": 1.0, "y": 0.0})
    assert "It began here." in told[1]
    assert told[2] == "f is ∞, because q is not finite."
    assert "no finite slope" in told[-1]


def test_the_gradient_of_a_gate_without_influence_is_zero():
    told = said("u = relu(x)\nv = u * 2\nf = relu(v)", {"x": -1.0})
    assert "0 arrives" in told[-1]


@pytest.mark.parametrize("entry", PUBLISHED, ids=lambda entry: entry["id"])
def test_every_step_of_the_published_circuits_has_a_short_sentence(entry):
    for line in said("\n".join(entry["text"]), entry["inputs"]):
        assert line[-1] == "."
        assert "{" not in line
        assert len(line) <= 240


@pytest.mark.parametrize(
    "kind", [kind for kind in KINDS.values() if not kind.is_source], ids=lambda kind: kind.name
)
@pytest.mark.parametrize("value", [-2.0, 0.0, 0.5, 3.0])
def test_every_kind_explains_itself_everywhere(kind, value):
    names = string.ascii_lowercase[: len(kind.ports)]
    values = {name: value - place for place, name in enumerate(names)}
    for text in (
        f"out = {kind.name}({', '.join(names)})",
        f"out = {kind.name}({', '.join(['a'] * len(names))})",
    ):
        used = {name: number for name, number in values.items() if name in text.partition("(")[2]}
        for line in said(text, used):
            assert line.endswith(".")
