"""From the words of the command line to `Options`. A first word that is no command is a SOURCE."""

import argparse
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from circuitlab.cli.answer import Answer, UsageError
from circuitlab.cli.help import COMMANDS, OVERVIEW
from circuitlab.cli.options import Options
from circuitlab.cli.parser import MAKING, Parser, joined, parser_of
from circuitlab.cli.typed import assignment, gates_in, point
from circuitlab.files.errors import shown

if TYPE_CHECKING:
    from circuitlab.cli.climbing import Climbing
    from circuitlab.cli.training import Asked


def parse(arguments: Sequence[str]) -> Options | Answer:
    """The options, or the answer to --help or --version. Raises UsageError."""
    words = joined(arguments)
    command = words[0] if words and words[0] in COMMANDS else ""
    parser = parser_of(command)
    if not command and words:
        _refuse_stranger(words[0])
    if "-h" in words or "--help" in words:
        return Answer(parser.format_help() if command else OVERVIEW)
    if words[:1] == ["--version"]:
        from circuitlab import __version__

        return Answer(f"circuitlab {__version__}\n")
    found = parser.parse_args(words[1:] if command else words)
    if command in MAKING:
        from circuitlab.cli.making import made

        return Options(command, made=made(command, found, parser.error))
    return _gate_options(found, parser) if command == "gate" else _options(command, found, parser)


def _refuse_stranger(word: str) -> None:
    """Raises UsageError for a first word that looks like a command, but is none, and no file either."""
    if not word.replace("-", "").replace("_", "").isalnum() or word.startswith("-") or Path(word).exists():
        return
    near = get_close_matches(word.lower(), COMMANDS, n=1)
    hint = f"did you mean {near[0]}?" if near else f"commands are {', '.join(COMMANDS)}"
    raise UsageError(f"{shown(word)}: neither a command nor a file; {hint}")


def _options(command: str, found: argparse.Namespace, parser: Parser) -> Options:
    if found.source is not None and found.expression is not None:
        parser.error("give either SOURCE or -e TEXT, not both")
    asks = command or found.set or found.upstream is not None
    if asks and found.source is None and found.expression is None:
        parser.error("SOURCE is missing: expected a file, - or -e TEXT")
    return Options(
        command=command,
        source=found.source,
        text=None if found.expression is None else "\n".join(found.expression),
        values=dict(assignment(word, parser.error) for word in found.set),
        upstream=found.upstream,
        json=getattr(found, "json", False),
        output=getattr(found, "output", ""),
        step=getattr(found, "step", None),
        scale=getattr(found, "scale", None),
        theme=getattr(found, "theme", "light"),
        inside=gates_in(getattr(found, "inside", None), parser.error),
        dialect=getattr(found, "dialect", "python"),
        gate=getattr(found, "gate", ""),
        limit=getattr(found, "limit", 20),
        climbing=_climbing(found, parser) if command == "optimize" else None,
        training=_training(found, parser) if command == "train" else None,
    )


def _climbing(found: argparse.Namespace, parser: Parser) -> "Climbing":
    from circuitlab.cli.climbing import climbing

    return climbing(found, parser.error)


def _training(found: argparse.Namespace, parser: Parser) -> "Asked":
    from circuitlab.cli.training import asked

    return asked(found, parser.error)


def _gate_options(found: argparse.Namespace, parser: Parser) -> Options:
    if (found.into is None) != (found.output is None):
        parser.error("--into SOURCE and -o OUT belong together")
    return Options(
        command="gate",
        source=found.into,
        json=found.json,
        output=found.output or "",
        rule=found.rule,
        symbol=found.symbol,
        at=tuple(point(words, parser.error) for words in found.at),
        latex=found.latex,
    )
