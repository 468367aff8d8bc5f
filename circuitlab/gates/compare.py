"""The kinds that compare: max, min and abs. Declarations only."""

from circuitlab.gates.kind import MOST, GateKind, Shape
from circuitlab.gates.words import VALUE_FOR_SLOPE, Case, Slip, Words

FAMILY = "Compare"
AB = ("a", "b")


def _tie(inputs: tuple[float, ...], value: float) -> bool:
    return inputs.count(value) > 1


_TIE = "{inputs} meet here, and there is no single slope; by convention those in the lead share evenly."

_SLIPS = (
    Slip("That went to the wrong side: ask which input {out} listens to here.", ("1 - slope",)),
    Slip("Nothing is halved here: one input leads, and it alone is heard.", ("0.5",)),
)

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
            slips=_SLIPS,
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
            slips=_SLIPS,
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
            slips=(VALUE_FOR_SLOPE,),
        ),
        ("a",),
        1,
        keywords=("absolute", "magnitude", "modulus", "size"),
    ),
)
