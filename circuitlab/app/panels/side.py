"""The right side: the panels one above the other, each foldable and closable; a rail when none is open."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from circuitlab.app.chrome_style import Look
from circuitlab.app.guard import guarded
from circuitlab.app.lesson_session import LessonSession
from circuitlab.app.panels.inspected import note
from circuitlab.app.panels.makers import makers_of
from circuitlab.app.panels.panel import Panel
from circuitlab.app.panels.rail import Rail
from circuitlab.app.panels.stack import Stack
from circuitlab.app.pathing import Pathing
from circuitlab.app.player import Player
from circuitlab.app.predicting import Predicting
from circuitlab.app.preferences import Preferences
from circuitlab.app.widgets import named

WIDTH, WIDE = 344, 400
"""Wide: while a panel is to be seen that needs it, for a table, a plot, or lines of code."""


class Entry(NamedTuple):
    """What a panel is called, how much of the height it takes, and how it is on first start.

    roomy: on a low screen it needs the room of the others. width: of the side while it is to be seen, if it
    is wide. alone: while it is unfolded, no other panel of the side is to be seen but a lesson's.
    """

    icon: str
    title: str
    keys: str
    stretch: int
    wide: bool = False
    open: bool = True
    folded: bool = False
    roomy: bool = False
    width: int = WIDE
    alone: bool = False


PANELS = {
    "step": Entry("list", "Step", "Ctrl+2", 1),
    "code": Entry("code", "Code", "Ctrl+5", 1, wide=True, open=False),
    "inspector": Entry("sliders", "Inspector", "Ctrl+3", 0, folded=True),
    "check": Entry("check-curve", "Gradient Check", "Ctrl+4", 2, wide=True, open=False, roomy=True),
    "paths": Entry("route", "Paths", "Ctrl+Shift+P", 2, open=False, roomy=True),
    "modes": Entry("modes", "Forward or Reverse", "Ctrl+6", 2, open=False, roomy=True),
    "data": Entry("table", "Data", "Ctrl+7", 2, wide=True, open=False, roomy=True),
    "train": Entry("train", "Training", "Ctrl+8", 3, wide=True, open=False, roomy=True),
    "climb": Entry("climb", "Climb", "Ctrl+9", 3, wide=True, open=False, width=480, alone=True),
}
ROOMY = 800
"""A side that is less high than this has room for a roomy panel only where the others are folded."""


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
        self._look = look
        self._preferences = preferences
        self.folded_away = False
        """Whether there was no room: the rail stands in for the panels."""
        self.player = player
        self.session = session = player.session
        self.pathing = pathing
        self._lessons = lessons
        self._lesson_shown = False
        self._folded_by_hand = False
        self._crowd = False  # whether others were asked for beside a panel that stands alone
        self.panels = {"lesson": self._lesson_panel()}
        makers = makers_of(self, look, preferences, fill_objective)
        self.panels |= {name: self._panel(name, make) for name, make in makers.items()}
        self._made_room = list[str]()  # the panels that were folded for a roomy one
        self._predicting = predicting
        self.predict = self._predict_panel(look)
        predicting.switched.connect(self._switch)
        predicting.changed.connect(self._show_question)
        self._asking = False
        lessons.slide_changed.connect(self._show_lesson)
        for signal in (session.changed, session.reset, session.selection_changed):
            signal.connect(self._note)
        self._note()
        self._stack = Stack()
        self._rail = Rail(look, "right")
        for name, entry in PANELS.items():
            tip = f"Show {entry.title} ({entry.keys})"
            self._rail.add(entry.icon, tip, partial(self.show_panel, name, True))
        self._lay_out()
        self._refresh()
        if predicting.on:  # the look is another; what goes on goes on
            self._switch(True)
        self._show_question()
        self._show_lesson()

    def _panel(self, name: str, make: Callable[[], QWidget]) -> Panel:
        entry = PANELS[name]
        # What is closed is not made either: opening it unfolds it.
        folded = not self._is_wanted(name) or self._preferences.flag(f"{name}_folded", entry.folded)
        panel = Panel(self._look, entry.title, make, folded=folded)
        panel.closed.connect(guarded(lambda *_: self.show_panel(name, False)))
        panel.folded_changed.connect(guarded(lambda on: self._preferences.set_flag(f"{name}_folded", on)))
        panel.folded_changed.connect(guarded(lambda _on: self._refresh()))
        return panel

    def _predict_panel(self, look: Look) -> Panel:
        """Stands in the place of the step panel while numbers are predicted: that one tells them."""

        def make() -> QWidget:
            from circuitlab.app.panels.predict_panel import PredictPanel

            return PredictPanel(look, self._predicting)

        closing = "Close this panel. Learn > Predict brings it back."
        panel = Panel(look, "Predict", make, folded=True, closing=closing)
        panel.closed.connect(guarded(lambda *_: self._predicting.stop()))
        panel.folded_changed.connect(guarded(self._predict_folded))
        return panel

    def _lesson_panel(self) -> Panel:
        """The slide, above everything else, as long as there is a lesson."""

        def make() -> QWidget:
            from circuitlab.app.panels.lesson_panel import LessonPanel

            made = LessonPanel(self._look, self._lessons, self.session)
            made.noted.connect(guarded(panel.set_note))
            made.refresh()
            return made

        panel = Panel(self._look, "Lesson", make, folded=True, closing="End the lesson. The circuit stays.")
        panel.closed.connect(guarded(lambda *_: self._lessons.end()))
        panel.folded_changed.connect(guarded(lambda _on: self._refresh()))
        return panel

    @guarded
    def _predict_folded(self, folded: bool) -> None:
        self._folded_by_hand = folded
        self._refresh()

    @guarded
    def _switch(self, on: bool) -> None:
        if on:
            self.folded_away = False
        if on and self.predict.folded:
            self.predict.toggle()
        self._refresh()
        self.changed.emit()

    @guarded
    def _show_question(self) -> None:
        """A slide asks, or does so no more: the panel stands there only as long."""
        asked = self._predicting.asked
        asking, was_asking = asked is not None, self._asking
        self._asking = asking
        if asked is not None and asked.vote is not None and (self.predict.folded or self.folded_away):
            self._switch(True)  # what is voted on is to be seen
        if asking != was_asking and not self._predicting.on:
            self._switch(asking and not self._folded_by_hand)

    @guarded
    def _show_lesson(self) -> None:
        """A lesson begins, goes on, or is over."""
        begins = self._lessons.active and not self._lesson_shown
        self._lesson_shown = self._lessons.active
        if begins:
            self.folded_away = False
        if begins and self.panels["lesson"].folded:
            self.panels["lesson"].toggle()
        self._refresh()
        self.changed.emit()

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
    def _predicts(self) -> bool:
        """Whether the Predict panel stands in the place of the step's."""
        return self._predicting.on or self._predicting.asked is not None

    @property
    def open_width(self) -> int:
        """How wide it is when it is not folded away."""
        shown = self._predicts or any(self._is_wanted(name) for name in self.panels)
        return self._stack.width() if shown else self._rail.width()

    def set_most(self, width: int) -> None:
        """Be no wider than this, whatever the text size."""
        self._most = width
        self._fit_width()

    def _fit_width(self) -> None:
        widths = [entry.width for name, entry in PANELS.items() if entry.wide and self._is_unfolded(name)]
        self._stack.setFixedWidth(min(self._look.px(max(widths, default=WIDTH)), self._most))

    def is_open(self, name: str) -> bool:
        """Whether a panel is to be seen, folded or not."""
        seen = not self.folded_away and self._is_wanted(name)
        return seen and (name == "lesson" or self._alone in ("", name))

    @property
    def _alone(self) -> str:
        """The panel that is to be seen without the others; "" if there is none."""
        if self._crowd:
            return ""
        alone = (name for name, entry in PANELS.items() if entry.alone and name in self.panels)
        return next((name for name in alone if self._is_wanted(name) and not self.panels[name].folded), "")

    def _is_wanted(self, name: str) -> bool:
        if name == "lesson":
            return self._lessons.active
        return self._preferences.flag(name, PANELS[name].open)

    def show_panel(self, name: str, shown: bool) -> None:
        """Open a panel, unfolded, or close it."""
        was_there = self._is_unfolded(name)
        if shown:
            self.folded_away, self._crowd = False, not PANELS[name].alone
        self._preferences.set_flag(name, shown)
        self._preferences.opened(name, shown)
        if PANELS[name].roomy and not (shown and was_there):
            self._make_room(name, shown)
        if shown and self.panels[name].folded:
            self.panels[name].toggle()
        self._refresh()
        if shown:
            self._stack.bring_into_sight(self.panels[name])
        self.changed.emit()

    def _make_room(self, roomy: str, wanted: bool) -> None:
        """Fold the panels beside a roomy one where all together would be cut, or unfold these again.

        What was opened by hand stays, but for another roomy one.
        """
        if wanted and self.height() < self._look.px(ROOMY):
            stay = {name for name in self._preferences.by_hand & PANELS.keys() if not PANELS[name].roomy}
            folding = [name for name in self.panels if name != roomy and self._is_unfolded(name)]
            folding = [name for name in folding if name not in stay]
            self._made_room += folding
        elif not wanted:
            folding = [name for name in self._made_room if self.panels[name].folded]
            self._made_room.clear()
        else:
            return
        for name in folding:
            self.panels[name].toggle()

    def _is_unfolded(self, name: str) -> bool:
        return self.is_open(name) and not self.panels[name].folded

    @property
    def kept(self) -> bool:
        """Whether a panel is open that somebody opened by hand: it is not folded away."""
        opened = self._preferences.by_hand & PANELS.keys()
        return self._predicts or any(self._is_wanted(name) for name in opened)

    def bring_back(self) -> None:
        """Somebody wants the panels back that were folded away: they stay now."""
        for name in PANELS:
            if self._is_wanted(name):
                self._preferences.opened(name, True)
        self.fold_away(False)

    def fold_away(self, folded: bool) -> None:
        """Give the canvas the room of the panels, or take it back; what is open is not forgotten."""
        self.folded_away = folded
        self._refresh()
        self.changed.emit()

    def _refresh(self) -> None:
        shown = [name for name in self.panels if self.is_open(name)]
        asking = self._predicts and not self.folded_away
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
