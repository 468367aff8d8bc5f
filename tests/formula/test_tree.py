"""Trees of any depth: walked, compared and hashed without recursion."""

from circuitlab.formula.code import to_python
from circuitlab.formula.evaluate import evaluate
from circuitlab.formula.printers import to_latex, to_text
from circuitlab.formula.tree import Call, Name, Number, depth, names, postorder, substitute


def tower(levels, inner=Name("x")):  # noqa: B008
    expr = inner
    for _ in range(levels):
        expr = Call("add", (expr, Number(1.0)))
    return expr


def test_towers_need_no_recursion():
    one, other = tower(20_000), tower(20_000)
    assert one == other
    assert hash(one) == hash(other)
    assert one != tower(20_000, Name("y"))
    assert depth(one) == 20_001
    assert evaluate(one, {"x": 1.0}) == 20_001.0
    assert (
        to_text(tower(2000)).count("+")
        == to_python(tower(2000)).count("+")
        == to_latex(tower(2000)).count("+")
    )


def test_arguments_come_before_their_call_from_left_to_right():
    product = Call("multiply", (Call("add", (Name("x"), Name("y"))), Name("z")))
    *_, last = order = postorder(product)
    assert last is product
    assert [node.id for node in order if isinstance(node, Name)] == ["x", "y", "z"]


def test_names_come_once_in_the_order_of_their_use():
    assert names(Call("add", (Name("y"), Call("add", (Name("x"), Name("y")))))) == ("y", "x")


def test_substitution_is_simultaneous():
    swapped = substitute(Call("subtract", (Name("x"), Name("y"))), {"x": Name("y"), "y": Name("x")})
    assert swapped == Call("subtract", (Name("y"), Name("x")))
    assert swapped != Name("y")
