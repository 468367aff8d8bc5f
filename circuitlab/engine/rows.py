"""Where everything stands when a circuit with layers runs at many points: a row for each value, and stages.

What is each point's own has a row of a matrix, a column a point; what all points share is one number in a
row of another. Stages follow one another: a layer, or steps of one level that do the same. Their rows lie
together, in the order of the rows that they read, so that most of what a stage reads lies together too.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import NamedTuple, TypeAlias

from circuitlab.engine.dense import ONE, SHARE, Sum, layers_of, varying
from circuitlab.engine.flat import Flat


class Layer(NamedTuple):
    """W X + b. units: the rows that it fills. columns: the rows that it reads.

    weights, biases: where they begin in `Layout.picked`, unit by unit. biases_each: how many a unit has.
    """

    units: range
    columns: tuple[int, ...]
    weights: int
    biases: int
    biases_each: int


Port: TypeAlias = tuple[int, ...] | int
"""The rows that the steps read at one port; or where the numbers that they read begin in `Layout.picked`."""


class Alike(NamedTuple):
    """Steps that do the same. units: the rows that they fill. asked: whether each port is sent a message."""

    units: range
    operation: str
    asked: tuple[bool, ...]
    ports: tuple[Port, ...]


class Layout(NamedTuple):
    """A circuit in rows, for points that share some sources.

    own, shared: the sources that stand in the first rows of either matrix.
    numbers: what stands in the next rows of the shared ones: literals, and 1 and 0.
    before: the steps on shared numbers. stages: the others. picked: the shared rows that these read.
    rows, shared_rows: how many there are. output: the row of the objective.
    """

    own: Sequence[int]
    shared: Sequence[int]
    numbers: Sequence[float]
    before: Sequence[Alike]
    stages: Sequence[Layer | Alike]
    picked: Sequence[int]
    rows: int
    shared_rows: int
    output: int


def layout_of(flat: Flat, shared: Sequence[int], share: float = SHARE) -> Layout | None:
    """The rows of a circuit of which layers make up this share; None if it is less.

    shared: the inputs and parameters that are the same at all points, in the order that they are to have.
    """
    program, settable = flat.program, len(flat.settable)
    own = sorted({*range(settable)}.difference(shared))
    varies = varying(program, own)
    layers = layers_of(program, varies, share)
    if layers is None or not varies[program.output]:
        return None
    sums = {found.slot: found for layer in layers for found in layer}
    before, after = _groups(flat, varies, sums)
    first = [*shared, *range(settable, program.inputs)]
    rows = _Rows(flat, varies, own, first)
    steps = [rows.alike(group) for group in before]
    stages = [
        rows.layer([sums[slot] for slot in group]) if group[0] in sums else rows.alike(group)
        for group in after
    ]
    numbers = (*program.literals, 1.0, 0.0)
    shared_rows, own_rows = rows.count
    row = rows.row[program.output]
    return Layout(own, first, numbers, steps, stages, rows.picked, own_rows, shared_rows, row)


Groups: TypeAlias = list[list[int]]


def _groups(flat: Flat, varies: Sequence[int], sums: Mapping[int, Sum]) -> tuple[Groups, Groups]:
    """The slots that are filled together, level by level: on shared numbers, and on own ones."""
    program, needless = flat.program, {slot for found in sums.values() for slot in found.inner}
    level, groups = [0] * program.slots(), dict[tuple[object, ...], list[int]]()
    for slot, (operation, operands) in enumerate(program.steps, program.first_step):
        if slot in needless:
            continue
        read = sums[slot].values if slot in sums else operands
        level[slot] = 1 + max([level[each] for each in read if varies[each] == varies[slot]])
        like: tuple[object, ...] = (read,)
        if slot not in sums:
            like = operation, flat.asked[slot - program.first_step], *[varies[each] for each in operands]
        groups.setdefault((level[slot], *like), []).append(slot)
    ordered = sorted(groups.values(), key=lambda group: level[group[0]])
    before = [group for group in ordered if not varies[group[0]]]
    return before, [group for group in ordered if varies[group[0]]]


class _Rows:
    """Hands out rows, stage by stage.

    row: by slot, in the matrix where it stands. count: the rows of the shared, and of the own.
    """

    def __init__(self, flat: Flat, varies: Sequence[int], own: Sequence[int], shared: Sequence[int]) -> None:
        self._flat, self._varies = flat, varies
        shared = [*shared, *range(flat.program.inputs, flat.program.first_step)]
        self.row = {slot: row for slots in (own, shared) for row, slot in enumerate(slots)}
        self.row[ONE] = len(shared)
        self._zero = len(shared) + 1
        self.count = [len(shared) + 2, len(own)]
        self.picked = list[int]()

    def layer(self, sums: Sequence[Sum]) -> Layer:
        """The stage of these sums, which read the same values."""
        values, row = sums[0].values, self.row
        each = max(len(found.biases) for found in sums)
        weights = self._pick([row[weight] for found in sums for weight in found.weights])
        biases = self._pick(
            chain.from_iterable(
                [*[row[bias] for bias in found.biases], *[self._zero] * (each - len(found.biases))]
                for found in sums
            )
        )
        units = self._fill([found.slot for found in sums])
        return Layer(units, tuple([row[value] for value in values]), weights, biases, each)

    def alike(self, slots: Sequence[int]) -> Alike:
        """The stage of these steps, which do the same."""
        first, varies, row = self._flat.program.first_step, self._varies, self.row
        own = varies[slots[0]]
        steps = self._flat.program.steps
        operation, operands = steps[slots[0] - first]
        kept = [port for port, operand in enumerate(operands) if varies[operand] == own]
        slots = sorted(slots, key=lambda slot: row[steps[slot - first][1][kept[0]]])
        read = zip(*[[row[each] for each in steps[slot - first][1]] for slot in slots], strict=True)
        ports = [tuple(rows) if port in kept else self._pick(rows) for port, rows in enumerate(read)]
        return Alike(self._fill(slots), operation, self._flat.asked[slots[0] - first], tuple(ports))

    def _fill(self, slots: Sequence[int]) -> range:
        """The next rows, for these slots."""
        own = self._varies[slots[0]]
        begun = self.count[own]
        self.count[own] += len(slots)
        self.row |= zip(slots, range(begun, self.count[own]), strict=True)
        return range(begun, self.count[own])

    def _pick(self, rows: Iterable[int]) -> int:
        """Where these shared rows begin in what is picked."""
        begun = len(self.picked)
        self.picked += rows
        return begun
