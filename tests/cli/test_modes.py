"""The command that computes a gradient in both modes."""

import circuitlab
from circuitlab.circuit.edits import set_objective

GIVEN = ["-e", "q = x + y\nf = q * z", "--set", "x=-2", "--set", "y=5", "--set", "z=-4"]


def test_the_table_has_both_modes_and_what_they_cost(cli):
    assert cli("modes", *GIVEN).out == (
        "source  forward mode  reverse mode  multiplications  additions\n"
        "x                 −4            −4                2          0\n"
        "y                 −4            −4                2          0\n"
        "z                  3             3                1          0\n"
        "forward mode: 3 sweeps, 5 multiplications, 0 additions\n"
        "reverse mode: 1 sweep, 4 multiplications, 0 additions\n"
        "objective f\n"
    )


def test_json_has_every_number(cli):
    found = cli("modes", *GIVEN, "--upstream", "3", "--json").json
    assert (found["objective"], found["seed"]) == ("f", 3.0)
    assert [row["forward"] for row in found["sources"]] == [-12.0, -12.0, 9.0]
    assert [row["reverse"] for row in found["sources"]] == [-12.0, -12.0, 9.0]
    assert found["forward"] == {"sweeps": 3, "multiplications": 8, "additions": 0}
    assert found["reverse"] == {"sweeps": 1, "multiplications": 4, "additions": 0}


def test_numbers_that_are_not_finite_are_strings(cli):
    found = cli("modes", "-e", "f = log(x)", "--set", "x=0", "--json").json
    assert found["sources"][0]["forward"] == found["sources"][0]["reverse"] == "inf"


def test_it_works_inside_a_gate(cli, tmp_path):
    circuit = circuitlab.parse("q = x + y\nf = q * z", x=-2, y=5, z=-4)
    circuitlab.compose(circuit, ["q", "f"], "whole")
    circuitlab.save(circuit, tmp_path / "whole.circuit")
    assert "reverse mode: 1 sweep, 3 multi" in cli("modes", tmp_path / "whole.circuit").out
    assert "reverse mode: 1 sweep, 4 multi" in cli("modes", tmp_path / "whole.circuit", "--inside", "f").out


def test_what_stands_in_the_way_is_one_line(cli, tmp_path):
    assert cli("modes", *GIVEN[:-2]).refusal == (
        "circuitlab: no value for input z: give one with --set z=VALUE"
    )
    circuit = circuitlab.parse("a = sin(x)\nb = cos(x)", x=1)
    circuit.apply(set_objective(circuit, None))
    circuitlab.save(circuit, tmp_path / "two.circuit")
    assert cli("modes", tmp_path / "two.circuit").refusal == (
        "circuitlab: nothing to differentiate: no objective: choose which gate is to be differentiated"
    )
