"""The `.circuit` format: what is written, what is read back, and what is refused in one line."""

import json
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.parts import Gate, Settings, Wire
from circuitlab.files.errors import FileError
from circuitlab.files.schema import decode, encode

SAMPLE = Path(__file__).with_name("samples") / "version-1.circuit"


def document(**changes):
    """The sample as a dict, with some of its keys replaced."""
    return json.loads(SAMPLE.read_text()) | changes


def refusal(data) -> str:
    with pytest.raises(FileError) as caught:
        decode(data if isinstance(data, bytes) else json.dumps(data).encode())
    line = str(caught.value)
    assert len(line) <= 240
    assert line.isprintable()
    return line


def test_one_part_is_one_line(product):
    assert encode(product).decode() == SAMPLE.read_text()


def test_the_sample_of_version_1_still_opens(product):
    assert decode(SAMPLE.read_bytes()).parts == product.parts


def test_an_empty_circuit_has_a_file():
    assert decode(encode(Circuit())).parts == [Settings()]


@pytest.mark.parametrize("value", [math.inf, -math.inf, math.nan, -0.0, 5e-324, 0.1, 1e300])
def test_every_double_survives(value):
    read = decode(encode(Circuit([Gate(1, "input", "x", value)])))
    assert repr(read.gates[1].value) == repr(value)


def test_bytes_are_the_same_after_saving_loading_saving(product):
    once = encode(product)
    assert encode(decode(once)) == once


@given(
    st.lists(st.floats(), min_size=1, max_size=5),
    st.floats(allow_nan=False, allow_infinity=False),
    st.tuples(*[st.floats(-1e6, 1e6)] * 2),
)
def test_saving_loading_saving_changes_no_byte(values, seed, position):
    gates = [Gate(n, "input", f"x{n}", value, position=position) for n, value in enumerate(values, 1)]
    sink = Gate(50, "max", None, inputs=8)
    wires = [Wire(50 + gate.id, gate.id, 50, gate.id) for gate in gates]
    once = encode(Circuit([Settings(50, seed), *gates, sink, *wires]))
    assert encode(decode(once)) == once


def test_the_order_in_the_file_does_not_matter():
    shuffled = document()
    shuffled["gates"].reverse()
    shuffled["wires"].reverse()
    assert encode(decode(json.dumps(shuffled).encode())) == SAMPLE.read_bytes()


def test_a_byte_order_mark_and_windows_line_ends_are_read():
    data = b"\xef\xbb\xbf" + SAMPLE.read_bytes().replace(b"\n", b"\r\n")
    assert encode(decode(data)) == SAMPLE.read_bytes()


def test_a_gate_of_an_unknown_kind_is_kept():
    unknown = {"id": 1, "kind": "conv2d", "name": "k", "value": 4.0, "inputs": 3}
    data = document(gates=[unknown], wires=[], settings={"objective": None, "seed": 1.0})
    circuit = decode(json.dumps(data).encode())
    assert circuit.gates[1] == Gate(1, "conv2d", "k", 4.0, 3)
    assert decode(encode(circuit)).parts == circuit.parts


