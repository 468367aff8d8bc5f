"""The band under the circuit in lecture mode: the step's equations, its sentence, and how far the passes are.

In a lesson: what the slide says, as long as nothing was stepped on it, and how far the slides are. After a
pull, and while something climbs: what came of it.

Sizes are given for a screen of 1,080 lines; `unit` is how much of that one pixel is.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from circuitlab.app.chrome_style import Look
from circuitlab.app.guard import guarded
from circuitlab.app.lecture.climb_block import ClimbBlock
from circuitlab.app.lecture.progress import paint_counter, paint_progress
from circuitlab.app.lecture.question_block import QuestionBlock, asked_block
from circuitlab.app.lecture.slide_block import Block, asking, set_block
from circuitlab.app.lecture.step_block import STEP_HEIGHT, StepBlock, step_block
from circuitlab.app.lecture.vote_block import VoteBlock
from circuitlab.app.lesson_session import LessonSession
from circuitlab.app.predicting import Predicting
from circuitlab.app.session import Session
from circuitlab.teach.lessons.fields import plain

if TYPE_CHECKING:
    from circuitlab.teach.lessons.deck import Page

_FOOT, _LESSON_FOOT = 34.0, 66.0
HEIGHT, LESSON_HEIGHT = STEP_HEIGHT + _FOOT, STEP_HEIGHT + _LESSON_FOOT
"""The least; in a lesson there is room for the slide's number."""
_TOP_OF_SLIDE = 18.0


class Band(QWidget):
    """Shows the step at the session's cursor, the question that is open, or what a climb is told."""

    told = Signal()  # of a climb something else, or nothing any more

    def __init__(
        self, session: Session, lessons: LessonSession, look: Look, predicting: Predicting | None = None
    ) -> None:
        """predicting: who hides numbers that are to be predicted; None: nobody does."""
        super().__init__()
        self._session = session
        self._lessons = lessons
        self._predicting = predicting
        self._question: QuestionBlock | VoteBlock | None = None
        self.climb: ClimbBlock | None = None
        """What a climb is told; read-only to others."""
        self._blocks: dict[int, tuple[float, Block]] = {}
        """Of the lesson's pages, by their identity: what they say at a width."""
        self._deck = lessons.deck
        self._look = look
        self.step = StepBlock()
        """What the step at the cursor says."""

    def set_look(self, look: Look) -> None:
        """Another theme, or a screen of another height: the look's scale is the unit."""
        if look != self._look:
            self._blocks.clear()
        self._look = look
        self.update()

    def wanted_height(self, width: float, *, alone: bool = False) -> float:
        """How high it is to be, in px: the same on all slides about this circuit, so that nothing moves.

        alone: as high as this slide needs it.
        """
        scale, deck, here = self._look.scale, self._lessons.deck, self._lessons.page
        if deck is None or here is None:
            return HEIGHT * scale
        pages = [here] if alone else [page for page in deck.pages if _same_circuit(page, here)]
        highest = max(self._block_of(page, width).height for page in pages)
        return max(LESSON_HEIGHT * scale, highest + (_TOP_OF_SLIDE + _LESSON_FOOT) * scale)

    def block(self, width: float) -> Block:
        """What the slide says, set in that width."""
        if self._lessons.page is None:
            return set_block(self._look, "", (), width, self.devicePixelRatioF())
        return self._block_of(self._lessons.page, width)

    def _block_of(self, page: "Page", width: float) -> Block:
        known = self._blocks.get(id(page))
        if known is None or known[0] != width:
            asked = () if page.slide.question is None else (asking(page.slide.question),)
            text = (*page.lecture_text, *asked)
            known = width, set_block(self._look, page.slide.title, text, width, self.devicePixelRatioF())
            self._blocks[id(page)] = known
        return known[1]

    @property
    def says_slide(self) -> bool:
        """Whether it shows what the slide says: its circuit is as it came, and nothing is asked instead."""
        page = self._lessons.page
        session = self._session
        as_it_came = page is not None and session.entered == page.inside and session.cursor == page.first
        return as_it_came and self._question is None and self.climb is None

    def show_climb(self, block: ClimbBlock | None) -> None:
        """Tell this of a climb from now on; None: what there is without one."""
        if block != self.climb:
            self.climb = block
            self.refresh()
            self.told.emit()

    @guarded
    def other_slide(self) -> None:
        """Another slide, or none."""
        if self._lessons.deck is not self._deck:
            self._blocks.clear()
            self._deck = self._lessons.deck
        self.refresh()

    @guarded
    def refresh(self) -> None:
        """Show the step at the cursor, with as many digits as a lecture has."""
        self._question = None if self._predicting is None else asked_block(self._predicting)
        self.step = step_block(self._session)
        page = self._lessons.page
        slide = [self._lessons.title, *map(plain, () if page is None else page.lecture_text)]
        said = "\n".join(slide) if self.says_slide else self.step.sentence
        instead = self._question or self.climb
        self.setAccessibleName(said if instead is None else instead.text)
        self.update()

    def choice_at(self, at: QPointF) -> int | None:
        """Which choice of the class vote is at this point of the band, if one is."""
        if not isinstance(self._question, VoteBlock):
            return None
        boxes = self._question.boxes(self._look, self._text_area)
        return next((index for index, box in enumerate(boxes) if box.contains(at)), None)

    @guarded
    def paintEvent(self, _event: QPaintEvent) -> None:
        look = self._look
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.fillRect(self.rect(), look.color("panel"))
            painter.fillRect(QRectF(0, 0, self.width(), max(1, look.px(1))), look.color("border"))
            instead = self._question or self.climb
            if instead is not None:
                instead.paint(painter, look, self._text_area)
            elif self.says_slide:
                block = self.block(self.width())
                room = self._foot - _TOP_OF_SLIDE * look.scale - block.height
                block.paint(painter, _TOP_OF_SLIDE * look.scale + room / 2)
            else:
                self.step.paint(painter, look, self._text_area)
            paint_progress(painter, look, QRectF(self.rect()), self._session)
            if self._lessons.active:
                at = f"{self._lessons.index + 1} / {self._lessons.count}"
                paint_counter(painter, look, QRectF(self.rect()), at)

    @property
    def _text_area(self) -> QRectF:
        return QRectF(0, 0, self.width(), self._foot)

    @property
    def _foot(self) -> float:
        """Where the text ends, in px from above."""
        return self.height() - (_LESSON_FOOT if self._lessons.active else _FOOT) * self._look.scale

    def missing(self) -> list[str]:
        """What of the step, or of the slide, there is no room for, in words."""
        if self.says_slide:
            return ["its text does not fit under the circuit"] if self.block(self.width()).overfull else []
        return self.step.missing(self._look, self._text_area, self.devicePixelRatioF())


def _same_circuit(one: "Page", other: "Page") -> bool:
    return one.circuit is other.circuit and one.inside == other.inside
