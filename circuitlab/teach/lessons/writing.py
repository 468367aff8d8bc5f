"""A lesson to the text of its file. The other direction is `reading`."""

from circuitlab.teach.lessons import keys
from circuitlab.teach.lessons.lesson import Lesson, Slide
from circuitlab.teach.lessons.reading import FENCE, RULE

_INFO = {"formula": "", "circuit": "circuit"}


def to_text(lesson: Lesson) -> str:
    """The file: `reading.parse` of it gives the same lesson, if each text is one line that begins no key."""
    head = [f"lesson: {lesson.title}"] + ([f"about: {lesson.about}"] if lesson.about else [])
    slides = f"\n\n{RULE}\n\n".join(map(_slide, lesson.slides))
    return "\n\n".join(["\n".join(head), *([slides] if slides else [])]) + "\n"


def _slide(slide: Slide) -> str:
    paragraphs = list(slide.text)
    if slide.circuit is not None and slide.circuit.kind != "file":
        source = slide.circuit
        paragraphs.append(f"{FENCE}{_INFO[source.kind]}\n{source.text}\n{FENCE}")
    return "\n\n".join(["\n".join([f"# {slide.title}", *keys.written(slide)]), *paragraphs])
