"""The questions that the program asks: each answer reaches the one who asked."""

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from circuitlab.app import dialogs


def answer(words):
    """Press the button that says this, as soon as the question is asked."""

    def press():
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        next(button for button in box.buttons() if button.text().replace("&", "") == words).click()

    QTimer.singleShot(0, press)


@pytest.mark.parametrize(("words", "opens"), [("Open it", True), ("Throw it away", False)])
def test_recovered_work_is_opened_or_thrown_away(qtbot, words, opens):
    parent = QWidget()
    qtbot.addWidget(parent)
    answer(words)
    assert dialogs.ask_to_recover(parent, "neuron") is opens


@pytest.mark.parametrize(
    ("words", "answered"), [("Save", "save"), ("Discard", "discard"), ("Cancel", "cancel")]
)
def test_unsaved_work_is_saved_discarded_or_kept_open(qtbot, words, answered):
    parent = QWidget()
    qtbot.addWidget(parent)
    answer(words)
    assert dialogs.ask_to_save(parent, "neuron") == answered


def test_the_keys_of_the_passes_come_first_under_their_heading(qtbot):
    from PySide6.QtWidgets import QLabel, QWidget

    from circuitlab.app.dialogs import KeysDialog

    parent = QWidget()
    qtbot.addWidget(parent)
    parent.resize(1000, 800)
    texts = [line.text() for line in KeysDialog(parent).findChildren(QLabel)]
    assert texts[:2] == ["The passes", "F10"]
    assert "File" in texts
