"""The calendar on a telephone: nothing but references, for nobody but who has the address."""

import ast
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

import yarrow
from tests.browsers import Browser
from yarrow.bookings.actions import end_address, make_address, say_whether_known, say_yes
from yarrow.bookings.calendar import as_file, spans_of
from yarrow.bookings.models import Booking, Feed
from yarrow.bookings.queries import whose_address
from yarrow.bookings.terms import State
from yarrow.config import ready
from yarrow.config.cast import Member
from yarrow.config.families import Family
from yarrow.gate.forms import Form
from yarrow.gate.topics import Topic
from yarrow.kernel.clock import FixedClock
from yarrow.people.leaving import ALSO
from yarrow.staff.actions import freeze, leave_service
from yarrow.staff.models import Worker

from .conftest import Asking

ALLOWED = {"PRODID", "VERSION", "UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "BEGIN", "END"}


def feed(secret: str, client: Client | None = None) -> Any:
    return (client or Client()).get(reverse("bookings:feed", args=[secret]))


def entries(answer: Any) -> list[Any]:
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))


@pytest.fixture
def harmed_worker(family: Family) -> Worker:
    return family.cast.worker("harmed_worker")


@pytest.fixture
def planned(family: Family, clock: FixedClock) -> Any:
    """A circle in a fortnight, as the row of an arranged plan says it."""
    plan = ready.propose(
        family, Form.CIRCLE_WITH_ALL, [Topic.HARM], joint_on=clock.today() + timedelta(days=14)
    )
    at = datetime(2026, 3, 24, 14, 0, tzinfo=UTC)
    rows = type(plan).objects.filter(pk=plan.pk)
    rows.update(state="arranged", arranged_at=clock.now(), planned_for=at)
    plan.refresh_from_db()
    return plan


# --- refusals ---


def test_an_unknown_an_older_and_an_ended_address_are_one_answer(
    harmed_worker: Worker, clock: FixedClock
) -> None:
    cache.clear()
    first, second = (make_address(by=harmed_worker, clock=clock) for _ in range(2))
    assert feed(second).status_code == 200

    end_address(worker=harmed_worker, by=harmed_worker, clock=clock)
    answers = [feed(first), feed(second), feed("x"), feed("A" * 300)]

    assert {each.status_code for each in answers} == {404}
    assert len({each.content for each in answers}) == 1


def test_who_is_frozen_has_no_calendar(family: Family, harmed_worker: Worker, clock: FixedClock) -> None:
    secret = make_address(by=harmed_worker, clock=clock)
    assert whose_address(secret) == harmed_worker

    freeze(worker=harmed_worker, by=family.cast.worker("supervisor"), clock=clock)

    assert whose_address(secret) is None


def test_who_has_left_has_no_calendar_and_no_row_of_one(cast: Any, clock: FixedClock) -> None:
    worker, by = cast.worker("researcher"), cast.worker("manager")
    secret = make_address(by=worker, clock=clock)

    leave_service(worker=worker, by=by, clock=clock)
    assert whose_address(secret) is None
    ALSO["calendar"](worker, by, clock)
    assert not Feed.objects.exists()


def test_guessing_addresses_ends_after_some(harmed_worker: Worker, clock: FixedClock) -> None:
    cache.clear()
    secret = make_address(by=harmed_worker, clock=clock)
    for tried in range(20):
        assert feed(f"no-{tried}").status_code == 404

    assert feed(secret).status_code == 404  # whoever guesses learns not even of a right one


def test_address_is_kept_as_a_digest_and_is_long(harmed_worker: Worker, clock: FixedClock) -> None:
    secret = make_address(by=harmed_worker, clock=clock)

    assert len(secret) == 43
    assert secret.encode() not in bytes(Feed.objects.get().digest)


# --- what is in it ---


