"""Finding gate kinds by what people type: a name, a symbol, the beginning of a word. No Qt."""

from collections.abc import Iterable

from circuitlab.gates.kind import GateKind


def matching(text: str, kinds: Iterable[GateKind]) -> list[GateKind]:
    """Which of these kinds a text may mean, the closest first; of an empty text all, in their order."""
    wanted = text.strip().casefold()
    ranked = ((distance(kind, wanted), kind) for kind in kinds)
    found = [(rank, kind) for rank, kind in ranked if rank is not None]
    return [kind for _, kind in sorted(found, key=lambda pair: pair[0])]


def distance(kind: GateKind, wanted: str) -> int | None:
    """0 for the very name or symbol, more for its beginning, a word of it, a part; None: not at all."""
    names = [word.casefold() for word in (kind.name, kind.title, kind.symbol, *kind.aliases)]
    words = [*names, *(word.casefold() for word in kind.keywords)]
    if wanted in names:
        return 0
    if any(name.startswith(wanted) for name in names):
        return 1
    if any(word.startswith(wanted) for word in words):
        return 2
    return 3 if any(wanted in word for word in words) else None
