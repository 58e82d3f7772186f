"""The caseload: my own cases, a page at a time, and no name of a room I am not in."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.browsers import Browser
from yarrow.cases.actions import open_case
from yarrow.cases.models import Case
from yarrow.cases.terms import Duty, Pathway, ReferralSource, Setting
from yarrow.cases.tests.reading import masked, words_of
from yarrow.config.cast import Cast
from yarrow.config.families import Family, open_family
from yarrow.config.strangers import bring_in, nobody_knows_them
from yarrow.desk.queries.caseload import PER_PAGE
from yarrow.gate.facts.calls import CallNote, CallOutcome
from yarrow.gate.facts.who import Identity, Reach
from yarrow.gate.words import LongText
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.ids import new_id
from yarrow.rooms.actions import open_room, seal_entry, settle_ring
from yarrow.rooms.queries import many
from yarrow.rooms.terms import RoomKind

CASELOAD = "/caseload/"


def many_cases(cast: Cast, clock: FixedClock, count: int, holder: str = "harmed_worker") -> None:
    """Cases with one person's room each, all in one worker's hands."""
    worker, by = cast[holder], cast.worker("supervisor")
    for number in range(count):
        case = open_case(
            pathway=Pathway.RESTORATIVE_APPROACHES,
            setting=Setting.FAMILY,
            source=ReferralSource.NOT_KNOWN,
            by=cast.worker("intake"),
            supervisor=by,
            lead=cast.worker("lead"),
            names=["Anwen Invented"],
            clock=clock,
        )
        assert isinstance(case, Case)
        nobody_knows_them(case, clock=clock)
        bring_in(case=case, worker=worker.worker, duty=Duty.PRACTITIONER, by=by, clock=clock)
        room = open_room(case=case, kind=RoomKind.PERSON, holders=[worker.worker], by=by, clock=clock)
        name = Identity(known_as=f"Person {number}")
        seal_entry(room=room, fact=name, by=worker.worker, keyring=worker.keyring, clock=clock)


def queries_of(browser: Client, path: str = CASELOAD) -> int:
    browser.get(path)
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(path).status_code == 200
    return len(queries)


# --- refusals ---


def test_caseload_names_only_the_people_whose_rooms_one_is_in(family: Family, browser: Browser) -> None:
    said = {
        part: words_of(browser(part).get(CASELOAD))
        for part in ("lead", "harmed_worker", "other_worker", "supervisor", "specialist")
    }

    assert {part: {n for n in ("Anwen", "Bryn", "Cadi") if n in words} for part, words in said.items()} == {
        "lead": {"Anwen", "Bryn", "Cadi"},
        "harmed_worker": {"Anwen"},
        "other_worker": {"Bryn"},
        "supervisor": set(),
        "specialist": set(),
    }


@pytest.mark.parametrize("part", ["outsider", "excluded", "researcher", "manager", "intake"])
def test_caseload_of_who_works_on_nothing_is_empty(family: Family, browser: Browser, part: str) -> None:
    assert words_of(browser(part).get(CASELOAD)) == "My cases You work on no case today."


@pytest.mark.parametrize("number", ["0", "2", "9999"])
def test_page_that_is_not_there_is_not_there(family: Family, browser: Browser, number: str) -> None:
    missing = browser("harmed_worker").get(f"{CASELOAD}{number}/")

    assert missing.status_code == 404
    assert missing.content == browser("harmed_worker").get(f"/c/{new_id()}/").content


def test_other_sides_caseload_is_the_same_whatever_is_written_in_a_room(
    family: Family, browser: Browser, clock: FixedClock
) -> None:
    before = masked(browser("other_worker").get(CASELOAD))

    family.record("harmed", CallNote(what=CallOutcome.SPOKE), Identity(known_as="Somebody Else"))

    assert masked(browser("other_worker").get(CASELOAD)) == before


# --- what a line says ---


def test_line_says_what_one_needs_before_opening_anything(
    family: Family, browser: Browser, clock: FixedClock
) -> None:
    family.record(
        "harmed",
        CallNote(what=CallOutcome.SPOKE),
        Reach(
            phone="01632 960001",
            when_safe=LongText("Mornings."),
            who_may_answer=LongText("Nobody else."),
            confirmed_on=clock.today() - timedelta(days=2),
        ),
    )

    said = words_of(browser("harmed_worker").get(CASELOAD))

    assert "1001 Restorative approaches, First calls Anwen (Heather) The team (Slate)" in said
    assert said.endswith("Look again 10 March 2026")


def test_case_in_which_one_holds_no_room_is_a_line_too(family: Family, browser: Browser) -> None:
    assert "1001 Restorative approaches, First calls None" in words_of(browser("specialist").get(CASELOAD))


def test_address_of_a_page_has_no_query(family: Family, browser: Browser, clock: FixedClock) -> None:
    many_cases(family.cast, clock, PER_PAGE + 1)
    first = browser("harmed_worker").get(CASELOAD).content.decode()
    second = browser("harmed_worker").get(f"{CASELOAD}2/").content.decode()

    assert 'href="/caseload/2/"' in first
    assert 'rel="prev" href="/caseload/"' in second or 'href="/caseload/" rel="prev"' in second
    assert "?page" not in first + second


def test_every_case_is_on_one_page_and_only_there(
    family: Family, browser: Browser, clock: FixedClock
) -> None:
    many_cases(family.cast, clock, PER_PAGE + 1)
    pages = [words_of(browser("harmed_worker").get(path)) for path in (CASELOAD, f"{CASELOAD}2/")]

    shown = [[number for number in range(1001, 1028) if f" {number} " in page] for page in pages]
    assert shown == [list(range(1001, 1026)), [1026, 1027]]


# --- what it costs ---


def test_caseload_costs_as_many_queries_for_sixty_cases_as_for_one(
    cast: Cast, browser: Browser, clock: FixedClock
) -> None:
    many_cases(cast, clock, 1)
    one = queries_of(browser("harmed_worker"))
    many_cases(cast, clock, 59)

    assert queries_of(browser("harmed_worker")) == one
    assert one <= 16


def test_caseload_costs_the_same_for_who_holds_every_room(
    family: Family, browser: Browser, clock: FixedClock
) -> None:
    one = queries_of(browser("lead"))
    for _more in range(3):
        open_family(cast=family.cast, clock=clock)

    assert queries_of(browser("lead")) == one


def test_caseload_opens_no_entry(family: Family, browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    settle_ring(keyring=family.cast.keyring("lead"))
    page = browser("lead")
    monkeypatch.setattr(many, "_opened", None)

    for path in (CASELOAD, "/", reverse("desk:case", args=[family.case.pk])):
        assert "Anwen" in words_of(page.get(path))
