"""What the band says in place of a step while its numbers are still to be predicted: never the numbers."""

from circuitlab.app.lecture.current import step_of
from circuitlab.app.predicting import Predicting
from circuitlab.teach.coach import on_the_way


def asked_instead(predicting: Predicting | None) -> str:
    """The question that is open, or what the step that is not done yet does; "" where nothing is hidden."""
    if predicting is None or not predicting.on:
        return ""
    session, asked = predicting.session, predicting.asked
    if asked is not None:
        from circuitlab.teach.predict import asking

        return asking.headline(session.circuit, session.trace, asked.question)
    step = step_of(session)
    return on_the_way(session.circuit, step) if step is not None and session.cursor.messages else ""
