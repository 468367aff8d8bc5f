"""What is said to an answer: right, or a ladder of hints: a question, the mistake, the equation. Pure.

No hint says the right number.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.edits import kind_of
from circuitlab.circuit.errors import sentence
from circuitlab.formula.program import OUT
from circuitlab.formula.tree import names as names_in
from circuitlab.teach import numbers
from circuitlab.teach.predict.answers import LEAST_DIGITS, Answer
from circuitlab.teach.predict.asking import rule as rule_of
from circuitlab.teach.predict.called import called
from circuitlab.teach.predict.mistakes import Mistake, explaining
from circuitlab.teach.predict.questions import Question, message_of, reports
from circuitlab.teach.sentences import does

if TYPE_CHECKING:
    from circuitlab.engine.trace import Trace

ARITHMETIC, BOXES = 10, 11
"""The rules that name no mistake."""
NEAR = 0.05
TITLES = ("A question", "The mistake", "The equation")
"""What the hints of a ladder are, in order."""
NO_MISTAKE = "One thing at a time"
"""What the second one is where no mistake is named."""
COARSE = "About right, but one digit says too little: give two."
SLIPPED = "The way is right, or nearly. Work the numbers out once more."
POINT = "The digits are right. Look at the decimal point."


@dataclass(frozen=True, slots=True)
class Box:
    """A part of the answer that is asked for by itself."""

    asks: str
    right: float

    def takes(self, answer: Answer) -> bool:
        """Whether this is right."""
        return answer.means(self.right)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an answer is.

    rule: 0 for a right one, else the rule of the design that explains it. mistake: the one that does.
    hints: three texts. boxes: the two parts to be checked one by one, where nothing else explains it.
    """

    right: bool
    rule: int = 0
    mistake: Mistake | None = None
    hints: tuple[str, ...] = ()
    boxes: tuple[Box, ...] = ()


def judge(circuit: Circuit, trace: "Trace", question: Question, answer: Answer) -> Verdict:
    """Whether an answer is right, and what is said if not."""
    if answer.means(question.right):
        return Verdict(right=True)
    asks, shows = asked(circuit, trace, question), equation(circuit, trace, question)
    if answer.is_near(question.right) and (answer.digits or LEAST_DIGITS) < LEAST_DIGITS:
        return Verdict(False, ARITHMETIC, None, (COARSE, COARSE, shows))
    found = explaining(circuit, trace, question, answer)
    if len(found) == 1:
        return Verdict(False, found[0].rule, found[0], (asks, found[0].said, shows))
    slip = "" if found else _slip(question.right, answer)
    if slip:
        return Verdict(False, ARITHMETIC, None, (asks, slip, shows))
    return unanswered(circuit, trace, question)


def unanswered(circuit: Circuit, trace: "Trace", question: Question) -> Verdict:
    """The ladder for who asks for a hint before any answer."""
    parts = boxes(circuit, trace, question)
    ladder = (
        asked(circuit, trace, question),
        _apart(circuit, question, parts),
        equation(circuit, trace, question),
    )
    return Verdict(False, BOXES, None, ladder, parts)


def asked(circuit: Circuit, trace: "Trace", question: Question) -> str:
    """The first hint: the question that leads to the number."""
    step = trace.steps[question.step]
    out, name = called(circuit, step.gate), called(circuit, question.gate)
    if question.sort == "value":
        return sentence(f"{out} {does(circuit, step.gate)}. What does that give here?")
    if question.sort == "seed":
        if trace.seed == 1:
            return f"If {out} grows by 1, how far does {out} grow?"
        return sentence(f"{out} feeds something larger. How far does that move for each 1 of {out}?")
    if question.sort == "total":
        many = len(reports(trace, question))
        return sentence(f"{name} sends its value along {many} wires, and each reports back. What counts?")
    formula = rule_of(circuit, trace, question)
    grows = "grows by 1" if _is_straight(circuit, trace, question) else "grows a little"
    far = "how far does" if grows == "grows by 1" else "how many times as far does"
    lead = f"{formula}. " if formula else ""
    move = f"If {name} {grows}, {far} {out} move, and which way?"
    return f"{lead}{move} Then pass on what {out} received."


def equation(circuit: Circuit, trace: "Trace", question: Question) -> str:
    """The last hint: the equation with this step's numbers, and a gap where the right one goes."""
    step = trace.steps[question.step]
    if question.sort == "value":
        given = ", ".join(
            f"{called(circuit, wire.source)} = {numbers.text(value)}"
            for wire, value in zip(circuit.incoming(step.gate), step.inputs, strict=True)
            if circuit.gates[wire.source].name is not None
        )
        named = f"{called(circuit, step.gate)} {does(circuit, step.gate)}"
        formula = rule_of(circuit, trace, question) or named
        return f"{formula} = ? with {given}" if given else f"{formula} = ?"
    if question.sort == "seed":
        out = called(circuit, step.gate)
        return f"{numbers.text(trace.seed)} · ∂{out}/∂{out} = {numbers.text(trace.seed)} · 1 = ?"
    if question.sort == "total":
        terms = [message.downstream for message in reports(trace, question)]
        return f"The reports add: {' + '.join(_terms(terms))} = ?"
    factors = _terms([step.upstream or 0.0, message_of(trace, question).local])
    return f"What arrives, times the slope: {' · '.join(factors)} = ?"


def boxes(circuit: Circuit, trace: "Trace", question: Question) -> tuple[Box, ...]:
    """The two parts of a message, upstream and local; of a total, what had arrived, and the last report."""
    step = trace.steps[question.step]
    if question.sort == "total":
        last = message_of(trace, question)
        return (
            Box("What had arrived before?", last.before),
            Box(f"What does {called(circuit, step.gate)} report?", last.downstream),
        )
    if question.sort != "message":
        return ()
    out, name = called(circuit, step.gate), called(circuit, question.gate)
    return (
        Box(f"What did {out} receive?", step.upstream or 0.0),
        Box(f"How far does {out} move for 1 of {name}?", message_of(trace, question).local),
    )


def _apart(circuit: Circuit, question: Question, parts: tuple[Box, ...]) -> str:
    if parts:
        return "Take it apart: two numbers make this one. Check them one by one."
    if question.sort == "seed":
        return "The backward pass begins here: nothing has been multiplied yet."
    return sentence(f"{called(circuit, question.gate)} {does(circuit, question.gate)}, and nothing else.")


def _slip(right: float, answer: Answer) -> str:
    if abs(answer.value - right) <= NEAR * abs(right):
        return SLIPPED
    return POINT if answer.means(10 * right) or answer.means(right / 10) else ""


def _is_straight(circuit: Circuit, trace: "Trace", question: Question) -> bool:
    """Whether the gate moves by the same for each 1 of this input, wherever that is."""
    step, message = trace.steps[question.step], message_of(trace, question)
    kind = kind_of(circuit, step.gate)
    rule = kind.rule_expressions(len(step.inputs))[message.port]
    own = kind.port_names(len(step.inputs))[message.port]
    several = sum(other.to == message.to for other in step.messages) > 1
    return rule is not None and not several and not {own, OUT} & set(names_in(rule))


def _terms(values: list[float]) -> list[str]:
    shown = [numbers.text(value) for value in values]
    return [shown[0], *(f"({text})" if text.startswith("−") else text for text in shown[1:])]
