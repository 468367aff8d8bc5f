"""A small field for one number: it takes what people write, and refuses with a sentence."""

from collections.abc import Callable

from circuitlab.app.chrome_style import Look
from circuitlab.app.panels.climb.choosing import Accept
from circuitlab.app.panels.fields import LineField
from circuitlab.teach import numbers

WIDTH = 76


class NumberField(LineField):
    """value: what it shows; None: nothing, and an empty field is taken for None."""

    def __init__(
        self,
        look: Look,
        name: str,
        value: Callable[[], float | None],
        accept: Accept,
        clear: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(name, lambda: shown(value()), self._read)
        self._take = accept
        self._clear = clear
        self.setFixedWidth(look.px(WIDTH))
        self.setToolTip(name)
        self.setText(shown(value()))

    def _read(self, typed: str) -> str:
        if self._clear is not None and not typed.strip():
            self._clear()
            return ""
        try:
            value = numbers.read(typed)
        except ValueError as error:
            return str(error)
        return self._take(value)


def shown(value: float | None) -> str:
    """A number as it is read, where that loses nothing; else all of it."""
    if value is None:
        return ""
    text = numbers.text(value)
    try:
        whole = numbers.read(text) == value
    except ValueError:
        whole = False
    return text if whole else numbers.plain(value)
