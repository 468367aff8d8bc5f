"""The sheet of all shapes, states and wires, painted with the canvas' own painters.

`python tests/support/gates_sheet.py OUT.png` writes it, light and dark side by side.
"""

import sys
from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPainter

from circuitlab.app.canvas import label_painter, wire_painter
from circuitlab.app.canvas.face import Face
from circuitlab.app.canvas.gate_painter import Touch, paint_gate
from circuitlab.app.canvas.label_places import Scale, places_of
from circuitlab.app.canvas.state import State
from circuitlab.app.canvas.surface import Surface
from circuitlab.app.theme import DARK, LIGHT, Theme
from circuitlab.gates.kind import Shape

WIDTH, HEIGHT = 640, 800

ADD = Face("add", Shape.OPERATION, 2, symbol="+")
TIMES = Face("multiply", Shape.OPERATION, 2, symbol="×")
DIVIDE = Face("divide", Shape.OPERATION, 2, symbol="÷", ports=("a", "b"))
SIGMOID = Face("sigmoid", Shape.FUNCTION, 1, symbol="sigmoid")
RELU = Face("relu", Shape.FUNCTION, 1, symbol="relu")
LOG = Face("log", Shape.FUNCTION, 1, symbol="ln")
DONE = State(computed=True, done=True)
COMPUTED = State(computed=True)

SHAPES = [
    (80, 98, ADD, COMPUTED, Touch()),
    (200, 98, SIGMOID, State(computed=True, inputs=(0.6,), value=0.6457), Touch()),
    (320, 98, Face("input", Shape.PILL, name="x"), COMPUTED, Touch()),
    (440, 98, Face("parameter", Shape.DOUBLE_PILL, name="w"), COMPUTED, Touch()),
    (560, 98, Face("constant", Shape.SQUARE, number=3.0), COMPUTED, Touch()),
    (80, 196, Face("max", Shape.OPERATION, 3, symbol="max"), COMPUTED, Touch()),
    (200, 196, Face("power", Shape.OPERATION, 2, symbol="xʸ", ports=("a", "b")), COMPUTED, Touch()),
    (320, 196, Face("gelu", Shape.PLACEHOLDER, 2), State(), Touch()),
    (440, 196, DIVIDE, COMPUTED, Touch()),
    (556, 196, replace(TIMES, objective=True), COMPUTED, Touch()),
]
STATES = [
    (80, 312, ADD, State(), Touch()),
    (200, 312, ADD, COMPUTED, Touch()),
    (320, 312, ADD, DONE, Touch()),
    (440, 312, ADD, State(current="forward"), Touch()),
    (560, 312, ADD, State(computed=True, current="backward"), Touch()),
    (80, 410, ADD, DONE, Touch(selected=True)),
    (200, 410, DIVIDE, State(computed=True, error=True), Touch()),
    (320, 410, RELU, replace(DONE, kink=True, inputs=(0.0,), value=0.0), Touch()),
    (440, 410, LOG, State(computed=True, origin=True), Touch()),
    (560, 410, ADD, State(computed=True, hatched=True), Touch()),
    (80, 506, TIMES, State(arrived=frozenset({0})), Touch()),
    (200, 506, TIMES, State(), Touch()),
    (320, 506, TIMES, State(computed=True, no_way=True), Touch()),
    (440, 506, ADD, COMPUTED, Touch(marks={0: True, 1: False})),
]
PULLS = (0.001, 0.05, 0.5, 5.0, 50.0, 500.0)


def paint_sheet(theme: Theme) -> QImage:
    """The sheet in one theme."""
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    image.fill(theme.color("canvas"))
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        surface = Surface(painter, theme)
        for x, y, face, state, touch in SHAPES + STATES:
            painter.translate(x, y)
            paint_gate(surface, face, state, touch)
            painter.translate(-x, -y)
        label_painter.paint_flag(surface, QPointF(580, 166))
        _paint_messages(surface)
        _paint_pulls(surface)
    return image


def _paint_messages(surface: Surface) -> None:
    painter = surface.painter
    source = Face("identity", Shape.SQUARE)
    states = [
        (32, State(value=1.368, value_text="1.368", gradient=-0.5344, gradient_text="−0.5344")),
        (176, State()),
        (408, State(value=3.0, value_text="3", gradient=-4.0, gradient_text="−4 + …")),
    ]
    for x, state in states:
        wire = wire_painter.wire_path([(x, 630), (x + 110, 630)])
        wire_painter.paint_wire(surface, wire, "wire", 2)
        face = replace(source, shape=Shape.OPERATION)
        painter.save()
        painter.translate(x - 36, 630)
        label_painter.paint_labels(surface, face, state, places_of(face, state, Scale()))
        painter.restore()
    branch = [(522.0, 630.0), (522.0, 680.0), (617.0, 680.0)]
    wire_painter.paint_wire(surface, wire_painter.wire_path(branch), "wire", 2)
    wire_painter.paint_dots(surface, [(522.0, 630.0)])
    wire_painter.paint_trail(surface, [(288.0, 624.0), (334.0, 624.0)], "value")
    label_painter.paint_pulse(surface, QPointF(334, 624), "3", "value")
    label_painter.paint_pulse(surface, QPointF(334, 660), "−4", "gradient")
    label_painter.paint_gradient(surface, QRectF(550, 686, 48, 24), None)
    level = [(24.0, 768.0), (111.0, 768.0)]
    across = [(24.0, 752.0), (68.0, 752.0), (68.0, 784.0), (111.0, 784.0)]
    wire_painter.paint_wire(surface, wire_painter.interrupted(level, [(68.0, 768.0)]), "wire", 2)
    wire_painter.paint_wire(surface, wire_painter.interrupted(across, []), "wire", 2)


def _paint_pulls(surface: Surface) -> None:
    from circuitlab.app.canvas.label_places import pull_length

    for index, gradient in enumerate(PULLS):
        for x, up in ((-9, True), (9, False)):
            center = QPointF(160 + 62 * index + x, 762)
            label_painter.paint_pull(surface, center, pull_length(gradient), up=up)


def main(target: str) -> None:
    """Both themes side by side."""
    from PySide6.QtWidgets import QApplication

    app = QApplication([])
    image = QImage(2 * WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    with QPainter(image) as painter:
        painter.drawImage(0, 0, paint_sheet(LIGHT))
        painter.drawImage(WIDTH, 0, paint_sheet(DARK))
    image.save(target)
    app.quit()


if __name__ == "__main__":
    main(sys.argv[1])
