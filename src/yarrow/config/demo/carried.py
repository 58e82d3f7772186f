"""A family in which words are carried and nobody meets: one message waits for her yes."""

from datetime import datetime, timedelta

from yarrow.config import ready
from yarrow.config.cast import Cast
from yarrow.config.families import open_family
from yarrow.config.ready import carrying
from yarrow.gate.forms import Form
from yarrow.gate.topics import Topic
from yarrow.kernel.clock import FixedClock

from .telling import named, recent


def words_wait_for_her_yes(cast: Cast, clock: FixedClock, now: datetime) -> None:
    """Lowri and Emyr: his words were read on both sides; she has not been asked yet."""
    family = open_family(cast=cast, clock=clock, people=named("Lowri", "Emyr", None))
    recent(clock, now)
    for part in ("harmed", "other"):
        family.record(part, *ready.plans.BY_PART[part](clock.today()))
    ready.read_waiting_notes(family)
    ready.record_team(family)
    joint_on = (now + timedelta(days=8)).date()
    plan = ready.propose(family, Form.SHUTTLE, [Topic.HARM], joint_on=joint_on)
    carrying.vetted(family, plan)
