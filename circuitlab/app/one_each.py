"""What a session has one of: it is made when somebody first asks for it, and all others get the same."""

from typing import TypeVar

from PySide6.QtCore import QObject

from circuitlab.app.session import Session

T = TypeVar("T", bound=QObject)


def one_of(kind: type[T], session: Session) -> T:
    """The one object of this kind that is the session's. kind: made of a session alone, and owned by it."""
    known: T | None = session.findChild(kind)
    return known or kind(session)
