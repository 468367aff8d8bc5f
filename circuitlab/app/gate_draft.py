"""A gate that somebody is typing: which definition it makes, and what is wrong at which field. No Qt."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from circuitlab.circuit import defining
from circuitlab.circuit.changes import Changes
from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.errors import NameTaken, quoted, sentence
from circuitlab.circuit.parts import Definition, Wire
from circuitlab.formula.errors import FormulaError
from circuitlab.formula.parse import parse_formula
from circuitlab.formula.tree import names
from circuitlab.gates.custom import MAX_LENGTH, MAX_PORTS, custom_kind, unchecked
from circuitlab.gates.kind import GateKind

FIELDS = ("name", "symbol", "inputs", "formula")


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands in the fields, as it was typed.

    follows: whether the inputs are those of the formula: until somebody types them.
    """

    name: str = ""
    symbol: str = ""
    inputs: str = ""
    formula: str = ""
    follows: bool = True

    @property
    def ports(self) -> tuple[str, ...]:
        """The names of the inputs; a comma too many at the end is none."""
        words = [word.strip() for word in self.inputs.strip().removesuffix(",").split(",")]
        return () if words == [""] else tuple(words)


@dataclass(frozen=True, slots=True)
class Judged:
    """What a draft comes to.

    missing: the fields that nothing stands in yet. wrong: by field, in one line, what can't be.
    kind: what can be shown of it, also without a name; None without a good formula. remark: what to say of
    this formula although it is good, "" for nothing.
    definition: what it makes, None while anything is missing or wrong.
    """

    missing: Mapping[str, str] = field(default_factory=dict)
    wrong: Mapping[str, str] = field(default_factory=dict)
    kind: GateKind | None = None
    definition: Definition | None = None
    remark: str = ""


def draft_of(definition: Definition) -> Draft:
    """The definition as it would be typed."""
    ports = ", ".join(definition.ports)
    return Draft(definition.name, definition.symbol, ports, definition.formula or "", follows=False)


def names_in(formula: str) -> tuple[str, ...] | None:
    """The names in a formula in order of appearance; None while it is none."""
    if len(formula) > MAX_LENGTH:
        return None
    try:
        return names(parse_formula(formula))
    except FormulaError:
        return None


def judged(circuit: Circuit, draft: Draft, editing: str | None = None) -> Judged:
    """Everything that there is to say about a draft. editing: the definition that it is to replace."""
    missing, wrong = _missing(draft), dict[str, str]()
    for name, check in _checks(circuit, draft, editing).items():
        reason = "" if name in missing else _refusal(check)
        if reason:
            wrong[name] = reason
    kind, remark = None, ""
    if not {"inputs", "formula"} & (missing.keys() | wrong.keys()):
        name = "f" if "name" in missing or "name" in wrong else draft.name.strip()
        definition = _made(circuit, draft, name, "" if "symbol" in wrong else draft.symbol)
        kind = custom_kind(definition.name, definition.symbol, definition.ports, definition.formula or "")
        remark = unchecked(kind.ports, kind.formula)
        remark = remark[:1].upper() + remark[1:]
    if missing or wrong:
        return Judged(missing, wrong, kind, remark=remark)
    definition = _made(circuit, draft, draft.name, draft.symbol)
    reason = _refusal(lambda: _changes(circuit, definition, editing))
    if reason:
        return Judged(missing, {"formula": reason}, kind)
    return Judged(missing, wrong, kind, definition, remark)


def changes_of(definition: Definition, editing: str | None) -> Callable[[Circuit], Changes]:
    """The edit that puts a definition into a circuit."""
    return lambda circuit: _changes(circuit, definition, editing)


def consequence(circuit: Circuit, definition: Definition, editing: str | None) -> str:
    """What becomes of the gates that are made with it: "2 gates follow, 1 wire goes."; "" if nothing."""
    count = 0 if editing is None else sum(1 for _ in defining.instances(circuit, editing))
    if not count:
        return ""
    pairs = _changes(circuit, definition, editing).parts.values()
    gone = sum(isinstance(before, Wire) and after is None for before, after in pairs)
    follows = f"{count} gates follow" if count > 1 else "1 gate follows"
    goes = f", {gone} wires go" if gone > 1 else ", 1 wire goes" if gone else ""
    return f"{follows}{goes}."


def _missing(draft: Draft) -> dict[str, str]:
    asked = {
        "name": (draft.name, "What the gate is called, for example hill"),
        "inputs": (draft.inputs, "At least one name, for example x, y"),
        "formula": (draft.formula, "For example 100 - (x - y)**2"),
    }
    return {name: reason for name, (text, reason) in asked.items() if not text.strip()}


def _checks(circuit: Circuit, draft: Draft, editing: str | None) -> dict[str, Callable[[], object]]:
    """By field, what raises the reason why it can't be as it is, whatever the others hold."""
    ports = tuple(dict.fromkeys(draft.ports))
    listed = len(ports) <= MAX_PORTS and all(port.isidentifier() for port in ports)

    def name() -> None:
        defining.check_definition(Definition(1, draft.name.strip(), ("x",), "x"))
        if draft.name.strip() in circuit.definitions.keys() - {editing}:
            raise NameTaken(f"Another gate kind is already called {quoted(draft.name.strip())}.")

    def symbol() -> None:
        defining.check_definition(Definition(1, "f", ("x",), "x", symbol=draft.symbol.strip()))

    def inputs() -> None:
        defining.check_definition(Definition(1, "f", draft.ports, "0"))

    def formula() -> None:
        if listed and ports:
            defining.custom(circuit, "f", draft.formula, ports)
        else:
            parse_formula(draft.formula[: MAX_LENGTH + 1])

    return {"name": name, "symbol": symbol, "inputs": inputs, "formula": formula}


def _refusal(check: Callable[[], object]) -> str:
    """Why a check fails, "" if it does not."""
    try:
        check()
    except FormulaError as error:
        return sentence(str(error).removesuffix("."))
    except ValueError as error:
        return str(error)
    return ""


def _made(circuit: Circuit, draft: Draft, name: str, symbol: str) -> Definition:
    return defining.custom(circuit, name, draft.formula, draft.ports, symbol=symbol)


def _changes(circuit: Circuit, definition: Definition, editing: str | None) -> Changes:
    if editing is None:
        return defining.define(circuit, definition)
    return defining.redefine(circuit, editing, definition)
