"""The field behind the decision boundary, kept up with the canvas while somebody watches."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from circuitlab.app.data_desk import DataDesk
from circuitlab.app.guard import guarded
from circuitlab.app.panels.train.trainer import Trainer
from circuitlab.app.session import Session
from circuitlab.app.slices import FAILED, Slices
from circuitlab.circuit.changes import Changes, Touches, renames
from circuitlab.circuit.errors import complete

if TYPE_CHECKING:
    from circuitlab.learn.binding import Binding
    from circuitlab.learn.plane import Field, Plane
    from circuitlab.learn.table import Array, Table

MOST_POINTS = 1_500
"""Of more rows so many are drawn, by chance: every so many-th could be of one class."""
FINE, COARSE = 100, 50
"""Points on a side: at rest, and while parameters move."""
EVERY_MS = 250
"""Between two fields while parameters move."""
ONE_INPUT = "There is no plane to show: the output depends on fewer than two inputs."


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Some rows of a table: where they are in the plane, and their targets. total: of how many they are some.

    threshold: what parts the targets into two classes; None: nothing does. mean, spread: of all targets.
    """

    points: "Array"
    targets: "Array"
    total: int
    threshold: float | None
    mean: float
    spread: float


class Boundary(QObject):
    """Attributes, read-only to others: `field` (None: none yet), `why` (there is none), `axes` (the two
    inputs), `names` (all that can be one), `binding`, `rows` (those that are drawn),
    `is_chance` (whether what is predicted lies between 0 and 1)."""

    changed = Signal()

    def __init__(self, session: Session, trainer: Trainer) -> None:
        super().__init__(trainer)
        self._session, self._trainer, self._desk = session, trainer, DataDesk.of(session)
        self.field: Field | None = None
        self.why = ""
        self.is_chance = False
        self.names: tuple[str, ...] = ()
        self.axes: tuple[str, str] = ("", "")
        self.binding: Binding | None = None
        self.rows: Rows | None = None
        self._rows_of: tuple[Table, str, tuple[str, ...]] | None = None
        self._plane: Plane | None = None
        self._wanted = self._watched = False
        self._loss = ""
        self._slices = Slices(self)
        self._wait = QTimer(self, singleShot=True, interval=EVERY_MS)
        self._wait.timeout.connect(self._next)
        session.changed.connect(self._look_at)
        session.reset.connect(self._renew)
        self._desk.changed.connect(self._renew)
        trainer.wanted_changed.connect(self._follow)
        trainer.changed.connect(self._refresh)

    @property
    def busy(self) -> bool:
        """Whether a field is on its way."""
        return self._slices.isActive() or self._wanted

    def watch(self, on: bool) -> None:
        """Somebody looks at it, or no more."""
        self._watched = on
        if on:
            self._renew()
        else:
            self._slices.drop()
            self._wanted = False

    def set_axis(self, place: int, name: str) -> None:
        """Choose the input across (0) or up (1); the two change places where one would be both."""
        axes = list(self.axes)
        if axes[1 - place] == name:
            axes[1 - place] = axes[place]
        axes[place] = name
        self.axes = (axes[0], axes[1])
        self._renew()

    @guarded
    def _look_at(self, changes: Changes) -> None:
        if changes.is_structural or renames(changes):
            self._renew()
        elif changes.touches & Touches.VALUES:
            self._refresh()

    @guarded
    def _renew(self) -> None:
        """Another circuit, other data, other axes."""
        self._slices.drop()
        self._plane, self.field = None, None
        if self._watched:
            self._prepare()
            self.changed.emit()
            self._refresh()

    def _prepare(self) -> None:
        """The plane, or why there is none."""
        from circuitlab.learn.losses import LOWERED, OBJECTIVE, loss_of
        from circuitlab.learn.plane import Plane
        from circuitlab.learn.prediction import is_chance, predicting, unpredicted

        self.why, self.names, self.binding, self._loss = "", (), None, self._trainer.loss.name
        data = self._desk.table
        if data is None:
            return
        try:
            self.binding = self._desk.binding()
            loss = loss_of(self._trainer.loss.name, LOWERED)
            predicted = predicting(self._session.circuit, self.binding, loss)
            if predicted is None:
                self.why = unpredicted(self._session.circuit, self.binding)
                return
            self.is_chance = is_chance(predicted)
            aims = self.binding.aims if loss is OBJECTIVE else ()
            self.names = tuple(name for name in self.binding.columns if name not in aims)
            if len(self.names) < 2:
                self.why = ONE_INPUT
                return
            if len(set(self.axes) & set(self.names)) < 2:
                self.axes = (self.names[0], self.names[1])
            self._plane = Plane(predicted, data, self.binding, self.axes)
            asked = data, self.binding.target, tuple(self.binding.columns[name] for name in self.axes)
            if asked != self._rows_of:
                self._rows_of, self.rows = asked, _some(*asked)
        except ValueError as error:
            self.why = complete(str(error))

    @guarded
    def _follow(self) -> None:
        """Another loss can be of another output."""
        if self._loss != self._trainer.loss.name:
            self._renew()

    @guarded
    def _refresh(self) -> None:
        """Other parameters: a field for them, as soon as the last one has been seen for a moment."""
        self._wanted = self._watched and self._plane is not None
        if self._wanted and not self._wait.isActive() and not self._slices.isActive():
            self._next()

    @guarded
    def _next(self) -> None:
        plane, gates = self._plane, self._session.circuit.gates
        if not self._wanted or plane is None or self._slices.isActive():
            return
        if not gates.keys() >= set(plane.ids):  # another circuit: `_renew` is about to know
            return
        self._wanted = False
        held = [gates[key].value or 0.0 for key in plane.ids]
        count = COARSE if self._trainer.running else FINE
        self._slices.begin(plane.field(held, count), self._take, self._fail)

    @guarded
    def _take(self, field: "Field") -> None:
        self._show(field, "")

    @guarded
    def _fail(self) -> None:
        self._show(None, FAILED)

    def _show(self, field: "Field | None", why: str) -> None:
        self.field, self.why = field, why
        self._wait.start()
        self.changed.emit()


def _some(data: "Table", target: str, axes: tuple[str, ...]) -> Rows:
    """All rows, or of many some."""
    import numpy as np

    from circuitlab.learn.binding import threshold

    targets = data.column(target)
    chosen = np.arange(len(targets))
    if len(targets) > MOST_POINTS:
        chosen = np.random.default_rng(0).choice(len(targets), MOST_POINTS, replace=False)
    points = np.column_stack([data.column(name)[chosen] for name in axes])
    spread = float(targets.std()) or 1.0
    return Rows(points, targets[chosen], len(targets), threshold(targets), float(targets.mean()), spread)
