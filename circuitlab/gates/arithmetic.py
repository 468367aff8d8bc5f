"""The arithmetic kinds. Declarations only: what they compute comes from their formulas."""

from circuitlab.gates.kind import MOST, GateKind, Shape
from circuitlab.gates.words import VALUE_FOR_SLOPE, Case, Slip, Words

FAMILY = "Arithmetic"
AB = ("a", "b")

_SHARED_OUT = Slip(
    "A sum does not share out what arrives: a nudge of {x} moves {out} by all of it, whatever the others do.",
    ("slope / count",),
)

ARITHMETIC = (
    GateKind(
        "add",
        "Add",
        FAMILY,
        "+",
        Shape.OPERATION,
        "a + b",
        Words(
            "adds {inputs}",
            "Nudge {either} and {out} moves exactly as much, so {both} receive {out}'s gradient "
            "unchanged: {up}.",
            alone=(
                "Nudge {x} and {out} moves exactly as much, so {x} receives its gradient unchanged: {up}.",
            ),
            slips=(_SHARED_OUT,),
        ),
        AB,
        MOST,
        keywords=("sum", "plus", "bias"),
    ),
    GateKind(
        "subtract",
        "Subtract",
        FAMILY,
        "−",
        Shape.OPERATION,
        "a - b",
        Words(
            "subtracts {b} from {a}",
            "{a} lifts {out} and takes the gradient as it is, {a_sent}; {b} pulls it down and takes the "
            "opposite, {b_sent}.",
            alone=(
                "Nudge {a} and {out} moves exactly as much, so {a} receives its gradient unchanged: {up}.",
                "What lifts {b} lowers {out}, so {b} takes the opposite of what arrives: {b_sent}.",
            ),
            slips=(_SHARED_OUT,),
        ),
        AB,
        2,
        shows_ports=True,
        keywords=("minus", "difference", "error"),
    ),
    GateKind(
        "multiply",
        "Multiply",
        FAMILY,
        "×",
        Shape.OPERATION,
        "a * b",
        Words(
            "multiplies {inputs}",
            "Each input's leverage is all the others multiplied: that, times the {up} that arrives, goes "
            "back.",
            (
                Case(
                    lambda inputs, _: len(inputs) == 2 and 0.0 in inputs,
                    "Each input's leverage is the other input, and a factor of 0 gives none: {a} gets "
                    "{a_sent}, {b} gets {b_sent}.",
                ),
                Case(
                    lambda inputs, _: len(inputs) == 2,
                    "Each input's leverage is the other input. With {b} at {b_value}, nudging {a} moves "
                    "{out} {a_far}.",
                ),
            ),
            alone=("The constant is {x}'s leverage: nudging {x} moves {out} {x_far}, so {x} gets {x_sent}.",),
            slips=(Slip("That took {x}'s own value. Its leverage is what it is multiplied with.", ("own",)),),
        ),
        AB,
        MOST,
        keywords=("product", "times", "weight"),
    ),
    GateKind(
        "divide",
        "Divide",
        FAMILY,
        "÷",
        Shape.OPERATION,
        "a / b",
        Words(
            "divides {a} by {b}",
            "One more on top lifts the quotient at rate 1/{b}, here {a_slope}. Below, the rate is −{a}/{b}², "
            "here {b_slope}.",
            alone=(
                "One more on top lifts {out} by 1/{b}, here {a_slope}: {a} gets {a_sent}.",
                "Below the line the rate is −{a}/{b}², here {b_slope}: a larger {b} makes a smaller share.",
            ),
            slips=(
                Slip("Below the line the divisor counts twice: its square is missing.", ("", "-a / b")),
                Slip("{x} is divided, so its rate is one over the divisor, not the divisor.", ("b", "")),
                VALUE_FOR_SLOPE,
            ),
        ),
        AB,
        2,
        rules=("1 / b", "-(a / b ** 2)"),
        shows_ports=True,
        keywords=("quotient", "ratio", "fraction"),
    ),
    GateKind(
        "power",
        "Power",
        FAMILY,
        "xʸ",
        Shape.OPERATION,
        "a ** b",
        Words(
            "raises {a} to the power {b}",
            "The exponent comes down as a factor and drops by one: {a_slope}.",
            (
                Case(
                    lambda inputs, _: inputs[1] == 0,
                    "With an exponent of 0 the power is 1 whatever {a} is, so {a} gets {a_sent}.",
                ),
            ),
            alone=(
                "The exponent comes down as a factor and drops by one: {a_slope}.",
                "In the exponent {b} counts through a logarithm: the slope is {out} · ln {a}, here "
                "{b_slope}.",
            ),
            slips=(
                Slip("The exponent is missing: it comes down as a factor.", ("a ** (b - 1)", "")),
                Slip("The exponent came down, but it also drops by one.", ("b * a ** b", "")),
                VALUE_FOR_SLOPE,
            ),
        ),
        AB,
        2,
        rules=("b * a ** (b - 1)", "a ** b * log(a)"),
        shows_ports=True,
        keywords=("exponent", "pow", "^", "**"),
    ),
    GateKind(
        "negate",
        "Negate",
        FAMILY,
        "−x",
        Shape.OPERATION,
        "-a",
        Words(
            "flips the sign of {a}",
            "What lifts {a} lowers {out}: the gradient goes back with its sign flipped, {a_sent}.",
        ),
        ("a",),
        1,
        keywords=("minus", "opposite", "sign"),
    ),
    GateKind(
        "reciprocal",
        "Reciprocal",
        FAMILY,
        "1/x",
        Shape.FUNCTION,
        "reciprocal(a)",
        Words(
            "takes 1 divided by {a}",
            "A larger {a} makes a smaller {out}: the slope is −{out}², here {a_slope}.",
            slips=(
                Slip("The square is missing: {out} counts twice in the slope.", ("-1 / a",)),
                VALUE_FOR_SLOPE,
            ),
        ),
        ("a",),
        1,
        rules=("-(1 / a ** 2)",),
        keywords=("inverse", "1/x"),
    ),
    GateKind(
        "identity",
        "Identity",
        FAMILY,
        "=",
        Shape.OPERATION,
        "identity(a)",
        Words("passes {a} on", "{out} is {a} under another name: the gradient passes untouched."),
        ("a",),
        1,
        keywords=("copy", "alias", "buffer", "name"),
    ),
)
