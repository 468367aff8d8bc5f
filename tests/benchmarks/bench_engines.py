"""The engines against micrograd and against a tape in C (gcc -O2), side by side: run with -s for the table.

Both sides get a sequence of values and give a value and all gradients. Seconds are CPU time of the best of
several runs; only the ratios mean something on another machine. For a few gates the time of C is the time
that ctypes takes to hand numbers over. Nothing here fails for being slow: the table says what was asked, and
what is missed (bold). micrograd's time for many points is that of one point, N times.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from time import perf_counter
from typing import Any

import networkx as nx
import numpy as np
import pytest
from support import c_tape, measured_circuits, micrograd_tape
from support.timing import bold, seconds, spelled

import circuitlab
from circuitlab.circuit.changes import replacing
from circuitlab.circuit.circuit import Circuit
from circuitlab.engine.prepared import Prepared

BIG = 100_000
POINTS = 40_000
ROWS: dict[str, tuple[Callable[[], Circuit], float, float | None]] = {
    "f = (x + y) z": (measured_circuits.first, 30, 1.3),
    "sigmoid neuron": (measured_circuits.neuron, 30, 2.5),
    "MLP 2-16-16-1": (lambda: measured_circuits.network(2, 16, 16, 1), 40, None),
    "100,000 gates, wide": (lambda: measured_circuits.layered(BIG, 2_000), 500, 1.5),
    "100,000 gates, chain-like": (lambda: measured_circuits.layered(BIG, 2), 45, None),
}
"""What is run at one point: the circuit, and what is asked against micrograd (at least) and C (at most)."""


@pytest.fixture(scope="module")
def table() -> Iterator[list[str]]:
    """Lines to be printed at the end, as in the README."""
    heads = ("work", "circuitlab", "× faster than micrograd", "collector off", "asked", "× C", "asked")
    lines = ["", f"| {' | '.join(heads)} |", "|---" * len(heads) + "|"]
    yield lines
    print("\n".join(lines))


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The tape in C; None without a compiler."""
    return c_tape.compiled(tmp_path_factory.mktemp("tape")) if c_tape.compiler() else None


def row(
    table: list[str],
    work: str,
    ours: float,
    micrograd: Callable[[], Any],
    c: float | None,
    *asked: float | None,
    times: int = 1,
) -> None:
    """A line of the table; what is missed is bold. times: how often micrograd must do its work."""
    least, most = asked
    on, off = [times * seconds(micrograd, collecting=on) / ours for on in (True, False)]
    cells = [work, spelled(ours), bold(f"{on:,.0f}", on < (least or 0)), f"{off:,.0f}", f"{least:,g}"]
    cells += ["" if c is None else bold(f"{ours / c:.2g}", most is not None and ours / c > most)]
    table.append(f"| {' | '.join([*cells, '' if most is None else f'{most:g}'])} |")


def start(circuit: Circuit, plan: Prepared) -> list[float]:
    """What the inputs and parameters hold, in the order of the plan."""
    return [float(circuit.gates[circuit.names[name]].value or 0.0) for name in plan.inputs]


@pytest.mark.parametrize("work", ROWS)
def test_one_point(work: str, table: list[str], library: Any, benchmark: Any) -> None:
    build, faster, slower = ROWS[work]
    circuit = build()
    plan = circuitlab.prepare(circuit)
    program, values = plan._engines.flat.program, start(circuit, plan)
    other = micrograd_tape.both_ways(program)
    tape = None if library is None else c_tape.CTape(library, program).caller()
    for _ in range(250 if len(program.steps) < 5_000 else 1):
        found = plan(values)
    for rival in [other, *([tape] if tape else [])]:
        value, gradients = rival(values)
        assert value == pytest.approx(found[0], rel=1e-9)
        assert np.allclose(gradients, found[1], rtol=1e-6, atol=1e-12)
    ours = seconds(lambda: plan(values))
    c = seconds(lambda: tape(values)) if tape else None
    row(table, work, ours, lambda: other(values), c, faster, slower)
    benchmark.pedantic(plan, (values,), rounds=3)


