"""What a slide says, set for the last row: its title, its text, and what it asks.

Sizes are given for a screen of 1,080 lines. `overfull` says that it had to leave something out.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter

from circuitlab.app import fonts
from circuitlab.app.chrome_style import Look
from circuitlab.app.panels.slide_lines import Line, Setter, Sizes
from circuitlab.teach.lessons.fields import Figure, Piece, Words

if TYPE_CHECKING:
    from circuitlab.teach.lessons.lesson import Question

USUAL = Sizes(
    text=44.0,
    inline=50.0,
    display=56.0,
    line=58.0,
    gap=12.0,
    indent=44.0,
    air=8.0,
    weight=fonts.MEDIUM,
    beside=120.0,
    balanced=True,
)
SMALL = replace(
    USUAL, text=42.0, inline=46.0, display=48.0, line=52.0, gap=8.0, indent=42.0, air=4.0, beside=100.0
)
TITLE, TITLE_LINE = 52.0, 70.0
LEFT, NARROW, WIDE = 120.0, 1560.0, 1740.0
"""Lines of some 65 characters are the easiest to read; a long text may have longer ones."""
EDGE = 60.0
LOW, MOST = 330.0, 364.0
"""Heights: up to the first one a text is set large and narrow; more than the second one leaves no picture."""


@dataclass(frozen=True)
class Block:
    """A slide's text in lines. height: with the title. left: of its lines, in px."""

    title: str
    look: Look
    setter: Setter
    lines: list[Line]
    height: float
    left: float
    overfull: bool = False

    def paint(self, painter: QPainter, top: float) -> None:
        """Paint it from there on."""
        look = self.look
        painter.setFont(look.font(TITLE, fonts.SEMIBOLD))
        painter.setPen(look.color("ink"))
        measure = look.metrics(TITLE, fonts.SEMIBOLD)
        middle = top + (TITLE_LINE * look.scale - measure.height()) / 2
        painter.drawText(QPointF(self.left, middle + measure.ascent()), self.title)
        self.setter.paint(painter, self.lines, self.left, top + TITLE_LINE * look.scale)


def set_block(
    look: Look, title: str, paragraphs: Sequence[tuple[Piece, ...]], width: float, ratio: float
) -> Block:
    """Set it as large as there is room for; what is too much for the smallest loses its last paragraphs."""
    scale = look.scale
    widest = max(1.0, width - 2 * EDGE * scale)
    left = left_of(look, width)
    block = _set(look, title, paragraphs, (USUAL, min(widest, NARROW * scale)), left, ratio)
    if block.height <= LOW * scale and not block.overfull:
        return block
    wide = min(widest, WIDE * scale, width - left - EDGE * scale)
    for sizes in (USUAL, SMALL):
        block = _set(look, title, paragraphs, (sizes, wide), left, ratio)
        if block.height <= MOST * scale:
            return block
    kept = paragraphs
    while block.height > MOST * scale and len(kept) > 1:
        kept = kept[:-1]
        block = _set(look, title, kept, (SMALL, wide), left, ratio)
    return Block(block.title, look, block.setter, block.lines, block.height, left, overfull=True)


def left_of(look: Look, width: float) -> float:
    """Where lines begin in a row of this width, in px: nearer to its edge where it is narrow."""
    return max(EDGE * look.scale, min(LEFT * look.scale, (width - NARROW * look.scale) / 2))


def _set(
    look: Look,
    title: str,
    paragraphs: Sequence[tuple[Piece, ...]],
    how: tuple[Sizes, float],
    left: float,
    ratio: float,
) -> Block:
    sizes, width = how
    setter = Setter(look, sizes, width, ratio)
    lines, height = setter.set(paragraphs)
    measure = look.metrics(TITLE, fonts.SEMIBOLD)
    shown = title
    while shown and measure.horizontalAdvance(shown + "…") > width:
        shown = shown[:-1]
    cut = shown != title
    short = f"{shown.rstrip()}…" if cut else title
    return Block(short, look, setter, lines, TITLE_LINE * look.scale + height, left, overfull=cut)


def asking(question: "Question") -> tuple[Piece, ...]:
    """What a slide asks, as its last paragraph."""
    from circuitlab.teach.lessons import words

    return (Words("Predict: "), Figure(words.asked(question), question.asked))
