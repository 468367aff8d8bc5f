"""The paths from a gate to the objective as JSON, and as a table with what they come to below it."""

from decimal import Decimal

from circuitlab.circuit.circuit import Circuit
from circuitlab.cli.printing import name_of, number, table, text
from circuitlab.engine.paths import Path, Paths
from circuitlab.engine.trace import Trace
from circuitlab.teach.numbers import counted
from circuitlab.teach.paths import shortened

HEADS = ("path", "local gradients", "product")
LEFT = frozenset({0, 1})
_EXACT = 10**15
"""Every program that reads JSON keeps integers below this."""


def for_programs(circuit: Circuit, trace: Trace, found: Paths) -> dict[str, object]:
    """What `paths --json` prints."""
    return {
        "from": name_of(circuit, found.gate),
        "to": _goal(circuit, trace),
        "gradient": number(found.gradient),
        "count": _whole(found.count),
        "total": number(found.total),
        "share": number(found.share),
        "agrees": found.agrees,
        "multiplications": _whole(found.multiplications),
        "messages": found.messages,
        "paths": [_path_json(circuit, path) for path in found.paths],
    }


def for_people(circuit: Circuit, trace: Trace, found: Paths) -> str:
    """The table, and the sum."""
    rows = [_cells(circuit, path) for path in found.paths]
    return (table(HEADS, rows, LEFT) if rows else "") + "\n".join(_sums(circuit, trace, found)) + "\n"


def _whole(count: int) -> object:
    """An integer for JSON; written out by Decimal, which has no limit to its digits."""
    return count if count < _EXACT else f"{Decimal(count):f}"


def _path_json(circuit: Circuit, path: Path) -> dict[str, object]:
    return {
        "gates": [name_of(circuit, gate) for gate in path.gates],
        "ports": [circuit.wires[wire].port for wire in path.wires],
        "locals": [number(local) for local in path.locals],
        "product": number(path.product),
    }


def _cells(circuit: Circuit, path: Path) -> tuple[str, str, str]:
    names = shortened(path.gates, lambda gate: str(name_of(circuit, gate)), " → ")
    factors = shortened(path.locals, lambda local: f"({text(local)})" if local < 0 else text(local), " · ")
    return names, factors, text(path.product)


def _goal(circuit: Circuit, trace: Trace) -> str | int | None:
    return None if trace.objective is None else name_of(circuit, trace.objective)


def _sums(circuit: Circuit, trace: Trace, found: Paths) -> list[str]:
    start, end = name_of(circuit, found.gate), _goal(circuit, trace)
    seed = "" if trace.seed == 1 else f", seed {text(trace.seed)}"
    if found.gradient is None:
        return [f"{start} is a constant: nothing is sent to it"]
    if not found.count:
        return [f"no path from {start} to {end}: gradient 0{seed}"]
    many = "1 path" if found.count == 1 else f"{counted(found.count)} paths"
    between, gradient = f"{many} from {start} to {end}", f"gradient {text(found.gradient)}{seed}"
    if found.complete:
        return [f"{between}: sum {text(found.total)}, {gradient}"]
    return [
        f"{between}: {gradient}",
        f"the {len(found.paths)} above: sum {text(found.total)}, share {text(found.share)}",
        f"multiplications: {counted(found.multiplications)} path by path, "
        f"{counted(found.messages)} in one backward pass",
    ]
