"""A report is followed until the agency has answered; what rooms say goes only as it was ticked and seen."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.browsers import Browser
from yarrow.config.families import Family, open_family
from yarrow.emergency.tests.reading import masked, words_of
from yarrow.gate.facts.agencies import ReportStep, RiskReport, RiskReportStep
from yarrow.gate.facts.course import NextStep
from yarrow.gate.facts.who import Reach
from yarrow.gate.words import LongText
from yarrow.kernel.clock import FixedClock
from yarrow.record.tests.examples import example
from yarrow.rooms.models import Drop, Entry
from yarrow.rooms.queries import entries_in

WORDS = "Cadi came with a mark on her arm."
HEADING = "Reported as at risk"
OUTSIDE = (
    "other_worker",
    "child_worker",
    "signing_supervisor",
    "specialist",
    "manager",
    "outsider",
    "intake",
)


def report(family: Family, browser: Browser, part: str = "harmed_worker", room: str = "harmed") -> str:
    """Report it; the address of the report in that room."""
    page = reverse("agencies:tell_of_case", args=[family.case.pk])
    browser(part).post(page, {"words": WORDS, "agency": "The council", "rooms": [str(family.rooms[room].pk)]})
    holder = family.cast[part]
    found = entries_in(family.rooms[room], holder.keyring)
    entry = next(read.entry.pk for read in found if isinstance(read.fact, RiskReport))
    return reverse("agencies:report", args=[family.rooms[room].pk, entry])


def steps(family: Family, part: str = "harmed") -> list[RiskReportStep]:
    found = entries_in(family.rooms[part], family.holder(part).keyring)
    return [read.fact for read in found if isinstance(read.fact, RiskReportStep)]


def carry(family: Family, page: str, room: str = "harmed") -> str:
    return f"{page}more/{family.rooms[room].number}/"


def test_the_other_sides_worker_sees_not_one_byte_of_a_report(family: Family, browser: Browser) -> None:
    own = family.rooms["other"].pk
    pages = [
        reverse("desk:today"),
        reverse("desk:caseload"),
        reverse("desk:case", args=[family.case.pk]),
        reverse("desk:stop", args=[family.case.pk]),
        reverse("agencies:tell"),
        reverse("agencies:tell_of_case", args=[family.case.pk]),
        reverse("agencies:told", args=[own]),
        reverse("agencies:told", args=[family.rooms["harmed"].pk]),
        reverse("record:room", args=[own]),
        reverse("oversight:room_record", args=[own]),
    ]
    before = {(part, page): masked(browser(part).get(page)) for part in OUTSIDE for page in pages}
    again = {(part, page): masked(browser(part).get(page)) for part in OUTSIDE for page in pages}
    steady = [key for key in before if before[key] == again[key]]  # a record of looks grows by looking

    report(family, browser)

    assert HEADING in words_of(browser("harmed_worker").get("/"))
    assert len(steady) > len(before) - len(OUTSIDE) * 2
    for part, page in steady:
        assert masked(browser(part).get(page)) == before[part, page], (part, page)


def test_a_report_of_his_worker_shows_in_her_room_nowhere(family: Family, browser: Browser) -> None:
    harmed = Entry.objects.filter(room=family.rooms["harmed"]).count()
    report(family, browser, "other_worker", "other")
    assert Entry.objects.filter(room=family.rooms["harmed"]).count() == harmed
    assert not Drop.objects.filter(room=family.rooms["harmed"], opened_on=None).exists()


def test_it_is_on_today_until_it_is_closed(
    family: Family, browser_of_today: Browser, clock: FixedClock
) -> None:
    page = report(family, browser_of_today)
    client = browser_of_today("harmed_worker")
    assert f"{HEADING}: ask again until it is answered Case {family.case.reference}" in words_of(
        client.get("/")
    )

    clock.move_to(clock.now() + timedelta(days=3))
    client = browser_of_today("harmed_worker")
    line = f"Case {family.case.reference} , ask by 11 March 2026 late"
    assert line in words_of(client.get("/"))
    client.post(page, {"what": ReportStep.ANSWERED.value, "words": "They will visit.", "next_by": ""})
    assert "ask by 14 March 2026" in words_of(client.get("/"))

    client.post(page, {"what": ReportStep.CLOSED.value, "words": "They look after it now."})

    assert HEADING not in words_of(client.get("/"))
    assert [each.what for each in steps(family)] == [ReportStep.ANSWERED, ReportStep.CLOSED]


def test_two_cases_with_a_report_cost_as_many_queries_as_one(
    family: Family, browser: Browser, clock: FixedClock
) -> None:
    report(family, browser)
    counts = []
    for _ in range(2):
        browser("harmed_worker").get("/")
        with CaptureQueriesContext(connection) as queries:
            browser("harmed_worker").get("/")
        counts.append(len(queries))
        report(open_family(cast=family.cast, clock=clock), browser)
    assert counts[0] == counts[1]


def with_words(family: Family) -> tuple[Entry, Entry]:
    said = family.record("harmed", NextStep(words=LongText("She rings the school on Friday.")))[0]
    reach = family.record("harmed", example(Reach, family.clock.today()))[0]
    return said, reach


def test_what_tells_where_she_is_stays_out_unless_ticked(family: Family, browser: Browser) -> None:
    said, reach = with_words(family)
    page = report(family, browser)
    client = browser("harmed_worker")
    form = client.get(carry(family, page)).content.decode()
    assert f'value="{said.pk}"' in form
    assert "checked" not in form

    client.post(carry(family, page), {"plain": [str(said.pk)], "where": []})
    shown = words_of(client.get(f"{carry(family, page)}seen/"))
    assert "She rings the school" in shown
    assert "kingfisher" not in shown

    client.post(f"{carry(family, page)}seen/")

    (step,) = steps(family)
    assert "She rings the school" in step.carried
    assert "kingfisher" not in step.carried
    assert "She rings the school" in words_of(client.get(f"{page}paper/"))
    assert str(reach.pk) in form


def test_her_way_to_be_reached_goes_when_it_is_ticked(family: Family, browser: Browser) -> None:
    _said, reach = with_words(family)
    page = report(family, browser)
    client = browser("harmed_worker")
    client.post(carry(family, page), {"where": [str(reach.pk)]})
    client.post(f"{carry(family, page)}seen/")
    assert "kingfisher" in steps(family)[0].carried


def test_nobody_carries_what_a_room_says_that_they_are_not_in(family: Family, browser: Browser) -> None:
    page = report(family, browser)
    assert browser("harmed_worker").get(carry(family, page, "other")).status_code == 404
    assert browser("other_worker").get(carry(family, page)).status_code == 404


def test_what_the_other_room_says_is_written_where_the_report_lies_and_not_there(
    family: Family, browser: Browser
) -> None:
    said = family.record("other", NextStep(words=LongText("He sees his doctor.")))[0]
    page = report(family, browser, "lead", "harmed")
    client = browser("lead")
    before = Entry.objects.filter(room=family.rooms["other"]).count()
    client.post(carry(family, page, "other"), {"plain": [str(said.pk)]})
    client.post(f"{carry(family, page, 'other')}seen/")

    assert "He sees his doctor" in steps(family)[0].carried
    assert Entry.objects.filter(room=family.rooms["other"]).count() == before
    assert [each.carried for each in steps(family, "team")] == [""]


@pytest.mark.parametrize("words", ["She is at AB1 2CD.", "Ring 01632 960777.", "It is 4 Tide Street."])
def test_what_looks_like_a_place_is_pointed_out(family: Family, browser: Browser, words: str) -> None:
    page = report(family, browser)
    client = browser("harmed_worker")
    client.post(carry(family, page), {"more": words})
    assert "looks like an address" in words_of(client.get(f"{carry(family, page)}seen/"))
