"""Whatever is wrong with a call or an input: exit code 2, nothing on standard output, one printable line."""

import os
import sys

import pytest

posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX files")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["eval"], "SOURCE is missing"),
        (["eval", "--json"], "SOURCE is missing"),
        (["eval", "a", "b"], "unrecognized arguments: b"),
        (["eval", "--nonsense"], "--nonsense"),
        (["eval", "--js", "-e", "f = x"], "--js"),
        (["eval", "-e"], "expected one argument"),
        (["eval", "a.txt", "-e", "f = 1"], "not both"),
        (["eval", "-e", ""], "-e"),
        (["eval", "-e", "-x"], "-e: line 1"),
        (["eval", "-e", "--json"], "-e: line 1"),
        (["eval", "-e", "f = "], "line 1"),
        (["eval", "-e", "f = x\x00"], "line 1"),
        (["eval", "-e", "f = \udcff"], "line 1"),
        (["eval", "-e", "f = __import__('os').system('true')"], "line 1"),
        (["eval", "-e", "f = " + "(" * 5000 + "x" + ")" * 5000], "line 1"),
        (["eval", "-e", "f = x; g = y"], "line 1"),
        (["eval", "-e", "f = g\ng = f"], "line 1"),
        (["eval", "-e", "f = x\nf = y"], "line 2"),
        (["eval", "-e", "f = x", "--set", "x=abc"], "--set x: 'abc' is not a number"),
        (["eval", "-e", "f = x", "--set", "x="], "--set x"),
        (["eval", "-e", "f = x", "--set", "x"], "expected NAME=VALUE"),
        (["eval", "-e", "f = x", "--set", "=1"], "expected NAME=VALUE"),
        (["eval", "-e", "f = x", "--set"], "--set"),
        (["eval", "-e", "f = x", "--set", "x=1e999"], "too large"),
        (["eval", "-e", "f = x", "--set", "x=1", "--set", "u=1"], "u"),
        (["eval", "-e", "f = x", "--set", "f=1"], "f"),
        (["eval", "-e", "f = x * 2\x1b[31m", "--set", "x=1"], "line 1"),
        (["eval", "-e", "x = 1", "--set", "\x1b[31m=1"], "x1b"),
        (["eval", "-e", "x = 1", "--set", "u" * 10_000 + "=1"], "u"),
        (["eval", "-e", "x = 1", "--upstream", "nan"], "finite"),
        (["eval", "-e", "x = 1", "--upstream", "-inf"], "finite"),
        (["eval", "-e", "x = 1", "--upstream", "one"], "--upstream"),
        (["eval", "-e", "x = 1", "--upstream", "1e999"], "too large"),
        (["eval", "-e", "x = 1", "--upstream"], "--upstream"),
        (["trace"], "SOURCE is missing"),
        (["check"], "SOURCE is missing"),
        (["convert", "-e", "x = 1"], "-o/--output"),
        (["convert", "-e", "x = 1", "-o", "a.json"], ".circuit or .txt"),
        (["convert", "-e", "x = 1", "-o", ""], ".circuit or .txt"),
        (["convert", "-e", "x = 1", "-o", "no/such/folder/a.txt"], "No such file"),
        (["convert", "-e", "x = 1", "-o", "nul\0l.txt"], "no name of a file"),
        (["export", "-e", "x = 1", "-o", "a.gif"], ".png, .svg or .pdf"),
        (
            ["export", "-e", "x = 1", "-o", "a.png", "--step", "two"],
            "--step: expected a whole number, got 'two'",
        ),
        (["export", "-e", "x = 1", "-o", "a.png", "--scale", "0"], "--scale"),
        (["export", "-e", "x = 1", "-o", "a.png", "--scale", "nan"], "--scale"),
        (["export", "-e", "x = 1", "-o", "a.png", "--scale", "x"], "expected a number from 0.05 to 20, got"),
        (["export", "-e", "x = 1", "-o", "a.png", "--scale", "1e6"], "--scale"),
        (["export", "-e", "x = 1", "-o", "a.png", "--theme", "pink"], "--theme"),
        (["no-such-file.circuit"], "no-such-file.circuit: can't be read: No such file"),
        (["evaluate", "a.txt"], "evaluate: neither a command nor a file; did you mean eval?"),
        (["--nonsense"], "--nonsense"),
        (["frobnicate"], "frobnicate: neither a command nor a file; commands are eval, trace, check"),
        (["check_", "a.txt"], "did you mean check?"),
        (["export", "-e", "x = 1", "-o", "a.png", "--theme", "p" * 10_000], "choose from"),
        (["eval", "-e", "x = 1", "--" + "u" * 10_000], "see circuitlab eval --help"),
        (["EVAL", "a.txt"], "did you mean eval?"),
        (["exprot", "-e", "x = 1", "-o", "a.png"], "did you mean export?"),
        (["-e", "f ="], "line 1"),
        ([""], "a folder"),
        (["--set", "x=1"], "SOURCE is missing"),
        (["--upstream", "2"], "SOURCE is missing"),
        (["--upstream", "0"], "SOURCE is missing"),
    ],
)
def test_a_wrong_call_is_refused_in_one_line(cli, monkeypatch, tmp_path, words, says):
    monkeypatch.chdir(tmp_path)
    line = cli(*words).refusal
    assert says in line
    assert not line.endswith(".")
    assert not line.startswith(("circuitlab: There", "circuitlab: The "))


