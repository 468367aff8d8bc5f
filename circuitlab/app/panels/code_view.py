"""Source code to look at: coloured and numbered, the lines of the current step marked, lines to click."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCursor,
    QTextFormat,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QTextEdit, QWidget

from circuitlab.app import fonts
from circuitlab.app.chrome_style import Look
from circuitlab.app.guard import guarded, guarded_or
from circuitlab.app.panels.code_colors import Highlighter
from circuitlab.share.code import Code

TEXT = 13
MARGIN = 8
BAR = 3
"""The bar beside a marked line: it survives black and white."""
_EXTRA = QTextEdit.ExtraSelection


class CodeView(QPlainTextEdit):
    """Shows one source at a time; what it is clicked for is told by `picked`."""

    picked = Signal(int)  # a line, from 0 on

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self._code: Code | None = None
        self._marked: Sequence[int] = ()
        self._role = "value"
        self.text_font: QFont = fonts.mono(TEXT * look.scale)
        self.setObjectName("codeView")
        self.setAccessibleName("Code")
        self.setFont(self.text_font)
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setAcceptDrops(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        flags = Qt.TextInteractionFlag
        self.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
        self.document().setDocumentMargin(0)
        self._highlighter = Highlighter(self.document(), look.theme)
        self.gutter = Gutter(self)
        self.viewport().setMouseTracking(True)
        self.updateRequest.connect(self._scrolled)

    # What it shows -------------------------------------------------------------------------------

    def show_code(self, code: Code) -> None:
        """Show another source, at the same place if it is nearly the same."""
        if self._code is not None and self._code.lines == code.lines:
            self._code = code
            return
        across, down = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        self._code = code
        self._marked = ()
        self._highlighter.show_code(code)
        self.setPlainText(code.text.removesuffix("\n"))
        self.gutter.fit()
        self.horizontalScrollBar().setValue(across)
        self.verticalScrollBar().setValue(down)

    @property
    def marked(self) -> Sequence[int]:
        """The lines that are marked."""
        return self._marked

    @property
    def role(self) -> str:
        """ "value" or "gradient": the pass that the marked lines belong to."""
        return self._role

    def mark(self, lines: Sequence[int], role: str) -> None:
        """Mark these lines in a pass's colour, and bring them into sight."""
        self._marked, self._role = lines, role
        self.setExtraSelections([self._marking(line) for line in lines])
        self.gutter.update()
        if lines:
            self._reveal(lines[0], lines[-1])

    def _marking(self, line: int) -> _EXTRA:
        marking = _EXTRA()
        marking.format.setBackground(self.look.color(f"{self._role}_tint"))
        marking.format.setProperty(QTextFormat.Property.FullWidthSelection, True)
        marking.cursor = QTextCursor(self.document().findBlockByNumber(line))
        return marking

    def _reveal(self, first: int, last: int) -> None:
        """Scroll so that these lines are in sight, with one more on each side; the first, if all can't be."""
        bar = self.verticalScrollBar()
        rows = max(1, self.viewport().height() // max(1, round(self.line_height)) - 1)
        lowest = min(first - 1, max(0, last + 2 - rows))
        top = max(0, min(first - 1, max(bar.value(), last + 2 - rows)))
        bar.setValue(max(lowest, top) if last - first < rows else max(0, first - 1))

    @property
    def line_height(self) -> float:
        """How high a line is."""
        return QFontMetricsF(self.text_font).lineSpacing()

    # What is done with it ------------------------------------------------------------------------

    def leads_somewhere(self, line: int) -> bool:
        """Whether a line belongs to a step."""
        code = self._code
        return code is not None and 0 <= line < len(code.lines) and code.lines[line].after is not None

    def line_at(self, point: QPoint) -> int:
        """The line at a point of the viewport; -1 below the last one."""
        block = self.firstVisibleBlock()
        offset = self.contentOffset()
        while block.isValid():
            if self.blockBoundingGeometry(block).translated(offset).bottom() > point.y():
                return block.blockNumber()
            block = block.next()
        return -1

    @guarded
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            self._pick(self.line_at(event.position().toPoint()))

    @guarded
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        leads = self.leads_somewhere(self.line_at(event.position().toPoint()))
        shape = Qt.CursorShape.PointingHandCursor if leads else Qt.CursorShape.IBeamCursor
        self.viewport().setCursor(shape)

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._pick(self.textCursor().blockNumber())
        else:
            super().keyPressEvent(event)

    def _pick(self, line: int) -> None:
        if self.leads_somewhere(line):
            self.picked.emit(line)

    # Sizes ---------------------------------------------------------------------------------------

    @guarded_or(lambda *_: QSize(36, 36))
    def minimumSizeHint(self) -> QSize:
        return QSize(self.look.px(120), self.look.px(96))

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.gutter.fit()

    @guarded
    def _scrolled(self, area: QRect, dy: int) -> None:
        if dy:
            self.gutter.scroll(0, dy)
        else:
            self.gutter.update(0, area.y(), self.gutter.width(), area.height())

    def set_gutter(self, width: int) -> None:
        """Leave so much room on the left."""
        margin = self.look.px(MARGIN)
        self.setViewportMargins(width, margin, 0, 0)
        inside = self.contentsRect()
        self.gutter.setGeometry(inside.left(), inside.top() + margin, width, self.viewport().height())


class Gutter(QWidget):
    """The line numbers, and the bar beside what is marked."""

    def __init__(self, view: CodeView) -> None:
        super().__init__(view)
        self._view = view
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def fit(self) -> None:
        """Be as wide as the largest number."""
        digits = max(2, len(str(self._view.blockCount())))
        advance = QFontMetricsF(self._view.text_font).horizontalAdvance("0")
        self._view.set_gutter(round(digits * advance) + self._view.look.px(24))

    @guarded
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        line = self._view.line_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and self._view.leads_somewhere(line):
            self._view.picked.emit(line)

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        view, look = self._view, self._view.look
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), look.color("canvas"))
            painter.setFont(view.text_font)
            block, offset = view.firstVisibleBlock(), view.contentOffset()
            while block.isValid():
                area = view.blockBoundingGeometry(block).translated(offset)
                if area.top() > event.rect().bottom():
                    break
                self._paint_line(painter, block.blockNumber(), area.top(), area.height())
                block = block.next()

    def _paint_line(self, painter: QPainter, line: int, top: float, height: float) -> None:
        view, look = self._view, self._view.look
        marked = line in view.marked
        if marked:
            painter.fillRect(QRectF(0, top, self.width(), height), look.color(f"{view.role}_tint"))
            painter.fillRect(QRectF(0, top, look.px(BAR), height), look.color(view.role))
        painter.setPen(look.color("ink" if marked else "slot"))
        area = QRectF(0, top, self.width() - look.px(12), height)
        painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(line + 1))
