"""A window with the climb in it."""

import pytest
from PySide6.QtCore import Qt
from support.climbing import HILL, HandClock, panel_of, press

from circuitlab.app.panels.climb.climber import Climber
from circuitlab.circuit.text import to_circuit


@pytest.fixture
def climb_on(window_on, qtbot):
    """Makes a window with the panel opened by its key, and a clock that is moved by hand."""

    def make(text=HILL, *, opened=True):
        window = window_on(to_circuit(text), "hill")
        climber = Climber.of(window.player)
        climber.pace.run_by(HandClock())
        qtbot.waitUntil(window.view.hasFocus)
        if opened:
            press(window, Qt.Key.Key_9, Qt.KeyboardModifier.ControlModifier)
            panel = panel_of(window)
            qtbot.waitUntil(lambda: panel.history.plot is not None and panel.scenery.surface is not None)
        return window

    return make
