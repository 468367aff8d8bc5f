"""The lecturer's own window: notes, the next step, the hidden answer, the time, and what the class sees."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from circuitlab.app.chrome_style import Look
from circuitlab.app.guard import guarded, guarded_or
from circuitlab.app.late import Late
from circuitlab.app.lecture import coming
from circuitlab.app.lecture.presenter_parts import Card, Keys, Picture, TopBar
from circuitlab.app.lecture.stage import LectureStage
from circuitlab.app.theme import Theme

if TYPE_CHECKING:
    from circuitlab.app.window import Window

PICTURE_MS = 66
"""The small picture is painted anew so often while something moves."""
MARGIN, SPACING = 24, 16
_BASE = (1280.0, 800.0)
_LEAST, _MOST = 0.8, 2.5
_SHARE = 0.54
"""Of the width, for the picture."""
ANSWER_HEIGHT = 96
KEYS = (
    ("Page Down", "next"),
    ("Page Up", "previous"),
    ("B", "black"),
    ("Backspace", "slide as it came"),
    ("U", "pull"),
    ("Shift+U", "climb"),
    ("Q", "predict"),
    ("V", "vote"),
    ("0–9 Return", "to a slide"),
    ("S", "swap"),
    ("F1", "all keys"),
    ("Esc", "end"),
)


class Presenter(QWidget):
    """Shows what the class must not see. Whoever makes it gives it its keys and its screen."""

    closed = Signal()

    def __init__(
        self, window: "Window", stage: LectureStage, began: datetime, today: Callable[[], datetime]
    ) -> None:
        super().__init__()
        self._window, self._stage = window, stage
        self._began, self._today = began, today
        self._theme: Theme = window.look.theme
        self._look = Look(self._theme, 1.0)
        self.parts: dict[str, Card] = {}
        self._rendering = False
        self._body: QWidget | None = None
        self.setWindowTitle("circuitlab – lecturer")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(QSize(320, 240))
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._build()
        self._picture_due = QTimer(self, singleShot=True, interval=PICTURE_MS)
        self._picture_due.timeout.connect(self._paint_picture)
        self._second = QTimer(self, interval=1000)
        self._second.timeout.connect(self.tick)
        self._second.start()
        self._listen()

    def _listen(self) -> None:
        session, lessons = self._window.session, self._window.lessons
        signals = (session.changed, session.reset, session.cursor_moved, session.trace_changed)
        self._late = Late(
            self,
            self.refresh,
            *signals,
            lessons.slide_changed,
            self._window.predicting.changed,
            self._stage.band.told,
        )
        self._seen = (self._stage, self._stage.band, self._stage.blank, self._window.view.viewport())
        for widget in self._seen:
            widget.installEventFilter(self)

    # What it is made of --------------------------------------------------------------------------

    def _build(self) -> None:
        """Make all parts for the size that there is."""
        look = self._look
        if self._body is not None:
            self._whole.removeWidget(self._body)
            self._body.deleteLater()
        self._body = body = QWidget()
        self.bar, self.picture, self.keys = TopBar(look), Picture(look, self._stage), Keys(look, KEYS)
        self.parts = {
            "now": Card(look, "Now", 22.0),
            "next": Card(look, "Next", strong=True),
            "answer": Card(look, "Answer, hidden from the class"),
            "notes": Card(look, "Notes", 24.0),
        }
        self.parts["answer"].setFixedHeight(look.px(ANSWER_HEIGHT))
        left, right = QVBoxLayout(), QVBoxLayout()
        for column, names in ((left, ("now",)), (right, ("next", "answer", "notes"))):
            column.setSpacing(look.px(SPACING))
            if column is left:
                column.addWidget(self.picture)
            for name in names:
                column.addWidget(self.parts[name], 3 if name == "notes" else 2)
        columns = QHBoxLayout()
        columns.setContentsMargins(look.px(MARGIN), 0, look.px(MARGIN), 0)
        columns.setSpacing(look.px(SPACING))
        columns.addLayout(left, round(_SHARE * 100))
        columns.addLayout(right, round((1 - _SHARE) * 100))
        inside = QVBoxLayout(body)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addWidget(self.bar)
        inside.addLayout(columns, 1)
        inside.addWidget(self.keys)
        self._whole.addWidget(body)
        self._fit_picture()
        self.refresh()
        self.tick()

    def _fit_picture(self) -> None:
        look = self._look
        room = self.width() - 2 * look.px(MARGIN) - look.px(SPACING)
        self.picture.setFixedWidth(max(1, round(room * _SHARE)))
        self.picture.fit(self.picture.maximumWidth())

    # What it says --------------------------------------------------------------------------------

    @guarded
    def refresh(self) -> None:
        """Show the step, the slide and the answer of now."""
        session, lessons = self._window.session, self._window.lessons
        climb = self._stage.band.climb
        self.parts["now"].show_text(coming.now(session) if climb is None else climb.told.said)
        self.parts["next"].show_text(coming.next_one(session, lessons))
        answer = coming.answer(session, lessons, self._window.predicting)
        self.parts["answer"].show_text(answer)
        self.parts["answer"].setVisible(bool(answer))
        page = lessons.page
        if page is not None and page.slide.notes:
            self.parts["notes"].show_text((page.notes,), "Notes")
        else:
            self.parts["notes"].show_text(coming.after_it(session, lessons), "After that")
        step = f"Step {session.cursor.steps} of {len(session.trace)}"
        slide = f"Slide {lessons.index + 1} of {lessons.count}  ·  " if lessons.active else ""
        self.bar.show_place(slide + step, lessons.title or session.name)

    @guarded
    def tick(self) -> None:
        """Show the time."""
        now = self._today()
        minutes, seconds = divmod(max(0, int((now - self._began).total_seconds())), 60)
        hours, minutes = divmod(minutes, 60)
        self.bar.show_time(f"{now:%H:%M}", f"{hours}:{minutes:02}:{seconds:02} since it began")

    # What the class sees -------------------------------------------------------------------------

    @guarded_or(lambda *_: False)
    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Whenever the picture is painted, the small one is too, a little later."""
        kinds = (QEvent.Type.Paint, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.Resize)
        if event.type() in kinds and not self._rendering and not self._picture_due.isActive():
            self._picture_due.start()
        return False

    @guarded
    def _paint_picture(self) -> None:
        self._rendering = True
        try:
            self._fit_picture()
            self.picture.repaint()
        finally:
            self._rendering = False

    def let_go(self) -> None:
        """Look at nothing any more."""
        self._second.stop()
        self._picture_due.stop()
        for widget in self._seen:
            widget.removeEventFilter(self)

    # What Qt tells -------------------------------------------------------------------------------

    @guarded
    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), self._look.color("panel"))

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the screen: everything is as large as there is room for."""
        super().resizeEvent(event)
        share = min(self.width() / _BASE[0], self.height() / _BASE[1])
        look = Look(self._theme, min(_MOST, max(_LEAST, round(share * 8) / 8)))
        if look != self._look:
            self._look = look
            self._build()
        else:
            self._fit_picture()

    @guarded
    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing it ends the lecture."""
        event.accept()
        self.closed.emit()
