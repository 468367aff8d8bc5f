"""What fills the screen in lecture mode: the canvas over its band, and what lies over both."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from circuitlab.app.canvas.view import CanvasView
from circuitlab.app.chrome_style import Look
from circuitlab.app.clock import Clock
from circuitlab.app.guard import guarded
from circuitlab.app.lecture.band import Band
from circuitlab.app.lecture.marks import Marks
from circuitlab.app.lecture.small_map import SmallMap, free_place
from circuitlab.app.lecture.typed_number import TypedNumber
from circuitlab.app.lesson_session import LessonSession
from circuitlab.app.predicting import Predicting
from circuitlab.app.session import Session
from circuitlab.app.theme import Theme, style_sheet

LINES = 1080.0
GATES, FIELDS = 2.5, 3.0
"""At 1,080 lines: the size of gates, and of the fields that are typed into, against that at 100 %."""
_LEAST_UNIT = 0.3
_MAP_INSET = 20.0
_MAP_SHARES = (1.0, 0.8, 0.65)
"""Of its full size: smaller, it shows nothing any more."""


class LectureStage(QWidget):
    """Holds the view, which outlives it, for as long as the lecture takes."""

    resized = Signal()

    def __init__(
        self,
        session: Session,
        lessons: LessonSession,
        view: CanvasView,
        theme: Theme,
        clock: Clock,
        predicting: Predicting | None = None,
    ) -> None:
        super().__init__()
        self._view = view
        self.look = Look(theme, 1.0)
        self.band = Band(session, lessons, self.look, predicting)
        self.map = SmallMap(self.look, view.circuit_scene, self)
        self.marks = Marks(self.look, view, clock, self)
        self.typed = TypedNumber(self.look, self)
        self.blank = Blank(self)
        view.setParent(self)
        self.band.setParent(self)
        view.lower()
        for widget in (self.map, self.marks, self.typed, self.blank):
            widget.raise_()
        for widget in (self.map, self.typed, self.blank):
            widget.hide()
        view.show()

    @property
    def unit(self) -> float:
        """What of 1,080 lines one line of this screen is."""
        return max(_LEAST_UNIT, self.height() / LINES)

    def set_theme(self, theme: Theme) -> None:
        """Take this theme, and the size of the screen there is."""
        self.look = Look(theme, self.unit)
        self.setStyleSheet(style_sheet(theme, FIELDS * self.unit))
        self.band.set_look(self.look)
        self.marks.set_look(self.look)
        self.typed.set_look(self.look)

    def lay_out_for(self, fit: Callable[[], bool]) -> None:
        """The same band on all slides about a circuit where that leaves room for it, else each one's own.

        fit: shows the circuit, and tells whether all of it is seen.
        """
        self.lay_out()
        shared = self._view.size()
        if fit():
            return
        self.lay_out(alone=True)
        if self._view.size() != shared:
            fit()

    @guarded
    def resizeEvent(self, _event: QResizeEvent) -> None:
        self.lay_out()
        self.resized.emit()

    def lay_out(self, *, alone: bool = False) -> None:
        """The band has the height that it wants, the canvas the rest. alone: whatever other slides need."""
        width, height = self.width(), self.height()
        self.band.set_look(Look(self.look.theme, self.unit))
        foot = round(self.band.wanted_height(width, alone=alone))
        self._view.setGeometry(0, 0, width, height - foot)
        self.band.setGeometry(0, height - foot, width, foot)
        self.marks.setGeometry(self.rect())
        self.blank.setGeometry(self.rect())
        self.typed.place(self._view.geometry())

    def place_map(self, taken: Sequence[QRectF]) -> None:
        """Put the map where it lies over nothing of this: into a corner, else beside an edge, else smaller.

        Where there is no such place, there is no map.
        """
        inset = round(_MAP_INSET * self.unit)
        area = self._view.geometry().adjusted(inset, inset, -inset, -inset)
        for share in _MAP_SHARES:
            self.map.take_share(share)
            free = free_place(area, self.map.size(), taken)
            if free is not None:
                self.map.move(free)
                self.map.show()
                return
        self.map.hide()


class Blank(QWidget):
    """A black screen."""

    @guarded
    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), "#000000")
