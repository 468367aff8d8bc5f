"""A worker without a thread: each turn is worked off when it is given, and so many pauses long."""

from circuitlab.app.worker import CHUNK, Worker

PAUSES = 12
"""Of the work, in a turn."""


class AtOnce:
    """Works in the window's thread, between its events: the same turns in every run."""

    def __init__(self, job, tell):
        self._job, self._tell = job, tell
        self.turn()

    def turn(self):
        self._tell(self._job.advance())

    def stop(self):
        self._job.close()
        return True


class Counting:
    """A clock that moves on by as much each time that it is read."""

    def __init__(self, step):
        self._now, self._step = 0.0, step

    def __call__(self):
        self._now += self._step
        return self._now


def worker_at_once(owner):
    """A turn is so many pauses long, and every few turns bring news."""
    return Worker(owner, AtOnce, Counting(CHUNK / (PAUSES - 0.5)))
