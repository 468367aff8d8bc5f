"""What a slide, or the step that it has come to, is about: the gates that have to be in the picture."""

import re
from typing import TYPE_CHECKING

from circuitlab.app.lesson_shown import LessonShown
from circuitlab.app.session import Session
from circuitlab.circuit.circuit import Circuit

if TYPE_CHECKING:
    from circuitlab.teach.lessons.deck import Page

_NAME = re.compile(r"[^\W\d_]\w*")
_SUBSCRIPT = re.compile(r"(?<=[^\W\d_])_\{?(\d+)\}?")
"""How LaTeX writes the number in a name: o_1 for o1."""
_INSTRUCTION = re.compile(r"\\[A-Za-z]+")
_WORDS = frozenset({"a", "A", "I"})
"""Names that a sentence has as words; in formulas and numbers they are names."""
_FORMULAS = re.compile(r"\$[^$]*\$|\{=[^{}]*\}")


def subject(session: Session, lessons: LessonShown) -> tuple[int, ...]:
    """The gates that it is about, the most important ones first; none where there is no slide."""
    page, circuit = lessons.page, session.circuit
    if page is None or lessons.astray:
        return ()
    asked, step = page.slide.question, session.step
    sought = None if asked is None else circuit.names.get(asked.gate)
    stepped, said = None if step is None else step.gate, named(page, circuit)
    found = (sought, *said, stepped) if session.cursor == page.first else (sought, stepped, *said)
    return tuple(dict.fromkeys(gate for gate in found if gate is not None and gate in circuit.gates))


def named(page: "Page", circuit: Circuit) -> tuple[int, ...]:
    """The gates that a slide's text names, in its order."""
    found: list[str] = []
    for paragraph in page.slide.text:
        done = 0
        for match in _FORMULAS.finditer(paragraph):
            found += _said(paragraph[done : match.start()])
            written = _INSTRUCTION.sub(" ", _SUBSCRIPT.sub(r"\1", match[0]))
            found += _NAME.findall(written.partition(" at ")[0])
            done = match.end()
        found += _said(paragraph[done:])
    return tuple(dict.fromkeys(circuit.names[name] for name in found if name in circuit.names))


def _said(words: str) -> list[str]:
    return [name for name in _NAME.findall(words) if name not in _WORDS]
