"""The band under the circuit in lecture mode: the step's equations, its sentence, and how far the passes are.

In a lesson: what the slide says, as long as nothing was stepped on it, and how far the slides are.

Sizes are given for a screen of 1,080 lines; `unit` is how much of that one pixel is.
"""

import re

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QWidget

from circuitlab.app import equations, fonts
from circuitlab.app.chrome_style import Look
from circuitlab.app.dock.chips import ROLES
from circuitlab.app.guard import guarded
from circuitlab.app.lecture.current import step_of
from circuitlab.app.lecture.progress import paint_counter, paint_progress
from circuitlab.app.lecture.slide_block import Block, asking, set_block
from circuitlab.app.lesson_session import LessonSession
from circuitlab.app.session import Session
from circuitlab.formula.reading import MINUS
from circuitlab.teach import numbers, sentences
from circuitlab.teach.equations import OneLine, in_one_line
from circuitlab.teach.lessons.fields import plain

HEIGHT, LESSON_HEIGHT = 316.0, 348.0
"""The least; in a lesson there is room for the slide's number."""
EQUATION = 56.0
LEAST = 42.0
"""Nothing that must be read is smaller."""
TEXT, LINE = 44.0, 60.0
SMALL_TEXT, SMALL_LINE = 42.0, 51.0
"""Of a sentence that needs a third line."""
_MIDDLE_OF_EQUATIONS, _TOP_OF_TEXT, _FOOT, _LESSON_FOOT = 82.0, 161.0, 34.0, 66.0
_TOP_OF_SLIDE = 18.0
_MARGIN, _GAP, _LEAST_GAP = 60.0, 154.0, 64.0
_ABOVE = 12.0
"""Between the equations and the upper edge, at least."""
_RESULT = re.compile(rf"(?:: |gets |with\s)({MINUS}?\d[\d.]*)\.$")


