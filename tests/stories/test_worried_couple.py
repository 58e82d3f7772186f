"""A couple whom something worries, without control, meets with ordinary safeguards; a strangler does not."""

from datetime import timedelta

import pytest

from yarrow.config import ready
from yarrow.config.families import Family
from yarrow.gate.facts.choice import CoercionScreen
from yarrow.gate.facts.harm import Fear, Harm, Incident, Part
from yarrow.gate.facts.risk import AbuseScreen, ScreenResult
from yarrow.gate.forms import Form
from yarrow.gate.rules.harm_in_process import GOES_ON, GRAVE_HARM
from yarrow.gate.topics import Topic
from yarrow.gate.words import Answer, LongText
from yarrow.kernel.clock import FixedClock
from yarrow.meetings.models import Plan

from .browsing import Somebody
from .conftest import ComeIn, Script

pytestmark = pytest.mark.story

SHOUTS = "We shout, both of us, and then it is quiet for a week. I fear that quiet."
WORRY = AbuseScreen(alone=Answer.YES, result=ScreenResult.CONCERN, words=LongText(SHOUTS))
FREE = CoercionScreen(alone=Answer.YES, result=ScreenResult.CLEAR)
HANDS = "Once, in March, he had his hands round my neck."
DAYS = timedelta(days=7)
ARRANGED = "Arranged for 17 March 2026, 14:30."


def room_of(family: Family, part: str) -> str:
    return f"/r/{family.rooms[part].pk}/"


def when_each_says_what_worries_them(hana: Somebody, owen: Somebody, family: Family) -> None:
    """Asked alone, each by their own worker; and each is free to say no."""
    hana.record(room_of(family, "harmed"), WORRY, Fear(words=LongText(SHOUTS)), FREE)
    owen.record(room_of(family, "other"), WORRY, FREE)


def when_the_rest_is_in_place(family: Family, clock: FixedClock) -> Plan:
    """What every couple is asked where abuse is not excluded, and a signature; nothing more than that."""
    ready.staff_in_date(family)
    ready.record_everything(family)
    joint_on = clock.today() + DAYS
    plan = ready.propose(family, Form.CIRCLE_WITH_ALL, [Topic.HARM], joint_on=joint_on)
    clock.move_to(clock.now() + timedelta(minutes=5))  # what worried them stopped it; a brief comes after
    ready.brief_and_sign(family, plan)
    return plan


def when_the_lead_sets_the_day(lena: Somebody, plan: Plan, clock: FixedClock) -> Somebody:
    at = clock.now().replace(hour=14, minute=30) + DAYS
    return lena.go(f"/p/{plan.pk}/").follow("Set the day and the hour").moment(at).press("Save")


def when_hands_on_the_neck_are_told_of(hana: Somebody, family: Family) -> Somebody:
    """In her room. Risk is looked at again at once, and still thought to be low."""
    told = Incident(part=Part.WAS_HARMED, form=Harm.STRANGULATION, words=LongText(HANDS))
    room = room_of(family, "harmed")
    return hana.record(room, told, ready.risk(family.clock.today(), why="It was long ago, she says."))


def test_a_worried_couple_without_control_is_not_treated_like_a_strangler(
    come_in: ComeIn, family: Family, clock: FixedClock, has_script_today: Script
) -> None:
    hana, owen, lena = (
        come_in(part, has_script=has_script_today) for part in ("harmed_worker", "other_worker", "lead")
    )
    when_each_says_what_worries_them(hana, owen, family)
    plan = when_the_rest_is_in_place(family, clock)
    hana.go(room_of(family, "harmed")).reads_nothing_of(GOES_ON.text, GRAVE_HARM.text)
    clock.move_to(clock.now() + timedelta(minutes=5))
    when_the_lead_sets_the_day(lena, plan, clock).reads(ARRANGED)

    when_hands_on_the_neck_are_told_of(hana, family).reads(GRAVE_HARM.text)
    lena.go(f"/p/{plan.pk}/").reads("Not going ahead for now.").reads_nothing_of(HANDS, GRAVE_HARM.text)
    when_the_lead_sets_the_day(lena, plan, clock).reads("There is a problem").is_at(
        "Set the day and the hour"
    )
    hana.go(room_of(family, "harmed")).reads("What remains possible, whatever must still be in place")
