"""The window's inside: toolbar, palette, canvas with coach and legend, panels, dock. It only composes.

It is made for one look; another theme or text size makes another shell round the same canvas.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from circuitlab.app.ask_field import CanvasQuestion
from circuitlab.app.breadcrumb import Breadcrumb
from circuitlab.app.canvas.view import CanvasView
from circuitlab.app.canvas_frame import CanvasFrame
from circuitlab.app.chrome_style import Look
from circuitlab.app.coach import Coach
from circuitlab.app.dock.timeline import Timeline
from circuitlab.app.dock.transport import Transport
from circuitlab.app.guard import guarded
from circuitlab.app.legend import Legend
from circuitlab.app.lesson_session import LessonSession
from circuitlab.app.panels.palette import Palette
from circuitlab.app.panels.rail import Rail
from circuitlab.app.panels.side import Side
from circuitlab.app.pathing import Pathing
from circuitlab.app.predicting import Predicting
from circuitlab.app.preferences import Preferences
from circuitlab.app.promise_place import PromisePlace
from circuitlab.app.room import Room
from circuitlab.app.text_field import RETURN
from circuitlab.app.toolbar import Toolbar
from circuitlab.app.widgets import column_of, named
from circuitlab.app.zoom_box import ZoomBox


class Shell(QWidget):
    """Everything inside the window's frame."""

    panels_changed = Signal()
    file_dropped = Signal(Path)
    example_asked = Signal(str)
    save_code_asked = Signal(object)  # Code

    def __init__(
        self,
        look: Look,
        predicting: Predicting,
        view: CanvasView,
        preferences: Preferences,
        actions: Mapping[str, QAction],
        fill_objective: Callable[[QMenu], object],
        lessons: LessonSession,
        pathing: Pathing,
    ) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        player = predicting.player
        self._look = look
        self._preferences = preferences
        self._session = player.session
        self.view = view
        self.toolbar = Toolbar(look, player.session, actions, fill_objective)
        self.palette_panel = Palette(look)
        self.rail = self._make_rail()
        self.coach = Coach(look, player, predicting, lessons)
        self.legend = Legend(look, player.session)
        self._lessons = lessons
        self.side = Side(look, player, preferences, fill_objective, predicting, lessons, pathing)
        self.timeline = Timeline(look, player)
        self.transport = Transport(look, player, actions)
        self.zoom_box = ZoomBox(look, view)
        self.question = CanvasQuestion(look, predicting, view)
        self._lay_out()
        self.palette_panel.fold_asked.connect(guarded(lambda *_: self.show_palette(False)))
        self.coach.closed.connect(guarded(lambda *_: self.show_coach(False)))
        self.side.changed.connect(self.panels_changed)
        self.side.save_code_asked.connect(self.save_code_asked)
        self.toolbar.formula_bar.taken.connect(guarded(lambda *_: self.make_room()))
        self._room = Room(self, preferences)
        self.show_palette(preferences.flag("palette", True), remember=False)
        self.show_coach(preferences.flag("coach", True))

    def _make_rail(self) -> Rail:
        rail = Rail(self._look, "left")
        rail.add("search", "Search gates (Ctrl+K)", self.find_gate)
        rail.add("layers", "Show the palette (Ctrl+1)", lambda: self.show_palette(True))
        return rail

    def _lay_out(self) -> None:
        column = column_of(self)
        column.addWidget(self.toolbar)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.palette_panel)
        middle.addWidget(self.rail)
        canvas = QWidget()
        inner = column_of(canvas)
        self.frame = frame = CanvasFrame(self._look, self._session, self.view, self.zoom_box)
        frame.example_asked.connect(self.example_asked)
        inner.addWidget(Breadcrumb(self._look, self._session))
        inner.addWidget(frame, 1)
        inner.addWidget(PromisePlace(self._look, self._session))
        inner.addWidget(self.coach)
        inner.addWidget(self.legend)
        middle.addWidget(canvas, 1)
        middle.addWidget(self.side)
        column.addLayout(middle, 1)
        column.addWidget(self._make_dock())

    def _make_dock(self) -> QWidget:
        dock = named(QWidget(), "dock")
        dock.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        column = column_of(dock)
        column.setContentsMargins(0, self._look.px(6) + 1, 0, 0)
        column.addWidget(self.timeline)
        column.addWidget(self.transport)
        return dock

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        """The side is no wider than the window can bear."""
        self.side.set_most(round(event.size().width() * 0.45))

    @guarded
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped anywhere."""
        event.setAccepted(event.mimeData().hasUrls())

    @guarded
    def dropEvent(self, event: QDropEvent) -> None:
        """The first file is opened, when the drop is over."""
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.setAccepted(bool(files))
        if files:
            QTimer.singleShot(0, self, lambda: self.file_dropped.emit(files[0]))

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape, or the Return that ended the typing: the keys are the canvas's again."""
        if event.key() in (Qt.Key.Key_Escape, *RETURN):
            self._give_back(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    @guarded
    def focusInEvent(self, event: QFocusEvent) -> None:
        """The mouse was pressed on what takes no focus, such as a button: whatever was typed is left."""
        self._give_back(event.reason())

    def _give_back(self, reason: Qt.FocusReason) -> None:
        """The keys to the canvas, or to the question that stands on it."""
        asks = self.question.isVisible()
        (self.question.field if asks else self.view).setFocus(reason)

    def release(self) -> None:
        """Let go of the canvas, which outlives this shell."""
        self.question.hide()
        self.question.deleteLater()
        self.view.setParent(None)
        self.zoom_box.hide()
        self.zoom_box.deleteLater()

    # Folding -------------------------------------------------------------------------------------

    def show_palette(self, shown: bool, *, remember: bool = True) -> None:
        """Unfold the palette, or fold it to its rail. Not `remember`: nobody did so by hand."""
        self.palette_panel.setVisible(shown)
        self.rail.setVisible(not shown)
        if remember:
            self._preferences.set_flag("palette", shown)
            self._preferences.opened("palette", shown)
        self.panels_changed.emit()

    def make_room(self, *, anew: bool = True) -> None:
        """As `Room.make`."""
        self._room.make(anew=anew)

    @property
    def lesson_active(self) -> bool:
        """Whether a lesson is shown: its panel stays."""
        return self._lessons.active

    def show_coach(self, shown: bool) -> None:
        """Show or hide the coach line; it never comes back unasked."""
        self.coach.setVisible(shown)
        self._preferences.set_flag("coach", shown)
        self.panels_changed.emit()

    def find_gate(self) -> None:
        """Unfold the palette with the caret in its search field."""
        self.show_palette(True)
        self.palette_panel.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.palette_panel.search.selectAll()
