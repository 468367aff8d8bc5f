"""Matplotlib's navigation (home, back, forward, move, zoom), and export, on buttons of the window's own look.

Imports matplotlib: import this module when a plot is needed.
"""

from functools import partial
from pathlib import Path
from typing import Any

from matplotlib.backend_bases import NavigationToolbar2
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from circuitlab.app.buttons import Button, Face
from circuitlab.app.chrome_style import Look
from circuitlab.app.guard import guarded
from circuitlab.app.plots.export import FILTER, export
from circuitlab.app.plots.moving_plot import MovingPlot
from circuitlab.files.errors import FileError

TOOLS = (
    ("home", "fit", "All of it again"),
    ("back", "chevron-left", "The view before"),
    ("forward", "chevron-right", "The next view"),
    ("pan", "move", "Move: drag the plot; with the right button, stretch it"),
    ("zoom", "zoom", "Zoom: drag a rectangle; with the right button, zoom out"),
    ("export", "download", "Export this plot as PNG, SVG or PDF"),
)


class Navigation(NavigationToolbar2):
    """What the buttons do. A view that was chosen by hand is held until home."""

    def __init__(self, plot: MovingPlot) -> None:
        super().__init__(plot)
        self._plot = plot

    def home(self, *_: Any) -> None:
        """The plot's own limits."""
        self.update()
        self._plot.resettle()

    def push_current(self) -> None:
        """A view that was moved or zoomed to; the first is what was there before."""
        super().push_current()
        self._plot.held = True

    def draw_rubberband(self, _event: Any, x0: float, y0: float, x1: float, y1: float) -> None:
        """The rectangle of a zoom."""
        height = self._plot.figure.bbox.height
        corners = x0, height - y0, x1 - x0, y0 - y1
        self._plot.drawRectangle([int(value) for value in corners])

    def remove_rubberband(self) -> None:
        """It is over."""
        self._plot.drawRectangle(None)


class Tools(QWidget):
    """The buttons of a plot."""

    said = Signal(str)  # what came of an export

    def __init__(self, look: Look, plot: MovingPlot, title: str) -> None:
        super().__init__()
        self._plot = plot
        self._title = title
        self.navigation = Navigation(plot)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.buttons: dict[str, Button] = {}
        for name, icon, tip in TOOLS:
            button = Button(look, icon=icon, face=Face.PLAIN, height=24).explain(tip)
            button.text_px = 12.0  # a small icon
            button.setCheckable(name in ("pan", "zoom"))
            button.clicked.connect(guarded(partial(self._use, name)))
            row.addWidget(button)
            self.buttons[name] = button

    def set_title(self, title: str) -> None:
        """What the plot is called, above it and as a file."""
        self._title = title

    def thin_out(self, level: int) -> None:
        """Where there is no room for all, the first ones to go are back and forward."""
        for number, names in enumerate((("back", "forward"), ("pan", "zoom")), 1):
            for name in names:
                self.buttons[name].setVisible(level < number)

    def _use(self, name: str, *_: object) -> None:
        if name == "export":
            self._ask_export()
            return
        getattr(self.navigation, name)()
        for tool in ("pan", "zoom"):
            self.buttons[tool].setChecked(self.navigation.mode.name == tool.upper())

    def _ask_export(self) -> None:
        chosen, kind = QFileDialog.getSaveFileName(
            self, "Export Plot", f"{_file_name(self._title)}.png", FILTER
        )
        if chosen:
            path = Path(chosen)
            if not path.suffix:
                path = path.with_suffix(f".{kind.split('*.')[1].split(')')[0]}")
            self.export_to(path)

    def export_to(self, path: Path) -> None:
        """Write the plot into this file, and say what came of it."""
        try:
            export(self._plot, path, self._title)
        except (FileError, OSError, ValueError) as error:
            self.said.emit(str(error))
        else:
            self.said.emit(f"Exported {path.name}.")


def _file_name(title: str) -> str:
    """A title as the name of a file that every system takes."""
    return "".join(letter for letter in title if letter.isalnum() or letter in " ,-_()").strip() or "plot"
