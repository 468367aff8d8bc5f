"""Practice: inputs with few digits for which the classic mistakes differ, and the seed 3. Pure.

With a seed of 1, forgetting the upstream gradient gives the right number in a third of all messages.
"""

import math
import random
from dataclasses import replace
from itertools import chain, combinations, islice
from typing import TYPE_CHECKING

from circuitlab.circuit.changes import Changes, replacing
from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.edits import set_seed
from circuitlab.circuit.errors import BadValue
from circuitlab.engine.passes import run
from circuitlab.teach.nudges import sources
from circuitlab.teach.predict.mistakes import invited
from circuitlab.teach.predict.questions import Question, of_step

if TYPE_CHECKING:
    from circuitlab.engine.trace import Trace

SEED = 3.0
TRIES = 40
_EFFORT = 600
"""The more wires, the fewer inputs are tried."""
_MOST_ASKED = 60
"""The mistakes of so many questions are compared."""
_WHOLE = tuple(float(size) for size in (-7, -6, -5, -4, -3, -2, 2, 3, 4, 5, 6, 7))
_HALVES = (-2.5, -2.0, -1.5, -1.0, -0.5, 0.5, 1.0, 1.5, 2.0, 2.5)
_SMALL = (-0.8, -0.6, -0.4, -0.3, -0.2, 0.2, 0.3, 0.4, 0.6, 0.8)
_RANGES = (_WHOLE, _HALVES, _SMALL, (2.0, 3.0, 4.0, 5.0, 6.0), (0.2, 0.3, 0.4, 0.5, 0.6, 0.7))
"""The last two are for logarithms and roots; those before, for what overflows or saturates."""
_LARGEST, _SMALLEST = 999.0, 0.01


def new_numbers(circuit: Circuit, draw: random.Random, settable: frozenset[int] | None = None) -> Changes:
    """The edit that gives the inputs new values and the seed 3. Raises BadValue without an input.

    settable: the sources that may be changed; None: all.
    """
    keys = [key for key in sources(circuit) if settable is None or key in settable]
    if not keys:
        raise BadValue("There is no input to give a new number.")
    best: tuple[tuple[float, ...], Circuit] | None = None
    for count in range(max(len(_RANGES), min(TRIES, _EFFORT // max(1, len(circuit.wires))))):
        tried = _drawn(circuit, keys, draw, _RANGES[count % len(_RANGES)])
        cost = _cost(tried, count % len(_RANGES))
        if best is None or cost < best[0]:
            best = cost, tried
    assert best is not None  # noqa: S101
    found = best[1]
    values = replacing((circuit.gates[key], found.gates[key]) for key in keys)
    return values.then(replacing([(circuit.settings, found.settings)]))


def doubts(circuit: Circuit, trace: "Trace") -> int:
    """How many slips of method can't be told apart at its questions, or give the right number.

    Some do so whatever the numbers are, as where a local slope is 1: less than that is not to be had.
    """
    return sum(_doubts(circuit, trace, question) for question in _questions(trace))


def _doubts(circuit: Circuit, trace: "Trace", question: Question) -> int:
    right, values = _rounded(question.right), dict[str, set[str]]()
    for one in invited(circuit, trace, question):
        if one.rule < 8:
            values.setdefault(one.said, set()).add(_rounded(one.value))
    hidden = sum(right in of_slip for of_slip in values.values())
    alike = sum(not one.isdisjoint(other) for one, other in combinations(values.values(), 2))
    return hidden + alike + (question.right == 0)


def _rounded(number: float) -> str:
    return f"{number + 0.0:.3g}"


def _questions(trace: "Trace") -> list[Question]:
    """The first of them: of a large circuit, not all."""
    every = chain.from_iterable(of_step(trace, step) for step in range(trace.forward_count + 1, len(trace)))
    return list(islice(every, _MOST_ASKED))


def _drawn(circuit: Circuit, keys: list[int], draw: random.Random, among: tuple[float, ...]) -> Circuit:
    """A copy with other inputs, all different as long as there are enough."""
    values = draw.sample(among, len(keys)) if len(keys) <= len(among) else draw.choices(among, k=len(keys))
    copy = Circuit(circuit.parts)
    copy.apply(set_seed(copy, SEED))
    pairs = zip(keys, values, strict=True)
    copy.apply(replacing((copy.gates[key], replace(copy.gates[key], value=value)) for key, value in pairs))
    return copy


def _cost(circuit: Circuit, rank: int) -> tuple[float, ...]:
    """How bad these numbers are for practice: not finite; hard to read, or mistakes that coincide."""
    trace = run(circuit)
    values = [trace.value(gate) or 0.0 for gate in trace.plan.ids]
    gradients = [trace.gradient(gate) or 0.0 for gate in trace.plan.ids]
    missing = sum(not math.isfinite(number) for number in (*values, *gradients))
    sizes = [abs(number) for number in (*values, *gradients)]
    unwieldy = sum(size > _LARGEST or 0 < size < _SMALLEST for size in sizes)
    return float(missing), float(unwieldy + doubts(circuit, trace)), float(rank)
