"""Writing a circuit into a file that may not hold all of it."""

from pathlib import Path

from circuitlab.circuit.circuit import Circuit
from circuitlab.files import store
from circuitlab.files.errors import shown


def saved(circuit: Circuit, path: Path) -> list[str]:
    """Write a circuit. Returns a line for each thing that the file does not hold."""
    return [f"not kept in {shown(path.name)}: {what}\n" for what in store.save(circuit, path)]
