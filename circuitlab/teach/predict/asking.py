"""How a question is put: its headline, its equation with a gap, and what to do. Pure."""

from typing import TYPE_CHECKING

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.errors import ordinal, sentence
from circuitlab.circuit.text_print import formula_of
from circuitlab.engine.cursor import Cursor
from circuitlab.teach import numbers
from circuitlab.teach.names import clear, compact, latex_of
from circuitlab.teach.predict.called import called
from circuitlab.teach.predict.questions import Label, Question, message_of

if TYPE_CHECKING:
    from circuitlab.engine.trace import Trace

_LONGEST = 30
ANSWERS = "1/3 and 0,5 are fine as answers."


def headline(circuit: Circuit, trace: "Trace", question: Question) -> str:
    """The question itself."""
    name = called(circuit, question.gate)
    if question.sort == "value":
        return f"What value does {name} get?"
    if question.sort == "seed":
        return f"What does {name} start with?"
    if question.sort == "total":
        return f"What does {name} receive in all?"
    if question.alone:
        return f"What does {name} receive?"
    return f"What comes back {_way(circuit, trace, question)}?"


def subtitle(circuit: Circuit, trace: "Trace", question: Question) -> str:
    """Where in the trace it is, what the gate is, and the seed where it is not 1."""
    parts = [f"Step {question.step + 1} of {len(trace)}"]
    formula = rule(circuit, trace, question)
    parts += [formula] if formula else []
    if trace.seed != 1 and question.sort != "seed":
        parts.append(f"seed {numbers.text(trace.seed)}")
    return " · ".join(parts)


def rule(circuit: Circuit, trace: "Trace", question: Question) -> str:
    """The formula of the gate that acts, "f = q · z"; "" where it is too long."""
    if question.sort == "seed":
        return "the backward pass starts"
    formula = compact(formula_of(circuit, trace.steps[question.step].gate))
    return formula if len(formula) <= _LONGEST and formula.isprintable() else ""


def remark(
    circuit: Circuit,
    trace: "Trace",
    question: Question,
    seen: Cursor,
    covered: frozenset[Label] = frozenset(),
) -> str:
    """What is given: what has arrived at the gate that acts, or meets at the one that is asked about.

    seen: the place in the passes. What comes only later, and what is covered, is not given away.
    """
    step = trace.steps[question.step]
    gate = called(circuit, step.gate)
    if question.sort == "value":
        given = [
            f"{called(circuit, wire.source)} is {numbers.text(value)}"
            for wire, value in zip(circuit.incoming(step.gate), step.inputs, strict=True)
            if circuit.gates[wire.source].name is not None
            and trace.value_at(wire.source, seen) is not None
            and ("value", wire.source) not in covered
        ]
        return f"{', '.join(dict.fromkeys(given[:4]))}. " if given else ""
    upstream = numbers.text(step.upstream or 0.0)
    if question.sort == "message" and ("gradient", step.gate) in covered:
        return ""
    if question.sort == "seed":
        if trace.seed == 1:
            return f"If {gate} grows by 1, how far does {gate} grow? "
        return sentence(f"{gate} feeds something larger, which moves {upstream} for each 1 of {gate}. ")
    if question.sort == "total":
        return clear(circuit, f"{sentence(called(circuit, question.gate))} works in several places. ")
    if step.gate == trace.objective and trace.seed != 1:
        return sentence(f"{gate} feeds something larger: {upstream} comes back. ")
    if seen.steps < question.step:
        return ""
    return sentence(f"{gate} has received {upstream}. ")


def call(circuit: Circuit, trace: "Trace", question: Question) -> str:
    """What to do now."""
    name = called(circuit, question.gate)
    what = {
        "value": f"the value of {name}",
        "seed": f"what {name} starts with",
        "total": f"what {name} receives in all",
    }.get(question.sort, "")
    if not what:
        what = (
            f"what flows back to {name}"
            if question.alone
            else (f"what flows back {_way(circuit, trace, question)}")
        )
    return f"Type {what}, then press Return."


def equation_latex(circuit: Circuit, trace: "Trace", question: Question) -> str:
    """What is asked for, up to the sign before the gap."""
    gate = latex_of(circuit, question.gate)
    if question.sort == "value":
        return f"{gate} ="
    objective = latex_of(circuit, question.gate if trace.objective is None else trace.objective)
    factor = "" if trace.seed == 1 else rf"{numbers.latex(trace.seed)} \cdot "
    if question.sort == "message" and not question.alone:
        sender = latex_of(circuit, trace.steps[question.step].gate)
        return rf"{factor}{_partial(objective, sender)} \cdot {_partial(sender, gate)} ="
    return rf"{factor}{_partial(objective, gate)} ="


def _partial(above: str, below: str) -> str:
    return rf"\frac{{{{\partial}}{above}}}{{{{\partial}}{below}}}"


def next_call(circuit: Circuit, then: Question) -> str:
    """What comes after it in the same step."""
    if then.sort == "total":
        return "The total comes next."
    return sentence(f"{called(circuit, then.gate)} comes next.")


def _way(circuit: Circuit, trace: "Trace", question: Question) -> str:
    """Along which wire: "from d to a"; of several between the same two, which."""
    step, message = trace.steps[question.step], message_of(trace, question)
    way = f"from {called(circuit, step.gate)} to {called(circuit, question.gate)}"
    several = sum(other.to == message.to for other in step.messages) > 1
    return f"{way} by the {ordinal(message.port)} wire" if several else way


def told(circuit: Circuit, trace: "Trace", question: Question) -> str:
    """The answer as a sentence, up to its number: "q receives"."""
    name = sentence(called(circuit, question.gate))
    if question.sort == "message" and not question.alone:
        return f"What comes back {_way(circuit, trace, question)} is"
    endings = {"value": "is", "seed": "starts with", "message": "receives", "total": "receives in all"}
    return f"{name} {endings[question.sort]}"
