"""What a tool may touch: the session, the scene it asks where things are, and a few ways to talk."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QMenu

from circuitlab.app.canvas.scene import CircuitScene, Hit
from circuitlab.app.session import Session


@dataclass(frozen=True)
class Desk:
    """The narrow bridge between a tool and the window.

    say: one line at a scene point; an empty one takes it away. point_with: the shape of the pointer.
    edit_value (with the text to start with, None: the present value), rename and quick_place open a
    field over the canvas. edit_kind: ask for the formula of an own kind. cover: cover or uncover the number
    that is there; stop_predicting: False, as cover, where numbers are not predicted. show_paths: of a gate,
    to the objective. done: go back to the select tool. fill_breakpoints: the entry of a menu that sets one at
    a gate.
    """

    session: Session
    scene: CircuitScene
    say: Callable[[str, QPointF], None]
    point_with: Callable[[Qt.CursorShape], None]
    edit_value: Callable[[int, str | None], None]
    rename: Callable[[int], None]
    quick_place: Callable[[QPointF], None]
    edit_kind: Callable[[str], None]
    cover: Callable[[Hit], bool]
    stop_predicting: Callable[[], bool]
    show_paths: Callable[[int], None]
    done: Callable[[], None]
    fill_breakpoints: Callable[[QMenu, int], None]
