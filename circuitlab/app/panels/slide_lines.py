"""The lines of a slide's text: words, coloured numbers and typeset formulas, broken and painted by hand."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QPainter

from circuitlab.app import equations, fonts
from circuitlab.app.chrome_style import Look
from circuitlab.app.equations import Equation, equation
from circuitlab.app.line_breaks import HOLDING, SIGNS, lines_of
from circuitlab.teach.lessons.fields import Figure, Formula, Piece, Words

_SPACES = re.compile(rf"(\s+)(?![{SIGNS}](?:\s|$))")
"""Where a text may be broken."""
_BULLET = "- "


@dataclass(frozen=True, slots=True)
class Sizes:
    """In px at 100 %: of text, of formulas in it and on lines of their own, of lines, and of what is between.

    beside: between formulas that share a line, each a paragraph of its own; 0: each has its own line.
    balanced: the lines of a paragraph are about equally long.
    """

    text: float = 15.0
    inline: float = 17.0
    display: float = 20.0
    line: float = 22.0
    gap: float = 10.0
    indent: float = 16.0
    air: float = 6.0
    weight: QFont.Weight = fonts.REGULAR
    beside: float = 0.0
    balanced: bool = False


@dataclass(frozen=True, slots=True)
class Atom:
    """What is never broken: a word, a number, or a formula (`set` is None until it can be set)."""

    text: str
    role: str
    width: float
    ascent: float
    descent: float
    set: Equation | None = None
    shrink: float = 1.0


@dataclass(slots=True)
class Line:
    """Atoms with where each begins; its place is the baseline's."""

    left: float
    atoms: list[tuple[float, Atom]] = field(default_factory=list)
    width: float = 0.0
    baseline: float = 0.0


