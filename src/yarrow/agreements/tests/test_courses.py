"""A person's own course: seen inside their room alone, equal either way, whole without a meeting."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests.browsers import Browser
from yarrow.agreements.actions.courses import finish_step, plan_follow_up
from yarrow.audit.models import AuditEvent
from yarrow.audit.terms import Event
from yarrow.cases.models import Stop
from yarrow.cases.queries import latest_stop_to_tell
from yarrow.cases.tests.reading import masked
from yarrow.config import ready
from yarrow.config.families import COUPLE, Family, Person, open_family
from yarrow.config.ready.courses import strengths
from yarrow.gate.course import StepState, guide
from yarrow.gate.course.steps import StepCode
from yarrow.gate.facts import Fact
from yarrow.gate.facts.change import Separation, SeparationState
from yarrow.gate.facts.choice import Hope
from yarrow.gate.facts.course import Course, NextStep, NextStepDone, Which, WhoseWish
from yarrow.gate.facts.team import TriggerNotice
from yarrow.gate.facts.who import AgeBand, Role
from yarrow.gate.words import Answer, LongText
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.kernel.ids import new_id
from yarrow.meetings.models import FollowUp, Plan
from yarrow.meetings.tests.conftest import proposed
from yarrow.record.forms.sheet import filled
from yarrow.rooms.actions import correct_entry, drop_note, open_drops
from yarrow.rooms.models import Drop, Entry
from yarrow.rooms.queries import entries_in, recorded_in

WAYS = [ready.living_together, ready.parting]
PARTS = ["harmed", "other"]
OUTSIDE = ["outsider", "excluded", "supervisor", "specialist", "child_worker", "manager"]
PARTING = Course(which=Which.PARTING, whose=WhoseWish.OWN, words=LongText("By the summer."))
TOGETHER = Course(which=Which.LIVING_TOGETHER, whose=WhoseWish.OWN)
STEP = NextStep(words=LongText("Ring the choir."))


def course_of(family: Family, part: str) -> str:
    return reverse("agreements:course", args=[family.rooms[part].pk])


def addresses(family: Family, part: str, step: Entry) -> list[str]:
    room = family.rooms[part].pk
    return [
        course_of(family, part),
        reverse("agreements:course_paper", args=[room]),
        reverse("agreements:course_follow_up", args=[room]),
        reverse("agreements:step_done", args=[room, step.pk]),
    ]


def page(visitor: Client, address: str) -> str:
    answer = visitor.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()


def stops(family: Family) -> int:
    return Stop.objects.filter(case=family.case).count()


def notices(family: Family) -> int:
    """Waiting notes in the team's room, and the triggers that were read there."""
    team = family.rooms["team"]
    read = recorded_in(team, family.holder("team").keyring)
    return team.drops.filter(opened_on=None).count() + sum(isinstance(e.fact, TriggerNotice) for e in read)


# --- who is not inside ---


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("worker", OUTSIDE)
def test_who_is_not_inside_sees_and_presses_nothing(
    part: str, worker: str, family: Family, browser: Browser
) -> None:
    (step,) = family.record(part, STEP)
    ready.living_together(family, part)
    visitor, before = browser(worker), Entry.objects.count()

    for address in addresses(family, part, step):
        assert visitor.get(address).status_code == 404
        assert visitor.post(address).status_code in {404, 405}
    assert Entry.objects.count() == before


@pytest.mark.parametrize(("part", "worker"), [("harmed", "other_worker"), ("other", "harmed_worker")])
def test_the_other_side_s_worker_sees_and_presses_nothing(
    part: str, worker: str, family: Family, browser: Browser
) -> None:
    (step,) = family.record(part, STEP)

    for address in addresses(family, part, step):
        assert browser(worker).get(address).status_code == 404
        assert browser(worker).post(address).status_code in {404, 405}


