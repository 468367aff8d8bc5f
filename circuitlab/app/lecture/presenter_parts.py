"""The parts of the lecturer's window: cards of text, the small picture, the bar with the time, the keys."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from circuitlab.app import fonts
from circuitlab.app.chrome_style import Look, draw_box, draw_keycap, keycap_width
from circuitlab.app.guard import guarded, guarded_or
from circuitlab.app.panels.slide_lines import Line, Setter, Sizes
from circuitlab.teach.lessons.fields import Formula, Piece, plain

CAPTION, CAPTION_LINE, PADDING, RADIUS, BAR = 13.0, 26.0, 18.0, 10.0, 4.0
BAR_HEIGHT, KEYS_HEIGHT = 72.0, 44.0
_GAP, _APART = 6.0, 15.0
"""Between a key and its meaning, and between that and the next key."""
_BELOW = 0.25
"""How far a text reaches below its baseline, against its size."""
SIZES = (26.0, 24.0, 22.0, 20.0, 18.0, 16.0, 14.0)
"""Of text on a card: the first one with which it is not too much."""


def sizes(text: float) -> Sizes:
    """Those of a card's lines, from that of its text."""
    line, inline = round(text * 1.4), text * 1.12
    return Sizes(text, inline, text * 1.25, line, text * 0.5, text, 4.0, fonts.REGULAR, text * 2)


class Card(QWidget):
    """A caption and paragraphs, as large as they fit. strong: an ink bar marks what to look at first."""

    def __init__(self, look: Look, caption: str, largest: float = SIZES[0], *, strong: bool = False) -> None:
        super().__init__()
        self._look, self._caption, self._largest, self._strong = look, caption, largest, strong
        self._paragraphs: Sequence[tuple[Piece, ...]] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)

    def show_text(self, paragraphs: Sequence[tuple[Piece, ...]], caption: str = "") -> None:
        """Show these in place of what there was."""
        self._paragraphs = paragraphs
        self._caption = caption or self._caption
        said = "\n".join("" if _is_formula(each) else plain(each) for each in paragraphs)
        self.setAccessibleName(f"{self._caption}: {said}")
        self.update()

    def fitted(self) -> tuple[Setter, list[Line], bool]:
        """Its lines, and whether all of them are there."""
        look = self._look
        width = self.width() - 2 * look.px(PADDING) - (look.px(BAR) if self._strong else 0)
        room = self.height() - 2 * look.px(PADDING) - look.px(CAPTION_LINE)
        for text in (size for size in SIZES if size <= self._largest):
            setter = Setter(look, sizes(text), width, self.devicePixelRatioF())
            lines, height = setter.set(self._paragraphs)
            if height <= room:
                return setter, lines, True
        return setter, [line for line in lines if line.baseline <= room], False

    @guarded
    def paintEvent(self, _event: QPaintEvent) -> None:
        look = self._look
        setter, lines, _ = self.fitted()
        with QPainter(self) as painter:
            box = QRectF(self.rect())
            draw_box(painter, box, look.color("canvas"), look.color("border"), look.px(RADIUS))
            left, top = float(look.px(PADDING)), float(look.px(PADDING))
            if self._strong:
                bar = QRectF(left - look.px(6), top, look.px(BAR), self._height_of(setter, lines))
                draw_box(painter, bar, look.color("ink"), None, bar.width() / 2)
                left += look.px(BAR) + look.px(4)
            painter.setFont(look.font(CAPTION, fonts.SEMIBOLD))
            painter.setPen(look.color("secondary"))
            painter.drawText(QPointF(left, top + look.metrics(CAPTION).ascent()), self._caption)
            setter.paint(painter, lines, left, top + look.px(CAPTION_LINE))

    def _height_of(self, setter: Setter, lines: Sequence[Line]) -> float:
        """Of the caption and what is said under it."""
        below = lines[-1].baseline + self._look.px(setter.sizes.text * _BELOW) if lines else 0.0
        return self._look.px(CAPTION_LINE) + below


def _is_formula(paragraph: tuple[Piece, ...]) -> bool:
    return len(paragraph) == 1 and isinstance(paragraph[0], Formula)


