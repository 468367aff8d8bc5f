"""The text of lesson files: what is read, and written back the same; what is said of bad slides."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circuitlab import resources
from circuitlab.teach.lessons.lesson import Lesson, Question, Slide, Source, Stop, View
from circuitlab.teach.lessons.reading import MOST_SLIDES, MOST_TEXT, parse
from circuitlab.teach.lessons.writing import to_text

WHOLE = """\
lesson: The chain  rule
about: two gates

# Two gates
circuit: sum-then-product
seed: 3
inside: s / t
cursor: backward 1 message 1
steps: all
view: q 150 %
question: gradient of x
notes: Wait for  an answer.

One paragraph
on two lines.

- a point
- another

---

# Own circuit

```
x = 2
f = x * x
```

Text after it.
"""

names = st.text("abcxyz", min_size=1, max_size=3)
letters = st.text(string.ascii_letters + " .,;=+$\\{}^_×−", max_size=60)
lines = letters.map(lambda text: " ".join(text.split()))
# A paragraph is a line; one that begins like a rule, a fence or a point would begin something else.
paragraphs = lines.filter(lambda line: line and not line.startswith(("- ", "```")))
places = st.sampled_from(["start", "seed", "end", "live"]).map(Stop) | st.builds(
    Stop, st.sampled_from(["forward", "backward"]), st.integers(0, 999), st.integers(0, 99)
)
coordinates = st.integers(-9999, 9999).map(lambda tenths: tenths / 10)
views = st.builds(
    View, names | st.tuples(coordinates, coordinates), st.integers(5, 400).map(lambda percent: percent / 100)
)
sources = st.builds(Source, st.just("file"), names) | st.builds(
    Source, st.sampled_from(["formula", "circuit"]), st.lists(paragraphs, max_size=3).map("\n".join)
)
slides = st.builds(
    Slide,
    lines.filter(bool),
    st.lists(paragraphs, max_size=4).map(tuple),
    st.none() | sources,
    st.none() | st.floats(-1e6, 1e6),
    st.none() | places,
    st.none() | st.integers(0, 999),
    st.none() | views,
    st.lists(names, max_size=2).map(tuple),
    st.none() | st.builds(Question, st.sampled_from(["value", "gradient"]), names),
    lines,
)


def problem(text: str) -> str:
    """The one problem of a text."""
    _, (only,) = parse(text)
    return str(only)


def test_everything_a_slide_can_say_is_read():
    lesson, problems = parse(WHOLE)
    assert problems == ()
    assert (lesson.title, lesson.about) == ("The chain rule", "two gates")
    assert lesson.slides == (
        Slide(
            "Two gates",
            ("One paragraph on two lines.", "- a point", "- another"),
            Source("file", "sum-then-product"),
            3.0,
            Stop("backward", 1, 1),
            None,
            View("q", 1.5),
            ("s", "t"),
            Question("gradient", "x"),
            "Wait for an answer.",
        ),
        Slide("Own circuit", ("Text after it.",), Source("formula", "x = 2\nf = x * x")),
    )


@given(lines.filter(bool), st.lists(slides, max_size=4).map(tuple), lines)
def test_a_lesson_is_read_as_it_was_written(title, slides, about):
    lesson = Lesson(title, slides, about)
    assert parse(to_text(lesson)) == (lesson, ())


def test_windows_line_ends_and_a_mark_at_the_beginning_make_no_difference():
    assert parse("\ufeff" + WHOLE.replace("\n", "\r\n")) == parse(WHOLE)


def test_a_file_without_a_head_is_called_as_it_is_told():
    assert parse("# One\n", "holiday")[0].title == "holiday"


@pytest.mark.parametrize(
    ("slide", "said"),
    [
        ("# A\ncurser: end", "slide 1, line 2: unknown key 'curser': expected circuit, seed, inside,"),
        ("# A\nview fit", "slide 1, line 2: 'view fit': expected a key such as circuit: or an empty line"),
        ("# A\nsteps:", "slide 1, line 2: steps: expected something after the colon"),
        ("# A\nsteps: many", "slide 1, line 2: steps: expected a number such as 2, or all, not 'many'"),
        ("# A\nsteps: -1", "expected a number such as 2, or all, not '-1'"),
        ("# A\ncursor: middle", "cursor: expected start, forward 2, seed, backward 1, end or live"),
        ("# A\ncursor: seed 2", "not 'seed 2'"),
        ("# A\ncursor: backward", "cursor: backward: expected a number of steps"),
        ("# A\nseed: big", "seed: expected a number such as 3, not 'big'"),
        ("# A\nseed: inf", "seed: expected a finite number"),
        ("# A\nview: q 5000 %", "view: expected fit, a gate such as q, or q 150 %"),
        ("# A\nview: 1e9, 1", "view: expected fit"),
        ("# A\ninside: s /", "inside: expected the name of a gate"),
        ("# A\nquestion: x", "question: expected value of q or gradient of x, not 'x'"),
        ("# A\ncircuit: ../../etc/passwd", "expected the name of an example, or of a file beside the lesson"),
        ("# A\ncircuit: /etc/passwd", "expected the name of an example, or of a file beside the lesson"),
        ("# A\nsteps: 1\nsteps: 2", "slide 1, line 3: steps is given already in line 2"),
        ("Text first", "slide 1, line 1: expected a title such as # Two gates, not 'Text first'"),
        ("#  ", "expected a title"),
        ("# A\n\n```\nx = 1", "slide 1, line 3: expected ``` after the circuit that begins here"),
        ("# A\n\n```python\n```", "slide 1, line 3: '```python': expected ``` or ```circuit"),
        ("# A\ncircuit: neuron\n\n```\nx = 1\n```", "line 4: the circuit is given already in line 2"),
        ("# A\n\n" + "x" * (MOST_TEXT + 1), f"more than {MOST_TEXT} characters of text"),
    ],
)
def test_a_bad_slide_is_left_out_and_said_in_one_line(slide, said):
    lesson, problems = parse(f"{slide}\n---\n# Good\n")
    assert [each.title for each in lesson.slides] == ["Good"]
    assert said in str(problems[0])
    assert str(problems[0]).isprintable()


def test_the_number_and_the_line_are_those_of_the_file():
    text = "lesson: L\n\n# A\n\n---\n\n# B\n\ntext\n\n---\n\n# C\nfoo: 1\n"
    assert problem(text).startswith("slide 3, line 14:")


def test_more_slides_than_anybody_shows_are_not_read():
    lesson, problems = parse("\n---\n".join(["# A"] * (MOST_SLIDES + 5)))
    assert len(lesson.slides) == MOST_SLIDES
    assert "the rest is left out" in str(problems[0])


@given(st.text())
def test_no_text_raises(text):
    lesson, problems = parse(text)
    assert all(slide.title for slide in lesson.slides)
    assert all("\n" not in str(each) for each in problems)


def test_the_example_of_the_documentation_is_a_lesson():
    documentation = resources.path("lessons/FORMAT.md").read_text(encoding="utf-8")
    example = documentation.split("````")[1].lstrip("\n")
    lesson, problems = parse(example)
    assert problems == ()
    assert [slide.title for slide in lesson.slides] == ["Two gates in a row", "A circuit of one's own"]
    assert lesson.slides[1].circuit == Source("formula", "x = 3\nf = x * x")