@pytest.mark.parametrize("part", ["child", "team", "shared"])
def test_no_child_no_team_and_no_shared_room_has_a_course(
    part: str, family: Family, browser: Browser
) -> None:
    entry = Entry.objects.filter(room=family.rooms["child"]).first()
    assert entry is not None
    visitor = browser("lead")

    assert visitor.get(course_of(family, part)).status_code == 404
    for address in addresses(family, part, entry)[2:]:
        assert visitor.post(address).status_code == 404
    assert visitor.get(addresses(family, part, entry)[1]).status_code == 404
    assert course_of(family, part) not in page(visitor, reverse("record:room", args=[family.rooms[part].pk]))


@pytest.mark.parametrize("age", [AgeBand.CHILD, AgeBand.YOUNG_PERSON])
def test_in_the_room_of_somebody_under_18_nothing_about_the_adults_relationship_is_offered(
    age: AgeBand, family: Family, browser: Browser
) -> None:
    young = COUPLE | {"child": Person("Deio", Role.CAUSED_HARM, "child_worker", age)}
    other = open_family(cast=family.cast, clock=family.clock, people=young)
    add = page(browser("lead"), reverse("record:add", args=[other.rooms["child"].pk]))
    of_adult = page(browser("lead"), reverse("record:add", args=[other.rooms["harmed"].pk]))

    for kind in ("course", "course_review", "exit_plan", "may_be_agreed"):
        assert f'value="{kind}"' not in add
        assert f'value="{kind}"' in of_adult
    assert 'value="next_step"' in add
    assert 'value="own_safety_plan"' in add


def test_where_an_age_is_not_known_it_is_asked_and_nothing_else(family: Family, browser: Browser) -> None:
    unknown = COUPLE | {"harmed": Person("Elen", Role.NOT_YET_KNOWN, "harmed_worker", AgeBand.UNKNOWN)}
    other = open_family(cast=family.cast, clock=family.clock, people=unknown)
    ready.parting(other, "harmed")

    shown = page(browser("lead"), course_of(other, "harmed"))

    assert 'value="identity"' in shown
    assert "By the summer" not in shown
    assert "piano" not in shown
    assert browser("lead").get(addresses(other, "harmed", Entry(id=new_id()))[1]).status_code == 404


def test_a_step_of_another_room_or_no_step_at_all_is_not_there(family: Family) -> None:
    (theirs,) = family.record("other", STEP)
    (no_step,) = family.record("harmed", Hope(words=LongText("A garden.")))
    member = family.holder("harmed")

    for entry in (theirs.pk, no_step.pk, new_id()):
        with pytest.raises(NotThere):
            finish_step(
                room=family.rooms["harmed"],
                step=entry,
                by=member.worker,
                keyring=member.keyring,
                clock=family.clock,
            )


def test_follow_up_is_planned_by_nobody_outside_and_for_no_team(family: Family) -> None:
    for part, worker in (("harmed", "other_worker"), ("harmed", "outsider"), ("team", "lead")):
        with pytest.raises(NotThere):
            plan_follow_up(room=family.rooms[part], by=family.cast.worker(worker), clock=family.clock)
    assert not FollowUp.objects.exists()


# --- parting is a change after which risk is looked at again ---


def test_a_wish_to_part_tells_the_team_once_and_stops_joint_work_once_without_a_line(
    family: Family, clock: FixedClock
) -> None:
    before = (notices(family), stops(family))

    family.record("harmed", PARTING)

    assert (notices(family), stops(family)) == (before[0] + 1, before[1] + 1)
    stop = latest_stop_to_tell(family.case)
    assert stop is not None
    assert stop.line_from is not None
    assert stop.line_from > clock.now()


@pytest.mark.parametrize("which", [Which.LIVING_TOGETHER, Which.NOT_DECIDED])
def test_another_wish_tells_and_stops_nothing(which: Which, family: Family) -> None:
    before = (notices(family), stops(family), Drop.objects.count())

    family.record("harmed", Course(which=which, whose=WhoseWish.OWN))

    assert (notices(family), stops(family), Drop.objects.count()) == before


