"""What goes wrong with files, said in one line. Imports nothing of the program."""

LINE_LIMIT = 240
"""No message to the user is longer than this many characters."""


class FileError(ValueError):
    """A file that can't be read or written. `str()` is one line: which file, where in it, why."""

    def __init__(self, message: str) -> None:
        super().__init__(one_line(message))


def shown(text: str, limit: int = 60) -> str:
    """`text` fit to be quoted in a line: unprintable characters escaped, the middle cut out if too long."""
    printable = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)
    if len(printable) <= limit:
        return printable
    head = limit // 3
    return f"{printable[:head]}…{printable[head + 1 - limit :]}"


def one_line(message: str) -> str:
    """`message` as one line of at most 240 printable characters."""
    flat = " ".join(message.split())
    printable = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in flat)
    return printable if len(printable) <= LINE_LIMIT else printable[: LINE_LIMIT - 1] + "…"


def reason(error: OSError) -> str:
    """Why the operating system refused, in words: "No such file or directory"."""
    return error.strerror or type(error).__name__
