"""The arguments that each command takes. argparse, with two habits changed.

Its errors become a `UsageError`, so that they take one line. An option always takes the word that follows,
so that `-e -x` and `--upstream -inf` need no care.
"""

import argparse
from collections.abc import Sequence
from typing import NoReturn

from circuitlab.cli.answer import UsageError
from circuitlab.cli.help import COMMANDS, WINDOW
from circuitlab.cli.typed import SCALES_SAID, finite, limit, scale, whole
from circuitlab.files.errors import shown

DIALECTS = "python", "micrograd", "numpy", "pytorch", "jax"
"""Named here too: reading the arguments does not load what writes the code."""
MAKING = "data", "template"
"""The commands that read no circuit, but make what they write."""
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


class Parser(argparse.ArgumentParser):
    """Refuses in one line."""

    def error(self, message: str) -> NoReturn:
        short = " ".join(map(shown, message.split(" ")))  # what was typed leaves room for what was expected
        raise UsageError(f"{short} (see {self.prog} --help)")


def joined(arguments: Sequence[str]) -> list[str]:
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


def parser_of(command: str) -> Parser:
    """What reads the arguments of a command; "" is the window."""
    entry = COMMANDS.get(command, WINDOW)
    parser = Parser(
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


def _add_circuit(parser: Parser, command: str) -> None:
    """The arguments of the commands that read a circuit."""
    add = parser.add_argument
    add("source", nargs="?", metavar="SOURCE", help="a .circuit or formula text file, - for standard input")
    add("-e", "--expression", action="append", metavar="TEXT", help="formula text in place of SOURCE")
    add("--set", action="append", default=[], metavar="NAME=VALUE", help="give an input or parameter a value")
    add("--upstream", type=finite, metavar="VALUE", help="the seed: the objective's own gradient")
    if command:
        add("--inside", metavar="GATE", help="go into a gate of gates; A/B: two levels deep")
    if command == "paths":
        add("--from", required=True, dest="gate", metavar="GATE", help="the name or id where the paths begin")
        add("--limit", type=limit, default=20, metavar="N", help="print the N largest; 20 if left out")
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
        size = f"size, {SCALES_SAID}; 1, or what fits, if left out"
        add("--scale", type=scale, metavar="S", help=size)
        add("--theme", choices=("light", "dark"), default="light", help="light if left out")


def _add_gate(parser: Parser) -> None:
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
