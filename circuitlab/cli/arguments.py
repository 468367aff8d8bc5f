"""From the words of the command line to `Options`. argparse, with three habits changed.

Its errors become a `UsageError`, so that they take one line. An option always takes the word that follows,
so that `-e -x` and `--upstream -inf` need no care. And a first word that is no command is a SOURCE.
"""

import argparse
import math
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NoReturn

from circuitlab.cli.answer import Answer, UsageError
from circuitlab.cli.help import COMMANDS, OVERVIEW, WINDOW
from circuitlab.files.errors import shown

if TYPE_CHECKING:
    from circuitlab.cli.climbing import Climbing
    from circuitlab.cli.making import Made
    from circuitlab.cli.training import Asked

Theme = Literal["light", "dark"]

SCALES = 0.05, 20.0
"""The least and the most: smaller shows nothing, larger takes gigabytes."""

DIALECTS = "python", "micrograd", "numpy", "pytorch", "jax"
"""Named here too: reading the arguments does not load what writes the code."""

MOST_PATHS = 10_000
"""As many as can be asked for, for the same reason."""

MAKING = "data", "template"
"""The commands that read no circuit, but make what they write."""

_SCALES_SAID = "from {:g} to {:g}".format(*SCALES)
_LONG = {"-e": "--expression", "-o": "--output"}
_WITH_VALUE = {
    *_LONG.values(),
    *("--set", "--upstream", "--inside", "--step", "--scale", "--theme", "--dialect"),
    *("--symbol", "--at", "--into", "--from", "--limit"),
    *("--strategy", "--step-size", "--difference", "--h", "--tweak", "--max-steps", "--min-gain"),
    *("--target", "--seed", "--trajectory"),
    *("--data", "--bind", "--loss", "--l2", "--batch", "--epochs", "--schedule", "--order", "--test"),
    *("--points", "--noise", "--sizes", "--activation"),
}


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked for.

    command: "" is the window. source: a path or "-"; None if `text` is given, or nothing. values: by name.
    upstream: the seed, None to leave it. step: how many steps are done in the picture, None for all.
    scale: None for 1, or what fits. rule, symbol: of a gate to make. at: where its numbers are asked for.
    dialect: of source code. gate, limit: where paths begin, and how many are asked for. latex: print
    equations. inside: names or ids of the gates to enter, one in another. climbing: how to optimize.
    training: how to train. made: what is to be made without a circuit.
    """

    command: str
    source: str | None = None
    text: str | None = None
    values: dict[str, float] = field(default_factory=dict)
    upstream: float | None = None
    json: bool = False
    output: str = ""
    step: int | None = None
    scale: float | None = None
    theme: Theme = "light"
    rule: str = ""
    symbol: str = ""
    at: tuple[dict[str, float], ...] = ()
    latex: bool = False
    inside: tuple[str, ...] = ()
    dialect: str = "python"
    gate: str = ""
    limit: int = 20
    climbing: "Climbing | None" = None
    training: "Asked | None" = None
    made: "Made | None" = None


def parse(arguments: Sequence[str]) -> Options | Answer:
    """The options, or the answer to --help or --version. Raises UsageError."""
    words = _joined(arguments)
    command = words[0] if words and words[0] in COMMANDS else ""
    parser = _parser(command)
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


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        short = " ".join(map(shown, message.split(" ")))  # what was typed leaves room for what was expected
        raise UsageError(f"{short} (see {self.prog} --help)")


def _refuse_stranger(word: str) -> None:
    """Raises UsageError for a first word that looks like a command, but is none, and no file either."""
    if not word.replace("-", "").replace("_", "").isalnum() or word.startswith("-") or Path(word).exists():
        return
    near = get_close_matches(word.lower(), COMMANDS, n=1)
    hint = f"did you mean {near[0]}?" if near else f"commands are {', '.join(COMMANDS)}"
    raise UsageError(f"{shown(word)}: neither a command nor a file; {hint}")


def _joined(arguments: Sequence[str]) -> list[str]:
    """Every option that takes a value in one word with it: `--option=value`, whatever the value is."""
    words: list[str] = []
    rest = iter(arguments)
    for word in rest:
        if word == "--":
            return [*words, word, *rest]
        option = _LONG.get(word, word)
        value = next(rest, None) if option in _WITH_VALUE else None
        words.append(word if value is None else f"{option}={value}")
    return words


def _parser(command: str) -> _Parser:
    entry = COMMANDS.get(command, WINDOW)
    parser = _Parser(
        prog=f"circuitlab {command}".rstrip(),
        description=entry.summary,
        epilog="\n".join(filter(None, [entry.more, "example:", f"  {entry.example}"])),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        add_help=False,
        allow_abbrev=False,
    )
    if command == "gate":
        _add_gate(parser)
    elif command in MAKING:
        from circuitlab.cli import making

        making.add_arguments(parser, command)
    else:
        _add_circuit(parser, command)
    parser.add_argument("-h", "--help", action="store_true", help="show this help")
    return parser


def _add_circuit(parser: _Parser, command: str) -> None:
    """The arguments of the commands that read a circuit."""
    add = parser.add_argument
    add("source", nargs="?", metavar="SOURCE", help="a .circuit or formula text file, - for standard input")
    add("-e", "--expression", action="append", metavar="TEXT", help="formula text in place of SOURCE")
    add("--set", action="append", default=[], metavar="NAME=VALUE", help="give an input or parameter a value")
    add("--upstream", type=_finite, metavar="VALUE", help="the seed: the objective's own gradient")
    if command:
        add("--inside", metavar="GATE", help="go into a gate of gates; A/B: two levels deep")
    if command == "paths":
        add("--from", required=True, dest="gate", metavar="GATE", help="the name or id where the paths begin")
        add("--limit", type=_limit, default=20, metavar="N", help="print the N largest; 20 if left out")
    if command in ("eval", "trace", "check", "modes", "paths", "optimize", "train"):
        add("--json", action="store_true", help="print JSON with whole doubles")
    if command in ("convert", "export"):
        formats = "OUT.circuit or OUT.txt" if command == "convert" else "OUT.png, OUT.svg or OUT.pdf"
        add("-o", "--output", required=True, metavar="OUT", help=f"the file to write: {formats}")
    if command == "optimize":
        from circuitlab.cli import climbing

        climbing.add_arguments(parser)
    if command == "train":
        from circuitlab.cli import training

        training.add_arguments(parser)
    if command == "code":
        add("--dialect", type=str.lower, choices=DIALECTS, default="python", help="python if left out")
        add("-o", "--output", default="-", metavar="OUT", help="a file to write it to: OUT.py; - prints it")
    if command == "export":
        add("--step", type=whole, metavar="N", help="draw the state after N steps; the end if left out")
        size = f"size, {_SCALES_SAID}; 1, or what fits, if left out"
        add("--scale", type=_scale, metavar="S", help=size)
        add("--theme", choices=("light", "dark"), default="light", help="light if left out")


def _add_gate(parser: _Parser) -> None:
    """The arguments of the command that makes a gate."""
    add = parser.add_argument
    add("rule", metavar="RULE", help="name, inputs and formula, such as hill(x, y) = 100 - (x - y)**2")
    add("--symbol", default="", metavar="TEXT", help="what stands in the gate; its name if left out")
    points = "print value and slopes there; may be repeated"
    add("--at", action="append", default=[], metavar="NAME=VALUE,...", help=points)
    add("--latex", action="store_true", help="print the rule and its slopes as LaTeX")
    add("--json", action="store_true", help="print JSON with whole doubles")
    add("--into", metavar="SOURCE", help="a circuit to add the gate to, - for standard input; needs -o")
    add("-o", "--output", metavar="OUT", help="the file to write it to: OUT.circuit or OUT.txt")


def _options(command: str, found: argparse.Namespace, parser: _Parser) -> Options:
    if found.source is not None and found.expression is not None:
        parser.error("give either SOURCE or -e TEXT, not both")
    asks = command or found.set or found.upstream is not None
    if asks and found.source is None and found.expression is None:
        parser.error("SOURCE is missing: expected a file, - or -e TEXT")
    return Options(
        command=command,
        source=found.source,
        text=None if found.expression is None else "\n".join(found.expression),
        values=dict(_assignment(word, parser) for word in found.set),
        upstream=found.upstream,
        json=getattr(found, "json", False),
        output=getattr(found, "output", ""),
        step=getattr(found, "step", None),
        scale=getattr(found, "scale", None),
        theme=getattr(found, "theme", "light"),
        inside=_path(getattr(found, "inside", None), parser),
        dialect=getattr(found, "dialect", "python"),
        gate=getattr(found, "gate", ""),
        limit=getattr(found, "limit", 20),
        climbing=_climbing(found, parser) if command == "optimize" else None,
        training=_training(found, parser) if command == "train" else None,
    )


def _climbing(found: argparse.Namespace, parser: _Parser) -> "Climbing":
    from circuitlab.cli.climbing import climbing

    return climbing(found, parser.error)


def _training(found: argparse.Namespace, parser: _Parser) -> "Asked":
    from circuitlab.cli.training import asked

    return asked(found, parser.error)


def _path(inside: str | None, parser: _Parser) -> tuple[str, ...]:
    """The names or ids in A/B."""
    if inside is None:
        return ()
    gates = tuple(filter(None, inside.split("/")))
    if not gates:
        parser.error("--inside: expected the name or id of a gate, or several such as A/B")
    return gates


def _gate_options(found: argparse.Namespace, parser: _Parser) -> Options:
    if (found.into is None) != (found.output is None):
        parser.error("--into SOURCE and -o OUT belong together")
    return Options(
        command="gate",
        source=found.into,
        json=found.json,
        output=found.output or "",
        rule=found.rule,
        symbol=found.symbol,
        at=tuple(_point(words, parser) for words in found.at),
        latex=found.latex,
    )


def _point(words: str, parser: _Parser) -> dict[str, float]:
    pairs = [_assignment(word, parser, "--at") for word in words.split(",")]
    values = dict(pairs)
    if len(values) < len(pairs):
        parser.error(f"--at: expected one value for each input, got {words[:60]!r}")
    return values


def _assignment(word: str, parser: _Parser, option: str = "--set") -> tuple[str, float]:
    name, equals, text = word.partition("=")
    if not equals or not name.strip():
        parser.error(f"{option}: expected NAME=VALUE, got {word[:60]!r}")
    try:
        return name.strip(), number(text)
    except ValueError as error:
        raise UsageError(f"{option} {shown(name.strip())}: {error}") from error


def number(text: str) -> float:
    """The number that a person wrote, also "inf", "-inf" or "nan". Raises ValueError with one line."""
    from circuitlab.teach import numbers

    try:
        value = numbers.read(text)
    except ValueError as error:
        raise ValueError(str(error).removesuffix(".")) from error
    if math.isinf(value) and not any(word in text.lower() for word in ("inf", "∞")):
        raise ValueError(f"{text[:40]!r} is too large for a double")
    return value


def real(text: str) -> float:
    """The same, for argparse."""
    try:
        return number(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _finite(text: str) -> float:
    value = real(text)
    if not math.isfinite(value):
        raise argparse.ArgumentTypeError(f"expected a finite number, got {text[:40]!r}")
    return value


def _scale(text: str) -> float:
    with suppress(ValueError):
        value = number(text)
        if SCALES[0] <= value <= SCALES[1]:
            return value
    raise argparse.ArgumentTypeError(f"expected a number {_SCALES_SAID}, got {text[:40]!r}")


def _limit(text: str) -> int:
    limit = whole(text)
    if not 0 <= limit <= MOST_PATHS:
        raise argparse.ArgumentTypeError(f"expected from 0 to {MOST_PATHS}, got {text[:40]!r}")
    return limit


def whole(text: str) -> int:
    """A whole number, for argparse."""
    try:
        return int(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"expected a whole number, got {text[:40]!r}") from error
