"""The steps of a trace: what they are, and the sequence that makes them when they are asked for.

A thousand `Step` objects cost more than the passes themselves, so a trace keeps the numbers only.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args, overload

from circuitlab.engine.plan import Plan
from circuitlab.engine.tape import Tape

Pass: TypeAlias = Literal["forward", "seed", "backward"]
PASSES: tuple[Pass, ...] = get_args(Pass)


@dataclass(frozen=True, slots=True)
class Message:
    """A gradient that a gate sends back along one of its input wires.

    wire: id of that wire. to: id of the gate that receives it. port: 0-based input port of the sender.
    local: d out / d this input. downstream: upstream x local, what is sent.
    before, total: the receiver's sum of messages before and after this one.
    """

    wire: int
    to: int
    port: int
    local: float
    downstream: float
    before: float
    total: float


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a trace.

    index: its place in the trace. gate: id of the gate that acts. inputs: the values at its input ports.
    value: its output. upstream: the gradient that has arrived at it (None in the forward pass; the seed
    in the seed step). messages: what it sends back, by port; constants are sent nothing.
    """

    index: int
    pass_: Pass
    gate: int
    inputs: tuple[float, ...]
    value: float
    upstream: float | None
    messages: tuple[Message, ...]


class Steps(Sequence[Step]):
    """All steps of one run: forward, then the seed, then backward."""

    def __init__(self, plan: Plan, tape: Tape) -> None:
        self._plan = plan
        self._tape = tape
        self._seed = len(tape.forward)

    def __len__(self) -> int:
        return self._seed + (self._tape.objective is not None) + len(self._tape.backward)

    @overload
    def __getitem__(self, index: int) -> Step: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Step, ...]: ...
    def __getitem__(self, index: int | slice) -> Step | tuple[Step, ...]:
        if isinstance(index, slice):
            return tuple(self._step(i) for i in range(*index.indices(len(self))))
        if not -len(self) <= index < len(self):
            raise IndexError(f"step {index} of a trace that has {len(self)}")
        return self._step(index % len(self))

    def messages(self, index: int) -> range:
        """The numbers of the messages that step `index` sends."""
        step = index - self._seed - 1
        if step < 0:
            return range(0)
        return range(self._tape.starts[step], self._tape.starts[step + 1])

    def message(self, index: int, number: int) -> Message:
        """Message `number`, which step `index` sends."""
        plan, tape = self._plan, self._tape
        step = index - self._seed - 1
        slot = tape.backward[step]
        port, _ = plan.slopes[slot][number - tape.starts[step]]
        return Message(
            wire=plan.wires[slot][port],
            to=plan.ids[tape.targets[number]],
            port=port,
            local=tape.locals[number],
            downstream=tape.downstream[number],
            before=tape.befores[number],
            total=tape.totals[number],
        )

    def _step(self, index: int) -> Step:
        plan, tape = self._plan, self._tape
        if index < self._seed:
            slot = tape.forward[index]
            return Step(index, "forward", plan.ids[slot], self._inputs(slot), tape.values[slot], None, ())
        if index == self._seed and tape.objective is not None:
            slot = tape.objective
            return Step(index, "seed", plan.ids[slot], (), tape.values[slot], tape.seed, ())
        slot = tape.backward[index - self._seed - 1]
        messages = tuple(self.message(index, number) for number in self.messages(index))
        gate, value, upstream = plan.ids[slot], tape.values[slot], tape.gradients[slot]
        return Step(index, "backward", gate, self._inputs(slot), value, upstream, messages)

    def _inputs(self, slot: int) -> tuple[float, ...]:
        return tuple(self._tape.values[operand] for operand in self._plan.operands[slot])
