"""Today tells everybody a week before that other numbers begin, and asks the database no more for it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.browsers import Browser
from yarrow.cases.tests.reading import words_of
from yarrow.config import ready
from yarrow.config.families import Family
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.look import one_look
from yarrow.policy.actions import withdraw
from yarrow.policy.models import PolicyVersion
from yarrow.policy.queries import policy_on
from yarrow.practice.shown_policy import numbers_ahead

SAYS = "this service asks by other numbers"


def test_nothing_is_said_of_numbers_that_nobody_agreed_to(
    family: Family, browser: Browser, clock: FixedClock
) -> None:
    row = ready.policy.asked_for(family.cast, clock)
    assert SAYS not in words_of(browser("lead").get("/"))

    PolicyVersion.objects.update(agreed_by=family.cast.worker("supervisor"), agreed_at=clock.now())
    assert numbers_ahead(family.cast.worker("lead"), clock.today()) is None
    assert row.effective_on > clock.today()


def test_nothing_is_said_of_numbers_that_were_taken_back(family: Family, clock: FixedClock) -> None:
    row = ready.policy.agreed(family.cast, clock)
    withdraw(row=row, by=family.cast.worker("manager"), clock=clock)

    assert numbers_ahead(family.cast.worker("lead"), clock.today()) is None


@pytest.mark.parametrize("part", ["researcher", "guest", "ex_worker"])
def test_who_comes_from_outside_is_not_told(family: Family, clock: FixedClock, part: str) -> None:
    ready.policy.agreed(family.cast, clock)

    assert numbers_ahead(family.cast.worker(part), clock.today()) is None


def test_everybody_is_told_from_a_week_before_until_the_day(
    family: Family, browser: Browser, clock: FixedClock
) -> None:
    row, lead = ready.policy.agreed(family.cast, clock), family.cast.worker("lead")
    page = browser("harmed_worker").get("/")

    assert SAYS in words_of(page)
    assert 'href="/policy/"' in page.content.decode()
    told = [numbers_ahead(lead, row.effective_on - timedelta(days=days)) for days in (8, 7, 1, 0, -1)]
    assert told == [None, row.effective_on, row.effective_on, None, None]


def test_it_costs_no_query_beside_the_numbers_that_hold(family: Family, clock: FixedClock) -> None:
    ready.policy.agreed(family.cast, clock)
    lead, today = family.cast.worker("lead"), clock.today()

    with one_look(is_look=True):
        policy_on(today)
        with CaptureQueriesContext(connection) as queries:
            assert numbers_ahead(lead, today) is not None
    assert len(queries) == 0