def test_calendar_holds_nothing_but_references_and_hours(
    family: Family, interpreter: Member, ask: Asking, planned: Any, harmed_worker: Worker, clock: FixedClock
) -> None:
    cache.clear()
    row = ask("harmed", interpreter)
    assert isinstance(row, Booking)
    say_whether_known(booking=row, knows_nobody=State.CLEAR, by=interpreter.worker, clock=clock)
    say_yes(booking=row, by=interpreter.worker, clock=clock)
    answer = feed(make_address(by=harmed_worker, clock=clock))

    lines = answer.content.decode().replace("\r\n ", "").splitlines()
    assert {re.split("[:;]", line)[0] for line in lines} <= ALLOWED
    found = entries(answer)
    assert len(found) == 2
    assert all(re.fullmatch(r"Booked · [2-9B-Z]{4}", str(each["SUMMARY"])) for each in found)
    assert all(re.fullmatch("[0-9a-f]{40}", str(each["UID"])) for each in found)
    assert sorted(each["DTSTART"].dt for each in found) == [
        datetime(2026, 3, 17, 10, 0, tzinfo=UTC),
        planned.planned_for,
    ]
    text = answer.content.decode().casefold()
    assert not [said for said in ("yarrow", "polish", "irena", "marsh", "london", "case") if said in text]
    ids = (row.pk, planned.pk, family.case.pk, family.rooms["harmed"].pk)
    assert not [each for each in ids if each.hex in text]


def test_calendar_is_one_s_own(
    family: Family, interpreter: Member, ask: Asking, planned: Any, clock: FixedClock
) -> None:
    row = ask("harmed", interpreter)
    assert isinstance(row, Booking)
    say_whether_known(booking=row, knows_nobody=State.CLEAR, by=interpreter.worker, clock=clock)
    say_yes(booking=row, by=interpreter.worker, clock=clock)

    def kinds(worker: Worker) -> list[str]:
        return [span.kind for span in spans_of(worker, clock.today())]

    assert kinds(family.cast.worker("harmed_worker")) == ["booking", "plan"]
    assert kinds(family.cast.worker("other_worker")) == ["plan"]
    assert kinds(family.cast.worker("outsider")) == []
    assert kinds(interpreter.worker) == ["booking"]


def test_calendar_leaves_no_cookie_and_is_kept_nowhere(harmed_worker: Worker, clock: FixedClock) -> None:
    cache.clear()
    answer = feed(make_address(by=harmed_worker, clock=clock))

    assert answer["Content-Type"].startswith("text/calendar")
    assert "no-store" in answer["Cache-Control"]
    assert not answer.cookies
    assert "Content-Disposition" not in answer
    assert feed("unknown").cookies == {}


def test_same_day_is_the_same_file(harmed_worker: Worker, clock: FixedClock) -> None:
    assert as_file([], date(2026, 3, 2)) == as_file([], date(2026, 3, 2))


# --- its page ---


def test_address_is_shown_once(family: Family, browser: Browser) -> None:
    client = browser("harmed_worker")
    shown = client.post(reverse("bookings:calendar_new"))["Location"]

    page = client.get(shown).content.decode()
    address = re.search(r"/calendar/([\w-]{43})/", page)
    assert address is not None
    assert client.get(shown).status_code == 404
    assert address.group(1) not in client.get(reverse("bookings:calendar")).content.decode()
    assert feed(address.group(1)).status_code == 200
    client.post(reverse("bookings:calendar_end"))
    assert feed(address.group(1)).status_code == 404


# --- nobody who takes part is invited ---


@pytest.mark.once
def test_no_code_makes_a_calendar_for_anybody_but_a_worker() -> None:
    root = Path(yarrow.__file__).parent
    makes = {
        str(path.relative_to(root))
        for path in root.rglob("*.py")
        if "tests" not in path.parts and _imports_icalendar(path.read_text())
    }

    assert makes == {"bookings/calendar.py", "outgoing/extracting/calendars.py"}  # the second only reads
    made = (root / "bookings" / "calendar.py").read_text().casefold()
    assert not [word for word in ("attendee", "organizer", '"method"', "valarm", "location") if word in made]


def _imports_icalendar(source: str) -> bool:
    if "icalendar" not in source:
        return False
    nodes = list(ast.walk(ast.parse(source)))
    names = [each.module or "" for each in nodes if isinstance(each, ast.ImportFrom)]
    names += [alias.name for each in nodes if isinstance(each, ast.Import) for alias in each.names]
    return any(name.split(".")[0] == "icalendar" for name in names)
