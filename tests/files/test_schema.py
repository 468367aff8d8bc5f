"""The `.circuit` format: what is written, what is read back, and what is refused in one line."""

import json
import math
import struct
from base64 import b64encode
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circuitlab.circuit import edits
from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.data import in_blocks
from circuitlab.circuit.parts import Data, Gate, Settings, Wire
from circuitlab.engine.passes import run
from circuitlab.files import data_records
from circuitlab.files.errors import FileError
from circuitlab.files.schema import decode, encode, written

SAMPLES = Path(__file__).with_name("samples")
OLD, SAMPLE = SAMPLES / "version-1.circuit", SAMPLES / "version-2.circuit"


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


def test_one_part_is_one_line(product_with_data):
    assert encode(product_with_data).decode() == SAMPLE.read_text()


def test_the_sample_of_version_1_still_opens(product):
    assert decode(OLD.read_bytes()).parts == product.parts


def test_the_sample_of_version_2_opens(product_with_data):
    assert decode(SAMPLE.read_bytes()).parts == product_with_data.parts


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
        (document(version=3), "newer circuitlab"),
        (document(version=10**100), "newer circuitlab"),
        (document(version=0), "version"),
        (document(version="1"), "version"),
        (document(version=True), "version"),
        (document(notes=[]), 'unknown field "notes"'),
        (document(gates={}), "gates: expected a list [ … ], got an object"),
        (document(wires=[[1, 2]]), "wires[0]: expected an object"),
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


def data(**changes):
    """The sample with some keys of its data replaced; None leaves one out."""
    keys = document()["data"] | changes
    return document(data={key: value for key, value in keys.items() if value is not None})


def base64(*numbers):
    return b64encode(struct.pack(f"<{len(numbers)}d", *numbers)).decode()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (document(data=[]), "data: expected an object"),
        (data(columns=None), 'data: missing field "columns"'),
        (data(columns=[]), "data.columns: 0 columns: expected from 1 to 1000"),
        (data(columns=["u", "u", "label"]), "data.columns: two columns are called 'u': columns 1 and 2"),
        (data(columns=["u", " ", "label"]), "data.columns: column 2 has no name"),
        (data(columns=["u", "v\u200b", "label"]), "data.columns: column 2: its name 'v\\u200b' holds what"),
        (data(columns=["u", "v" * 1001, "label"]), "data.columns[1]: expected"),
        (data(rows=[[1, 2, 3], [1, 2]]), "data.rows[1]: expected 3 numbers, got 2"),
        (data(rows=[[1, 2, "red"]]), "data.rows[0][2]: expected a number, got text"),
        (data(rows=[[1, 2, None]]), "data.rows[0][2]: expected a number, got null"),
        (data(rows=[[1, 2, 10**400]]), "data.rows[0][2]: expected"),
        (data(rows=[]), "data: expected at least one row"),
        (data(rows=None), 'data: expected either "rows" or "packed"'),
        (data(packed="AAAA"), 'data: expected either "rows" or "packed"'),
        (data(rows=None, packed="red!"), "data.packed: expected base64"),
        (data(rows=None, packed="AAAA"), "data.packed: expected whole rows of 3 doubles, got 3 bytes"),
        (data(rows=None, packed=base64(1, 2, math.inf)), "data.packed: row 1: expected finite numbers"),
        (data(feeds={"x": "w"}), 'data.feeds.x: there is no column "w"'),
        (data(target="w"), 'data.target: there is no column "w"'),
        (data(colour="red"), 'unknown field "colour"'),
    ],
)
def test_data_that_make_no_table_are_refused_with_their_place(data, says):
    assert says in refusal(data)


@pytest.mark.parametrize("count", [1, 10_000, 10_001, 20_000])
def test_every_number_of_the_data_survives_in_rows_and_packed(count):
    numbers = [(-1) ** place * 10.0 ** (place % 600 - 300) for place in range(3 * count)]
    whole = struct.pack(f"<{3 * count}d", *numbers)
    held = Data(("x", "y", "label"), in_blocks(whole, 3), "made", target="y")
    once = encode(Circuit([held]))
    assert (b'"packed"' in once) == (count > 10_000)
    assert decode(once).data == held
    assert encode(decode(once)) == once


def test_data_that_would_make_a_file_too_large_are_left_out_and_said_to(product, monkeypatch):
    monkeypatch.setattr(data_records, "SIZE_LIMIT", 2_000)
    many = Circuit([*product.parts, Data(("x",), in_blocks(bytes(8_000), 1))])
    contents, lost = encode(many), written(many).lost
    assert lost == ("the 1 000 rows of data, too many for a file",)
    assert contents == encode(product)


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


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "line 1, column 1: not JSON: it is empty"),
        ('{"format": "circuitlab",', "not JSON: it ends here, before the last bracket"),
        ("{format: 1}", "line 1, column 2: not JSON: expected a key in quotation marks"),
        ('{"format" 1}', "line 1, column 11: not JSON: expected a : after the key"),
        ('{"a": [1 2]}', "line 1, column 10: not JSON: expected a comma or a closing bracket"),
        ('{"a":\n x}', "line 2, column 2: not JSON: expected a value"),
        ('{"a": "b\nc"}', "not JSON: a line break or tab inside quotation marks"),
        ('{"a": "b', "line 1, column 7: not JSON: the closing quotation mark is missing"),
        ('{"a": "\\z"}', "not JSON: what follows the backslash means nothing"),
        ("{} {}", "line 1, column 4: not JSON: expected nothing behind the last bracket"),
    ],
)
def test_text_that_is_no_json_is_refused_in_own_words(text, says):
    assert says in refusal(text.encode())


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (gate(id=2**53 + 1), "gates[0].id: expected a whole number from 1 to 2**53"),
        (gate(id="1"), "gates[0].id: expected a whole number, got text in quotation marks"),
        (gate(kind="in put"), "gates[0].kind: expected letters, digits and _"),
        (gate(position=[1]), "gates[0].position: expected two numbers"),
        (gate(position=[0, 1e10]), "gates[0].position[1]: expected two numbers"),
        (gate(name=3), "gates[0].name: expected text in quotation marks or null, got a whole number"),
        (gate(inputs=65), "gates[0].inputs: expected a whole number from 0 to 64"),
        ({"format": "circuitlab", "version": 1}, 'missing field "settings"'),
    ],
)
def test_what_breaks_the_schema_is_refused_in_own_words(data, says):
    assert refusal(data).startswith(says)


@pytest.mark.parametrize("largest", [2**53 - 1, 2**53, 2**80])
def test_a_circuit_with_huge_ids_can_be_saved_after_an_edit_and_opened_again(largest):
    x, f = Gate(7, "input", "x", 3.0), Gate(largest - 1, "max", "f", None, 2)
    circuit = Circuit([Settings(f.id), x, f, Wire(largest, x.id, f.id, 0)])
    circuit.apply(edits.place_gate(circuit, "input", None, name="y", value=4.0))
    circuit.apply(edits.connect(circuit, circuit.names["y"], largest - 1, 1))
    opened = decode(encode(circuit))
    assert run(opened).gradients == run(circuit).gradients == {"x": 0.0, "y": 1.0, "f": 1.0}
    assert [gate.name for gate in opened.gates.values()] == ["x", "f", "y"]
    assert encode(opened) == encode(circuit)


def test_the_line_of_a_file_error_is_bounded():
    error = FileError("x" * 10_000 + "\n\x1b")
    assert len(str(error)) == 240
    assert str(error).isprintable()
