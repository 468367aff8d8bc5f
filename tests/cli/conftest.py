"""The command line, called in this process."""

import io
import json
from dataclasses import dataclass
from typing import Any

import pytest

from circuitlab.cli import main


@dataclass(frozen=True)
class Result:
    """What a call left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output as JSON, the call having succeeded."""
        assert self.err == ""
        return json.loads(self.out)

    @property
    def refusal(self) -> str:
        """The one line of an error."""
        assert (self.code, self.out) == (2, ""), self
        line = self.err.removesuffix("\n")
        assert self.err == line + "\n"
        assert line
        assert len(line) <= 240
        assert line.isprintable(), ascii(line)
        return line


@pytest.fixture
def cli(capsys, monkeypatch):
    """Call the command line with these words, and optionally bytes on standard input."""

    def call(*words: object, stdin: bytes = b"") -> Result:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        code = main([str(word) for word in words])
        return Result(code, *capsys.readouterr())

    return call


@pytest.fixture
def product(tmp_path):
    """f = (x + y) * z as formula text in a file."""
    path = tmp_path / "product.txt"
    path.write_text("x = -2\ny = 5\nz = -4\nq = x + y\nf = q * z\n", encoding="utf-8")
    return path
