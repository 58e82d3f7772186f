"""What an office that asked us is still to be told: who is reminded of it, and who never learns of it."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.browsers import Browser
from yarrow.cases.models import Case
from yarrow.cases.terms import Pathway, Stage
from yarrow.cases.tests.reading import masked, words_of
from yarrow.config.families import Family, open_family
from yarrow.gate.facts.justice import JusticeReport, MayBeSaid
from yarrow.kernel.clock import FixedClock
from yarrow.rooms.models import Wrap

INSIDE = ("lead", "harmed_worker", "supervisor")
OTHERS = ("other_worker", "child_worker", "signing_supervisor", "specialist", "manager", "outsider", "intake")
OFFICE = "Telling the office that asked us"
STILL = "To be told by"
ASKED = "Was the office that asked us told how it went?"


@pytest.fixture
def official(family: Family, clock: FixedClock) -> Family:
    return open_family(cast=family.cast, clock=clock, pathway=Pathway.RESTORATIVE_JUSTICE)


def owe(family: Family, due_on: date | None, told_on: date | None = None) -> None:
    said = MayBeSaid.THAT_IT_TOOK_PLACE
    family.record(
        "team", JusticeReport(to_whom="The weir office", due_on=due_on, may_say=said, told_on=told_on)
    )


def case_page(family: Family) -> str:
    return reverse("desk:case", args=[family.case.pk])


def ending(family: Family) -> str:
    return reverse("meetings:end_process", args=[family.case.pk])


def test_who_is_not_inside_the_teams_room_sees_not_one_byte_of_it(
    official: Family, browser: Browser, clock: FixedClock
) -> None:
    pages = ["/", "/caseload/", case_page(official), reverse("desk:pathway", args=[official.case.pk])]
    before = {(part, page): masked(browser(part).get(page)) for part in OTHERS for page in pages}

    owe(official, clock.today() - timedelta(days=3))

    assert OFFICE in words_of(browser("lead").get("/"))
    for (part, page), was in before.items():
        assert masked(browser(part).get(page)) == was, (part, page)


def test_a_supervisor_whose_key_is_gone_is_told_nothing_of_what_is_owed(
    official: Family, browser: Browser, clock: FixedClock
) -> None:
    owe(official, clock.today() - timedelta(days=3))
    Wrap.objects.filter(
        version__room=official.rooms["team"], holder=official.cast.worker("supervisor")
    ).delete()

    for page in ("/", case_page(official)):
        assert OFFICE not in words_of(browser("supervisor").get(page))
    said = words_of(browser("supervisor").get(ending(official)))
    assert ASKED in said
    assert STILL not in said


@pytest.mark.parametrize("part", INSIDE)
def test_late_it_is_late_today_and_on_the_case(
    official: Family, browser: Browser, clock: FixedClock, part: str
) -> None:
    owe(official, clock.today() - timedelta(days=1))

    today, case = words_of(browser(part).get("/")), words_of(browser(part).get(case_page(official)))
    line = f"{OFFICE}: Case {official.case.reference} , {STILL} 9 March 2026 late"
    assert today.index("Late") < today.index(line)
    for said in (today, case):
        assert line in said
        assert "weir" not in said  # to whom stands where reading it leaves a row in the record


@pytest.mark.parametrize(("days", "times"), [(0, 1), (14, 1), (15, 0)])
def test_what_comes_is_on_today_for_two_weeks_and_on_the_case_always(
    official: Family, browser: Browser, clock: FixedClock, days: int, times: int
) -> None:
    owe(official, clock.today() + timedelta(days=days))

    today, case = (words_of(browser("lead").get(page)) for page in ("/", case_page(official)))
    assert today.count(OFFICE) == times
    assert OFFICE in case
    assert "late" not in case.split(OFFICE)[1].split("Your rooms")[0]


def test_without_a_day_it_is_said_every_day(official: Family, browser: Browser) -> None:
    owe(official, None)

    assert "To be told; no day is set" in words_of(browser("supervisor").get("/"))


def test_told_it_is_said_no_more(official: Family, browser: Browser, clock: FixedClock) -> None:
    owe(official, clock.today() - timedelta(days=1))
    owe(official, clock.today() - timedelta(days=1), told_on=clock.today())

    for page in ("/", case_page(official), ending(official)):
        assert STILL not in words_of(browser("lead").get(page))


def test_on_restorative_approaches_nobody_is_reminded_of_an_office(
    family: Family, browser: Browser, clock: FixedClock
) -> None:
    owe(family, clock.today() - timedelta(days=1))

    for page in ("/", case_page(family), ending(family)):
        said = words_of(browser("lead").get(page))
        assert OFFICE not in said
        assert ASKED not in said


def test_a_late_one_is_found_however_many_cases_come_before_it(
    official: Family, browser: Browser, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("yarrow.desk.queries.day.PER_PAGE", 0)
    owe(official, clock.today() - timedelta(days=1))

    assert f"{OFFICE}: Case {official.case.reference}" in words_of(browser("lead").get("/"))


def test_ending_asks_whether_the_office_was_told_and_waits_for_nothing(
    official: Family, browser: Browser, clock: FixedClock
) -> None:
    owe(official, clock.today() - timedelta(days=1))
    said = words_of(browser("lead").get(ending(official)))
    assert ASKED in said
    assert f"{STILL} 9 March 2026" in said

    browser("lead").post(ending(official), {})

    assert Case.objects.get(pk=official.case.pk).stage == Stage.PROCESS_ENDED
    assert OFFICE in words_of(browser("lead").get("/"))  # still owed: the end of the process tells no office


def test_three_cases_that_owe_cost_as_many_queries_as_one(
    official: Family, browser: Browser, clock: FixedClock
) -> None:
    owe(official, clock.today())
    counts = []
    for _ in range(2):
        browser("lead").get("/")
        with CaptureQueriesContext(connection) as queries:
            browser("lead").get("/")
        counts.append(len(queries))
        for _more in range(2):
            other = open_family(cast=official.cast, clock=clock, pathway=Pathway.RESTORATIVE_JUSTICE)
            owe(other, clock.today() - timedelta(days=1))

    assert counts[0] == counts[1]
