"""The canvas as another view leads it for a while: where it was is remembered, and put back."""

from typing import TYPE_CHECKING

from circuitlab.app.legs import Leg
from circuitlab.app.player import Player

if TYPE_CHECKING:
    from circuitlab.app.place import Place
    from circuitlab.engine.cursor import Cursor


class LedCanvas:
    """Moves the cursor, and puts it back, unless somebody else has moved it since."""

    def __init__(self, player: Player) -> None:
        self._player = player
        self._session = player.session
        self._before: Place | None = None  # where the canvas was, to be put back
        self._mine: Place | None = None  # where this has put it since

    def put(self, cursor: "Cursor", *, animated: bool = False) -> None:
        """Show the backward pass as far as this; where the canvas was before is remembered."""
        session = self._session
        if session.place != self._mine:
            self._before = session.place
        if self._player.playing:
            self._player.toggle_play()  # two that lead the canvas at once would be one too many
        one_on = cursor.steps == session.cursor.steps + 1 and not session.cursor.messages
        if animated and one_on:
            self._player.go(Leg(session.cursor, cursor), "gate")
        else:
            session.move_cursor(cursor)
        self._mine = session.place

    def give_back(self) -> None:
        """To where it was before."""
        before, mine = self._before, self._mine
        self.forget()
        if before is not None and self._session.place == mine:
            self._session.move_cursor(before.cursor, before.pinned)

    def forget(self) -> None:
        """There is nowhere to go back to."""
        self._before = self._mine = None
