"""The example's way in: one button for each of the cast."""

import pytest

from yarrow.config.cast import ROLES, Cast, enrol_cast
from yarrow.kernel.clock import FixedClock
from yarrow.staff.actions import leave_service, set_up_service
from yarrow.staff.terms import Kind

from .conftest import ComeIn, Script

pytestmark = pytest.mark.story


@pytest.fixture
def cast(transactional_db: None, clock: FixedClock) -> Cast:
    """The cast of a demonstration; everything else is as in the other stories."""
    set_up_service(kind=Kind.DEMO, clock=clock)
    made = enrol_cast(clock=clock)
    leave_service(worker=made.worker("ex_worker"), by=made.worker("manager"), clock=clock)
    return made


def test_somebody_of_the_cast_is_one_press_away(come_in: ComeIn, has_script: Script) -> None:
    visitor = come_in(has_script=has_script).go("/sign-in/").follow("Look around the demonstration")
    visitor.is_at("Who would you like to be?").reads("is invented", "Write nothing real here")
    for part, (name, _post) in ROLES.items():
        there = visitor.main.get_by_role("button", name=f"Sign in as {name}").count()
        assert there == (part != "ex_worker"), name
    visitor.press("Sign in as Owen Oakes").is_at("Today")
    assert "Owen Oakes" in visitor.words

    visitor.go("/demo/").press("Sign in as Sian Super")
    assert "Sian Super" in visitor.words
    assert "Owen Oakes" not in visitor.words