def test_a_wish_to_part_that_is_posted_twice_fires_once(family: Family, browser: Browser) -> None:
    visitor, before = browser("harmed_worker"), (notices(family), stops(family))
    add = reverse("record:add", args=[family.rooms["harmed"].pk])
    sheet = visitor.post(add, {"page_kind": "course"}).headers["Location"]

    for _press in range(2):
        visitor.post(sheet, filled(PARTING))

    assert (notices(family), stops(family)) == (before[0] + 1, before[1] + 1)


def test_a_wish_to_part_that_comes_by_a_note_fires_when_it_is_read(family: Family) -> None:
    before, member, room = stops(family), family.holder("harmed"), family.rooms["harmed"]
    sender = family.cast["lead"]
    drop_note(room=room, fact=PARTING, by=sender.worker, keyring=sender.keyring, clock=family.clock)

    open_drops(room=room, by=member.worker, keyring=member.keyring, clock=family.clock)

    assert stops(family) == before + 1


def test_a_wish_to_part_is_not_put_right_into_none(family: Family) -> None:
    (entry,) = family.record("harmed", PARTING)
    member = family.holder("harmed")

    outcome = correct_entry(
        room=family.rooms["harmed"],
        entry=entry.pk,
        fact=TOGETHER,
        by=member.worker,
        keyring=member.keyring,
        clock=family.clock,
    )

    assert isinstance(outcome, Refused)
    assert states(family, "harmed")[StepCode.RISK] is StepState.LAPSED


def test_after_a_wish_to_part_risk_is_what_the_page_asks_for(family: Family, browser: Browser) -> None:
    family.record("harmed", *strengths(), ready.risk(family.clock.today()), PARTING)

    shown = page(browser("harmed_worker"), course_of(family, "harmed"))

    first = shown[shown.index("What comes next") : shown.index("The steps")]
    assert 'value="risk_assessed"' in first
    assert "Look at this again" in shown


# --- two worlds ---


def seen_outside(visitor: Client, family: Family, plan: Plan, part: str) -> list[str]:
    """All that a worker of the other side has: their day, the case, the plan, the rooms and the course."""
    asked = [
        reverse("desk:today"),
        reverse("desk:case", args=[family.case.pk]),
        reverse("meetings:plan", args=[plan.pk]),
        *(reverse("record:room", args=[room.pk]) for room in family.rooms.values()),
        *(course_of(family, each) for each in family.rooms),
        *addresses(family, part, Entry(id=new_id()))[1:],
    ]
    pages = [masked(visitor.get(address)) for address in asked]
    return [each.replace(str(family.case.reference), "NUMBER") for each in pages]


def something_else_is_confided(family: Family, part: str) -> None:
    """The same released trace from another cause: something else was confided at the same moment."""

    family.record(part, Separation(state=SeparationState.RAISED, words=LongText("To her sister.")))


@pytest.mark.parametrize(("part", "observer"), [("harmed", "other_worker"), ("other", "harmed_worker")])
def test_a_whole_course_of_living_together_changes_no_byte_outside_its_room(
    part: str, observer: str, family: Family, browser: Browser, clock: FixedClock
) -> None:
    plan, visitor = proposed(family, clock), browser(observer)
    before = seen_outside(visitor, family, plan, part)

    ready.living_together(family, part)

    assert seen_outside(visitor, family, plan, part) == before


def test_the_other_side_s_worker_cannot_tell_parting_from_anything_else_confided(
    family: Family, browser: Browser, clock: FixedClock
) -> None:
    another, visitor = open_family(cast=family.cast, clock=clock), browser("other_worker")
    plans = [proposed(each, clock) for each in (family, another)]
    ready.parting(family, "harmed")
    something_else_is_confided(another, "harmed")

    one, two = (
        seen_outside(visitor, each, plan, "harmed")
        for each, plan in zip((family, another), plans, strict=True)
    )

    assert one[1:] == two[1:]  # Today shows both families at once