class Setter:
    """Breaks paragraphs into lines of a width. ratio: device pixels to one. `sizes`: read-only to others."""

    def __init__(self, look: Look, sizes: Sizes, width: float, ratio: float = 1.0) -> None:
        self._look, self.sizes, self._width, self._ratio = look, sizes, width, ratio

    def set(self, paragraphs: Sequence[tuple[Piece, ...]]) -> tuple[list[Line], float]:
        """The lines, from 0 on, and how high they are together."""
        look, sizes, top = self._look, self.sizes, 0.0
        lines: list[Line] = []
        for index, group in enumerate(self._grouped(paragraphs)):
            top += look.px(sizes.gap) if index else 0
            broken = self._broken(group[0]) if len(group) == 1 else self._in_a_row(group)
            for line in broken:
                ascent = max((atom.ascent for _, atom in line.atoms), default=0.0)
                descent = max((atom.descent for _, atom in line.atoms), default=0.0)
                formulas = any(atom.set is not None for _, atom in line.atoms)
                air = look.px(sizes.air) if formulas else 0
                height = max(float(look.px(sizes.line)), ascent + descent + air)
                line.baseline = top + (height - ascent - descent) / 2 + ascent
                top += height
                lines.append(line)
        return lines, top

    def paint(self, painter: QPainter, lines: list[Line], left: float = 0.0, top: float = 0.0) -> None:
        """Paint lines that were set, from this point on."""
        for line in lines:
            for x, atom in line.atoms:
                self._paint(painter, left + line.left + x, top + line.baseline, atom)

    def _paint(self, painter: QPainter, x: float, baseline: float, atom: Atom) -> None:
        if atom.set is not None:
            atom.set.draw(painter, x, baseline - atom.ascent, atom.shrink)
            return
        look = self._look
        painter.setFont(look.font(self.sizes.text, self._weight(atom.role)))
        painter.setPen(look.color(atom.role or "ink"))
        painter.drawText(QPointF(x, baseline), atom.text)

    def _weight(self, role: str) -> QFont.Weight:
        return fonts.SEMIBOLD if role else self.sizes.weight

    # Lines ---------------------------------------------------------------------------------------

    def _grouped(self, paragraphs: Sequence[tuple[Piece, ...]]) -> Iterator[list[tuple[Piece, ...]]]:
        """Paragraphs one by one; formulas that follow each other together, where they share a line."""
        group: list[tuple[Piece, ...]] = []
        for paragraph in paragraphs:
            alone = len(paragraph) == 1 and isinstance(paragraph[0], Formula)
            if group and not (alone and self.sizes.beside):
                yield group
                group = []
            group.append(paragraph)
            if not alone:
                yield group
                group = []
        if group:
            yield group

    def _in_a_row(self, group: list[tuple[Piece, ...]]) -> list[Line]:
        """Formulas beside each other, as many as there is room for."""
        clusters = [cluster for paragraph in group for cluster in self._clusters(paragraph, self._width)]
        return _filled(clusters, self._look.px(self.sizes.beside), self._width)

    def _broken(self, paragraph: tuple[Piece, ...]) -> list[Line]:
        left = 0.0
        first = paragraph[0] if paragraph else None
        bullet = isinstance(first, Words) and first.text.startswith(_BULLET)
        if bullet and isinstance(first, Words):
            paragraph = (Words(first.text.removeprefix(_BULLET)), *paragraph[1:])
            left = float(self._look.px(self.sizes.indent))
        room = max(40.0, self._width - left)
        space = self._look.metrics(self.sizes.text, self.sizes.weight).horizontalAdvance(" ")
        clusters = list(self._clusters(paragraph, room))
        lines = _filled(clusters, space, room, left)
        if self.sizes.balanced and len(lines) > 1:
            tried = (_filled(clusters, space, room * share / 100, left) for share in range(50, 101, 5))
            lines = next(each for each in tried if len(each) == len(lines))
        if bullet and lines and lines[0].atoms:
            lines[0].atoms.insert(0, (-left, self._word("•")))
        return lines

    def _clusters(self, paragraph: tuple[Piece, ...], room: float) -> Iterator[list[Atom]]:
        """Atoms with no space between them: they stay on one line."""
        size = self.sizes.display if len(paragraph) == 1 else self.sizes.inline
        cluster: list[Atom] = []
        for piece in paragraph:
            if isinstance(piece, Formula):
                cluster.append(self._formula(piece.latex, size, room))
            elif isinstance(piece, Figure):
                cluster.append(self._word(piece.text, piece.role or "ink"))
            else:
                for text in _SPACES.split(piece.text):
                    if text.isspace() and cluster and cluster[-1].text.split(" ")[-1] in HOLDING:
                        cluster.append(self._word(" "))
                    elif text.isspace():
                        yield from [cluster] if cluster else []
                        cluster = []
                    elif text:
                        *whole, rest = self._pieces_of(text, room)
                        yield from ([word] for word in whole)
                        cluster.append(rest)
        if cluster:
            yield cluster

    def _pieces_of(self, text: str, room: float) -> list[Atom]:
        """A word; one that is wider than a line, in pieces."""
        word = self._word(text)
        if word.width <= room:
            return [word]
        count = max(1, int(len(text) * room / word.width) - 1)
        return [self._word(text[start : start + count]) for start in range(0, len(text), count)]

    def _word(self, text: str, role: str = "") -> Atom:
        measure = self._look.metrics(self.sizes.text, self._weight(role))
        return Atom(text, role, measure.horizontalAdvance(text), measure.ascent(), measure.descent())

    def _formula(self, latex: str, size: float, room: float) -> Atom:
        look = self._look
        if not equations.ready():
            return Atom("", "", look.px(60), look.px(size), look.px(size / 3))
        made = equation(latex, look.theme, size * look.scale, self._ratio)
        shrink = min(1.0, room / made.width)
        below = made.height - made.ascent
        return Atom(latex, "", made.width * shrink, made.ascent * shrink, below * shrink, made, shrink)


def _filled(clusters: Sequence[list[Atom]], gap: float, room: float, left: float = 0.0) -> list[Line]:
    """The clusters in lines that begin at `left`."""
    widths = [sum(atom.width for atom in cluster) for cluster in clusters]
    lines = []
    for indices in lines_of(widths, gap, room):
        line = Line(left)
        for index in indices:
            x = line.width + (gap if line.atoms else 0.0)
            for atom in clusters[index]:
                line.atoms.append((x, atom))
                x += atom.width
            line.width = x
        lines.append(line)
    return lines
