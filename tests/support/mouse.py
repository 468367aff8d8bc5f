"""A mouse over a whole window, by explicit events, and typing into the fields that it opens."""

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication

from circuitlab.app.panels.tile import Tile

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.MouseButton.NoButton


class Mouse:
    """A mouse over one window, and typing into the field that is open."""

    def __init__(self, window):
        self.window = window
        self.viewport = window.view.viewport()

    def event(self, widget, kind, at, button, buttons):
        at = QPointF(at)
        event = QMouseEvent(kind, at, widget.mapToGlobal(at), button, buttons, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(widget, event)

    def click(self, widget, at):
        self.event(widget, QEvent.Type.MouseMove, at, NONE, NONE)
        self.event(widget, QEvent.Type.MouseButtonPress, at, LEFT, LEFT)
        self.event(widget, QEvent.Type.MouseButtonRelease, at, LEFT, NONE)

    def press_button(self, name):
        button = self.window.shell.transport.buttons[name]
        self.click(button, button.rect().center())

    def place(self, kind, at):
        tile = next(tile for tile in self.window.findChildren(Tile) if tile.kind.name == kind)
        self.click(tile, tile.rect().center())
        self.click(self.viewport, QPoint(*at))

    def type_onto(self, gate, text):
        """Double-click the gate's body, type, Return."""
        position = self.window.session.circuit.gates[gate].position
        self.double_click(QPointF(*position) + QPointF(-16, 6))
        field = self.window.controller.fields.editor
        for letter in text:
            press = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
            QApplication.sendEvent(field, press)
        enter = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(field, enter)

    def double_click(self, at):
        """Double-click a point of the scene."""
        at = self.window.view.mapFromScene(at)
        self.click(self.viewport, at)
        self.event(self.viewport, QEvent.Type.MouseButtonDblClick, at, LEFT, LEFT)
        self.event(self.viewport, QEvent.Type.MouseButtonRelease, at, LEFT, NONE)

    def drag(self, start, end):
        """Press at one point of the scene, and release at another."""
        start, end = map(self.window.view.mapFromScene, (start, end))
        self.event(self.viewport, QEvent.Type.MouseButtonPress, start, LEFT, LEFT)
        for part in (1, 2, 3, 4):
            self.event(self.viewport, QEvent.Type.MouseMove, start + (end - start) * part / 4, NONE, LEFT)
        self.event(self.viewport, QEvent.Type.MouseButtonRelease, end, LEFT, NONE)

    def wire(self, source, target, port):
        scene = self.window.scene
        self.drag(scene.port_position(source, -1), scene.port_position(target, port))
