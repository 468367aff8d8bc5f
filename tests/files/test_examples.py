"""The examples that ship with the program: all of them load, and give the numbers that were published."""

import json
import math
from pathlib import Path

import pytest

from circuitlab import resources
from circuitlab.engine.cursor import end
from circuitlab.engine.gradient_check import check
from circuitlab.engine.inside import inside
from circuitlab.engine.passes import run
from circuitlab.files import schema, store

DATA = Path(__file__).parents[1] / "data" / "circuits.json"
PUBLISHED = {circuit["id"]: circuit for circuit in json.loads(DATA.read_text(encoding="utf-8"))}
OWN = "sigmoid-inside"
"""The one example that is in no publication."""
INDEX = json.loads(resources.path("examples/index.json").read_text(encoding="utf-8"))


def test_the_index_lists_every_example_once():
    files = {path.stem for path in resources.path("examples").glob("*.circuit")}
    names = [entry["name"] for entry in INDEX]
    assert len(names) == len(set(names)) == 31
    assert set(names) == files == {*PUBLISHED, OWN}
    assert all(entry["title"] and entry["source"] for entry in INDEX)


def test_the_first_example_is_the_first_circuit():
    assert INDEX[0]["name"] == "sum-then-product"


def test_the_sigmoid_and_its_four_gates_give_the_same_value_and_the_same_gradient():
    circuit = store.read(resources.path(f"examples/{OWN}.circuit"))
    whole, parts = (circuit.names[name] for name in "st")
    trace = run(circuit)
    assert trace.values["s"] == pytest.approx(1 / (1 + math.exp(-1)), rel=1e-15)
    assert trace.value(parts) == pytest.approx(trace.value(whole), rel=1e-15)
    wires = [next(iter(circuit.incoming(gate))).id for gate in (whole, parts)]
    messages = [trace.message_at(wire, end(trace)).downstream for wire in wires]
    assert messages == pytest.approx([math.exp(-1) / (1 + math.exp(-1)) ** 2] * 2, rel=1e-14)
    inner = run(inside(circuit, parts, trace))
    assert sorted(gate.kind for gate in inside(circuit, parts).gates.values() if gate.inputs) == [
        "add",
        "exp",
        "negate",
        "reciprocal",
    ]
    assert inner.gradients["x"] == pytest.approx(messages[1], rel=1e-14)


def test_the_example_of_a_custom_gate_is_one():
    circuit = store.read(resources.path("examples/hill.circuit"))
    assert circuit.definitions["hill"].formula == "100 - (x - y) ** 2"
    assert [gate.kind for gate in circuit.gates.values() if gate.inputs] == ["hill"]


@pytest.mark.parametrize("name", sorted(PUBLISHED))
def test_an_example_gives_its_published_numbers(name):
    published = PUBLISHED[name]
    circuit = store.read(resources.path(f"examples/{name}.circuit"))
    trace = run(circuit)
    gradients = {each: trace.gradients[each] for each in published["gradients"]}
    assert trace.seed == published["seed"]
    assert trace.value(trace.objective) == pytest.approx(published["value"], rel=1e-9, abs=1e-9)
    assert gradients == pytest.approx(published["gradients"], rel=1e-9, abs=1e-9)
    assert check(circuit, trace).ok


@pytest.mark.parametrize("name", [entry["name"] for entry in INDEX])
def test_an_example_is_as_the_program_would_save_it(name):
    data = resources.path(f"examples/{name}.circuit").read_bytes()
    assert schema.encode(schema.decode(data)) == data