# --- the whole way ---


def states(family: Family, part: str) -> dict[StepCode, StepState]:
    recorded = recorded_in(family.rooms[part], family.holder(part).keyring)
    return {each.step.code: each.state for each in guide(recorded, family.clock.today()).steps}


def facts_of(family: Family, part: str) -> list[Fact]:
    return [read.fact for read in entries_in(family.rooms[part], family.holder(part).keyring)]


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("way", WAYS, ids=["living_together", "parting"])
def test_each_side_comes_to_the_end_of_each_course_with_no_meeting(
    way: object, part: str, family: Family, browser: Browser
) -> None:
    assert callable(way)
    way(family, part)

    shown = page(browser("lead"), course_of(family, part))

    assert set(states(family, part).values()) == {StepState.DONE}
    assert "They say that it is enough for now. You ask again by" in shown
    assert not Plan.objects.exists()
    owed = FollowUp.objects.filter(room=family.rooms[part])
    assert owed.exists()
    assert set(owed.values_list("plan", flat=True)) == {None}


def test_the_follow_up_of_both_courses_and_both_sides_is_the_same(family: Family) -> None:
    ready.living_together(family, "harmed")
    ready.parting(family, "other")

    one, two = (
        list(
            FollowUp.objects.filter(room=family.rooms[part])
            .order_by("due_on", "kind")
            .values("kind", "due_on")
        )
        for part in PARTS
    )

    assert one == two


def test_strengths_come_first_and_words_are_their_own(family: Family, browser: Browser) -> None:
    ready.parting(family, "harmed")

    shown = page(browser("harmed_worker"), course_of(family, "harmed"))

    order = ("school play", "The steps", "A private plan for leaving", "the second drawer")
    places = [shown.index(words) for words in order]
    assert places == sorted(places)
    assert "it needs a plan, so ask the lead" in shown
    assert "govuk-task-list" in shown


def test_who_harmed_has_next_steps_and_a_plan_of_their_own(family: Family, browser: Browser) -> None:
    ready.living_together(family, "other")

    shown = page(browser("other_worker"), course_of(family, "other"))

    assert "the river path" in shown
    assert "Walk to the lake on Saturdays." in shown
    assert 'value="safety_plan"' not in shown
    assert 'value="own_safety_plan"' in shown


# --- presses ---


def test_a_step_is_done_by_a_press_and_once(family: Family, browser: Browser) -> None:
    (step,) = family.record("harmed", STEP)
    visitor = browser("harmed_worker")
    done = reverse("agreements:step_done", args=[family.rooms["harmed"].pk, step.pk])
    assert done in page(visitor, course_of(family, "harmed"))

    for _press in range(2):
        assert visitor.post(done).headers["Location"] == course_of(family, "harmed")

    assert facts_of(family, "harmed").count(NextStepDone(step=str(step.pk))) == 1
    shown = page(visitor, course_of(family, "harmed"))
    assert done not in shown
    assert "Done already" in shown
    assert "Ring the choir." in page(visitor, reverse("record:room", args=[family.rooms["harmed"].pk]))


def test_follow_up_is_offered_once_a_course_is_begun_and_planned_by_a_press(
    family: Family, browser: Browser
) -> None:
    visitor = browser("harmed_worker")
    press = reverse("agreements:course_follow_up", args=[family.rooms["harmed"].pk])
    assert press not in page(visitor, course_of(family, "harmed"))
    family.record("harmed", TOGETHER)
    assert press in page(visitor, course_of(family, "harmed"))

    for _press in range(2):
        assert visitor.post(press).headers["Location"] == course_of(family, "harmed")

    rows = FollowUp.objects.filter(room=family.rooms["harmed"])
    assert rows.count() == rows.values("kind").distinct().count()
    assert press not in page(visitor, course_of(family, "harmed"))
    assert (
        AuditEvent.objects.filter(event=Event.AFTER_CARE_MADE, chain=family.rooms["harmed"].pk).count() == 1
    )


