"""Training and surfaces at many points against micrograd and PyTorch, side by side: run with -s for a table.

The network is written in scalar gates; PyTorch's is a module of matrices, in doubles, on one thread. Seconds
are CPU time of the best of several runs. Nothing here fails for being slow: the table says what was asked,
and what is missed (bold). micrograd's time for many points is that of one, both passes or the forward one, N
times. PyTorch is no dependency: without it, its column stays empty.
"""

from collections.abc import Callable, Iterator
from importlib.util import find_spec
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from support import measured_circuits, micrograd_tape
from support.timing import bold, seconds, spelled

import circuitlab
from circuitlab.engine.prepared import Prepared
from circuitlab.engine.rows import layout_of
from circuitlab.learn.binding import bind
from circuitlab.learn.datasets import generate
from circuitlab.learn.plans import plan_of
from circuitlab.learn.templates import template
from circuitlab.learn.training import Training

WIDTHS = 2, 16, 16, 1
POINTS = 100
L2, SIZE = 1e-4, 0.01
SIDE = 100
"""Points along an edge of the decision boundary; the surface has twice as many."""


@pytest.fixture(scope="module")
def table() -> Iterator[list[str]]:
    """Lines to be printed at the end."""
    heads = ("work", "circuitlab", "asked", "× faster than micrograd", "asked", "× PyTorch", "asked")
    lines = ["", f"| {' | '.join(heads)} |", "|---" * len(heads) + "|"]
    yield lines
    print("\n".join(lines))


class Perceptron:
    """The network, with what it holds, and points to run it at."""

    def __init__(self) -> None:
        circuit = measured_circuits.network(*WIDTHS, activation="relu")
        self.plan: Prepared = circuitlab.prepare(circuit)
        self.names = [name for name in self.plan.inputs if name[0] in "wb"]
        held = {name: float(circuit.gates[circuit.names[name]].value or 0.0) for name in self.plan.inputs}
        self.parameters = np.array([held[name] for name in self.names])
        self.one_point = list(held.values())
        self.points = np.random.default_rng(1).uniform(-1, 1, (POINTS, WIDTHS[0] + 1))  # and the target


def module_of(torch: Any, parameters: Any) -> Any:
    """The same in PyTorch. parameters: unit by unit, the weights and then the bias."""
    layers, left = list[Any](), torch.tensor(parameters)
    for before, units in pairwise(WIDTHS):
        linear = torch.nn.Linear(before, units, dtype=torch.float64)
        held, left = left[: units * (before + 1)].reshape(units, before + 1), left[units * (before + 1) :]
        with torch.no_grad():
            linear.weight.copy_(held[:, :before])
            linear.bias.copy_(held[:, before])
        layers += [linear, torch.nn.ReLU()]
    return torch.nn.Sequential(*layers)


def gradients_of(module: Any) -> Any:
    """What PyTorch found, in the same order."""
    linears = [layer for layer in module if hasattr(layer, "weight")]
    units = [np.column_stack([linear.weight.grad, linear.bias.grad]) for linear in linears]
    return np.concatenate([unit.reshape(-1) for unit in units])


@pytest.fixture(scope="module")
def perceptron() -> Perceptron:
    return Perceptron()


@pytest.fixture(scope="module")
def torch() -> Any:
    """PyTorch, on one thread; None where it is not installed."""
    if not find_spec("torch"):
        return None
    import torch

    torch.set_num_threads(1)
    return torch


def row(
    table: list[str],
    work: str,
    ours: float,
    within: float | None,
    micrograd: tuple[float, float | None],
    theirs: float | None = None,
    most: float | None = None,
) -> None:
    """A line of the table. within: seconds. micrograd: its seconds, and how often as many are asked."""
    taken, least = micrograd
    cells = [work, bold(spelled(ours), within is not None and ours > within)]
    cells += [
        "" if within is None else spelled(within),
        bold(f"{taken / ours:,.0f}", taken / ours < (least or 0)),
    ]
    cells += ["" if least is None else f"{least:,g}"]
    cells += [
        "" if theirs is None else bold(f"{ours / theirs:.2g}", most is not None and ours / theirs > most)
    ]
    table.append(f"| {' | '.join([*cells, '' if most is None else f'{most:g}'])} |")


def test_training_step(table: list[str], torch: Any, benchmark: Any) -> None:
    """All of it: the outputs, the hinge loss with l2, its gradients, and the parameters moved."""
    circuit, data = template("mlp", WIDTHS), generate("moons", POINTS)
    plan = plan_of(loss="hinge", l2=L2, step_size=SIZE, epochs=10**9, order="given")
    training = Training(circuit, data, bind(circuit, data), plan)
    start, points, target = training.start, training.data.points, training.data.targets
    theirs = None
    if torch:
        module = module_of(torch, start)[:-1]  # the last unit does not bend
        x, t = torch.tensor(points), torch.tensor(target)
        weights = [linear.weight for linear in module[::2]]
        descent = torch.optim.SGD(module.parameters(), SIZE)

        def their_step() -> None:
            descent.zero_grad()
            loss = torch.relu(1 - t * module(x)[:, 0]).mean()
            (loss + L2 / 2 * sum(torch.square(weight).sum() for weight in weights)).backward()
            descent.step()

        their_step()
        moved = start - SIZE * gradients_of(module)
        assert np.allclose(training.step().after, moved, rtol=1e-9, atol=1e-12)
        theirs = seconds(their_step)
    prepared = circuitlab.prepare(circuit)
    tape = micrograd_tape.both_ways(prepared._engines.flat.program)
    held = [float(circuit.gates[circuit.names[name]].value or 0.0) for name in prepared.inputs]
    one, name = seconds(lambda: tape(held)), f"training step, MLP 2-16-16-1, {POINTS} points"
    row(table, name, seconds(training.step), None, (POINTS * one, 1_000), theirs, 2)
    benchmark.pedantic(training.step, rounds=3)


