"""The question that is open, set for the last row: what is asked, the answer as it is typed, and the hint.

Sizes are given for a screen of 1,080 lines.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from circuitlab.app import equations, fonts
from circuitlab.app.chrome_style import Look
from circuitlab.app.hidden import COVERED
from circuitlab.app.lecture.slide_block import LEFT, SMALL, TITLE, USUAL
from circuitlab.app.lecture.vote_block import VoteBlock
from circuitlab.app.panels.slide_lines import Setter
from circuitlab.teach import numbers
from circuitlab.teach.lessons.fields import Figure, Piece, Words, plain

if TYPE_CHECKING:
    from circuitlab.app.asking import Asking
    from circuitlab.app.predicting import Predicting

HEAD = 128.0
"""Of the upper row, in which the equation stands with its fraction."""
_EQUATION, _LEAST = 56.0, 42.0
_ANSWER = 60.0
_BOX_HEIGHT, _BOX_LEAST, _BOX_PADDING, _RADIUS = 92.0, 150.0, 30.0, 16.0
_GAP, _NEAR = 64.0, 24.0
_APART = 2
"""The hint that takes a number apart, where no mistake has a name."""


@dataclass(frozen=True)
class QuestionBlock:
    """What is asked: latex up to the gap, what is typed ("" for nothing), and what is said below it."""

    headline: str
    latex: str
    typed: str
    said: tuple[Piece, ...]
    role: str

    @property
    def text(self) -> str:
        """All of it in words."""
        return "\n".join(each for each in (self.headline, self.typed, plain(self.said)) if each)

    def paint(self, painter: QPainter, look: Look, area: QRectF) -> None:
        """Paint it in the middle of this area."""
        ratio = painter.device().devicePixelRatioF()
        scale, left = look.scale, LEFT * look.scale
        width, room = area.width() - 2 * left, area.height() - HEAD * scale
        for sizes in (USUAL, SMALL):
            setter = Setter(look, sizes, width, ratio)
            lines, height = setter.set((self.said,))
            if height <= room:
                break
        lines = [line for line in lines if line.baseline <= room]
        top = area.top() + max(0.0, (room - height) / 2)
        self._paint_head(painter, look, QRectF(left, top, width, HEAD * scale), ratio)
        setter.paint(painter, lines, left, top + HEAD * scale)

    def _paint_head(self, painter: QPainter, look: Look, row: QRectF, ratio: float) -> None:
        """The question, then its equation with the place for the answer; what has no room for it is cut."""
        scale, middle = look.scale, row.center().y()
        box = self._box_width(look)
        size, found, wide = TITLE, None, 0.0
        if equations.ready() and self.latex:
            found = equations.equation(self.latex, look.theme, _EQUATION * scale, ratio)
            wide = found.width + _NEAR * scale
        while size > _LEAST and self._headline_width(look, size) + wide + box + _GAP * scale > row.width():
            size -= 2
        if self._headline_width(look, size) + wide + box + _GAP * scale > row.width():
            found, wide = None, 0.0
        measure = look.metrics(size, fonts.SEMIBOLD)
        most = row.width() - wide - box - _GAP * scale
        shown = measure.elidedText(self.headline, Qt.TextElideMode.ElideRight, most)
        painter.setFont(look.font(size, fonts.SEMIBOLD))
        painter.setPen(look.color("ink"))
        baseline = middle + measure.capHeight() / 2
        painter.drawText(QPointF(row.left(), baseline), shown)
        x = row.left() + measure.horizontalAdvance(shown) + _GAP * scale
        if found is not None:
            found.draw(painter, x, baseline - found.ascent)
            x += wide
        self._paint_box(painter, look, QRectF(x, middle - _BOX_HEIGHT * scale / 2, box, _BOX_HEIGHT * scale))

    def _headline_width(self, look: Look, size: float) -> float:
        return look.metrics(size, fonts.SEMIBOLD).horizontalAdvance(self.headline)

    def _box_width(self, look: Look) -> float:
        text = look.metrics(_ANSWER, fonts.SEMIBOLD).horizontalAdvance(self.typed)
        return max(look.px(_BOX_LEAST), text + 2 * look.px(_BOX_PADDING))

    def _paint_box(self, painter: QPainter, look: Look, box: QRectF) -> None:
        """The answer with the caret behind it; before it is typed, what covers a number."""
        color = look.color(self.role)
        painter.setPen(QPen(color, 4 * look.scale))
        painter.setBrush(look.color("gate"))
        painter.drawRoundedRect(box, _RADIUS * look.scale, _RADIUS * look.scale)
        painter.setFont(look.font(_ANSWER, fonts.SEMIBOLD))
        painter.setPen(look.color("ink") if self.typed else color)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.typed or COVERED)
        if not self.typed:
            return
        text = look.metrics(_ANSWER, fonts.SEMIBOLD).horizontalAdvance(self.typed)
        x, half = box.center().x() + text / 2 + 5 * look.scale, box.height() * 0.3
        painter.setPen(QPen(look.color("ink"), 3 * look.scale))
        painter.drawLine(QPointF(x, box.center().y() - half), QPointF(x, box.center().y() + half))


def asked_block(predicting: "Predicting") -> QuestionBlock | VoteBlock | None:
    """The question that is open, or the vote on it, with as many digits as a lecture has.

    None where nothing is asked; a slide's question stands in its text until somebody answers it.
    """
    asked, session = predicting.asked, predicting.session
    if asked is None:
        return None
    if asked.slide is not None and not (asked.text or asked.level or asked.problem or asked.vote):
        return None
    from circuitlab.teach.predict import asking

    given = session.circuit, session.trace, asked.question
    role = "value" if asked.question.sort == "value" else "gradient"
    with numbers.rounded_to(numbers.LECTURE_DIGITS):
        headline, latex = asking.headline(*given), asking.equation_latex(*given)
        remark = asking.remark(*given, session.cursor, session.hidden.labels)
        if asked.vote is not None:
            return VoteBlock(headline, asked.vote, tuple(choice.text for choice in asked.vote.choices))
    said: tuple[Piece, ...] = (Words(remark),)
    if asked.problem:
        said = (Words(asked.problem),)
    elif asked.hint_text:
        said = (
            Figure(asked.hint_title, "gradient"),
            Words(f": {' '.join((asked.hint_text, *_parts(asked)))}"),
        )
    return QuestionBlock(headline, latex, asked.text, said, role)


def _parts(asked: "Asking") -> tuple[str, ...]:
    """What the two boxes of the panel ask, where the hint takes the number apart: the class says them."""
    boxes = () if asked.verdict is None or asked.level != _APART else asked.verdict.boxes
    return tuple(box.asks for box in boxes)
