"""The plan as one flat program of primitive operations, from all sources to the objective.

The fast engines run this program. Gates that the objective does not depend on are left out, custom
gates stand in it as their operations.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from circuitlab.engine.plan import Plan
from circuitlab.formula.program import Builder, Program, pruned
from circuitlab.gates.kind import GateKind


@dataclass(frozen=True, slots=True, eq=False)
class Flat:
    """program: its inputs are the circuit's inputs and parameters, then its constants.
    settable: slots of the plan of the inputs and parameters, in order. constants: those of the constants.
    active: by slot of the program, whether a gradient is wanted there: whether it depends on an input or
    a parameter.
    """

    program: Program
    settable: tuple[int, ...]
    constants: tuple[int, ...]
    active: bytes


def flatten(plan: Plan) -> Flat:
    """Flatten a plan. Raises ValueError if it has no objective, or one that can't be computed."""
    if plan.objective is None or not plan.incomplete.isdisjoint(plan.ancestors):
        raise ValueError("the plan has no objective that can be computed")
    settable = tuple(slot for slot in plan.sources if slot not in plan.constants)
    constants = tuple(slot for slot in plan.sources if slot in plan.constants)
    builder = Builder(len(plan.sources))
    token_of = [0] * len(plan.ids)
    for token, slot in enumerate((*settable, *constants)):
        token_of[slot] = token
    used = {(plan.kinds[slot], len(plan.operands[slot])) for slot in plan.sweep}
    faces = {face: _face(*face) for face in used}
    kinds, operands, step = plan.kinds, plan.operands, builder.step
    for slot in reversed(plan.sweep):  # the ancestors that compute, in topological order
        feeding = tuple([token_of[operand] for operand in operands[slot]])
        primitive, program = faces[kinds[slot], len(feeding)]
        token_of[slot] = builder.inline(program, feeding) if primitive is None else step(primitive, feeding)
    program = pruned(builder.finish(token_of[plan.objective]))
    return Flat(program, settable, constants, _active(program, len(settable)))


def _face(kind: GateKind | None, inputs: int) -> tuple[str | None, Program]:
    if kind is None:
        raise ValueError("an ancestor is of unknown kind")
    computation = kind.computation(inputs)
    return computation.primitive, computation.program


def _active(program: Program, settable: int) -> bytes:
    active = bytearray([1]) * settable + bytearray(program.first_step - settable)
    for _, operands in program.steps:
        active.append(1 in [active[operand] for operand in operands])
    return bytes(active)


def wanted(flat: Flat, operands: Sequence[int]) -> tuple[bool, ...]:
    """By argument, whether a message is sent there."""
    return tuple([flat.active[operand] == 1 for operand in operands])
