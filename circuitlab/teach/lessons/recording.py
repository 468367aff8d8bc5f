"""Recording: what is on the canvas now, as a slide."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from circuitlab.circuit.circuit import Circuit
from circuitlab.teach.lessons.lesson import Slide, Source, Stop, View
from circuitlab.teach.lessons.stops import stop_at

if TYPE_CHECKING:
    from circuitlab.engine.cursor import Cursor
    from circuitlab.engine.trace import Trace

POSITIONS = "where the gates stand"


def recorded(
    title: str,
    document: Circuit,
    inside: tuple[str, ...],
    trace: "Trace",
    cursor: "Cursor",
    view: View | None = None,
    *,
    live: bool = False,
) -> Slide:
    """A slide without text. inside, trace, cursor: of what is shown; view: None where all of it is seen."""
    stop = stop_at(cursor, trace, live=live)
    return Slide(
        " ".join(title.split()),
        circuit=source_of(document),
        cursor=None if stop == Stop() else stop,
        view=view,
        inside=inside,
    )


def going_on(slides: Sequence[Slide]) -> tuple[Slide, ...]:
    """Slides that were recorded, without what each has from the slide before: its circuit, its place."""
    return tuple(
        slide if before is None or slide.circuit != before.circuit else _after(before, slide)
        for before, slide in zip((None, *slides), slides, strict=False)
    )


def _after(before: Slide, slide: Slide) -> Slide:
    """A slide that goes on with the circuit of the one before."""
    here, there = before.cursor or Stop(), slide.cursor or Stop()
    if before.inside != slide.inside:
        return replace(slide, circuit=None)
    return replace(slide, circuit=None, cursor=None if here == there and there.where != "live" else there)


def source_of(circuit: Circuit) -> Source:
    """The circuit for a lesson: as formula text where that holds all of it, laid out as it would be anew."""
    from circuitlab.circuit.text_print import to_text
    from circuitlab.files import schema

    printed = to_text(circuit)
    if set(printed.lost) <= {POSITIONS} and _stands_as_text_would(circuit, printed.text):
        return Source("formula", printed.text.rstrip("\n"))
    return Source("circuit", schema.encode(circuit).decode().rstrip("\n"))


def _stands_as_text_would(circuit: Circuit, text: str) -> bool:
    """Whether reading the text again lays every gate out where it is now."""
    from circuitlab.circuit.text import to_circuit
    from circuitlab.files.store import places

    try:
        again = to_circuit(text)
    except ValueError:
        return False
    here = sorted(gate.position or (0.0, 0.0) for gate in circuit.gates.values())
    return sorted(places(again).values()) == here
