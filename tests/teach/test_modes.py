"""Forward mode against reverse mode in words."""

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.edits import set_objective, set_seed
from circuitlab.circuit.text import to_circuit
from circuitlab.engine.forward_mode import Count
from circuitlab.engine.passes import run
from circuitlab.engine.race import Place, Race
from circuitlab.teach.modes import counted, meaning, obstacle, sentence

PRODUCT = "x = -2\ny = 5\nz = -4\nq = x + y\nf = q * z"


def said(text: str, sweep: int = 0, done: int = 0) -> str:
    circuit = to_circuit(text)
    race = Race(run(circuit))
    return sentence(circuit, race, Place(sweep, done)).replace("\N{NO-BREAK SPACE}", " ")


def meant(text: str) -> str:
    circuit = to_circuit(text)
    return meaning(circuit, Race(run(circuit)))


def hindered(circuit: Circuit) -> str:
    return obstacle(circuit, run(circuit))


def test_each_place_has_its_sentence() -> None:
    assert said(PRODUCT) == "Both begin with a 1: forward mode at x, reverse mode at f."
    assert said(PRODUCT, 0, 1) == "For each 1 of x, q moves 1 · 1 = 1."
    assert said(PRODUCT, 0, 2) == (
        "For each 1 of x, f moves −4 · 1 = −4. That is this sweep: y and z still need a sweep each."
    )
    assert said(PRODUCT, 1) == "Another sweep, only to ask how f moves with y: it begins with a 1 there."
    assert said(PRODUCT, 1, 2).endswith("z still needs a sweep of its own.")
    assert said(PRODUCT, 2, 1) == "For each 1 of z, f moves 3 · 1 = 3. That was the last sweep."


def test_reverse_mode_begins_with_the_seed() -> None:
    circuit = to_circuit(PRODUCT)
    circuit.apply(set_seed(circuit, -2.5))
    race = Race(run(circuit))
    assert sentence(circuit, race, Place(0, 0)) == (
        "Forward mode begins with a 1 at x, reverse mode with the seed −2.5 at f."
    )


def test_what_meets_is_added_and_signs_have_parentheses() -> None:
    text = "a = -3\nb = a * a\nf = b * a"
    assert said(text, 0, 1) == "For each 1 of a, b moves −3 · 1 + (−3) · 1 = −6."
    assert said(text, 0, 2) == "For each 1 of a, f moves −3 · (−6) + 9 · 1 = 27. One sweep was all."


def test_what_does_not_multiply_as_shown_is_about() -> None:
    assert "0.7071 · 3 ≈ 2.121" in said("x = 1.5\nq = 3 * x\nf = sin(q - 4.5 + pi / 4)", 0, 4)


def test_an_objective_that_is_an_input_needs_no_step() -> None:
    assert said("f = 3") == "f is the objective itself: no gate lies between, so its tangent is 1."


def test_the_meaning_has_both_ways_round() -> None:
    assert meant(PRODUCT) == (
        "3 sources, one output: forward mode needs 3 sweeps, 1.25 times the operations; reverse mode has "
        "f’s whole gradient in one. With one source and many outputs it is the other way round."
    )
    assert meant("x = 2\nf = sin(x)").startswith("One source, one output: one sweep either way.")


def test_what_stands_in_the_way() -> None:
    circuit = to_circuit(PRODUCT)
    assert hindered(circuit) == ""
    circuit.apply(set_objective(circuit, None))
    assert hindered(to_circuit("a = 1\nb = 2 * a\nc = 3 * a")) == ""
    assert hindered(to_circuit("f = constant(2)")) == "f depends on no input: no sweep begins anywhere."
    assert hindered(to_circuit("f = x + 1")).startswith("There is nothing to differentiate: ")
    assert hindered(Circuit()) == "There is no objective: choose which gate is to be differentiated."


def test_operations_in_words() -> None:
    assert counted(Count(1, 0)) == "1 multiplication, 0 additions"
    assert counted(Count(7, 1)) == "7 multiplications, 1 addition"