def test_many_points(table: list[str], library: Any, benchmark: Any) -> None:
    circuit = measured_circuits.twenty()
    plan = circuitlab.prepare(circuit)
    program, values = plan._engines.flat.program, start(circuit, plan)
    points = np.random.default_rng(1).uniform(-1, 1, (POINTS, len(values)))
    found = plan.batch(points)
    tape = None if library is None else c_tape.CTape(library, program)
    if tape:
        assert all(np.allclose(*pair, rtol=1e-9) for pair in zip(tape.points(points), found, strict=True))
    ours = seconds(lambda: plan.batch(points))
    other = micrograd_tape.both_ways(program)
    c = seconds(lambda: tape.points(points)) if tape else None
    row(table, "20 gates, 40,000 points", ours, lambda: other(values), c, 15_000, 0.5, times=POINTS)
    benchmark.pedantic(plan.batch, (points,), rounds=3)


def test_gradient_check(table: list[str], library: Any, benchmark: Any) -> None:
    """Every input of the MLP moved up and down a little: the values alone, on all sides."""
    circuit = measured_circuits.network(2, 16, 16, 1)
    plan = circuitlab.prepare(circuit)
    program, values = plan._engines.flat.program, np.array(start(circuit, plan))
    moved = np.concatenate([values + 1e-5 * sign * np.eye(len(values)) for sign in (1, -1)])
    batch, constants = plan._engines.batch, plan._constants
    there = micrograd_tape.forward(program)

    def loop() -> list[float]:
        return [there(point)[0].data for point in moved.tolist()]

    assert np.allclose(batch.values(moved, constants), loop(), rtol=1e-12)
    tape = None if library is None else c_tape.CTape(library, program)
    c = seconds(lambda: tape.points(moved, gradients=False)) if tape else None
    ours = seconds(lambda: batch.values(moved, constants))
    row(table, f"gradient check of the MLP's {len(values)} inputs", ours, loop, c, 500, 2.5)
    benchmark.pedantic(batch.values, (moved, constants), rounds=3)


def test_preparing(table: list[str], benchmark: Any) -> None:
    """A circuit and its engine from parts, against networkx building the same graph."""
    parts = measured_circuits.layered(BIG, 2_000).parts
    wires = [part for part in parts if hasattr(part, "port")]

    def graph() -> nx.MultiDiGraph:
        made = nx.MultiDiGraph()
        made.add_nodes_from(part.id for part in parts if hasattr(part, "kind"))
        made.add_edges_from((wire.source, wire.target, wire.port) for wire in wires)
        return made

    circuit = Circuit(parts)

    def prepare() -> Prepared:
        circuit.structure_revision += 1  # as if an edit had come
        return circuitlab.prepare(circuit)

    ours, theirs = seconds(prepare), seconds(graph)
    share = f"{ours / theirs:.2g} of the time that networkx needs to build the graph, asked 0.5"
    table += ["", f"- preparing a circuit of 100,000 gates, its engine included: {spelled(ours)}, {share}"]
    both = seconds(lambda: circuitlab.prepare(Circuit(parts)))
    table += [f"- with making the circuit from its parts: {both / theirs:.2g} of that time"]
    benchmark.pedantic(prepare, rounds=1)


def test_one_input_moves(table: list[str], benchmark: Any) -> None:
    """The trace of 1,000 gates after an edit of one value: all values and gradients again."""
    circuit = measured_circuits.layered(1_000, 20)
    key = circuit.names["x1"]

    def move() -> float | None:
        gate = circuit.gates[key]
        circuit.apply(replacing([(gate, replace(gate, value=(gate.value or 0.0) + 0.001))]))
        return circuitlab.run(circuit).gradients["x1"]

    move()
    table.append(
        f"- one input of 1,000 gates moved, and both passes again: {spelled(seconds(move))}, asked 2 ms"
    )
    benchmark.pedantic(move, rounds=3)


def test_importing(table: list[str]) -> None:
    """In fresh processes, in turn, with compiled modules."""
    ours = "import circuitlab; circuitlab.prepare(circuitlab.parse('f = x * x', x=1))([1.0])"
    scripts = {"ours": ours, "theirs": "import numpy, networkx"}
    taken: dict[str, list[float]] = {name: [] for name in scripts}
    for _ in range(7):
        for name, script in scripts.items():
            begun = perf_counter()
            subprocess.run([sys.executable, "-c", script], check=True, env={**os.environ})
            taken[name].append(perf_counter() - begun)
    share = min(taken["ours"]) / min(taken["theirs"])
    table.append(
        f"- importing circuitlab and preparing a circuit: {share:.2g} of numpy and networkx, asked 1.2"
    )
