"""Lecture mode: what is put away when it begins and comes back when it ends, and what the picture shows."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from circuitlab.app import equations
from circuitlab.app.clock import Share
from circuitlab.app.guard import guarded
from circuitlab.app.late import Late
from circuitlab.app.lecture.arrangement import Arrangement
from circuitlab.app.lecture.before import Before
from circuitlab.app.lecture.camera import Camera, show_circuit
from circuitlab.app.lecture.climbing import Climbing
from circuitlab.app.lecture.composition import Closer, closer_places
from circuitlab.app.lecture.deeds import Deeds
from circuitlab.app.lecture.hands import Hands
from circuitlab.app.lecture.keys import FIRST
from circuitlab.app.lecture.slide import Slide
from circuitlab.app.lecture.small_map import taken_by
from circuitlab.app.lecture.stage import GATES, LectureStage
from circuitlab.app.lecture.surroundings import Surroundings
from circuitlab.app.theme import DARK, LECTURE_LIGHT, Theme

if TYPE_CHECKING:
    from circuitlab.app.window import Window

FIRST_MS = 8000
"""For so long the first keys are told, unless a key is pressed."""
TAKEN_BACK = "The circuit is as it was before the lecture. Redo brings the edits back."


class Lecture(QObject):
    """One lecture, from its making to `leave`."""

    def __init__(
        self, window: "Window", clocks: tuple[Share, Share], around: Surroundings | None = None
    ) -> None:
        """clocks: those of the camera and of the pen's strokes."""
        super().__init__(window)
        self._window = window
        self._view, self._session, self._player = window.view, window.session, window.player
        self._theme: Theme = LECTURE_LIGHT
        self._around = around = around or Surroundings()
        self._before = Before(window)
        self.slide = Slide(self._session)
        self.stage: LectureStage = LectureStage(
            self._session, window.lessons, self._view, self._theme, clocks[1], window.predicting
        )
        self.climbing: Climbing = Climbing(window, self.stage, self)
        self.camera = Camera(self._view, self._player, clocks[0], self)
        self.hands = Hands(self.stage, Deeds(window, self), around.now_ms, self)
        self._fit = Late(
            self, self.fit, self.stage.resized, self._session.reset, window.lessons.slide_changed
        )
        self.arrangement: Arrangement = Arrangement(window, self.stage, self.hands, around, self)
        self._closer: list[Closer] | None = None
        self._session.reset.connect(self._forget_places)
        self._put_up()
        self._listen()

    # Beginning and end ---------------------------------------------------------------------------

    def _put_up(self) -> None:
        window = self._window
        equations.load()
        window.controller.shown.follows = False
        self._before.put_away()
        window.setCentralWidget(self.stage)
        self.stage.show()
        self._player.finish()
        self._player.frames.set_lecture(True)
        self._view.setFocus()
        self.arrangement.arrange()
        if self.arrangement.presenter is None:
            self.stage.typed.say_for(FIRST_MS, FIRST)
        self._around.awake.hold()
        self._fit.soon()

    def leave(self) -> None:
        """Everything is as it was, but for the step: what was edited is taken back, and can be redone."""
        self._around.awake.release()
        for each in (self._view, self.stage.blank, self.stage.band):
            each.removeEventFilter(self.hands)
        self._view.viewport().removeEventFilter(self.stage.marks)
        self.camera.finish()
        self.stage.marks.clean()
        window = self._window
        window.controller.rest()
        window.controller.fields.close()
        edited = self.slide.drop_edits()
        self._player.finish()
        self._player.frames.set_lecture(False)
        window.controller.shown.follows = True
        window.takeCentralWidget()
        self.arrangement.leave()
        self._window.scene.stand({})
        self._before.bring_back()
        self.stage.deleteLater()
        self.deleteLater()
        if edited:
            self._session.said.emit(TAKEN_BACK)

    def _listen(self) -> None:
        session, player = self._session, self._player
        for each in (self._view, self.stage.blank, self.stage.band):
            each.installEventFilter(self.hands)
        session.opened.connect(self._begin_anew)
        refresh = self.stage.band.refresh
        Late(self, refresh, session.changed, session.reset, session.cursor_moved, session.trace_changed)
        Late(self, refresh, self._window.predicting.changed, self._window.predicting.typed)
        Late(self, self.camera.track, self._window.predicting.changed)  # what is asked is in the picture
        Late(self, self.stage.band.other_slide, self._window.lessons.slide_changed)
        Late(self, self._redraw_map, session.changed)
        Late(self, self._after_a_climb, self.climbing.rested)
        self.camera.moved.connect(self._show_map)
        player.state_changed.connect(self.camera.track)  # when the scene shows the step
        player.state_changed.connect(self._show_map)
        self.stage.band.refresh()

    @guarded
    def _forget_places(self) -> None:
        """Another circuit is shown."""
        self._closer = None

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
        if self._closer is None:
            self._closer = closer_places(self._session.circuit)
        show_circuit(self.stage, self.camera, self._window.lessons, self._closer)
        self._redraw_map()

    def _after_a_climb(self) -> None:
        """The whole circuit again, where numbers have grown out of the picture."""
        if self.camera.cut:
            self.fit()

    def overview(self) -> None:
        """The whole circuit, however small; then where the step is again."""
        if self.camera.overview or self.camera.whole:
            self.fit()
        else:
            self.camera.show_all()

    def change_theme(self) -> None:
        """Dark, or light again."""
        self._theme = LECTURE_LIGHT if self._theme is DARK else DARK
        self.fit()

    def _redraw_map(self) -> None:
        self.stage.map.show_circuit(self.stage.look)
        self._show_map()

    @guarded
    def _show_map(self) -> None:
        """The map, where the picture is a part of the circuit only."""
        stage, camera = self.stage, self.camera
        if camera.whole:
            stage.map.hide()
            return
        seen = self._view.mapToScene(self._view.viewport().rect()).boundingRect()
        step = self._session.step
        stage.map.show_frame(seen, None if step is None else step.gate)
        if not camera.moving:
            stage.place_map(taken_by(self._view))
