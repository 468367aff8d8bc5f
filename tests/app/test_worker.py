"""Work in a thread: it comes to its end, waits for the window, is stopped, and its failures are logged."""

import threading

import pytest
from PySide6.QtCore import QCoreApplication, QObject, QThread, QTimer
from shiboken6 import delete
from support.at_once import PAUSES, worker_at_once

from circuitlab.app import worker as worker_module
from circuitlab.app.worker import CHUNK, Worker

ENDLESS = 10**9


@pytest.fixture
def owner():
    """Keeps the workers of a test alive."""
    return QObject()


@pytest.fixture
def no_thread_left():
    """No thread is left behind."""
    before = set(threading.enumerate())
    yield
    left = [each for each in threading.enumerate() if each not in before and each.name == "circuitlab-work"]
    assert left == []


@pytest.fixture(params=["thread", "at once"])
def make(request, owner, no_thread_left):
    """A worker that has a thread, and one that has none."""
    made = Worker(owner) if request.param == "thread" else worker_at_once(owner)
    yield lambda: made
    made.stop()


def counting(count, seen):
    for number in range(count):
        seen.append(number)
        yield
    return sum(seen)


def failing():
    yield
    raise RuntimeError("planted")


def test_it_hands_on_what_the_work_comes_to(qtbot, make):
    came, work = [], make()
    work.begin(counting(4, []), came.append)
    assert work.busy
    qtbot.waitUntil(lambda: came == [6])
    assert not work.busy


def test_the_work_is_done_in_another_thread_and_told_of_in_the_window_s(qtbot, owner, no_thread_left):
    where = []

    def work():
        where.append(threading.current_thread())
        yield

    Worker(owner).begin(work(), lambda _: where.append(threading.current_thread()))
    qtbot.waitUntil(lambda: len(where) == 2)
    assert where[0] is not threading.main_thread()
    assert where[1] is threading.main_thread()


def test_news_come_while_it_goes_on(qtbot, make):
    seen, news, work = [], [], make()
    work.begin(counting(ENDLESS, seen), lambda _: None, look=lambda: len(seen), show=news.append)
    qtbot.waitUntil(lambda: len(news) >= 3)
    assert news == sorted(set(news))
    assert work.busy


def test_news_come_at_most_once_a_frame(qtbot, owner, monkeypatch):
    monkeypatch.setattr(worker_module, "FRAME", 4.5 * CHUNK)
    seen, news, came, work = [], [], [], worker_at_once(owner)
    work.begin(counting(20 * PAUSES, seen), came.append, look=lambda: len(seen), show=news.append)
    qtbot.waitUntil(lambda: bool(came))
    assert news == [PAUSES * turns for turns in (1, 5, 9, 13, 17)]


def test_it_waits_for_a_window_that_is_busy(qtbot, owner, no_thread_left, monkeypatch):
    """It works its turn off while the window is busy, and no more: nothing piles up."""
    monkeypatch.setattr(worker_module, "FRAME", 0.0)
    looks, held = [], []
    work = Worker(owner)

    def busy(_):
        at = len(looks)
        QThread.msleep(3 * round(1000 * CHUNK))
        held.append(len(looks) - at)

    work.begin(counting(ENDLESS, []), lambda _: None, look=lambda: looks.append(1) or 1, show=busy)
    qtbot.waitUntil(lambda: len(held) >= 5)
    work.stop()
    assert max(held) <= 1


def test_while_news_are_painted_it_does_not_work(qtbot, owner, no_thread_left, monkeypatch):
    """It would only take Python from the window: the next turn comes when the events of the news are over."""
    monkeypatch.setattr(worker_module, "FRAME", 0.0)
    looks, made = [], []
    work = Worker(owner)

    def paint():
        at = len(looks)
        QThread.msleep(3 * round(1000 * CHUNK))
        made.append(len(looks) - at)

    def show(_):
        QTimer.singleShot(0, owner, paint)

    work.begin(counting(ENDLESS, []), lambda _: None, look=lambda: looks.append(1) or 1, show=show)
    qtbot.waitUntil(lambda: len(made) >= 4)
    work.stop()
    assert set(made) == {0}


