"""The keys of a slide: how each one's value is read and written. What is wrong is a ValueError."""

import math
import re
from collections.abc import Callable, Mapping
from typing import Any, get_args

from circuitlab.circuit.errors import quoted
from circuitlab.teach.lessons.lesson import Asked, PlaceName, Question, Slide, Source, Stop, View

MOST_STEPS = 1_000_000
MOST_NOTES = 1_000
"""Characters: nobody reads more while speaking."""
_PLACE = re.compile(r"(?P<where>[a-z]+)(?: +(?P<count>\d{1,9}))?(?: +message +(?P<message>\d{1,9}))?")
_QUESTION = re.compile(r"(?P<asked>[a-z]+) +of +(?P<gate>\S+)")
_VIEW = re.compile(r"(?P<centre>.*?)(?: +(?P<zoom>[\d.]{1,9}) *%)?")
_POINT = re.compile(r"(-?[\d.]{1,12}) *, *(-?[\d.]{1,12})")
_COUNTED = ("forward", "backward")
_LEAST_ZOOM, _MOST_ZOOM = 0.05, 4.0
_COORDINATE = 1e6


def read(key: str, value: str) -> Any:
    """The value of a key as a slide holds it. Raises ValueError with one line."""
    if key not in READ:
        raise ValueError(f"unknown key {quoted(key)}: expected {', '.join(READ)}")
    if not value:
        raise ValueError(f"{key}: expected something after the colon")
    return READ[key](value)


def written(slide: Slide) -> list[str]:
    """The lines of all keys that say something."""
    lines = []
    if slide.circuit is not None and slide.circuit.kind == "file":
        lines.append(f"circuit: {slide.circuit.text}")
    if slide.seed is not None:
        lines.append(f"seed: {_number(slide.seed)}")
    if slide.inside:
        lines.append(f"inside: {' / '.join(slide.inside)}")
    if slide.cursor is not None:
        lines.append(f"cursor: {_stop_text(slide.cursor)}")
    if slide.steps != 0:
        lines.append(f"steps: {'all' if slide.steps is None else slide.steps}")
    if slide.view is not None:
        lines.append(f"view: {_view_text(slide.view)}")
    if slide.question is not None:
        lines.append(f"question: {slide.question.asked} of {slide.question.gate}")
    if slide.notes:
        lines.append(f"notes: {slide.notes}")
    return lines


def _circuit(value: str) -> Source:
    name = value.replace("\\", "/")
    if name.startswith(("/", "~")) or ":" in name or ".." in name.split("/"):
        raise ValueError(
            f"circuit: {quoted(value)}: expected the name of an example, or of a file beside the lesson"
        )
    return Source("file", name)


def _seed(value: str) -> float:
    try:
        seed = float(value)
    except ValueError:
        raise ValueError(f"seed: expected a number such as 3, not {quoted(value)}") from None
    if not math.isfinite(seed):
        raise ValueError("seed: expected a finite number")
    return seed


def _stop(value: str) -> Stop:
    match = _PLACE.fullmatch(value)
    where = match["where"] if match else ""
    if match is None or where not in get_args(PlaceName) or (match["count"] and where not in _COUNTED):
        raise ValueError(
            f"cursor: expected start, forward 2, seed, backward 1, end or live, not {quoted(value)}"
        )
    count, message = match["count"], match["message"]
    if where == "backward" and count is None:
        raise ValueError("cursor: backward: expected a number of steps, as in backward 1, or end")
    name: PlaceName = where  # type: ignore[assignment]
    return Stop(name, None if count is None else int(count), int(message or 0))


def _steps(value: str) -> int | None:
    if value == "all":
        return None
    if not value.isascii() or not value.isdecimal() or len(value) > 9 or int(value) > MOST_STEPS:
        raise ValueError(f"steps: expected a number such as 2, or all, not {quoted(value)}")
    return int(value)


def _view(value: str) -> View | None:
    if value == "fit":
        return None
    match = _VIEW.fullmatch(value)
    point = _POINT.fullmatch(match["centre"]) if match else None
    try:
        zoom = float(match["zoom"]) / 100 if match and match["zoom"] else 1.0
        centre = (float(point[1]), float(point[2])) if point else match["centre"] if match else ""
    except ValueError:
        centre, zoom = "", 1.0
    if not centre or (isinstance(centre, str) and " " in centre) or not _LEAST_ZOOM <= zoom <= _MOST_ZOOM:
        raise ValueError(f"view: expected fit, a gate such as q, or q 150 %, not {quoted(value)}")
    if isinstance(centre, tuple) and max(map(abs, centre)) > _COORDINATE:
        raise ValueError("view: expected a point that is nearer")
    return View(centre, zoom)


def _inside(value: str) -> tuple[str, ...]:
    names = tuple(name.strip() for name in value.split("/"))
    if not all(names):
        raise ValueError(f"inside: expected the name of a gate, or s / t, not {quoted(value)}")
    return names


def _question(value: str) -> Question:
    match = _QUESTION.fullmatch(value)
    if match is None or match["asked"] not in get_args(Asked):
        raise ValueError(f"question: expected value of q or gradient of x, not {quoted(value)}")
    asked: Asked = match["asked"]  # type: ignore[assignment]
    return Question(asked, match["gate"])


def _notes(value: str) -> str:
    if len(value) > MOST_NOTES:
        raise ValueError(f"notes: more than {MOST_NOTES} characters")
    return " ".join(value.split())


READ: Mapping[str, Callable[[str], Any]] = {
    "circuit": _circuit,
    "seed": _seed,
    "inside": _inside,
    "cursor": _stop,
    "steps": _steps,
    "view": _view,
    "question": _question,
    "notes": _notes,
}


def _stop_text(stop: Stop) -> str:
    count = "" if stop.count is None else f" {stop.count}"
    return f"{stop.where}{count}" + (f" message {stop.message}" if stop.message else "")


def _view_text(view: View) -> str:
    middle = view.centre if isinstance(view.centre, str) else ", ".join(map(_number, view.centre))
    return middle if view.zoom == 1 and isinstance(view.centre, str) else f"{middle} {_percent(view.zoom)} %"


def _percent(zoom: float) -> str:
    return _number(round(zoom * 100, 4))


def _number(number: float) -> str:
    return repr(number).removesuffix(".0")
