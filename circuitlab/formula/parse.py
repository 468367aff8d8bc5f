"""Formula text to trees: Python's own parser, then a whitelist. Nothing is ever executed.

The text is bounded first (length, characters), because `ast.parse` can be slow, warn, or give up on hostile
text. All that is wrong with a text is a `FormulaError`.
"""

import ast
import keyword
import re
import warnings
from collections.abc import Sequence
from itertools import accumulate
from math import inf

from circuitlab.formula.operations import FUNCTION_NAMES, OPERATIONS
from circuitlab.formula.tree import Call, Expr, Name, Number

MAX_LENGTH = 10_000
"""Characters in a line."""
MAX_DEPTH = 400
"""Levels of a tree."""
MAX_PARENTHESES = 100
"""Parentheses open at one point. Python's own bound differs between its versions; this one does not."""
MAX_NODES = 5_000
"""Numbers, names and operations in a formula."""

SOURCES = ("parameter", "constant")
"""What may stand alone on the right of an assignment, as in `w = parameter(0.5)`."""

_EXPECTED = "expected a number, a name, an operator + - * / ** or a function such as sin(x)"
_SIGNS = str.maketrans({"−": "-", "·": "*", "⋅": "*", "×": "*", "^": "**", "\t": " "})
_FOREIGN = re.compile(r"[^\w +\-*/().,=]")
_ODD_NUMBER = re.compile(r"0[xXoObB]|\d_|\d[jJ]")
_NUMBER_THEN_WORD = re.compile(r"\d\.?(?:and|else|for|if|in|is|not|or)")
_DECIMAL = re.compile(r"(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
_TOKEN = re.compile(r"\*\*|\w+|\S")
_BINARY: dict[type[ast.operator], str] = {
    ast.Add: "add", ast.Sub: "subtract", ast.Mult: "multiply", ast.Div: "divide", ast.Pow: "power",
}
_REFUSED: dict[type[ast.AST], str] = {
    ast.FloorDiv: "'//' is no operation here: write a / b",
    ast.Compare: "a comparison is no formula: expected = once, between the name and the formula",
    ast.Attribute: "a name has no parts here: expected an operator instead of '.'",
    ast.Tuple: "expected one formula, not several with a comma between",
    ast.Starred: "expected a formula, not '*' before a name",
    ast.BoolOp: "'and' and 'or' are no operations here",
    ast.IfExp: "'if' is no operation here",
    ast.NamedExpr: "':=' is no operation here",
}


class FormulaError(ValueError):
    """Text that is no formula. `str()` is one printable line of at most 240 characters.

    line, column: where it is wrong, counted from 1, or None where that is not known.
    reason: what is wrong there and what was expected, without the place.
    """

    def __init__(self, reason: str, *, line: int | None = None, column: int | None = None) -> None:
        self.reason, self.line, self.column = reason, line, column
        places = [f"line {line}"] * (line is not None) + [f"column {column}"] * (column is not None)
        super().__init__(_one_line(f"{', '.join(places)}: {reason}" if places else reason))


def parse_formula(text: str, *, line: int | None = None) -> Expr:
    """The tree of one formula, such as `(x + y) * z`.

    line: the number of the line, for the message. Raises FormulaError.
    """
    return _Source(text, line).formula()


def parse_assignment(text: str, line: int | None = None) -> tuple[str, Expr]:
    """The name and the tree of one line such as `f = (x + y) * z  # a comment`.

    `parameter(…)` and `constant(…)` are allowed as the whole right side; they come as a `Call` of that
    name. Names are normalised (NFKC) as Python does. Raises FormulaError.
    """
    return _Source(text, line).assignment()


def parse_slope(text: str) -> Expr:
    """As `parse_formula` for the program's own slope formulas: internal operations are known here."""
    return _Source(text, None, internal=True).formula()


class _Source:
    """One line of text on its way to a tree."""

    def __init__(self, text: str, line: int | None, *, internal: bool = False) -> None:
        self.original, self.line, self.internal = text, line, internal
        if len(text) > MAX_LENGTH:
            raise FormulaError(f"too long: expected at most {MAX_LENGTH:,} characters in a line", line=line)
        # There are no strings in the language, so a # always starts a comment, and signs are always tokens.
        code = text.partition("#")[0]
        self.foreign = "^" in code or "\t" in code or not code.isascii()
        self.code = code.translate(_SIGNS) if self.foreign else code
        self.odd = _ODD_NUMBER.search(self.code) is not None
        unknown = _FOREIGN.search(self.code)
        if unknown is not None:
            raise self.error(f"unexpected {_quoted(unknown[0])}: {_EXPECTED}", unknown.start())

    def formula(self) -> Expr:
        """The tree of the whole line."""
        parsed = self.parsed("eval")
        assert isinstance(parsed, ast.Expression)
        return self.tree(parsed.body)

    def assignment(self) -> tuple[str, Expr]:
        """The name and the tree of `name = formula`."""
        parsed = self.parsed("exec")
        assert isinstance(parsed, ast.Module)
        statement = parsed.body[0] if parsed.body else None
        if not isinstance(statement, ast.Assign) or len(statement.targets) != 1:
            raise self.error(f"expected one name, one = and a formula, found {_quoted(self.code.strip())}", None)
        target = statement.targets[0]
        if not isinstance(target, ast.Name):
            raise self.error("expected a name on the left of =", self.position(target))
        self.refuse_keyword(target)
        right = statement.value
        source = isinstance(right, ast.Call) and isinstance(right.func, ast.Name) and right.func.id in SOURCES
        return target.id, self.source(right) if source else self.tree(right)

    def parsed(self, mode: str) -> ast.AST:
        """What Python's parser makes of it; its errors, reworded."""
        code = self.code.strip()
        if not code:
            raise self.error("nothing here: expected a formula", None)
        if code.count("(") > MAX_PARENTHESES and _most_open(code) > MAX_PARENTHESES:
            raise self.error(f"expected at most {MAX_PARENTHESES} parentheses in one another", None)
        try:
            if _NUMBER_THEN_WORD.search(code) is None:
                return ast.parse(code, mode=mode)
            with warnings.catch_warnings():  # "1or x" is only a warning to Python
                warnings.simplefilter("ignore")
                return ast.parse(code, mode=mode)
        except SyntaxError as error:
            raise self.misread(error) from None
        except (RecursionError, MemoryError):
            raise self.too_deep() from None
        except ValueError:
            raise self.error("expected plain text", None) from None

    def tree(self, root: ast.expr) -> Expr:
        """The whitelisted tree. Its own stack, because no depth of nesting may exhaust Python's."""
        opened: list[tuple[Expr | str, int]] = []
        waiting: list[tuple[ast.expr, int]] = [(root, 1)]
        while waiting:
            node, level = waiting.pop()
            head, below = self.opened(node)
            opened.append((head, len(below)))
            if level > MAX_DEPTH:
                raise self.too_deep()
            if len(opened) > MAX_NODES:
                raise self.error(f"too large: expected at most {MAX_NODES:,} numbers, names and operations", None)
            for child in below:
                waiting.append((child, level + 1))
        done: list[Expr] = []
        for head, count in reversed(opened):
            if isinstance(head, str):
                arguments = tuple(done[-count:])
                del done[-count:]
                done.append(Call(head, arguments))
            else:
                done.append(head)
        return done[0]

    def opened(self, node: ast.expr) -> tuple[Expr | str, Sequence[ast.expr]]:
        """A leaf, or an operation and its arguments."""
        while isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.UAdd):
            node = node.operand
        if isinstance(node, ast.Name):
            self.refuse_keyword(node)
            return Name(node.id), ()
        if isinstance(node, ast.BinOp) and type(node.op) in _BINARY:
            return _BINARY[type(node.op)], (node.left, node.right)
        if isinstance(node, ast.Constant):
            return Number(self.number(node)), ()
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            if isinstance(node.operand, ast.Constant):
                return Number(-self.number(node.operand)), ()
            return "negate", (node.operand,)
        if isinstance(node, ast.Call):
            return self.call(node)
        kind = type(node.op) if isinstance(node, ast.BinOp) else type(node)
        raise self.error(_REFUSED.get(kind, f"no formula: {_EXPECTED}"), self.position(node))

    def number(self, node: ast.Constant) -> float:
        """The value of a literal. One that is too large for a double is inf, as IEEE rounds it."""
        value = node.value
        if type(value) not in (int, float):
            raise self.error(f"{_quoted(str(value))} is no real number", self.position(node))
        if self.odd:
            start = self.position(node)
            written = self.code[start : start + (node.end_col_offset or 0) - node.col_offset]
            if not _DECIMAL.fullmatch(written):
                raise self.error(f"expected a number such as 1000 or 1e3, found {_quoted(written)}", start)
        try:
            return float(value)
        except OverflowError:
            return inf

    def call(self, node: ast.Call) -> tuple[str, Sequence[ast.expr]]:
        """The operation that a function name stands for, and its arguments."""
        name = node.func.id if isinstance(node.func, ast.Name) else None
        if name is None:
            raise self.error("expected the name of a function, or an operator, before '('", self.position(node))
        operation = FUNCTION_NAMES.get(name) or (name if self.internal and name in OPERATIONS else None)
        if operation is None:
            raise self.error(_unknown_function(name), self.position(node))
        if node.keywords:
            raise self.error(f"expected plain values in {name}(…), no name=value", self.position(node))
        declared, count = OPERATIONS[operation], len(node.args)
        if not declared.least <= count <= declared.most:
            takes = f"{declared.least}" if declared.least == declared.most else f"{declared.least} to {declared.most}"
            values = "value" if takes == "1" else "values"
            raise self.error(f"{name}(…) takes {takes} {values}, found {count}", self.position(node))
        return operation, node.args

    def source(self, node: ast.expr) -> Expr:
        """`parameter(0.5)` or `constant(3)`: a call that is no operation, of one number."""
        assert isinstance(node, ast.Call)
        assert isinstance(node.func, ast.Name)
        plain = len(node.args) == 1 and not node.keywords
        value = self.tree(node.args[0]) if plain else None
        signed = isinstance(value, Call) and value.operation == "negate" and isinstance(value.arguments[0], Name)
        if value is None or (isinstance(value, Call) and not signed):
            raise self.error(f"expected one number in {node.func.id}(…)", self.position(node))
        return Call(node.func.id, (value,))

    def refuse_keyword(self, node: ast.Name) -> None:
        """Python's keywords can be written so that its parser takes them for names (fullwidth letters)."""
        if self.foreign and keyword.iskeyword(node.id):
            raise self.error(f"{_quoted(node.id)} is a word of Python: expected another name", self.position(node))

    def position(self, node: ast.expr) -> int:
        """Where a node starts in the code."""
        code = self.code
        start = len(code) - len(code.lstrip())
        if code.isascii():
            return start + node.col_offset
        return start + len(code[start:].encode()[: node.col_offset].decode(errors="ignore"))

    def misread(self, error: SyntaxError) -> FormulaError:
        """Python's complaint in the words of formulas."""
        if not error.offset:
            return self.error("a number has too many digits", None)
        position = error.offset - 1 + len(self.code) - len(self.code.lstrip())
        token = _TOKEN.search(self.code, position)
        message = error.msg
        if "never closed" in message:
            return self.error("'(' is never closed: expected ')'", position)
        if "too many nested" in message:
            return self.too_deep()
        if token is None:
            return self.error("the formula ends too early: expected a number or a name", position)
        if "comma" in message or "decimal literal" in message:
            return self.error(f"expected an operator after {_quoted(token[0])}", token.start())
        return self.error(f"unexpected {_quoted(token[0])}: {_EXPECTED}", token.start())

    def too_deep(self) -> FormulaError:
        return self.error(f"nested too deeply: expected at most {MAX_DEPTH} levels; use several lines", None)

    def error(self, reason: str, position: int | None) -> FormulaError:
        """The error at a position (0-based) of the code, said of the text as it was written."""
        if position is None:
            return FormulaError(reason, line=self.line)
        column = 0
        while column < len(self.original) and position > 0:
            position -= 2 if self.original[column] == "^" else 1
            column += 1
        return FormulaError(reason, line=self.line, column=column + 1)


def _most_open(code: str) -> int:
    """How many parentheses are open at most at one point."""
    return max(accumulate((char == "(") - (char == ")") for char in code))


def _unknown_function(name: str) -> str:
    if name in SOURCES:
        return f"{name}(…) stands alone: expected a line such as w = {name}(0.5)"
    from difflib import get_close_matches

    near = get_close_matches(name[:20], FUNCTION_NAMES, n=1)
    expected = f"did you mean {near[0]}?" if near else "expected one such as sin, exp, sigmoid or max"
    return f"unknown function {_quoted(name)}: {expected}"


def _quoted(text: str) -> str:
    return repr(text if len(text) <= 24 else text[:23] + "…")


def _one_line(text: str) -> str:
    printable = "".join(char if char.isprintable() else ascii(char)[1:-1] for char in text)
    return printable if len(printable) <= 240 else printable[:239] + "…"
