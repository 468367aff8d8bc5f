"""What should be known besides the answer: one line at a time on standard error."""

import sys
from contextlib import suppress

from circuitlab.cli.encoding import encodable
from circuitlab.files.errors import one_line


def tell(message: str) -> None:
    """Say it after the program's name. Where nobody can read it, the exit code still tells."""
    if sys.stderr is not None:
        with suppress(OSError):
            sys.stderr.write(one_line(encodable(f"circuitlab: {message}", sys.stderr.encoding)) + "\n")
