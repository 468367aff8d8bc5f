"""Data that are generated: many of them in a thread, while the window goes on."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from circuitlab.app.data_desk import GENERATE, DataDesk, source_of
from circuitlab.app.guard import guarded
from circuitlab.app.one_each import one_of
from circuitlab.app.session import Session
from circuitlab.app.worker import Worker
from circuitlab.circuit.errors import spaced

if TYPE_CHECKING:
    from circuitlab.circuit.parts import Data
    from circuitlab.engine.work import Work

AT_ONCE = 20_000
"""Points that are made in a few milliseconds."""


class DataMaker(QObject):
    """Attributes, read-only to others: `busy` (whether data are being made), `problem` (why there are none,
    "" for nothing), `path` (None: they come from no file)."""

    told = Signal()
    path = None

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._desk = DataDesk.of(session)
        self.busy, self.problem, self._points = False, "", 0
        self._worker = Worker(self)
        session.opened.connect(self.cancel)
        session.closed.connect(self.cancel)

    @staticmethod
    def of(session: Session) -> "DataMaker":
        """The one of this session, made when first asked for."""
        return one_of(DataMaker, session)

    @property
    def progress(self) -> str:
        """What is made, for people."""
        return f"Generating {spaced(self._points)} points"

    def make(self, kind: str, points: int, noise: float, seed: int) -> None:
        """Generate data, and put them in the place of those that are there."""
        self._worker.stop()
        if points <= AT_ONCE:
            self._end(self._desk.make(kind, points, noise, seed))
            return
        self._points, self.problem = points, ""
        self.busy = self._worker.begin(_making(kind, points, noise, seed), self._take, self._fail)
        self.told.emit()

    @guarded
    def cancel(self) -> None:
        """Make nothing any more; the data stay as they are."""
        self._worker.stop()
        self._end("")

    @guarded
    def _take(self, data: "Data") -> None:
        self._end("")
        self._desk.take(data, GENERATE)

    @guarded
    def _fail(self) -> None:
        self._end("No points could be generated: something went wrong. The data stay as they are.")

    def _end(self, problem: str) -> None:
        self.busy, self.problem = False, problem
        self.told.emit()


def _making(kind: str, points: int, noise: float, seed: int) -> "Work[Data]":
    """NumPy lets the window go on meanwhile; the numbers were checked as they were typed."""
    from circuitlab.learn.datasets import generate
    from circuitlab.learn.table import kept

    yield
    return kept(generate(kind, points, noise, seed), source_of(kind, noise, seed))
