"""What a training puts on the canvas, told apart from what others change there."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from circuitlab.app.session import Session
from circuitlab.circuit.changes import Changes, replacing


class OnCanvas:
    """Previews and commits of values; `mine`: whether one of them is being made."""

    def __init__(self, session: Session) -> None:
        self._session, self.mine = session, False

    def values(self, ids: tuple[int, ...]) -> dict[int, float]:
        """What these gates hold."""
        gates = self._session.circuit.gates
        return {key: gates[key].value or 0.0 for key in ids}

    def preview(self, values: Mapping[int, float], kept_as: str) -> None:
        """Show values until they are released; `kept_as`, what interrupts it calls them."""
        with self._making():
            self._session.preview(self._changes(values), kept_as=kept_as)

    def commit(self, label: str, values: Mapping[int, float], run: object = None) -> None:
        """Set values as a step of undo."""
        with self._making():
            self._session.commit(label, self._changes(values), run)

    def _changes(self, values: Mapping[int, float]) -> Changes:
        gates = self._session.circuit.gates
        return replacing(
            (gates[key], gates[key].holding(value)) for key, value in values.items() if key in gates
        )

    @contextmanager
    def _making(self) -> Iterator[None]:
        self.mine = True
        try:
            yield
        finally:
            self.mine = False
