"""What goes wrong with files, said in one line."""

from circuitlab.formula import errors as text_errors
from circuitlab.formula.errors import printable


class FileError(ValueError):
    """A file that can't be read or written. `str()` is one line: which file, where in it, why."""

    def __init__(self, message: str) -> None:
        super().__init__(one_line(message))


def shown(text: str, limit: int = 60) -> str:
    """`text` fit to be quoted in a line: unprintable characters escaped, the middle cut out if too long."""
    whole = printable(text)
    if len(whole) <= limit:
        return whole
    head = limit // 3
    return f"{whole[:head]}…{whole[head + 1 - limit :]}"


def one_line(message: str) -> str:
    """`message` as one line of at most 240 printable characters."""
    return text_errors.one_line(" ".join(message.split()))


def reason(error: OSError) -> str:
    """Why the operating system refused, in words: "No such file or directory"."""
    return error.strerror or type(error).__name__
