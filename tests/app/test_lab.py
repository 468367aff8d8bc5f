"""The lab: data, training and climb have the side for themselves, and one of them is unfolded at a time."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from support.at_once import worker_at_once
from support.lessons_data import SVM, six_points, with_data

from circuitlab.app.panels.train.train_panel import TrainPanel
from circuitlab.app.panels.train.trainer import Trainer
from circuitlab.circuit.text import to_circuit
from circuitlab.learn.table import of_columns

THREE = "x = 1\ny = 2\nz = 3\na = parameter(1)\nb = parameter(2)\nc = parameter(3)\nf = a * x + b * y + c * z"
"""With three inputs, two choices stand beside the title of the plane."""


@pytest.fixture
def window(window_on):
    return on(window_on, SVM)


def on(window_on, text, data=None):
    window = window_on(with_data(to_circuit(text, default=1.0), data or six_points()), "lab")
    Trainer(window.session, worker_at_once(window.session))
    return window


def press(window, key):
    QTest.keyClick(window.view, key, Qt.KeyboardModifier.ControlModifier)
    QApplication.processEvents()


def seen(window):
    """The panels that are to be seen, and whether each is unfolded."""
    side = window.shell.side
    return {name: not panel.folded for name, panel in side.panels.items() if side.is_open(name)}


def trained(window, qtbot):
    """The training panel after a training."""
    press(window, Qt.Key.Key_8)
    panel = window.shell.side.panels["train"].findChild(TrainPanel)
    qtbot.waitUntil(lambda: panel.plots is not None)
    panel.trainer.want(epochs=2)
    QTest.mouseClick(panel.controls.train, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not panel.trainer.running)
    for _ in range(6):
        QApplication.processEvents()
    return panel


def test_data_and_training_put_the_others_away_until_they_are_closed(window):
    before = seen(window)
    press(window, Qt.Key.Key_7)
    assert seen(window) == {"data": True}
    press(window, Qt.Key.Key_8)
    assert seen(window) == {"data": False, "train": True}
    press(window, Qt.Key.Key_9)
    assert seen(window) == {"climb": True}
    press(window, Qt.Key.Key_7)
    assert seen(window) == {"data": True, "train": False, "climb": False}
    for name in ("data", "train", "climb"):
        window.shell.side.show_panel(name, False)
    assert seen(window) == before


def test_a_header_of_the_lab_unfolds_its_panel_in_place_of_the_other(window):
    press(window, Qt.Key.Key_7)
    press(window, Qt.Key.Key_8)
    window.shell.side.panels["data"].toggle()
    assert seen(window) == {"data": True, "train": False}


def test_the_keys_of_a_panel_that_gave_its_room_bring_it_back(window):
    press(window, Qt.Key.Key_7)
    press(window, Qt.Key.Key_8)
    press(window, Qt.Key.Key_7)
    assert seen(window) == {"data": True, "train": False}


def test_what_is_asked_for_beside_the_lab_stands_beside_it(window):
    press(window, Qt.Key.Key_8)
    press(window, Qt.Key.Key_2)
    assert seen(window).keys() >= {"step", "train"}


def test_after_a_training_its_plots_are_in_sight(window, qtbot):
    """In a window of 1,280 x 800, beside the header of the data: the curves, and a frame of 200 px."""
    press(window, Qt.Key.Key_7)
    panel = trained(window, qtbot)
    plots, bottom = panel.plots, panel.viewport().height()
    for plot in (plots.curves, plots.plane):
        assert plot.mapTo(panel.viewport(), plot.rect().topLeft()).y() >= 0
        assert plot.mapTo(panel.viewport(), plot.rect().bottomLeft()).y() < bottom
    assert plots.plane.axes.get_window_extent().height >= 199
    button = panel.controls.train
    assert button.mapTo(panel.viewport(), button.rect().topLeft()).y() >= 0


@pytest.mark.parametrize("size", [1.0, 2.0])
def test_nothing_of_the_training_is_cut_at_the_right(window_on, qtbot, preferences, size):
    """Whatever the text size, also where the plane is spanned by two of three inputs."""
    preferences.text_size = size
    rows = {"x": [1.0, 2.0, 3.0], "y": [2.0, 1.0, 0.0], "z": [1.0, 0.0, 2.0], "label": [1.0, -1.0, 1.0]}
    panel = trained(on(window_on, THREE, of_columns(rows)), qtbot)
    qtbot.waitUntil(lambda: all(choice.isVisible() for choice in panel.plots.axes))
    assert panel.horizontalScrollBar().maximum() == 0
    width = panel.viewport().width()
    for row in (*panel.plots.tools, panel.controls.over, panel.controls.far):
        assert row.mapTo(panel.viewport(), row.rect().topRight()).x() < width


def test_at_200_percent_a_training_scrolls_to_its_plots(window_on, qtbot, preferences):
    preferences.text_size = 2.0
    panel = trained(on(window_on, SVM), qtbot)
    curves = panel.plots.curves
    assert curves.mapTo(panel.viewport(), curves.rect().topLeft()).y() >= 0
    assert curves.mapTo(panel.viewport(), curves.rect().bottomLeft()).y() < panel.viewport().height()
