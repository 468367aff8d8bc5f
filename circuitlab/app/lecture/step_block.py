"""What the step says, set for the last row: its equations over its sentence.

Sizes are given for a screen of 1,080 lines.
"""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from circuitlab.app.chrome_style import Look
from circuitlab.app.dock.chips import ROLES
from circuitlab.app.lecture.equation_row import EquationRow
from circuitlab.app.lecture.sentence_lines import SentenceLines
from circuitlab.app.session import Session
from circuitlab.teach import covered, numbers
from circuitlab.teach.equations import OneLine

STEP_HEIGHT = 282.0
"""What both need; in a row that is higher they stand in its middle."""
_TOP_OF_TEXT = 161.0


@dataclass(frozen=True)
class StepBlock:
    """The equations and the sentence of a step. role: the colour of the sentence's result."""

    sentence: str = ""
    equations: tuple[OneLine, ...] = ()
    role: str = "value"

    def row(self, look: Look, width: float, ratio: float) -> EquationRow:
        """The equations, for this width. ratio: device pixels to one."""
        return EquationRow(look, self.equations, width, ratio)

    def lines(self, look: Look, width: float) -> SentenceLines:
        """The sentence, for this width."""
        return SentenceLines(look, self.sentence, self.role, width)

    def paint(self, painter: QPainter, look: Look, area: QRectF) -> None:
        """Paint it in the middle of this area."""
        inner = _middle_of(area, look)
        painter.save()
        painter.translate(inner.topLeft())
        layout, line = self.lines(look, inner.width()).fitted(self._room_for_text(look, inner))
        height = layout.lineCount() * line
        if self.equations:
            top = min(_TOP_OF_TEXT * look.scale, inner.height() - height)
            row = self.row(look, inner.width(), painter.device().devicePixelRatioF())
            row.paint(painter, QRectF(0, 0, inner.width(), top))
        else:
            top = (inner.height() - height) / 2
        painter.setPen(look.color("ink"))
        layout.draw(painter, QPointF(0, top + (inner.height() - top - height) / 2))
        painter.restore()

    def missing(self, look: Look, area: QRectF, ratio: float) -> list[str]:
        """What there is no room for in this area, in words."""
        row, count = self.row(look, area.width(), ratio), len(self.equations)
        found = []
        if row.left_out:
            found.append(f"{count - row.left_out} of its {count} equations fit beside each other")
        if row.too_wide:
            found.append("its equation is wider than the screen")
        if self.lines(look, area.width()).is_cut(self._room_for_text(look, _middle_of(area, look))):
            found.append("its sentence is too long")
        return found

    def _room_for_text(self, look: Look, inner: QRectF) -> float:
        return inner.height() - (_TOP_OF_TEXT * look.scale if self.equations else 0.0)


def step_block(session: Session) -> StepBlock:
    """The step at the cursor, with as many digits as a lecture has, and without what is covered."""
    circuit, trace, step, hidden = session.circuit, session.trace, session.step, session.hidden.labels
    with numbers.rounded_to(numbers.LECTURE_DIGITS):
        sentence = covered.sentence(circuit, trace, step, hidden)
        equations = () if step is None else covered.one_line(circuit, trace, step, hidden)
    return StepBlock(sentence, equations, "value" if step is None else ROLES[step.pass_])


def _middle_of(area: QRectF, look: Look) -> QRectF:
    """Of an area that is higher than both need, as much as they need."""
    more = max(0.0, (area.height() - STEP_HEIGHT * look.scale) / 2)
    return area.adjusted(0, more, 0, -more)
