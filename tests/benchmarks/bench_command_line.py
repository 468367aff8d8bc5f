"""How long a command takes, from the start of Python to its end."""

import random
import subprocess
import sys

import pytest

RUN = """
import sys, time
from circuitlab.cli import main
code = main(sys.argv[1:])
print(code, time.process_time(), file=sys.stderr)
"""

GATES = 10_000
LIMIT = 2.0  # seconds of CPU


@pytest.fixture(scope="module")
def formulas(tmp_path_factory) -> str:
    """Formula text of 10,000 gates over 100 inputs."""
    chance = random.Random(7)
    names = [f"x{n}" for n in range(100)]
    lines = [f"{name} = {chance.uniform(-1, 1)}" for name in names]
    for n in range(GATES):
        a, b = chance.choice(names[-200:]), chance.choice(names)
        lines.append(f"t{n} = " + chance.choice([f"{a} + {b}", f"{a} * {b}", f"tanh({a})", f"max({a}, {b})"]))
        names.append(f"t{n}")
    path = tmp_path_factory.mktemp("formulas") / "many.txt"
    path.write_text("\n".join(lines))
    return str(path)


@pytest.mark.parametrize("words", [[], ["--json"]], ids=["table", "json"])
def test_eval_of_10_000_gates_takes_at_most_2_seconds_of_cpu(formulas, words):
    command = [sys.executable, "-c", RUN, "eval", formulas, *words]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    code, seconds = done.stderr.split()
    assert code == "0"
    assert float(seconds) <= LIMIT
