"""What was seen of the circuits around the one that is shown, to see it again when a gate is left."""

from circuitlab.app.canvas.fitting import Sight


class Sights:
    """One for each circuit around the one that is shown, from the document on."""

    def __init__(self) -> None:
        self._left: list[Sight] = []

    def go(self, depth: int, now: Sight) -> Sight | None:
        """Be inside so many gates from now on. Returns what was seen there; None: that is new there.

        now: what is seen at this moment.
        """
        if depth > len(self._left):
            self._left.append(now)
        if depth == len(self._left):
            return None
        there = self._left[depth]
        del self._left[depth:]
        return there

    def forget(self) -> None:
        """Another document."""
        self._left.clear()
