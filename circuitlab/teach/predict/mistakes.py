"""The classic mistakes that a question invites, each with the number that it gives. Pure.

The rules are those of the design: 1 at a fan-out, 2 by the kind of gate, 3 the sign, 4 to 7 the product
of upstream and local, 8 a value from the forward pass, 9 the negatives of 2 and 4 to 7.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.edits import kind_of
from circuitlab.circuit.errors import sentence
from circuitlab.engine.cursor import Cursor
from circuitlab.formula.evaluate import compiled
from circuitlab.formula.parse import parse_slope
from circuitlab.formula.program import OUT
from circuitlab.formula.tree import Name, names
from circuitlab.teach.names import typeset
from circuitlab.teach.predict.answers import Answer
from circuitlab.teach.predict.called import called
from circuitlab.teach.predict.questions import Question, message_of, reports

if TYPE_CHECKING:
    from circuitlab.engine.trace import Message, Step, Trace

SIGN = "The size is right. Look at the sign: does it go the same way, or the other?"


@dataclass(frozen=True, slots=True)
class Mistake:
    """A slip, and the number that it gives. Two with the same words are the same slip."""

    rule: int
    value: float
    said: str


def mistakes(circuit: Circuit, trace: "Trace", question: Question) -> tuple[Mistake, ...]:
    """All that give another number than the right one, in the order of the rules."""
    every = [*invited(circuit, trace, question)]
    if question.sort in ("message", "total"):
        every += _values(circuit, trace)
    right = question.right
    wrong = [one for one in every if math.isfinite(one.value) and not Answer(one.value).means(right)]
    return tuple(sorted(wrong, key=lambda mistake: mistake.rule))


def invited(circuit: Circuit, trace: "Trace", question: Question) -> Iterator[Mistake]:
    """The mistakes of method, those too that happen to give the right number."""
    yield from _ALL[question.sort](circuit, trace, question)


def explaining(circuit: Circuit, trace: "Trace", question: Question, answer: Answer) -> tuple[Mistake, ...]:
    """The mistakes that give this answer, one of each slip; several explain nothing.

    Where the local slope is one of the values on the wires, as at a multiply, "the upstream gradient is
    forgotten" and "a value from the forward pass" are the same number: the first is meant.
    """
    found = {one.said: one for one in reversed(mistakes(circuit, trace, question)) if answer.means(one.value)}
    forgotten = question.sort == "message" and any(one.rule == 4 for one in found.values())
    if forgotten and slope_is_value(circuit, trace, question):
        found = {said: one for said, one in found.items() if one.rule != 8}
    values = [one for one in found.values() if one.rule == 8]
    if len(values) > 1:  # several gates have this value: no matter whose it is
        found = {said: one for said, one in found.items() if one.rule != 8}
        found[_ANY_VALUE] = Mistake(8, values[0].value, _ANY_VALUE)
    return tuple(sorted(found.values(), key=lambda mistake: mistake.rule))


def slope_is_value(circuit: Circuit, trace: "Trace", question: Question) -> bool:
    """Whether the rule of the local slope is just the value at one of the gate's wires."""
    step, message = trace.steps[question.step], message_of(trace, question)
    rules = kind_of(circuit, step.gate).rule_expressions(len(step.inputs))
    return isinstance(rules[message.port], Name)


# What can go wrong ---------------------------------------------------------------------------------


def _of_value(circuit: Circuit, trace: "Trace", question: Question) -> Iterator[Mistake]:
    step = trace.steps[question.step]
    out = called(circuit, step.gate)
    yield Mistake(3, -question.right, SIGN)
    for wire, value in zip(circuit.incoming(step.gate), step.inputs, strict=True):
        name = called(circuit, wire.source)
        yield Mistake(8, value, sentence(f"{name} goes in with that: {out} has yet to work on it."))


def _of_seed(circuit: Circuit, trace: "Trace", question: Question) -> Iterator[Mistake]:
    name = called(circuit, question.gate)
    value = trace.value(question.gate)
    yield Mistake(3, -question.right, SIGN)
    yield Mistake(4, 1.0, sentence(f"{name} feeds something larger here, so it does not start with 1."))
    if value is not None:
        said = f"{name} has that value. Asked is how far the end moves for each 1 of {name}."
        yield Mistake(8, value, sentence(said))


