"""The days of a plan for its lead: what was shown to everybody, whichever room changed. Refusals first."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.browsers import Browser
from yarrow.cases.actions import note_stop, stop_joint_work
from yarrow.cases.terms import StopKind
from yarrow.cases.tests.reading import masked, words_of
from yarrow.config.families import Family, open_family
from yarrow.config.ready.plans import arrange, brief_and_sign, propose, record_everything, staff_in_date
from yarrow.config.ready.records import reach, risk
from yarrow.gate.facts import Fact
from yarrow.gate.facts.change import Separation, SeparationState
from yarrow.gate.facts.choice import Consent, ConsentValue
from yarrow.gate.facts.risk import Level
from yarrow.gate.forms import Form
from yarrow.gate.topics import Topic
from yarrow.kernel.clock import FixedClock
from yarrow.meetings.actions import set_plan_aside, settle_the_hour, stop_meeting
from yarrow.meetings.models import Plan
from yarrow.meetings.shown.days_of_plan import Happened, Line, lines_shown

from .conftest import arranged, proposed, sent_out_of
from .test_timeline import rows_in, states_in

PEOPLE = ("harmed", "other", "child")
BESIDES = PEOPLE[1:]
NOT_GOING = "Not going ahead for now."


def path_of(plan: Plan) -> str:
    return reverse("meetings:plan_timeline", args=[plan.pk])


def days_on(clock: FixedClock, number: int) -> None:
    clock.move_to(clock.now() + timedelta(days=number))


# --- who sees it ---


def test_days_of_a_plan_are_there_only_for_its_lead(family: Family, plan: Plan, browser: Browser) -> None:
    seen = {who for who in family.cast.parts() if browser(who).get(path_of(plan)).status_code == 200}

    assert seen == {"lead"}
    for who in ("ex_worker", "frozen", "outside"):
        assert browser(who).get(path_of(plan))["Location"] == "/sign-in/"


# --- whichever room changed ---

Happening = Callable[[Family, str, FixedClock], None]


def writes(*facts: Callable[[FixedClock], Fact]) -> Happening:
    """Something recorded in the room of this part, by who holds it."""

    def happens(family: Family, part: str, clock: FixedClock) -> None:
        family.record(part, *(fact(clock) for fact in facts))

    return happens


def withdrawn() -> Consent:
    return Consent(value=ConsentValue.WITHDRAWN, forms=(), topics=())


CONFIDED = writes(lambda _clock: Separation(state=SeparationState.PLANNED))
CHANGES: dict[str, Happening] = {
    "nothing joint any more": writes(
        lambda _clock: Consent(value=ConsentValue.WITHDRAWN, forms=(), topics=())
    ),
    "risk is high": writes(lambda clock: risk(clock.today(), Level.HIGH, "Said so.")),
    "parting is spoken of": CONFIDED,
    "all is well": writes(lambda clock: reach(clock.today())),
}


def a_year_with(family: Family, part: str, happens: Happening, clock: FixedClock) -> Plan:
    """Proposed, arranged; then something happens in one room; the lead is inside none of the people's."""
    record_everything(family)
    plan = proposed(family, clock)
    sent_out_of(family, clock, *PEOPLE)
    days_on(clock, 2)
    arranged(plan, clock, clock.now() + timedelta(days=9))
    days_on(clock, 1)
    happens(family, part, clock)
    return plan


@pytest.mark.parametrize(
    "happens",
    [
        "parting is spoken of",
        *(pytest.param(each, marks=pytest.mark.long) for each in CHANGES if each != "parting is spoken of"),
    ],
)
def test_lead_cannot_tell_by_the_days_of_a_plan_whose_room_changed(
    happens: str, family: Family, browser_of_today: Browser, clock: FixedClock
) -> None:
    """Two families that differ only in whose room it happened, on that day, before the meeting and after."""
    families, plans, began = [family, _another(family, clock)], [], clock.now()
    for each, part in zip(families, ("harmed", "other"), strict=True):
        clock.move_to(began)
        plans.append(a_year_with(each, part, CHANGES[happens], clock))

    for number in (3, 12):
        clock.move_to(began + timedelta(days=number))
        one, two = (_same(browser_of_today, *pair) for pair in zip(plans, families, strict=True))
        assert one == two


