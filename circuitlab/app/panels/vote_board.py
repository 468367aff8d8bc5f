"""The class vote: four choices, hands counted by keys or clicks in two rounds, bars with their numbers."""

from functools import partial

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from circuitlab.app import fonts
from circuitlab.app.asking import Asking
from circuitlab.app.buttons import Button, Face
from circuitlab.app.chrome_style import Look, draw_box
from circuitlab.app.guard import guarded, guarded_or
from circuitlab.app.predicting import Predicting
from circuitlab.app.widgets import label
from circuitlab.teach.predict.vote import LETTERS, Vote, most_wrong

SAYS = {
    "first": "First vote. Keys A to D count a hand; with Shift, one hand less.",
    "discuss": "Discuss with your neighbour: why this one? Then vote again.",
    "second": "Second vote. Keys A to D count a hand; with Shift, one hand less.",
    "revealed": "The right one is framed.",
}
BUTTONS = {"first": "Discuss", "discuss": "Vote again", "second": "Show the answer", "revealed": "Go on"}
_ROW, _LOW_ROW = 76, 30
"""Where there is little room, the bars stand beside the number."""
_GAP, _LOW_GAP = 8, 4


class ChoiceRow(QWidget):
    """One choice: its letter, its number, and a bar with the hands of each round. A click counts a hand."""

    pressed = Signal(int)

    def __init__(self, look: Look, letter: str) -> None:
        super().__init__()
        self._look = look
        self._letter = letter
        self._text = ""
        self._hands: tuple[int, ...] = ()
        self._most = 1
        self._right = False
        self.low = False
        self.set_low(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_choice(self, text: str, hands: tuple[int, ...], most: int, *, right: bool) -> None:
        """Show a number, the hands of the rounds so far, and whether it is framed as the right one."""
        self._text, self._hands, self._most, self._right = text, hands, max(1, most), right
        rounds = ", ".join(f"round {index + 1}: {count}" for index, count in enumerate(hands))
        self.setAccessibleName(f"{self._letter}: {text}{', right' if right else ''}. {rounds}")
        self.update()

    def set_low(self, low: bool) -> None:
        """Be a row of one line, or of three."""
        self.low = low
        self.setFixedHeight(self._look.px(_LOW_ROW if low else _ROW))

    @guarded_or(lambda *_: QSize(36, 36))
    def sizeHint(self) -> QSize:
        return QSize(self._look.px(312), self.height())

    @guarded
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.pressed.emit(-1 if event.button() == Qt.MouseButton.RightButton else 1)

    @guarded
    def paintEvent(self, _event: QPaintEvent) -> None:
        look = self._look
        with QPainter(self) as painter:
            edge = look.color("ink" if self._right else "border")
            draw_box(painter, QRectF(self.rect()), look.color("gate"), edge, look.px(10))
            if self._right:
                inner = QRectF(self.rect()).adjusted(1, 1, -1, -1)
                draw_box(painter, inner, look.color("gate"), edge, look.px(9))
            painter.setPen(look.color("secondary"))
            painter.setFont(look.font(18 if self.low else 22, fonts.SEMIBOLD))
            painter.drawText(QPointF(look.px(14), look.px(21 if self.low else 32)), self._letter)
            painter.setPen(look.color("ink"))
            self._paint_number(painter)
            if self._right:
                painter.setFont(look.font(14, fonts.SEMIBOLD))
                area = QRectF(0, look.px(1 if self.low else 10), self.width() - look.px(14), look.px(28))
                said = "✓" if self.low else "✓ right"
                painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, said)
            self._paint_bars(painter)

    def _paint_number(self, painter: QPainter) -> None:
        look, left = self._look, self._look.px(44)
        size = 20.0 if self.low else 28.0
        room = look.px(96) if self.low else self.width() - left - look.px(60)
        while size > 12 and look.metrics(size, fonts.SEMIBOLD).horizontalAdvance(self._text) > room:
            size -= 1
        painter.setFont(look.font(size, fonts.SEMIBOLD))
        painter.drawText(QPointF(left, look.px(22 if self.low else 34)), self._text)

    def _paint_bars(self, painter: QPainter) -> None:
        """A bar a round, the first hollow, each with its number."""
        look = self._look
        left = look.px(148 if self.low else 44)
        room = self.width() - left - look.px(62 if self.low else 46)
        height, pitch = (look.px(8), look.px(12)) if self.low else (look.px(10), look.px(14))
        first = (self.height() - pitch * len(self._hands) + pitch - height) / 2
        for index, count in enumerate(self._hands):
            top = (first if self.low else look.px(44)) + index * pitch
            length = room * count / self._most
            bar = QRectF(left, top, max(2.0, length), height)
            hollow = index == 0 and len(self._hands) > 1
            fill = look.color("gate" if hollow else "ink")
            draw_box(painter, bar, fill, look.color("secondary" if hollow else "ink"), look.px(3))
            painter.setPen(look.color("ink"))
            painter.setFont(look.font(11 if self.low else 12, fonts.SEMIBOLD))
            painter.drawText(QPointF(bar.right() + look.px(6), top + height), str(count))


