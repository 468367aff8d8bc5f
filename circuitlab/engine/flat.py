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
    asked: by step of the program, whether each of its arguments is sent a message: whether it depends on an
    input or a parameter.
    """

    program: Program
    settable: tuple[int, ...]
    constants: tuple[int, ...]
    asked: Sequence[tuple[bool, ...]]


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
    kinds, operands, step = plan.kinds, plan.operands, builder.step
    faces: dict[tuple[GateKind | None, int], tuple[str | None, Program]] = {}
    for slot in reversed(plan.sweep):  # the ancestors that compute, in topological order
        feeding = tuple([token_of[operand] for operand in operands[slot]])
        face = kinds[slot], len(feeding)
        if face not in faces:
            faces[face] = _face(*face)
        primitive, inner = faces[face]
        token_of[slot] = builder.inline(inner, feeding) if primitive is None else step(primitive, feeding)
    program = builder.finish(token_of[plan.objective])
    if any(primitive is None for primitive, _ in faces.values()):  # such a gate may leave an input unused
        program = pruned(program)
    return Flat(program, settable, constants, _asked(program, len(settable)))


def _face(kind: GateKind | None, inputs: int) -> tuple[str | None, Program]:
    if kind is None:
        raise ValueError("an ancestor is of unknown kind")
    computation = kind.computation(inputs)
    return computation.primitive, computation.program


def _asked(program: Program, settable: int) -> list[tuple[bool, ...]]:
    moves = [slot < settable for slot in range(program.first_step)]
    asked = list[tuple[bool, ...]]()
    for _, operands in program.steps:
        asked.append(tuple([moves[operand] for operand in operands]))
        moves.append(True in asked[-1])
    return asked
