"""What a wrong answer is told: the hint, and the two boxes that are checked one by one."""

from functools import partial

from PySide6.QtCore import QRectF
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from circuitlab.app.asking import Asking
from circuitlab.app.chrome_style import Look, draw_box
from circuitlab.app.guard import guarded
from circuitlab.app.icons import Icon
from circuitlab.app.predicting import Predicting
from circuitlab.app.text_field import TextField
from circuitlab.app.widgets import label
from circuitlab.teach.predict.hints import TITLES

MARKS = {True: "✓ right", False: "not yet", None: ""}


class HintCard(QWidget):
    """One hint on the gradient's tint: its title, how far the ladder is, and its text."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.title: QLabel = label("hintTitle")
        self.count: QLabel = label("hintCount")
        self.text: QLabel = label("hintText")
        for words in (self.title, self.text):
            words.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(look.px(14), look.px(10), look.px(14), look.px(12))
        column.setSpacing(look.px(6))
        head = QHBoxLayout()
        head.setSpacing(look.px(8))
        head.addWidget(Icon(look, "bulb", "gradient"))
        head.addWidget(self.title, 1)
        head.addWidget(self.count)
        column.addLayout(head)
        column.addWidget(self.text)

    def show_hint(self, asked: Asking | None) -> None:
        """Show the hint that is to be seen, or nothing."""
        shown = asked is not None and asked.vote is None and bool(asked.hint_text)
        self.setVisible(shown)
        if asked is not None and shown:
            self.title.setText(asked.hint_title)
            self.count.setText(f"hint {asked.level} of {len(TITLES)}")
            self.text.setText(asked.hint_text)
            self.setAccessibleName(f"{asked.hint_title}: {asked.hint_text}")

    @guarded
    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            tint = self._look.color("gradient_tint")
            draw_box(painter, QRectF(self.rect()), tint, None, self._look.px(10))


@guarded
def _typed(predicting: Predicting, box: int, text: str) -> None:
    predicting.type(text, box)


class Boxes(QWidget):
    """Two parts of the answer, each with a field and whether it is right."""

    def __init__(self, look: Look, predicting: Predicting) -> None:
        super().__init__()
        self._predicting = predicting
        self.fields: list[TextField] = []
        self.marks: list[QLabel] = []
        self._asks: list[QLabel] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(look.px(8))
        grid.setVerticalSpacing(look.px(6))
        grid.setColumnStretch(0, 1)
        for box in range(2):
            asks, field, mark = label("fieldName"), BoxField(predicting), label("boxMark")
            asks.setWordWrap(True)
            field.setFixedWidth(look.px(72))
            mark.setFixedWidth(look.px(56))
            field.textEdited.connect(partial(_typed, predicting, box))
            for column, widget in enumerate((asks, field, mark)):
                grid.addWidget(widget, box, column)
            self._asks.append(asks)
            self.fields.append(field)
            self.marks.append(mark)

    def show_boxes(self, asked: Asking | None) -> None:
        """Show the parts of this question, where they are opened."""
        verdict = None if asked is None or asked.vote is not None or not asked.level else asked.verdict
        self.setVisible(verdict is not None and bool(verdict.boxes))
        if asked is None or verdict is None:
            return
        for box, part in enumerate(verdict.boxes):
            right = asked.is_box_right(box)
            self._asks[box].setText(part.asks)
            self.fields[box].setAccessibleName(part.asks)
            self.marks[box].setText(MARKS[right])
            if self.fields[box].text() != asked.boxes.get(box, ""):
                self.fields[box].setText(asked.boxes.get(box, ""))


class BoxField(TextField):
    """A part of the answer; Return goes on to the next field."""

    def __init__(self, predicting: Predicting) -> None:
        super().__init__()
        self._predicting = predicting

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text() == "\r":
            self.focusNextChild()
            event.accept()
        else:
            super().keyPressEvent(event)
