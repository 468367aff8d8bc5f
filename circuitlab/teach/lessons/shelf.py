"""The circuits of a lesson: from the slide itself, from files beside the lesson, or from the examples."""

from pathlib import Path

from circuitlab import resources
from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.errors import quoted
from circuitlab.teach.lessons.lesson import Source

MOST_BYTES = 2**20
"""Of a lesson file, and of each circuit file that it names."""
MOST_GATES = 2_000
"""Of a slide's circuit."""


class Shelf:
    """Reads circuits, each one once; `folder` is where the lesson is."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: dict[Source, Circuit] = {}

    def circuit(self, source: Source) -> Circuit:
        """The circuit, laid out; not to be changed. Raises ValueError or OSError with one line."""
        if source not in self._read:
            from circuitlab.files import store

            circuit = self._load(source)
            if len(circuit.gates) > MOST_GATES:
                raise ValueError(f"more than {MOST_GATES} gates on a slide")
            self._read[source] = store.laid_out(circuit)
        return self._read[source]

    def _load(self, source: Source) -> Circuit:
        from circuitlab.circuit.text import to_circuit
        from circuitlab.files import schema, store

        if source.kind == "formula":
            return to_circuit(source.text, default=1.0)
        if source.kind == "circuit":
            return schema.decode(source.text.encode("utf-8", "replace"))
        path = self._file(source.text)
        if path.stat().st_size > MOST_BYTES:
            raise ValueError(f"{quoted(source.text)} is too large for a slide")
        return store.read(path)

    def _file(self, name: str) -> Path:
        beside = self._folder / name
        for path in (beside, beside.with_name(f"{beside.name}.circuit")):
            if path.is_file():
                return path
        shipped = resources.path(f"examples/{name.removesuffix('.circuit')}.circuit")
        if "/" not in name and shipped.is_file():
            return shipped
        raise ValueError(f"{quoted(name)} is neither beside the lesson nor an example")
