"""The lesson panel: the slide's title and text, its question, what was left out, and the way on."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from circuitlab.app.buttons import Button
from circuitlab.app.chrome_style import Look
from circuitlab.app.guard import guarded, guarded_or
from circuitlab.app.icons import Icon
from circuitlab.app.late import Late
from circuitlab.app.lesson_session import LessonSession
from circuitlab.app.panels.slide_text import SlideText
from circuitlab.app.panels.step_texts import Sentence
from circuitlab.app.session import Session
from circuitlab.app.widgets import label, named

INSET, GAP = 16, 12
OTHERS = 548
"""What of the window's height menus, dock, the other panels' heads and the start of the step need."""
LEAST = 120


class LessonPanel(QWidget):
    """Shows the slide; as high as its text, but it leaves room for the step panel below."""

    noted = Signal(str)  # which slide of how many, for the header

    def __init__(self, look: Look, lesson: LessonSession, session: Session) -> None:
        super().__init__()
        self._look = look
        self._lesson = lesson
        self._session = session
        self._high = 0  # how high it would be
        self._title = label("slideTitle")
        self._title.setWordWrap(True)
        self._text = SlideText(look)
        self._question = Sentence(look)
        self._problems = label("lineError")
        self._problems.setWordWrap(True)
        self._all = Button(look, "", height=28)
        self._all.explain("Everything that was left out of this lesson, and why", "All problems")
        self._all.clicked.connect(guarded(lambda *_: self._list_problems()))
        self._warning = QWidget()
        self._reveal = Button(look, "Reveal", height=30)
        self._reveal.explain("Show the answer: as Next (N)", "Reveal the answer")
        self._reveal.clicked.connect(guarded(lambda *_: lesson.reveal()))
        self._answer = Button(look, "Answer", height=30)
        self._answer.explain("Type the answer: the question was put off", "Answer the question")
        self._answer.clicked.connect(guarded(lambda *_: self._ask()))
        self.buttons = self._make_buttons()
        self._scroll = QScrollArea(widgetResizable=True)
        self._inside = QWidget()
        self._lay_out()
        signals = (session.cursor_moved, session.changed, session.document_changed)
        self._late = Late(self, self.refresh, lesson.slide_changed, lesson.question_changed, *signals)
        self._late_fit = Late(self, self._fit, self._text.height_changed)
        lesson.slide_changed.connect(self._to_top)
        self.refresh()

    def _ask(self) -> None:
        if self._lesson.answering is not None:
            self._lesson.answering.ask()

    def _list_problems(self) -> None:
        from circuitlab.app.dialogs import ListDialog
        from circuitlab.teach.lessons import words

        if self._lesson.deck is not None:
            ListDialog(self.window(), "What was left out", words.left_out(self._lesson.deck)).open()

    def _make_buttons(self) -> dict[str, Button]:
        look, lesson = self._look, self._lesson
        back = Button(look, "Back to the slide", height=30)
        back.explain("The circuit and its passes as the slide began", "Back to the slide")
        back.clicked.connect(guarded(lambda *_: lesson.restore()))
        before = Button(look, icon="chevron-left", height=30)
        before.explain("The slide before (Ctrl+PgUp)", "Previous slide")
        before.clicked.connect(guarded(lambda *_: lesson.go_to(lesson.index - 1)))
        after = Button(look, icon="chevron-right", height=30)
        after.explain("The next slide (Ctrl+PgDown); Next (N) takes the steps first", "Next slide")
        after.clicked.connect(guarded(lambda *_: lesson.go_to(lesson.index + 1)))
        onward = Button(look, "Next lesson", height=30)
        onward.trailing = "chevron-right"
        onward.clicked.connect(guarded(lambda *_: lesson.go_on()))
        return {"restore": back, "onward": onward, "previous": before, "next": after}

    def _lay_out(self) -> None:
        look = self._look
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidget(self._inside)
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(look.px(INSET), look.px(INSET), look.px(INSET), look.px(4))
        column.setSpacing(look.px(GAP))
        warning = QHBoxLayout(self._warning)
        warning.setContentsMargins(0, 0, 0, 0)
        warning.setSpacing(look.px(8))
        warning.addWidget(Icon(look, "error", "error"), 0, Qt.AlignmentFlag.AlignTop)
        said = QVBoxLayout()
        said.setSpacing(look.px(6))
        said.addWidget(self._problems)
        said.addWidget(self._all, 0, Qt.AlignmentFlag.AlignLeft)
        warning.addLayout(said, 1)
        for part in (self._title, self._warning, self._text, self._question):
            column.addWidget(part)
        column.addStretch(1)
        row = QHBoxLayout()
        row.setContentsMargins(look.px(INSET), look.px(4), look.px(INSET), look.px(12))
        row.setSpacing(look.px(8))
        row.addWidget(self._answer)
        row.addWidget(self._reveal)
        row.addWidget(self.buttons["restore"])
        row.addWidget(self.buttons["onward"])
        row.addStretch(1)
        row.addWidget(self.buttons["previous"])
        row.addWidget(self.buttons["next"])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._scroll, 1)
        whole.addLayout(row)
        line = named(QWidget(), "separator")
        line.setFixedHeight(1)
        whole.addWidget(line)
        self._footer = row
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    @guarded
    def refresh(self) -> None:
        """Show the slide as it is now."""
        from circuitlab.teach.lessons import words

        lesson, page = self._lesson, self._lesson.page
        if page is None or lesson.deck is None:
            self.noted.emit("")
            return
        self._title.setText(lesson.title)
        self._text.show_text(lesson.text)
        question, waiting = page.slide.question, lesson.question
        if question is not None:
            here = self._session.circuit
            known = words.answer(question, here if question.gate in here.names else page.shown)
            asked = f"Predict: {words.asked(question)}"
            self._question.show_text(asked if waiting else known, _role(question.asked))
        self._question.setVisible(question is not None)
        self._reveal.setVisible(waiting is not None)
        asking = lesson.answering
        self._answer.setVisible(waiting is not None and asking is not None and asking.can_ask)
        problems = words.left_out(lesson.deck)
        self._problems.setText(problems[0] if problems else "")
        self._all.setText(f"All {len(problems)} problems")
        self._all.updateGeometry()
        self._all.setVisible(len(problems) > 1)
        self._warning.setVisible(bool(problems) and lesson.index == 0)
        self.buttons["restore"].setVisible(lesson.touched)
        self.buttons["previous"].setEnabled(lesson.index > 0)
        self.buttons["next"].setEnabled(lesson.index + 1 < lesson.count)
        following = lesson.following
        self.buttons["onward"].setVisible(following is not None and not lesson.touched)
        if following is not None:
            self.buttons["onward"].explain(following.title, f"Next lesson: {following.title}")
        self.noted.emit(f"{lesson.index + 1} of {lesson.count}")
        self._fit()

    @guarded
    def _to_top(self) -> None:
        self._scroll.verticalScrollBar().setValue(0)

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @guarded_or(lambda *_: QSize(200, 200))
    def sizeHint(self) -> QSize:
        return QSize(self._look.px(240), self._high)

    @guarded_or(lambda *_: QSize(200, 100))
    def minimumSizeHint(self) -> QSize:
        """Never so high that it would push the window off a small screen."""
        return QSize(self._look.px(240), min(self._high, self._look.px(LEAST)))

    @guarded
    def _fit(self) -> None:
        """Be as high as the slide, where that leaves room for the others."""
        layout = self._inside.layout()
        if layout is None:
            return
        layout.activate()
        width = max(1, self.width())
        wanted = layout.totalHeightForWidth(width)
        wanted = layout.totalSizeHint().height() if wanted < 0 else wanted
        most = max(self._look.px(LEAST), self.window().height() - self._look.px(OTHERS))
        height = min(wanted, most) + self._footer.totalSizeHint().height() + 1
        if height != self._high:
            self._high = height
            self.updateGeometry()


def _role(asked: str) -> str:
    return "gradient" if asked == "gradient" else "value"
