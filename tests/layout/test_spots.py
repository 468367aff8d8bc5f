"""Where copies stand."""

from dataclasses import replace

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.parts import Gate
from circuitlab.layout.metrics import GRID
from circuitlab.layout.spots import free_offset


def source(key, x, y):
    return Gate(key, "input", f"x{key}", 1.0, position=(x, y))


def test_where_nothing_stands_nothing_moves():
    assert free_offset(Circuit([]), [source(1, 0, 0)]) == (0.0, 0.0)
    assert free_offset(Circuit([source(1, 0, 0)]), [source(2, 600, 0)]) == (0.0, 0.0)


def test_a_copy_goes_down_on_the_grid_until_it_is_clear():
    gate = source(1, 0, 0)
    dx, dy = free_offset(Circuit([gate]), [gate])
    assert dy >= 40
    assert (dx % GRID, dy % GRID) == (0, 0)
    assert free_offset(Circuit([gate]), [replace(gate, position=(dx, dy))]) == (0.0, 0.0)


def test_what_stands_in_the_way_is_passed():
    gate = source(1, 0, 0)
    first = free_offset(Circuit([gate]), [gate])[1]
    assert free_offset(Circuit([gate, source(2, 24, first)]), [gate])[1] > first


def test_of_very_many_gates_the_copies_go_below_all():
    gates = [source(key, 240.0 * (key % 15), 96.0 * (key // 15)) for key in range(225)]
    _, down = free_offset(Circuit(gates), gates)
    assert down > 96 * 14
