"""The coach's line while a question is open: what to type, or the hint where no panel shows it."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from circuitlab.app.asking import Asking
    from circuitlab.app.predicting import Predicting
    from circuitlab.teach.predict.questions import Question

VOTING = "The class votes: keys A to D count hands, Return goes on, Escape ends the vote."
GOES_ON = "Or go on: Next (N)."
"""A slide is never blocked by its question."""


def line(predicting: "Predicting") -> str:
    """What to do with the question that is open, or what is wrong; "" while there is none."""
    asked, session = predicting.asked, predicting.session
    if asked is None:
        return ""
    if not predicting.panel_shown and (asked.problem or asked.hint_text):
        return asked.problem or asked.hint_text
    if asked.vote is not None:
        return VOTING
    from circuitlab.teach.predict import asking

    call = asking.call(session.circuit, session.trace, asked.question)
    if asked.slide is not None:
        return f"{call} {GOES_ON}"
    then = next(iter((*asked.then, *_rest(predicting, asked))), None)
    return call if then is None else f"{call} {asking.next_call(session.circuit, then)}"


def _rest(predicting: "Predicting", asked: "Asking") -> "tuple[Question, ...]":
    """What the step asks after the leg that the open question belongs to."""
    from circuitlab.teach.predict.questions import of_step

    stop = asked.leg.stop
    return of_step(predicting.session.trace, stop.steps, stop.messages) if stop.messages else ()
