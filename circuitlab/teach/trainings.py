"""What a training does, in a student's words: one example's pull, what it moved, how far it is. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.errors import short
from circuitlab.circuit.parts import PARAMETER
from circuitlab.teach.names import listed, name_of
from circuitlab.teach.numbers import counted, signed, text

if TYPE_CHECKING:
    from circuitlab.engine.trace import Trace
    from circuitlab.teach.predict.questions import Label

MOST_MOVED = 3
"""Parameters that a sentence follows: those that moved most."""
MOST_NAMED = 5
"""Of more parameters it is only told how many are pulled which way."""


@dataclass(frozen=True, slots=True)
class Told:
    """One example and its step, for sentences.

    row: counted from 0. label: whether the target is a class. goal, output: the objective's name, and what it
    is before the step. moved: what each parameter holds before the step, and after it. l2: whether that
    pulls too.
    """

    row: int
    inputs: Sequence[float]
    target: float
    label: bool
    goal: str
    output: float
    pull: float
    moved: Mapping[str, tuple[float, float]]
    l2: bool = False

    @property
    def begins(self) -> str:
        """Which example it is, and what it is to come to: "Example 3 (3, 0.1), label +1: "."""
        aim = f"label {signed(self.target)}" if self.label else f"target {text(self.target)}"
        return f"Example {self.row + 1} ({', '.join(map(text, self.inputs))}), {aim}: "

    @property
    def moves(self) -> str:
        """What moves, those first that move most: "a 0.98 → 1.01, b 2 → 1.9 and 2 more"; "" for nothing."""
        changed = {name: pair for name, pair in self.moved.items() if pair[0] != pair[1]}
        most = sorted(changed, key=lambda name: -abs(changed[name][1] - changed[name][0]))[:MOST_MOVED]
        shown = [
            f"{short(name)} {text(changed[name][0])} → {text(changed[name][1])}"
            for name in changed
            if name in most
        ]
        others = len(changed) - len(most)
        return f"{', '.join(shown)}{f' and {counted(others)} more' if others else ''}"


def shown(told: Told) -> str:
    """An example is on the inputs, and nothing has moved yet:
    "Example 3 (3, 0.1), label +1: f = 0.2, pull +1. Move takes a 0.98 → 1.01, c −1 → −0.99."
    """
    start = f"{told.begins}{told.goal} = {text(told.output)}, {_pull(told.pull)}"
    if not told.moves:
        return f"{start}: nothing will move."
    return f"{start}. Move takes {told.moves}{', with the pull of L2' if told.l2 else ''}."


def moved(told: Told, output: float, pull: float) -> str:
    """Its step is made: "Example 3 (3, 0.1), label +1: pull +1; a 0.98 → 1.01. f is 0.3 now, pull +1."

    output, pull: those of the same example now.
    """
    start = f"{told.begins}{_pull(told.pull)}"
    if not told.moves:
        return f"{start}, and nothing moves."
    l2 = ", with the pull of L2" if told.l2 else ""
    return f"{start}; {told.moves}{l2}. {told.goal} is {text(output)} now, {_pull(pull)}."


def pull_of(by: str, pull: float, goal: str) -> str:
    """Who pulls at the output, and how hard: "Example 3 pulls f up, by 1"."""
    name = f"{by[:1].upper()}{by[1:]}"
    if pull == 0:
        return f"{name} does not pull at {goal}"
    if not isfinite(pull):
        return f"The pull of {by} at {goal} is {text(pull)}"
    return f"{name} pulls {goal} {'up' if pull > 0 else 'down'}, by {text(abs(pull))}"


def pulled(circuit: Circuit, trace: "Trace", covered: "frozenset[Label]" = frozenset()) -> str:
    """What an example's pull comes to at each parameter: "Example 3 pulls f up, by 1: a and c go up, b goes
    down." covered: numbers that are not to be told.
    """
    goal = "the output" if trace.objective is None else name_of(circuit, trace.objective)
    keys = [key for key, gate in circuit.gates.items() if gate.kind == PARAMETER and trace.is_ancestor(key)]
    said = pull_of(trace.pulled_by, trace.seed, goal)
    if any(("gradient", key) in covered for key in (*keys, trace.objective)):
        return f"{trace.pulled_by.capitalize()} is on the inputs."
    ways = {
        way: [key for key in keys if (trace.gradient(key) or 0.0) * sign > 0]
        for way, sign in (("up", 1), ("down", -1))
    }
    parts = [
        f"{_who(circuit, found, len(keys))} {'goes' if len(found) == 1 else 'go'} {way}"
        for way, found in ways.items()
        if found
    ]
    return f"{said}: {', '.join(parts)}." if parts else f"{said}, so no parameter is pulled."


def _who(circuit: Circuit, keys: Sequence[int], of: int) -> str:
    if of > MOST_NAMED:
        return f"{counted(len(keys))} parameter{'s' * (len(keys) != 1)}"
    return listed([name_of(circuit, key) for key in keys])


def _pull(pull: float) -> str:
    return "no pull" if pull == 0 else f"pull {signed(pull)}"


def epochs(count: int) -> str:
    """ "1 epoch", "100 epochs"."""
    return f"{counted(count)} epoch{'s' * (count != 1)}"


def far(epoch: int, of: int, step: int, position: int) -> str:
    """Where a training is: "epoch 8 of 100"; in the middle of an epoch its step too: ", step 43"."""
    between = f", step {counted(step)}" if position else ""
    return f"epoch {counted(epoch)} of {counted(of)}{between}"


def score(loss: float, accuracy: float | None) -> str:
    """ "loss 0.012, accuracy 98 %"."""
    right = "" if accuracy is None else f", accuracy {text(100 * accuracy)} %"
    return f"loss {text(loss)}{right}"


def all_in_a_step(batch: int, rows: int) -> str:
    """A batch of more rows than there are to train on."""
    all_of_them = f"more than the {counted(rows)} rows: each step takes all of them"
    return f"The batch of {counted(batch)} is {all_of_them}."
