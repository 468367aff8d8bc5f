"""An empty canvas says how to begin and offers examples, until there is a gate."""

from itertools import combinations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QLabel

from circuitlab.app.buttons import Button
from circuitlab.app.canvas_frame import BEGINNINGS, FIRST_LESSON
from circuitlab.app.examples import examples
from circuitlab.teach.lessons.shipped import shipped


@pytest.fixture
def window(make_window):
    window = make_window()
    window.show()
    return window


def offered(window):
    """The buttons over the canvas by text, as far as they are to be seen."""
    buttons = {button.text(): button for button in window.findChildren(Button)}
    return {title: buttons[title] for title in BEGINNINGS.values() if buttons[title].isVisible()}


def test_every_beginning_is_an_example_or_the_first_lesson():
    assert BEGINNINGS.keys() - {FIRST_LESSON} <= examples().keys()
    assert shipped()[0].path.name == FIRST_LESSON


def test_the_empty_canvas_leads_to_the_first_lesson(window, qtbot):
    qtbot.mouseClick(offered(window)["The first lesson"], Qt.MouseButton.LeftButton)
    assert window.lessons.deck.path == shipped()[0].path
    assert offered(window) == {}


def test_a_button_on_the_empty_canvas_opens_its_example_and_the_help_is_gone(window, qtbot):
    assert set(offered(window)) == set(BEGINNINGS.values())
    line = window.findChild(QLabel, "emptyHelp")
    assert line.isVisible()
    qtbot.mouseClick(offered(window)["A sigmoid neuron"], Qt.MouseButton.LeftButton)
    assert window.session.name == "neuron"
    assert offered(window) == {}
    assert not line.isVisible()


def test_it_comes_back_with_the_last_gate_gone_and_leaves_clicks_to_the_canvas(window):
    window.documents.open_example("copy")
    window.session.attempt("Delete", lambda circuit: _without_gates(circuit))
    assert set(offered(window)) == set(BEGINNINGS.values())
    line = window.findChild(QLabel, "emptyHelp")
    assert line.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)


@pytest.mark.parametrize("size", [(1280, 800), (1600, 1000), (1920, 1080)])
@pytest.mark.parametrize("text_size", [1.0, 1.5, 2.75])
def test_the_examples_are_whole_and_free_at_every_text_size(window, qtbot, size, text_size):
    window.resize(*size)
    window.set_text_size(text_size)
    qtbot.waitUntil(lambda: not window._resized.isActive() and window.shell.width() == size[0])
    QApplication.processEvents()
    frame = window.view.parentWidget()
    buttons = list(offered(window).values())
    places = [QRect(button.mapTo(frame, QPoint()), button.size()) for button in buttons]
    assert len(places) == len(BEGINNINGS)
    assert all(frame.rect().contains(place) for place in places)
    assert all(button.width() >= button.sizeHint().width() for button in buttons)
    assert not any(one.intersects(other) for one, other in combinations(places, 2))
    box = window.shell.zoom_box
    assert not box.isVisible() or not any(box.geometry().intersects(place) for place in places)
    window.documents.open_example("copy")
    assert box.isVisible()


def _without_gates(circuit):
    from circuitlab.circuit import edits

    return edits.delete(circuit, circuit.gates)