def test_a_file_may_be_called_like_a_command_misspelt(cli, product, monkeypatch):
    monkeypatch.chdir(product.parent)
    product.rename("evla")
    assert "b" in cli("evla", "b").refusal.split("arguments: ")[1]


def test_values_that_nothing_holds_are_refused_at_the_option(cli, product):
    assert "--set: there is no input or parameter 'u'" in cli("eval", product, "--set", "u=1").refusal
    assert "--set: f is a gate" in cli("eval", product, "--set", "f=1").refusal


@pytest.mark.parametrize(
    "data",
    [b"\xff\xfe", b"f = \0x", b"\x7fELF\2\1\1\0", b"{", b"[" * 100_000, b'{"a": 1e999}', b"\xef\xbb\xbf{"],
)
def test_standard_input_that_is_no_circuit_is_refused(cli, data):
    assert "standard input" in cli("eval", "-", stdin=data).refusal


@pytest.mark.parametrize("name", ["a.circuit", "a.txt", "a"])
def test_a_file_that_is_no_circuit_is_named(cli, tmp_path, name):
    path = tmp_path / name
    path.write_bytes(os.urandom(100) + b"\xff\x00")
    assert name in cli("eval", path).refusal
    assert name in cli(path).refusal


def test_a_folder_is_refused(cli, tmp_path):
    assert "a folder" in cli("eval", tmp_path).refusal


def test_a_path_of_any_length_leaves_room_for_the_reason(cli, tmp_path):
    deep = tmp_path.joinpath(*["x" * 200] * 30)
    assert "File name too long" in cli("eval", deep).refusal
    assert "File name too long" in cli("convert", "-e", "x = 1", "-o", deep / "a.txt").refusal


def test_a_very_long_path_still_fits_the_line(cli, tmp_path):
    assert "line 1" in cli("eval", written(tmp_path / ("x" * 200 + ".txt"), "f = ")).refusal


@posix
@pytest.mark.timeout(10)
def test_a_pipe_is_refused_without_waiting_for_it(cli, tmp_path):
    os.mkfifo(tmp_path / "pipe")
    assert "a pipe" in cli("eval", tmp_path / "pipe").refusal


@posix
def test_a_path_that_is_not_utf8_is_named_in_printable_characters(cli, tmp_path):
    assert r"\udcff.txt" in cli("eval", os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt")).refusal


def test_an_empty_text_is_refused(cli, tmp_path):
    assert "empty.txt" in cli("eval", written(tmp_path / "empty.txt", "# nothing\n")).refusal


def test_a_newer_format_is_refused_with_a_clear_sentence(cli, tmp_path):
    path = written(tmp_path / "new.circuit", '{"format": "circuitlab", "version": 99}')
    assert "format version 99 was made by a newer circuitlab" in cli("eval", path).refusal


def test_an_output_that_is_a_folder_stays(cli, tmp_path):
    (tmp_path / "a.txt").mkdir()
    assert "a folder" in cli("convert", "-e", "x = 1", "-o", tmp_path / "a.txt").refusal


def test_a_failed_conversion_keeps_the_old_file(cli, tmp_path):
    out = written(tmp_path / "out.txt", "kept")
    cli("convert", "-e", "f = ", "-o", out)
    assert out.read_text() == "kept"


def test_an_error_of_the_program_itself_takes_one_line(cli, monkeypatch):
    from circuitlab.cli import commands

    def broken(options):
        raise ZeroDivisionError("first\nsecond")

    monkeypatch.setattr(commands, "run", broken)
    assert "internal error (ZeroDivisionError: first second)" in cli("eval", "-e", "x = 1").refusal


def written(path, text):
    path.write_text(text, encoding="utf-8")
    return path
