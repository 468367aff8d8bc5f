"""The circuit: its parts, who feeds whom, and a networkx graph that mirrors them.

It changes in one way only, `Circuit.apply`. Edits validate (see `edits`), `apply` trusts. networkx is
imported when the graph is first asked for, so that a window can open without it.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from circuitlab.circuit.changes import Changes, Touches, adding
from circuitlab.circuit.parts import SETTINGS_ID, Gate, Part, Settings, Wire

if TYPE_CHECKING:
    import networkx as nx


class Circuit:
    """Gates and wires by id, and the settings of the document.

    `structure_revision` grows with every change of structure, `revision` with every change.
    """

    def __init__(self, parts: Iterable[Part] = ()) -> None:
        self._gates: dict[int, Gate] = {}
        self._wires: dict[int, Wire] = {}
        self._settings = Settings()
        self._incoming: dict[int, dict[int, Wire]] = {}
        self._outgoing: dict[int, dict[int, Wire]] = {}
        self._names: dict[str, int] = {}
        self._graph: nx.MultiDiGraph | None = None
        self._last_id = SETTINGS_ID
        self.revision = 0
        self.structure_revision = 0
        self.apply(adding(*parts))

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
    def settings(self) -> Settings:
        """Objective and seed, as set."""
        return self._settings

    @property
    def parts(self) -> list[Part]:
        """All parts: the settings, then gates and wires, each by id."""
        gates = (self._gates[key] for key in sorted(self._gates))
        wires = (self._wires[key] for key in sorted(self._wires))
        return [self._settings, *gates, *wires]

    @property
    def next_id(self) -> int:
        """An id that is larger than any used so far in this circuit's life."""
        return self._last_id + 1

    def named(self, name: str) -> Gate | None:
        """The gate of this name."""
        key = self._names.get(name)
        return None if key is None else self._gates[key]

    # Who feeds whom ------------------------------------------------------------------------------

    def driver(self, gate: int, port: int) -> Wire | None:
        """The wire into input port `port` of gate `gate`."""
        return self._incoming[gate].get(port)

    def incoming(self, gate: int) -> list[Wire]:
        """The wires into a gate, by port; unwired ports are left out."""
        by_port = self._incoming[gate]
        return [by_port[port] for port in sorted(by_port)]

    def outgoing(self, gate: int) -> list[Wire]:
        """The wires out of a gate, by id."""
        by_id = self._outgoing[gate]
        return [by_id[key] for key in sorted(by_id)]

    @property
    def objective(self) -> int | None:
        """Id of the gate that is differentiated: the one set, else the only sink, else None."""
        if self._settings.objective is not None:
            return self._settings.objective
        sinks = [key for key, wires in self._outgoing.items() if not wires]
        return sinks[0] if len(sinks) == 1 else None

    @property
    def graph(self) -> "nx.MultiDiGraph":
        """The mirror: a node a gate id, an edge (source, target, key=port) a wire. Not to be changed."""
        if self._graph is None:
            import networkx as nx

            self._graph = nx.MultiDiGraph()
            self._graph.add_nodes_from(self._gates)
            self._graph.add_edges_from((w.source, w.target, w.port) for w in self._wires.values())
        return self._graph

    # The one way in ------------------------------------------------------------------------------

    def apply(self, changes: Changes) -> None:
        """Put every part of `changes` into its state after. The parts before must be what is there."""
        if not changes:
            return
        pairs = list(changes.parts.values())
        for before, after in pairs:  # wires leave before their gates, gates come before their wires
            if isinstance(before, Wire):
                self._remove_wire(before)
            elif isinstance(after, Settings):
                self._settings = after
        for before, after in pairs:
            if isinstance(before, Gate) and (after is None or before.name != after.name):  # type: ignore[union-attr]
                self._forget_name(before)
        for before, after in pairs:
            if isinstance(before, Gate) and after is None:
                self._remove_gate(before)
            elif isinstance(after, Gate):
                self._put_gate(after)
        for _, after in pairs:
            if isinstance(after, Wire):
                self._add_wire(after)
        self._last_id = max(self._last_id, *changes.parts)
        self.revision += 1
        if Touches.STRUCTURE in changes.touches:
            self.structure_revision += 1

    def _forget_name(self, gate: Gate) -> None:
        if gate.name is not None:
            del self._names[gate.name]

    def _put_gate(self, gate: Gate) -> None:
        if gate.id not in self._gates:
            self._incoming[gate.id] = {}
            self._outgoing[gate.id] = {}
            if self._graph is not None:
                self._graph.add_node(gate.id)
        self._gates[gate.id] = gate
        if gate.name is not None:
            self._names[gate.name] = gate.id

    def _remove_gate(self, gate: Gate) -> None:
        del self._gates[gate.id]
        del self._incoming[gate.id]
        del self._outgoing[gate.id]
        if self._graph is not None:
            self._graph.remove_node(gate.id)

    def _add_wire(self, wire: Wire) -> None:
        self._wires[wire.id] = wire
        self._incoming[wire.target][wire.port] = wire
        self._outgoing[wire.source][wire.id] = wire
        if self._graph is not None:
            self._graph.add_edge(wire.source, wire.target, wire.port)

    def _remove_wire(self, wire: Wire) -> None:
        del self._wires[wire.id]
        del self._incoming[wire.target][wire.port]
        del self._outgoing[wire.source][wire.id]
        if self._graph is not None:
            self._graph.remove_edge(wire.source, wire.target, wire.port)
