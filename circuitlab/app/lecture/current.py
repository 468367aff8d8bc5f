"""The step that a lecture is at."""

from circuitlab.app.session import Session
from circuitlab.engine.trace import Step


def step_of(session: Session) -> Step | None:
    """The step that the cursor is in, or has just passed; None before the first one."""
    trace, cursor = session.trace, session.cursor
    index = cursor.steps if cursor.messages else cursor.steps - 1
    return trace.steps[index] if 0 <= index < len(trace) else None
