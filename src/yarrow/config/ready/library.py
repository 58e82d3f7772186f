"""What an invented service writes beside the library: one waits for a second person, one is agreed."""

from yarrow.config.cast import Cast
from yarrow.config.families import InventionRefused
from yarrow.gate.forms import Form
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Refused
from yarrow.library.actions import agree_to_wording, write_wording
from yarrow.library.models import OwnWording


def written(
    cast: Cast, clock: Clock, form: Form = Form.CONFERENCE, title: str = "At our tables"
) -> OwnWording:
    """Written by the manager; nobody has agreed."""
    row = write_wording(
        form=form,
        title=title,
        when="When people here want tea first. We begin with tea, and the kettle is the sign for a break.",
        prompts="What would you like in your cup?\nWhat has been good since we last sat here?",
        by=cast.worker("manager"),
        clock=clock,
    )
    if isinstance(row, Refused):
        raise InventionRefused(row)
    return row


def agreed(cast: Cast, clock: Clock) -> OwnWording:
    """The same beside listening to one person, and the supervisor has agreed."""
    row = written(cast, clock, Form.RESTORATIVE_ENQUIRY, "Walking and listening")
    said = agree_to_wording(row=row, by=cast.worker("supervisor"), clock=clock)
    if isinstance(said, Refused):
        raise InventionRefused(said)
    row.refresh_from_db()
    return row