def _another(family: Family, clock: FixedClock) -> Family:
    return open_family(cast=family.cast, clock=clock)


def _same(browser: Browser, plan: Plan, family: Family) -> str:
    return masked(browser("lead").get(path_of(plan))).replace(str(family.case.reference), "NUMBER")


@pytest.mark.parametrize(
    "part", ["harmed", *(pytest.param(part, marks=pytest.mark.long) for part in PEOPLE[1:])]
)
def test_what_shows_no_line_changes_no_byte(
    part: str, family: Family, browser_of_today: Browser, clock: FixedClock
) -> None:
    plan = a_year_with(family, part, lambda *_nothing: None, clock)
    before = masked(browser_of_today("lead").get(path_of(plan)))

    CHANGES["all is well"](family, part, clock)
    note_stop(case=family.case, by=family.holder(part).worker, clock=clock, kind=StopKind.SILENT)
    note_stop(case=family.case, by=family.holder(part).worker, clock=clock, kind=StopKind.CONFIDED)

    assert family.case.stops.filter(line_from__isnull=True).exists()
    assert family.case.stops.filter(line_from__gt=clock.now()).exists()
    assert masked(browser_of_today("lead").get(path_of(plan))) == before


def test_day_of_what_was_confided_is_never_told_also_once_its_line_shows(
    family: Family, browser_of_today: Browser, clock: FixedClock
) -> None:
    """Planned for 21 March, asked again on the 18th: that day, not the 13th, is the day of the line."""
    plan = a_year_with(family, "harmed", CONFIDED, clock)
    type(family.case).objects.filter(pk=family.case.pk).update(joint_event_at=plan.planned_for)
    note_stop(case=family.case, by=family.holder("harmed").worker, clock=clock, kind=StopKind.CONFIDED)
    assert states_in(browser_of_today("lead").get(path_of(plan))) == ["No day is set", "A day is set"]
    shows = family.case.stops.filter(line_from__gt=clock.now()).earliest("line_from").line_from
    assert shows is not None
    clock.move_to(shows)

    rows = rows_in(browser_of_today("lead").get(path_of(plan)))

    assert [row[3] for row in rows] == ["No day is set", "A day is set", "Not going ahead for now"]
    assert f"{shows:%-d %B %Y}" == rows[2][1] != "13 March 2026"
    assert rows[2][4] == NOT_GOING


def test_hour_brought_forward_moves_the_line_and_nothing_before_it(
    family: Family, browser_of_today: Browser, clock: FixedClock
) -> None:
    plan = a_year_with(family, "harmed", lambda *_nothing: None, clock)
    worker = family.cast.worker("harmed_worker")
    stop = note_stop(case=family.case, by=worker, clock=clock, kind=StopKind.CONFIDED)
    settle_the_hour(stop=stop, hour=clock.now() + timedelta(days=1), by=worker, clock=clock)
    days_on(clock, 2)

    rows = rows_in(browser_of_today("lead").get(path_of(plan)))

    assert rows[-1][1] == "14 March 2026"


# --- what it shows ---


def test_signature_is_told_to_a_lead_inside_every_room_and_to_no_other(
    family: Family, browser_of_today: Browser, clock: FixedClock
) -> None:
    plan = signed_and_arranged(family, clock)
    path = path_of(plan)
    assert "It was signed." in words_of(browser_of_today("lead").get(path))

    sent_out_of(family, clock, "child")

    assert "signed" not in words_of(browser_of_today("lead").get(path))


def signed_and_arranged(family: Family, clock: FixedClock) -> Plan:
    record_everything(family)
    staff_in_date(family)
    joint = clock.today() + timedelta(days=10)
    plan = propose(family, Form.CONFERENCE, [Topic.HARM], joint_on=joint)
    days_on(clock, 1)
    brief_and_sign(family, plan)
    return arrange(family, plan, planned_for=clock.now() + timedelta(days=9))


