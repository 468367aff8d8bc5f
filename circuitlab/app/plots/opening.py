"""What plots need is imported piece by piece, so that the window answers meanwhile: half a second's work.

In the window's own thread: two threads that import parts of one package can meet half-made modules.
"""

import sys
from importlib import import_module

from PySide6.QtCore import QCoreApplication, QObject, Signal

from circuitlab.app.slices import Slices
from circuitlab.engine.work import Work

PIECES = (
    "numpy",
    "matplotlib",
    "matplotlib.font_manager",
    "matplotlib.patches",
    "matplotlib.text",
    "matplotlib.collections",
    "matplotlib.image",
    "matplotlib.legend",
    "matplotlib.axes",
    "matplotlib.projections",
    "matplotlib.figure",
    "matplotlib.backends.backend_qtagg",
    "circuitlab.app.plots.plot",
    "circuitlab.app.plots.navigation",
)
"""Each takes some of the time, and brings what those after it need."""


def is_open() -> bool:
    """Whether all of it is there."""
    return PIECES[-1] in sys.modules


class Opening(QObject):
    """One for the program, however many wait for it."""

    opened = Signal()
    failed = Signal()

    def __init__(self, owner: QObject | None) -> None:
        super().__init__(owner)
        self._slices = Slices(self)

    @staticmethod
    def of_program() -> "Opening":
        """The one that there is."""
        program = QCoreApplication.instance()
        known: Opening | None = None if program is None else program.findChild(Opening)
        return known or Opening(program)

    def begin(self) -> None:
        """Import it, unless that goes on already."""
        if not self._slices.isActive():
            self._slices.begin(_importing(), lambda _: self.opened.emit(), self.failed.emit)


def _importing() -> Work[None]:
    for name in PIECES:
        import_module(name)
        yield
