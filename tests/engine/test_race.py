"""Both modes side by side: places in the race, and what has happened there."""

from hypothesis import given
from hypothesis import strategies as st
from support.random_circuits import random_circuit

from circuitlab.circuit.edits import set_seed
from circuitlab.circuit.text import to_circuit
from circuitlab.engine.cursor import Cursor, end
from circuitlab.engine.forward_mode import MANY, Count
from circuitlab.engine.passes import run
from circuitlab.engine.race import Place, Race

PRODUCT = "x = -2\ny = 5\nz = -4\nq = x + y\nf = q * z"


def race_of(text: str) -> Race:
    return Race(run(to_circuit(text)))


def walk(race: Race) -> list[Place]:
    places = [Place()]
    while (after := race.next(places[-1])) != places[-1]:
        places.append(after)
    return places


def test_forward_mode_goes_sweep_by_sweep_and_reverse_mode_once() -> None:
    race = race_of(PRODUCT)
    places = walk(race)
    assert [(place.sweep, place.done) for place in places] == [
        (0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (2, 0), (2, 1)
    ]  # fmt: skip
    assert places[-1] == race.end
    forward = [race.forward(place).multiplications for place in places]
    reverse = [race.modes.reverse_at(race.cursor(place)).multiplications for place in places]
    assert forward == [0, 1, 2, 2, 3, 4, 4, 5]
    assert reverse == [0, 2, 4, 4, 4, 4, 4, 4]
    assert race.cursor(places[0]) == Cursor(3)
    assert race.cursor(places[-1]) == end(race.trace)


@given(st.integers(0, 10**9))
def test_the_way_back_is_the_way_there(seed: int) -> None:
    trace = run(random_circuit(seed))
    race = Race(trace)
    if not race.count:
        return
    places = walk(race)
    back = [places[-1]]
    while (before := race.previous(back[-1])) != back[-1]:
        back.append(before)
    assert back[::-1] == places
    assert race.forward(places[-1]) == race.modes.forward
    assert race.steps(places[-1]) == sum(len(race.sweep(number)) for number in range(race.count))


def test_a_place_that_is_no_more_becomes_the_nearest_earlier_one() -> None:
    race = race_of(PRODUCT)
    assert race.clamped(Place(1, 9)) == Place(1, 2)
    assert race.clamped(Place(7, 0)) == race.end


def test_the_seed_counts_when_a_sweep_is_done() -> None:
    circuit = to_circuit(PRODUCT)
    circuit.apply(set_seed(circuit, 3.0))
    race = Race(run(circuit))
    assert [race.forward(Place(0, done)) for done in range(3)] == [Count(0), Count(1), Count(3)]
    assert race.forward(race.end) == race.modes.forward == Count(8)


def test_an_objective_that_is_an_input_is_no_way_at_all() -> None:
    race = race_of("f = 3")
    assert walk(race) == [Place()]
    assert race.derivative(0) == 1.0


def test_long_circuits_are_prepared_with_pauses() -> None:
    race = race_of("x0 = 0.5\n" + "\n".join(f"x{i} = sin(x{i - 1})" for i in range(1, 3 * MANY)))
    assert len(list(race.preparing())) == 2