class Band(QWidget):
    """Shows the step at the session's cursor."""

    def __init__(self, session: Session, lessons: LessonSession, look: Look) -> None:
        super().__init__()
        self._session = session
        self._lessons = lessons
        self._block: Block | None = None
        self._look = look
        self._sentence = ""
        self._equations: tuple[OneLine, ...] = ()
        self._role = "value"

    def set_look(self, look: Look) -> None:
        """Another theme, or a screen of another height: the look's scale is the unit."""
        self._look = look
        self._block = None
        self.update()

    def wanted_height(self, width: float) -> float:
        """How high it is to be, in px: the same for all that is shown on a slide, so that nothing moves."""
        scale = self._look.scale
        if not self._lessons.active:
            return HEIGHT * scale
        block = self.block(width)
        return max(LESSON_HEIGHT * scale, block.height + (_TOP_OF_SLIDE + _LESSON_FOOT) * scale)

    def block(self, width: float) -> Block:
        """What the slide says, set in that width."""
        lessons = self._lessons
        if self._block is None:
            page = lessons.page
            asked = () if page is None or page.slide.question is None else (asking(page.slide.question),)
            text = (*(() if page is None else page.lecture_text), *asked)
            self._block = set_block(self._look, lessons.title, text, width, self.devicePixelRatioF())
        return self._block

    @property
    def says_slide(self) -> bool:
        """Whether it shows what the slide says: its circuit is as it came."""
        page = self._lessons.page
        session = self._session
        return page is not None and session.entered == page.inside and session.cursor == page.first

    @guarded
    def other_slide(self) -> None:
        """Another slide, or none."""
        self._block = None
        self.refresh()

    @guarded
    def refresh(self) -> None:
        """Show the step at the cursor, with as many digits as a lecture has."""
        circuit, trace, step = self._session.circuit, self._session.trace, step_of(self._session)
        with numbers.rounded_to(numbers.LECTURE_DIGITS):
            self._sentence = sentences.sentence(circuit, trace, step)
            self._equations = () if step is None else in_one_line(circuit, trace, step)
        self._role = "value" if step is None else ROLES[step.pass_]
        page = self._lessons.page
        slide = [self._lessons.title, *map(plain, () if page is None else page.lecture_text)]
        self.setAccessibleName("\n".join(slide) if self.says_slide else self._sentence)
        self.update()

    @guarded
    def paintEvent(self, _event: QPaintEvent) -> None:
        look = self._look
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.fillRect(self.rect(), look.color("panel"))
            painter.fillRect(QRectF(0, 0, self.width(), max(1, look.px(1))), look.color("border"))
            if self.says_slide:
                block = self.block(self.width())
                room = self._foot - _TOP_OF_SLIDE * look.scale - block.height
                block.paint(painter, _TOP_OF_SLIDE * look.scale + room / 2)
            else:
                self._paint_step(painter)
            paint_progress(painter, look, QRectF(self.rect()), self._session)
            if self._lessons.active:
                at = f"{self._lessons.index + 1} / {self._lessons.count}"
                paint_counter(painter, look, QRectF(self.rect()), at)

    @property
    def _foot(self) -> float:
        """Where the text ends, in px from above."""
        return self.height() - (_LESSON_FOOT if self._lessons.active else _FOOT) * self._look.scale

    @property
    def _more(self) -> float:
        """How much higher it is above and below than a step needs."""
        return max(0.0, (self._foot - (HEIGHT - _FOOT) * self._look.scale) / 2)

    @property
    def _room_for_text(self) -> float:
        return self._foot - 2 * self._more - _TOP_OF_TEXT * self._look.scale

    def _paint_step(self, painter: QPainter) -> None:
        """The step's equations over its sentence, in the middle of a band that is higher than they need."""
        scale, more = self._look.scale, self._more
        painter.save()
        painter.translate(0, more)
        foot = self._foot - 2 * more
        layout, line = self._fitted(self._room_for_text)
        lines = layout.lineCount()
        if self._equations:
            top = min(_TOP_OF_TEXT * scale, foot - lines * line)
            self._paint_equations(painter, QRectF(0, 0, self.width(), top))
        else:
            top = (foot - lines * line) / 2
        painter.setPen(self._look.color("ink"))
        layout.draw(painter, QPointF(0, top + (foot - top - lines * line) / 2))
        painter.restore()

    def missing(self) -> list[str]:
        """What of the step, or of the slide, there is no room for, in words."""
        if self.says_slide:
            return ["its text does not fit under the circuit"] if self.block(self.width()).overfull else []
        found = []
        drawn, room = self.chosen(), self.width() - 2 * _MARGIN * self._look.scale
        if len(drawn) < len(self._equations):
            found.append(f"{len(drawn)} of its {len(self._equations)} equations fit beside each other")
        if self._width(drawn) * LEAST / EQUATION > room:
            found.append("its equation is wider than the screen")
        layout, _ = self._fitted(self._room_for_text)
        if layout.text() != self._sentence:
            found.append("its sentence is too long")
        return found

    # Equations -----------------------------------------------------------------------------------

    def chosen(self) -> list[equations.Equation]:
        """The equations as they are set: all if there is room, else shorter, else the largest ones."""
        room = self.width() - 2 * _MARGIN * self._look.scale
        whole = [self._set(each.latex) for each in self._equations]
        if self._width(whole) <= room:
            return whole
        kept = sorted(self._equations, key=lambda each: -each.size)
        while True:
            drawn = [self._set(each.short) for each in self._equations if each in kept]
            if self._width(drawn) * LEAST / EQUATION <= room or len(kept) == 1:
                return drawn
            kept.pop()

    def _set(self, latex: str) -> equations.Equation:
        look = self._look
        return equations.equation(latex, look.theme, EQUATION * look.scale, self.devicePixelRatioF())

    def _width(self, drawn: list[equations.Equation]) -> float:
        gap = _LEAST_GAP * self._look.scale
        return sum(each.width for each in drawn) + gap * (len(drawn) - 1)

    def _paint_equations(self, painter: QPainter, area: QRectF) -> None:
        """On one baseline, in the middle; smaller where there is no room, but never too small to be read."""
        drawn, scale = self.chosen(), self._look.scale
        if not drawn:
            return
        room, gaps = area.width() - 2 * _MARGIN * scale, max(1, len(drawn) - 1)
        widths = sum(each.width for each in drawn)
        ascent = max(each.ascent for each in drawn)
        descent = max(each.height - each.ascent for each in drawn)
        high = (area.height() - _ABOVE * scale) / (ascent + descent)
        shrink = max(LEAST / EQUATION, min(1.0, room / self._width(drawn), high))
        gap = min(_GAP * scale, max(_LEAST_GAP * scale * shrink, (room - widths * shrink) / gaps))
        middle = min(_MIDDLE_OF_EQUATIONS * scale, (area.height() + _ABOVE * scale) / 2)
        baseline = middle + (ascent - descent) / 2 * shrink
        x = (area.width() - widths * shrink - gap * (len(drawn) - 1)) / 2
        for each in drawn:
            each.draw(painter, x, baseline - each.ascent * shrink, shrink)
            x += each.width * shrink + gap

    # The sentence --------------------------------------------------------------------------------

    def _fitted(self, room: float) -> tuple[QTextLayout, float]:
        """The sentence in lines of their height: in two of them, or in three that are a little smaller.

        What is longer loses its last sentences.
        """
        scale = self._look.scale
        if not self._equations:
            room = self._foot
        text = self._sentence
        while True:
            for size, line in ((TEXT, LINE), (SMALL_TEXT, SMALL_LINE)):
                layout = self._laid_out(text, size, line)
                if layout.lineCount() * line * scale <= room + (LINE - SMALL_LINE) * 4 * scale:
                    return layout, line * scale
            shorter = text[: text[:-1].rfind(". ") + 1]
            if not shorter:
                return layout, line * scale
            text = shorter

    def _laid_out(self, text: str, size: float, line: float) -> QTextLayout:
        """In lines of about the same length, the result in the colour of the pass."""
        most = self.width() - 2 * _MARGIN * self._look.scale
        layout = self._broken(text, size, line, most)
        low, high, count = most / max(1, layout.lineCount()) * 0.9, most, layout.lineCount()
        while count > 1 and high - low > 4:
            middle = (low + high) / 2
            if self._broken(text, size, line, middle).lineCount() > count:
                low = middle
            else:
                high = middle
        return self._broken(text, size, line, high)

    def _broken(self, text: str, size: float, line_height: float, width: float) -> QTextLayout:
        look = self._look
        layout = QTextLayout(text, look.font(size, fonts.MEDIUM))
        option = QTextOption(Qt.AlignmentFlag.AlignHCenter)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setFormats(self._formats(text))
        layout.beginLayout()
        step = line_height * look.scale
        top = (step - look.metrics(size).height()) / 2
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(1.0, width))
            line.setPosition(QPointF((self.width() - width) / 2, top))
            top += step
        layout.endLayout()
        return layout

    def _formats(self, text: str) -> list[QTextLayout.FormatRange]:
        found = _RESULT.search(text)
        if found is None:
            return []
        look = QTextCharFormat()
        look.setForeground(self._look.color(self._role))
        look.setFontWeight(fonts.SEMIBOLD)
        marked = QTextLayout.FormatRange()
        marked.start, marked.length, marked.format = found.start(1), len(found[1]), look
        return [marked]
