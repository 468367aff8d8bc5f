"""How far Play goes in a lesson: to the end of the slide, and not past the number that it asks for."""

from typing import TYPE_CHECKING

from circuitlab.app.player import Player
from circuitlab.engine.cursor import Cursor

if TYPE_CHECKING:
    from circuitlab.app.lesson_session import LessonSession


class SlideSpan:
    """What the player asks before it plays on by itself."""

    def __init__(self, lessons: "LessonSession", player: Player) -> None:
        self._lessons = lessons
        self._player = player

    @property
    def fence(self) -> Cursor | None:
        """Where Play stops by itself; None: at the end of the passes."""
        lessons = self._lessons
        page, cursor = lessons.page, self._player.session.cursor
        if page is None or lessons.astray:
            return None
        if lessons.question is not None:
            before = Cursor(max(0, lessons.known_at.steps - 1))
            if cursor < before:
                return min(before, page.last)
        return page.last

    @property
    def offer(self) -> str:
        """What Play does where the slide is done: "" where it is not done, or no slide is left."""
        lessons, page = self._lessons, self._lessons.page
        if page is None or lessons.astray or self._player.session.cursor < page.last:
            return ""
        if lessons.question is not None:
            return "Reveal"
        return "Next slide" if lessons.index + 1 < lessons.count else "Play again"

    def before_play(self) -> bool:
        """At the end of a slide, go on to the next one; True where that is all there is to do."""
        lessons, page = self._lessons, self._lessons.page
        if page is None or lessons.astray or self._player.session.cursor < page.last:
            return False
        if lessons.question is not None:
            lessons.reveal()
            return True
        last = lessons.index + 1 == lessons.count
        lessons.go_to(lessons.index if last else lessons.index + 1)
        return False
