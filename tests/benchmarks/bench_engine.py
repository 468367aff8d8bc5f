"""How long the engine takes. The limits are in CPU seconds, several times what an ordinary machine needs."""

import random
from collections.abc import Callable, Iterator
from itertools import count
from time import process_time
from typing import Any

import pytest

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.parts import Gate, Part, Settings, Wire
from circuitlab.engine.gradient_check import check
from circuitlab.engine.passes import run
from circuitlab.engine.plan import prepare
from circuitlab.engine.trace import Cursor

KINDS = (("add", 2), ("multiply", 2), ("subtract", 2), ("sin", 1), ("tanh", 1))


def layered(size: int, width: int) -> Circuit:
    """Random gates in layers; each reads from the layer before, the objective from the last one."""
    return Circuit(_layered(size, width, random.Random(1)))


def _layered(size: int, width: int, draw: random.Random) -> Iterator[Part]:
    wires = count(size + 2)
    for key in range(1, size + 1):
        if key <= width:
            yield Gate(key, "input", f"x{key}", draw.uniform(0.5, 1.5))
            continue
        kind, inputs = draw.choice(KINDS)
        yield Gate(key, kind, inputs=inputs)
        first = (key - 1) // width * width + 1 - width
        for port in range(inputs):
            yield Wire(next(wires), draw.randrange(first, first + width), key, port)
    objective = size + 1
    yield Gate(objective, "add", "f", inputs=8)
    for port in range(8):
        yield Wire(next(wires), size - port, objective, port)
    yield Settings(objective)


def chain(length: int) -> Circuit:
    """sin of cos of sin … of x; ids shrink along the chain, so that nothing is sorted beforehand."""
    parts: list[Part] = [Gate(length + 1, "input", "x", 0.5)]
    for place in range(length):
        parts.append(Gate(length - place, "sin" if place % 2 else "cos", inputs=1))
        parts.append(Wire(2 * length + 2 + place, length - place + 1, length - place, 0))
    return Circuit(parts)


def within(seconds: float, work: Callable[[], Any]) -> Any:
    """The result of some work, which must not take more CPU time than this."""
    begun = process_time()
    result = work()
    assert process_time() - begun < seconds
    return result


def test_a_thousand_gates_after_a_value_changed(benchmark: Any) -> None:
    circuit = layered(1_000, 20)
    run(circuit)
    trace = benchmark(run, circuit)
    assert trace.forward_count == 981


def test_the_canvas_asks_for_every_gate_of_a_thousand(benchmark: Any) -> None:
    circuit = layered(1_000, 20)
    trace = run(circuit)
    cursor = Cursor(len(trace) * 3 // 4)

    def ask() -> int:
        arrived = [trace.gradient_at(gate, cursor).total for gate in circuit.gates]
        return len(arrived) + len([trace.value_at(gate, cursor) for gate in circuit.gates])

    assert benchmark(ask) == 2 * 1_001


def test_a_thousand_gates_are_checked(benchmark: Any) -> None:
    circuit = layered(1_000, 20)
    run(circuit)
    report = benchmark.pedantic(check, (circuit,), rounds=3)
    assert report.ok


@pytest.mark.parametrize(
    "build", [lambda: layered(100_000, 2_000), lambda: chain(50_000)], ids=["wide", "deep"]
)
def test_large_circuits_run_in_a_second_or_two(build: Callable[[], Circuit], benchmark: Any) -> None:
    circuit = build()
    within(4.0, lambda: prepare(circuit))
    trace = benchmark.pedantic(within, (4.0, lambda: run(circuit)), rounds=2)
    assert len(trace) > 50_000
    assert within(0.5, lambda: trace[len(trace) // 2]).index == len(trace) // 2
