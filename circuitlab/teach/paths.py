"""What is said of the paths from a gate to the objective: each path, their sum, and why they add. Pure."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from math import isfinite
from typing import TYPE_CHECKING, TypeVar

from circuitlab.circuit.circuit import Circuit
from circuitlab.teach import numbers
from circuitlab.teach.checks import unready
from circuitlab.teach.names import clear, name_of
from circuitlab.teach.notation import Notation, gradient_text
from circuitlab.teach.numbers import counted

if TYPE_CHECKING:
    from circuitlab.engine.paths import Path, Paths
    from circuitlab.engine.trace import Trace

T = TypeVar("T")
Fits = Callable[[str], bool]
LONGEST = 12
"""Of a path through more gates than these, or of a sum of more terms, the middle is left out."""


def shortened(things: Sequence[T], say: Callable[[T], str], joint: str, most: int = LONGEST) -> str:
    """What is said of each thing, with a sign between them; of too many, the first and the last."""
    if len(things) <= most:
        return joint.join(map(say, things))
    half = most // 2
    left_out = f"… {counted(len(things) - 2 * half)} more …"
    return joint.join((*map(say, things[:half]), left_out, *map(say, things[-half:])))


def fitted(texts: Sequence[str], joint: str, fits: Fits) -> str:
    """Texts with a sign between them: of the first and the last as many as fit, but one of each at least."""
    for kept in range(min(len(texts), LONGEST), 2, -1):
        shown = _ends(texts, joint, kept)
        if fits(shown):
            return shown
    return _ends(texts, joint, 2)


def _ends(texts: Sequence[str], joint: str, kept: int) -> str:
    """So many of the first and the last."""
    if kept >= len(texts):
        return joint.join(texts)
    after = kept // 2
    return joint.join((*texts[: kept - after], "…", *texts[-after:]))


def obstacle(circuit: Circuit, trace: "Trace") -> str:
    """Why there are no paths at all; "" if there may be."""
    missing = unready(circuit, trace)
    return f"No paths yet: {missing}." if missing else ""


def head(circuit: Circuit, trace: "Trace", found: "Paths") -> str:
    """From where to where, and how many: "x to f: 3 paths"."""
    goal = found.gate if trace.objective is None else trace.objective
    many = "1 path" if found.count == 1 else f"{counted(found.count)} paths" if found.count else "no path"
    return f"{name_of(circuit, found.gate)} to {name_of(circuit, goal)}: {many}"


def way(circuit: Circuit, path: "Path", fits: Fits | None = None, most: int = LONGEST) -> str:
    """The gates of a path: "x → q → f"; where that has no room, without some in the middle."""
    if fits is not None:
        return fitted([name_of(circuit, gate) for gate in path.gates], " → ", fits)
    return shortened(path.gates, lambda gate: name_of(circuit, gate), " → ", most)


def product(trace: "Trace", path: "Path", fits: Fits | None = None, most: int = LONGEST) -> str:
    """The local gradients on it, and the seed if that is not 1: "1 · (−4)"; shortened as its way is."""
    factors = _factors(trace, path)
    if fits is not None:
        return fitted(_terms(factors), " · ", fits)
    return _chained(factors, " · ", most)


def relation(trace: "Trace", path: "Path") -> str:
    """The sign between the factors of a path and its product, both as they are shown.

    Where some are left out, what is shown is never more than about the product.
    """
    factors = _factors(trace, path)
    if len(factors) > LONGEST and isfinite(path.product):
        return "≈"
    return numbers.relation(factors, path.product)


def _factors(trace: "Trace", path: "Path") -> Sequence[float]:
    return path.locals if trace.seed == 1 and path.locals else (*path.locals, trace.seed)


def total(circuit: Circuit, trace: "Trace", found: "Paths", notation: Notation) -> str:
    """What the products add up to: "4 + (−6) + 2 = 0 = ∂f/∂x". Not all of them: which share they are."""
    name = gradient_text(circuit, trace, found.gate, notation)
    if found.gradient is None:
        return ""
    if not found.complete:
        return f"{name} = {numbers.text(found.gradient)}"
    products = [path.product for path in found.paths]
    if len(products) < 2:
        return f"{numbers.text(found.gradient)} = {name}"
    terms = _chained(products, " + ", 8)
    sign = "="
    if all(map(isfinite, (*products, found.gradient))):
        sign = numbers.agree(sum(map(numbers.shown, products), Fraction()), found.gradient)
    return f"{terms} {sign} {numbers.text(found.gradient)} = {name}"


def left_out(found: "Paths") -> str:
    """What those that are shown are of all; "" where all are."""
    if found.complete or not found.paths:
        return ""
    many = len(found.paths)
    shown = f"The {counted(many)} largest add up to" if many > 1 else "The largest is"
    their = "their sizes are" if many > 1 else "its size is"
    share = f"; {their} {_percent(found.share)} of the sum of all |products|" if isfinite(found.share) else ""
    return f"{shown} {numbers.text(found.total)}{share}."


def why(circuit: Circuit, trace: "Trace", found: "Paths") -> str:
    """Why there are so many, and why they add."""
    if found.gradient is None:
        return f"{name_of(circuit, found.gate)} is a constant: nothing moves it, and nothing is sent to it."
    goal = name_of(circuit, found.gate if trace.objective is None else trace.objective)
    if not found.count:
        return f"Nudge {name_of(circuit, found.gate)} as you like: {goal} does not hear of it."
    if found.count == 1:
        return "One way only: along it each gate passes the nudge on, times its local gradient."
    gate, wires = _fork(trace, found)
    name = name_of(circuit, gate)
    places = f"{counted(wires)} places" if wires > 1 else "one place"
    said = (
        f"{name} works in {places}. A nudge of {name} sets out on every way at once, and {goal} moves by all "
        f"that arrives: along a way slopes multiply, where ways meet they add."
    )
    return clear(circuit, said)


def cost(found: "Paths") -> str:
    """What one backward pass spares; "" where there is but one path."""
    if found.count < 2:
        return ""
    return (
        f"Path by path: {_multiplications(found.multiplications)}, for this gate alone. The backward pass "
        f"adds up at each fan-out first and sends on one sum: {_multiplications(found.messages)}, "
        "for all gates."
    )


def _multiplications(number: int) -> str:
    return "1 multiplication" if number == 1 else f"{counted(number)} multiplications"


def _fork(trace: "Trace", found: "Paths") -> tuple[int, int]:
    """The first gate, on the way from the start, where paths part, and along how many wires."""
    arrivals, slots = trace.index.arrivals, trace.plan.slots
    for gate in found.paths[0].gates if found.paths else ():  # before they part, all take the same way
        wires = len(arrivals[slots[gate]])
        if wires > 1:
            return gate, wires
    return found.gate, 1


def _chained(terms: Sequence[float], joint: str, most: int = LONGEST) -> str:
    """Numbers with a sign between them."""
    return shortened(_terms(terms), str, joint, most)


def _terms(terms: Sequence[float]) -> list[str]:
    """Numbers as text; negative ones in brackets, but for the first."""
    return [
        f"({numbers.text(term)})" if term < 0 and place else numbers.text(term)
        for place, term in enumerate(terms)
    ]


def _percent(share: float) -> str:
    if 0 < share < 0.001:
        return "less than 0.1 %"
    if 0.999 < share < 1:
        return "more than 99.9 %"
    return f"{numbers.text(100 * share, 3)} %"
