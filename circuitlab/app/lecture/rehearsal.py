"""Going over a lecture before it is held: what is too small to be read, and what does not fit.

Nothing is guessed: every slide and every step is laid out and painted as the lecture does it, on a stage
of the projector's size that no screen shows.
"""

from collections.abc import Generator, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from circuitlab.app import equations
from circuitlab.app.canvas.scene import CircuitScene
from circuitlab.app.canvas.surface import DETAILS_FROM, Written, written
from circuitlab.app.canvas.view import CanvasView
from circuitlab.app.clock import Clock
from circuitlab.app.lecture.camera import Camera, show_circuit
from circuitlab.app.lecture.composition import closer_places
from circuitlab.app.lecture.equation_row import LEAST
from circuitlab.app.lecture.stage import GATES, LINES, LectureStage
from circuitlab.app.lecture.subject import named
from circuitlab.app.lesson_session import LessonSession
from circuitlab.app.player import Player
from circuitlab.app.session import Session
from circuitlab.app.theme import LECTURE_LIGHT
from circuitlab.circuit.circuit import Circuit
from circuitlab.engine.cursor import Cursor
from circuitlab.gates.kind import Shape

if TYPE_CHECKING:
    from circuitlab.teach.lessons.deck import Deck, Page

SIZES = ((1920, 1080), (1280, 720))
"""Of projectors."""
PARTS = "the circuit is seen in parts, and the picture follows the step"
NONE_SEEN = "none of the gates that it names is in the picture"
_ROUNDING = 1.0
"""Fonts have whole px."""
_MOST_WORDS = 3


@dataclass(frozen=True, slots=True)
class Stop:
    """A slide (its index; None: no lesson) and, where it is about a step, how many steps are done."""

    slide: int | None
    steps: int | None = None

    def __str__(self) -> str:
        parts = [] if self.slide is None else [f"Slide {self.slide + 1}"]
        if self.steps is not None:
            parts.append(f"step {self.steps}" if parts else f"Step {self.steps}")
        return ", ".join(parts) or "Circuit"


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong at a place, and on which sizes of projectors. to: the last of several slides with it."""

    place: Stop
    what: str
    sizes: tuple[tuple[int, int], ...]
    to: int | None = None

    def __str__(self) -> str:
        """One line; the sizes where it is not all of them."""
        where = " and ".join(f"{width:,} × {height:,}" for width, height in self.sizes)
        place = f"{self.place}"
        if self.to is not None and self.place.slide is not None:
            place = f"Slides {self.place.slide + 1}–{self.to + 1}"
        return f"{place}: {self.what}" + ("" if self.sizes == SIZES else f" (at {where})")


class DryStage(QObject):
    """A lecture without a screen, at one size of the projector."""

    def __init__(self, size: tuple[int, int], lesson: "Deck | Circuit") -> None:
        super().__init__()
        self.size = size
        self.session = Session(self)
        self.player = Player(self.session, Clock(self), self)
        self.lessons = LessonSession(self.player, self)
        self._scene = CircuitScene(LECTURE_LIGHT)
        self.view = CanvasView(self._scene)
        self.stage = LectureStage(self.session, self.lessons, self.view, LECTURE_LIGHT, Clock(self))
        self.camera = Camera(self.view, self.player, Clock(self), self)
        self.player.frames.set_lecture(True)
        self.stage.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        self.stage.resize(*size)
        self.stage.show()
        if isinstance(lesson, Circuit):
            self.session.open(Circuit(lesson.parts))
        else:
            self.lessons.start(lesson)
        self._new_circuit()

    def go_to(self, place: Stop) -> None:
        """Show it as the lecture would."""
        if place.slide is not None and place.steps is None:
            self.lessons.go_to(place.slide)
            self._new_circuit()
        if place.steps is not None:
            self.session.move_cursor(Cursor(place.steps))
            self._scene.show(self.player.frames.now)
            self.camera.track()
            self.camera.finish()
        self.stage.band.refresh()

    def _new_circuit(self) -> None:
        """As the lecture's own fit."""
        unit = self.size[1] / LINES
        self._scene.reset(self.session.circuit)
        self._scene.show(self.player.frames.now)
        self.stage.band.other_slide()
        self.stage.set_theme(LECTURE_LIGHT)
        self.view.set_text_scale(GATES * unit, lecture=True)
        show_circuit(self.stage, self.camera, self.lessons, closer_places(self.session.circuit))

    def findings(self, *, fresh: bool) -> list[str]:
        """What is wrong with what is shown. fresh: the circuit has just come."""
        found = self.stage.band.missing()
        page = self.lessons.page
        if fresh and not self.camera.whole and (page is None or page.slide.view is None):
            found.append(PARTS)
        found += self._out_of_sight() if fresh else []
        texts = self._written()
        for what, some in (("too small to be read", self._too_small(texts)), ("cut short", _cut(texts))):
            if some:
                found.append(f"{what}: {', '.join(some[:_MOST_WORDS])}{', …' if some[_MOST_WORDS:] else ''}")
        return found

    def _out_of_sight(self) -> list[str]:
        """What a slide asks for, or is about, and the class does not see."""
        page, circuit = self.lessons.page, self.session.circuit
        if page is None:
            return []
        question, about = page.slide.question, named(page, circuit)
        if question is not None and not self.camera.shows(circuit.names[question.gate]):
            return ["the gate that it asks for is not in the picture"]
        return [NONE_SEEN] if about and not any(map(self.camera.shows, about)) else []

    def _written(self) -> list[Written]:
        """Every text of the picture, painted now."""
        with written() as texts:
            self.view.grab()
        return texts

    def _too_small(self, texts: Iterable[Written]) -> list[str]:
        """Texts that the last row can't read. The name of a function stands beside its curve.

        From where a whole network is seen, its symbols are shapes.
        """
        least = LEAST * self.size[1] / LINES - _ROUNDING
        circuit = self.session.circuit
        kinds = {gate.kind: circuit.kind(gate.kind) for gate in circuit.gates.values()}
        curves = {
            name
            for key, kind in kinds.items()
            if kind is not None and (kind.shape is Shape.FUNCTION or self.view.zoom < DETAILS_FROM)
            for name in (key, kind.symbol)
        }
        small = (text.words for text in texts if text.px < least and text.words not in curves)
        return list(dict.fromkeys(small))

    def close(self) -> None:
        """Nothing is kept."""
        self.stage.close()
        self.stage.deleteLater()
        self.deleteLater()


