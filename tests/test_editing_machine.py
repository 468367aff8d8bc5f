"""A user who edits, undoes, redoes, saves, opens and types formulas at random, for as long as it takes.

After every step the circuit's parts, its mirrors and the rules that it must obey are compared.
"""

from collections.abc import Callable

import networkx as nx
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from support.circuits import COMPUTED, NAMES, circuits, numbers, same

from circuitlab.circuit import edits, fragments
from circuitlab.circuit.changes import Changes, Touches
from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.errors import CircuitError, PortTaken
from circuitlab.circuit.order import topological
from circuitlab.circuit.parts import CONSTANT, INPUT, PARAMETER, SETTINGS_ID, SOURCES, Gate
from circuitlab.circuit.text import to_circuit
from circuitlab.circuit.text_print import formula_of, to_text, whole_formula
from circuitlab.files import schema
from circuitlab.gates.catalogue import KINDS

KIND = st.sampled_from([INPUT, PARAMETER, CONSTANT, *COMPUTED])
NAME = st.none() | st.sampled_from([*NAMES, "ﬁ", "1x", "inf", ""])
PLACE = st.tuples(st.integers(-50, 50), st.integers(-50, 50)).map(lambda at: (at[0] * 12.0, at[1] * 12.0))
ANY = st.integers(0, 10**6)
"""Picks one of what is there, whatever that is."""


def exact(circuit: Circuit) -> list[str]:
    """All parts to the last bit: nan is nan, and 0.0 is not -0.0."""
    return list(map(repr, circuit.parts))


