"""The command `circuitlab`: reads the arguments, runs one command, answers with an exit code.

0: done. 1: the answer is no (a gradient check failed, a climb or a training diverged). 2: the input or the
call is wrong, and exactly one line on standard error says where. Everything that isn't needed for every
command is imported late.
"""

import os
import sys
from collections.abc import Sequence

from circuitlab.cli.answer import Answer, UsageError
from circuitlab.cli.aside import tell
from circuitlab.cli.encoding import encodable
from circuitlab.files.errors import shown

__all__ = ["main"]

DEBUG = "CIRCUITLAB_DEBUG"
"""With this environment variable set, an error of the program itself is shown with its traceback."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line (without the program's name) and return its exit code."""
    try:
        answer = _answer(sys.argv[1:] if arguments is None else list(arguments))
        _print(answer.text)
    except UsageError as error:
        return _refuse(str(error))
    except KeyboardInterrupt:
        return _refuse("interrupted")
    except OSError as error:
        return _refuse(f"{shown(str(error.filename or 'standard output'), 80)}: {error.strerror or error}")
    except MemoryError:
        return _refuse("not enough memory for this circuit")
    except Exception as error:
        if os.environ.get(DEBUG):
            raise
        return _refuse(f"internal error ({type(error).__name__}: {error}); set {DEBUG}=1 to see where")
    return answer.code


def _answer(arguments: list[str]) -> Answer:
    from circuitlab.cli.arguments import parse

    options = parse(arguments)
    if isinstance(options, Answer):  # --help, --version
        return options
    from circuitlab.circuit.errors import CircuitError, clause
    from circuitlab.cli import commands
    from circuitlab.files.errors import FileError
    from circuitlab.formula.parse import FormulaError

    try:
        return commands.run(options)
    except (FileError, FormulaError) as error:
        raise UsageError(str(error)) from error
    except CircuitError as error:
        raise UsageError(clause(str(error))) from error


def _print(text: str) -> None:
    """Text to standard output. A reader that has seen enough, as `head` has, is no error."""
    if sys.stdout is None or not text:  # a gui-script on Windows has no output
        return
    try:
        sys.stdout.write(encodable(text, sys.stdout.encoding))
        sys.stdout.flush()
    except OSError as error:
        # Python flushes once more at exit: that must not meet the broken pipe or the full disk again
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):
            raise


def _refuse(message: str) -> int:
    tell(message)
    return 2