def _cut(texts: Iterable[Written]) -> list[str]:
    """Names that are too long for their gates. A sum that still waits for more ends with its own dots."""
    words = dict.fromkeys(text.words for text in texts)
    return [each for each in words if "…" in each and not each.endswith("+ …")]


def rehearse(lesson: "Deck | Circuit") -> Generator[None, None, list[Finding]]:
    """Go over all of it, pausing after every place."""
    equations.load()
    found: dict[tuple[Stop, str], list[tuple[int, int]]] = {}
    places = list(_places(lesson))
    for size in SIZES:
        dry = DryStage(size, lesson)
        try:
            for place in places:
                dry.go_to(place)
                yield
                for what in dry.findings(fresh=place.steps is None):
                    found.setdefault((place, what), []).append(size)
                yield
        finally:
            dry.close()
    order = {place: index for index, place in enumerate(places)}
    lines = [Finding(place, what, tuple(sizes)) for (place, what), sizes in found.items()]
    return _together(sorted(lines, key=lambda finding: order[finding.place]))


def _together(findings: Iterable[Finding]) -> list[Finding]:
    """The same of slides that follow each other as one finding."""
    lines: list[Finding] = []
    open_: dict[tuple[str, tuple[tuple[int, int], ...]], int] = {}
    for finding in findings:
        key, slide = (finding.what, finding.sizes), finding.place.slide
        at = open_.get(key)
        if slide is None or finding.place.steps is not None:
            lines.append(finding)
        elif at is not None and slide - 1 == (lines[at].to or lines[at].place.slide):
            lines[at] = replace(lines[at], to=slide)
        else:
            open_[key] = len(lines)
            lines.append(finding)
    return lines


def _places(lesson: "Deck | Circuit") -> Iterable[Stop]:
    """Every slide as it comes, and every step that Next takes on it; of a circuit every step."""
    if isinstance(lesson, Circuit):
        from circuitlab.engine.passes import run

        yield Stop(None)
        yield from (Stop(None, steps) for steps in range(1, len(run(lesson)) + 1))
        return
    for index, page in enumerate(lesson.pages):
        yield Stop(index)
        yield from (Stop(index, steps) for steps in _steps(page))


def _steps(page: "Page") -> range:
    return range(page.first.steps + 1, page.last.steps + 1)
