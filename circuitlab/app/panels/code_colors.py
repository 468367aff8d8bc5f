"""The colours of source code: blue for values, vermillion for gradients, grey for comments and texts."""

import re

from PySide6.QtGui import QSyntaxHighlighter, QTextCharFormat, QTextDocument

from circuitlab.app.guard import guarded
from circuitlab.app.theme import Theme
from circuitlab.share.code import Code

MOST_LINES = 5000
"""Longer sources stay plain."""

_NUMBER = r"-?\d[\d.]*(?:e[+-]?\d+)?"
_TOKEN = re.compile(
    r'(?P<comment>#.*)|(?P<text>"[^"]*")'
    rf"|(?P<word>[^\W\d]\w*)(?P<grad>(?:\.grad)?)|(?P<number>{_NUMBER})"
)
_GIVEN = re.compile(rf" *(\w+) = (?:[\w.]+\()?{_NUMBER}(?:[,)].*)?(?: *#.*)?")
"""A line that gives a name a number."""


class Highlighter(QSyntaxHighlighter):
    """Knows from the source which names hold values, and which gradients."""

    def __init__(self, document: QTextDocument, theme: Theme) -> None:
        super().__init__(document)
        self._code: Code | None = None
        self._formats = {role: QTextCharFormat() for role in ("value", "gradient", "secondary")}
        for role, text_format in self._formats.items():
            text_format.setForeground(theme.color(role))

    def show_code(self, code: Code) -> None:
        """From now on it is this source whose lines are coloured."""
        self._code = code if len(code.lines) <= MOST_LINES else None

    @guarded
    def highlightBlock(self, text: str) -> None:
        if self._code is None:
            return
        number = self._role_of_number(text)
        for token in _TOKEN.finditer(text):
            role = number if token["number"] else self._role(token)
            if role:
                start, end = token.span()
                self.setFormat(start, end - start, self._formats[role])

    def _role(self, token: re.Match[str]) -> str:
        code, word = self._code, token["word"]
        if word is None:
            return "secondary"
        if code is None:
            return ""
        if word in code.gradient_names or (word in code.value_names and token["grad"]):
            return "gradient"
        return "value" if word in code.value_names else ""

    def _role_of_number(self, text: str) -> str:
        """A number that a line gives a name is a value, or the seed; others are no one's."""
        given = _GIVEN.fullmatch(text)
        if given is None or self._code is None:
            return ""
        return "value" if given[1] in self._code.value_names else "gradient"
