"""What the coach and the panel say of a lesson: what comes next, what is asked, what was left out."""

from circuitlab.circuit.circuit import Circuit
from circuitlab.engine.cursor import Cursor
from circuitlab.teach import numbers
from circuitlab.teach.lessons.deck import Deck
from circuitlab.teach.lessons.fields import Known
from circuitlab.teach.lessons.lesson import Question
from circuitlab.teach.names import indexed

_ENDS = (".", "?", "!", "…")


def hint(deck: Deck, index: int, cursor: Cursor, following: str = "") -> str:
    """What to do next on this slide; "" where the passes themselves say it.

    following: the title of the lesson after this one.
    """
    if cursor < deck.pages[index].last:
        return ""
    if index + 1 < len(deck.pages):
        return f"Next (N): slide {index + 2}, {_ended(deck.pages[index + 1].slide.title)}"
    if following:
        return f"The lesson is done. The next one is {_ended(following)}"
    return "The lesson is done. The circuit is yours now: change what you like."


def _ended(title: str) -> str:
    """A title at the end of a sentence."""
    return title if title.endswith(_ENDS) else f"{title}."


def to_decide(question: Question) -> str:
    """What to do while a question waits for its answer."""
    return f"What is {asked(question)}? Decide first, then press Next (N)."


def asked(question: Question) -> str:
    """ "the gradient of x"."""
    return f"the {question.asked} of {indexed(question.gate)}"


def answer(question: Question, circuit: Circuit) -> str:
    """The number itself, in a sentence."""
    return f"{' '.join(answered(question, circuit))}."


def answered(question: Question, circuit: Circuit) -> tuple[str, str]:
    """The same in two: "x gets", "−4"."""
    known = Known(circuit)
    gate = circuit.names[question.gate]
    found = known.trace.value(gate) if question.asked == "value" else known.trace.gradient(gate)
    verb = "is" if question.asked == "value" else "gets"
    return f"{indexed(question.gate)} {verb}", "no number" if found is None else numbers.text(found)


def left_out(deck: Deck) -> list[str]:
    """A line for each problem."""
    before = f"{deck.path.name}: " if deck.path else ""
    return [f"Left out: {before}{problem}" for problem in deck.problems]
