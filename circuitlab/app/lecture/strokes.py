"""The pen's strokes over the picture of a lecture, which vanish or stay.

They are kept in scene coordinates: they stay at what they mark when the camera moves.
"""

from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF, QTransform

from circuitlab.app.chrome_style import Look

STAY_MS, FADE_MS = 4000.0, 800.0
"""A stroke that vanishes is seen for so long, and fades within so much more."""
STROKE = 8.0


@dataclass
class Stroke:
    """A line of the pen, in scene coordinates. age: ms since the pen was lifted. kept: it does not vanish."""

    points: list[QPointF] = field(default_factory=list)
    age: float = 0.0
    kept: bool = False

    @property
    def opacity(self) -> float:
        """1 for as long as it is seen in full."""
        return 1.0 if self.kept else min(1.0, max(0.0, (STAY_MS + FADE_MS - self.age) / FADE_MS))


class Strokes:
    """Those that are to be seen, oldest first. keeps: whether those that are drawn now stay."""

    def __init__(self) -> None:
        self.seen: list[Stroke] = []
        self.keeps = False
        self._drawn: Stroke | None = None

    @property
    def drawing(self) -> bool:
        """Whether the pen is down."""
        return self._drawn is not None

    def begin(self) -> None:
        """The pen goes down."""
        self._drawn = Stroke(kept=self.keeps)
        self.seen.append(self._drawn)

    def draw_to(self, at: QPointF) -> None:
        """The pen moves there, over the scene."""
        if self._drawn is not None:
            self._drawn.points.append(at)

    def lift(self) -> None:
        """The stroke is done, and begins to age."""
        self._drawn = None

    def keep(self, kept: bool) -> None:
        """Let them stay, those that are to be seen now too; or let them all vanish."""
        self.keeps = kept
        for stroke in self.seen:
            stroke.kept = kept
            stroke.age = 0.0

    def clean(self) -> None:
        """Wipe all of them away."""
        self.seen.clear()
        self._drawn = None

    def grow_older(self, ms: float) -> bool:
        """Let so much time pass. Whether there is one that is going to vanish."""
        for stroke in self.seen:
            if stroke is not self._drawn and not stroke.kept:
                stroke.age += ms
        self.seen = [stroke for stroke in self.seen if stroke.opacity > 0]
        return not all(stroke.kept for stroke in self.seen)

    def paint(self, painter: QPainter, look: Look, to_view: QTransform) -> None:
        """Paint them where the view has what they mark."""
        for stroke in self.seen:
            points = [to_view.map(point) for point in stroke.points]
            painter.setPen(_pen(look.color("error"), stroke.opacity, STROKE * look.scale))
            if len(points) == 1:
                painter.drawPoint(points[0])
            painter.drawPolyline(QPolygonF(points))


def _pen(color: QColor, opacity: float, width: float) -> QPen:
    color = QColor(color)
    color.setAlphaF(opacity)
    round_cap, round_join = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    return QPen(color, width, Qt.PenStyle.SolidLine, round_cap, round_join)
