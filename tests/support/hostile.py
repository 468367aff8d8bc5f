"""Texts that want to keep a parser busy. How soon each is refused is measured in tests/benchmarks."""

HOSTILE = (
    "(" * 9000,
    "f(" * 4000,
    "-" * 9999,
    "x " * 4999,
    "x," * 4999,
    "=" * 9999,
    "not " * 2499,
    "sin(x)" * 1500,
    "9" * 9999,
    "." * 9999,
    "^" * 9999,
    "x^" * 4999,
    "_" * 9999 + "(x)",
    "(x+" * 99 + "x y" + ")" * 99,
)

HOSTILE_GATES = (
    "__import__('os').system('true')",
    "x.real",
    "(lambda: x)()",
    "+".join(["x"] * 400),
    "+".join(["x"] * 150),
    "sin(" * 45 + "x" + ")" * 45,
    "x ** " * 90 + "x",
    "*".join(["x"] * 99) + " + z",
)
"""The same for the formula of a gate."""
