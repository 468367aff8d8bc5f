"""What the packages promise one another, read from their source: these tests import no Qt."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "circuitlab"
MODULES = sorted(PACKAGE.rglob("*.py"))
FORBIDDEN_CALLS = {"eval", "exec", "compile", "__import__"}
FORBIDDEN_MODULES = {"pickle", "cPickle", "marshal", "shelve", "dill", "code", "subprocess"}
QT = {"PySide6", "shiboken6"}
GENERATES = "engine/writing.py"
"""Compiles what the engines generate; tests/engine/test_writing.py looks at all that this can be."""


def name(module: Path) -> str:
    return module.relative_to(PACKAGE).as_posix()


def imported(tree: ast.AST) -> set[str]:
    """The top-level packages that a module imports anywhere in it."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found


@pytest.mark.parametrize("module", [path for path in MODULES if name(path) != GENERATES], ids=name)
def test_no_module_runs_text_as_code(module):
    tree = ast.parse(module.read_text(encoding="utf-8"))
    calls = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    called = {function.id for function in calls if isinstance(function, ast.Name)}
    assert not called & FORBIDDEN_CALLS
    assert not imported(tree) & FORBIDDEN_MODULES


@pytest.mark.parametrize("module", MODULES, ids=name)
def test_qt_is_only_in_the_app(module):
    if module.relative_to(PACKAGE).parts[0] != "app":
        assert not imported(ast.parse(module.read_text(encoding="utf-8"))) & QT


@pytest.mark.parametrize("module", MODULES, ids=name)
def test_every_module_says_what_is_inside(module):
    assert ast.get_docstring(ast.parse(module.read_text(encoding="utf-8")))


def loaded_by(code: str) -> set[str]:
    """The modules that a fresh interpreter has loaded after running `code`."""
    script = f"{code}\nimport json, sys\nprint(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_importing_circuitlab_loads_nothing_else():
    loaded = loaded_by("import circuitlab")
    assert {module for module in loaded if module.startswith("circuitlab")} == {"circuitlab"}


def test_a_command_loads_only_what_it_needs():
    call = "from circuitlab.cli import main; assert main(['eval', '-e', 'x = 2\\nf = exp(x)', '--json']) == 0"
    assert not loaded_by(call) & {"PySide6", "networkx", "numpy", "msgspec", "ziamath", "circuitlab.app"}


def test_the_program_can_be_started_as_a_module():
    done = subprocess.run([sys.executable, "-m", "circuitlab", "--version"], capture_output=True, check=True)
    assert done.stdout.startswith(b"circuitlab ")
