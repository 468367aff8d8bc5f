"""A change of a circuit as data: each touched part before and after. Invertible and composable."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import Flag, auto

from circuitlab.circuit.parts import Data, Definition, Gate, Part, Settings


class Touches(Flag):
    """What a change reaches: only a change of structure makes the passes start again."""

    NOTHING = 0
    LOOKS = auto()  # names, positions
    VALUES = auto()  # what sources hold, the seed
    STRUCTURE = auto()  # gates, wires, ports, the objective
    DATA = auto()  # the examples to learn from
    NUMBERS = VALUES | STRUCTURE  # what the passes come to


@dataclass(frozen=True, slots=True)
class Changes:
    """Parts by id as (before, after); None before means added, None after means removed."""

    parts: Mapping[int, tuple[Part | None, Part | None]] = field(default_factory=dict)
    _reached: Touches | None = field(default=None, init=False, repr=False, compare=False)  # once asked for

    def __bool__(self) -> bool:
        return bool(self.parts)

    def inverse(self) -> "Changes":
        """The change that takes this one back."""
        return Changes({key: (after, before) for key, (before, after) in self.parts.items()})

    def then(self, later: "Changes") -> "Changes":
        """This change followed by `later`, as one; what comes back to where it was is left out."""
        merged = dict(self.parts)
        for key, (before, after) in later.parts.items():
            first = merged[key][0] if key in merged else before
            merged[key] = (first, after)
        return Changes({key: pair for key, pair in merged.items() if not same(*pair)})

    @property
    def touches(self) -> Touches:
        """Everything that this change reaches."""
        if self._reached is None:
            object.__setattr__(self, "_reached", self._reaches())
        return self._reached or Touches.NOTHING

    def _reaches(self) -> Touches:
        result = Touches.NOTHING
        for before, after in self.parts.values():
            reached = _touches(before, after)
            if reached not in result:
                result |= reached
            if result is _EVERYTHING:
                break
        return result

    @property
    def is_structural(self) -> bool:
        """Whether the passes have to start again."""
        return Touches.STRUCTURE in self.touches


def adding(*parts: Part) -> Changes:
    """The change that adds these parts."""
    return Changes({part.id: (None, part) for part in parts})


def removing(*parts: Part) -> Changes:
    """The change that removes these parts."""
    return Changes({part.id: (part, None) for part in parts})


def replacing(pairs: Iterable[tuple[Part, Part]]) -> Changes:
    """The change that puts the second of each pair in the place of the first."""
    return Changes({before.id: (before, after) for before, after in pairs if not same(before, after)})


def same(one: Part | None, other: Part | None) -> bool:
    """Whether two parts are the same to the last bit: nan is nan here, and 0.0 is not -0.0."""
    if one is other:
        return True
    if isinstance(one, Data) or isinstance(other, Data):  # its numbers are bytes
        return one == other
    if isinstance(one, Gate) and isinstance(other, Gate) and one.value != other.value == other.value:
        return False  # another number, and not nan: the quick way, as a run changes gates by the hundred
    return repr(one) == repr(other)


def renames(changes: Changes) -> bool:
    """Whether a gate is called otherwise: inputs are fed by their names."""
    return any(
        isinstance(before, Gate) and isinstance(after, Gate) and before.name != after.name
        for before, after in changes.parts.values()
    )


_EVERYTHING = Touches.LOOKS | Touches.NUMBERS | Touches.DATA


def _touches(before: Part | None, after: Part | None) -> Touches:
    if isinstance(before, Gate) and isinstance(after, Gate):
        return _gate_touches(before, after)
    if isinstance(before, Settings) and isinstance(after, Settings):
        return Touches.STRUCTURE if before.objective != after.objective else Touches.VALUES
    if isinstance(before, Definition) and isinstance(after, Definition):
        return Touches.LOOKS if _bare(before) == _bare(after) else Touches.STRUCTURE
    if isinstance(before, Data) or isinstance(after, Data):
        return Touches.DATA
    return Touches.STRUCTURE


def _bare(definition: Definition) -> str:
    """What a definition computes, to the last bit: wherever its inner gates stand and whatever the names."""
    ports = {part.id for part in definition.body if isinstance(part, Gate) and part.name in definition.ports}
    body = tuple(
        replace(part, position=None, name=part.name if part.id in ports else None)
        if isinstance(part, Gate)
        else part
        for part in sorted(definition.body, key=lambda part: part.id)
    )
    return repr(replace(definition, body=body))


def _gate_touches(before: Gate, after: Gate) -> Touches:
    if (before.kind, before.inputs) != (after.kind, after.inputs):
        return Touches.STRUCTURE
    looks = (before.name, before.position) != (after.name, after.position)
    if repr(before.value) != repr(after.value):
        return Touches.VALUES | Touches.LOOKS if looks else Touches.VALUES
    return Touches.LOOKS if looks else Touches.NOTHING
