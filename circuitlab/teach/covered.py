"""What may be said of a step while some of its numbers are covered: the names, "?" for the result. Pure."""

from dataclasses import replace
from typing import TYPE_CHECKING

from circuitlab.circuit.circuit import Circuit
from circuitlab.teach import sentences
from circuitlab.teach.coach import on_the_way
from circuitlab.teach.equations import (
    Column,
    OneLine,
    backward_columns,
    forward_rows,
    in_one_line,
    seed_rows,
    step_latex,
)
from circuitlab.teach.notation import Notation

if TYPE_CHECKING:
    from circuitlab.engine.trace import Message, Step, Trace
    from circuitlab.teach.predict.questions import Label

_VALUE, _GRADIENT = r"\textcolor{value}{?}", r"\textcolor{gradient}{?}"


def tells(circuit: Circuit, step: "Step", covered: "frozenset[Label]") -> bool:
    """Whether the equations or the sentence of a step would tell a covered number."""
    if not covered:
        return False
    own = {("value", step.gate)} | _values(circuit, step)
    if step.pass_ == "seed":
        own = {("gradient", step.gate)}
    elif step.pass_ == "backward":
        own |= {("gradient", step.gate)}
        own = own.union(*(_gradients(circuit, message) for message in step.messages))
    return not own.isdisjoint(covered)


def sentence(
    circuit: Circuit, trace: "Trace", step: "Step | None", covered: "frozenset[Label]" = frozenset()
) -> str:
    """The consequence of a step; where that would tell too much, only what happens."""
    if step is None or not tells(circuit, step, covered):
        return sentences.sentence(circuit, trace, step)
    return on_the_way(circuit, step, covered)


def one_line(
    circuit: Circuit, trace: "Trace", step: "Step", covered: "frozenset[Label]" = frozenset()
) -> tuple[OneLine, ...]:
    """The equations of a step as a lecture writes them."""
    if not tells(circuit, step, covered):
        return in_one_line(circuit, trace, step)
    if step.pass_ != "backward":
        return tuple(OneLine(latex, latex) for latex in latex_of_step(circuit, trace, step, covered))
    columns = columns_of(circuit, trace, step, covered)
    whole = in_one_line(circuit, trace, step)
    return tuple(
        line if column.product else OneLine(column.rule, f"{column.receives} {_GRADIENT}", column.size)
        for line, column in zip(whole, columns, strict=True)
    )


def latex_of_step(
    circuit: Circuit,
    trace: "Trace",
    step: "Step",
    covered: "frozenset[Label]",
    notation: Notation = "partial",
) -> tuple[str, ...]:
    """All equations of a step of the forward pass, or of the seed."""
    if not tells(circuit, step, covered):
        return step_latex(circuit, trace, step, notation)
    if step.pass_ == "forward":
        return (f"{forward_rows(circuit, step, done=True)[0].latex} = {_VALUE}",)
    left = seed_rows(circuit, trace, step, notation)[0].latex.rpartition(" = ")[0]
    return (f"{left} = {_GRADIENT}",)


def columns_of(
    circuit: Circuit,
    trace: "Trace",
    step: "Step",
    covered: "frozenset[Label]",
    notation: Notation = "partial",
) -> tuple[Column, ...]:
    """What a gate sends back, a column a wire; of one that would tell too much the rule alone is left."""
    columns = backward_columns(circuit, trace, step, notation)
    hidden = {("gradient", step.gate), ("value", step.gate)} | _values(circuit, step)
    return tuple(
        column if (hidden | _gradients(circuit, message)).isdisjoint(covered) else _rule_alone(column)
        for column, message in zip(columns, step.messages, strict=True)
    )


def _rule_alone(column: Column) -> Column:
    return replace(column, rule=f"{column.rule} = {_GRADIENT}", slope="", product="", total="")


def _values(circuit: Circuit, step: "Step") -> "set[Label]":
    """Those that go into a gate: its slopes are made of them."""
    return {("value", wire.source) for wire in circuit.incoming(step.gate)}


def _gradients(circuit: Circuit, message: "Message") -> "set[Label]":
    """What a message and the total that it makes would tell."""
    found: set[Label] = {("message", wire.id) for wire in circuit.outgoing(message.to)}
    return found | {("gradient", message.to)}