class EditingMachine(RuleBasedStateMachine):
    """The document of one session: a circuit, and the changes that can be undone and redone."""

    def __init__(self) -> None:
        super().__init__()
        self.open(Circuit())

    def open(self, circuit: Circuit) -> None:
        self.circuit = circuit
        self.opened = exact(circuit)
        self.done: list[Changes] = []
        self.undone: list[Changes] = []

    def attempt(self, edit: Callable[[Circuit], Changes]) -> CircuitError | None:
        """Commit an edit; one that is refused has changed nothing and says why in one line."""
        before, changes, refused = exact(self.circuit), Changes(), None
        try:
            changes = edit(self.circuit)
        except CircuitError as error:
            refused = error
        assert exact(self.circuit) == before, "an edit only proposes"
        assert refused is None or (str(refused).isprintable() and len(str(refused)) <= 240)
        if changes:
            structure = self.circuit.structure_revision
            self.circuit.apply(changes)
            assert (self.circuit.structure_revision > structure) == (Touches.STRUCTURE in changes.touches)
            self.done.append(changes)
            self.undone.clear()
        return refused

    def gate(self, pick: int) -> int:
        """The id of some gate; where there are none, of none."""
        ids = sorted(self.circuit.gates)
        return ids[pick % len(ids)] if ids else 999

    def some(self, picks: list[int]) -> list[int]:
        ids = [*sorted(self.circuit.gates), *sorted(self.circuit.wires)]
        return [ids[pick % len(ids)] for pick in picks] if ids else []

    # What the user does ----------------------------------------------------------------------------

    @initialize(circuit=circuits())
    def open_some_circuit(self, circuit: Circuit) -> None:
        self.open(circuit)

    @rule(kind=KIND, place=PLACE, name=NAME)
    def place(self, kind: str, place: tuple[float, float], name: str | None) -> None:
        refused = self.attempt(lambda c: edits.place_gate(c, kind, place, name=name))
        assert name is not None or refused is None

    @rule(start=ANY, end=ANY, port=st.integers(-1, 8), over=st.booleans())
    def wire(self, start: int, end: int, port: int, over: bool) -> None:
        start, end = self.gate(start), self.gate(end)
        gates, graph = self.circuit.gates, self.circuit.graph
        fits = end in gates and 0 <= port < gates[end].inputs and not nx.has_path(graph, end, start)
        taken = fits and self.circuit.driver(end, port)
        refused = self.attempt(lambda c: edits.connect(c, start, end, port, replace=over))
        if fits and (over or not taken or taken.source == start):
            assert refused is None
        else:
            assert refused is not None
            assert isinstance(refused, PortTaken) == bool(fits)

    @rule(pick=ANY, end=ANY, port=st.integers(0, 2), over=st.booleans())
    def take_a_wire_elsewhere(self, pick: int, end: int, port: int, over: bool) -> None:
        wires = sorted(self.circuit.wires)
        if wires:
            key = wires[pick % len(wires)]
            self.attempt(lambda c: edits.reroute(c, key, self.gate(end), port, replace=over))

    @rule(picks=st.lists(ANY, max_size=4))
    def delete(self, picks: list[int]) -> None:
        assert self.attempt(lambda c: edits.delete(c, self.some(picks))) is None

    @rule(pick=ANY, place=st.none() | PLACE)
    def move(self, pick: int, place: tuple[float, float] | None) -> None:
        self.attempt(lambda c: edits.move(c, {self.gate(pick): place}))

    @rule(pick=ANY, name=NAME)
    def rename(self, pick: int, name: str | None) -> None:
        self.attempt(lambda c: edits.rename(c, self.gate(pick), name))

    @rule(pick=ANY, value=numbers)
    def set_value(self, pick: int, value: float) -> None:
        key = self.gate(pick)
        refused = self.attempt(lambda c: edits.set_value(c, key, value))
        if key in self.circuit.gates:
            assert (refused is None) == (self.circuit.gates[key].kind in SOURCES)

    @rule(pick=ANY, count=st.integers(1, 9))
    def set_inputs(self, pick: int, count: int) -> None:
        self.attempt(lambda c: edits.set_inputs(c, self.gate(pick), count))

    @rule(pick=st.none() | ANY)
    def set_objective(self, pick: int | None) -> None:
        self.attempt(lambda c: edits.set_objective(c, None if pick is None else self.gate(pick)))

    @rule(seed=numbers)
    def set_seed(self, seed: float) -> None:
        self.attempt(lambda c: edits.set_seed(c, seed))

    @rule(picks=st.lists(ANY, max_size=5))
    def duplicate(self, picks: list[int]) -> None:
        if len(self.circuit.gates) < 60:
            copied = fragments.copy(self.circuit, self.some(picks))
            before = len(self.circuit.gates), len(self.circuit.wires)
            assert self.attempt(lambda c: fragments.paste(c, copied, (24.0, 24.0))) is None
            gates = sum(isinstance(part, Gate) for part in copied)
            after = len(self.circuit.gates), len(self.circuit.wires)
            assert after == (before[0] + gates, before[1] + len(copied) - gates)

    @rule(other=circuits())
    def replace_all(self, other: Circuit) -> None:
        assert self.attempt(lambda c: fragments.replace_all(c, other)) is None
        assert same(self.circuit, other)

    @rule()
    def undo(self) -> None:
        if self.done:
            self.undone.append(self.done.pop())
            self.circuit.apply(self.undone[-1].inverse())

    @rule()
    def redo(self) -> None:
        if self.undone:
            self.done.append(self.undone.pop())
            self.circuit.apply(self.done[-1])

    @rule()
    def save_and_load(self) -> None:
        saved = schema.encode(self.circuit)
        loaded = schema.decode(saved)
        assert exact(loaded) == exact(self.circuit)
        assert schema.encode(loaded) == saved

    @rule()
    def save_and_reopen(self) -> None:
        self.open(schema.decode(schema.encode(self.circuit)))

    @rule()
    def print_and_parse(self) -> None:
        printed = to_text(self.circuit)
        if printed.text:
            again = to_circuit(printed.text)
            unsaid = [loss for loss in printed.lost if not loss.startswith(("where the gates", "the seed"))]
            assert unsaid or same(again, self.circuit)
            assert to_text(again).text == printed.text

    @rule()
    def undo_everything(self) -> None:
        for changes in reversed(self.done):
            self.circuit.apply(changes.inverse())
        assert exact(self.circuit) == self.opened
        for changes in self.done:
            self.circuit.apply(changes)

    # What is always so -------------------------------------------------------------------------------

    @invariant()
    def graph_is_the_parts(self) -> None:
        circuit, graph = self.circuit, self.circuit.graph
        assert set(graph) == set(circuit.gates)
        edges = sorted((wire.source, wire.target, wire.port) for wire in circuit.wires.values())
        assert sorted(graph.edges(keys=True)) == edges
        assert topological(circuit) == list(nx.lexicographical_topological_sort(graph)), "no cycle ever"
        for key in circuit.gates:
            assert [wire.source for wire in circuit.incoming(key)] == [
                source for source, _, _ in sorted(graph.in_edges(key, keys=True), key=lambda edge: edge[2])
            ]
            assert len(circuit.outgoing(key)) == graph.out_degree(key)

    @invariant()
    def a_circuit_of_the_same_parts_is_the_same(self) -> None:
        again = Circuit(self.circuit.parts)
        assert exact(again) == exact(self.circuit)
        assert again.names == self.circuit.names
        assert again.objective == self.circuit.objective
        assert again.next_id <= self.circuit.next_id

    @invariant()
    def every_part_is_sound(self) -> None:
        circuit = self.circuit
        assert not set(circuit.gates) & set(circuit.wires)
        assert SETTINGS_ID not in {*circuit.gates, *circuit.wires}
        for key, gate in circuit.gates.items():
            kind = KINDS[gate.kind]
            assert gate.id == key
            assert len(kind.ports) <= gate.inputs <= kind.most
            assert gate.value is None or kind.is_source
            assert gate.value is not None or gate.kind not in (PARAMETER, CONSTANT)
            assert gate.name is None or circuit.names[gate.name] == key
        for key, wire in circuit.wires.items():
            assert wire.id == key
            assert 0 <= wire.port < circuit.gates[wire.target].inputs
            assert circuit.driver(wire.target, wire.port) == wire
        assert circuit.settings.objective is None or circuit.settings.objective in circuit.gates

    @invariant()
    def every_gate_can_be_shown(self) -> None:
        assert all(formula_of(self.circuit, key).isprintable() for key in self.circuit.gates)
        whole = whole_formula(self.circuit)
        assert whole is None or len(whole) <= 400


TestEditing = EditingMachine.TestCase
TestEditing.settings = settings(max_examples=60, stateful_step_count=30)