def _of_total(circuit: Circuit, trace: "Trace", question: Question) -> Iterator[Mistake]:
    sent = [message.downstream for message in reports(trace, question)]
    name = called(circuit, question.gate)
    for one in sent:
        yield Mistake(1, one, sentence(f"{name} keeps more than one report: none overwrites another."))
    add = "Reports that meet are neither multiplied nor averaged: they add."
    yield Mistake(1, math.prod(sent), add)
    yield Mistake(1, question.right / len(sent), add)
    if len(sent) > 2:
        for one in sent:
            yield Mistake(1, question.right - one, f"Count the wires that come back to {name}.")
    yield Mistake(3, -question.right, SIGN)


def _of_message(circuit: Circuit, trace: "Trace", question: Question) -> Iterator[Mistake]:
    step, message = trace.steps[question.step], message_of(trace, question)
    yield Mistake(3, -question.right, SIGN)
    for mistake in (*_by_kind(circuit, step, message), *_of_product(circuit, trace, question)):
        yield mistake
        if not Answer(mistake.value).means(question.right):  # else its negative is the sign, and no more
            yield Mistake(9, -mistake.value, mistake.said)


def _by_kind(circuit: Circuit, step: "Step", message: "Message") -> Iterator[Mistake]:
    kind = kind_of(circuit, step.gate)
    said = {"out": called(circuit, step.gate), "x": called(circuit, message.to)}
    known = dict(zip(kind.port_names(len(step.inputs)), step.inputs, strict=True))
    known |= {OUT: step.value, "own": step.inputs[message.port]}
    known |= {"slope": message.local, "count": float(len(step.inputs))}
    for slip in kind.words.slips:
        formula = slip.slope(message.port)
        if formula:
            used, slope_at = _compiled(formula)
            slope = slope_at(*(known[name] for name in used))
            text = typeset(sentence(slip.said.format(**said)))
            yield Mistake(2, (step.upstream or 0.0) * slope, text)


@cache
def _compiled(formula: str) -> tuple[tuple[str, ...], Callable[..., float]]:
    """The names in the formula of a slip, and the function of their values."""
    expr = parse_slope(formula)
    return names(expr), compiled(expr, names(expr))


def _of_product(circuit: Circuit, trace: "Trace", question: Question) -> Iterator[Mistake]:
    step, message = trace.steps[question.step], message_of(trace, question)
    upstream, local = step.upstream or 0.0, message.local
    out, x = called(circuit, step.gate), called(circuit, message.to)
    yield Mistake(4, local, f"How far {out} moves with {x} is right. What {out} received is forgotten.")
    wrong = f"The slope is right, but not what it is multiplied with: only what {out} received counts."
    for other in _gradients(trace, question, step.gate):
        yield Mistake(5, local * other, wrong)
    passed = f"That passes on what {out} received as it is. How far {out} moves with {x} is forgotten."
    yield Mistake(6, upstream, passed)
    yield Mistake(7, upstream + local, "Both numbers are right, but they were added: here they multiply.")


def _gradients(trace: "Trace", question: Question, sender: int) -> Iterator[float]:
    """What other gates have received so far."""
    cursor = Cursor(question.step, question.message)
    for gate in trace.plan.ids:
        partial = trace.gradient_at(gate, cursor) if gate != sender else None
        if partial is not None and partial.arrived and partial.total is not None:
            yield partial.total


_ANY_VALUE = "That is a value from the forward pass. What comes back is a gradient times a slope."


def _values(circuit: Circuit, trace: "Trace") -> Iterator[Mistake]:
    for gate in trace.plan.ids:
        value = trace.value(gate)
        if value is None:
            continue
        said = _ANY_VALUE
        if circuit.gates[gate].name is not None:
            said = f"{called(circuit, gate)} has that value, from the forward pass. Asked is what comes back."
        yield Mistake(8, value, said)


_ALL = {"value": _of_value, "seed": _of_seed, "total": _of_total, "message": _of_message}
