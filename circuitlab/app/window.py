"""The window: puts session, player, canvas, shell and commands together, and holds no logic of its own."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent, QGuiApplication, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QMainWindow

from circuitlab.app import fonts
from circuitlab.app.action_states import ActionStates
from circuitlab.app.actions import build_actions
from circuitlab.app.canvas.scene import CircuitScene
from circuitlab.app.canvas.view import CanvasView
from circuitlab.app.canvas_controller import CanvasController
from circuitlab.app.chrome_style import chrome_sheet
from circuitlab.app.clock import Clock, shares
from circuitlab.app.document_name import DocumentName
from circuitlab.app.documents import Documents
from circuitlab.app.exports import Exports
from circuitlab.app.failures import FailureReports
from circuitlab.app.guard import guarded, on_failure
from circuitlab.app.handlers import fill_objective, handlers
from circuitlab.app.lesson_maker import LessonMaker
from circuitlab.app.lesson_session import LessonSession
from circuitlab.app.lesson_view import show_view
from circuitlab.app.own_gates import OwnGates
from circuitlab.app.pathing import Pathing
from circuitlab.app.player import Player
from circuitlab.app.predicting import Predicting
from circuitlab.app.preferences import Preferences
from circuitlab.app.promising import Promising
from circuitlab.app.recovery import Autosave
from circuitlab.app.ring import FocusRing, breathe
from circuitlab.app.session import Session
from circuitlab.app.shell import Shell
from circuitlab.app.slide_question import SlideQuestion
from circuitlab.app.sweeping import Sweeping
from circuitlab.app.theme import qpalette
from circuitlab.app.wanted_look import LEAST, wanted_look

if TYPE_CHECKING:
    from circuitlab.app.lecture.mode import Lecture
    from circuitlab.app.lecture.surroundings import Surroundings
    from circuitlab.teach.lessons.lesson import View
    from circuitlab.teach.notation import Notation

STYLE = "Fusion"
MENU_HEIGHT = 28
FIRST_BREATH_MS = 600
RESIZED_MS = 150


class Window(QMainWindow):
    """One window with one document."""

    def __init__(
        self, preferences: Preferences, clock: Clock | None = None, recovery_folder: Path | None = None
    ) -> None:
        """recovery_folder: where unsaved work is kept; None: the usual place."""
        super().__init__()
        self.preferences = preferences
        self.resize(*LEAST)
        self.restoreGeometry(preferences.geometry)
        self.look = wanted_look(self.preferences, self.size())
        self._focus_ring: FocusRing | None = None
        self._dress()
        self.session = Session(self)
        self.session.set_notation(preferences.notation)
        self.lecture: Lecture | None = None
        clocks = shares(clock or Clock(self), 5, self)
        player_clock, path_clock, sweep_clock, *self._lecture_clocks = clocks
        self.player = Player(self.session, player_clock, self)
        self.scene = CircuitScene(self.look.theme)
        self.scene.setParent(self)
        self.view = CanvasView(self.scene)
        self.controller = CanvasController(self.session, self.player, self.scene, self.view, self)
        self.predicting = Predicting(self.player, self)
        self.controller.predicting = self.predicting
        self.predicting.left.connect(self.view.setFocus)
        self.promising = Promising(self.predicting)
        self.controller.shown.show_promise_of(self.promising)
        self.pathing = Pathing(self.player, path_clock, self)
        self.controller.paths_asked.connect(self._show_paths)
        self.sweeping = Sweeping(self.player, sweep_clock)
        self.controller.shown.show_tangents_of(self.sweeping)
        self.autosave = Autosave(self.session, recovery_folder, self)
        self.documents = Documents(self, self.session, preferences)
        frames = self.player.frames
        self.exports = Exports(self, self.session, lambda: self.documents.folder, lambda: frames.still)
        self.own_gates = OwnGates(self.session, self)
        self.own_gates.picked.connect(self.controller.start_placing)
        self.controller.edit_asked.connect(guarded(self.own_gates.edit))
        self.lessons = LessonSession(self.player, self)
        self.documents.is_copy = lambda: self.lessons.active
        SlideQuestion(self.predicting, self.lessons)
        self.lesson_maker = LessonMaker(self, self.session, self.view)
        self.commands = build_actions(self, handlers(self))
        self.predicting.save_asked.connect(self.commands["save_score"].trigger)
        self._states = ActionStates(self.commands, self.predicting, self.lessons, self)
        self._document_name = DocumentName(self.menuBar())
        self.shell = self._make_shell()
        self._put_in(self.shell)
        self.view.set_text_scale(preferences.text_size)
        self._resized = QTimer(self, singleShot=True, interval=RESIZED_MS)
        self._resized.timeout.connect(self._fit_look)
        self._listen()

    # Looks ---------------------------------------------------------------------------------------

    def set_theme(self, theme: str) -> None:
        """Change the theme: "system", "light" or "dark"."""
        self.preferences.theme = theme
        self.restyle()

    def set_text_size(self, size: float) -> None:
        """Change the size of all text, on the canvas and round it (1 = 100 %)."""
        self.preferences.text_size = size
        self.restyle()

    def set_notation(self, notation: "Notation") -> None:
        """Write gradients another way, now and in the next session."""
        self.preferences.notation = notation
        self.session.set_notation(notation)

    @guarded
    def restyle(self) -> None:
        """Build the shell anew for the theme and the text size that are preferred now.

        In a lecture that waits until it is over.
        """
        if self.lecture is not None:
            return
        self.view.set_text_scale(self.preferences.text_size)
        look = wanted_look(self.preferences, self.size())
        if look == self.look:
            self.shell.make_room(anew=False)
            return
        self.look = look
        self.scene.set_theme(look.theme)
        focus = self.focusWidget()
        focused = focus is not None and (focus is self.view or self.view.isAncestorOf(focus))
        if focused:
            self.view.setFocus()
        old = self.shell
        old.release()
        self._dress()
        self.shell = self._make_shell()
        self._put_in(self.shell)
        old.deleteLater()
        self.shell.make_room(anew=False)
        self.view.setFocus()  # whatever had it in the old shell is gone

    # The lecture ---------------------------------------------------------------------------------

    def begin_lecture(self, around: "Surroundings | None" = None) -> None:
        """The circuit alone, on the whole screen, at a size that the last row can read."""
        from circuitlab.app.lecture.mode import Lecture

        if self.lecture is None:
            camera, marks = self._lecture_clocks
            self.lecture = Lecture(self, (camera, marks), around)

    def end_lecture(self) -> None:
        """Back to the window as it was."""
        lecture, self.lecture = self.lecture, None
        if lecture is not None:
            lecture.leave()
            self._resized.start()  # the look that was to wait

    # The shell -----------------------------------------------------------------------------------

    def _make_shell(self) -> Shell:
        session = self.session
        shell = Shell(
            self.look,
            self.predicting,
            self.view,
            self.preferences,
            self.commands,
            lambda menu: fill_objective(menu, session),
            self.lessons,
            self.pathing,
        )
        shell.file_dropped.connect(guarded(self.documents.open))
        shell.example_asked.connect(guarded(self.documents.open_example))
        shell.save_code_asked.connect(guarded(self.exports.code))
        shell.palette_panel.picked.connect(self.controller.start_placing)
        return shell

    def _dress(self) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.setPalette(qpalette(self.look.theme))
            app.setFont(self.look.font(14))
            app.setStyleSheet(chrome_sheet(self.look))
            if self._focus_ring is not None:
                self._focus_ring.deleteLater()
            self._focus_ring = FocusRing(self.look, self)
            app.focusChanged.connect(self._focus_ring.moved)

    def _put_in(self, shell: Shell) -> None:
        self.setCentralWidget(shell)
        self._document_name.set_height(self.look.px(MENU_HEIGHT))
        self._fit_name()
        self.exports.theme_name = self.look.theme.name
        self._states.watch(shell)
        self.own_gates.watch(shell, self.look)

    # Keeping up ----------------------------------------------------------------------------------

    def _listen(self) -> None:
        session = self.session
        session.document_changed.connect(self._show_document)
        session.reset.connect(self._make_room)
        self.documents.lesson_read.connect(guarded(self.lessons.start))
        self.lessons.lesson_asked.connect(guarded(self.documents.open_lesson))
        self.lessons.view_asked.connect(self._show_view)
        self.view.file_dropped.connect(guarded(self.documents.open))
        QGuiApplication.styleHints().colorSchemeChanged.connect(guarded(lambda _scheme: self.restyle()))
        FailureReports(self)
        self._show_document()

    @guarded
    def _make_room(self) -> None:
        if self.isVisible() and self.lecture is None:  # before that, showing the window makes room
            self.shell.make_room(anew=not self.controller.shown.seen_before)

    @guarded
    def _show_view(self, wanted: "View | None") -> None:
        """Look where a slide wants it, when the canvas has its size."""

        @guarded
        def show() -> None:
            if self.lecture is None:  # which has a camera of its own
                show_view(self.view, self.session.circuit, wanted)

        QTimer.singleShot(0, self, show)

    @guarded
    def _show_paths(self, gate: int) -> None:
        self.pathing.show(gate)
        self.shell.side.show_panel("paths", True)

    @guarded
    def _show_document(self) -> None:
        self._fit_name()
        name = self.session.name.replace("[*]", "[*][*]")
        self.setWindowTitle(f"{name}[*] – circuitlab")
        self.setWindowModified(self.session.modified)

    def _fit_name(self) -> None:
        self._document_name.show_name(self.session.name, modified=self.session.modified)

    # What Qt tells -------------------------------------------------------------------------------

    @guarded
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.lecture is not None:
            return
        self.shell.make_room()
        self.view.setFocus()
        if self.player.at_start and not self.preferences.flag("breathed", False):
            QTimer.singleShot(FIRST_BREATH_MS, self, self._breathe)

    @guarded
    def _breathe(self) -> None:
        if self.lecture is not None:
            return
        self.preferences.set_flag("breathed", True)
        breathe(self.look, self.shell.transport.buttons["next"])

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_name()
        self._resized.start()

    @guarded
    def _fit_look(self) -> None:
        if wanted_look(self.preferences, self.size()) != self.look:
            self.restyle()

    @guarded
    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()  # until it is known that nothing is lost
        self.end_lecture()
        if not (self.documents.may_leave() and self.lesson_maker.may_leave()):
            return
        self.session.closed.emit()
        self.preferences.geometry = self.saveGeometry()
        self.autosave.clear()
        on_failure(None)
        event.accept()


def prepare(app: QApplication, *, styled: bool = False) -> None:
    """What has to be done once before the first window: style, font, names, numbers with a point.

    styled: whether it was made with the style. To set it, PySide6 first reads all that a style can draw.
    """
    from PySide6.QtCore import QLocale

    QLocale.setDefault(QLocale.c())
    app.setApplicationName("circuitlab")
    app.setOrganizationName("circuitlab")
    if not styled:
        app.setStyle(STYLE)
    fonts.load_fonts()
