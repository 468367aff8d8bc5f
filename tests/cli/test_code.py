"""`circuitlab code`: source code on standard output or in a file, without a display."""

import subprocess
import sys

import pytest

from circuitlab.cli.parser import DIALECTS as NAMED
from circuitlab.files import store
from circuitlab.share.code import DIALECTS, code_of


def test_it_prints_python_that_runs(cli, product):
    result = cli("code", product)
    assert (result.code, result.err) == (0, "")
    done = subprocess.run([sys.executable, "-c", result.out], capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[:2] == ["f = -12.0", "grad_x = -4.0"]


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_dialect_is_what_the_library_writes(cli, product, dialect, tmp_path):
    text = code_of(store.read(product), dialect=dialect).text
    assert cli("code", product, "--dialect", dialect, "-o", "-").out == text
    written = cli("code", product, "--dialect", dialect, "-o", tmp_path / "f.py")
    assert (written.code, written.out, written.err) == (0, "", "")
    assert (tmp_path / "f.py").read_bytes() == text.encode()


def test_the_command_line_knows_all_dialects():
    assert list(NAMED) == list(DIALECTS)


def test_numbers_from_the_command_line_are_in_it(cli):
    out = cli("code", "-e", "f = x * 2", "--set", "x=3", "--upstream", "0.5").out
    assert "x = 3.0\n" in out
    assert "grad_f = 0.5\n" in out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["-e", "f = x"], "no value for input x"),
        (["-e", "x = 1", "-o", "a.txt"], "expected a file name that ends in .py"),
        (["-e", "x = 1", "--dialect", "fortran"], "choose from"),
        (["-e", "x = 1", "-o", "no/such/folder/a.py"], "can't be written"),
        ([], "SOURCE is missing"),
    ],
)
def test_what_is_wrong_is_one_line(cli, words, says):
    assert says in cli("code", *words).refusal
