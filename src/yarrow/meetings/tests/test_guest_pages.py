"""What a guest of a partner service finds who is asked to sign: briefs and presses, no name, no case."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.browsers import Browser
from tests.kept import made_once
from yarrow.cases.actions import end_allocation
from yarrow.cases.tests.reading import masked, token_in, words_of
from yarrow.config import ready
from yarrow.config.families import COUPLE, Family
from yarrow.gate.ask import NotYet, Possible
from yarrow.gate.forms import Form
from yarrow.gate.topics import Topic
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.ids import new_id
from yarrow.meetings.actions import plan_series, write_brief
from yarrow.meetings.brief import BriefContent
from yarrow.meetings.gate import gate_answer
from yarrow.meetings.models import Plan, SignOff, Unease
from yarrow.meetings.shown.guest import number_of
from yarrow.staff.models import Worker

LIST = reverse("meetings:asked")
ROUTES = ("asked_plan", "asked_not_easy", "asked_easy", "asked_know")
BRIEF = "Ready, and asked alone this morning."


def page(route: str, plan: Plan) -> str:
    return reverse(f"meetings:{route}", args=[plan.pk])


@pytest.fixture
def proposed(family: Family, clock: FixedClock) -> Plan:
    """Everything recorded and proposed; nobody has named the guest."""

    def made() -> Plan:
        ready.staff_in_date(family)
        ready.record_everything(family)
        joint_on = clock.today() + timedelta(days=14)
        return ready.propose(family, Form.CIRCLE_WITH_ALL, [Topic.HARM], joint_on=joint_on)

    return made_once("test_guest_pages: proposed", made, family, clock=clock)


@pytest.fixture
def asked(proposed: Plan, family: Family, clock: FixedClock) -> Plan:
    """The guest was named, knows nobody, and has every brief."""

    def named_and_briefed() -> None:
        ready.guest_is_asked(family)
        ready.brief(family, proposed, to="guest")

    made_once("test_guest_pages: asked", named_and_briefed, family, clock=clock)
    return proposed


def signs(plan: Plan, browser: Browser) -> str:
    """What the guest presses on the page that is before them; where it leads."""
    seen = token_in(browser("guest").get(page("asked_plan", plan)), "seen")
    pressed = browser("guest").post(page("asked_plan", plan), {"seen": seen})
    assert pressed.status_code == 302
    return str(pressed["Location"])


# --- who finds nothing ---


def finds_nothing(browser: Browser, part: str, plan: Plan) -> bool:
    """Every page of this plan, looked at and pressed, is byte for byte one of a plan that is not."""
    for route in ROUTES:
        nothing, there = reverse(f"meetings:{route}", args=[new_id()]), page(route, plan)
        for ask in (browser(part).get, browser(part).post):
            answer, unknown = ask(there), ask(nothing)
            if answer.status_code != 404 or masked(answer) != masked(unknown):
                return False
    return True


def test_a_guest_nobody_named_finds_nothing(proposed: Plan, browser: Browser) -> None:
    assert finds_nothing(browser, "guest", proposed)
    assert number_of(proposed.pk) not in words_of(browser("guest").get(LIST))


def test_a_guest_who_is_asked_no_more_finds_nothing(
    asked: Plan, family: Family, clock: FixedClock, browser: Browser
) -> None:
    before = browser("guest").get(LIST)
    assert number_of(asked.pk) in words_of(before)

    by = family.cast.worker("supervisor")
    end_allocation(case=family.case, worker=family.cast.worker("guest"), by=by, clock=clock)

    assert finds_nothing(browser, "guest", asked)
    assert number_of(asked.pk) not in words_of(browser("guest").get(LIST))


@pytest.mark.parametrize("part", ["lead", "signing_supervisor"])
def test_a_worker_of_the_case_finds_no_page_of_a_guests(asked: Plan, browser: Browser, part: str) -> None:
    assert finds_nothing(browser, part, asked)
    assert browser(part).get(LIST).status_code == 404


def test_a_guest_finds_no_other_page_of_the_plan_or_its_case(
    asked: Plan, family: Family, browser: Browser
) -> None:
    case, harmed = family.case.pk, family.rooms["harmed"].pk
    addresses = [
        *(reverse(f"meetings:{name}", args=[asked.pk]) for name in ("plan", "sign", "not_easy", "day")),
        reverse("desk:case", args=[case]),
        reverse("desk:step_back", args=[case]),
        reverse("record:room", args=[harmed]),
    ]

    assert {browser("guest").get(address).status_code for address in addresses} == {404}


# --- what the pages show ---


def told(family: Family) -> list[str]:
    """All that names somebody, a room or the case; the guest's own name stands in the heading."""
    workers = Worker.objects.exclude(pk=family.cast.worker("guest").pk)
    names = [part for name in workers.values_list("name", flat=True) for part in name.split()]
    ids = [family.case.pk, family.harm.pk, *(room.pk for room in family.rooms.values())]
    ids += list(workers.values_list("pk", flat=True))
    people = [person.name for person in COUPLE.values()]
    reference = f"Case {family.case.reference}"
    return [
        *people,
        *names,
        *workers.values_list("username", flat=True),
        *map(str, ids),
        *(each.hex for each in ids),
        reference,
    ]


