"""A small field for one number: it takes what people write, and says why a number can't be taken."""

from collections.abc import Callable

from circuitlab.app.chrome_style import Look
from circuitlab.app.panels.fields import LineField
from circuitlab.teach import numbers

WIDTH = 72
LARGEST_COUNT = 2**53
"""Beyond it not every whole number is a double."""


class NumberField(LineField):
    """Hands a number on to `take`, which gives the reason why it can't be, or "" when it was taken.

    whole: whether it is a count. clear: takes an empty field, where no number is an answer too; `nothing` is
    what stands there then.
    """

    def __init__(
        self,
        look: Look,
        name: str,
        value: Callable[[], float | None],
        take: Callable[[float], str],
        *,
        whole: bool = False,
        clear: Callable[[], str] | None = None,
        nothing: str = "",
        tip: str = "",
    ) -> None:
        self._take, self._whole = take, whole
        self._clear, self._nothing = clear, nothing
        super().__init__(name, lambda: self._shown(value()), self._read)
        self.setToolTip(tip)
        self.setFixedWidth(look.px(WIDTH))
        self.refresh()

    def _shown(self, number: float | None) -> str:
        if number is None:
            return self._nothing
        return numbers.plain(number) if self._whole else shown(number)

    def _read(self, typed: str) -> str:
        if self._clear is not None and typed.strip().lower() in ("", self._nothing):
            return self._clear()
        try:
            number = numbers.read(typed)
        except ValueError as error:
            return str(error)
        if self._whole and not (abs(number) <= LARGEST_COUNT and number == int(number)):
            return f"{self.accessibleName()}: expected a whole number."
        return self._take(number)


def shown(number: float) -> str:
    """A number as it is read, where that loses nothing, else all of it: "0.01", "5 · 10⁻⁶", "10⁹"."""
    text = numbers.text(number).removeprefix("1 · ")
    try:
        whole = numbers.read(text) == number
    except ValueError:
        whole = False
    return text if whole else numbers.plain(number)
