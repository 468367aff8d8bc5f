"""A lesson made ready: circuits and places are found, and what is not there leaves its slide out."""

import pytest

from circuitlab.circuit.text import to_circuit
from circuitlab.engine.cursor import Cursor, end
from circuitlab.engine.passes import run
from circuitlab.files import store
from circuitlab.files.errors import FileError
from circuitlab.teach.lessons.deck import open_lesson, prepared
from circuitlab.teach.lessons.fields import plain
from circuitlab.teach.lessons.lesson import Lesson, Slide, Stop
from circuitlab.teach.lessons.recording import recorded, source_of
from circuitlab.teach.lessons.shelf import MOST_BYTES
from circuitlab.teach.lessons.stops import cursor_at, last_of, stop_at
from circuitlab.teach.lessons.writing import to_text

FIRST = "x = -2\ny = 5\nz = -4\nq = x + y\nf = q * z"
GOOD = "# Good\ncircuit: sum-then-product\n"


def deck(tmp_path, *slides):
    return prepared("\n---\n".join(slides), tmp_path)


def test_a_circuit_is_an_example_a_file_beside_the_lesson_or_on_the_slide(tmp_path):
    store.save(to_circuit("g = 1"), tmp_path / "own.circuit")
    (tmp_path / "neuron.circuit").write_bytes((tmp_path / "own.circuit").read_bytes())
    found = deck(
        tmp_path,
        "# A\ncircuit: copy",
        "# B\ncircuit: own",
        "# C\ncircuit: own.circuit",
        "# D\ncircuit: neuron",
        "# E\n\n```\nh = 2\n```",
    )
    assert found.problems == ()
    assert ["g" in page.circuit.names for page in found.pages] == [False, True, True, True, False]
    assert found.pages[4].circuit.names.keys() == {"h"}


def test_a_slide_goes_on_where_the_one_before_ended(tmp_path):
    again = "# C\ncursor: start\nsteps: all"
    found = deck(tmp_path, GOOD + "steps: 2", "# B\nsteps: 1", again, "# D\nseed: 3")
    assert [(page.first.steps, page.last.steps) for page in found.pages] == [(0, 2), (2, 3), (0, 5), (0, 0)]
    assert found.pages[1].circuit is found.pages[0].circuit
    assert found.pages[3].circuit.settings.seed == 3
    assert found.pages[0].circuit.settings.seed == 1


def test_inside_a_gate_its_own_names_and_steps_count(tmp_path):
    text = "# A\ncircuit: sigmoid-inside\ninside: t\ncursor: end\n\n{=x.grad} at x"
    (page,) = deck(tmp_path, text).pages
    assert len(page.inside) == 1
    assert plain(page.text[0]) == "0.1966 at x"
    assert page.first == end(run(page.shown))


@pytest.mark.parametrize(
    ("slide", "said"),
    [
        ("# A\ncircuit: nowhere", "line 2: circuit: 'nowhere' is neither beside the lesson nor an example"),
        ("# A", "line 1: circuit: expected one on the first slide"),
        ("# A\n\n```\nx = 1\nf = x *\n```", "line 5: circuit: the formula ends too early"),
        ("# A\n\n```circuit\n{]\n```", "line 3: circuit: "),
        ("# A\ncircuit: copy\ncursor: forward 4", "line 3: cursor: forward 4: this circuit has 3 such steps"),
        ("# A\ncircuit: copy\nsteps: 99", "line 3: steps: 99 is too far: 7 steps are left there"),
        ("# A\ncircuit: copy\ncursor: forward 1 message 9", "line 3: cursor: message 9: the step there"),
        ("# A\ncircuit: copy\nview: zz", "line 3: view: there is no gate 'zz'"),
        ("# A\ncircuit: copy\nquestion: gradient of zz", "line 3: question: there is no gate 'zz'"),
        ("# A\ncircuit: copy\ninside: zz", "line 3: inside: there is no gate 'zz'"),
        ("# A\ncircuit: copy\ninside: f", "line 3: inside: f is not made of gates"),
        ("# A\ncircuit: copy\n\nfine\n\n$\\frac$ not", "line 6: expected {…} after \\frac"),
        ("# A\ncircuit: copy\n\n{=zz}", "line 4: '{=zz}': there is no gate 'zz'"),
        ("# A\ncircuit: copy\n\n" + "{=f}" * 61, "line 4: more than 60 numbers"),
    ],
)
def test_what_is_not_there_leaves_the_slide_out(tmp_path, slide, said):
    found = deck(tmp_path, slide, GOOD)
    assert [page.slide.title for page in found.pages] == ["Good"]
    assert f"slide 1, {said}" in str(found.problems[0])
    assert len(found.problems) == 1


