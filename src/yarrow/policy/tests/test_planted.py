"""What somebody who writes to the database puts in beside one insider ends nothing and begins nothing."""

from datetime import timedelta

import pytest
from django.db import transaction

from yarrow.audit.actions import append
from yarrow.audit.terms import Event
from yarrow.gate.policy import NOT_KNOWN, OWN
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Allowed, Decision, Refused
from yarrow.kernel.errors import NotThere
from yarrow.policy.actions import why_not_asked, withdraw
from yarrow.policy.models import PolicyVersion
from yarrow.policy.queries import policy_on
from yarrow.staff.actions import freeze
from yarrow.staff.queries import the_service

from .test_numbers import Hands, hands

__all__ = ["hands"]


def reasons(said: Decision) -> str:
    assert isinstance(said, Refused)
    return " ".join(each.text for each in said.reasons)


def test_a_row_put_in_as_asked_for_is_agreed_to_by_nobody(hands: Hands) -> None:
    """Otherwise one person and a writer of the database would be two."""
    row = hands.asks()
    planted = PolicyVersion(
        number=row.number + 1,
        changes=row.changes,
        effective_on=row.effective_on,
        why=row.why,
        asked_by=row.asked_by,
        asked_at=row.asked_at,
    )
    planted.save()

    assert "Who asked for these numbers cannot ask any more" in reasons(hands.agrees(planted))
    assert policy_on(row.effective_on) == OWN


def test_half_of_numbers_ends_with_a_frozen_account(hands: Hands, clock: FixedClock) -> None:
    row = hands.asks()
    freeze(worker=row.asked_by, by=row.asked_by, clock=clock)

    assert "Who asked for these numbers cannot ask any more" in reasons(hands.agrees(row))


def test_what_two_agreed_is_not_ended_by_one_who_can_move_its_day(hands: Hands, clock: FixedClock) -> None:
    row = hands.asks()
    assert isinstance(hands.agrees(row), Allowed)
    clock.move_to(clock.now() + timedelta(days=30))
    PolicyVersion.objects.update(effective_on=clock.today() + timedelta(days=9))
    row.refresh_from_db()
    assert policy_on(clock.today()) == NOT_KNOWN

    with pytest.raises(NotThere):
        withdraw(row=row, by=row.asked_by, clock=clock)
    assert policy_on(clock.today()) == NOT_KNOWN


def test_a_taking_back_that_was_put_in_brings_no_looser_numbers(hands: Hands, clock: FixedClock) -> None:
    row = hands.asks()
    assert isinstance(hands.agrees(row), Allowed)
    clock.move_to(clock.now() + timedelta(days=30))
    assert policy_on(clock.today()).is_known
    with transaction.atomic():
        append(
            chain=the_service().pk,
            event=Event.POLICY_WITHDRAWN,
            actor=row.asked_by_id,
            subject=row.pk,
            clock=clock,
        )
    PolicyVersion.objects.update(withdrawn_at=clock.now(), withdrawn_by=row.asked_by)

    assert policy_on(clock.today()) == NOT_KNOWN


def test_numbers_that_are_not_known_are_put_right_by_two_also_to_the_rules_own(
    hands: Hands, clock: FixedClock
) -> None:
    row = hands.asks()
    assert isinstance(hands.agrees(row), Allowed)
    clock.move_to(clock.now() + timedelta(days=30))
    PolicyVersion.objects.update(changes={})
    assert policy_on(clock.today()) == NOT_KNOWN
    said = why_not_asked(changes={}, effective_on=clock.today() + timedelta(days=7), clock=clock)

    assert said is None
