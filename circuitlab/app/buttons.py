"""The chrome's one button, painted by hand: icon, text, keycap and menu arrow, plain, outlined or primary."""

from collections.abc import Callable
from enum import Enum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy, QWidget

from circuitlab.app import fonts
from circuitlab.app.chrome_style import Look, draw_box, draw_keycap, keycap_width
from circuitlab.app.guard import guarded, guarded_or
from circuitlab.app.icons import draw_icon, icon_width


class Face(Enum):
    """How much a button stands out."""

    PLAIN = "plain"  # no edge until the pointer is on it
    OUTLINED = "outlined"
    PRIMARY = "primary"  # the one button that leads on


class Button(QAbstractButton):
    """A button. It takes no focus from the mouse, so that Space stays Play; Return presses it."""

    def __init__(
        self,
        look: Look,
        text: str = "",
        *,
        icon: str = "",
        tint: str = "",
        keys: str = "",
        face: Face = Face.OUTLINED,
        height: float = 36,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._icon = icon
        self._tint = tint
        self._keys = keys
        self._face = face
        self._height = height
        self._weight = fonts.SEMIBOLD if face is Face.PRIMARY else fonts.MEDIUM
        self.trailing = ""
        """Name of an icon after the text: a menu's arrow, Next's chevron."""
        self.text_px = 16.0 if face is Face.PRIMARY else 14.0
        self.quiet = False
        """Whether its text steps back."""
        self.gives_way = False
        """Whether its text ends in dots where there is no room for all of it."""
        self.shows_text = True
        self.shows_keys = True
        self.setText(text)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_icon(self, name: str) -> None:
        """Show another icon."""
        self._icon = name
        self.update()

    def explain(self, text: str, name: str = "") -> "Button":
        """Set the tooltip, and what a screen reader says: `name`, else the button's text, else the tip."""
        self.setToolTip(text)
        self.setAccessibleName(name if name or self.text() else text)
        self.setAccessibleDescription(text)
        return self

    @guarded_or(lambda *_: QSize(36, 36))
    def sizeHint(self) -> QSize:
        look, pieces = self._look, self._pieces()
        if [kind for kind, _ in pieces] == ["icon"]:
            width = self._height + (2 if self._face is Face.OUTLINED else 0)
            return QSize(look.px(width), look.px(self._height))
        padding = look.px(15 if self._face is Face.PRIMARY else 13 if self._face is Face.OUTLINED else 6)
        inner = sum(width for _, width in pieces) + self._gap * max(0, len(pieces) - 1)
        return QSize(round(inner) + 2 * padding, look.px(self._height))

    @guarded_or(lambda *_: QSize(36, 36))
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @property
    def _gap(self) -> int:
        return self._look.px(13 if self._face is Face.PRIMARY else 4 if self.text_px < 13 else 8)

    @property
    def _icon_px(self) -> int:
        return self._look.px(19 if self.text_px > 13 else 14)

    def _pieces(self) -> list[tuple[str, float]]:
        """What stands in the button from left to right, with widths."""
        look = self._look
        pieces: list[tuple[str, float]] = []
        if self._icon:
            pieces.append(("icon", icon_width(self._icon, self._icon_px)))
        if self.text() and (self.shows_text or not self._icon):
            pieces.append(("text", round(look.advance(self.text(), self.text_px, self._weight))))
        if self.trailing:
            pieces.append(("trailing", icon_width(self.trailing, self._icon_px)))
        if self._keys and self.shows_keys:
            pieces.append(("keys", keycap_width(look, self._keys)))
        return pieces

    @guarded
    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            self._paint_body(painter)
            self._paint_pieces(painter)

    def _paint_body(self, painter: QPainter) -> None:
        look, primary = self._look, self._face is Face.PRIMARY
        hovered = self.isEnabled() and self.underMouse()
        fill = look.color("primary") if primary else look.color("gate")
        edge: QColor | None = look.color("primary" if primary else "field")
        if self._face is Face.PLAIN:
            fill, edge = QColor(0, 0, 0, 0), None
        if not self.isEnabled() and self._face is not Face.PLAIN:
            fill, edge = look.color("hover" if primary else "panel"), look.color("border")
        elif primary and (hovered or self.isDown()):
            fill = look.color("ink" if self.isDown() else "secondary")
        elif self.isDown() or self.isChecked():
            fill = look.color("border")
            edge = look.color("secondary") if self.isChecked() else edge
        elif hovered:
            fill = look.color("hover")
        draw_box(painter, QRectF(self.rect()), fill, edge, look.px(10 if primary else 8))

    def _paint_pieces(self, painter: QPainter) -> None:
        look, pieces = self._look, self._pieces()
        ink = self._ink()
        gap = self._gap
        inner = sum(width for _, width in pieces) + gap * max(0, len(pieces) - 1)
        missing = inner - (self.width() - 2 * look.px(8))
        if self.gives_way and 0 < missing < dict(pieces).get("text", 0.0):
            pieces = [(kind, width - missing * (kind == "text")) for kind, width in pieces]
            inner -= missing
        x = (self.width() - inner) / 2
        middle = self.height() / 2
        for kind, width in pieces:
            height = {"text": self.height(), "keys": look.px(18)}.get(kind, self._icon_px)
            rect = QRectF(QPointF(round(x), round(middle - height / 2)), QPointF(round(x) + width, 0))
            rect.setHeight(height)
            self._paint_piece(painter, kind, rect, ink)
            x += width + gap

    def _paint_piece(self, painter: QPainter, kind: str, rect: QRectF, ink: QColor) -> None:
        look = self._look
        if kind == "icon":
            tint = look.color(self._tint) if self._tint and self.isEnabled() else ink
            draw_icon(painter, rect, self._icon, tint)
        elif kind == "trailing":
            draw_icon(painter, rect, self.trailing, ink)
        elif kind == "keys":
            edge = look.color("slot" if self._face is Face.PRIMARY and self.isEnabled() else "field")
            quiet = ink if self._face is Face.PRIMARY or not self.isEnabled() else look.color("secondary")
            draw_keycap(painter, rect, look, self._keys, quiet, edge)
        else:
            painter.setPen(ink)
            painter.setFont(look.font(self.text_px, self._weight))
            text, room = self.text(), round(rect.width())
            if room < round(look.advance(text, self.text_px, self._weight)):
                text = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)
            painter.drawText(rect.adjusted(-2, 0, 2, 0), Qt.AlignmentFlag.AlignCenter, text)

    def _ink(self) -> QColor:
        if not self.isEnabled():
            return self._look.color("slot")
        if self._face is Face.PRIMARY:
            return self._look.color("on_primary")
        return self._look.color("secondary" if self.quiet else "ink")

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


def popped(button: QAbstractButton, fill: Callable[[QMenu], object]) -> QMenu:
    """Open a menu at a button, filled now and gone when it closes."""
    menu = QMenu(button)
    fill(menu)
    menu.aboutToHide.connect(menu.deleteLater)
    below = button.mapToGlobal(button.rect().bottomLeft())
    menu.popup(below)
    return menu
