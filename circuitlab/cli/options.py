"""What was asked for on the command line. Plain data."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from circuitlab.cli.climbing import Climbing
    from circuitlab.cli.making import Made
    from circuitlab.cli.training import Asked

Theme = Literal["light", "dark"]


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked for.

    command: "" is the window. source: a path or "-"; None if `text` is given, or nothing. values: by name.
    upstream: the seed, None to leave it. step: how many steps are done in the picture, None for all.
    scale: None for 1, or what fits. rule, symbol: of a gate to make. at: where its numbers are asked for.
    dialect: of source code. gate, limit: where paths begin, and how many are asked for. latex: print
    equations. inside: names or ids of the gates to enter, one in another. climbing: how to optimize.
    training: how to train. made: what is to be made without a circuit.
    """

    command: str
    source: str | None = None
    text: str | None = None
    values: dict[str, float] = field(default_factory=dict)
    upstream: float | None = None
    json: bool = False
    output: str = ""
    step: int | None = None
    scale: float | None = None
    theme: Theme = "light"
    rule: str = ""
    symbol: str = ""
    at: tuple[dict[str, float], ...] = ()
    latex: bool = False
    inside: tuple[str, ...] = ()
    dialect: str = "python"
    gate: str = ""
    limit: int = 20
    climbing: "Climbing | None" = None
    training: "Asked | None" = None
    made: "Made | None" = None