def test_stopped_work_goes_on_no_more_and_tells_nothing(qtbot, make):
    seen, came, work = [], [], make()
    work.begin(counting(ENDLESS, seen), came.append, look=lambda: 1, show=came.append)
    qtbot.waitUntil(lambda: len(seen) > 2)
    assert work.stop()
    at, known = len(seen), len(came)
    QCoreApplication.processEvents()
    assert (len(seen), len(came)) == (at, known)
    assert not work.busy


def test_other_work_takes_its_place(qtbot, make):
    came, first, work = [], [], make()
    work.begin(counting(ENDLESS, first), came.append)
    qtbot.waitUntil(lambda: len(first) > 2)
    work.begin(counting(3, []), came.append)
    at = len(first)
    qtbot.waitUntil(lambda: came == [3])
    assert len(first) == at


def test_a_failure_is_logged_and_its_owner_is_told(qtbot, make, caplog):
    told, work = [], make()
    work.begin(failing(), told.append, lambda: told.append("failed"))
    qtbot.waitUntil(lambda: told == ["failed"])
    assert "RuntimeError: planted" in caplog.text
    assert not work.busy


def test_a_failure_of_who_is_told_does_not_end_the_work(qtbot, make, caplog):
    seen, work = [], make()
    work.begin(counting(ENDLESS, seen), lambda _: None, look=lambda: 1, show=lambda _: 1 / 0)
    qtbot.waitUntil(lambda: caplog.text.count("ZeroDivisionError: ") >= 2)
    assert work.busy


def at_work_that_fails(owner):
    """A worker in the middle of its work, and the event at which that work fails."""
    inside, go_on = threading.Event(), threading.Event()

    def work():
        inside.set()
        go_on.wait()
        raise RuntimeError("planted")
        yield

    worker = Worker(owner)
    worker.begin(work(), lambda _: None)
    inside.wait()
    return worker, go_on


def test_a_failure_of_work_that_was_stopped_is_logged(owner, no_thread_left, caplog):
    worker, go_on = at_work_that_fails(owner)
    threading.Timer(0.01, go_on.set).start()
    assert worker.stop()
    assert "RuntimeError: planted" in caplog.text


def test_a_thread_that_does_not_end_is_left_to_itself(owner, monkeypatch, caplog):
    monkeypatch.setattr(worker_module, "PATIENCE", 0.01)
    inside, go_on, ended = threading.Event(), threading.Event(), threading.Event()

    def work():
        inside.set()
        try:
            go_on.wait()
            yield
        finally:
            ended.set()

    worker = Worker(owner)
    worker.begin(work(), lambda _: None)
    inside.wait()
    assert not worker.stop()
    assert "did not end" in caplog.text
    go_on.set()
    assert ended.wait(10)  # it ends at its next pause


def test_a_failure_of_a_thread_that_was_left_to_itself_is_logged(owner, monkeypatch, caplog):
    monkeypatch.setattr(worker_module, "PATIENCE", 0.01)
    worker, go_on = at_work_that_fails(owner)
    thread = next(each for each in threading.enumerate() if each.name == "circuitlab-work")
    assert not worker.stop()
    go_on.set()
    thread.join(10)
    assert caplog.text.count("RuntimeError: planted") == 1


def test_where_telling_of_a_failure_fails_too_both_are_logged(qtbot, make, caplog):
    work = make()
    work.begin(failing(), lambda _: None, lambda: 1 / 0)
    qtbot.waitUntil(lambda: not work.busy)
    assert "RuntimeError: planted" in caplog.text
    assert "ZeroDivisionError" in caplog.text


def test_the_thread_ends_with_its_application(owner, no_thread_left, qapp):
    work = Worker(owner)
    work.begin(counting(ENDLESS, []), lambda _: None)
    qapp.aboutToQuit.emit()
    assert not work.busy


def test_other_work_is_not_given_a_turn_for_what_was_shown_before(qtbot, owner):
    """What is to be painted is so of the work that runs."""
    turns, work = [], worker_at_once(owner)
    work.begin(counting(ENDLESS, []), lambda _: None, look=lambda: 1, show=lambda _: work.stop())
    qtbot.waitUntil(lambda: not work.busy)
    work.begin(counting(ENDLESS, turns), lambda _: None)
    work._listen()
    assert len(turns) == 2 * PAUSES


def test_the_thread_ends_with_its_owner(qtbot, no_thread_left):
    owner, seen = QObject(), []
    Worker(owner).begin(counting(ENDLESS, seen), lambda _: None)
    qtbot.waitUntil(lambda: len(seen) > 2)
    delete(owner)
