"""Names as mathematicians write them: theta1 -> \\theta_{1}. Pure text."""

import re

_GREEK = re.findall(
    r"\w+",
    """alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon
    phi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega""",
)
# lambda is a word of Python, so formulas spell it in other ways.
_LATEX = {name: rf"\{name}" for name in (*_GREEK, "hbar")} | {"lambd": r"\lambda", "lamda": r"\lambda"}
_PARTS = re.compile(r"([^\W\d_]+)(?:_?([^\W_]\w*))?")


def symbol(name: str) -> str:
    """LaTeX for a name: a letter, Greek or not, or a word, with an index where the name has one."""
    match = _PARTS.fullmatch(name)
    if match is None:
        return rf"\text{{{name}}}"
    base, index = match.groups()
    return f"{_piece(base)}_{{{_piece(index)}}}" if index else _piece(base)


def _piece(text: str) -> str:
    plain = len(text) == 1 or text.isdigit()
    return _LATEX.get(text) or (text if plain else rf"\text{{{text}}}")
