"""Breakpoints: where a run through the trace is to stop. Pure.

One without a condition stops before a step, so that people can be asked what it will do; one with a
condition stops behind the step that makes it true.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from math import isnan
from operator import eq, ge, gt, le, lt, ne
from typing import TYPE_CHECKING, Literal, TypeAlias

from circuitlab.circuit.errors import quoted
from circuitlab.engine.steps import Pass, Step

if TYPE_CHECKING:
    from circuitlab.engine.trace import Trace

Quantity: TypeAlias = Literal["value", "gradient"]

_RELATIONS: Mapping[str, Callable[[float, float], bool]] = {
    "<": lt,
    "<=": le,
    ">": gt,
    ">=": ge,
    "=": eq,
    "!=": ne,
}
_SIGNS = {"−": "-", "≤": "<=", "≥": ">=", "≠": "!=", "==": "="}
_CONDITION = re.compile(
    r"(?P<bar>\|?)\s*(?P<quantity>value|gradient)(?:\s+of\s+(?P<name>\w+))?\s*(?P<end>\|?)"
    r"\s*(?P<relation><=|>=|!=|<|>|=)\s*(?P<limit>\S+)"
)
MAX_LENGTH = 200
EXPECTED = 'expected something like "gradient of q < 0" or "|value| > 100"'


@dataclass(frozen=True, slots=True)
class Condition:
    """A question about each number that a step makes.

    quantity: whether values or gradients are asked about. size: their absolute value. relation, limit: what
    must be so. nan fulfils nothing but "!=".
    """

    quantity: Quantity
    size: bool
    relation: str
    limit: float

    def text(self, name: str | None) -> str:
        """As people write it. name: of the gate that is asked about; None: any."""
        of = "" if name is None else f" of {name}"
        asked = f"|{self.quantity}{of}|" if self.size else f"{self.quantity}{of}"
        return f"{asked} {self.relation} {repr(self.limit).removesuffix('.0')}"

    def holds(self, number: float) -> bool:
        """Whether it is so for this number."""
        return _RELATIONS[self.relation](abs(number) if self.size else number, self.limit)


@dataclass(frozen=True, slots=True)
class Breakpoint:
    """Where to stop: at a gate, at one step of it, or where a condition holds.

    gate: id of the gate whose step, or whose number, counts; None: any. pass_: the pass of the step; None:
    any.
    """

    gate: int | None = None
    pass_: Pass | None = None
    condition: Condition | None = None


def parse_condition(text: str, names: Mapping[str, int]) -> Breakpoint:
    """A condition as people write it. Raises ValueError, one line. names: ids of the named gates."""
    typed = text.strip() if len(text) <= MAX_LENGTH else ""
    for sign, meant in _SIGNS.items():
        typed = typed.replace(sign, meant)
    found = _CONDITION.fullmatch(typed)
    if found is None or bool(found["bar"]) != bool(found["end"]):
        raise ValueError(f"{quoted(text)}: {EXPECTED}.")
    name = found["name"]
    if name is not None and name not in names:
        raise ValueError(f"There is no gate {quoted(name)}.")
    try:
        limit = float(found["limit"].replace(",", "."))
    except ValueError:
        raise ValueError(f"{quoted(found['limit'])} is no number: {EXPECTED}.") from None
    if isnan(limit):
        raise ValueError("Nothing can be compared with nan.")
    quantity: Quantity = "value" if found["quantity"] == "value" else "gradient"
    condition = Condition(quantity, bool(found["bar"]), found["relation"], limit)
    return Breakpoint(None if name is None else names[name], condition=condition)


def halting(trace: "Trace", breakpoints: Iterable[Breakpoint], steps: int) -> Breakpoint | None:
    """The breakpoint that stops a run where so many steps are done; None: it goes on."""
    before = trace.steps[steps] if steps < len(trace) else None
    behind = trace.steps[steps - 1] if steps else None
    for each in breakpoints:
        if each.condition is None:
            if before is not None and _is_at(each, before):
                return each
        elif behind is not None and _fulfils(each.condition, each.gate, behind):
            return each
    return None


def first_halt(trace: "Trace", breakpoints: Iterable[Breakpoint], start: int, stop: int) -> int | None:
    """How many steps are done where a run from `start` steps is stopped first, at most at `stop`."""
    known = tuple(breakpoints)
    if not known:
        return None
    return next((k for k in range(start + 1, stop + 1) if halting(trace, known, k)), None)


def _is_at(breakpoint_: Breakpoint, step: Step) -> bool:
    same_gate = breakpoint_.gate is None or breakpoint_.gate == step.gate
    return same_gate and (breakpoint_.pass_ is None or breakpoint_.pass_ == step.pass_)


def _fulfils(condition: Condition, asked: int | None, step: Step) -> bool:
    made = _made(condition.quantity, step)
    return any(condition.holds(number) for gate, number in made if asked in (None, gate))


def _made(quantity: Quantity, step: Step) -> list[tuple[int, float]]:
    """The numbers of this kind that a step makes, each with the gate that it belongs to."""
    if step.pass_ == "forward":
        return [(step.gate, step.value)] if quantity == "value" else []
    if quantity == "value":
        return []
    if step.pass_ == "seed":
        return [(step.gate, step.upstream or 0.0)]
    return [(message.to, message.total) for message in step.messages]
