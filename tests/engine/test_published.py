"""The published circuits and the physics formulas: the engine's numbers against those of others."""

import ast
import csv
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.parts import Settings
from circuitlab.circuit.text import to_circuit
from circuitlab.engine.gradient_check import check
from circuitlab.engine.passes import run

OPERATORS = {
    ast.Add: np.add,
    ast.Sub: np.subtract,
    ast.Mult: np.multiply,
    ast.Div: np.divide,
    ast.Pow: np.power,
}

DATA = Path(__file__).parent.parent / "data"
PUBLISHED: list[dict[str, Any]] = json.loads((DATA / "circuits.json").read_text(encoding="utf-8"))
with (DATA / "feynman.csv").open(encoding="utf-8", newline="") as file:
    FEYNMAN = [row for row in csv.DictReader(file) if row["Formula"]]

SPECIAL = {"I.8.14", "I.29.16", "III.9.52"}
"""In the middle of their ranges these stand where something has no single slope, or is 0 / 0."""


def published(entry: Mapping[str, Any]) -> Circuit:
    circuit = to_circuit("\n".join(entry["text"]), entry["inputs"])
    parts = [part for part in circuit.parts if not isinstance(part, Settings)]
    return Circuit([Settings(circuit.objective, entry["seed"]), *parts])


def middle(row: Mapping[str, str]) -> dict[str, float]:
    """The variables of a formula in the middle of their ranges."""
    used = [f"v{i}" for i in range(1, 11) if row[f"v{i}_name"]]  # "# variables" is wrong in a few rows
    return {row[f"{v}_name"]: (float(row[f"{v}_low"]) + float(row[f"{v}_high"])) / 2 for v in used}


def by_numpy(node: ast.expr, values: Mapping[str, float]) -> Any:
    """The value of a Python expression, computed by NumPy."""
    match node:
        case ast.Name(id=name):
            return np.float64(values[name])
        case ast.Constant(value=value):
            return np.float64(value)
        case ast.UnaryOp(operand=operand):
            return np.negative(by_numpy(operand, values))
        case ast.BinOp(left=left, op=op, right=right):
            return OPERATORS[type(op)](by_numpy(left, values), by_numpy(right, values))
        case ast.Call(func=ast.Name(id=name), args=args):
            function = np.log if name == "ln" else getattr(np, name)
            return function(*(by_numpy(arg, values) for arg in args))
    raise AssertionError(ast.dump(node))


@pytest.mark.parametrize("entry", PUBLISHED, ids=lambda entry: entry["id"])
def test_a_published_circuit_has_its_published_value_and_gradients(entry: Mapping[str, Any]) -> None:
    circuit = published(entry)
    trace = run(circuit)
    assert trace.objective is not None
    assert trace.value(trace.objective) == pytest.approx(entry["value"], rel=1e-9, abs=1e-9)
    assert {name: trace.gradients[name] for name in entry["gradients"]} == pytest.approx(
        entry["gradients"], rel=1e-9, abs=1e-9
    )


@pytest.mark.parametrize("entry", PUBLISHED, ids=lambda entry: entry["id"])
def test_a_published_circuit_passes_the_gradient_check(entry: Mapping[str, Any]) -> None:
    assert check(published(entry)).ok


@pytest.mark.parametrize("row", FEYNMAN, ids=lambda row: row["Filename"])
def test_a_physics_formula_evaluates_as_numpy_does(row: Mapping[str, str]) -> None:
    values = middle(row)
    trace = run(to_circuit(f"result = {row['Formula']}", values))
    with np.errstate(all="ignore"):
        expected = by_numpy(ast.parse(row["Formula"], mode="eval").body, {"pi": np.pi} | values)
    assert trace.values["result"] == pytest.approx(float(expected), rel=1e-12, nan_ok=True)


@pytest.mark.parametrize("row", FEYNMAN, ids=lambda row: row["Filename"])
def test_a_physics_formula_passes_the_gradient_check(row: Mapping[str, str]) -> None:
    report = check(to_circuit(f"result = {row['Formula']}", middle(row)))
    statuses = {found.status for found in report.rows}
    assert report.ok
    if row["Filename"] in SPECIAL:
        assert statuses & {"kink", "undefined"}
    else:
        assert statuses == {"ok"}


def test_all_of_them_are_there() -> None:
    assert (len(PUBLISHED), len(FEYNMAN)) == (30, 100)
