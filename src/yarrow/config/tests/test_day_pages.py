"""The pages of the day: the lead's, everybody else's, and one room's. What one side sees tells nothing."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.browsers import Browser
from yarrow.cases.tests.reading import masked, words_of
from yarrow.config import ready
from yarrow.config.families import Family
from yarrow.config.ready import day as on_the_day
from yarrow.gate.facts.day import StillSo
from yarrow.gate.words import Answer
from yarrow.kernel.clock import FixedClock
from yarrow.meetings.models import Plan, Sitting
from yarrow.meetings.tests.test_two_worlds import something_is_confided
from yarrow.rooms.actions import drop_note, take_keys

from .meeting import day_of_meeting

CONSTANT = "Whether it begins is for the lead to say."
WAITING, THERE = "Something is still asked for today.", "What is asked for today is there."


@pytest.fixture
def plan(family: Family, clock: FixedClock) -> Plan:
    return day_of_meeting(family, clock)


def page(plan: Plan, name: str = "day") -> str:
    return reverse(f"meetings:{name}", args=[plan.pk])


def all_pages(visitor: Client, family: Family, plan: Plan) -> list[str]:
    """Everything that somebody with one room can see and press around the day."""
    rooms = [reverse("meetings:day_room", args=[plan.pk, room.pk]) for room in family.rooms.values()]
    looked = [page(plan), page(plan, "begin"), page(plan, "end"), page(plan, "plan"), *rooms]
    pressed = [page(plan, name) for name in ("begin", "pause", "on_again", "end", "left")]
    return [masked(visitor.get(path)) for path in (*looked, reverse("desk:case", args=[family.case.pk]))] + [
        masked(visitor.post(path)) for path in pressed
    ]


def still_so(family: Family, part: str, answer: Answer) -> None:
    facts = on_the_day.of_person(part, family.clock.today())
    family.record(part, *facts[:-1], StillSo(asked_alone=answer, orders_checked=answer, told=answer))


@pytest.mark.parametrize("part", ["other_worker", "specialist", "child_worker"])
def test_other_workers_pages_are_the_same_bytes_whether_the_harmed_room_said_still_so_or_not(
    part: str, family: Family, plan: Plan, clock: FixedClock, browser: Browser
) -> None:
    visitor = browser(part)
    before = all_pages(visitor, family, plan)

    still_so(family, "harmed", Answer.NO)
    after_no = all_pages(visitor, family, plan)
    still_so(family, "harmed", Answer.YES)
    after_yes = all_pages(visitor, family, plan)
    something_is_confided("harmed", family, plan, clock)
    after_stop = all_pages(visitor, family, plan)

    assert before == after_no == after_yes == after_stop


@pytest.mark.parametrize("part", ["harmed_worker", "specialist", "signing_supervisor"])
def test_pages_without_the_other_room_tell_nothing_of_it(
    part: str, family: Family, plan: Plan, browser: Browser
) -> None:
    visitor = browser(part)
    before = all_pages(visitor, family, plan)

    still_so(family, "other", Answer.NO)

    assert all_pages(visitor, family, plan) == before


def test_while_it_lasts_a_confided_stop_changes_no_byte_for_the_other_side(
    family: Family, plan: Plan, clock: FixedClock, browser: Browser
) -> None:
    ready.everything_for_the_day(family, plan)
    ready.begin(family, plan)
    visitor, lead = browser("other_worker"), browser("lead")
    all_pages(visitor, family, plan)  # their own press begins a break
    before = all_pages(visitor, family, plan)

    something_is_confided("harmed", family, plan, clock)

    assert all_pages(visitor, family, plan) == before
    assert "Something was recorded meanwhile that stops joint work." in words_of(lead.get(page(plan)))


def test_other_worker_sees_their_own_part_and_one_constant_sentence(
    family: Family, plan: Plan, browser: Browser
) -> None:
    shown = words_of(browser("other_worker").get(page(plan)))

    assert CONSTANT in shown
    assert "Bryn" in shown
    assert "Anwen" not in shown
    assert WAITING not in shown
    assert "Not yet, because" not in shown


def test_lead_is_told_room_by_room_and_shown_no_room_s_words(
    family: Family, plan: Plan, browser: Browser
) -> None:
    before = words_of(browser("lead").get(page(plan)))
    still_so(family, "harmed", Answer.YES)
    shown = words_of(browser("lead").get(page(plan)))

    assert before.count(WAITING) == 4
    assert shown.count(WAITING) == 3
    assert shown.count(THERE) == 1
    assert "Not everybody's room has said today that it is still so." in shown
    assert "garden door" not in shown
    assert "Read the ground rules and begin" not in shown


def test_lead_outside_one_room_is_told_nothing_of_any(
    family: Family, plan: Plan, clock: FixedClock, browser: Browser
) -> None:
    by = family.cast.worker("supervisor")
    take_keys(worker=family.cast.worker("lead"), by=by, clock=clock, room=family.rooms["other"])
    before = masked(browser("lead").get(page(plan)))
    still_so(family, "other", Answer.YES)
    something_is_confided("other", family, plan, clock)

    assert masked(browser("lead").get(page(plan))) == before
    assert WAITING not in before


def test_one_room_on_the_day_shows_what_is_asked_and_what_was_told_to_this_person(
    family: Family, plan: Plan, browser: Browser
) -> None:
    path = reverse("meetings:day_room", args=[plan.pk, family.rooms["harmed"].pk])
    assert "Still asked for today, in this room" in words_of(browser("harmed_worker").get(path))

    still_so(family, "harmed", Answer.YES)

    shown = words_of(browser("harmed_worker").get(path))
    assert THERE.replace("today is", "today in this room is") in shown
    assert "The garden door" in shown
    assert "reading room" not in shown
    assert browser("other_worker").get(path).status_code == 404


def test_the_sheets_of_the_day_are_begun_from_the_room_s_page(
    family: Family, plan: Plan, browser: Browser
) -> None:
    room, visitor = family.rooms["harmed"], browser("harmed_worker")

    begun = visitor.post(reverse("record:add", args=[room.pk]), {"page_kind": "still_so"})

    assert "Did you ask them alone today" in words_of(visitor.get(begun["Location"]))


def test_begin_that_is_refused_says_why_once(family: Family, plan: Plan, browser: Browser) -> None:
    lead, path = browser("lead"), page(plan, "begin")

    assert lead.post(path)["Location"] == path

    assert "The team has not said today that the place is ready." in words_of(lead.get(path))
    assert "The team has not said today" not in words_of(lead.get(path))
    assert not Sitting.objects.exists()


def test_begin_that_is_refused_after_a_note_came_in(
    family: Family, plan: Plan, clock: FixedClock, browser: Browser
) -> None:
    ready.everything_for_the_day(family, plan)
    lead, member = browser("lead"), family.cast["specialist"]
    assert "Read the ground rules and begin" in words_of(lead.get(page(plan)))
    fact = on_the_day.orders_today(clock.today())
    drop_note(room=family.rooms["child"], fact=fact, by=member.worker, keyring=member.keyring, clock=clock)

    lead.post(page(plan, "begin"))

    assert not Sitting.objects.exists()


def test_the_whole_day_by_hand(family: Family, plan: Plan, clock: FixedClock, browser: Browser) -> None:
    ready.everything_for_the_day(family, plan)
    lead, other = browser("lead"), browser("other_worker")
    assert "Anybody may ask for a break, or stop" in words_of(lead.get(page(plan, "begin")))
    assert lead.post(page(plan, "begin"))["Location"] == page(plan)
    clock.move_to(clock.now() + timedelta(minutes=12))
    assert "12 minutes ago" in words_of(other.get(page(plan)))

    other.post(page(plan, "pause"))
    assert "The lead says when it goes on." in words_of(other.get(page(plan)))
    assert other.post(page(plan, "on_again")).status_code == 404
    lead.post(page(plan, "on_again"))
    assert "There is a break." not in words_of(other.get(page(plan)))

    assert lead.post(page(plan, "end"))["Location"] == page(plan)
    other.post(page(plan, "left"), {"left": "first_away"})
    shown = words_of(other.get(page(plan)))
    assert "Nobody else before 17 March 2026, 10:02" in shown
    lead.post(page(plan, "left"), {"left": "all_away"})
    assert "Everybody has left." in words_of(other.get(page(plan)))
    assert "Held on 17 March 2026." in words_of(other.get(page(plan)))
    assert "What follows" in words_of(other.get(page(plan)))


def test_stop_is_on_the_page_of_every_worker_and_leads_everybody_out(
    family: Family, plan: Plan, browser: Browser
) -> None:
    for part in ("lead", "harmed_worker", "other_worker", "specialist", "signing_supervisor"):
        assert "Stop now" in words_of(browser(part).get(page(plan)))

    visitor = browser("specialist")
    assert visitor.post(page(plan, "stop_now"))["Location"] == page(plan)

    shown = words_of(visitor.get(page(plan)))
    assert "It was stopped." in shown
    assert "The person harmed leaves first" in shown
    assert "Stop now" not in shown
    assert "Not going ahead for now." in words_of(browser("other_worker").get(page(plan)))


def test_a_plan_with_one_person_has_no_day(family: Family, plan: Plan, browser: Browser) -> None:
    Plan.objects.update(form="one_person_work")

    for name in ("day", "begin", "stop_now", "pause", "left"):
        assert browser("lead").get(page(plan, name)).status_code == 404
