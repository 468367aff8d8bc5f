"""Where gates are shown: where the circuit has them, or, on a lecture's low screen, closer together."""

from collections.abc import Mapping

from circuitlab.circuit import edits
from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.parts import Gate
from circuitlab.layout.ground import Point


class Standing:
    """Places that are shown in place of the circuit's own, but for gates that were moved since."""

    def __init__(self) -> None:
        self._shown: dict[int, tuple[Point | None, Point]] = {}

    def show(self, circuit: Circuit, places: Mapping[int, Point]) -> None:
        """Show the gates there; none: where the circuit has them."""
        gates = circuit.gates
        self._shown = {key: (gates[key].position, place) for key, place in places.items() if key in gates}

    def of(self, gate: Gate) -> Point | None:
        """Where a gate is shown."""
        known = self._shown.get(gate.id)
        return known[1] if known is not None and known[0] == gate.position else gate.position

    def circuit(self, circuit: Circuit) -> Circuit:
        """The circuit as it is shown: itself, or a copy whose gates stand there."""
        if not self._shown:
            return circuit
        places = {key: place for key, gate in circuit.gates.items() if (place := self.of(gate)) is not None}
        copy = Circuit(circuit.parts)
        copy.apply(edits.move(copy, places))
        return copy
