"""The command line as a process of its own: what its streams and its exit code do."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX streams")


def start(*words: str, **options) -> subprocess.Popen:
    command = [sys.executable, "-m", "circuitlab", *words]
    return subprocess.Popen(command, stderr=subprocess.PIPE, **options)


def finish(process: subprocess.Popen) -> tuple[int, str]:
    """Exit code and standard error."""
    _, error = process.communicate(timeout=60)
    return process.returncode, error.decode()


@pytest.fixture
def long_formula(tmp_path) -> str:
    """A trace of it is longer than what a pipe holds."""
    path = tmp_path / "long.txt"
    path.write_text("x = 1\n" + "".join(f"t{n} = x + {n}\n" for n in range(3000)))
    return str(path)


@posix
def test_a_reader_that_has_seen_enough_is_no_error(long_formula):
    process = start("trace", long_formula, stdout=subprocess.PIPE)
    process.stdout.readline()
    process.stdout.close()
    process.stdout = None
    assert finish(process) == (0, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
def test_a_full_disk_is_said_in_one_line():
    with Path("/dev/full").open("w") as full:
        code, error = finish(start("eval", "-e", "x = 1", stdout=full))
    assert (code, error) == (2, "circuitlab: standard output: No space left on device\n")


@posix
def test_standard_input_that_cannot_be_read_is_named(tmp_path):
    with (tmp_path / "only written").open("wb") as closed:
        code, error = finish(start("eval", "-", stdin=closed))
    assert (code, error) == (2, "circuitlab: standard input: can't be read: Bad file descriptor\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
def test_an_error_that_nobody_can_read_keeps_its_exit_code():
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-m", "circuitlab", "eval", "-e", "f ="]
        assert subprocess.run(command, stderr=full, check=False).returncode == 2


@posix
@pytest.mark.parametrize("command", ["eval -e x=1 >&-", "eval - <&-", "eval -e x= 2>&-"])
def test_closed_streams_are_no_traceback(command):
    shell = ["sh", "-c", f'exec "$0" -m circuitlab {command}', sys.executable]
    done = subprocess.run(shell, capture_output=True, check=False)
    assert done.returncode == (0 if "x=1" in command else 2)
    assert b"Traceback" not in done.stderr


def test_an_output_that_lacks_characters_gets_the_nearest():
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    process = start("eval", "-e", "é = -1", stdout=subprocess.PIPE, env=environment)
    out, error = process.communicate(timeout=60)
    assert (process.returncode, error) == (0, b"")
    assert out.splitlines()[1].split() == [b"\\xe9", b"-1", b"1"]


@posix
def test_text_that_is_not_utf8_is_refused_in_one_line():
    code, error = finish(start("eval", "-e", os.fsdecode(b"f = \xff"), stdout=subprocess.DEVNULL))
    assert (code, error.count("\n")) == (2, 1)
    assert error[:-1].isprintable()
