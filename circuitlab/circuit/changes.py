"""A change of a circuit as data: each touched part before and after. Invertible and composable."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import Flag, auto

from circuitlab.circuit.parts import Gate, Part, Wire


class Touches(Flag):
    """What a change reaches: only a change of structure makes the passes start again."""

    NOTHING = 0
    LOOKS = auto()  # names, positions
    VALUES = auto()  # what sources hold, the seed
    STRUCTURE = auto()  # gates, wires, ports, the objective


@dataclass(frozen=True, slots=True)
class Changes:
    """Parts by id as (before, after); None before means added, None after means removed."""

    parts: Mapping[int, tuple[Part | None, Part | None]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.parts)

    def inverse(self) -> "Changes":
        """The change that takes this one back."""
        return Changes({key: (after, before) for key, (before, after) in self.parts.items()})

    def then(self, later: "Changes") -> "Changes":
        """This change followed by `later`, as one."""
        merged = dict(self.parts)
        for key, (before, after) in later.parts.items():
            first = merged[key][0] if key in merged else before
            merged[key] = (first, after)
        return Changes({key: pair for key, pair in merged.items() if pair[0] != pair[1]})

    @property
    def touches(self) -> Touches:
        """Everything that this change reaches."""
        result = Touches.NOTHING
        for before, after in self.parts.values():
            result |= _touches(before, after)
        return result


def adding(*parts: Part) -> Changes:
    """The change that adds these parts."""
    return Changes({part.id: (None, part) for part in parts})


def removing(*parts: Part) -> Changes:
    """The change that removes these parts."""
    return Changes({part.id: (part, None) for part in parts})


def replacing(pairs: Iterable[tuple[Part, Part]]) -> Changes:
    """The change that puts the second of each pair in the place of the first."""
    return Changes({before.id: (before, after) for before, after in pairs if before != after})


def _touches(before: Part | None, after: Part | None) -> Touches:
    if before is None or after is None or isinstance(before, Wire):
        return Touches.STRUCTURE
    if isinstance(before, Gate) and isinstance(after, Gate):
        if (before.kind, before.inputs) != (after.kind, after.inputs):
            return Touches.STRUCTURE
        result = Touches.NOTHING
        # repr, because nan != nan and 0.0 == -0.0
        if repr(before.value) != repr(after.value):
            result |= Touches.VALUES
        if replace(before, value=None) != replace(after, value=None):
            result |= Touches.LOOKS
        return result
    if isinstance(before, Gate) or isinstance(after, Gate | Wire):
        return Touches.STRUCTURE
    return Touches.STRUCTURE if before.objective != after.objective else Touches.VALUES
