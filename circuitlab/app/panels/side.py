"""The right side: the panels one above the other, each foldable and closable; a rail when none is open."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from circuitlab.app.chrome_style import Look
from circuitlab.app.guard import guarded
from circuitlab.app.lesson_session import LessonSession
from circuitlab.app.panels.called_panels import CalledLesson, CalledPredict
from circuitlab.app.panels.entries import PANELS, WIDE
from circuitlab.app.panels.inspected import note
from circuitlab.app.panels.makers import makers_of
from circuitlab.app.panels.open_panels import OpenPanels, is_left_open
from circuitlab.app.panels.panel import Panel
from circuitlab.app.panels.rail import Rail
from circuitlab.app.panels.stack import Stack
from circuitlab.app.pathing import Pathing
from circuitlab.app.player import Player
from circuitlab.app.predicting import Predicting
from circuitlab.app.preferences import Preferences
from circuitlab.app.widgets import named


class Side(QWidget):
    """Holds the panels, and remembers which are open."""

    changed = Signal()
    edit_asked = Signal(str)  # the name of an own kind
    save_code_asked = Signal(object)  # Code

    def __init__(
        self,
        look: Look,
        player: Player,
        preferences: Preferences,
        fill_objective: Callable[[QMenu], object],
        predicting: Predicting,
        lessons: LessonSession,
        pathing: Pathing,
    ) -> None:
        super().__init__()
        self._look, self._preferences = look, preferences
        self.player, self.session, self.pathing = player, player.session, pathing
        lesson = CalledLesson(look, lessons, self.session, self)
        self._called = CalledPredict(look, predicting, self)
        self.predict = self._called.panel
        self.panels = {"lesson": lesson.panel}
        makers = makers_of(self, look, preferences, fill_objective)
        self.panels |= {name: self._panel(name, make) for name, make in makers.items()}
        self._open = OpenPanels(self.panels, preferences, lessons, lambda: self.height() / look.scale)
        for called in (lesson, self._called):
            called.came.connect(partial(self._come, called.panel))
            called.panel.folded_changed.connect(self._refold)
        for signal in (self.session.changed, self.session.reset, self.session.selection_changed):
            signal.connect(self._note)
        self._note()
        self._stack = Stack()
        self._rail = Rail(look, "right")
        for name, entry in PANELS.items():
            tip = f"Show {entry.title} ({entry.keys})"
            self._rail.add(entry.icon, tip, partial(self.show_panel, name, True))
        self._lay_out()
        self._refresh()
        self._called.call()
        lesson.call()

    def _panel(self, name: str, make: Callable[[], QWidget]) -> Panel:
        entry = PANELS[name]
        # What is closed is not made either: opening it unfolds it.
        folded = not is_left_open(self._preferences, name)
        folded = folded or self._preferences.flag(f"{name}_folded", entry.folded)
        panel = Panel(self._look, entry.title, make, folded=folded)
        panel.closed.connect(guarded(lambda *_: self.show_panel(name, False)))
        panel.folded_changed.connect(guarded(lambda on: self._preferences.set_flag(f"{name}_folded", on)))
        panel.folded_changed.connect(self._refold)
        return panel

    @guarded
    def _come(self, panel: Panel, comes: bool) -> None:
        """A panel that was called is to be seen, or others again."""
        if comes:
            self._open.folded_away = False
        if comes and panel.folded:
            panel.toggle()
        self._refresh()
        self.changed.emit()

    @guarded
    def _refold(self, _folded: bool) -> None:
        self._refresh()

    @guarded
    def _note(self, *_: object) -> None:
        self.panels["inspector"].set_note(note(self.session))

    def _lay_out(self) -> None:
        self._most = self._look.px(WIDE)
        column = self._stack.column
        column.addWidget(self.panels["lesson"])
        column.addWidget(self.predict, 1)
        for name, entry in PANELS.items():
            column.addWidget(self.panels[name], entry.stretch)
            if name != "step":
                named(self.panels[name], "lowerPanel")
        self._spare = QWidget()
        self._spare.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        column.addWidget(self._spare)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._stack)
        row.addWidget(self._rail)

    @property
    def folded_away(self) -> bool:
        """Whether there was no room: the rail stands in for the panels."""
        return self._open.folded_away

    @property
    def open_width(self) -> int:
        """How wide it is when it is not folded away."""
        shown = self._called.wanted or self._open.any_wanted
        return self._stack.width() if shown else self._rail.width()

    def set_most(self, width: int) -> None:
        """Be no wider than this, whatever the text size."""
        self._most = width
        self._fit_width()

    def _fit_width(self) -> None:
        self._stack.setFixedWidth(min(self._look.px(self._open.width), self._most))

    def is_open(self, name: str) -> bool:
        """Whether a panel is to be seen, folded or not."""
        return self._open.is_open(name)

    def show_panel(self, name: str, shown: bool) -> None:
        """Open a panel, unfolded, or close it."""
        self._open.show(name, shown)
        self._refresh()
        if shown:
            self._stack.bring_into_sight(self.panels[name])
        self.changed.emit()

    @property
    def kept(self) -> bool:
        """Whether a panel is open that somebody opened by hand: it is not folded away."""
        return self._called.wanted or self._open.any_by_hand

    def bring_back(self) -> None:
        """Somebody wants the panels back that were folded away: they stay now."""
        self._open.keep()
        self.fold_away(False)

    def fold_away(self, folded: bool) -> None:
        """Give the canvas the room of the panels, or take it back; what is open is not forgotten."""
        self._open.folded_away = folded
        self._refresh()
        self.changed.emit()

    def _refresh(self) -> None:
        shown = [name for name in self.panels if self.is_open(name)]
        asking = self._called.wanted and not self.folded_away
        wanted = {self.predict: asking}
        for name, panel in self.panels.items():
            wanted[panel] = name in shown and not (asking and name == "step")
        for panel in (panel for panel, seen in wanted.items() if not seen):
            panel.hide()
        self._stack.settle()  # what was folded and hidden is not to be seen as large as before
        for panel in (panel for panel, seen in wanted.items() if seen):
            panel.show()
        self._fit_width()
        self._stack.setVisible(bool(shown) or asking)
        self._rail.setVisible(not shown and not asking)
        # A folded inspector stands at the bottom, below the step panel; alone, panels stand at the top.
        self._spare.setVisible(all(panel.folded for panel, seen in wanted.items() if seen))
