"""The example service has somebody to be found."""

import pytest

from yarrow.config.demo.building import build_demo
from yarrow.config.demo.known import BORN, FAMILY_NAME
from yarrow.kernel.clock import FixedClock
from yarrow.matching.terms import Found
from yarrow.matching.tests.looking import NOBODY, look
from yarrow.matching.tokens import Somebody


@pytest.mark.long
@pytest.mark.django_db
def test_one_invented_person_is_found_in_the_demo_and_nobody_else(clock: FixedClock) -> None:
    cast = build_demo(clock=clock)
    told = look(cast, clock, Somebody(f"Anybody {FAMILY_NAME}", BORN), NOBODY)
    assert told == (Found.POSSIBLE, Found.NOTHING)
