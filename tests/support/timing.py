"""How long work takes, for the benchmarks, and how their tables say it."""

import gc
from collections.abc import Callable
from time import process_time
from typing import Any


def seconds(work: Callable[[], Any], *, collecting: bool = True) -> float:
    """CPU seconds of one call, in the best of some runs.

    collecting: with the garbage collector on, as Python has it. It looks at what the work makes only, not at
    the rest of the process. micrograd's graphs are circular: without it, their memory is never given back.
    """
    begun = process_time()
    work()
    once = process_time() - begun
    repeat = max(1, int(0.05 / max(once, 1e-7)))
    gc.collect()
    gc.freeze()
    if not collecting:
        gc.disable()
    try:
        return min(_run(work, repeat) for _ in range(5 if once < 0.5 else 2))
    finally:
        gc.enable()
        gc.unfreeze()


def _run(work: Callable[[], Any], repeat: int) -> float:
    begun = process_time()
    for _ in range(repeat):
        work()
    return (process_time() - begun) / repeat


def bold(text: str, missed: bool) -> str:
    """A cell of a table, in bold where what was asked is missed."""
    return f"**{text}**" if missed else text


def spelled(taken: float) -> str:
    """Seconds as people read them."""
    unit, name = (1e-3, "ms") if taken >= 1e-3 else (1e-6, "µs")
    return f"{taken / unit:.2g} {name}" if taken < 100 * unit else f"{taken / unit:.0f} {name}"
