"""How the curve of each strategy is told from the others: by its dashes, in black and white too."""

from collections.abc import Mapping

from circuitlab.learn.strategies import StrategyName

DASHES: Mapping[StrategyName, tuple[float, ...]] = {
    "random": (4, 3),
    "numerical": (10, 3),
    "analytic": (10, 3, 2, 3),
    "momentum": (2, 2),
    "rmsprop": (6, 2, 2, 2, 2, 2),
    "adam": (14, 4),
}
"""Strokes and gaps in px, while it does not lead; the leader's curve is whole."""
