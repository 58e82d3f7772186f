"""A lead who was not let into a room hears nothing of it by way of one that they are in."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.browsers import Browser
from yarrow.cases.terms import Duty
from yarrow.cases.tests.reading import words_of
from yarrow.config import ready
from yarrow.config.families import Family
from yarrow.config.ready.plans import brief_and_sign, propose, record_everything, staff_in_date
from yarrow.config.strangers import bring_in
from yarrow.gate.catalogue import ASKS_MORE, CANNOT_BE_READ
from yarrow.gate.facts import Fact
from yarrow.gate.facts.change import Separation, SeparationState
from yarrow.gate.facts.choice import Consent, ConsentValue
from yarrow.gate.facts.team import AbuseFlag, FlagBasis
from yarrow.gate.forms import Form
from yarrow.gate.topics import Topic
from yarrow.gate.words import Answer
from yarrow.kernel.clock import FixedClock
from yarrow.meetings.gate import plan_reasons_by_team
from yarrow.meetings.models import Plan
from yarrow.meetings.queries import answers_now
from yarrow.policy.models import PolicyVersion

from .conftest import proposed, sent_out_of


def seen_by_lead(browser: Browser, plan: Plan) -> str:
    return words_of(browser("lead").get(reverse("meetings:plan", args=[plan.pk])))


@pytest.mark.parametrize(
    ("part", "fact"),
    [
        ("harmed", Separation(state=SeparationState.PLANNED)),
        ("team", AbuseFlag(value=Answer.YES, basis=FlagBasis.SCREENS)),
    ],
    ids=["confided in her room", "said by the team"],
)
def test_own_room_reads_the_same_whatever_was_said_where_the_lead_is_not(
    family: Family, browser: Browser, clock: FixedClock, part: str, fact: Fact
) -> None:
    for person in ("harmed", "other"):
        family.record(person, *ready.pupil(clock.today()))
    for each in ready.records.team_without_abuse(clock.today()):
        family.record("team", each)
    plan = proposed(family, clock)
    sent_out_of(family, clock, "team", "harmed")
    before, answered = seen_by_lead(browser, plan), answers_now(plan, clock.today())

    family.record(part, fact)

    assert answers_now(plan, clock.today()) != answered
    assert seen_by_lead(browser, plan) == before
    assert "Bryn" in before


@pytest.mark.parametrize("untrained", [True, False], ids=["something else is lacking", "nothing else is"])
def test_a_signature_that_is_void_shows_in_no_word_about_numbers(
    family: Family, browser: Browser, clock: FixedClock, *, untrained: bool
) -> None:
    ready.policy.agreed(family.cast, clock, {"sign_off_days": 7})
    clock.move_to(clock.now() + ready.policy.AHEAD)
    record_everything(family)
    staff_in_date(family)
    plan = propose(family, Form.CONFERENCE, [Topic.HARM], joint_on=clock.today() + timedelta(days=14))
    brief_and_sign(family, plan)
    sent_out_of(family, clock, "harmed")
    if untrained:
        bring_in(
            case=family.case,
            worker=family.cast.worker("outsider"),
            duty=Duty.PRACTITIONER,
            by=family.cast.worker("supervisor"),
            clock=clock,
        )
    clock.move_to(clock.now() + timedelta(minutes=5))
    before = seen_by_lead(browser, plan)

    family.record(
        "harmed", Consent(value=ConsentValue.DECLINED, forms=(Form.CONFERENCE,), topics=(Topic.HARM,))
    )

    assert seen_by_lead(browser, plan) == before


def test_the_team_is_told_whose_numbers_they_are(family: Family, clock: FixedClock) -> None:
    ready.policy.agreed(family.cast, clock, {"supervision_days": 14})
    staff_in_date(family)
    plan = proposed(family, clock)
    assert ASKS_MORE not in plan_reasons_by_team(plan, clock.today())

    clock.move_to(clock.now() + timedelta(days=15))

    assert ASKS_MORE in plan_reasons_by_team(plan, clock.today())


def test_numbers_that_are_not_known_are_nobodys(family: Family, clock: FixedClock) -> None:
    plan = proposed(family, clock)
    ready.policy.agreed(family.cast, clock)
    PolicyVersion.objects.all().delete()

    assert plan_reasons_by_team(plan, clock.today()) == (CANNOT_BE_READ,)
