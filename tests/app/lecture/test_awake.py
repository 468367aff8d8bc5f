"""A machine that is kept awake for as long as a lecture takes: what it is asked, and that it is let go."""

import logging
import os
import subprocess
import sys

import pytest
from support.two_screens import DESK, FakeScreens

from circuitlab.app.lecture import awake
from circuitlab.app.lecture.awake import NOTES, SCREEN, SYSTEMD, Awake, Machine, NoScreen
from circuitlab.app.lecture.surroundings import Surroundings


class FakeMachine(Machine):
    """Writes down what it is asked; `refuses` nothing, or everything."""

    def __init__(self, platform="linux", refuses=False):
        self.platform, self.refuses = platform, refuses
        self.asked, self.holding = [], []

    def _hold(self, what):
        self.asked.append(what)
        if self.refuses:
            raise OSError("not here")
        self.holding.append(what)
        return lambda: self.holding.remove(what)

    def start(self, command):
        return self._hold(tuple(command))

    def ask_session(self, calls):
        return self._hold(tuple(calls))

    def set_execution_state(self, flags):
        self.asked.append(flags)
        if self.refuses:
            raise OSError("not here")


def begun(hall, machine):
    room = hall()
    room.window.begin_lecture(Surroundings(FakeScreens(DESK), awake=Awake(machine)))
    room.settle()
    return room


def test_linux_is_asked_for_the_screen_the_notifications_and_sleep_until_the_lecture_ends(hall):
    machine = FakeMachine()
    room = begun(hall, machine)
    assert machine.holding == [(SCREEN, NOTES), SYSTEMD]
    room.window.end_lecture()
    assert machine.holding == []


def test_closing_the_window_in_a_lecture_lets_go_too(hall):
    machine = FakeMachine()
    room = begun(hall, machine)
    room.window.close()
    assert machine.holding == []


def test_a_mac_is_asked_by_a_command_that_ends_with_the_program():
    machine = FakeMachine("darwin")
    held = Awake(machine)
    held.hold()
    assert machine.holding == [("caffeinate", "-d", "-i", "-w", str(os.getpid()))]
    held.release()
    held.release()
    assert machine.holding == []


def test_windows_is_told_the_state_and_that_it_is_over():
    machine = FakeMachine("win32")
    held = Awake(machine)
    held.hold()
    assert machine.asked == [0x80000003]
    held.release()
    assert machine.asked == [0x80000003, 0x80000000]


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_what_refuses_is_a_line_in_the_log_and_no_more(hall, platform, caplog):
    caplog.set_level(logging.INFO, "circuitlab")
    machine = FakeMachine(platform, refuses=True)
    room = begun(hall, machine)
    assert room.lecture is not None
    assert machine.asked
    assert "can't be kept awake: not here" in caplog.text
    room.window.end_lecture()
    assert machine.holding == []


def test_without_a_screen_nothing_is_asked():
    assert isinstance(awake.usual(), NoScreen)


def test_a_command_that_is_not_there_is_a_line_in_the_log(caplog, qtbot):
    caplog.set_level(logging.INFO, "circuitlab")
    end = Machine().start(("no-such-command-anywhere",))
    qtbot.waitUntil(lambda: "no-such-command-anywhere" in caplog.text)
    end()


def test_a_command_ends_when_it_is_released(tmp_path, qtbot):
    """Each beat makes the file longer: none comes after the end."""
    told = tmp_path / "beats"
    beat = "import sys, time\nwhile True:\n    open(sys.argv[1], 'a').write('.')\n    time.sleep(0.01)"
    end = Machine().start((sys.executable, "-c", beat, str(told)))
    qtbot.waitUntil(lambda: told.exists() and told.stat().st_size > 2)
    end()
    size = told.stat().st_size
    qtbot.wait(60)
    assert told.stat().st_size == size


DIES = """
import os, sys
from circuitlab.app.lecture.awake import Machine
end = Machine().start((sys.executable, "-c", "import sys; sys.stdin.read(); open(sys.argv[1], 'w').close()",
                       sys.argv[1]))
os._exit(3)
"""


def test_a_command_ends_when_the_program_dies(tmp_path, qtbot):
    told = tmp_path / "ended"
    ran = subprocess.run([sys.executable, "-c", DIES, str(told)], timeout=60, check=False)
    assert ran.returncode == 3
    qtbot.waitUntil(told.exists)