def test_both_passes(table: list[str], perceptron: Perceptron, torch: Any, benchmark: Any) -> None:
    shared = perceptron.plan.shared(perceptron.names)
    points, target = perceptron.points, perceptron.points[:, -1]
    upstream = np.full(POINTS, 1 / POINTS)

    def step() -> Any:
        shared.forward(perceptron.parameters, points)
        return shared.backward(upstream)

    tape = micrograd_tape.both_ways(perceptron.plan._engines.flat.program)
    names = [perceptron.plan.inputs.index(name) for name in perceptron.names]
    singly = [tape([*perceptron.parameters.tolist(), *point])[1] for point in points.tolist()]
    assert np.allclose(step(), np.array(singly)[:, names].mean(axis=0), rtol=1e-9, atol=1e-12)
    theirs = None
    if torch:
        module, x, y = (
            module_of(torch, perceptron.parameters),
            torch.tensor(points[:, :-1]),
            torch.tensor(target),
        )

        def their_step() -> None:
            module.zero_grad()
            torch.square(module(x)[:, 0] - y).mean().backward()

        their_step()
        assert np.allclose(step(), gradients_of(module), rtol=1e-9, atol=1e-12)
        theirs = seconds(their_step)
    one = seconds(lambda: tape(perceptron.one_point))
    name = "both passes of it alone"
    row(table, name, seconds(step), None, (POINTS * one, 1_000), theirs, 2)
    benchmark.pedantic(step, rounds=3)


def test_decision_boundary(table: list[str], perceptron: Perceptron, torch: Any, benchmark: Any) -> None:
    shared, points = perceptron.plan.shared(perceptron.names), _grid(SIDE, 3)

    def boundary() -> Any:
        return shared.forward(perceptron.parameters, points)

    there = micrograd_tape.forward(perceptron.plan._engines.flat.program)
    theirs = None
    if torch:
        module, x, y = (
            module_of(torch, perceptron.parameters),
            torch.tensor(points[:, :-1]),
            torch.tensor(points[:, -1]),
        )

        def their_boundary() -> Any:
            with torch.no_grad():
                return torch.square(module(x)[:, 0] - y)

        assert np.allclose(boundary(), their_boundary().numpy(), rtol=1e-9)
        theirs = seconds(their_boundary)
    one = seconds(lambda: there(perceptron.one_point))
    name = f"decision boundary of it, {SIDE} x {SIDE}"
    row(table, name, seconds(boundary), 0.1, (SIDE**2 * one, None), theirs)
    benchmark.pedantic(boundary, rounds=3)


def test_surface(table: list[str], benchmark: Any) -> None:
    plan, points = circuitlab.prepare(measured_circuits.twenty()), _grid(2 * SIDE, 2)
    there = micrograd_tape.forward(plan._engines.flat.program)
    shared = plan.shared([])
    assert np.allclose(
        shared.forward([], points[:9]), [there(point)[0].data for point in points[:9].tolist()]
    )
    one = seconds(lambda: there([0.5, -0.25]))
    name = f"surface of 20 gates, {2 * SIDE} x {2 * SIDE}"
    row(table, name, seconds(lambda: shared.forward([], points)), 0.05, (4 * SIDE**2 * one, None))
    benchmark.pedantic(shared.forward, ([], points), rounds=3)


def _grid(side: int, inputs: int) -> Any:
    """A square of points in the first two inputs; the others are 0.5."""
    ticks = np.linspace(-1.0, 1.0, side)
    points = np.full((side * side, inputs), 0.5)
    points[:, 0], points[:, 1] = np.tile(ticks, side), np.repeat(ticks, side)
    return points


@pytest.mark.parametrize(
    ("name", "build"),
    [
        ("the MLP", lambda: measured_circuits.network(*WIDTHS)),
        ("100,000 gates, wide", lambda: measured_circuits.layered(100_000, 2_000)),
        ("100,000 gates, chain-like", lambda: measured_circuits.layered(100_000, 2)),
    ],
)
def test_looking_for_layers(table: list[str], name: str, build: Callable[[], Any], benchmark: Any) -> None:
    """Beside preparing the circuit, every second input shared."""
    circuit = build()

    def prepare() -> Prepared:
        circuit.structure_revision += 1  # as if an edit had come
        return circuitlab.prepare(circuit)

    plan = prepare()
    shared = [place for place, called in enumerate(plan.inputs) if called[0] in "wb" or place % 2]
    flat = plan._engines.flat
    ours, whole = seconds(lambda: layout_of(flat, shared)), seconds(prepare)
    table += [f"- looking for layers in {name}: {spelled(ours)}, {ours / whole:.2g} of preparing it"]
    benchmark.pedantic(layout_of, (flat, shared), rounds=1)