def named_in(answer: Any, family: Family) -> list[str]:
    """What of it stands anywhere in the bytes of a page, as a word of its own."""
    raw = answer.content.decode()
    return [name for name in told(family) if re.search(rf"\b{re.escape(name)}\b", raw)]


def test_no_page_names_anybody_or_the_case(asked: Plan, family: Family, browser: Browser) -> None:
    addresses = [LIST, *(page(route, asked) for route in ("asked_plan", "asked_not_easy", "asked_know"))]
    looked = {address: browser("guest").get(address) for address in addresses}

    assert {answer.status_code for answer in looked.values()} == {200}
    assert not {address: found for address, got in looked.items() if (found := named_in(got, family))}


def test_a_name_on_the_page_would_be_found(
    asked: Plan, family: Family, clock: FixedClock, browser: Browser
) -> None:
    """The search above is worth something: a brief that names her is found by it."""
    write_brief(
        plan=asked,
        room=family.rooms["harmed"],
        supervisor=family.cast.worker("guest"),
        content=BriefContent(codes=(), facts=(), words="Anwen asked twice."),
        by=family.holder("harmed").worker,
        clock=clock,
    )

    assert named_in(browser("guest").get(page("asked_plan", asked)), family) == ["Anwen"]


def test_the_list_shows_a_plan_by_its_number(asked: Plan, browser: Browser) -> None:
    said = words_of(browser("guest").get(LIST))

    assert f"Plan {number_of(asked.pk)}" in said
    assert BRIEF not in said


def test_the_list_asks_no_more_for_two_plans_than_for_one(
    asked: Plan, family: Family, clock: FixedClock, browser: Browser
) -> None:
    with CaptureQueriesContext(connection) as first:
        browser("guest").get(LIST)  # signs in as well
    with CaptureQueriesContext(connection) as one:
        browser("guest").get(LIST)
    joint_on = clock.today() + timedelta(days=14)
    second = ready.propose(family, Form.CONFERENCE, [Topic.HARM], joint_on=joint_on)
    ready.brief(family, second, to="guest")

    with CaptureQueriesContext(connection) as two:
        assert number_of(second.pk) in words_of(browser("guest").get(LIST))

    assert len(two) == len(one) < len(first)


def test_the_page_shows_every_brief_and_the_days(asked: Plan, family: Family, browser: Browser) -> None:
    said = words_of(browser("guest").get(page("asked_plan", asked)))

    rooms = asked.plan_rooms.filter(room__in=[room.pk for room in family.rooms.values()]).count()
    assert said.count(BRIEF) == rooms > 1
    assert "24 March 2026" in said
    assert "You signed on" not in said


# --- signing ---


def test_signing_signs_and_the_gate_counts_it(
    asked: Plan, family: Family, clock: FixedClock, browser: Browser
) -> None:
    assert isinstance(gate_answer(asked, clock.today()), NotYet)

    assert signs(asked, browser) == page("asked_plan", asked)

    assert SignOff.objects.get().supervisor == family.cast.worker("guest")
    assert isinstance(gate_answer(asked, clock.today()), Possible)
    assert "You signed on 10 March 2026." in words_of(browser("guest").get(page("asked_plan", asked)))
    assert "You signed" in words_of(browser("guest").get(LIST))


