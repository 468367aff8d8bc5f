"""Who feeds whom: the wires by their two ends, and the networkx graph that mirrors them.

networkx is imported when the graph is first asked for, so that a window can open without it.
"""

from typing import TYPE_CHECKING

from circuitlab.circuit.parts import Wire

if TYPE_CHECKING:
    import networkx as nx


class Wiring:
    """The ends of every wire. `incoming` is by gate and port, `outgoing` by gate and wire id."""

    def __init__(self) -> None:
        self.incoming: dict[int, dict[int, Wire]] = {}
        self.outgoing: dict[int, dict[int, Wire]] = {}
        self._graph: nx.MultiDiGraph | None = None

    @property
    def graph(self) -> "nx.MultiDiGraph":
        """A node a gate, an edge (source, target, key=port) a wire; kept up to date from now on."""
        if self._graph is None:
            import networkx as nx

            self._graph = nx.MultiDiGraph()
            self._graph.add_nodes_from(self.incoming)
            for by_port in self.incoming.values():
                self._graph.add_edges_from((wire.source, wire.target, wire.port) for wire in by_port.values())
        return self._graph

    def sinks(self) -> list[int]:
        """The gates that feed no other."""
        return [gate for gate, wires in self.outgoing.items() if not wires]

    def add_gate(self, gate: int) -> None:
        """Make room for the wires of a new gate."""
        self.incoming[gate] = {}
        self.outgoing[gate] = {}
        if self._graph is not None:
            self._graph.add_node(gate)

    def remove_gate(self, gate: int) -> None:
        """Forget a gate whose wires are gone."""
        del self.incoming[gate]
        del self.outgoing[gate]
        if self._graph is not None:
            self._graph.remove_node(gate)

    def add_wire(self, wire: Wire) -> None:
        """Both gates must be there."""
        self.incoming[wire.target][wire.port] = wire
        self.outgoing[wire.source][wire.id] = wire
        if self._graph is not None:
            self._graph.add_edge(wire.source, wire.target, wire.port)

    def remove_wire(self, wire: Wire) -> None:
        """Take a wire out at both ends."""
        del self.incoming[wire.target][wire.port]
        del self.outgoing[wire.source][wire.id]
        if self._graph is not None:
            self._graph.remove_edge(wire.source, wire.target, wire.port)
