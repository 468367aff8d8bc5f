"""The keys of lecture mode, and which presses count: a clicker has few buttons, and people press them twice.

Pure: no widget.
"""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt

TWICE_MS = 250.0
"""A second press of the same button within this time is the same press."""

GO = "go"
"""To the number that was typed; the next step if none was."""
DIGIT = "digit "
NUMBER = "number"
"""A number of a slide or a step is typed next, also while digits answer a question."""

KEYS: Mapping[Qt.Key, str] = {
    Qt.Key.Key_Right: "next",
    Qt.Key.Key_Return: GO,
    Qt.Key.Key_Enter: GO,
    Qt.Key.Key_N: "next",
    Qt.Key.Key_PageDown: "next",
    Qt.Key.Key_Left: "previous",
    Qt.Key.Key_P: "previous",
    Qt.Key.Key_PageUp: "previous",
    Qt.Key.Key_F10: "step_forward",
    Qt.Key.Key_F9: "step_backward",
    Qt.Key.Key_Home: "rewind",
    Qt.Key.Key_End: "end",
    Qt.Key.Key_Space: "play",
    Qt.Key.Key_Plus: "faster",
    Qt.Key.Key_Equal: "faster",
    Qt.Key.Key_Minus: "slower",
    Qt.Key.Key_R: "flip",
    Qt.Key.Key_U: "pull",
    Qt.Key.Key_F: "fit",
    Qt.Key.Key_T: "theme",
    Qt.Key.Key_B: "blank",
    Qt.Key.Key_Period: "blank",
    Qt.Key.Key_G: "ghosts",
    Qt.Key.Key_Q: "predict",
    Qt.Key.Key_I: "hint",
    Qt.Key.Key_V: "vote",
    Qt.Key.Key_NumberSign: NUMBER,
    Qt.Key.Key_F1: "keys",
    Qt.Key.Key_Question: "keys",
    Qt.Key.Key_H: "keys",
    Qt.Key.Key_L: "pointer",
    Qt.Key.Key_D: "pen",
    Qt.Key.Key_K: "keep",
    Qt.Key.Key_C: "clean",
    Qt.Key.Key_S: "swap",
    Qt.Key.Key_Backspace: "back_to_the_slide",
    Qt.Key.Key_Escape: "peel",
    Qt.Key.Key_F11: "leave",
    Qt.Key.Key_F5: "leave",
}
"""What each key does in lecture mode; all others do nothing."""

SHIFTED: Mapping[Qt.Key, str] = {Qt.Key.Key_U: "climb"}
"""What a key does with Shift, where that is something else."""

WORDS: tuple[tuple[str, str], ...] = (
    ("→, Return, N, Page Down", "the next step; in mid-animation: finish it"),
    ("←, P, Page Up", "the previous step"),
    ("B, .", "a black screen; any press brings the picture back"),
    ("L", "the pointer: hold it, or press it shortly to leave it on"),
    ("D", "the pen; K: its strokes stay; C: wipe them away"),
    ("Backspace", "back to the slide: circuit and step as they were when it came"),
    ("0–9, Return", "go to the slide of this number; without a lesson, to the step; Esc forgets it"),
    ("U", "pull: the inputs take one step; Shift+U: climb step by step, or pause; R: raise or lower"),
    ("Q", "predict: each number is asked for; Next asks, Next again shows it"),
    ("0–9 or −, Return", "with a question open: the answer to it; # before a number: the slide after all"),
    ("I", "a hint to the question that is open"),
    ("V", "class vote: A to D or a click counts a hand, Shift or right click one less; Next goes on"),
    ("G", "the ghost of the previous run: what each number was before the last change of values"),
    ("T", "light or dark"),
    ("F", "the whole circuit, or where the step is"),
    ("S", "with two screens: swap the picture and the lecturer's window"),
    ("F1, ?, H", "these keys; any key puts them away"),
    ("Esc", "put away the answer, the vote, predicting, the pen; then leave; F11 and F5 leave at once"),
)
"""The same for people."""

FIRST = "Page Down: next     B: black screen     F1: all keys     Esc: end"
"""What a lecture says when it begins."""

STEPS = frozenset({"next", "previous", "step_forward", "step_backward"})
"""What only finishes an animation that is going on."""

PAUSES = frozenset({"play", "peel"})
"""What else only pauses a climb that goes on by itself."""
BEFORE = frozenset({"rewind", "end", "blank", "back_to_the_slide"})
"""What pauses it and then does what it always does."""


class Presses:
    """Tells a second press from an impatient one. now: the time in ms."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._last = ("", 0.0)

    def counts(self, intent: str) -> bool:
        """Whether a press does something; one that comes too soon after the same one does not."""
        intent_before, then = self._last
        now = self._now()
        if intent == intent_before and now - then < TWICE_MS:
            return False
        self._last = (intent, now)
        return True


def intent_of(key: int, modifiers: Qt.KeyboardModifier) -> str:
    """What a key is to do in lecture mode, "" for nothing."""
    held = modifiers & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
    if held == Qt.KeyboardModifier.ControlModifier and key == Qt.Key.Key_Z:
        return "undo"
    if held != Qt.KeyboardModifier.NoModifier:
        return ""
    if Qt.Key.Key_0 <= key <= Qt.Key.Key_9:
        return DIGIT + chr(key)
    try:
        shifted = SHIFTED if modifiers & Qt.KeyboardModifier.ShiftModifier else {}
        return shifted.get(Qt.Key(key)) or KEYS.get(Qt.Key(key), "")
    except ValueError:  # a key that Qt has no name for
        return ""
