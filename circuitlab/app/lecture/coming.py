"""What the lecturer alone is told: what Next will do, what comes after it, the answer that is hidden."""

from typing import TYPE_CHECKING

from circuitlab.app.lesson_session import LessonSession
from circuitlab.app.predicting import Predicting
from circuitlab.app.session import Session
from circuitlab.teach import numbers, sentences
from circuitlab.teach.coach import on_the_way
from circuitlab.teach.equations import in_one_line
from circuitlab.teach.lessons.fields import Figure, Formula, Piece, Words

if TYPE_CHECKING:
    from circuitlab.engine.steps import Step

THEN = 4
"""So many of the steps after the next one are listed."""
CLIMB = "U lets the inputs take one step that improves the objective, Shift+U one after the other."
Paragraphs = tuple[tuple[Piece, ...], ...]


def next_one(session: Session, lessons: LessonSession) -> Paragraphs:
    """What Next will do, in words, with its numbers."""
    steps = _coming(session, lessons, 1)
    with numbers.rounded_to(numbers.LECTURE_DIGITS):
        lines = _both(session, steps[0]) if steps else _after_the_steps(lessons)
    return tuple((Words(line),) for line in lines)


def after_it(session: Session, lessons: LessonSession) -> Paragraphs:
    """What comes after that, a line for each step."""
    steps = _coming(session, lessons, 1 + THEN)
    with numbers.rounded_to(numbers.LECTURE_DIGITS):
        lines = [_both(session, step)[0] for step in steps[1:]]
    if not steps and lessons.deck is None:
        lines = [CLIMB]
    elif 0 < len(steps) <= THEN:
        lines += _after_the_steps(lessons)
    return tuple((Words(line),) for line in lines)


def now(session: Session) -> Paragraphs:
    """The equations of the step that the class sees, and its sentence."""
    step = session.step
    with numbers.rounded_to(numbers.LECTURE_DIGITS):
        said = sentences.sentence(session.circuit, session.trace, step)
        lines = () if step is None else in_one_line(session.circuit, session.trace, step)
    return (*((Formula(line.latex),) for line in lines), (Words(said),))


def answer(session: Session, lessons: LessonSession, predicting: Predicting) -> Paragraphs:
    """The number that the class is to find; empty where nothing is asked."""
    asked = _asked(session, predicting)
    if asked:
        return asked
    page, question = lessons.page, lessons.question
    if page is None or question is None:
        return ()
    from circuitlab.teach.lessons import words

    with numbers.rounded_to(numbers.LECTURE_DIGITS):
        said, number = words.answered(question, page.shown)
    return ((Words(f"{said} "), Figure(number, question.asked)),)


def _asked(session: Session, predicting: Predicting) -> Paragraphs:
    """The question that is open; while every number is asked for, else the first one that Next will ask."""
    if not predicting.on and predicting.asked is None:
        return ()
    from circuitlab.teach.predict import asking
    from circuitlab.teach.predict.questions import after

    circuit, trace = session.circuit, session.trace
    waiting = after(trace, session.cursor) if predicting.asked is None else (predicting.asked.question,)
    question = next(iter(waiting), None)
    if question is None:
        return ()
    is_value = question.label[0] == "value"
    with numbers.rounded_to(numbers.LECTURE_DIGITS):
        said, number = asking.told(circuit, trace, question), numbers.text(question.right)
    return ((Words(f"{said} "), Figure(number, "value" if is_value else "gradient")),)


def _coming(session: Session, lessons: LessonSession, most: int) -> list["Step"]:
    """The next steps, as far as the slide goes."""
    trace, begin, page = session.trace, session.cursor.steps, lessons.page
    on_slide = page is not None and session.entered == page.inside
    stop = min(len(trace), page.last.steps) if page is not None and on_slide else len(trace)
    return [trace.steps[index] for index in range(begin, min(stop, begin + most))]


def _both(session: Session, step: "Step") -> list[str]:
    """What a step does and, where that is another sentence, why."""
    why = sentences.sentence(session.circuit, session.trace, step)
    return [on_the_way(session.circuit, step), why] if step.pass_ == "backward" else [why]


def _after_the_steps(lessons: LessonSession) -> list[str]:
    if lessons.deck is None:
        return ["Both passes are done."]
    if lessons.question is not None:
        return ["The answer is shown."]
    index = lessons.index + 1
    if index < lessons.count:
        return [f"Slide {index + 1}: {lessons.deck.pages[index].slide.title}"]
    return ["The lesson is done."]
