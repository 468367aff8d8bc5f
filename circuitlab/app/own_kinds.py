"""What menus and panels offer for the document's own kinds. Light: the first window imports it."""

from circuitlab.circuit.circuit import Circuit

EDIT = "Edit gate formula…"
ENTER = "Enter gate"


def is_editable(circuit: Circuit, kind: str) -> bool:
    """Whether a kind is one of the circuit's own that a formula makes."""
    definition = circuit.definitions.get(kind)
    return definition is not None and definition.formula is not None
