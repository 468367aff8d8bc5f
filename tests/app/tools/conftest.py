"""A canvas at work, driven by explicit mouse and key events sent to its viewport."""

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication

from circuitlab.app.canvas.scene import CircuitScene
from circuitlab.app.canvas.view import CanvasView
from circuitlab.app.canvas_controller import CanvasController
from circuitlab.app.player import Player
from circuitlab.app.session import Session
from circuitlab.circuit import edits
from circuitlab.circuit.text import to_circuit

LEFT = Qt.MouseButton.LeftButton
NO_BUTTON = Qt.MouseButton.NoButton
NO_KEYS = Qt.KeyboardModifier.NoModifier


class Hand:
    """Mouse and keyboard over a canvas. Points are scene points."""

    def __init__(self, controller):
        self.controller = controller
        self.session, self.scene, self.view = controller.session, controller.scene, controller.view

    def send(self, kind, point, button, buttons, modifiers=NO_KEYS):
        viewport = self.view.viewport()
        local = QPointF(self.view.mapFromScene(point))
        event = QMouseEvent(kind, local, viewport.mapToGlobal(local), button, buttons, modifiers)
        QApplication.sendEvent(viewport, event)

    def press(self, point, modifiers=NO_KEYS):
        self.send(QEvent.Type.MouseButtonPress, point, LEFT, LEFT, modifiers)

    def move(self, point, modifiers=NO_KEYS, button=LEFT):
        self.send(QEvent.Type.MouseMove, point, NO_BUTTON, button, modifiers)

    def release(self, point, modifiers=NO_KEYS):
        self.send(QEvent.Type.MouseButtonRelease, point, LEFT, NO_BUTTON, modifiers)

    def click(self, point, modifiers=NO_KEYS):
        self.move(point, modifiers, NO_BUTTON)
        self.press(point, modifiers)
        self.release(point, modifiers)

    def double_click(self, point):
        self.click(point)
        self.send(QEvent.Type.MouseButtonDblClick, point, LEFT, LEFT)
        self.release(point)

    def drag(self, start, end, modifiers=NO_KEYS, *, release=True):
        self.press(start, modifiers)
        for part in (0.25, 0.5, 0.75, 1.0):
            self.move(start + (end - start) * part, modifiers)
        if release:
            self.release(end, modifiers)

    def key(self, key, text=""):
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(self.view, QKeyEvent(kind, key, NO_KEYS, text))

    def type_into_field(self, text):
        field = self.controller.fields.editor
        field.selectAll()
        field.insert(text)
        QApplication.sendEvent(field, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, NO_KEYS, "\r"))

    # Where things are

    def gate(self, name):
        return self.session.circuit.named(name)

    def centre(self, name):
        return QPointF(*self.gate(name).position)

    def body(self, name):
        """A point on the body that is no label."""
        return self.centre(name) + QPointF(-20, 8)

    def port(self, name, port=-1):
        return self.scene.port_position(self.gate(name).id, port)


@pytest.fixture
def hand(qtbot, no_failures):
    session = Session()
    scene = CircuitScene()
    view = CanvasView(scene)
    qtbot.addWidget(view)
    view.resize(1000, 700)
    view.show()
    controller = CanvasController(session, Player(session), scene, view)
    session.open(to_circuit("f = (x + y) * z", {"x": -2.0, "y": 5.0, "z": -4.0}))
    adder = next(g.id for g in session.circuit.gates.values() if g.kind == "add")
    session.commit("Rename", edits.rename(session.circuit, adder, "q"))
    session.undo_stack.clear()
    return Hand(controller)
