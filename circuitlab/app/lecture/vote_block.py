"""The class vote in the band: what is asked, four choices beside each other with their hands, what to do now.

Sizes are given for a screen of 1,080 lines.
"""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from circuitlab.app import fonts
from circuitlab.app.chrome_style import Look, draw_box
from circuitlab.app.lecture.slide_block import SMALL
from circuitlab.app.panels.slide_lines import Line, Setter
from circuitlab.teach.lessons.fields import Words
from circuitlab.teach.predict.vote import LETTERS, Vote, most_wrong

SAYS = {
    "first": "First vote: raise your hand for one of them.",
    "discuss": "Discuss with your neighbour: why this one?",
    "second": "Second vote: raise your hand once more.",
}
_HEAD, _ABOVE, _SAID, _TEXT, _LEAST = 68.0, 18.0, 60.0, 44.0, 42.0
_NUMBER, _LETTER = 56.0, 48.0
_MARGIN, _GAP, _PADDING, _RADIUS = 60.0, 24.0, 24.0, 16.0
_BAR, _BETWEEN = 12.0, 8.0
"""The height of a bar, and what is between the two."""


@dataclass(frozen=True)
class VoteBlock:
    """A vote and what it is on; numbers as they are shown."""

    headline: str
    vote: Vote
    numbers: tuple[str, ...]

    @property
    def said(self) -> str:
        """What to do now; when the answer is shown, what is said of the wrong choice that most took."""
        if self.vote.phase != "revealed":
            return SAYS[self.vote.phase]
        wrong = most_wrong(self.vote)
        told = "" if wrong is None else f" {LETTERS[wrong]}: {self.vote.choices[wrong].said}"
        return f"{LETTERS[self.vote.right]} is right.{told}"

    @property
    def text(self) -> str:
        """All of it in words."""
        choices = [
            f"{letter}: {number}. {_both(self._hands(index))}"
            for index, (letter, number) in enumerate(zip(LETTERS, self.numbers, strict=True))
        ]
        return "\n".join((self.headline, *choices, self.said))

    def _hands(self, choice: int) -> tuple[int, ...]:
        """Of each round so far."""
        return tuple(hands[choice] for hands in self.vote.begun)

    def paint(self, painter: QPainter, look: Look, area: QRectF) -> None:
        """Paint it into this area."""
        scale = look.scale
        left, width = area.left() + _MARGIN * scale, area.width() - 2 * _MARGIN * scale
        setter, lines, height = self._set(look, width, painter.device().devicePixelRatioF())
        if len(lines) == 1:
            self._paint_headline(painter, look, QRectF(left, area.top(), width, _HEAD * scale))
        boxes = self.boxes(look, area)
        foot = boxes[0].bottom()
        setter.paint(painter, lines, left, foot + (area.bottom() - foot - height) / 2)
        for index, box in enumerate(boxes):
            self._paint_choice(painter, look, box, index)

    def boxes(self, look: Look, area: QRectF) -> list[QRectF]:
        """Where the choices stand in this area."""
        scale, margin, gap = look.scale, _MARGIN * look.scale, _GAP * look.scale
        width = area.width() - 2 * margin
        _, lines, height = self._set(look, width, 1.0)
        above = _HEAD if len(lines) == 1 else _ABOVE  # everybody knows by now what was asked
        top, foot = area.top() + above * scale, area.bottom() - max(_SAID * scale, height)
        each = (width - gap * (len(LETTERS) - 1)) / len(LETTERS)
        lefts = (area.left() + margin + index * (each + gap) for index in range(len(LETTERS)))
        return [QRectF(left, top, each, foot - top) for left in lefts]

    def _set(self, look: Look, width: float, ratio: float) -> tuple[Setter, list[Line], float]:
        setter = Setter(look, SMALL, width, ratio)
        return (setter, *setter.set(((Words(self.said),),)))

    def _paint_headline(self, painter: QPainter, look: Look, area: QRectF) -> None:
        """One line in the middle of its area; what is too long for the last row ends in dots."""
        weight, text = fonts.SEMIBOLD, self.headline
        size = _TEXT if look.metrics(_TEXT, weight).horizontalAdvance(text) <= area.width() else _LEAST
        shown = look.metrics(size, weight).elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        painter.setFont(look.font(size, weight))
        painter.setPen(look.color("ink"))
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, shown)

    def _paint_choice(self, painter: QPainter, look: Look, box: QRectF, index: int) -> None:
        scale, vote = look.scale, self.vote
        right = vote.phase == "revealed" and index == vote.right
        draw_box(painter, box, look.color("gate"), look.color("border"), _RADIUS * scale)
        if right:
            painter.setPen(QPen(look.color("ink"), 6 * scale))
            inner, radius = 3 * scale, _RADIUS * scale
            painter.drawRoundedRect(box.adjusted(inner, inner, -inner, -inner), radius, radius)
        padding, half = _PADDING * scale, box.height() * 0.54
        line = QRectF(box.left() + padding, box.top(), box.width() - 2 * padding, half)
        painter.setFont(look.font(_LETTER, fonts.SEMIBOLD))
        painter.setPen(look.color("secondary"))
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, LETTERS[index])
        painter.setPen(look.color("ink"))
        if right:
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, "✓")
        self._paint_number(painter, look, line.adjusted(64 * scale, 0, 0, 0), self.numbers[index])
        rest = QRectF(line.left(), box.top() + half, line.width(), box.height() - half - padding / 3)
        self._paint_hands(painter, look, rest, self._hands(index))

    def _paint_number(self, painter: QPainter, look: Look, area: QRectF, text: str) -> None:
        size = _NUMBER
        while size > _LEAST and look.metrics(size, fonts.SEMIBOLD).horizontalAdvance(text) > area.width():
            size -= 1
        painter.setFont(look.font(size, fonts.SEMIBOLD))
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, text)

    def _paint_hands(self, painter: QPainter, look: Look, area: QRectF, hands: tuple[int, ...]) -> None:
        """A bar a round, the first hollow as soon as there are two, and their numbers."""
        scale = look.scale
        most = max(1, *(count for round_ in self.vote.begun for count in round_))
        widest = max(self._counted(look, index) for index in range(len(LETTERS)))
        room, pitch = area.width() - widest - _GAP * scale, (_BAR + _BETWEEN) * scale
        top = area.center().y() - (pitch * len(hands) - _BETWEEN * scale) / 2
        for index, count in enumerate(hands):
            length = max(2.0, room * count / most)
            bar = QRectF(area.left(), top + index * pitch, length, _BAR * scale)
            hollow = index == 0 and len(hands) > 1
            fill, edge = ("gate", "secondary") if hollow else ("ink", "ink")
            draw_box(painter, bar, look.color(fill), look.color(edge), 3 * scale)
        painter.setPen(look.color("ink"))
        painter.setFont(look.font(_LEAST, fonts.SEMIBOLD))
        place = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(area, place, _both(hands))

    def _counted(self, look: Look, choice: int) -> float:
        """How wide the numbers of its hands are."""
        return look.metrics(_LEAST, fonts.SEMIBOLD).horizontalAdvance(_both(self._hands(choice)))


def _both(hands: tuple[int, ...]) -> str:
    return " → ".join(map(str, hands))
