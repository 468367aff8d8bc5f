"""Every slot and every override of Qt's is guarded, read from the source: one bug may not end a lecture."""

import ast
import inspect
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from circuitlab.app.guard import guarded

APP = Path(__file__).parents[1] / "circuitlab" / "app"
MODULES = sorted(APP.rglob("*.py"))
GUARDS = {"guarded", "guarded_or"}
# Slots of Qt's own: C++, which can't raise.
QT_SLOTS = {
    "accept",
    "deleteLater",
    "reject",
    "setEnabled",
    "setFocus",
    "setText",
    "start",
    "trigger",
    "update",
}

GUARD = guarded(lambda: None).__code__  # every guard is made by the same lines
PLANTED = """
from PySide6.QtWidgets import QWidget
class Outer(QWidget): pass
class Inner(Outer):
    def sizeHint(self): return self.missing
    def of_ours(self): pass
"""


def name(module: Path) -> str:
    return module.relative_to(APP).as_posix()


def last_name(node: ast.expr) -> str:
    """`c` of `a.b.c`, of `c` and of `c(…)`."""
    if isinstance(node, ast.Call):
        return last_name(node.func)
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def is_guarded(function: ast.FunctionDef) -> bool:
    return any(last_name(decorator) in GUARDS for decorator in function.decorator_list)


def functions(tree: ast.AST) -> dict[str, bool]:
    """The functions of a tree, and whether all of that name are guarded."""
    found: dict[str, bool] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            found[node.name] = found.get(node.name, True) and is_guarded(node)
    return found


@cache
def known_to_the_app() -> dict[str, bool]:
    """Its functions and signals, and whether each may be connected to."""
    whole = ast.Module([ast.parse(module.read_text(encoding="utf-8")) for module in MODULES], [])
    assigned = [node for node in ast.walk(whole) if isinstance(node, ast.Assign)]
    signals = [node.targets for node in assigned if last_name(node.value) == "Signal"]
    return functions(whole) | {last_name(target): True for targets in signals for target in targets}


def unguarded_slots(tree: ast.AST) -> Iterator[str]:
    known = known_to_the_app() | dict.fromkeys(QT_SLOTS, True) | functions(tree)  # the nearest last
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and last_name(node.func) == "connect" and len(node.args) == 1):
            continue
        slot = node.args[0]
        if isinstance(slot, ast.Call) and last_name(slot) == "partial":
            slot = slot.args[0]
        wrapped = isinstance(slot, ast.Call)
        if not (last_name(slot) in GUARDS if wrapped else known.get(last_name(slot), False)):
            yield f"line {node.lineno}: {ast.unparse(slot)} is connected unguarded"


def unguarded_overrides(module: ModuleType) -> Iterator[str]:
    """Methods that stand in the place of one of Qt's, in classes that derive from Qt's, however far up."""
    for cls in vars(module).values():
        if not (inspect.isclass(cls) and cls.__module__ == module.__name__):
            continue
        qt = [base for base in cls.__mro__ if base.__module__.startswith("PySide6.")]
        for name, method in vars(cls).items():
            overrides = not name.startswith("_") and any(hasattr(base, name) for base in qt)
            if overrides and inspect.isfunction(method) and method.__code__ is not GUARD:
                yield f"{cls.__name__}.{name} overrides Qt's unguarded"


@pytest.mark.parametrize("module", MODULES, ids=name)
def test_every_slot_is_guarded(module):
    assert not list(unguarded_slots(ast.parse(module.read_text(encoding="utf-8"))))


@pytest.mark.parametrize("module", MODULES, ids=name)
def test_every_override_is_guarded(module):
    dotted = ".".join(module.relative_to(APP.parents[1]).with_suffix("").parts)
    assert not list(unguarded_overrides(import_module(dotted.removesuffix(".__init__"))))


@pytest.mark.parametrize("slot", ["lambda: 1", "self._unheard_of", "partial(print, 1)", "f"])
def test_the_scan_finds_an_unguarded_slot(slot):
    assert list(unguarded_slots(ast.parse(f"def f(): pass\na.b.connect({slot})")))


def test_the_scan_finds_an_unguarded_override():
    planted = ModuleType("planted")
    exec(PLANTED, vars(planted))  # noqa: S102 - a class of that module, and a class of that one's
    assert list(unguarded_overrides(planted)) == ["Inner.sizeHint overrides Qt's unguarded"]
