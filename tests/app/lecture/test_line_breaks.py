"""Where the band breaks its lines: not after what belongs to the next word, and two lines alike."""

import pytest

from circuitlab.app.chrome_style import Look
from circuitlab.app.lecture.sentence_lines import SentenceLines
from circuitlab.app.lecture.slide_block import USUAL
from circuitlab.app.line_breaks import HOLDING
from circuitlab.app.panels.slide_lines import Setter
from circuitlab.app.theme import LECTURE_LIGHT
from circuitlab.teach.lessons.fields import Words

SAID = "The slope at x was 3 and f = 12 at x = 4, so it was 5 at y = 6 and q = 7 at last was 8."


@pytest.mark.parametrize("width", range(500, 2000, 90))
def test_no_line_ends_with_what_belongs_to_the_next_word(qapp, width):
    look = Look(LECTURE_LIGHT, 1.0)
    layout, _ = SentenceLines(look, SAID, "value", width).fitted(10_000)
    text = layout.text()
    ends = [layout.lineAt(index) for index in range(layout.lineCount() - 1)]
    words = [text[line.textStart() : line.textStart() + line.textLength()].split()[-1] for line in ends]
    lines, _ = Setter(look, USUAL, width).set(((Words(SAID),),))
    words += [line.atoms[-1][1].text.split()[-1] for line in lines[:-1]]
    assert HOLDING.isdisjoint(words)
    begins = [text[layout.lineAt(index).textStart() :][0] for index in range(layout.lineCount())]
    begins += [line.atoms[0][1].text[0] for line in lines]
    assert "=" not in begins


@pytest.mark.parametrize("count", [2, 3])
def test_the_lines_of_a_slide_are_about_equally_long(qapp, count):
    look = Look(LECTURE_LIGHT, 1.0)
    words = (Words("word " * (21 if count == 2 else 37) + "word"),)
    lines, _ = Setter(look, USUAL, 2200).set((words,))
    assert len(lines) == count
    widths = [line.width for line in lines]
    assert max(widths) - min(widths) < 300
