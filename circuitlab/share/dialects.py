"""The five dialects, declared once each, and the three ways in which they write the passes.

By hand: both passes line by line. By tape: the forward pass, and one call for the whole backward pass.
By function: the forward pass as a function, which the library differentiates.
"""

from collections.abc import Mapping

from circuitlab.formula.code import JAX, MICROGRAD, NUMPY, PYTHON, TORCH, number
from circuitlab.formula.operations import OPERATIONS
from circuitlab.share.dialect import Dialect
from circuitlab.share.functions import INDENT
from circuitlab.share.sheet import Sheet

NO_OBJECTIVE = "no objective: there is no backward pass"
NOTHING_MOVES = "constants only: there is nothing to differentiate"
_MOST_LISTED = 3


def by_hand(sheet: Sheet) -> None:
    """Both passes, one line a step or message."""
    trace, scope = sheet.trace, sheet.scope
    plan, tape = trace.plan, trace.tape
    sheet.sources()
    sheet.title("forward")
    sheet.forward()
    if tape.objective is None:
        sheet.title(NO_OBJECTIVE)
        return
    sheet.title("backward")
    sheet.add(scope.seed(tape.objective, trace.seed), trace.forward_count)
    for step, slot in enumerate(tape.backward, trace.forward_count + 1):
        messages = list(scope.messages(slot, sheet.dialect.accumulate))
        for number_, message in enumerate(messages):
            sheet.add_message(message, step, number_, len(messages))
        if not messages:
            sheet.add(f"# {scope.names[slot]} has only constants before it", step)
    for slot in sheet.settable:
        if slot not in scope.gradients:
            sheet.add(f"{scope.gradient(slot)} = 0.0  # no way to {scope.names[tape.objective]}")
    for slot, name in scope.gradients.items():
        if slot not in plan.constants:
            sheet.gradients[plan.ids[slot]] = name
    sheet.prints()


def by_tape(sheet: Sheet) -> None:
    """The forward pass on objects that remember how they were made, then one call."""
    trace, scope = sheet.trace, sheet.scope
    sheet.sources()
    sheet.title("forward")
    sheet.forward()
    objective = trace.tape.objective
    if objective is None:
        sheet.title(NO_OBJECTIVE)
        return
    last = len(trace) - 1
    if not sheet.moving:
        sheet.title("backward")
        sheet.add(f"# {NOTHING_MOVES}", trace.forward_count, last)
        return
    sheet.title("backward")
    call = "{f}.backward()" if trace.seed == 1 else sheet.dialect.seeded
    sheet.add(call.format(f=scope.names[objective], seed=number(trace.seed)), trace.forward_count, last)
    for slot in sheet.moving:
        sheet.gradients[trace.plan.ids[slot]] = sheet.dialect.gradient.format(name=scope.names[slot])
    sheet.prints()


def by_function(sheet: Sheet) -> None:
    """The forward pass as a function of the inputs and parameters, and its gradient from the library."""
    trace, scope = sheet.trace, sheet.scope
    sheet.sources()
    sheet.title("forward")
    objective = trace.tape.objective
    if objective is None:
        sheet.forward()
        sheet.title(NO_OBJECTIVE)
        return
    inputs = [scope.names[slot] for slot in sheet.settable]
    forward, gradients = scope.free.take("forward"), scope.free.take("gradients")
    sheet.add(f"def {forward}({', '.join(inputs)}):")
    sheet.forward(INDENT)
    result = scope.names[objective]
    sheet.add(f"{INDENT}return {result}")
    sheet.title("backward")
    last = len(trace) - 1
    sheet.values[trace.plan.ids[objective]] = result
    if not sheet.moving:
        sheet.add(f"# {NOTHING_MOVES}", trace.forward_count, last)
        sheet.add(f"{result} = {forward}({', '.join(inputs)})")
        return
    places = ", ".join(map(str, range(len(inputs)))) + ("," if len(inputs) == 1 else "")
    argnums = f"({places})" if len(inputs) <= _MOST_LISTED else f"tuple(range({len(inputs)}))"
    call = f"jax.value_and_grad({forward}, argnums={argnums})({', '.join(inputs)})"
    sheet.add(f"{result}, {gradients} = {call}", trace.forward_count, last)
    seed = "" if trace.seed == 1 else f"{number(trace.seed)} * "
    for place, slot in enumerate(sheet.settable):
        gradient = scope.gradient(slot)
        sheet.add(f"{gradient} = {seed}{gradients}[{place}]")
        sheet.gradients[trace.plan.ids[slot]] = gradient
    sheet.prints()


_MATH = {"math": "import math"}
_PYTHONS = frozenset({"abs", "max", "min"})

_DECLARED = (
    Dialect("python", "Python", PYTHON, by_hand, _MATH, by_hand=True, own=_PYTHONS),
    Dialect(
        "micrograd",
        "micrograd",
        MICROGRAD,
        by_tape,
        {**_MATH, "Value": "from micrograd.engine import Value"},
        source="Value({number})",
        value="{name}.data",
        gradient="{name}.grad",
        seeded="({f} * {seed}).backward()",
        own=_PYTHONS,
    ),
    Dialect(
        "numpy",
        "NumPy",
        NUMPY,
        by_hand,
        {"np": "import numpy as np"},
        source="np.array({number})",
        constant="np.array({number})",
        by_hand=True,
        accumulate="{g} = {g} + {m}",  # += would write into an array that two names may share
        own=frozenset({"sum", "each"}),
    ),
    Dialect(
        "pytorch",
        "PyTorch",
        TORCH,
        by_tape,
        {**_MATH, "torch": "import torch"},
        source="torch.tensor({number}, dtype=torch.float64, requires_grad=True)",
        value="{name}.item()",
        gradient="{name}.grad.item()",
        seeded="{f}.backward(torch.tensor({seed}, dtype=torch.float64))",
        own=_PYTHONS,
    ),
    Dialect(
        "jax",
        "JAX",
        JAX,
        by_function,
        {"jax": "import jax", "jnp": "import jax.numpy as jnp"},
        own=frozenset({"range", "tuple"}),
        setting='jax.config.update("jax_enable_x64", True)',
    ),
)

DIALECTS: Mapping[str, Dialect] = {dialect.name: dialect for dialect in _DECLARED}
"""All of them by name, in the order in which they are offered."""

_OF_ALL = {"float", "print", "__debug__"}


def reserved(dialect: Dialect) -> frozenset[str]:
    """The names with another meaning in the sources of a dialect."""
    functions = set[str]()
    if not dialect.style.module:
        for operation in OPERATIONS.values():
            counts = range(operation.least, operation.most + 1)
            functions |= {dialect.style.of(operation, count) for count in counts}
    return frozenset(_OF_ALL | dialect.own | dialect.imports.keys() | functions)
