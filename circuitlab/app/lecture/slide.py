"""The temporary copy: what is edited in a lecture can be taken back to how it was when the slide began."""

from circuitlab.app.place import Place, place_in
from circuitlab.app.session import Session
from circuitlab.app.undo import step_below


class Slide:
    """Remembers where the undo stack and the cursor stood. Edits go on the stack as always; nothing is lost.

    An edit that is taken back can be done again by Redo, also after the lecture.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self.begin()

    def begin(self) -> None:
        """From now on this is the slide."""
        session = self._session
        stack = session.undo_stack
        self._place, self._entered = session.place, session.entered
        self._height = stack.index()
        self._below = step_below(stack, self._height)

    @property
    def depth(self) -> int:
        """How many gates deep it is."""
        return len(self._entered)

    @property
    def edited(self) -> bool:
        """Whether anything was edited since."""
        return self._session.undo_stack.index() > self._foot()

    def back(self) -> None:
        """Circuit and cursor as they were when it began."""
        session = self._session
        self._take_back()
        session.go_to(self._entered)
        session.move_cursor(self._place.cursor, self._place.pinned)

    def drop_edits(self) -> bool:
        """The circuit as it was; the cursor stays at its step. Whether there was anything to take back."""
        session, edited = self._session, self.edited
        place, entered = session.place, session.entered
        self._take_back()
        if edited and entered == session.entered:
            here: Place = place_in(session.trace, place)
            session.move_cursor(here.cursor, here.pinned)
        return edited

    def _take_back(self) -> None:
        session = self._session
        session.cancel_preview()
        if self.edited:
            session.undo_stack.setIndex(self._foot())

    def _foot(self) -> int:
        """The index of the stack when the slide began: a full stack has forgotten its oldest edits since."""
        stack = self._session.undo_stack
        if self._below is None:
            return 0
        for index in range(min(self._height, stack.count()), 0, -1):
            if step_below(stack, index) is self._below:
                return index
        return 0
