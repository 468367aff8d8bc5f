"""One line of formula text on its way into Python's parser: bounded, translated, and its errors reworded.

`ast.parse` can be slow, warn, or give up on hostile text, so the text is bounded in length, characters and
parentheses first. There are no strings in the language: a # always starts a comment, and the signs that
are translated (^ to **, − to -) are always tokens of their own.
"""

import ast
import keyword
import re
import warnings
from itertools import accumulate
from typing import Literal

from circuitlab.formula.errors import FormulaError, quoted

MAX_LENGTH = 10_000
"""Characters in a line."""
MAX_PARENTHESES = 100
"""Parentheses open at one point. Python's own bound differs between its versions; this one does not."""
MAX_DEPTH = 400
"""Levels of a tree."""

SEVERAL_LINES = "; use several lines"
"""What to do about a formula with too many levels, where there can be several lines."""
EXPECTED = "expected a number, a name, an operator + - * / ** or a function such as sin(x)"
_SIGNS = str.maketrans({"−": "-", "·": "*", "⋅": "*", "×": "*", "^": "**", "\t": " "})
_UNUSUAL = re.compile(r"[^\w +\-*/().,=]")
"""Foreign to formulas, unless names may have it: the hat of x̂ is no letter, yet Python lets it follow one."""
_NUMBER_THEN_WORD = re.compile(r"\d\.?(?:and|else|for|if|in|is|not|or)")
_TOKEN = re.compile(r"\*\*|\w+|\S")


class Source:
    """A line of text, and the places in it.

    line: its number, for messages. code: what Python's parser reads, without comment and outer blanks.
    translated: whether the code may contain what was not typed (keywords in fullwidth letters, too).
    """

    def __init__(self, text: str, line: int | None) -> None:
        self.line = line
        self._text = text
        if len(text) > MAX_LENGTH:
            raise self.error(f"too long: expected at most {MAX_LENGTH:,} characters in a line")
        typed = text.partition("#")[0]
        self.translated = not typed.isascii() or "^" in typed or "\t" in typed
        whole = typed.translate(_SIGNS) if self.translated else typed
        self.code = whole.strip(" ")
        self._start = len(whole) - len(whole.lstrip(" "))
        self._check()

    def _check(self) -> None:
        if not self.code:
            raise self.error("nothing here: expected a formula")
        unusual = _UNUSUAL.finditer(self.code)
        unknown = next((char for char in unusual if not f"a{char[0]}".isidentifier()), None)
        if unknown is not None:
            raise self.error(f"unexpected {quoted(unknown[0])}: {EXPECTED}", unknown.start())
        if self.code.count("(") > MAX_PARENTHESES and _most_open(self.code) > MAX_PARENTHESES:
            raise self.error(f"expected at most {MAX_PARENTHESES} parentheses inside one another")

    def parsed(self, mode: Literal["eval", "exec"]) -> ast.AST:
        """What Python's parser makes of the code. Raises FormulaError."""
        try:
            if _NUMBER_THEN_WORD.search(self.code) is None:
                return ast.parse(self.code, mode=mode)
            with warnings.catch_warnings():  # to Python, "1or x" is only worth a warning
                warnings.simplefilter("ignore")
                return ast.parse(self.code, mode=mode)
        except SyntaxError as error:
            raise self._reworded(error) from None
        except (RecursionError, MemoryError):
            raise self.too_deep() from None

    def written(self, node: ast.expr) -> str:
        """The piece of code that a node on it stands for."""
        return ast.get_source_segment(self.code, node) or ""

    def error_at(self, node: ast.expr, reason: str) -> FormulaError:
        """The error where a node starts."""
        before = self.code.encode()[: node.col_offset]
        return self.error(reason, len(before.decode(errors="ignore")))

    def error(self, reason: str, position: int | None = None) -> FormulaError:
        """The error at a position (0-based) of the code, said of the text as it was typed."""
        column = None if position is None else self._typed_column(position + self._start)
        return FormulaError(reason, line=self.line, column=column)

    def too_deep(self) -> FormulaError:
        """The error of a formula with too many levels."""
        return self.error(f"nested too deeply: expected at most {MAX_DEPTH} levels{SEVERAL_LINES}")

    def _typed_column(self, position: int) -> int:
        column = 0
        while column < len(self._text) and position > 0:
            position -= 2 if self._text[column] == "^" else 1
            column += 1
        return column + 1

    def _reworded(self, error: SyntaxError) -> FormulaError:
        """Python's complaint in the words of formulas."""
        if "limit" in error.msg:
            return self.error("a number has too many digits: expected at most 4,300")
        if "too many" in error.msg:
            return self.too_deep()
        for word in _TOKEN.finditer(self.code):
            if keyword.iskeyword(word[0]):
                return self.error(reserved(word[0]), word.start())
        # At the end of the text, Python counts from 0.
        position = error.offset - 1 if error.offset else len(self.code)
        token = _TOKEN.search(self.code, position)
        if "never closed" in error.msg:
            return self.error("'(' is never closed: expected ')'", position)
        if token is None:
            return self.error("the formula ends too early: expected a number or a name", position)
        if "comma" in error.msg or "decimal literal" in error.msg:
            return self.error(f"expected an operator after {quoted(token[0])}", token.start())
        shown = "^" if token[0] == "**" and "^" in self._text else token[0]
        return self.error(f"unexpected {quoted(shown)}: {EXPECTED}", token.start())


def reserved(word: str) -> str:
    """What is wrong with a name that Python keeps for itself."""
    return f"{quoted(word)} is a word of Python: expected another name"


def _most_open(code: str) -> int:
    """How many parentheses are open at most at one point."""
    return max(accumulate((char == "(") - (char == ")") for char in code))
