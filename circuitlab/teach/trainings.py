"""What a training does, in a student's words: one example's pull, what it moved, how far it is. Pure."""

from collections.abc import Mapping, Sequence

from circuitlab.circuit.errors import short
from circuitlab.teach.numbers import counted, signed, text

MOST_MOVED = 3
"""Parameters that a sentence follows: those that moved most."""


def example(
    row: int,
    inputs: Sequence[float],
    target: float,
    pull: float,
    moved: Mapping[str, tuple[float, float]],
    *,
    label: bool,
) -> str:
    """One step on one example: "Example 3 (3, 0.1), label +1: pull +1. a 0.98 → 1.01, b and c stay."

    row: counted from 0. moved: what each parameter held, and holds. label: whether the target is a class.
    """
    aim = f"label {signed(target)}" if label else f"target {text(target)}"
    start = f"Example {row + 1} ({', '.join(map(text, inputs))}), {aim}: "
    said = "no pull" if pull == 0 else f"pull {signed(pull)}"
    changed = {name: pair for name, pair in moved.items() if pair[0] != pair[1]}
    if not changed:
        return f"{start}{said}, and nothing moves."
    most = sorted(changed, key=lambda name: -abs(changed[name][1] - changed[name][0]))[:MOST_MOVED]
    shown = [
        f"{short(name)} {text(changed[name][0])} → {text(changed[name][1])}" for name in moved if name in most
    ]
    others = len(changed) - len(most)
    more = f", and {counted(others)} more" if others else ""
    return f"{start}{said}; {', '.join(shown)}{more}."


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