def test_days_of_a_plan_from_its_proposal_to_its_end(
    family: Family, browser_of_today: Browser, clock: FixedClock
) -> None:
    plan = signed_and_arranged(family, clock)
    days_on(clock, 2)
    stop_joint_work(case=family.case, by=family.cast.worker("other_worker"), clock=clock)
    stop_joint_work(case=family.case, by=family.cast.worker("child_worker"), clock=clock)
    days_on(clock, 1)
    set_plan_aside(plan=plan, by=family.cast.worker("lead"), clock=clock)
    days_on(clock, 1)

    answer = browser_of_today("lead").get(path_of(plan))

    assert [row[1:4] for row in rows_in(answer)] == [
        ["10 March 2026", "10 March 2026", "No day is set"],
        ["11 March 2026", "12 March 2026", "A day is set"],
        ["13 March 2026", "13 March 2026", "Not going ahead for now"],
        ["14 March 2026", "15 March 2026", "Set aside"],
    ]
    assert rows_in(answer)[1][4] == "It was signed. A day was set."
    assert "Worker" not in words_of(answer)


def test_meeting_that_was_stopped_on_its_day_says_so_and_not_by_whom(
    family: Family, browser_of_today: Browser, clock: FixedClock
) -> None:
    plan = signed_and_arranged(family, clock)
    days_on(clock, 9)
    stop_meeting(plan=plan, by=family.cast.worker("other_worker"), clock=clock)

    rows = rows_in(browser_of_today("lead").get(path_of(plan)))

    assert rows[-1][1] == "20 March 2026"
    assert "It was stopped." in rows[-1][4]


def test_page_asks_the_database_as_often_however_often_it_was_stopped(
    family: Family, browser: Browser, clock: FixedClock
) -> None:
    plan = arranged(proposed(family, clock), clock, clock.now() + timedelta(days=9))
    browser("lead").get(path_of(plan))
    with CaptureQueriesContext(connection) as few:
        browser("lead").get(path_of(plan))
    for part in ("other", "child", "harmed"):
        stop_joint_work(case=family.case, by=family.holder(part).worker, clock=clock)

    with CaptureQueriesContext(connection) as many:
        browser("lead").get(path_of(plan))

    assert len(many) == len(few)


def test_plan_page_of_the_lead_says_not_known_where_a_note_waits_and_leads_to_the_days(
    family: Family, plan: Plan, browser: Browser
) -> None:
    family.record("other", Separation(state=SeparationState.PLANNED))
    answer = browser("lead").get(reverse("meetings:plan", args=[plan.pk]))

    assert "The team Slate Not known." in words_of(answer)
    assert f'href="{path_of(plan)}"' in answer.content.decode()
    timeline = reverse("meetings:timeline", args=[family.rooms["harmed"].pk])
    assert f'href="{timeline}"' in answer.content.decode()


# --- when a line showed: pure ---


def at(day: int, hour: int = 9) -> datetime:
    return datetime(2026, 3, day, hour, tzinfo=UTC)


ARRANGED = [(at(2), Happened.ARRANGED)]


@pytest.mark.parametrize(
    ("turns", "lines", "expected"),
    [
        ([], [Line(at(3), at(3))], []),
        (ARRANGED, [], []),
        (ARRANGED, [Line(at(1), at(5))], []),
        (ARRANGED, [Line(at(3), at(5))], [at(5)]),
        (ARRANGED, [Line(at(3), at(5)), Line(at(4), at(4))], [at(4)]),
        (ARRANGED, [Line(at(4), at(3))], [at(4)]),
        ([*ARRANGED, (at(4), Happened.ARRANGED)], [Line(at(3), at(5))], []),
        ([*ARRANGED, (at(4), Happened.ASIDE)], [Line(at(3), at(5))], []),
        ([*ARRANGED, (at(4), Happened.ASIDE)], [Line(at(5), at(5))], []),
        ([*ARRANGED, (at(6), Happened.ARRANGED)], [Line(at(3), at(3)), Line(at(7), at(8))], [at(3), at(8)]),
    ],
)
def test_line_shows_once_for_each_time_it_was_arranged(
    turns: list[tuple[datetime, Happened]], lines: list[Line], expected: list[datetime]
) -> None:
    assert lines_shown(turns, lines) == expected