def _the_days_moved(family: Family, plan: Plan, clock: FixedClock) -> None:
    day, lead = clock.today(), family.cast.worker("lead")
    first, second = day + timedelta(days=8), day + timedelta(days=15)
    plan_series(plan=plan, preparation_on=first, joint_on=second, by=lead, clock=clock)


def _another_brief_came(family: Family, plan: Plan, clock: FixedClock) -> None:
    clock.move_to(clock.now() + timedelta(minutes=1))
    ready.brief(family, plan, to="guest")


@pytest.mark.parametrize("change", [_the_days_moved, _another_brief_came])
def test_what_changed_between_page_and_press_is_not_signed(
    asked: Plan,
    family: Family,
    clock: FixedClock,
    browser: Browser,
    change: Callable[[Family, Plan, FixedClock], None],
) -> None:
    seen = token_in(browser("guest").get(page("asked_plan", asked)), "seen")
    change(family, asked, clock)

    pressed = browser("guest").post(page("asked_plan", asked), {"seen": seen})

    assert (pressed.status_code, pressed["Location"]) == (302, page("asked_plan", asked))
    words = "The plan or its briefs have changed since this page was shown. Look at it again."
    assert words in words_of(browser("guest").get(page("asked_plan", asked)))
    assert words not in words_of(browser("guest").get(page("asked_plan", asked)))  # said once
    assert not SignOff.objects.exists()


@pytest.mark.parametrize("typed", [{}, {"seen": ""}, {"seen": "0" * 64}])
def test_a_press_that_shows_no_page_was_seen_signs_nothing(
    asked: Plan, browser: Browser, typed: dict[str, str]
) -> None:
    assert browser("guest").post(page("asked_plan", asked), typed).status_code == 302
    assert not SignOff.objects.exists()


# --- not yet, and taking it back ---


def test_not_yet_closes_and_is_taken_back_by_the_guest(
    asked: Plan, clock: FixedClock, browser: Browser
) -> None:
    signs(asked, browser)
    assert "You owe no reason." in words_of(browser("guest").get(page("asked_not_easy", asked)))

    for _press in range(2):
        pressed = browser("guest").post(page("asked_not_easy", asked))
        assert (pressed.status_code, pressed["Location"]) == (302, page("asked_plan", asked))

    assert Unease.objects.filter(lifted_at__isnull=True).count() == 1
    assert isinstance(gate_answer(asked, clock.today()), NotYet)
    shown = browser("guest").get(page("asked_plan", asked))
    assert "Only you can take it back." in words_of(shown)
    assert 'name="seen"' not in shown.content.decode()
    assert "You said not yet" in words_of(browser("guest").get(LIST))

    assert browser("guest").get(page("asked_easy", asked)).status_code == 200
    for _press in range(2):
        assert browser("guest").post(page("asked_easy", asked)).status_code == 302

    assert not Unease.objects.filter(lifted_at__isnull=True).exists()
    assert isinstance(gate_answer(asked, clock.today()), NotYet)  # it is signed again, or it does not count
    signs(asked, browser)
    assert isinstance(gate_answer(asked, clock.today()), Possible)


def test_not_yet_waits_for_no_passphrase(asked: Plan, browser: Browser) -> None:
    browser("guest").post("/lock/")

    assert browser("guest").post(page("asked_not_easy", asked)).status_code == 302

    assert Unease.objects.filter(lifted_at__isnull=True).count() == 1


# --- I know somebody ---


def test_whoever_knows_somebody_sees_it_no_more_and_has_signed_nothing(
    asked: Plan, clock: FixedClock, browser: Browser
) -> None:
    signs(asked, browser)
    assert isinstance(gate_answer(asked, clock.today()), Possible)

    pressed = browser("guest").post(page("asked_know", asked))

    assert (pressed.status_code, pressed["Location"]) == (302, LIST)
    said = words_of(browser("guest").get(LIST))
    assert number_of(asked.pk) not in said
    assert finds_nothing(browser, "guest", asked)
    answer = gate_answer(asked, clock.today())
    assert isinstance(answer, NotYet)
    assert "E22" in {reason.code for reason in answer.reasons}
