"""Lecture mode: what is put away when it begins and comes back when it ends, and what its keys do."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QMouseEvent

from circuitlab.app import equations
from circuitlab.app.clock import Share
from circuitlab.app.dock.transport import shift_speed
from circuitlab.app.guard import guarded, guarded_or
from circuitlab.app.late import Late
from circuitlab.app.lecture.before import Before
from circuitlab.app.lecture.camera import Camera
from circuitlab.app.lecture.current import step_of
from circuitlab.app.lecture.keys import STEPS, Presses, intent_of
from circuitlab.app.lecture.slide import Slide
from circuitlab.app.lecture.stage import GATES, LectureStage
from circuitlab.app.theme import DARK, LECTURE_LIGHT, Theme

if TYPE_CHECKING:
    from circuitlab.app.window import Window

_MODIFIERS = frozenset(
    {Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta}
)
TAKEN_BACK = "The circuit is as it was before the lecture. Redo brings the edits back."
HOLD_MS = 400.0
"""A pointer key that is held for longer shows the dot for just so long; a short press leaves it on."""


def _monotonic_ms() -> float:
    return time.monotonic() * 1000


class Lecture(QObject):
    """One lecture, from `enter` to `leave`. now: the time in ms, for the presses that come too soon."""

    def __init__(
        self,
        window: "Window",
        clocks: tuple[Share, Share],
        now: Callable[[], float] = _monotonic_ms,
    ) -> None:
        """clocks: those of the camera and of the pen's strokes."""
        super().__init__(window)
        self._window, self._now = window, now
        self._view, self._session, self._player = window.view, window.session, window.player
        self._presses = Presses(now)
        self._pointer_since: float | None = None
        self._theme: Theme = LECTURE_LIGHT
        self._before = Before(window)
        self.slide = Slide(self._session)
        self.stage = LectureStage(self._session, self._view, self._theme, clocks[1])
        self.camera = Camera(self._view, self._player, clocks[0], self)
        self._fit = Late(self, self.fit, self.stage.resized, self._session.reset)
        self._put_up()
        self._listen()

    # Beginning and end ---------------------------------------------------------------------------

    def _put_up(self) -> None:
        window = self._window
        equations.load()
        window.controller.follows = False
        self._before.put_away()
        window.setCentralWidget(self.stage)
        self.stage.show()
        self._player.set_lecture(True)
        window.showFullScreen()
        self._fit.soon()
        self._view.setFocus()

    def leave(self) -> None:
        """Everything is as it was, but for the step: what was edited is taken back, and can be redone."""
        self._view.removeEventFilter(self)
        self.stage.blank.removeEventFilter(self)
        self._view.viewport().removeEventFilter(self.stage.marks)
        self.camera.finish()
        self.stage.marks.clean()
        window = self._window
        window.controller.rest()
        window.controller.fields.close()
        edited = self.slide.drop_edits()
        self._player.set_lecture(False)
        window.controller.follows = True
        window.takeCentralWidget()
        self._before.bring_back()
        self.stage.deleteLater()
        self.deleteLater()
        if edited:
            self._session.said.emit(TAKEN_BACK)

    def _listen(self) -> None:
        session, player = self._session, self._player
        self._view.installEventFilter(self)
        self.stage.blank.installEventFilter(self)
        session.opened.connect(self._begin_anew)
        refresh = self.stage.band.refresh
        Late(self, refresh, session.changed, session.reset, session.cursor_moved, session.trace_changed)
        Late(self, self._redraw_map, session.changed)
        self.camera.moved.connect(self._show_map)
        player.state_changed.connect(self.camera.track)  # when the scene shows the step
        player.state_changed.connect(self._show_map)
        self.stage.band.refresh()

    @guarded
    def _begin_anew(self) -> None:
        """Another document: the slide is that one, when it is shown."""
        QTimer.singleShot(0, self, self._new_slide)

    @guarded
    def _new_slide(self) -> None:
        self.slide.begin()
        self._before.forget_sight()

    # The picture ---------------------------------------------------------------------------------

    @guarded
    def fit(self) -> None:
        """Take the size of the screen there is, and show the circuit in it.

        What still waits when the lecture ends comes too late: the canvas is the window's again.
        """
        if self._window.lecture is not self:
            return
        unit = self.stage.unit
        self._window.scene.set_theme(self._theme)
        self.stage.set_theme(self._theme)
        self._view.set_text_scale(GATES * unit, lecture=True)
        self.camera.fit(unit)
        self._redraw_map()

    def _redraw_map(self) -> None:
        self.stage.map.show_circuit(self.stage.look)
        self._show_map()

    @guarded
    def _show_map(self) -> None:
        """The map, where the picture is a part of the circuit only."""
        stage, camera = self.stage, self.camera
        stage.map.setVisible(not camera.whole)
        if camera.whole:
            return
        seen = self._view.mapToScene(self._view.viewport().rect()).boundingRect()
        step = step_of(self._session)
        stage.map.show_frame(seen, None if step is None else step.gate)
        if not camera.moving:
            around = camera.around()
            taken = self._view.mapFromScene(around).boundingRect() if not around.isEmpty() else QRectF()
            stage.place_map(QRectF(taken))

    # Keys ----------------------------------------------------------------------------------------

    @guarded_or(lambda *_: False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """All keys are the lecture's: those of the window's commands do nothing here."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if isinstance(event, QKeyEvent):
            if not event.isAutoRepeat():
                if event.type() == QEvent.Type.KeyPress:
                    self._press(event)
                else:
                    self._release(event)
            event.accept()
            return True
        if watched is self.stage.blank and isinstance(event, QMouseEvent):
            if event.type() == QEvent.Type.MouseButtonPress:
                self.stage.blank.hide()
            return True
        return False

    def _press(self, event: QKeyEvent) -> None:
        if event.key() in _MODIFIERS:
            return
        intent = intent_of(event.key(), event.modifiers())
        if self.stage.blank.isVisible():
            self.stage.blank.hide()
            self._presses.counts(intent)  # a second press of an impatient finger is still the same one
            return
        if intent and self._presses.counts(intent):
            self._do(intent)

    def _release(self, event: QKeyEvent) -> None:
        """The pointer's key: held, it shows the dot for so long."""
        if intent_of(event.key(), event.modifiers()) != "pointer" or self._pointer_since is None:
            return
        if self._now() - self._pointer_since >= HOLD_MS:
            self.stage.marks.show_pointer(False)
        self._pointer_since = None

    def _do(self, intent: str) -> None:
        player, marks = self._player, self.stage.marks
        if intent in STEPS and player.animating:
            self._finish()
            return
        deeds: dict[str, Callable[[], object]] = {
            "next": player.next,
            "previous": player.previous,
            "step_forward": player.step_forward,
            "step_backward": player.step_backward,
            "rewind": player.rewind,
            "end": player.end,
            "play": player.toggle_play,
            "faster": lambda: shift_speed(player, 1),
            "slower": lambda: shift_speed(player, -1),
            "flip": lambda: self._session.set_direction(-self._session.direction),
            "fit": self.fit,
            "theme": self._change_theme,
            "blank": self._blank,
            "pointer": self._point,
            "pen": lambda: marks.take_pen(not marks.pen),
            "keep": lambda: marks.keep(not marks.keeps),
            "clean": marks.clean,
            "back_to_the_slide": self._back_to_the_slide,
            "undo": self._undo,
            "peel": self._peel,
            "leave": self._window.end_lecture,
        }
        deeds[intent]()

    def _finish(self) -> None:
        """What is on its way arrives, the camera too; nothing goes on by itself after that."""
        if self._player.playing:
            self._player.toggle_play()
        self._player.finish()
        self.camera.finish()

    def _change_theme(self) -> None:
        self._theme = LECTURE_LIGHT if self._theme is DARK else DARK
        self.fit()

    def _blank(self) -> None:
        if self._player.playing:
            self._player.toggle_play()
        self.stage.blank.show()
        self.stage.blank.raise_()

    def _point(self) -> None:
        """The first press shows the dot, the next one takes it away."""
        marks = self.stage.marks
        marks.show_pointer(not marks.pointer)
        self._pointer_since = self._now() if marks.pointer else None

    def _back_to_the_slide(self) -> None:
        self._window.controller.rest()
        self._window.controller.fields.close()
        self.stage.marks.clean()
        self.slide.back()
        self.camera.track()

    def _undo(self) -> None:
        """The last edit of this lecture; those before it are not its own."""
        if self.slide.edited:
            self._session.undo()

    def _peel(self) -> None:
        """One layer: the pen, a gesture, a gate that was entered, at last the lecture."""
        if self.stage.marks.pen:
            self.stage.marks.take_pen(False)
        elif self._window.controller.rest():
            return
        elif len(self._session.above) > self.slide.depth:
            self._session.leave()
        else:
            self._window.end_lecture()
