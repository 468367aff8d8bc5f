"""The coach line under the canvas: one sentence on what to do next, and a button where there is one to press.

What it says is a pure function of where the session is; it is quiet where it has nothing to add.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from circuitlab.app.buttons import Button, Face
from circuitlab.app.chrome_style import Look
from circuitlab.app.guard import guarded
from circuitlab.app.icons import Icon
from circuitlab.app.player import Player
from circuitlab.app.session import Session
from circuitlab.app.widgets import label, named
from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.parts import Gate
from circuitlab.gates.catalogue import find_kind
from circuitlab.teach.names import listed, name_of
from circuitlab.teach.numbers import text as number

if TYPE_CHECKING:
    from circuitlab.engine.trace import Step

HEIGHT = 40
SAID_MS = 6000
"""How long a remark stands in the place of the coach's own line."""
NUDGE = 0.01
EMPTY = "Type f = (x + y) * z, or pick a gate on the left and click here. Drag between ports to wire."


@dataclass(frozen=True, slots=True)
class Advice:
    """One line, and the gate that its button would nudge (None: no button)."""

    text: str
    nudge: int | None = None


def advice(session: Session) -> Advice:
    """What to do next."""
    circuit, trace, cursor = session.circuit, session.trace, session.cursor
    if not circuit.gates:
        return Advice(EMPTY)
    waiting = next((why for key in circuit.gates if (why := trace.waiting(key))), None)
    if waiting is not None:
        return Advice(f"{waiting[0].upper()}{waiting[1:]}.")
    if len(trace) == 0:
        return Advice("Wire the output of an input to a gate: drag from one port to the other.")
    if cursor.steps >= len(trace):
        return _at_end(session)
    if cursor.steps < trace.forward_count:
        return Advice(_forward(session))
    if trace.objective is None:
        return Advice("Choose an objective (the flag above): the gate whose gradients are to be computed.")
    return Advice(_backward(session))


def _forward(session: Session) -> str:
    circuit, trace, cursor = session.circuit, session.trace, session.cursor
    gate = circuit.gates[trace.steps[cursor.steps].gate]
    key = "Press Next (N)" if cursor.steps == 0 else "Next (N)"
    return f"{key}: {name_of(circuit, gate.id)} {_does(circuit, gate)}."


def _does(circuit: Circuit, gate: Gate) -> str:
    """What a gate does, as its kind words it: "adds x and y"."""
    kind = find_kind(gate.kind)
    fed = [name_of(circuit, wire.source) for wire in circuit.incoming(gate.id)]
    inputs = listed(list(dict.fromkeys(fed)))
    if kind is None or len(fed) < gate.inputs:
        return f"computes its value from {inputs}"
    by_port = dict(zip(kind.port_names(gate.inputs), fed, strict=True))
    return kind.words.does.format(inputs=inputs, out=name_of(circuit, gate.id), **by_port)


def _backward(session: Session) -> str:
    circuit, trace, cursor = session.circuit, session.trace, session.cursor
    objective = trace.objective
    if objective is None:
        return ""
    name = name_of(circuit, objective)
    if cursor.steps == trace.forward_count:
        value = trace.value(objective)
        shown = "not computed" if value is None else number(value)
        return f"{name} is {shown}. Which inputs move it, and how strongly? Step backward (F9)."
    step = trace.steps[cursor.steps]
    fed = list(dict.fromkeys(name_of(circuit, message.to) for message in step.messages))
    return f"Step backward (F9): {name_of(circuit, step.gate)} passes its gradient on to {listed(fed)}."


