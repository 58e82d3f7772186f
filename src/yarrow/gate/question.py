"""What a room is asked."""

from dataclasses import dataclass
from datetime import date

from yarrow.gate.forms import Form
from yarrow.gate.policy import OWN, Policy
from yarrow.gate.topics import Topic


@dataclass(frozen=True, slots=True)
class Question:
    """May this form of contact, about these topics, go ahead on this day: asked of a room.

    ``policy`` holds the numbers that this service asks.
    """

    form: Form
    topics: frozenset[Topic]
    day: date
    policy: Policy = OWN