def gate(**changes):
    return document(gates=[{"id": 1, "kind": "input", "name": "x", "value": 1.0} | changes], wires=[],
                    settings={"objective": None, "seed": 1.0})  # fmt: skip


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "line 1, column 1"),
        (b"{", "line 1, column 2"),
        (b"[]", "JSON object"),
        (b"null", "JSON object"),
        (b"\xff\xfe{}", "byte 1: expected UTF-8"),
        (b"\x00\x01\x02", "not JSON"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"a": ' * 100_000, "nested too deeply"),
        (b'{"format": "circuitlab", "format": "circuitlab"}', 'key "format" stands twice'),
        (b'{"format": 1e999}', "too large for a double"),
        (b'{"format": NaN}', "NaN is not JSON"),
        (b'{"format": ' + b"9" * 5000 + b"}", "too many digits"),
        (b'{"format": "gaphor"}', "no circuitlab file"),
        (document(version=2), "newer circuitlab"),
        (document(version=10**100), "newer circuitlab"),
        (document(version=0), "version"),
        (document(version="1"), "version"),
        (document(version=True), "version"),
        (document(notes=[]), 'unknown field "notes"'),
        (document(gates={}), "gates: Expected"),
        (document(wires=[[1, 2]]), "wires[0]: Expected"),
        (gate(id=0), "gates[0].id"),
        (gate(id=-1), "gates[0].id"),
        (gate(id="NaN"), "gates[0].id"),
        (gate(id=1.5), "gates[0].id"),
        (gate(id=10**30), "gates[0].id"),
        (gate(id=True), "gates[0].id"),
        (gate(kind=""), "gates[0].kind"),
        (gate(kind="a\nb"), "gates[0].kind"),
        (gate(kind="\ud800"), "gates[0].kind"),
        (gate(kind=None), "gates[0].kind"),
        (gate(value="one"), 'gates[0].value: expected a number, null, "inf", "-inf" or "nan", got "one"'),
        (gate(value=[1]), "gates[0].value"),
        (gate(value=True), "gates[0].value"),
        (gate(value=10**400), "gates[0].value"),
        (gate(position=[1]), "gates[0].position"),
        (gate(position=[0, 1e300]), "gates[0].position"),
        (gate(name="1x"), "gate 1"),
        (gate(name="lambda"), "gate 1"),
        (gate(name=""), "gate 1"),
        (gate(name="\ud800"), "gate 1"),
        (gate(name="ﬁ"), "fi"),
        (gate(name="x" * 10_000), "gate 1"),
        (gate(colour="red"), 'unknown field "colour"'),
        (gate(inputs=1), "gate 1"),
        (gate(kind="add", value=None, inputs=9), "2 to 8"),
        (gate(kind="add", value=None, inputs=1), "2 to 8"),
        (gate(kind="exp", value=None, inputs=2), "must be 1"),
        (gate(kind="exp", inputs=1), "computes its value"),
        (gate(kind="constant", value=None), "needs a value"),
        (document(settings={"objective": 9, "seed": 1.0}), "objective"),
        (document(settings={"objective": 4, "seed": 1.0}), "objective"),
        (document(settings={"objective": None, "seed": "nan"}), "seed"),
        (document(settings={}), None),
    ],
)  # fmt: skip
def test_what_is_malformed_is_refused_with_its_place(data, says):
    if says is None:
        decode(json.dumps(data).encode())  # what is left out has its default
    else:
        assert says in refusal(data)


def wires(*quadruples):
    keys = ("id", "source", "target", "port")
    return document(wires=[dict(zip(keys, each, strict=True)) for each in quadruples])


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (wires((4, 9, 3, 0)), "wire 4: its source 9"),
        (wires((4, 1, 9, 0)), "wire 4: its target 9"),
        (wires((4, 1, 5, 0), (5, 1, 3, 0)), "its target 5"),
        (wires((4, 1, 3, 2)), "no port 2"),
        (wires((4, 1, 3, -1)), "wires[0].port"),
        (wires((4, 3, 1, 0)), "no inputs"),
        (wires((4, 1, 3, 0), (5, 2, 3, 0)), "wires 4 and 5 both lead to port 0"),
        (wires((4, 1, 3, 0), (4, 2, 3, 1)), "id 4 is used twice"),
        (wires((1, 1, 3, 0)), "id 1 is used twice"),
        (wires((4, 3, 3, 0)), "circle"),
    ],
)
def test_wires_that_make_no_circuit_are_refused(data, says):
    assert says in refusal(data)


def test_two_gates_of_one_name_are_refused():
    twice = document()
    twice["gates"][1]["name"] = "x"
    assert "gates 1 and 2" in refusal(twice)


def test_a_cycle_through_two_gates_is_refused():
    pair = [{"id": n, "kind": "exp", "name": name, "inputs": 1} for n, name in ((1, "a"), (2, "b"))]
    loop = [
        {"id": 3, "source": 1, "target": 2, "port": 0},
        {"id": 4, "source": 2, "target": 1, "port": 0},
    ]
    data = document(gates=pair, wires=loop, settings={"objective": None, "seed": 1.0})
    assert "circle" in refusal(data)


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reader(data):
    refusal(data)


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(JSON, st.sampled_from(["gates", "wires", "format", "version"]))
def test_no_value_in_a_key_breaks_the_reader(value, key):
    refusal(document(**{key: [value]}))
