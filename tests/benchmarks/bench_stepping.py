"""Frame times of the whole window in CPU time: scrubbing 10,000 gates, playing both passes of a network."""

import time
from statistics import median

import pytest
from PySide6.QtCore import QEvent, QPointF, QSettings, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication
from support.layouts import random_circuit
from support.measured_circuits import network
from support.pictures import HandClock

from circuitlab.app.dock.timeline import Timeline
from circuitlab.app.preferences import Preferences
from circuitlab.app.window import Window, prepare
from circuitlab.engine.trace import Cursor
from circuitlab.files.store import laid_out

SCRUB_MS = 1000 / 30
FRAME_MS = 1000 / 60
FRAMES = 60


@pytest.fixture
def shown(qapp, tmp_path):
    """Makes a window of 1,280 x 800 with a circuit, and the clock of its animation."""
    prepare(qapp)
    windows = []

    def show(circuit):
        clock = HandClock()
        settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
        window = Window(Preferences(settings), clock, recovery_folder=tmp_path)
        windows.append(window)
        window.resize(1280, 800)
        window.show()
        window.session.open(laid_out(circuit), title="measured")
        drain()
        return window, clock

    yield show
    for window in windows:
        window.close()


def drain():
    for _ in range(3):
        QApplication.processEvents()


def cpu_ms(work):
    start = time.process_time()
    work()
    drain()
    return (time.process_time() - start) * 1000


def drag_to(timeline, x):
    place = QPointF(x, timeline.height() / 2)
    left = Qt.MouseButton.LeftButton
    kind = QEvent.Type.MouseMove
    where = timeline.mapToGlobal(place)
    event = QMouseEvent(kind, place, where, left, left, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(timeline, event)


def told(what, times):
    times = sorted(times)
    print(f"{what}: median {median(times):.1f} ms, slowest of twenty {times[-len(times) // 20]:.1f} ms")


def test_scrubbing_ten_thousand_gates_stays_above_30_frames_a_second(shown):
    window, _ = shown(random_circuit(10_000, 1))
    timeline = window.findChild(Timeline)
    times = [cpu_ms(lambda x=x: drag_to(timeline, x)) for x in range(30, 1230, 10)]
    told("scrubbing 10,000 gates", times)
    assert median(times) < SCRUB_MS


def test_a_thousand_steps_are_one_frame(shown):
    window, _ = shown(random_circuit(10_000, 1))
    window.session.move_cursor(Cursor(0))
    drain()
    taken = cpu_ms(lambda: window.session.move_cursor(Cursor(1000)))
    print(f"a thousand steps at once: {taken:.1f} ms")
    assert taken < SCRUB_MS


@pytest.mark.parametrize("pass_", ["forward", "backward"])
def test_a_network_of_643_gates_plays_at_60_frames_a_second(shown, pass_):
    window, clock = shown(network(2, 16, 16, 1))
    player = window.player
    if pass_ == "backward":
        player.end()
        window.session.move_cursor(Cursor(window.session.trace.forward_count + 1))
    times = []
    for _ in range(10):
        player.next()
        times += [cpu_ms(lambda: clock.ticked.emit(FRAME_MS)) for _ in range(FRAMES)]
    told(f"{pass_} pass of 643 gates", times)
    assert median(times) < FRAME_MS
