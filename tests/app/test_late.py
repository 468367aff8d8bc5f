"""Refreshing once after a change: once however many signals come, and also where they never end."""

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from circuitlab.app.late import Late


def test_several_signals_of_a_change_are_one_refresh(qapp):
    owner, seen = QObject(), []
    late = Late(owner, lambda: seen.append(1))
    for _ in range(3):
        late.soon()
    QApplication.processEvents()
    assert seen == [1]


def test_changes_that_follow_each_other_without_a_rest_are_told_too(qapp):
    """As in a climb: what is said of the values is not put off until it is over."""
    owner, seen = QObject(), []
    late = Late(owner, lambda: seen.append(1))
    changing = QTimer(owner, interval=0)
    changing.timeout.connect(late.soon)
    changing.start()
    for _ in range(20):
        QApplication.processEvents()
    changing.stop()
    assert len(seen) > 3
