"""What a gate is: one declaration a kind, as a formula; everything else is derived from it."""

from dataclasses import dataclass
from enum import Enum


class Shape(Enum):
    """The outlines of the visual language."""

    PILL = "input"
    DOUBLE_PILL = "parameter"
    SQUARE = "constant"
    OPERATION = "operation"
    FUNCTION = "function"
    PLACEHOLDER = "unknown"
