"""The step's sentence in the lecture's band: in lines of about the same length, its result marked.

Sizes are given for a screen of 1,080 lines.
"""

import re

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QTextCharFormat, QTextLayout, QTextOption

from circuitlab.app import fonts
from circuitlab.app.chrome_style import Look
from circuitlab.app.lecture.equation_row import MARGIN
from circuitlab.app.line_breaks import held
from circuitlab.formula.reading import MINUS

TEXT, LINE = 44.0, 60.0
SMALL_TEXT, SMALL_LINE = 42.0, 51.0
"""Of a sentence that needs a third line."""
_RESULT = re.compile(rf"(?:: |gets |with\s)({MINUS}?\d[\d.]*)\.$")


class SentenceLines:
    """A sentence for a band of this width. role: the colour of its result."""

    def __init__(self, look: Look, sentence: str, role: str, width: float) -> None:
        self._look, self._role, self._width = look, role, width
        self._sentence = held(sentence)

    def is_cut(self, room: float) -> bool:
        """Whether its end is left out in so much height."""
        return self.fitted(room)[0].text() != self._sentence

    def fitted(self, room: float) -> tuple[QTextLayout, float]:
        """The sentence in lines of their height: in two of them, or in three that are a little smaller.

        What is longer loses its last sentences.
        """
        scale = self._look.scale
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
        most = self._width - 2 * MARGIN * self._look.scale
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
        layout.setFormats(self.marked(text))
        layout.beginLayout()
        step = line_height * look.scale
        top = (step - look.metrics(size).height()) / 2
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(1.0, width))
            line.setPosition(QPointF((self._width - width) / 2, top))
            top += step
        layout.endLayout()
        return layout

    def marked(self, text: str) -> list[QTextLayout.FormatRange]:
        """The result, in the colour of the pass."""
        found = _RESULT.search(text)
        if found is None:
            return []
        look = QTextCharFormat()
        look.setForeground(self._look.color(self._role))
        look.setFontWeight(fonts.SEMIBOLD)
        marked = QTextLayout.FormatRange()
        marked.start, marked.length, marked.format = found.start(1), len(found[1]), look
        return [marked]
