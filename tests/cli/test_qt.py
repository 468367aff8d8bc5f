"""Where Qt can't be loaded, one line says what is missing."""

import subprocess
import sys
from pathlib import Path

import pytest

from circuitlab.cli import qt
from circuitlab.cli.answer import UsageError
from circuitlab.cli.help import COMMANDS

SCRIPT = Path(__file__).parents[2] / "resources" / "linux" / "qt-libraries.sh"
linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux")


def test_the_import_of_qt_without_its_libraries_names_the_packages(monkeypatch):
    monkeypatch.setattr(qt, "_loads", lambda library: library != "libEGL.so.1")
    with pytest.raises(UsageError, match="missing libegl1"), qt.loading():
        raise ImportError("libEGL.so.1: cannot open shared object file: No such file or directory")


def test_a_library_that_nobody_knows_is_named_as_it_is(monkeypatch):
    monkeypatch.setattr(qt, "_loads", lambda library: True)
    with pytest.raises(UsageError, match=r"libnew\.so\.9"), qt.loading():
        raise ImportError("libnew.so.9: cannot open shared object file: No such file or directory")


def test_an_error_of_the_program_is_not_taken_for_a_missing_library():
    with pytest.raises(ImportError, match="typo"), qt.loading():
        raise ImportError("cannot import name 'typo'", name="circuitlab.app")


def test_the_set_up_script_installs_the_same_packages():
    lines = [line for line in SCRIPT.read_text().splitlines() if line.startswith("lib") and ":" in line]
    assert dict(line.split(":") for line in lines) == qt.ALWAYS | qt.WINDOW


@linux
def test_the_set_up_script_does_nothing_where_everything_is_there():
    if qt._missing(qt.ALWAYS | qt.WINDOW):
        pytest.skip("libraries are missing here")
    done = subprocess.run(["sh", SCRIPT], capture_output=True, check=True)
    assert done.stdout == done.stderr == b""


@linux
def test_all_packages_fit_into_the_line(cli, monkeypatch):
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    monkeypatch.setattr(qt, "_loads", lambda library: False)
    line = cli().refusal
    assert all(package in line for package in (*qt.ALWAYS.values(), *qt.WINDOW.values()))


@linux
def test_a_window_needs_a_screen(cli, monkeypatch):
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(qt, "_loads", lambda library: True)
    refusal = cli("-e", "x = 1").refusal
    assert "there is no screen" in refusal
    assert all(f"{name}, " in refusal or f"{name} " in refusal for name in COMMANDS)
    assert len(refusal) <= 240
    monkeypatch.setenv("DISPLAY", ":98765")
    assert "there is no screen" in cli("-e", "x = 1").refusal


@linux
def test_a_window_needs_the_libraries_of_the_screen(cli, monkeypatch):
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    monkeypatch.setattr(qt, "_loads", lambda library: "cursor" not in library)
    assert "missing libxcb-cursor0" in cli().refusal
