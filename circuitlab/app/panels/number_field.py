"""A small field for one number, with the reason where a number can't be taken."""

from collections.abc import Callable

from circuitlab.app.chrome_style import Look
from circuitlab.app.panels.fields import LineField
from circuitlab.teach import numbers

WIDTH = 72


class NumberField(LineField):
    """Hands a number on to `take`, which gives the reason why it can't be, or "" when it was taken.

    whole: whether it is a count. nothing: what stands in an empty field, where None is a number too.
    """

    def __init__(
        self,
        look: Look,
        name: str,
        value: Callable[[], float | None],
        take: Callable[[float | None], str],
        *,
        whole: bool = False,
        nothing: str = "",
        tip: str = "",
    ) -> None:
        self._take, self._whole, self._nothing = take, whole, nothing

        def text() -> str:
            number = value()
            return (
                nothing
                if number is None
                else numbers.plain(number).replace(".0", "")
                if whole
                else shown(number)
            )

        super().__init__(name, text, self._read)
        self.setToolTip(tip)
        self.setFixedWidth(look.px(WIDTH))
        self.refresh()

    def _read(self, typed: str) -> str:
        if self._nothing and typed.strip().lower() in ("", self._nothing):
            return self._take(None)
        try:
            number = numbers.read(typed)
        except ValueError as error:
            return str(error)
        if self._whole and (number != number or abs(number) > 1e15 or number != int(number)):
            return f"{self.accessibleName()}: expected a whole number."
        return self._take(number)


def shown(number: float) -> str:
    """A number as it is typed: 0.01, 1, 1e-05."""
    return f"{number:.12g}"
