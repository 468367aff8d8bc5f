"""The installed program on a real X server: it opens, steps, saves, opens again, and ends cleanly.

It is driven with Xvfb and xdotool, and skipped where they are missing. What is started is what
CIRCUITLAB_COMMAND says (see from_wheel.sh), else the program of this Python.
"""

import os
import shlex
import shutil
import subprocess
import sys

import pytest

from circuitlab import load

pytestmark = pytest.mark.skipif(
    not (shutil.which("Xvfb") and shutil.which("xdotool")), reason="needs Xvfb and xdotool"
)
NO_ANIMATION = ("plus", "plus", "plus", "plus")
FORWARD_AND_BACKWARD = ("F10", "F10", "F9", "F9", "F9")
PATIENCE = 30


def command():
    given = os.environ.get("CIRCUITLAB_COMMAND")
    return shlex.split(given) if given else [sys.executable, "-m", "circuitlab"]


def libraries_missing(environment):
    """Why Qt can't open a window on an X server here; empty if it can."""
    script = "from PySide6.QtGui import QGuiApplication; QGuiApplication([])"
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True)
    return "" if done.returncode == 0 else done.stderr.strip().splitlines()[0]


def test_the_program_opens_steps_saves_opens_again_and_ends(desktop, tmp_path):
    missing = libraries_missing(desktop.environment)
    if missing:
        pytest.skip(missing)
    program = desktop.start(command())
    desktop.wait_for_title("sum-then-product – circuitlab")

    for key in NO_ANIMATION:
        desktop.step(key)
    seen = [desktop.still()]
    seen += [desktop.step(key) for key in FORWARD_AND_BACKWARD]
    assert len(set(seen)) == len(seen), "every step is to be seen"
    desktop.press("n")
    assert desktop.still() == seen[-1], "at the end there is nothing left to step to"
    assert desktop.step("p") != seen[-1]

    desktop.press("ctrl+s")
    kept = tmp_path / "kept.circuit"
    desktop.answer("Save As", str(kept))
    desktop.wait_for_title("kept – circuitlab")
    assert {gate.name for gate in load(kept).gates.values()} == {"x", "y", "z", "q", "f"}

    desktop.press("ctrl+n")
    desktop.wait_for_title("Untitled – circuitlab")
    desktop.press("ctrl+o")
    desktop.answer("Open", str(kept))
    desktop.wait_for_title("kept – circuitlab")

    desktop.press("ctrl+q")
    _, errors = program.communicate(timeout=PATIENCE)
    assert program.returncode == 0
    assert b"Traceback" not in errors
