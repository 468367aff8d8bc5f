"""What the keys of a lecture do, by what they intend."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from circuitlab.app.dock.transport import shift_speed
from circuitlab.app.lecture.answering import Answering
from circuitlab.app.lecture.key_sheet import KeySheet
from circuitlab.app.lecture.keys import BEFORE, DIGIT, NUMBER, PAUSES, STEPS
from circuitlab.engine.cursor import Cursor

if TYPE_CHECKING:
    from circuitlab.app.lecture.mode import Lecture
    from circuitlab.app.window import Window


class Deeds:
    """Does for one lecture what is intended."""

    def __init__(self, window: "Window", lecture: "Lecture") -> None:
        self._window, self._lecture = window, lecture
        self._session, self._player, self._lessons = window.session, window.player, window.lessons
        player, marks = window.player, lecture.stage.marks
        self.answering = Answering(window.predicting, window.lessons, lecture.stage.typed)
        self._climbing = lecture.climbing
        self._keys: KeySheet | None = None
        self._table: dict[str, Callable[[], object]] = {
            "next": self.answering.next,
            "previous": window.lessons.previous,
            "step_forward": player.step_forward,
            "step_backward": player.step_backward,
            "rewind": player.rewind,
            "end": player.end,
            "play": player.toggle_play,
            "faster": lambda: shift_speed(player, 1),
            "slower": lambda: shift_speed(player, -1),
            "flip": lambda: self._session.set_direction(-self._session.direction),
            "pull": self._climbing.pull,
            "climb": self._climbing.toggle,
            "predict": self.answering.toggle,
            "hint": self.answering.hint,
            "vote": self.answering.vote,
            "keys": self._show_keys,
            "ghosts": player.frames.ghosts.toggle,
            "fit": lecture.overview,
            "theme": lecture.change_theme,
            "blank": self._blank,
            "pen": lambda: marks.take_pen(not marks.pen),
            "keep": lambda: marks.keep(not marks.strokes.keeps),
            "clean": marks.clean,
            "back_to_the_slide": self._back_to_the_slide,
            "swap": lambda: lecture.arrangement.swap(),
            "undo": self._undo,
            "peel": self._peel,
            "leave": window.end_lecture,
        }

    def do(self, intent: str) -> None:
        """Do it; a step only finishes an animation that is going on, and pauses a climb."""
        typed = self._lecture.stage.typed
        if intent.startswith(DIGIT):
            typed.type(intent.removeprefix(DIGIT), self._numbered)
            return
        if intent == NUMBER:
            typed.begin(self._numbered)
            return
        if intent == "peel" and (typed.digits or typed.open):
            typed.forget()
            return
        typed.forget()
        if intent in STEPS and (self._player.animating or self._climbing.running):
            self.finish()
            return
        if intent in PAUSES and self._climbing.running:
            self._climbing.pause()
            return
        if intent in BEFORE:
            self._climbing.pause()
        self._table[intent]()

    @property
    def _numbered(self) -> str:
        return "Slide" if self._lessons.active else "Step"

    def finish(self) -> None:
        """What is on its way arrives, the camera too; nothing goes on by itself after that."""
        if self._player.playing:
            self._player.toggle_play()
        self._player.finish()
        self._climbing.pause()
        self._lecture.camera.finish()

    def jump(self) -> None:
        """Go to the slide whose number was typed; without a lesson, to the step."""
        typed, lessons = self._lecture.stage.typed, self._lessons
        number = typed.take()
        if number is None:
            return
        self.finish()
        if lessons.active:
            if 1 <= number <= lessons.count:
                lessons.go_to(number - 1)
            else:
                typed.say(f"There are {lessons.count} slides")
        elif number <= len(self._session.trace):
            self._session.move_cursor(Cursor(number))
        else:
            typed.say(f"There are {len(self._session.trace)} steps")

    def _show_keys(self) -> None:
        """On the lecturer's screen if there is one; the class looks at the other."""
        stage = self._lecture.stage
        self._keys = KeySheet(self._lecture.arrangement.presenter or stage, stage.look.theme)

    def puts_keys_away(self) -> bool:
        """A press while the keys are shown does nothing else."""
        sheet, self._keys = self._keys, None
        if sheet is None:
            return False
        sheet.hide()
        sheet.deleteLater()
        return True

    def _blank(self) -> None:
        if self._player.playing:
            self._player.toggle_play()
        self._lecture.stage.blank.show()
        self._lecture.stage.blank.raise_()

    def _back_to_the_slide(self) -> None:
        self._window.controller.rest()
        self._window.controller.fields.close()
        self._lecture.stage.marks.clean()
        if self._lessons.active:
            self._lessons.go_to(self._lessons.index)
        else:
            self._lecture.slide.back()
        self._lecture.camera.track()

    def _undo(self) -> None:
        """The last edit of this lecture; those before it are not its own."""
        if self._lecture.slide.edited:
            self._session.undo()

    def _peel(self) -> None:
        """One layer: what is asked, the pen, a gesture, a gate that was entered, at last the lecture."""
        if self.answering.peel():
            return
        if self._lecture.stage.marks.pen:
            self._lecture.stage.marks.take_pen(False)
        elif self._window.controller.rest():
            return
        elif len(self._session.above) > self._lecture.slide.depth:
            self._session.leave()
        else:
            self._window.end_lecture()
