"""Several who run by one clock: each hears it while it runs, and it stops with the last of them."""

from PySide6.QtCore import QObject, Signal

from circuitlab.app.clock import shares


class Counted(QObject):
    ticked = Signal(float)
    running = False

    def start(self):
        self.running = True

    def stop(self):
        self.running = False


def test_each_share_hears_the_clock_while_it_runs(qapp):
    clock, owner, heard = Counted(), QObject(), []
    one, other = shares(clock, 2, owner)
    one.ticked.connect(lambda ms: heard.append(("one", ms)))
    other.ticked.connect(lambda ms: heard.append(("other", ms)))
    one.start()
    clock.ticked.emit(16.0)
    other.start()
    clock.ticked.emit(5.0)
    assert heard == [("one", 16.0), ("one", 5.0), ("other", 5.0)]


def test_the_clock_stops_with_the_last_one(qapp):
    clock, owner = Counted(), QObject()
    one, other = shares(clock, 2, owner)
    one.start()
    other.start()
    one.stop()
    assert clock.running
    other.stop()
    assert not clock.running
