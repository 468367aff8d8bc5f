"""The field that an answer is typed into: one on the canvas, where the number will stand, one in the panel.

Both show one model, `Predicting`. What steps through the passes passes through: Next is never blocked.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QWidget

from circuitlab.app.ask_place import clearest, taken_around
from circuitlab.app.canvas.sight import follow
from circuitlab.app.canvas.view import CanvasView
from circuitlab.app.chrome_style import Look
from circuitlab.app.guard import guarded, guarded_or
from circuitlab.app.late import Late
from circuitlab.app.predicting import Predicting
from circuitlab.app.text_field import RETURN, TextField
from circuitlab.app.widgets import dress_anew

if TYPE_CHECKING:
    from circuitlab.teach.predict.questions import Label

THROUGH = (
    Qt.Key.Key_N,
    Qt.Key.Key_P,
    Qt.Key.Key_V,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_F9,
    Qt.Key.Key_F10,
)
"""Keys of the passes that no number has: they stay keys of the passes here."""
SIZE, HALO = (86, 36), 4
SMALL, SMALL_HALO = (74, 26), 2
"""Along a wire there are other numbers near by."""
_GLYPH = 26


class AskField(TextField):
    """Return checks the answer, Escape ends predicting. `glyph`: with the ◂ of a gradient."""

    def __init__(self, look: Look, predicting: Predicting, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._look = look
        self._predicting = predicting
        self.glyph = False
        self.setObjectName("askField")
        self.setAccessibleName("Your answer")
        self.textEdited.connect(guarded(lambda text: predicting.type(text)))
        predicting.typed.connect(self._show)

    def dress(self, role: str, *, glyph: bool = False) -> None:
        """Wear the colour of what is asked for: "value" or "gradient"."""
        self.glyph = glyph and role == "gradient"
        if self.property("role") != role:
            self.setProperty("role", role)
            dress_anew(self)
        self.setTextMargins(self._look.px(_GLYPH - 8) if self.glyph else 0, 0, 0, 0)
        self.update()

    @guarded
    def _show(self, text: str) -> None:
        """The other field was typed into, or another question is open."""
        if text != self.text():
            self.setText(text)

    @guarded_or(lambda *_: False)
    def event(self, event: QEvent) -> bool:
        through = isinstance(event, QKeyEvent) and event.key() in THROUGH and not event.modifiers()
        if through and event.type() == QEvent.Type.ShortcutOverride:
            event.ignore()  # the window's shortcut
            return False
        return super().event(event)

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in RETURN:
            self._predicting.answer()
        elif event.key() == Qt.Key.Key_Escape:
            self._predicting.stop()
        elif event.key() not in THROUGH:
            super().keyPressEvent(event)
        event.accept()

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.glyph:
            return
        look, middle = self._look, self.height() / 2
        tip, back, half = look.px(12), look.px(9), look.px(5)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("gradient"))
            points = [QPointF(tip, middle), *(QPointF(tip + back, middle + y) for y in (-half, half))]
            painter.drawPolygon(QPolygonF(points))


class CanvasQuestion(QWidget):
    """The field over the canvas, in a halo, at the place of the number that is asked for."""

    def __init__(self, look: Look, predicting: Predicting, view: CanvasView) -> None:
        super().__init__(view.viewport())
        self._look = look
        self._predicting = predicting
        self._view = view
        self.field = AskField(look, predicting, self)
        self._role = "value"
        self._halo = 0
        self._label: Label | None = None
        self._place = Late(self, self.refresh, predicting.changed, view.zoom_changed)
        predicting.player.frames.changed.connect(self._place.soon)
        view.scrolled.connect(self._place.soon)
        self.hide()
        self._place.soon()  # when the view is in its window

    @guarded
    def refresh(self) -> None:
        """Stand at the number that is asked for, or be gone."""
        asked = self._predicting.asked
        aside = asked is None or asked.vote is not None or self._predicting.player.frames.lecture
        if asked is None or aside or not self._knows(asked.question.label):
            self.hide()
            self._label = None
            return
        if asked.question.label != self._label:
            self._label = asked.question.label
            follow(self._view, self._around(asked.question.label))
        self._role = "value" if asked.question.label[0] == "value" else "gradient"
        self.field.dress(self._role, glyph=True)
        small = asked.question.label[0] == "message"
        self._halo = halo = self._look.px(SMALL_HALO if small else HALO)
        width, height = (self._look.px(size) for size in (SMALL if small else SIZE))
        self.resize(width + 2 * halo, height + 2 * halo)
        self.move_to(halo)
        self._fill()
        if self.isHidden():
            self.show()
            self.raise_()
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _knows(self, label: "Label") -> bool:
        stage = self._view.circuit_scene.stage
        return label[1] in (stage.wires if label[0] == "message" else stage.gates)

    def _around(self, label: "Label") -> QRectF:
        """The number with its gate: what has to be in view."""
        scene = self._view.circuit_scene
        gate = scene.stage.circuit.wires[label[1]].target if label[0] == "message" else label[1]
        return scene.rect_of(gate).united(scene.label_rect(label))

    def move_to(self, halo: int) -> None:
        """Begin where the number will begin, whole inside the canvas; beside that, where it covers less."""
        asked = self._predicting.asked
        if asked is None:
            return
        scene = self._view.circuit_scene
        place = self._view.mapFromScene(scene.label_rect(asked.question.label)).boundingRect()
        left = place.left() - halo - 2
        if asked.question.label[0] == "message":  # it ends at the consumer's port
            left = place.right() - self.width() + halo
        top = place.center().y() - self.height() // 2
        if self._role == "value":  # clear of the wire under it
            top = place.bottom() - self.height() + halo
        elif asked.question.label[0] == "gradient":
            top = place.top() - halo
        others = taken_around(self._view, asked.question.label)
        wanted, room = QPoint(left, top), self._view.viewport().size()
        places = [(clearest(wanted, size, others, room), size) for size in self._sizes()]
        nearest, size = min(places, key=lambda each: (each[0] - wanted).manhattanLength())
        self.resize(size)
        self.move(nearest)

    def _sizes(self) -> tuple[QSize, QSize]:
        """As it is, and narrower, for where a wire turns close by."""
        around = 2 * self._halo
        return self.size(), QSize(self._look.px(SMALL[0]) + around, self.height())

    @guarded
    def resizeEvent(self, _event: QResizeEvent) -> None:
        self._fill()

    def _fill(self) -> None:
        """The field has all that the halo leaves; its style may have been a lecture's a moment ago."""
        self.field.ensurePolished()
        halo = self._halo
        self.field.setGeometry(self.rect().adjusted(halo, halo, -halo, -halo))

    @guarded
    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._look.color(f"{self._role}_tint"))
            radius = self._look.px(13)
            painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
