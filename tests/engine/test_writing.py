"""Generated source: only names that the generator made, and float literals. Nothing that a user typed."""

import ast
import math
import re
from collections.abc import Iterator

import pytest
from support.random_circuits import random_circuit

from circuitlab.circuit.text import to_circuit
from circuitlab.engine import interpreter, straight
from circuitlab.engine.flat import Flat, flatten
from circuitlab.engine.plan import plan_of
from circuitlab.engine.prepared import Prepared
from circuitlab.engine.writing import compiled, folded, names, number, value
from circuitlab.formula.operations import OPERATIONS

SLOT = re.compile(r"[xvg]\d+")
OWN = {
    *("make", "run", "exact", "float", "seed", "values", "RAISED"),
    *("loop", "tape", "locals", "code", "i", "j", "abs"),
}
MADE = OWN | {f"{name}_" for name in OPERATIONS} | {name for name in dir(math) if not name.startswith("_")}
ATTRIBUTES = {"__class__", "append"}


def sources(flat: Flat) -> Iterator[str]:
    yield straight.source(flat, unit_seed=True)
    yield straight.source(flat, unit_seed=False)
    operations = [operation for operation, _ in flat.program.steps]
    yield interpreter.source(list(zip(operations, flat.asked, strict=True)))


@pytest.mark.parametrize("seed", range(40))
def test_every_name_in_generated_source_was_made_by_the_generator(seed: int) -> None:
    for source in sources(flatten(plan_of(random_circuit(seed)))):
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Name):
                assert node.id in MADE or SLOT.fullmatch(node.id), node.id
            elif isinstance(node, ast.Attribute):
                assert node.attr in ATTRIBUTES
            elif isinstance(node, ast.Constant):
                assert isinstance(node.value, (float, int))


def test_names_that_a_user_gave_never_reach_it() -> None:
    flat = flatten(plan_of(to_circuit("exact = RAISED * values\nf = exact + secret")))
    assert not any(word in source for source in sources(flat) for word in ("secret", "f ="))


def test_generated_source_runs_without_builtins() -> None:
    assert names()["__builtins__"] == {}
    assert not {"open", "eval", "exec", "getattr", "__import__"} & names().keys()


@pytest.mark.parametrize("literal", [0.0, -0.0, 1.0, -2.5, 1e300, -1e-300, math.inf, -math.inf, math.nan])
def test_a_literal_is_read_back_as_the_same_double(literal: float) -> None:
    text = number(literal)
    found = {"nan": math.nan, "inf": math.inf, "(-inf)": -math.inf}.get(text)
    assert repr(ast.literal_eval(text) if found is None else found) == repr(literal)


@pytest.mark.parametrize("operation", sorted(OPERATIONS))
def test_an_inlined_operation_gives_what_the_operation_gives(operation: str) -> None:
    declared = OPERATIONS[operation]
    count = max(declared.least, 2 if declared.most > 2 else declared.least)
    arguments = ("a", "b", "b2")[:count]
    source = f"def function({', '.join(arguments)}):\n  return {value(operation, arguments)}"
    function = compiled(source, "function")
    for point in (
        (0.5, 0.25),
        (0.25, 0.5),
        (0.5, 0.5),
        (-0.5, 2.0),
        (0.0, 1.0),
        (math.nan, 1.0),
        (1.0, math.nan),
    ):
        expected = declared.evaluate(*point[:count])
        try:
            found = function(*point[:count])
        except (ArithmeticError, ValueError):
            assert not math.isfinite(expected), "what raises is no number"
            continue
        assert found == pytest.approx(expected, rel=1e-15, nan_ok=True)


def test_what_is_used_once_is_written_where_it_is_used_and_the_rest_has_a_name() -> None:
    lines = folded([("v1", "x0 + x1"), ("v2", "v1 * x0"), ("g3", "v2 - x1"), ("v4", "g3 * g3")], "return v4")
    assert list(lines) == ["g3 = ((x0 + x1) * x0) - x1", "return (g3 * g3)"]


@pytest.mark.parametrize("step", ["-{}", "identity({})", "exp({})", "{} - x", "add({}, x, c, 2)", "c / {}"])
@pytest.mark.parametrize("start", ["x", "c"])
def test_a_chain_of_any_length_nests_only_as_deep_as_python_reads(step: str, start: str) -> None:
    lines = [f"t{place} = {step.format(f't{place - 1}')}" for place in range(1, 500)]
    lines = ["x = 0.5", "c = constant(0.25)", f"t0 = {start}", *lines, "f = t499 + x"]
    circuit = to_circuit("\n".join(lines))
    results = [repr(Prepared(circuit, engine)([0.5])) for engine in ("straight", "exact")]
    assert results[0] == results[1]