def _at_end(session: Session) -> Advice:
    circuit, trace = session.circuit, session.trace
    objective = trace.objective
    if objective is None:
        return Advice("Everything is computed. Choose an objective (the flag above) for the gradients.")
    goal = name_of(circuit, objective)
    pulls = {
        key: gradient
        for key, gate in circuit.gates.items()
        if gate.kind in ("input", "parameter") and key != objective and (gradient := trace.gradient(key))
    }
    pulls = {key: gradient for key, gradient in pulls.items() if isfinite(gradient)}
    if not pulls or not circuit.settings.seed:
        return Advice(f"The pass is done. Drag a number on the canvas and watch {goal}.")
    key = max(pulls, key=lambda key: abs(pulls[key]))
    change = pulls[key] / circuit.settings.seed * NUDGE
    moves = "rises" if change > 0 else "falls"
    by = number(abs(change), 2)
    about = "" if float(f"{abs(change):.2g}") == round(abs(change), 12) else "about "
    name = name_of(circuit, key)
    nudged = f"nudge {name} up by {NUDGE} and {goal} {moves} by {about}{by}"
    return Advice(f"{name} gets {number(pulls[key])}: {nudged}.", key)


def on_the_way(circuit: Circuit, step: "Step") -> str:
    """What a step does while it is to be seen."""
    gate = circuit.gates[step.gate]
    name, part = name_of(circuit, gate.id), step.pass_
    if part == "forward":
        return f"{name} {_does(circuit, gate)}."
    if part == "seed":
        return f"If {name} grows by 1, {name} grows by 1: start with {number(step.upstream or 0.0)}."
    fed = list(dict.fromkeys(name_of(circuit, message.to) for message in step.messages))
    return f"{name} passes its {number(step.upstream or 0.0)} on to {listed(fed)}."


class Coach(QWidget):
    """Shows the advice, or for a while what the session says."""

    closed = Signal()

    def __init__(self, look: Look, player: Player, nudge: Callable[[int], object]) -> None:
        super().__init__()
        named(self, "coach")
        self._look = look
        self._player = player
        self._session = player.session
        self._said = ""
        self._stale = QTimer(self, singleShot=True, interval=0)
        self._stale.timeout.connect(self.refresh)
        self._quiet = QTimer(self, singleShot=True, interval=SAID_MS)
        self._quiet.timeout.connect(self._forget)
        self._text = label("coachText")
        self._text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._nudge = nudge
        self._nudge_gate: int | None = None
        self._button = Button(look, "Nudge", height=28)
        self._button.clicked.connect(self._press)
        self._lay_out()
        for signal in (
            self._session.changed,
            self._session.cursor_moved,
            self._session.reset,
            player.state_changed,
        ):
            signal.connect(self._later)
        self._session.said.connect(self.say)
        self._session.refused.connect(lambda line, _at: self.say(line))
        self.refresh()

    @guarded
    def _press(self) -> None:
        if self._nudge_gate is not None:
            self._nudge(self._nudge_gate)

    def _lay_out(self) -> None:
        look = self._look
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(look.px(HEIGHT) + 1)
        close = Button(look, icon="cross", face=Face.PLAIN, height=28)
        close.explain("Close the coach line. View > Coach Line brings it back.", "Close the coach line")
        close.clicked.connect(self.closed)
        row = QHBoxLayout(self)
        row.setContentsMargins(look.px(16), 0, look.px(10), 0)
        row.setSpacing(look.px(10))
        row.addWidget(Icon(look, "bulb"))
        row.addWidget(self._text, 1)
        row.addWidget(self._button)
        row.addWidget(close)

    @guarded
    def say(self, line: str) -> None:
        """Show a remark for a while."""
        self._said = line
        self._quiet.start()
        self._later()

    @guarded
    def _forget(self) -> None:
        self._said = ""
        self.refresh()

    @guarded
    def _later(self, *_: object) -> None:
        self._stale.start()

    @guarded
    def refresh(self) -> None:
        """Say what is to be said now."""
        moving = self._player.frame.moving
        now = Advice(on_the_way(self._session.circuit, moving[0])) if moving else advice(self._session)
        self._nudge_gate = None if self._said else now.nudge
        self._text.setText(self._said or now.text)
        self._text.setToolTip("")
        self.setAccessibleName(self._text.text())
        if self._nudge_gate is not None:
            self._button.setText(f"Nudge {name_of(self._session.circuit, self._nudge_gate)}")
            self._button.updateGeometry()
        self._button.setVisible(self._nudge_gate is not None)
