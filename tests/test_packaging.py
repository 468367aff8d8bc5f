"""The wheel: it has everything, and works from a folder with spaces in its name."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BUILD = "import sys, hatchling.build as build; print(build.build_wheel(sys.argv[1]))"


@pytest.fixture(scope="module")
def installed(tmp_path_factory) -> Path:
    """The contents of the wheel, as pip puts them into a folder."""
    pytest.importorskip("hatchling")
    folder = tmp_path_factory.mktemp("a wheel")
    command = [sys.executable, "-c", BUILD, str(folder)]
    name = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split()[-1]
    target = folder / "path with spaces"
    with zipfile.ZipFile(folder / name) as wheel:
        wheel.extractall(target)
    return target


def python(installed: Path, *words: str) -> str:
    """What a call of Python that sees only the wheel's circuitlab prints."""
    environment = {**os.environ, "PYTHONPATH": str(installed), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, *words], env=environment, cwd=installed, check=True, capture_output=True
    )
    return done.stdout.decode()


def test_all_resources_are_in_the_wheel(installed):
    shipped = {path.relative_to(ROOT) for path in (ROOT / "resources").rglob("*") if path.is_file()}
    inside = {path.relative_to(installed) for path in installed.rglob("*") if path.is_file()}
    assert {Path("circuitlab") / path for path in shipped} <= inside
    assert {path.parts[0] for path in inside if not path.parts[0].endswith(".dist-info")} == {"circuitlab"}


def test_resources_are_found_in_the_wheel(installed):
    code = "from circuitlab import resources; print(resources.path('fonts/Inter-Regular.otf'))"
    assert Path(python(installed, "-c", code).strip()).is_relative_to(installed)


def test_an_example_is_computed_from_the_wheel(installed):
    example = installed / "circuitlab" / "resources" / "examples" / "sum-then-product.circuit"
    assert "−12" in python(installed, "-m", "circuitlab", "eval", str(example))


def test_the_wheel_declares_its_commands_and_licence(installed):
    (info,) = installed.glob("*.dist-info")
    commands = (info / "entry_points.txt").read_text()
    assert commands.count("circuitlab.cli:main") == 2
    assert list(info.rglob("LICENSE"))
    assert (installed / "circuitlab" / "py.typed").is_file()
    assert (installed / "circuitlab" / "resources" / "fonts" / "OFL.txt").is_file()
