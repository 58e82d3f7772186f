"""A room that says yes, so that every test can lose it."""

import pytest

from yarrow.config.families import Family
from yarrow.config.tests.rows.rooms import REACH, answer
from yarrow.gate.standing import RoomAnswer
from yarrow.kernel.clock import FixedClock
from yarrow.rooms.models import Room


@pytest.fixture
def room(family: Family, clock: FixedClock) -> Room:
    """The harmed person's, as it answers for the gentlest thing there is."""
    family.record("harmed", REACH)
    assert answer(family.rooms["harmed"], clock) is RoomAnswer.STANDS
    return family.rooms["harmed"]
