"""Work in slices: it comes to its end, lets other events through, and is dropped or replaced."""

import logging

import pytest
from PySide6.QtCore import QObject, QTimer

from circuitlab.app import slices
from circuitlab.app.slices import Slices


@pytest.fixture
def owner():
    """Keeps the timers of a test alive."""
    return QObject()


@pytest.fixture
def every_pause(monkeypatch):
    """A slice ends at the first pause."""
    monkeypatch.setattr(slices, "BUDGET", 0.0)


ENDLESS = 10**9


def counting(count, seen):
    for number in range(count):
        seen.append(number)
        yield
    return sum(seen)


def test_it_hands_on_what_the_work_comes_to(qtbot, owner):
    came, work = [], Slices(owner)
    work.begin(counting(4, []), came.append)
    qtbot.waitUntil(lambda: came == [6])
    assert not work.isActive()


def test_other_events_come_between_two_slices(qtbot, owner, every_pause):
    came, seen, between = [], [], []
    work = Slices(owner)
    tick = QTimer(owner, interval=0)
    tick.timeout.connect(lambda: between.append(len(seen)))
    tick.start()
    work.begin(counting(20, seen), came.append)
    qtbot.waitUntil(lambda: bool(came))
    assert len({count for count in between if 0 < count < 20}) > 5


def test_other_work_takes_its_place_and_dropped_work_goes_on_no_more(qtbot, owner, every_pause):
    came, first, second = [], [], []
    work = Slices(owner)
    work.begin(counting(ENDLESS, first), came.append)
    qtbot.waitUntil(lambda: len(first) > 2)
    work.begin(counting(3, second), came.append)
    done = len(first)
    qtbot.waitUntil(lambda: came == [3])
    assert len(first) == done
    work.begin(counting(ENDLESS, first), came.append)
    work.drop()
    assert not work.isActive()


def test_what_is_begun_at_the_end_of_work_is_done(qtbot, owner):
    came, work = [], Slices(owner)

    def begin_another(result):
        came.append(result)
        if len(came) == 1:
            work.begin(counting(3, []), begin_another)

    work.begin(counting(4, []), begin_another)
    qtbot.waitUntil(lambda: came == [6, 3])


def test_work_that_drops_itself_goes_on_no_more(qtbot, owner):
    came, seen, work = [], [], Slices(owner)

    def dropping():
        for number in range(4):
            seen.append(number)
            if number == 1:
                work.drop()
            yield
        return "dropped"

    work.begin(dropping(), came.append)
    qtbot.waitUntil(lambda: not work.isActive() and len(seen) > 1)
    QTimer.singleShot(0, owner, lambda: came.append("later"))
    qtbot.waitUntil(lambda: "later" in came)
    assert (came, seen) == (["later"], [0, 1])


@pytest.mark.parametrize("pauses", [0, 3])
def test_work_that_begins_other_work_hands_nothing_to_it(qtbot, owner, pauses):
    first, second, work = [], [], Slices(owner)

    def giving_way():
        work.begin(counting(3, []), second.append)
        yield from counting(pauses, [])
        return "gave way"

    work.begin(giving_way(), first.append)
    qtbot.waitUntil(lambda: bool(second))
    assert (first, second) == ([], [3])
    assert not work.isActive()


def test_a_failure_ends_the_work_and_is_logged(qtbot, owner, caplog):
    def failing():
        yield
        raise ZeroDivisionError

    work, told = Slices(owner), []
    with caplog.at_level(logging.ERROR, "circuitlab"):
        work.begin(failing(), print, lambda: told.append(work.isActive()))
        qtbot.waitUntil(lambda: "ZeroDivisionError" in caplog.text)
    assert not work.isActive()
    assert told == [False]


def test_of_the_failure_of_work_that_was_given_up_nobody_is_told(qtbot, owner, caplog):
    came, told, work = [], [], Slices(owner)

    def failing():
        work.begin(counting(3, []), came.append)
        yield from ()
        raise ZeroDivisionError

    with caplog.at_level(logging.ERROR, "circuitlab"):
        work.begin(failing(), print, lambda: told.append("failed"))
        qtbot.waitUntil(lambda: came == [3])
    assert told == []
    assert "ZeroDivisionError" in caplog.text
