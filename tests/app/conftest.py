"""Windows for tests. Guards keep the program going when a slot fails; a test must hear of it all the same."""

import logging

import pytest
from PySide6.QtCore import QSettings
from support.lessons_data import six_points
from support.trainers import away, held, made

from circuitlab.app.preferences import Preferences
from circuitlab.app.window import Window, prepare
from circuitlab.learn.datasets import generate
from circuitlab.teach.lessons.deck import prepared


class _Collected(logging.Handler):
    def __init__(self):
        super().__init__(logging.ERROR)
        self.messages = []

    def emit(self, record):
        self.messages.append(record.getMessage())


@pytest.fixture(autouse=True, scope="session")
def _application(qapp):
    """Fonts can only be loaded with an application, whichever test of a process comes first."""


@pytest.fixture
def no_failures():
    """Nothing that a guard had to catch during the test."""
    handler = _Collected()
    log = logging.getLogger("circuitlab")
    log.addHandler(handler)
    yield handler.messages
    log.removeHandler(handler)
    assert handler.messages == []


@pytest.fixture
def preferences(tmp_path):
    """Those of a first start."""
    return Preferences(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))


def _let_go(window):
    """Nothing of a test's is kept: a question that nobody answers would hold up all tests after it."""
    window.documents.may_leave = window.lesson_maker.may_leave = lambda: True


@pytest.fixture
def make_window(qtbot, qapp, tmp_path, preferences, no_failures):
    """Makes a window, with a clock of one's own if need be; after the test it goes, and asks nothing."""

    def make(clock=None):
        prepare(qapp)
        window = Window(preferences, clock, recovery_folder=tmp_path / "recovery")
        qtbot.addWidget(window, before_close_func=_let_go)
        return window

    return make


@pytest.fixture
def asking_slide(tmp_path):
    """A lesson whose slide asks for a gradient, where all of them are there already."""
    text = """lesson: Asked

# A gradient
cursor: end
question: gradient of x

```
x = -2
y = 5
z = -4
q = x + y
f = q * z
```
"""
    return prepared(text, tmp_path)


@pytest.fixture
def window_on(make_window, qtbot):
    """Makes a window on a circuit, without animation, with the focus on the canvas."""

    def make(circuit, title):
        window = make_window()
        window.session.open(circuit, title=title)
        window.player.set_speed(None)
        window.show()
        qtbot.waitExposed(window)
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        window.view.setFocus()
        return window

    return make


@pytest.fixture
def trainer(qtbot, no_failures):
    """A trainer without a window, on the six points."""
    trainer = made(six_points())
    yield trainer
    away(trainer)


@pytest.fixture
def begun(qtbot, no_failures):
    """One that is in the middle of its first epoch, which is longer than many turns of the worker."""
    trainer = made(generate("blobs", 2_000, 0.1, 0))
    before = held(trainer)
    trainer.start()
    qtbot.waitUntil(lambda: held(trainer) != before)
    assert trainer.epoch == 0
    yield trainer
    away(trainer)
