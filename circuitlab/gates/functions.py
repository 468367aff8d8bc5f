"""The functions of one input. Declarations only: what they compute comes from their formulas."""

from circuitlab.gates.kind import GateKind, Shape
from circuitlab.gates.words import VALUE_FOR_SLOPE, Case, Slip, Words

FAMILY = "Functions"


def _function(
    name: str,
    does: str,
    back: str,
    *cases: Case,
    title: str = "",
    rule: str | None = None,
    keywords: tuple[str, ...] = (),
    aliases: tuple[str, ...] = (),
    slips: tuple[Slip, ...] = (),
) -> GateKind:
    rules = None if rule is None else (rule,)
    return GateKind(
        name,
        title or name,
        FAMILY,
        aliases[0] if aliases else name,
        Shape.FUNCTION,
        f"{name}(a)",
        Words(does, back, cases, slips=(*slips, VALUE_FOR_SLOPE)),
        ("a",),
        1,
        rules=rules,
        keywords=keywords,
        aliases=aliases,
    )


_FLAT = Case(
    lambda _, value: abs(value) > 0.99 or abs(value) < 0.01,
    "Out here the curve is nearly level (slope {a_slope}), so almost nothing gets back.",
)
_LEVEL = Case(
    lambda _, value: abs(value) > 0.99,
    "Out here the curve is nearly level (slope {a_slope}), so almost nothing gets back.",
)


def _input_for_output(formula: str) -> Slip:
    said = "The slope is written in what {out} gives, not in what goes in: that took {x} for {out}."
    return Slip(said, (formula,))


FUNCTIONS = (
    _function(
        "sigmoid",
        "squashes {a} to between 0 and 1",
        "Its slope is output · (1 − output), at most one quarter, here {a_slope}.",
        _FLAT,
        slips=(_input_for_output("a * (1 - a)"),),
        keywords=("logistic", "activation", "neuron", "squash"),
    ),
    _function(
        "tanh",
        "squashes {a} to between −1 and 1",
        "Its slope is one minus its own output squared, at most 1, here {a_slope}.",
        _LEVEL,
        slips=(_input_for_output("1 - a ** 2"),),
        keywords=("activation", "neuron", "squash", "hyperbolic"),
    ),
    _function(
        "relu",
        "passes {a} on where it is above zero, else 0",
        "Above zero the gradient passes untouched.",
        Case(lambda inputs, _: inputs[0] < 0, "Below zero the door is shut: nothing comes back through it."),
        Case(
            lambda inputs, _: inputs[0] == 0,
            "On the threshold there is no single slope; by convention the door is shut.",
        ),
        title="ReLU",
        slips=(Slip("The door is the other way round: open above zero, shut below.", ("1 - slope",)),),
        keywords=("activation", "neuron", "rectifier", "threshold"),
    ),
    _function(
        "exp",
        "raises e to the power {a}",
        "Its slope is its own output, already on the wire: {a_slope}.",
        slips=(_input_for_output("a"),),
        keywords=("exponential", "growth", "e"),
    ),
    _function(
        "log",
        "takes the natural logarithm of {a}",
        "The larger {a} already is, the less one more counts: the slope is 1/{a}, here {a_slope}.",
        title="ln",
        keywords=("logarithm", "natural"),
        aliases=("ln",),
    ),
    _function(
        "softplus",
        "bends {a} like a smooth ReLU",
        "Its slope is the sigmoid of {a}, here {a_slope}: a door that closes gently.",
        keywords=("activation", "smooth", "relu"),
    ),
    _function(
        "square",
        "squares {a}",
        "Its slope is twice {a}, here {a_slope}.",
        slips=(
            Slip("The exponent is missing: the 2 comes down as a factor.", ("a",)),
            Slip("The exponent came down, but it also drops by one.", ("2 * a ** 2",)),
        ),
        keywords=("x²", "quadratic", "loss"),
    ),
    _function(
        "sqrt",
        "takes the square root of {a}",
        "Its slope is one over twice its output, here {a_slope}: steep near zero, gentle further out.",
        rule="1 / (2 * sqrt(a))",
        keywords=("root", "√"),
    ),
    _function(
        "sin",
        "takes the sine of {a}",
        "Its slope is the cosine at the same place, here {a_slope}.",
        keywords=("sine", "wave"),
    ),
    _function(
        "cos",
        "takes the cosine of {a}",
        "Its slope is minus the sine at the same place, here {a_slope}.",
        keywords=("cosine", "wave"),
    ),
    _function(
        "tan",
        "takes the tangent of {a}",
        "Its slope is one plus its own output squared, here {a_slope}.",
        keywords=("tangent",),
    ),
    _function(
        "arcsin",
        "takes the angle whose sine is {a}",
        "Its slope is 1/√(1 − {a}²), here {a_slope}: steepest at the two ends.",
        rule="1 / sqrt(1 - a ** 2)",
        keywords=("asin", "inverse sine"),
    ),
    _function(
        "arccos",
        "takes the angle whose cosine is {a}",
        "Its slope is −1/√(1 − {a}²), here {a_slope}: as arcsin, falling.",
        rule="-1 / sqrt(1 - a ** 2)",
        keywords=("acos", "inverse cosine"),
    ),
    _function(
        "arctan",
        "takes the angle whose tangent is {a}",
        "Its slope is 1/(1 + {a}²), here {a_slope}: it flattens on both sides.",
        rule="1 / (1 + a ** 2)",
        keywords=("atan", "inverse tangent"),
    ),
    _function(
        "sinh",
        "takes the hyperbolic sine of {a}",
        "Its slope is the hyperbolic cosine at the same place, here {a_slope}.",
        keywords=("hyperbolic",),
    ),
    _function(
        "cosh",
        "takes the hyperbolic cosine of {a}",
        "Its slope is the hyperbolic sine at the same place, here {a_slope}.",
        keywords=("hyperbolic",),
    ),
)