def test_an_address_for_presses_goes_back_to_the_room(family: Family, browser: Browser) -> None:
    (step,) = family.record("harmed", STEP)

    for address in addresses(family, "harmed", step)[2:]:
        back = browser("harmed_worker").get(address)
        assert back.headers["Location"] == reverse("record:room", args=[family.rooms["harmed"].pk])


# --- the paper ---


@pytest.mark.parametrize("part", PARTS)
def test_the_paper_holds_only_steps_that_may_stand_on_it_and_tells_nothing_else(
    part: str, family: Family, browser: Browser
) -> None:
    ready.parting(family, part)
    secret = NextStep(words=LongText("See the solicitor."), on_paper=Answer.NO)
    family.record(part, secret, NextStep(words=LongText("Put by a deposit.")))
    address = reverse("agreements:course_paper", args=[family.rooms[part].pk])
    # A note waits in the team's room: until it is read nobody knows what it protects, and nothing leaves.
    stopped = page(browser("lead"), address)
    assert "Stopped. Ask the supervisor." in stopped
    assert "Walk to the lake on Saturdays." not in stopped
    ready.read_waiting_notes(family)

    paper = page(browser("lead"), address)

    assert "Walk to the lake on Saturdays." in paper
    told = re.sub(r"<[^>]+>", " ", paper)
    for word in ("solicitor", "deposit", "housing", "scarf", "drawer", "Anwen", "Bryn", "harmed", "Yarrow"):
        assert word not in told, word
    assert "part" not in told.lower().split()
    assert "yarrow-band" not in paper


# --- cost ---


def test_the_page_asks_as_much_for_a_full_course_as_for_an_empty_one(
    family: Family, browser: Browser, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    visitor, address = browser("harmed_worker"), course_of(family, "harmed")
    visitor.get(address)
    with CaptureQueriesContext(connection) as empty:
        visitor.get(address)
    ready.living_together(family, "harmed")

    assert len(empty) <= QUERIES
    with django_assert_num_queries(len(empty)):
        visitor.get(address)


QUERIES = 18
"""Seventeen on SQLite; PostgreSQL locks the chain of the trace with one of its own. What the record says of
the list of a closely kept case is one, and what it says of the entries that are read another (0024)."""


def test_what_is_recorded_from_the_page_leads_back_to_it(family: Family, browser: Browser) -> None:
    visitor, room = browser("harmed_worker"), family.rooms["harmed"].pk
    assert 'name="page_back" value="course"' in page(visitor, course_of(family, "harmed"))
    begun = {"page_kind": "next_step", "page_back": "course"}
    sheet = visitor.post(reverse("record:add", args=[room]), begun).headers["Location"]
    refused = visitor.post(sheet, begun | {"on_paper": "unknown"})
    assert refused.headers["Location"] == sheet
    assert 'value="course"' in page(visitor, sheet)

    for _press in range(2):
        answer = visitor.post(sheet, filled(STEP) | {"page_back": "course"})
        assert answer.headers["Location"] == course_of(family, "harmed")


def test_a_way_back_that_nobody_offered_leads_to_the_room(family: Family, browser: Browser) -> None:
    visitor, room = browser("harmed_worker"), family.rooms["harmed"].pk
    begun = {"page_kind": "next_step", "page_back": "//elsewhere.example"}
    sheet = visitor.post(reverse("record:add", args=[room]), begun).headers["Location"]

    answer = visitor.post(sheet, filled(STEP) | {"page_back": "//elsewhere.example"})

    assert answer.headers["Location"] == reverse("record:room", args=[room])
