"""Fewer crossings: the order of the nodes within each column, by sweeps and exchanges of neighbours. Pure."""

from bisect import bisect_right, insort

from circuitlab.layout.layers import Layers

_EFFORT = 120_000
"""Nodes looked at in all sweeps together, which bounds the time that large circuits take."""
_MOST_SWEEPS = 24
_SMALL = 1_500
"""Up to this many nodes, neighbours are exchanged one pair at a time as well."""
_PORT = 1 / 4096
"""What one px of a port's height counts against a place in the column."""


def reduce_crossings(layers: Layers) -> None:
    """Reorder the columns in place. Deterministic; an order is only given up for a strictly better one."""
    best = [list(column) for column in layers.columns]
    fewest = count_crossings(layers)
    sweeps = min(_MOST_SWEEPS, _EFFORT // max(1, len(layers.layer)))
    for sweep in range(sweeps):
        if not fewest:
            break
        _sweep(layers, to_the_right=sweep % 2 == 1)
        if len(layers.layer) <= _SMALL:
            _exchange(layers)
        crossings = count_crossings(layers)
        if crossings < fewest:
            fewest, best = crossings, [list(column) for column in layers.columns]
    layers.columns = best


def count_crossings(layers: Layers) -> int:
    """How many pairs of edges cross when every node stands at its place in its column."""
    place = _places(layers)
    total = 0
    for column in layers.columns:
        seen: list[float] = []
        for node in column:
            ends = sorted(place[right] + offset * _PORT for right, offset in layers.after[node])
            total += sum(len(seen) - bisect_right(seen, end) for end in ends)
            for end in ends:
                insort(seen, end)
    return total


def _places(layers: Layers) -> list[int]:
    place = [0] * len(layers.layer)
    for column in layers.columns:
        for index, node in enumerate(column):
            place[node] = index
    return place


def _sweep(layers: Layers, *, to_the_right: bool) -> None:
    """Sort every column by where its nodes' neighbours stand in the column sorted before."""
    place: list[float] = [float(index) for index in _places(layers)]
    columns = layers.columns if to_the_right else reversed(layers.columns)
    for column in columns:
        key = {}
        for node in column:
            if to_the_right:
                # the end at this node counts too: what enters at a lower port comes from below
                wanted = [place[left] - offset * _PORT for left, offset in layers.before[node]]
            else:
                wanted = [place[right] + offset * _PORT for right, offset in layers.after[node]]
            key[node] = sum(wanted) / len(wanted) if wanted else place[node]
        column.sort(key=key.__getitem__)
        for index, node in enumerate(column):
            place[node] = index


def _exchange(layers: Layers) -> None:
    """Exchange neighbours in a column wherever that alone takes a crossing away."""
    place = _places(layers)
    for column in layers.columns:
        improved = True
        rounds = 0
        while improved and rounds < 8:
            improved = False
            rounds += 1
            for index in range(len(column) - 1):
                upper, lower = column[index], column[index + 1]
                if _gain(layers, place, upper, lower) > 0:
                    column[index], column[index + 1] = lower, upper
                    place[upper], place[lower] = place[lower], place[upper]
                    improved = True


def _gain(layers: Layers, place: list[int], upper: int, lower: int) -> int:
    """Crossings that go away when two neighbours change places."""
    gain = 0
    left_upper = [place[node] for node, _ in layers.before[upper]]
    left_lower = [place[node] for node, _ in layers.before[lower]]
    right_upper = [place[node] + offset * _PORT for node, offset in layers.after[upper]]
    right_lower = [place[node] + offset * _PORT for node, offset in layers.after[lower]]
    for above, below in ((left_upper, left_lower), (right_upper, right_lower)):
        for a in above:
            for b in below:
                gain += (a > b) - (a < b)
    return gain
