"""Random circuits that are made as networks are, by seed, with what makes finding their layers hard.

Sums are chains, trees or gates of many inputs, and come with several biases or none. Units share weights,
take a value twice, skip layers, and weights are computed from others. Some sums and products are read twice.
"""

import random

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.text import to_circuit

ACTIVATIONS = ("tanh", "relu", "sigmoid", "sin", "identity", "softplus")


def random_network(seed: int) -> Circuit:
    """A whole circuit: parameters are called w0, w1, …, and inputs x0, x1, …"""
    draw = random.Random(seed)
    values = {f"x{place}": draw.uniform(-1.0, 1.0) for place in range(draw.randint(1, 4))}
    weights = [f"w{place}" for place in range(draw.randint(3, 30))]
    lines = [f"{name} = parameter({draw.uniform(-1.0, 1.0)!r})" for name in weights]
    if draw.random() < 0.3:
        lines.append("v = tanh(w0 * w1) + w2")
        weights += ["v", "v"]
    layers = [list(values)]
    for layer in range(draw.randint(1, 3)):
        before = layers[-1] if draw.random() < 0.8 else [name for names in layers for name in names]
        layers.append([f"h{layer}_{unit}" for unit in range(draw.randint(1, 5))])
        kind = draw.choice(ACTIVATIONS)
        for name in layers[-1]:
            lines += [f"s{name} = {_sum(draw, before, weights)}", f"{name} = {kind}(s{name})"]
    ends = [draw.choice(layers[-1])] + (["s" + draw.choice(layers[-1])] if draw.random() < 0.3 else [])
    ends += layers[-1] if draw.random() < 0.7 else []
    lines.append(f"f = square({' + '.join(ends)} - {draw.choice(['x0', 'w1', '0.5'])})")
    return to_circuit("\n".join(lines), values)


def _sum(draw: random.Random, values: list[str], weights: list[str]) -> str:
    if draw.random() < 0.1:
        values = [*values, draw.choice(values)]
    terms = [_product(draw, draw.choice(weights), value) for value in values]
    if draw.random() < 0.1:
        terms.append(draw.choice(values))
    terms += [draw.choice(weights) for _ in range(draw.choice((0, 1, 1, 1, 2)))]
    draw.shuffle(terms)
    if 2 <= len(terms) <= 8 and draw.random() < 0.3:
        return f"add({', '.join(terms)})"
    while len(terms) > 1:
        place = draw.randrange(len(terms) - 1) if draw.random() < 0.5 else 0
        terms[place : place + 2] = [f"({terms[place]} + {terms[place + 1]})"]
    return terms[0]


def _product(draw: random.Random, weight: str, value: str) -> str:
    return f"{weight} * {value}" if draw.random() < 0.5 else f"{value} * {weight}"
