"""What the commands about learning from data do: the panels, the training, templates, losses as gates."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from circuitlab.app.guard import guarded

if TYPE_CHECKING:
    from circuitlab.app.window import Window

Slots = dict[str, Callable[..., object]]


def learning_handlers(window: "Window") -> Slots:
    """The slot of every such command, by id."""
    return {
        "open_data": lambda: window.shell.side.show_panel("data", True),
        "open_training": lambda: window.shell.side.show_panel("train", True),
        "train": lambda: _train(window),
        "new_template": lambda: _new_template(window),
        "add_loss": lambda: _add_loss(window),
    }


def _train(window: "Window") -> None:
    from circuitlab.app.panels.train.trainer import Trainer

    window.shell.side.show_panel("train", True)
    Trainer.of(window.session).toggle()


def _new_template(window: "Window") -> None:
    from circuitlab.app.template_dialog import TemplateDialog

    dialog = TemplateDialog(window, window.look)
    opens = window.documents.open_made
    dialog.taken.connect(guarded(lambda circuit, title, is_loss: opens(circuit, title, is_loss=is_loss)))
    dialog.open()


def _add_loss(window: "Window") -> None:
    from circuitlab.app.loss_dialog import LossDialog

    dialog = LossDialog(window, window.look, window.session)
    dialog.accepted.connect(guarded(window.shell.make_room))  # the gates of the loss are to be seen
    dialog.open()
