"""The text of a slide: words, coloured numbers and typeset formulas, in lines, painted by hand."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from circuitlab.app import equations, fonts
from circuitlab.app.chrome_style import Look
from circuitlab.app.equations import Equation, equation
from circuitlab.app.guard import guarded
from circuitlab.teach.lessons.fields import Figure, Formula, Piece, Words, plain

TEXT_PX, INLINE_PX, DISPLAY_PX = 15.0, 17.0, 20.0
LINE, GAP, INDENT = 22, 10, 16
_BULLET = "- "


@dataclass(frozen=True, slots=True)
class _Atom:
    """What is never broken: a word, a number, or a formula (`set` is None until it can be set)."""

    text: str
    role: str
    width: float
    ascent: float
    descent: float
    set: Equation | None = None
    shrink: float = 1.0


@dataclass(slots=True)
class _Line:
    """Atoms with where each begins; its place is the baseline's."""

    left: float
    atoms: list[tuple[float, _Atom]] = field(default_factory=list)
    width: float = 0.0
    baseline: float = 0.0


class SlideText(QWidget):
    """Paragraphs of 15 px on lines of 22; a line grows with the formulas in it."""

    height_changed = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._paragraphs: Sequence[tuple[Piece, ...]] = ()
        self._lines: list[_Line] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_text(self, paragraphs: Sequence[tuple[Piece, ...]]) -> None:
        """Show these in place of what there was."""
        self._paragraphs = paragraphs
        self.setAccessibleName("\n".join(map(plain, paragraphs)))
        self._fit()

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @guarded
    def _fit(self) -> None:
        """Break the text into lines, and be as high as they are."""
        top = 0.0
        self._lines = []
        for index, paragraph in enumerate(self._paragraphs):
            top += self._look.px(GAP) if index else 0
            for line in self._broken(paragraph):
                ascent = max((atom.ascent for _, atom in line.atoms), default=0.0)
                descent = max((atom.descent for _, atom in line.atoms), default=0.0)
                formulas = any(atom.set is not None for _, atom in line.atoms)
                air = self._look.px(6) if formulas else 0
                height = max(float(self._look.px(LINE)), ascent + descent + air)
                line.baseline = top + (height - ascent - descent) / 2 + ascent
                top += height
                self._lines.append(line)
        height = max(1, round(top))
        if height != self.height():
            self.setFixedHeight(height)
            self.height_changed.emit()
        self.update()

    @guarded
    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            for line in self._lines:
                for x, atom in line.atoms:
                    self._paint(painter, line.left + x, line.baseline, atom)
        if not equations.ready():  # the window is on the screen now: time to import what sets them
            QTimer.singleShot(0, self, self._load)

    @guarded
    def _load(self) -> None:
        equations.load()
        self._fit()

    def _paint(self, painter: QPainter, x: float, baseline: float, atom: _Atom) -> None:
        if atom.set is not None:
            atom.set.draw(painter, x, baseline - atom.ascent, atom.shrink)
            return
        look = self._look
        painter.setFont(look.font(TEXT_PX, fonts.SEMIBOLD if atom.role else fonts.REGULAR))
        painter.setPen(look.color(atom.role or "ink"))
        painter.drawText(QPointF(x, baseline), atom.text)

    # Lines ---------------------------------------------------------------------------------------

    def _broken(self, paragraph: tuple[Piece, ...]) -> list[_Line]:
        left = 0.0
        first = paragraph[0] if paragraph else None
        bullet = isinstance(first, Words) and first.text.startswith(_BULLET)
        if bullet and isinstance(first, Words):
            paragraph = (Words(first.text.removeprefix(_BULLET)), *paragraph[1:])
            left = float(self._look.px(INDENT))
        room = max(40.0, self.width() - left)
        space = self._look.metrics(TEXT_PX).horizontalAdvance(" ")
        lines = [_Line(left)]
        for cluster in self._clusters(paragraph, room):
            width = sum(atom.width for atom in cluster)
            line = lines[-1]
            if line.atoms and line.width + space + width > room:
                line = _Line(left)
                lines.append(line)
            x = line.width + (space if line.atoms else 0.0)
            for atom in cluster:
                line.atoms.append((x, atom))
                x += atom.width
            line.width = x
        if bullet and lines[0].atoms:
            lines[0].atoms.insert(0, (-left, self._word("•")))
        return lines

    def _clusters(self, paragraph: tuple[Piece, ...], room: float) -> Iterator[list[_Atom]]:
        """Atoms with no space between them: they stay on one line."""
        size = DISPLAY_PX if len(paragraph) == 1 else INLINE_PX
        cluster: list[_Atom] = []
        for piece in paragraph:
            if isinstance(piece, Formula):
                cluster.append(self._formula(piece.latex, size, room))
            elif isinstance(piece, Figure):
                cluster.append(self._word(piece.text, piece.role or "ink"))
            else:
                for text in re.split(r"(\s+)", piece.text):
                    if text.isspace():
                        yield from [cluster] if cluster else []
                        cluster = []
                    elif text:
                        *whole, rest = self._pieces_of(text, room)
                        yield from ([word] for word in whole)
                        cluster.append(rest)
        if cluster:
            yield cluster

    def _pieces_of(self, text: str, room: float) -> list[_Atom]:
        """A word; one that is wider than a line, in pieces."""
        word = self._word(text)
        if word.width <= room:
            return [word]
        count = max(1, int(len(text) * room / word.width) - 1)
        return [self._word(text[start : start + count]) for start in range(0, len(text), count)]

    def _word(self, text: str, role: str = "") -> _Atom:
        measure = self._look.metrics(TEXT_PX, fonts.SEMIBOLD if role else fonts.REGULAR)
        return _Atom(text, role, measure.horizontalAdvance(text), measure.ascent(), measure.descent())

    def _formula(self, latex: str, size: float, room: float) -> _Atom:
        look = self._look
        if not equations.ready():
            return _Atom("", "", look.px(60), look.px(size), look.px(size / 3))
        made = equation(latex, look.theme, size * look.scale, self.devicePixelRatioF())
        shrink = min(1.0, room / made.width)
        below = made.height - made.ascent
        return _Atom(latex, "", made.width * shrink, made.ascent * shrink, below * shrink, made, shrink)
