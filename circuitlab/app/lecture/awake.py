"""Keeps the machine awake, and its notifications away, while a lecture goes on: where the system lets it.

Every hold ends by itself when the program dies. What a system refuses is a line in the log, and no more.
"""

import logging
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QProcess

from circuitlab.app.guard import guarded

NAME, WHY = "circuitlab", "A lecture is going on"
SYSTEMD = ("systemd-inhibit", "--what=idle:sleep", f"--who={NAME}", f"--why={WHY}", "--mode=block", "cat")
"""It holds until `cat` has nothing more to read: the pipe to it closes with the program."""
ES_CONTINUOUS, ES_SYSTEM_REQUIRED, ES_DISPLAY_REQUIRED = 0x80000000, 0x1, 0x2
_CONNECTION = "circuitlab-lecture"
_END_MS = 1000
log = logging.getLogger("circuitlab")
Release = Callable[[], object]


@dataclass(frozen=True, slots=True)
class BusCall:
    """A method of a service of the session, and its arguments."""

    service: str
    path: str
    method: str
    arguments: tuple[Any, ...]


SCREEN = BusCall("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver", "Inhibit", (NAME, WHY))
NOTES = BusCall("org.freedesktop.Notifications", "/org/freedesktop/Notifications", "Inhibit", (NAME, WHY, {}))


class Machine:
    """The system outside. Tests put another in its place."""

    platform = sys.platform

    def start(self, command: Sequence[str]) -> Release:
        """Let a command run until it is released, or until this program is no more."""
        process = QProcess()
        process.errorOccurred.connect(guarded(lambda error: log.info("%s: %s", command[0], error)))
        process.start(command[0], list(command[1:]))

        def end() -> None:
            process.closeWriteChannel()
            process.terminate()
            if process.state() != QProcess.ProcessState.NotRunning and not process.waitForFinished(_END_MS):
                process.kill()
                process.waitForFinished(_END_MS)

        return end

    def ask_session(self, calls: Sequence[BusCall]) -> Release:
        """Ask services of the session over a connection of its own: they hold as long as that is open."""
        from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher

        bus = QDBusConnection.connectToBus(QDBusConnection.BusType.SessionBus, _CONNECTION)
        if not bus.isConnected():
            QDBusConnection.disconnectFromBus(_CONNECTION)
            raise OSError(f"there is no session bus: {bus.lastError().message()}")
        waiting = []
        for call in calls:
            message = QDBusMessage.createMethodCall(call.service, call.path, call.service, call.method)
            message.setArguments(list(call.arguments))
            watcher = QDBusPendingCallWatcher(bus.asyncCall(message))
            watcher.finished.connect(guarded(partial(_log_refusal, watcher)))
            waiting.append(watcher)

        def close() -> None:
            for watcher in waiting:
                watcher.deleteLater()
            QDBusConnection.disconnectFromBus(_CONNECTION)

        return close

    def set_execution_state(self, flags: int) -> None:
        """What Windows is told. Raises OSError."""
        import ctypes

        library = getattr(ctypes, "windll", None)
        if library is None or not library.kernel32.SetThreadExecutionState(flags):
            raise OSError("SetThreadExecutionState refused")


class Awake:
    """Held from `hold` to `release`, both of which never raise."""

    def __init__(self, machine: Machine | None = None) -> None:
        self._machine = machine or Machine()
        self._held: list[Release] = []

    def hold(self) -> None:
        """Ask for everything that this system knows."""
        for ask in self._ways():
            try:
                self._held.append(ask())
            except (OSError, ImportError) as refusal:
                log.info("the system can't be kept awake: %s", refusal)

    def release(self) -> None:
        """Everything is as it was."""
        held, self._held = self._held, []
        for end in held:
            try:
                end()
            except OSError as refusal:
                log.info("the system was not told that the lecture is over: %s", refusal)

    def _ways(self) -> list[Callable[[], Release]]:
        machine = self._machine
        if machine.platform == "win32":
            return [self._windows]
        if machine.platform == "darwin":
            return [lambda: machine.start(("caffeinate", "-d", "-i", "-w", str(os.getpid())))]
        return [lambda: machine.ask_session((SCREEN, NOTES)), lambda: machine.start(SYSTEMD)]

    def _windows(self) -> Release:
        state = self._machine.set_execution_state
        state(ES_CONTINUOUS | ES_SYSTEM_REQUIRED | ES_DISPLAY_REQUIRED)
        return lambda: state(ES_CONTINUOUS)


class NoScreen(Awake):
    """Where nothing is shown, nothing has to be kept awake."""

    def hold(self) -> None:
        """Nothing to do."""


def usual() -> Awake:
    """What the machine needs that this runs on."""
    from PySide6.QtGui import QGuiApplication

    return NoScreen() if QGuiApplication.platformName() in ("offscreen", "minimal") else Awake()


def _log_refusal(watcher: Any, *_: object) -> None:
    if watcher.isError():
        log.info("a service of the session does not hold: %s", watcher.error().message())
