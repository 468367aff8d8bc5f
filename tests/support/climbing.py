"""What the tests of the climb do with a window: keys, clicks, frames, and what is to be seen of it."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from circuitlab.app.coach import Coach
from circuitlab.app.panels.climb.climb_panel import ClimbPanel
from circuitlab.app.panels.climb.climber import Climber

GROWING = "a = -2\nb = 3\nd = a * b\ne = a + b\nf = d * e"
"""It has no top: its numbers soon have exponents."""
HILL = "x = 3\ny = 4\nf = 100 - (x - y)**2"
FRAME_MS = 16.0


class HandClock(QObject):
    """Time that passes only when told."""

    ticked = Signal(float)

    def __init__(self):
        super().__init__()
        self.runs = False

    def start(self):
        self.runs = True

    def stop(self):
        self.runs = False


def press(window, key, modifier=Qt.KeyboardModifier.NoModifier):
    """A key, as it reaches the widget that has the focus."""
    QTest.keyClick(QApplication.focusWidget() or window, key, modifier)


def panel_of(window):
    return window.shell.side.panels["climb"].findChild(ClimbPanel)


def climber_of(window):
    return Climber.of(window.player)


def click(widget, at=None):
    QTest.mouseClick(
        widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at or widget.rect().center()
    )


def type_into(field, text):
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def tick(window, times=1):
    """So many frames; fewer where the climb is over before."""
    climber = climber_of(window)
    for _ in range(times):
        if climber.running:
            climber.pace.clock.ticked.emit(FRAME_MS)


def values(window, names="xy"):
    return tuple(window.session.circuit.named(name).value for name in names)


def said(window):
    return window.findChild(Coach).accessibleName()


def colours(widget):
    """The colours of a widget, sampled."""
    image = widget.grab().toImage()
    places = ((x, y) for x in range(0, image.width(), 5) for y in range(0, image.height(), 3))
    return {image.pixelColor(*place).name() for place in places}


def as_in_the_article(window):
    """Numerical gradient alone: forward, h = 0.0001, step 0.001, until a step gains less than 0.000005."""
    panel = panel_of(window)
    for name in ("random", "analytic"):
        click(panel.rows[name].check)
    type_into(panel.rows["numerical"].fields["step_size"], "0.001")
    type_into(panel.controls.gain, "0.000005")
