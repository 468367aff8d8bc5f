"""A lecture with time in one's own hand: the clock of what moves, and the time between two presses."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from support.pictures import HandClock
from support.two_screens import BEGAN, FakeScreens

from circuitlab.app.lecture.surroundings import Surroundings
from circuitlab.circuit.text import to_circuit

EXAMPLE = "x = -2\ny = 5\nz = -4\nq = x + y\nf = q * z"


class Hall:
    """A window in lecture mode, its keys and its time."""

    def __init__(self, window, clock):
        self.window, self.clock = window, clock
        self.session, self.player, self.view = window.session, window.player, window.view
        self.ms = 0.0

    @property
    def lecture(self):
        return self.window.lecture

    def begin(self, size=(1920, 1080)):
        """Start it by its key, on a screen of this size."""
        self.press(Qt.Key.Key_F11)
        self.lecture.hands.now = lambda: self.ms
        self.settle()
        self.window.resize(*size)
        self.settle()

    def begin_on(self, *screens):
        """Start it where there are these screens; the window is on the first one."""
        self.screens = FakeScreens(*screens)
        self.since = timedelta()
        today = lambda: BEGAN + self.since  # noqa: E731
        self.window.begin_lecture(Surroundings(self.screens, lambda: self.ms, today))
        self.settle()

    @property
    def presenter(self):
        return self.lecture.arrangement.presenter

    def settle(self):
        """What a change leaves for a moment later is done."""
        for _ in range(4):
            QApplication.processEvents()

    def press(self, key, modifiers=Qt.KeyboardModifier.NoModifier, *, after=1000.0):
        """A key, so long after the one before."""
        self.ms += after
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifiers)

    def wait(self, ms):
        """Let time go by for what moves."""
        self.clock.ticked.emit(ms)

    def step(self, times=1):
        """Steps, each to its end."""
        for _ in range(times):
            self.player.next()
            self.player.finish()
            self.lecture.camera.finish()
        self.settle()


@pytest.fixture
def hall(make_window, qtbot, preferences):
    """Makes a window on a circuit, with the focus on the canvas; the lecture has not begun."""

    def make(circuit=None):
        preferences.theme = "dark"
        clock = HandClock()
        window = make_window(clock)
        window.session.open(circuit or to_circuit(EXAMPLE), title="sum-then-product")
        window.show()
        qtbot.waitExposed(window)
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        window.view.setFocus()
        return Hall(window, clock)

    return make