class Picture(QWidget):
    """What the class sees, small."""

    def __init__(self, look: Look, stage: QWidget) -> None:
        super().__init__()
        self._look, self._stage = look, stage
        self.setAccessibleName("What the class sees")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @guarded_or(lambda *_: QSize(640, 360))
    def sizeHint(self) -> QSize:
        return QSize(640, 360)

    def fit(self, width: int) -> None:
        """Be so wide, and as high as the picture's proportions make it."""
        stage = self._stage
        self.setFixedHeight(max(1, round(width * stage.height() / max(1, stage.width()))))

    @guarded
    def paintEvent(self, _event: QPaintEvent) -> None:
        look, stage = self._look, self._stage
        share = self.width() / max(1, stage.width())
        with QPainter(self) as painter:
            painter.save()
            painter.scale(share, share)
            stage.render(painter, QPoint())
            painter.restore()
            painter.setPen(look.color("field"))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


class TopBar(QWidget):
    """Which slide and step it is, the time of day, and how long the lecture takes already."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._where, self._title, self._time, self._running = "", "", "", ""
        self.setFixedHeight(look.px(BAR_HEIGHT))

    def show_place(self, where: str, title: str) -> None:
        """The numbers of slide and step, and the slide's title."""
        self._where, self._title = where, title
        self._tell()

    def show_time(self, time: str, running: str) -> None:
        """The time of day, and for how long it has been going on."""
        self._time, self._running = time, running
        self._tell()

    def _tell(self) -> None:
        self.setAccessibleName(f"{self._where}, {self._title}, {self._time}, {self._running}")
        self.update()

    @guarded
    def paintEvent(self, _event: QPaintEvent) -> None:
        look = self._look
        middle, right = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignRight
        with QPainter(self) as painter:
            area = QRectF(self.rect()).adjusted(look.px(24), 0, -look.px(24), 0)
            painter.setPen(look.color("ink"))
            painter.setFont(look.font(34, fonts.SEMIBOLD))
            painter.drawText(area, middle | right, self._time)
            taken = look.metrics(34, fonts.SEMIBOLD).horizontalAdvance(self._time) + look.px(20)
            painter.setFont(look.font(16, fonts.MEDIUM))
            painter.setPen(look.color("secondary"))
            painter.drawText(area.adjusted(0, 0, -taken, 0), middle | right, self._running)
            taken += look.metrics(16, fonts.MEDIUM).horizontalAdvance(self._running) + look.px(32)
            upper = QRectF(area.left(), look.px(12), area.width() - taken, look.px(20))
            painter.setFont(look.font(CAPTION, fonts.MEDIUM))
            painter.drawText(upper, middle, self._where)
            painter.setPen(look.color("ink"))
            painter.setFont(look.font(22, fonts.SEMIBOLD))
            measure = look.metrics(22, fonts.SEMIBOLD)
            title = measure.elidedText(self._title, Qt.TextElideMode.ElideRight, upper.width())
            lower = QRectF(area.left(), look.px(32), area.width() - taken, look.px(32))
            painter.drawText(lower, middle, title)


class Keys(QWidget):
    """The keys that a lecturer needs most, on their caps."""

    def __init__(self, look: Look, shown: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._look, self._shown = look, shown
        self.setAccessibleName(", ".join(f"{key}: {meaning}" for key, meaning in shown))
        self.setFixedHeight(look.px(KEYS_HEIGHT))

    def end_of_row(self) -> float:
        """How far to the right they reach, in px."""
        look = self._look
        caps = (keycap_width(look, key) + look.advance(meaning, CAPTION) for key, meaning in self._shown)
        between = look.px(_APART) * (len(self._shown) - 1)
        return look.px(24) + sum(caps) + look.px(_GAP) * len(self._shown) + between

    @guarded
    def paintEvent(self, _event: QPaintEvent) -> None:
        look = self._look
        with QPainter(self) as painter:
            x, middle = float(look.px(24)), self.height() / 2
            for key, meaning in self._shown:
                width, high = keycap_width(look, key), look.px(22)
                cap = QRectF(x, middle - high / 2, width, high)
                draw_keycap(painter, cap, look, key, look.color("ink"), look.color("field"))
                x += width + look.px(_GAP)
                painter.setFont(look.font(CAPTION))
                painter.setPen(look.color("secondary"))
                wide = look.metrics(CAPTION).horizontalAdvance(meaning)
                place = QRectF(x, 0, wide + 1, self.height())
                painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, meaning)
                x += wide + look.px(_APART)
