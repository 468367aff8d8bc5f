"""The sources: gates that hold a value instead of computing one. Declarations only."""

from circuitlab.gates.kind import GateKind, Shape
from circuitlab.gates.words import Words

FAMILY = "Sources"


def _source(shape: Shape, holds: str, *keywords: str) -> GateKind:
    name = shape.value
    words = Words(does=holds, back="{out} receives {up}: nothing stands before it.")
    return GateKind(name, name.capitalize(), FAMILY, "", shape, "", words, keywords=keywords)


SOURCES = (
    _source(Shape.PILL, "holds a value that you set", "variable", "source", "leaf"),
    _source(Shape.DOUBLE_PILL, "holds a value that training changes", "weight", "bias", "learn"),
    _source(Shape.SQUARE, "holds a value that nothing changes", "number", "literal", "fixed"),
)
