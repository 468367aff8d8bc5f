"""What of LaTeX a lesson may use. A formula in a file is checked against this list before it is ever set.

What is not on the list could take long, grow without bound, or not be set at all.
"""

import re

from circuitlab.circuit.errors import quoted
from circuitlab.formula.errors import printable

MOST = 400
"""Characters of one formula."""
_DEEPEST = 6
_TOKEN = re.compile(r"\\[A-Za-z]+|\\.|\s+|.", re.DOTALL)
_TAKES = {"frac": 2, "sqrt": 1, "text": 1, "mathrm": 1, "bar": 1, "hat": 1, "vec": 1, "overline": 1}
"""Commands that something in braces follows, and how often."""
_SIGNS = frozenset(
    word
    for line in (
        "partial cdot times div pm mp le leq ge geq ne neq approx equiv sim to rightarrow leftarrow",
        "Rightarrow mapsto infty sum prod int nabla ldots cdots dots quad circ in forall exists left right",
        "alpha beta gamma delta epsilon varepsilon zeta eta theta kappa lambda mu nu xi pi rho sigma tau",
        "phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega",
        "sin cos tan exp log ln max min tanh sinh cosh arctan",
    )
    for word in line.split()
)
_ESCAPED = frozenset(",;: !")


def fault(latex: str) -> str:
    """What is wrong with a formula, and what was expected; "" if nothing is."""
    if not latex.strip():
        return "an empty formula: expected LaTeX between $ and $"
    if len(latex) > MOST:
        return f"a formula of more than {MOST} characters"
    tokens = [token for token in _TOKEN.findall(latex) if not token.isspace()]
    depth = 0
    for place, token in enumerate(tokens):
        depth += {"{": 1, "}": -1}.get(token, 0)
        wrong = _of_token(tokens, place)
        if wrong:
            return wrong
        if depth < 0:
            return "a } too many in a formula"
        if depth > _DEEPEST:
            return f"braces more than {_DEEPEST} deep in a formula"
    return "expected } at the end of a formula" if depth else _of_brackets(tokens) or _of_scripts(tokens)


def _of_token(tokens: list[str], place: int) -> str:
    token = tokens[place]
    if token in ("^", "_"):
        after = tokens[place + 1 : place + 2]
        return "" if after and after[0] not in ("}", "^", "_") else f"expected something after {token}"
    if not token.startswith("\\"):
        return f"{quoted(token)} has no meaning in a formula" if token in "&%#~" else ""
    name = token[1:]
    if name in _TAKES:
        return _of_arguments(tokens, place)
    known = name in _SIGNS or name in _ESCAPED
    return "" if known else f"unknown command {printable(token)} in a formula"


def _of_arguments(tokens: list[str], place: int) -> str:
    command, at = tokens[place], place + 1
    for _ in range(_TAKES[command[1:]]):
        if at >= len(tokens) or tokens[at] != "{":
            return f"expected {{…}} after {command}"
        at += _length(tokens, at)
        if tokens[at - 2 : at] == ["{", "}"]:
            return f"expected something between the braces of {command}"
    return ""


def _of_scripts(tokens: list[str]) -> str:
    """A sign has one index and one exponent at most; a dash counts as an exponent."""
    had: set[str] = set()
    at = 0
    while at < len(tokens):
        script = "^" if tokens[at] == "'" else tokens[at]
        if script not in ("^", "_"):
            had.clear()
            at += 1
            continue
        if script in had:
            return f"two {script} at one sign: expected {{…}} round one of them"
        had.add(script)
        at += 1 if tokens[at] == "'" else 1 + _length(tokens, at + 1)
    return ""


def _length(tokens: list[str], start: int) -> int:
    """How many tokens what stands there takes: one, or a group in braces, or a command with its groups."""
    if tokens[start : start + 1] != ["{"]:
        groups = _TAKES.get(tokens[start][1:], 0) if start < len(tokens) else 0
        at = start + 1
        for _ in range(groups):
            at += _length(tokens, at)
        return at - start
    depth, at = 0, start
    while at < len(tokens):
        depth += {"{": 1, "}": -1}.get(tokens[at], 0)
        at += 1
        if depth == 0:
            break
    return at - start


def _of_brackets(tokens: list[str]) -> str:
    r"""\left and \right come in pairs, each before a bracket."""
    opened = 0
    for place, token in enumerate(tokens):
        if token in ("\\left", "\\right"):
            opened += 1 if token == "\\left" else -1
            bracket = tokens[place + 1 : place + 2]
            if opened < 0 or not bracket or bracket[0] not in "()[]|":
                return rf"{token}: expected a bracket after it, and \left before \right"
    return r"expected \right for every \left" if opened else ""
