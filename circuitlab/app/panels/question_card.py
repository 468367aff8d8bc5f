"""The card with the equation that is to be completed: its left side typeset, the field, and what is given."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from circuitlab.app import equations
from circuitlab.app.ask_field import AskField
from circuitlab.app.asking import Asking
from circuitlab.app.chrome_style import Look, draw_box
from circuitlab.app.guard import guarded, guarded_or
from circuitlab.app.predicting import Predicting
from circuitlab.app.widgets import label
from circuitlab.teach.predict import asking

_EQUATION = 20.0
_FIELD = (92, 34)
_HEAD, _INSET, _GAP = 74, 14, 12
_SMALLEST = 0.6


class QuestionCard(QWidget):
    """The equation and its field in the upper part; below a hairline what is given, and what is refused."""

    def __init__(self, look: Look, predicting: Predicting) -> None:
        super().__init__()
        self._look = look
        self._predicting = predicting
        self._latex = ""
        self.field = AskField(look, predicting, self)
        self.given: QLabel = label("fieldName")
        self.problem: QLabel = label("lineError")
        for words in (self.given, self.problem):
            words.setParent(self)
            words.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_question(self, asked: Asking, role: str) -> None:
        """Show this question."""
        session = self._predicting.session
        self._latex = asking.equation_latex(session.circuit, session.trace, asked.question)
        seen, covered = session.cursor, session.hidden.labels
        given = asking.remark(session.circuit, session.trace, asked.question, seen, covered)
        self.given.setText(f"{given.strip()}\n{asking.ANSWERS}".strip())
        self.problem.setText(asked.problem)
        self.problem.setVisible(bool(asked.problem))
        self.field.dress(role)
        if self.field.text() != asked.text:
            self.field.setText(asked.text)
        self._place()
        self.update()

    @guarded_or(lambda *_: QSize(36, 36))
    def sizeHint(self) -> QSize:
        return QSize(self._look.px(312), self.height())

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _equation(self) -> tuple[equations.Equation | None, float]:
        """The left side, and how far it has to shrink."""
        if not equations.ready() or not self._latex:
            return None, 1.0
        look = self._look
        found = equations.equation(self._latex, look.theme, _EQUATION * look.scale, self.devicePixelRatioF())
        room = self.width() - look.px(_FIELD[0]) - look.px(_GAP) - 2 * look.px(_INSET)
        return found, max(_SMALLEST, min(1.0, room / found.width))

    def _place(self) -> None:
        """Equation and field in the middle, side by side; the words below."""
        look = self._look
        found, shrink = self._equation()
        left = 0.0 if found is None else found.width * shrink + look.px(_GAP)
        width, height = look.px(_FIELD[0]), look.px(_FIELD[1])
        start = max(look.px(_INSET), (self.width() - left - width) / 2)
        right = min(round(start + left), self.width() - look.px(_INSET) - width)
        self.field.setGeometry(right, (look.px(_HEAD) - height) // 2, width, height)
        top, inner = look.px(_HEAD) + look.px(10), self.width() - 2 * look.px(_INSET)
        for words in (self.given, self.problem):
            if words is self.problem and not words.text():
                continue
            tall = words.heightForWidth(inner)
            words.setGeometry(look.px(_INSET), top, inner, tall)
            top += tall + look.px(4)
        self.setFixedHeight(top + look.px(6))

    @guarded
    def paintEvent(self, _event: QPaintEvent) -> None:
        look = self._look
        with QPainter(self) as painter:
            draw_box(painter, QRectF(self.rect()), look.color("gate"), look.color("border"), look.px(10))
            painter.fillRect(QRectF(0, look.px(_HEAD), self.width(), 1), look.color("border"))
            found, shrink = self._equation()
            if found is not None:
                left = self.field.x() - look.px(_GAP) - found.width * shrink
                found.draw(painter, left, (look.px(_HEAD) - found.height * shrink) / 2, shrink)