def test_a_slide_does_not_go_on_with_a_circuit_that_was_left_out(tmp_path):
    found = deck(tmp_path, GOOD, "# A\ncircuit: nowhere", "# B", "# C", "# D\ncircuit: copy")
    assert [page.number for page in found.pages] == [1, 5]
    assert [str(problem) for problem in found.problems[1:]] == [
        "slide 3, line 8: goes on with the circuit of slide 2, which is left out",
        "slide 4, line 10: goes on with the circuit of slide 3, which is left out",
    ]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "expected a slide that begins with # and its title"),
        (b"hello\n", "slide 1, line 1: expected a title"),
        (b"# A\n\xff", "byte 5: expected UTF-8 text"),
        (b"# A\n\0", "a null byte"),
        (b"#" * (MOST_BYTES + 1), "too large for a lesson"),
    ],
)
def test_a_file_that_is_no_lesson_is_refused_in_one_line(tmp_path, data, said):
    path = tmp_path / "bad.lesson"
    path.write_bytes(data)
    with pytest.raises(FileError, match=r"bad\.lesson: ") as caught:
        open_lesson(path)
    assert said in str(caught.value)


def test_a_lesson_without_a_title_is_called_by_its_file(tmp_path):
    (tmp_path / "monday.lesson").write_text(GOOD)
    assert open_lesson(tmp_path / "monday.lesson").title == "monday"


# Places and recording ----------------------------------------------------------------------------


def test_every_place_of_a_trace_has_words_that_lead_back_to_it():
    trace = run(to_circuit(FIRST))
    for steps in range(len(trace) + 1):
        messages = len(trace.steps.messages(steps)) if steps < len(trace) else 1
        for message in range(max(1, messages)):
            assert cursor_at(stop_at(Cursor(steps, message), trace), trace) == Cursor(steps, message)
    assert stop_at(end(trace), trace, live=True) == Stop("live")


def test_all_steps_lead_to_the_end():
    trace = run(to_circuit(FIRST))
    assert last_of(Cursor(1), None, trace) == end(trace)
    assert last_of(Cursor(1, 1), 0, trace) == Cursor(1, 1)


def test_a_recorded_slide_shows_the_same_again(tmp_path):
    circuit = store.laid_out(to_circuit(FIRST))
    slide = recorded(" My  slide ", circuit, (), run(circuit), Cursor(4))
    assert slide.circuit.kind == "formula"
    text = to_text(Lesson("Mine", (slide,)))
    (page,) = prepared(text, tmp_path).pages
    assert page.slide == Slide("My slide", circuit=slide.circuit, cursor=Stop("backward", 1))
    assert page.first == Cursor(4)
    assert [part.position for part in page.circuit.gates.values()] == [
        part.position for part in circuit.gates.values()
    ]


@pytest.mark.parametrize("name", ["sigmoid-inside", "max-upstream-9"])
def test_what_text_cannot_hold_is_recorded_whole(tmp_path, name):
    from circuitlab.app.examples import example_path

    circuit = store.laid_out(store.read(example_path(name)))
    assert source_of(circuit).kind == "circuit"
    slide = recorded("A", circuit, (), run(circuit), Cursor())
    (page,) = prepared(to_text(Lesson("Mine", (slide,))), tmp_path).pages
    assert page.circuit.parts == circuit.parts


def test_gates_that_were_moved_by_hand_are_recorded_where_they_stand(tmp_path):
    from circuitlab.circuit import edits

    circuit = store.laid_out(to_circuit(FIRST))
    circuit.apply(edits.move(circuit, {circuit.names["q"]: (24.0, 480.0)}))
    slide = recorded("A", circuit, (), run(circuit), Cursor())
    (page,) = prepared(to_text(Lesson("Mine", (slide,))), tmp_path).pages
    assert page.circuit.named("q").position == (24.0, 480.0)


def test_notes_have_their_numbers_and_a_wrong_one_leaves_the_slide_out(tmp_path):
    one, two = "# One\ncircuit: one-sum\nnotes: f is {=f}, at $x = {=x}$.", "# Two\nnotes: g is {=g}."
    found = deck(tmp_path, one, two)
    assert plain(found.pages[0].notes).startswith("f is ")
    assert "{=" not in plain(found.pages[0].notes)
    (problem,) = found.problems
    assert str(problem) == "slide 2, line 6: notes: '{=g}': there is no gate 'g'"
    assert deck(tmp_path, f"# Long\ncircuit: one-sum\nnotes: {'word ' * 300}").pages == ()
