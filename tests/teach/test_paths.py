"""What is said of paths: every path, their sum, why they add, and what adding first spares."""

import pytest

from circuitlab.circuit.edits import set_seed
from circuitlab.circuit.text import to_circuit
from circuitlab.engine.passes import run
from circuitlab.engine.paths import find
from circuitlab.teach import paths


def said(text, name="x", most=200, seed=1.0, notation="partial", **values):
    """Head, rows, sum, what is left out, why, cost."""
    circuit = to_circuit(text, values)
    if seed != 1:
        circuit.apply(set_seed(circuit, seed))
    trace = run(circuit)
    found = find(trace, circuit.names[name], most)
    return {
        "head": paths.head(circuit, trace, found),
        "ways": [paths.way(circuit, path) for path in found.paths],
        "products": [paths.product(trace, path) for path in found.paths],
        "signs": [paths.relation(trace, path) for path in found.paths],
        "total": paths.total(circuit, trace, found, notation).replace("\u2060", ""),
        "left out": paths.left_out(found),
        "why": paths.why(circuit, trace, found),
        "cost": paths.cost(found),
    }


def test_one_path_is_a_product_and_needs_no_sum():
    words = said("q = x + y\nf = q * z", x=-2, y=5, z=-4)
    assert (words["head"], words["ways"]) == ("x to f: 1 path", ["x → q → f"])
    assert words["products"] == ["1 · (−4)"]
    assert words["total"] == "−4 = ∂f/∂x"
    assert (words["left out"], words["cost"]) == ("", "")


@pytest.mark.parametrize(
    ("room", "shown"),
    [
        (99, "x → a → b → c → d → f"),
        (20, "x → a → … → d → f"),
        (16, "x → a → … → f"),
        (9, "x → … → f"),
        (3, "x → … → f"),
    ],
)
def test_a_way_that_has_no_room_keeps_its_ends_and_whole_names(room, shown):
    circuit = to_circuit("a = 2 * x\nb = sin(a)\nc = exp(b)\nd = c * y\nf = d + 1", {"x": 1, "y": -3})
    trace = run(circuit)
    (path,) = find(trace, circuit.names["x"], 9).paths
    assert paths.way(circuit, path, lambda text: len(text) <= room) == shown
    factors = paths.product(trace, path).split(" · ")
    ends = " · ".join((factors[0], "…", factors[-1]))
    assert paths.product(trace, path, lambda text: len(text) <= len(ends)) == ends


def test_several_paths_add_up_to_the_gradient():
    words = said("f = x * y + x * x - 3 * x", x=1, y=4)
    assert words["total"] == "4 + (−3) + 1 + 1 = 3 = ∂f/∂x"
    assert words["why"].startswith("x works in 4 places. A nudge of x sets out on every way at once, ")


def test_rounded_terms_add_up_to_about_their_sum():
    words = said("f = sin(x) + x / 3 + x / 7", x=1)
    assert words["total"] == "0.5403 + 0.3333 + 0.1429 ≈ 1.016 = ∂f/∂x"
    assert said("f = sin(x) / 3 * 3", x=1)["signs"] == ["≈"]


def test_the_fork_is_where_the_ways_part():
    words = said("q = x + y\nf = q * q", x=1, y=2)
    assert words["why"].startswith("q works in 2 places.")


def test_a_fork_has_as_many_ways_as_wires_though_only_some_paths_are_made():
    terms = " + ".join(["x"] * 300)
    words = said(f"f = {terms}", x=1)
    assert words["head"] == "x to f: 300 paths"
    assert words["why"].startswith("x works in 300 places.")
    behind = said(f"q = x + y\nf = {terms.replace('x', 'q')}", x=1, y=2, most=1)
    assert behind["why"].startswith("q works in 300 places.")
    aside = said("g = sin(x)\nf = x * x", x=2)
    assert aside["why"].startswith("x works in 2 places."), "what f does not hear of is none"


def test_the_sign_of_a_long_path_is_known_without_multiplying():
    words = said("\n".join(["a0 = sqrt(x)", *(f"a{k} = sin(a{k - 1})" for k in range(1, 20))]), x=0)
    assert words["signs"] == ["="], "∞ is ∞"


def test_a_share_says_neither_nothing_nor_all_where_that_is_not_so():
    shares = [
        said(f"f = x * {most} + x * {rest}", most=1, x=1)["left out"].split("its size is ")[1]
        for most, rest in ((99_999, 1), (999, 1), (3, 1))
    ]
    assert [share.split(" of the")[0] for share in shares] == ["more than 99.9 %", "99.9 %", "75 %"]


@pytest.mark.parametrize(
    ("notation", "total"),
    [("partial", "6 + 6 = 12 = 3 · ∂f/∂x"), ("grad", "6 + 6 = 12 = x.grad"), ("d", "6 + 6 = 12 = dx")],
)
def test_the_seed_is_a_factor_and_part_of_the_name(notation, total):
    words = said("f = x * x", x=2, seed=3.0, notation=notation)
    assert words["products"] == ["2 · 3", "2 · 3"]
    assert words["total"] == total


def test_the_objective_is_its_own_path():
    words = said("f = x * x", "f", x=2, seed=3.0)
    assert (words["head"], words["ways"], words["products"]) == ("f to f: 1 path", ["f"], ["3"])


def test_of_many_paths_it_is_said_what_the_largest_are():
    chain = "\n".join(["a0 = 3 * x + x", *(f"a{k} = 3 * a{k - 1} + a{k - 1}" for k in range(1, 6))])
    words = said(chain, most=1, x=1)
    assert words["head"] == "x to a₅: 64 paths"
    assert words["total"] == "∂a₅/∂x = 4096"
    assert words["left out"] == "The largest is 729; its size is 17.8 % of the sum of all |products|."
    assert words["cost"] == (
        "Path by path: 576 multiplications, for this gate alone. The backward pass adds up at each fan-out "
        "first and sends on one sum: 18 multiplications, for all gates."
    )


def test_a_long_path_and_a_long_sum_leave_their_middle_out():
    words = said("\n".join(["a0 = sin(x)", *(f"a{k} = sin(a{k - 1})" for k in range(1, 40))]), x=1)
    assert words["ways"][0].startswith("x → a₀ → a₁ → a₂ → a₃ → a₄ → … 29 more … → a₃₄ → ")
    assert words["products"][0].count(" · ") == 12
    assert words["signs"] == ["≈"], "nobody can multiply what is left out"
    many = said("f = " + " + ".join(["x"] * 20), x=1)
    assert many["total"] == "1 + 1 + 1 + 1 + … 12 more … + 1 + 1 + 1 + 1 = 20 = ∂f/∂x"


def test_numbers_that_are_not_finite_are_said_too():
    words = said("f = sqrt(x) + 2 * x", x=0)
    assert words["total"] == "∞ + 2 = ∞ = ∂f/∂x"
    assert said("f = sqrt(x) + 2 * x", x=0, most=1)["left out"] == "The largest is ∞."
