"""The circuits that the engines are measured on."""

import random

import circuitlab
from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.parts import Gate, Part, Settings, Wire

BINARY = ("add", "multiply", "subtract", "max", "add", "multiply")
UNARY = ("tanh", "sin", "sigmoid")


def first() -> Circuit:
    """f = (x + y) z."""
    return circuitlab.parse("f = (x + y) * z", x=-2, y=5, z=-4)


def neuron() -> Circuit:
    """The sigmoid neuron of the lectures."""
    values = {"w0": 2, "x0": -1, "w1": -3, "x1": -2, "w2": -3}
    return circuitlab.parse("f = sigmoid(w0 * x0 + w1 * x1 + w2)", **values)


def network(*widths: int, activation: str = "tanh") -> Circuit:
    """A multilayer perceptron in scalar gates, with a squared loss. Its last unit has the activation too."""
    draw = random.Random(1)
    lines, parameters = list[str](), list[str]()
    names = [f"x{place}" for place in range(widths[0])]
    for layer, width in enumerate(widths[1:]):
        outputs = []
        for unit in range(width):
            weights = [f"w{layer}_{unit}_{place}" for place in range(len(names))]
            parameters += [f"{name} = parameter({draw.uniform(-1, 1)!r})" for name in weights]
            parameters.append(f"b{layer}_{unit} = parameter({draw.uniform(-1, 1)!r})")
            total = f"b{layer}_{unit}"
            for weight, name in zip(weights, names, strict=True):
                total = f"add({total}, {weight} * {name})"
            outputs.append(f"h{layer}_{unit}")
            lines.append(f"{outputs[-1]} = {activation}({total})")
        names = outputs
    values = {f"x{place}": draw.uniform(-1, 1) for place in range(widths[0])}
    return circuitlab.parse("\n".join([*parameters, *lines, f"f = square({names[0]} - y)"]), y=0.5, **values)


def twenty() -> Circuit:
    """Twenty gates of all sorts on two inputs."""
    lines = ["a0 = x * y", "a1 = x + y", "a2 = tanh(x)"]
    for place in range(3, 19):
        one, other = f"a{place - 1}", f"a{place - 3}"
        lines.append(f"a{place} = " + (f"{one} + {other}", f"{one} * {other}", f"tanh({one})")[place % 3])
    return circuitlab.parse("\n".join([*lines, "f = a18 - a17"]), x=0.5, y=-0.25)


def layered(size: int, width: int) -> Circuit:
    """`size` random gates in levels of `width`, each reading from the level before, and the sum of the last.

    Every third level is of functions of one value. Narrow ones make a chain.
    """
    draw = random.Random(1)
    parts: list[Part] = [Gate(key, "input", f"x{key}", draw.uniform(-1, 1)) for key in range(1, width + 1)]
    ends = []
    for key in range(width + 1, size + 1):
        level, place = divmod(key - 1, width)
        kinds = BINARY if level % 3 else UNARY
        gate = Gate(key, draw.choice(kinds), inputs=1 if kinds is UNARY else 2)
        parts.append(gate)
        before = (level - 1) * width + 1
        ends.append((before + place, key, 0))
        if gate.inputs == 2:
            ends.append((draw.randrange(before, before + width), key, 1))
    left = list(range(size - width + 1, size + 1))
    while len(left) > 1:  # a tree of sums
        key = parts[-1].id + 1
        parts.append(Gate(key, "add", inputs=2))
        ends += [(left.pop(0), key, 0), (left.pop(0), key, 1)]
        left.append(key)
    return _joined(parts, ends)


def _joined(parts: list[Part], ends: list[tuple[int, int, int]]) -> Circuit:
    objective = parts[-1].id
    wires = [Wire(objective + place, *wire) for place, wire in enumerate(ends, 1)]
    return Circuit([Settings(objective), *parts, *wires])