class VoteBoard(QWidget):
    """The four choices, and the one button that leads from phase to phase. The keys are its own."""

    def __init__(self, look: Look, predicting: Predicting) -> None:
        super().__init__()
        self._look = look
        self._predicting = predicting
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.says = label("keyMeaning")
        self.says.setWordWrap(True)
        self.rows = [ChoiceRow(look, letter) for letter in LETTERS]
        self.told = label("hintText")
        self.told.setWordWrap(True)
        self.button = Button(look, "Discuss", face=Face.PRIMARY, keys="Return", height=36)
        self.button.text_px = 14.0
        self.button.clicked.connect(guarded(lambda *_: predicting.voting.go_on()))
        self.end = Button(look, "End the vote", face=Face.PLAIN, height=36)
        self.end.text_px = 14.0
        self.end.clicked.connect(guarded(lambda *_: predicting.voting.toggle()))
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(_GAP))
        column.addWidget(self.says)
        for index, row in enumerate(self.rows):
            row.pressed.connect(partial(guarded(predicting.voting.count), index))
            column.addWidget(row)
        column.addWidget(self.told)
        last = QHBoxLayout()
        last.addWidget(self.button)
        last.addStretch(1)
        last.addWidget(self.end)
        column.addLayout(last)

    def show_vote(self, asked: Asking | None) -> None:
        """Show how the vote stands, or nothing."""
        vote = None if asked is None else asked.vote
        was_hidden = self.isHidden()
        self.setVisible(vote is not None)
        if vote is None:
            return
        if was_hidden:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        shown = vote.begun
        most = max(count for hands in shown for count in hands)
        for index, (row, choice) in enumerate(zip(self.rows, vote.choices, strict=True)):
            right = vote.phase == "revealed" and index == vote.right
            row.show_choice(choice.text, tuple(hands[index] for hands in shown), most, right=right)
        self.says.setText(SAYS[vote.phase])
        self.told.setText(_told(vote))
        self.told.setVisible(vote.phase == "revealed" and bool(_told(vote)))
        self.button.setText(BUTTONS[vote.phase])
        self.button.updateGeometry()

    def fit(self, room: int) -> None:
        """Stand in so much height, if that can be: with low rows, and without what the keys do."""
        look = self._look
        told = 0 if self.told.isHidden() else self.told.heightForWidth(self.width()) + look.px(_GAP)
        says = self.says.heightForWidth(self.width()) + look.px(_GAP)
        rest = told + look.px(36)
        low = says + len(self.rows) * look.px(_ROW + _GAP) + rest > room
        for row in self.rows:
            if row.low != low:
                row.set_low(low)
        self._column.setSpacing(look.px(_LOW_GAP if low else _GAP))
        self.says.setVisible(not low or says + len(self.rows) * look.px(_LOW_ROW + _LOW_GAP) + rest <= room)

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A to D (or 1 to 4) count, Return leads on, Escape ends the vote."""
        if self._predicting.voting.counts(event):
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._predicting.voting.go_on()
        elif event.key() == Qt.Key.Key_Escape:
            self._predicting.voting.toggle()
        else:
            super().keyPressEvent(event)


def _told(vote: Vote) -> str:
    """What is said of the wrong choice that most hands went to."""
    wrong = most_wrong(vote)
    return "" if wrong is None else f"{LETTERS[wrong]}: {vote.choices[wrong].said}"
