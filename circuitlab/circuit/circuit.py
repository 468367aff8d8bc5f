"""The circuit: its parts, and who feeds whom. It changes in one way only, `Circuit.apply`.

Edits validate (see `edits`), `apply` trusts; parts that come from a file have been validated there.
Imports the parts, their changes, and the gate kinds.
"""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from circuitlab.circuit.changes import Changes, adding
from circuitlab.circuit.parts import SETTINGS_ID, Data, Definition, Gate, Part, Settings, Wire
from circuitlab.circuit.wiring import Wiring
from circuitlab.gates.catalogue import find_kind

if TYPE_CHECKING:
    import networkx as nx

    from circuitlab.circuit.kinds import Kinds
    from circuitlab.gates.kind import GateKind


class Circuit:
    """Gates and wires by id, the settings of the document, and the data that it learns from.

    `structure_revision` grows with every change of structure, `revision` with every change.
    """

    def __init__(self, parts: Iterable[Part] = ()) -> None:
        self._gates: dict[int, Gate] = {}
        self._wires: dict[int, Wire] = {}
        self._definitions: dict[str, Definition] = {}
        self._kinds: Kinds | None = None
        self._settings = Settings()
        self._data: Data | None = None
        self._wiring = Wiring()
        self._names: dict[str, int] = {}
        self._last_id = SETTINGS_ID
        self._only_sink: tuple[int, int | None] | None = None  # (structure revision, gate)
        self.revision = 0
        self.structure_revision = 0
        self.apply(adding(*parts))

    def __repr__(self) -> str:
        objective = None if self.objective is None else self._gates.get(self.objective)
        named = (
            "no objective" if objective is None else f"objective {objective.name or f'gate {objective.id}'}"
        )
        return f"<Circuit: {len(self._gates)} gates, {len(self._wires)} wires, {named}>"

    # What it holds -------------------------------------------------------------------------------

    @property
    def gates(self) -> Mapping[int, Gate]:
        """The gates by id."""
        return MappingProxyType(self._gates)

    @property
    def wires(self) -> Mapping[int, Wire]:
        """The wires by id."""
        return MappingProxyType(self._wires)

    @property
    def names(self) -> Mapping[str, int]:
        """The ids of the named gates by name."""
        return MappingProxyType(self._names)

    @property
    def definitions(self) -> Mapping[str, Definition]:
        """The definitions of custom and composite gates by name."""
        return MappingProxyType(self._definitions)

    @property
    def own_kinds(self) -> "Mapping[str, GateKind]":
        """The kinds that the definitions make, by name."""
        return self._known_kinds().own if self._definitions else {}

    def kind(self, name: str) -> "GateKind | None":
        """The gate kind of this name, of the definitions or of the catalogue; None if there is none."""
        return self._known_kinds().find(name) if self._definitions else find_kind(name)

    @property
    def settings(self) -> Settings:
        """Objective and seed, as set."""
        return self._settings

    @property
    def data(self) -> Data | None:
        """The examples to learn from; None if there are none."""
        return self._data

    @property
    def parts(self) -> list[Part]:
        """All parts: the settings, then the data, definitions, gates and wires, each by id."""
        definitions = sorted(self._definitions.values(), key=lambda definition: definition.id)
        gates = (self._gates[key] for key in sorted(self._gates))
        wires = (self._wires[key] for key in sorted(self._wires))
        data = [] if self._data is None else [self._data]
        return [self._settings, *data, *definitions, *gates, *wires]

    @property
    def next_id(self) -> int:
        """An id that is larger than any used so far in this circuit's life."""
        return self._last_id + 1

    def reserve(self, below: int) -> None:
        """Give no new part an id below this one: they are taken somewhere else."""
        self._last_id = max(self._last_id, below - 1)

    def named(self, name: str) -> Gate | None:
        """The gate of this name."""
        key = self._names.get(name)
        return None if key is None else self._gates[key]

    # Who feeds whom ------------------------------------------------------------------------------

    def driver(self, gate: int, port: int) -> Wire | None:
        """The wire into input port `port` of gate `gate`."""
        return self._wiring.incoming[gate].get(port)

    def incoming(self, gate: int) -> list[Wire]:
        """The wires into a gate, by port; unwired ports are left out."""
        by_port = self._wiring.incoming[gate]
        return [by_port[port] for port in sorted(by_port)]

    def outgoing(self, gate: int) -> list[Wire]:
        """The wires out of a gate, by id."""
        by_id = self._wiring.outgoing[gate]
        return [by_id[key] for key in sorted(by_id)]

    @property
    def objective(self) -> int | None:
        """Id of the gate that is differentiated: the one set, else the only sink, else None."""
        if self._settings.objective is not None:
            return self._settings.objective
        if self._only_sink is None or self._only_sink[0] != self.structure_revision:
            sinks = self._wiring.sinks()
            self._only_sink = (self.structure_revision, sinks[0] if len(sinks) == 1 else None)
        return self._only_sink[1]

    @property
    def graph(self) -> "nx.MultiDiGraph":
        """The mirror: a node a gate id, an edge (source, target, key=port) a wire. Not to be changed."""
        return self._wiring.graph

    # The one way in ------------------------------------------------------------------------------

    def apply(self, changes: Changes) -> None:
        """Put every part of `changes` into its state after. The parts before must be what is there."""
        if not changes:
            return
        pairs = list(changes.parts.values())
        for before, _ in pairs:  # wires leave before their gates, gates come before their wires
            if isinstance(before, Wire):
                del self._wires[before.id]
                self._wiring.remove_wire(before)
        self._redefine(pairs)
        for before, after in pairs:
            if isinstance(before, Gate):
                self._leave(before, after)
        for before, after in pairs:
            if isinstance(after, Gate):
                self._gates[after.id] = after
                if before is None:
                    self._wiring.add_gate(after.id)
                if after.name is not None:
                    self._names[after.name] = after.id
            elif isinstance(after, Settings) or isinstance(before, Settings):
                self._settings = after if isinstance(after, Settings) else Settings()
            elif isinstance(after, Data) or isinstance(before, Data):
                self._data = after if isinstance(after, Data) else None
        for _, after in pairs:
            if isinstance(after, Wire):
                self._wires[after.id] = after
                self._wiring.add_wire(after)
        self._last_id = max(self._last_id, *changes.parts, *_inner_ids(changes))
        self.revision += 1
        if changes.is_structural:
            self.structure_revision += 1

    def _known_kinds(self) -> "Kinds":
        if self._kinds is None:
            from circuitlab.circuit.kinds import Kinds

            self._kinds = Kinds(self._definitions)
        return self._kinds

    def _redefine(self, pairs: list[tuple[Part | None, Part | None]]) -> None:
        for before, _ in pairs:
            if isinstance(before, Definition):
                del self._definitions[before.name]
                self._kinds = None
        for _, after in pairs:
            if isinstance(after, Definition):
                self._definitions[after.name] = after
                self._kinds = None

    def _leave(self, gate: Gate, after: Part | None) -> None:
        """Give up the gate's name, which another may take in the same change, and the gate if it goes."""
        if gate.name is not None:
            del self._names[gate.name]
        if after is None:
            del self._gates[gate.id]
            self._wiring.remove_gate(gate.id)


def _inner_ids(changes: Changes) -> Iterator[int]:
    """The ids inside the definitions that are added: no part may get one of them later."""
    for _, after in changes.parts.values():
        if isinstance(after, Definition):
            yield from (part.id for part in after.body)
