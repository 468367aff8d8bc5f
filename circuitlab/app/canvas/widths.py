"""How much room the labels on a stage need: what the routes are told."""

from circuitlab.app.canvas.frame import Frame
from circuitlab.app.canvas.label_sizes import label_width
from circuitlab.app.canvas.looks import Looks
from circuitlab.app.canvas.stage import Stage
from circuitlab.engine.trace import end


def label_widths(stage: Stage) -> dict[int, float]:
    """Width in px of the labels at each gate's output port when they are longest, by gate id."""
    if stage.looks is None:
        return {}
    trace = stage.looks.frame.trace
    last = Looks(stage.circuit, Frame(trace, end(trace)))
    known = (key for key in stage.circuit.gates if last.knows(key))
    return {key: label_width(*last.longest(key), stage.scale.loud) for key in known}


def message_rooms(stage: Stage) -> dict[int, float]:
    """In a lecture messages of branches are longer than the room that the layout has kept for them: by wire
    id, what they need before the consumer's port.
    """
    looks = stage.looks
    if looks is None or not stage.scale.lecture:
        return {}
    known = ((item, looks.last_message(key)) for key, item in stage.wires.items())
    return {item.key: item.branch.room_before_port(last) for item, last in known if last is not None}
