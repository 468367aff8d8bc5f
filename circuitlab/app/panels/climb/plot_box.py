"""A plot with its title, which is also the menu of what else can be seen there, and with its tools."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QActionGroup, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from circuitlab.app.buttons import Button, Face, popped
from circuitlab.app.chrome_style import Look
from circuitlab.app.guard import guarded
from circuitlab.app.plots.coming import Coming
from circuitlab.app.widgets import column_of, first_fit
from circuitlab.circuit.errors import short
from circuitlab.learn.hill import Hill

if TYPE_CHECKING:
    from circuitlab.app.plots.moving_plot import MovingPlot
    from circuitlab.app.plots.navigation import Tools

MOST_LISTED = 30
"""Of the inputs, in a menu."""


class PlotBox(QWidget):
    """Shows one of several views; a plot is made when it is first chosen."""

    changed = Signal()  # another view
    said = Signal(str)  # what came of an export

    def __init__(
        self,
        look: Look,
        titles: Mapping[str, str],
        make: Callable[[str], "tuple[str, MovingPlot]"],
        fill_more: Callable[[QMenu], object],
        beside: QWidget | None = None,
    ) -> None:
        """titles: of the views, by id. make: the plot of a view, and what plot it is: views may share one.

        fill_more: what else is in the menu. beside: what stands right of the plot.
        """
        super().__init__()
        self._look = look
        self._titles = dict(titles)
        self._note = ""
        self._make = make
        self._fill_more = fill_more
        self.view = next(iter(titles))
        self.plots: dict[str, MovingPlot] = {}
        self._of_view: dict[str, str] = {}
        self._tools: dict[str, Tools] = {}
        self.remark = Coming(look)
        self.remark.come.connect(self._show_plot)
        self._make_title()
        self._lay_out(beside)
        self.set_titles(titles)

    def _make_title(self) -> None:
        self.title = Button(self._look, face=Face.PLAIN, height=24)
        self.title.text_px = 12.0
        self.title.quiet = True
        self.title.trailing = "chevron-down"
        self.title.clicked.connect(guarded(lambda *_: popped(self.title, self._fill)))

    def _lay_out(self, beside: QWidget | None) -> None:
        look = self._look
        self._head = QHBoxLayout()
        self._head.setContentsMargins(look.px(10), 0, look.px(8), 0)
        self._head.setSpacing(0)
        self._head.addWidget(self.title)
        self._head.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        column = column_of(self)
        column.addLayout(self._head)
        row = QHBoxLayout()
        row.setSpacing(look.px(10))
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        self._column.addWidget(self.remark)
        self._column.addStretch(0)
        row.addLayout(self._column, 1)
        if beside is not None:
            row.setContentsMargins(0, 0, look.px(16), 0)
            row.addWidget(beside)
        column.addLayout(row, 1)

    # Titles --------------------------------------------------------------------------------------

    def set_titles(self, titles: Mapping[str, str]) -> None:
        """Other names for the views, as when the objective has another name."""
        self._titles = dict(titles)
        title = ", ".join(filter(None, (self._titles[self.view], self._note)))
        self.title.setText(title)
        self.title.explain("Choose what is plotted here", f"Plot: {title}")
        self.title.updateGeometry()
        if self.plot is not None:
            self.plot.setAccessibleName(title)
            self._tools[self._of_view[self.view]].set_title(title)

    def set_note(self, note: str) -> None:
        """What is to be said of the plot that is seen, after its title."""
        if note != self._note:
            self._note = note
            self.set_titles(self._titles)
            self._fit_head()

    # Plots ---------------------------------------------------------------------------------------

    @property
    def plot(self) -> "MovingPlot | None":
        """The plot that is to be seen; None before it is made."""
        return self.plots.get(self._of_view.get(self.view, ""))

    def start(self) -> None:
        """Make the plot that is to be seen first."""
        if self.plot is None:
            self.show_view(self.view)

    @guarded
    def show_view(self, view: str) -> None:
        """Show this view; what its plot needs is imported first, if it is not there yet."""
        self.view, self._note = view, ""
        self.remark.ask()

    @guarded
    def _show_plot(self) -> None:
        view = self.view
        if view not in self._of_view:
            name, plot = self._make(view)
            self._of_view[view] = name
            if name not in self.plots:
                self._add(name, plot)
        for name, plot in self.plots.items():
            seen = name == self._of_view[view]
            plot.setVisible(seen)
            self._tools[name].setVisible(seen)
        self.remark.say("")
        self.set_titles(self._titles)
        self._fit_head()
        self.changed.emit()

    def say_instead(self, words: str) -> None:
        """Words in place of the plot; without any, the plot."""
        self.remark.say(words)
        if self.plot is not None:
            self.plot.setVisible(not words)

    def _add(self, name: str, plot: "MovingPlot") -> None:
        from circuitlab.app.plots.navigation import Tools

        self.plots[name] = plot
        self._column.insertWidget(self._column.count() - 1, plot, 1)
        tools = self._tools[name] = Tools(self._look, plot, self._titles[self.view])
        tools.said.connect(self.said)
        self._head.addWidget(tools)

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_head()

    def _fit_head(self) -> None:
        first_fit(self._head, self.width(), 3, self._thin_out)

    def _thin_out(self, level: int) -> None:
        for tools in self._tools.values():
            tools.thin_out(level)

    def _fill(self, menu: QMenu) -> None:
        group = QActionGroup(menu)
        for view, title in self._titles.items():
            action = menu.addAction(title)
            action.setCheckable(True)
            action.setChecked(view == self.view)
            action.setActionGroup(group)
            action.triggered.connect(guarded(lambda _=False, view=view: self.show_view(view)))
        self._fill_more(menu)


def list_inputs(
    menu: QMenu, words: str, hill: Hill, chosen: int, choose: Callable[[int], object], but: int | None = None
) -> None:
    """A menu in a menu: what moves, of which one is chosen. but: one that can't be."""
    inputs = menu.addMenu(words)
    for place in hill.moving[:MOST_LISTED]:
        if place != but:
            action = inputs.addAction(short(hill.inputs[place]))
            action.setCheckable(True)
            action.setChecked(place == chosen)
            action.triggered.connect(guarded(lambda _=False, place=place: choose(place)))
