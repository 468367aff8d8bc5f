"""Forward mode against reverse mode as JSON and as a table."""

from dataclasses import asdict, dataclass

from circuitlab.circuit.circuit import Circuit
from circuitlab.cli.printing import dump_list, dumps, name_of, number, table, text
from circuitlab.engine.forward_mode import Count, Modes
from circuitlab.engine.trace import Trace

HEADS = ("source", "forward mode", "reverse mode", "multiplications", "additions")


@dataclass(frozen=True, slots=True)
class Compared:
    """One source: its derivative in either mode, and what the sweep in forward mode took."""

    source: int
    forward: float | None
    reverse: float | None
    count: Count


def compared(trace: Trace) -> list[Compared]:
    """Every source that the objective depends on, oldest first."""
    modes = Modes(trace)
    sweeps = map(modes.sweep, modes.sources)
    return [
        Compared(sweep.source, sweep.derivative, trace.gradient(sweep.source), sweep.count())
        for sweep in sweeps
    ]


def modes_json(circuit: Circuit, trace: Trace, found: list[Compared]) -> str:
    """What `modes --json` prints, with one source a line."""
    rows = dump_list(
        {
            "source": name_of(circuit, row.source),
            "forward": number(row.forward),
            "reverse": number(row.reverse),
            **asdict(row.count),
        }
        for row in found
    )
    forward, reverse = _totals(trace, found)
    parts = {
        "objective": dumps(_objective(circuit, trace)),
        "seed": dumps(trace.seed),
        "sources": rows,
        "forward": dumps({"sweeps": len(found), **asdict(forward)}),
        "reverse": dumps({"sweeps": 1, **asdict(reverse)}),
    }
    return "{" + ", ".join(f'"{name}": {part}' for name, part in parts.items()) + "}"


def modes_text(circuit: Circuit, trace: Trace, found: list[Compared]) -> str:
    """A line for each source, and the totals."""
    rows = [
        (
            str(name_of(circuit, row.source)),
            text(row.forward),
            text(row.reverse),
            str(row.count.multiplications),
            str(row.count.additions),
        )
        for row in found
    ]
    forward, reverse = _totals(trace, found)
    seed = "" if trace.seed == 1 else f", seed {text(trace.seed)}"
    return (
        table(HEADS, rows)
        + f"forward mode: {_counted(len(found), forward)}\n"
        + f"reverse mode: {_counted(1, reverse)}\n"
        + f"objective {_objective(circuit, trace)}{seed}\n"
    )


def _totals(trace: Trace, found: list[Compared]) -> tuple[Count, Count]:
    return sum((row.count for row in found), Count()), Modes(trace).reverse


def _objective(circuit: Circuit, trace: Trace) -> str | int | None:
    return None if trace.objective is None else name_of(circuit, trace.objective)


def _counted(sweeps: int, count: Count) -> str:
    numbers = (sweeps, "sweep"), (count.multiplications, "multiplication"), (count.additions, "addition")
    return ", ".join(f"{number} {word}{'' if number == 1 else 's'}" for number, word in numbers)
