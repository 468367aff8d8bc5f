"""The kinds that compare: max, min and abs. Declarations only."""

from circuitlab.gates.kind import MOST, GateKind, Shape
from circuitlab.gates.words import Case, Words

FAMILY = "Compare"
AB = ("a", "b")


def _tie(inputs: tuple[float, ...], value: float) -> bool:
    return inputs.count(value) > 1


_TIE = "{inputs} meet here, and there is no single slope; by convention those in the lead share evenly."

COMPARE = (
    GateKind(
        "max",
        "Max",
        FAMILY,
        "max",
        Shape.OPERATION,
        "max(a, b)",
        Words(
            "takes the larger of {inputs}",
            "Only the larger input is heard: {heard} takes the whole gradient, {up}. What is smaller gets 0 "
            "until it overtakes.",
            (Case(_tie, _TIE),),
        ),
        AB,
        MOST,
        keywords=("maximum", "largest", "pool"),
    ),
    GateKind(
        "min",
        "Min",
        FAMILY,
        "min",
        Shape.OPERATION,
        "min(a, b)",
        Words(
            "takes the smaller of {inputs}",
            "Only the smaller input is heard: {heard} takes the whole gradient, {up}. What is larger gets 0 "
            "until it falls below.",
            (Case(_tie, _TIE),),
        ),
        AB,
        MOST,
        keywords=("minimum", "smallest"),
    ),
    GateKind(
        "abs",
        "abs",
        FAMILY,
        "abs",
        Shape.FUNCTION,
        "abs(a)",
        Words(
            "takes the size of {a}",
            "Above zero the gradient passes untouched.",
            (
                Case(lambda inputs, _: inputs[0] < 0, "Below zero {out} rises as {a} falls: the sign flips."),
                Case(
                    lambda inputs, _: inputs[0] == 0,
                    "At the corner there is no single slope; by convention it is 0.",
                ),
            ),
        ),
        ("a",),
        1,
        keywords=("absolute", "magnitude", "modulus", "size"),
    ),
)
