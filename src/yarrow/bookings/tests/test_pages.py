"""The pages: what who is booked finds, what they never find, and what the other side can see."""

import re
from contextlib import suppress
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from tests.browsers import Browser
from yarrow.bookings.actions import say_whether_known, say_yes, write_offers
from yarrow.bookings.models import Booking
from yarrow.bookings.terms import Sex, State
from yarrow.config.cast import Member
from yarrow.config.families import Family
from yarrow.config.ready.bookings import somebody_who_comes
from yarrow.gate.facts.bookings import BookedFor
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.ids import new_id

from .conftest import Asking

MINE = reverse("bookings:mine")


def one(row: Booking) -> str:
    return reverse("bookings:one", args=[row.pk])


def asked(ask: Asking, interpreter: Member, part: str = "harmed") -> Booking:
    row = ask(part, interpreter)
    assert isinstance(row, Booking)
    return row


def words(answer: Any) -> str:
    """What a person reads on the page."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


_FRESH = (
    re.compile(r'(name="(?:csrfmiddlewaretoken|page_of)"[^>]*value=")[^"]*'),
    re.compile(r"()[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"),
)


def masked(answer: Any) -> str:
    """The page without what is random in every page: tokens and ids."""
    page: str = answer.content.decode()
    for fresh in _FRESH:
        page = fresh.sub(r"\1~", page)
    return page


# --- what who is booked does not find ---


SPACES = {"desk", "record", "agreements", "bookings", "meetings", "practice", "reaching", "files", "sending"}


def every_route() -> list[str]:
    found: list[str] = []

    def walk(patterns: list[URLPattern | URLResolver], space: str) -> None:
        for each in patterns:
            if isinstance(each, URLResolver):
                walk(each.url_patterns, f"{space}{each.namespace}:" if each.namespace else space)
            elif each.name:
                found.append(space + each.name)

    walk(get_resolver().url_patterns, "")
    return found


def test_an_interpreter_finds_no_page_of_a_case_a_room_or_a_list(
    family: Family, hers: Client, interpreter: Member, ask: Asking
) -> None:
    row = asked(ask, interpreter)
    ids = {
        "case_id": family.case.pk,
        "room_id": family.rooms["harmed"].pk,
        "worker_id": family.cast.worker("lead").pk,
        "booking_id": row.pk,
    }
    choices = [{}, *({key: value} for key, value in ids.items())]
    choices.append({"room_id": ids["room_id"], "booking_id": ids["booking_id"]})
    shut = {name for name in every_route() if name.split(":")[0] in SPACES}
    found: dict[str, int] = {}
    for name in shut - set(settings.BOOKED_MAY_REACH) - {"desk:today", "bookings:feed"}:
        for some in choices:
            with suppress(NoReverseMatch):
                found[name] = hers.get(reverse(name, kwargs=some)).status_code

    assert len(found) > 40
    assert {name: status for name, status in found.items() if status not in {404, 405}} == {}


def test_who_is_booked_comes_to_their_own_page_and_others_find_none(hers: Client, browser: Browser) -> None:
    assert hers.get(reverse("desk:today"))["Location"] == MINE
    assert hers.get(MINE).status_code == 200
    assert {browser(part).get(MINE).status_code for part in ("harmed_worker", "supervisor", "guest")} == {404}
    assert Client().get(MINE).status_code == 302


@pytest.mark.parametrize("part", ["researcher", "guest", "interpreter"])
def test_the_list_of_who_comes_is_for_colleagues(part: str, hers: Client, browser: Browser) -> None:
    asks = hers if part == "interpreter" else browser(part)

    assert asks.get(reverse("bookings:people")).status_code == 404
    assert browser("lead").get(reverse("bookings:people")).status_code == 200


@pytest.mark.parametrize("part", ["other_worker", "supervisor", "specialist", "excluded", "outsider"])
def test_pages_of_a_room_are_not_there_for_who_is_not_inside(
    part: str, family: Family, browser: Browser, interpreter: Member, ask: Asking
) -> None:
    room, row = family.rooms["harmed"].pk, asked(ask, interpreter)
    there = [
        reverse("bookings:of_room", args=[room]),
        reverse("bookings:ask", args=[room, interpreter.worker.pk]),
        reverse("bookings:off", args=[room, row.pk]),
    ]

    assert {browser(part).get(address).status_code for address in there} == {404}
    assert {browser("harmed_worker").get(address).status_code for address in there} == {200}


# --- the other side ---


def test_his_page_is_the_same_whether_or_not_she_booked_the_same_interpreter(
    family: Family, browser: Browser, interpreter: Member, ask: Asking, clock: FixedClock
) -> None:
    his = browser("other_worker")
    room = family.rooms["other"].pk
    pages = [
        reverse("bookings:of_room", args=[room]),
        reverse("bookings:ask", args=[room, interpreter.worker.pk]),
    ]
    pages += [reverse("desk:today"), reverse("desk:case", args=[family.case.pk]), reverse("bookings:people")]
    his_asked = asked(ask, interpreter, "other")
    before = [masked(his.get(page)) for page in pages]

    row = asked(ask, interpreter)
    say_whether_known(booking=his_asked, knows_nobody=State.CLEAR, by=interpreter.worker, clock=clock)

    assert [masked(his.get(page)) for page in pages] == before
    assert Booking.objects.get(pk=row.pk).state == State.ASKED


# --- her own pages ---


def test_her_page_shows_a_name_then_the_hour_and_never_both(
    family: Family, hers: Client, interpreter: Member, ask: Asking
) -> None:
    row = asked(ask, interpreter)
    listed = words(hers.get(MINE))
    assert "Polish" not in listed
    assert "10:00" not in listed
    assert "Rowan" not in listed

    first = words(hers.get(one(row)))
    assert "Rowan Marsh" in first
    assert "Polish" not in first
    assert "10:00" not in first
    assert "Hana Harries" not in first

    assert hers.post(one(row), {"answer": "nobody"})["Location"] == one(row)
    second = words(hers.get(one(row)))
    assert "Rowan" not in second
    assert "Marsh" not in second
    assert all(said in second for said in ("Polish", "10:00", "An hour", "At our house", "Hana Harries"))
    told = (str(family.case.reference), "Sunflower", family.case.get_pathway_display(), "Restorative")
    assert not [said for said in told if said in second]

    assert hers.post(one(row), {"answer": "yes"})["Location"] == MINE
    assert Booking.objects.get().state == State.CONFIRMED
    assert "10:00" in words(hers.get(MINE))
    hers.post(one(row), {"answer": "no"})
    assert Booking.objects.get().state == State.GIVEN_BACK
    assert hers.get(one(row)).status_code == 404


def test_what_is_not_hers_and_what_is_not_there_are_one_answer(
    hers: Client, interpreter: Member, ask: Asking
) -> None:
    asked(ask, interpreter)
    kept_back = asked(ask, interpreter, "other")

    answers = [hers.get(one(kept_back)), hers.get(reverse("bookings:one", args=[new_id()]))]
    assert [each.status_code for each in answers] == [404, 404]
    assert masked(answers[0]) == masked(answers[1])
    assert hers.post(one(kept_back), {"answer": "yes"}).status_code == 404


def test_an_answer_that_is_none_changes_nothing(hers: Client, interpreter: Member, ask: Asking) -> None:
    row = asked(ask, interpreter)

    hers.post(one(row), {"answer": "perhaps"})

    assert Booking.objects.get().state == State.ASKED


# --- asking on the page ---


def typed(clock: FixedClock, **other: str) -> dict[str, str]:
    day = clock.today()
    return {
        "what": "pl",
        "they_want": "woman",
        "on-day": str(day.day),
        "on-month": str(day.month),
        "on-year": str(day.year + 1),
        "hour": "10:00",
        "long": "60",
        "where": "phone",
        "purpose": "talk",
        "names": "Rowan Marsh",
        "once": str(new_id()),
    } | other


def test_asking_on_the_page_without_asking_the_person_first_is_refused_and_keeps_what_was_typed(
    family: Family, browser: Browser, interpreter: Member, clock: FixedClock
) -> None:
    page = reverse("bookings:ask", args=[family.rooms["harmed"].pk, interpreter.worker.pk])
    client = browser("harmed_worker")

    answer = client.post(page, typed(clock, they_want="unknown"))

    assert (answer.status_code, answer["Location"]) == (302, page)
    shown = client.get(page).content.decode()
    assert "it is theirs to say" in shown
    assert "Rowan Marsh" in shown
    client.post(page, typed(clock))
    assert "Choose a time to come, within half a year." in client.get(page).content.decode()
    assert not Booking.objects.exists()


def test_asked_on_the_page_twice_with_one_form_is_asked_once_and_shows_in_the_room(
    family: Family, browser: Browser, interpreter: Member, clock: FixedClock
) -> None:
    room = family.rooms["harmed"].pk
    page, client = reverse("bookings:ask", args=[room, interpreter.worker.pk]), browser("harmed_worker")
    form = typed(clock, **{"on-month": "12", "on-day": "30", "on-year": str(clock.today().year)})
    if clock.today().month < 7:
        form |= {"on-month": str(clock.today().month + 2), "on-day": "3"}

    for _press in range(2):
        client.post(page, form)

    row = Booking.objects.get()
    shown = words(client.get(reverse("bookings:of_room", args=[room])))
    assert "Irena Interpreter" in shown
    assert "Nobody comes until" in shown
    assert (
        reverse("bookings:of_room", args=[room])
        in client.get(reverse("record:room", args=[room])).content.decode()
    )
    off = reverse("bookings:off", args=[room, row.pk])
    assert client.post(off, {"why": "not_needed"})["Location"] == reverse("bookings:of_room", args=[room])
    assert Booking.objects.get().state == State.REFUSED  # she never saw the hour, and sees nothing now
    client.post(off, {"why": "not_needed"})
    assert Booking.objects.count() == 1


def test_what_is_booked_for_today_shows_on_the_day_of_who_asked_alone(
    family: Family, browser: Browser, interpreter: Member, ask: Asking, clock: FixedClock
) -> None:
    row = ask("harmed", interpreter, on=clock.today(), hour="23:00")
    assert isinstance(row, Booking)
    say_whether_known(booking=row, knows_nobody=State.CLEAR, by=interpreter.worker, clock=clock)
    say_yes(booking=row, by=interpreter.worker, clock=clock)

    today = reverse("desk:today")
    assert "Irena Interpreter" in words(browser("harmed_worker").get(today))
    assert "Irena Interpreter" not in words(browser("other_worker").get(today))


def test_what_she_offers_is_written_by_a_colleague(browser: Browser, interpreter: Member) -> None:
    page = reverse("bookings:person", args=[interpreter.worker.pk])

    browser("lead").post(page, {"offers": ["pl", "driving"], "sex": "woman"})
    assert {each.what for each in interpreter.worker.offers.all()} == {"pl", "cy"}  # no task of a volunteer's
    browser("lead").post(page, {"offers": ["bsl"], "sex": "unknown"})
    assert {each.what for each in interpreter.worker.offers.all()} == {"bsl"}
    assert browser("lead").get(reverse("bookings:person", args=[new_id()])).status_code == 404


def test_the_list_asks_as_often_for_one_as_for_two(
    family: Family, browser: Browser, clock: FixedClock
) -> None:
    page, client = reverse("bookings:people"), browser("lead")
    client.get(page)
    with CaptureQueriesContext(connection) as for_one:
        client.get(page)
    made = somebody_who_comes(family.cast, "volunteer", clock)
    offers = [BookedFor.TEA]
    write_offers(worker=made.worker, offers=offers, sex=Sex.MAN, by=family.cast.worker("lead"), clock=clock)

    with CaptureQueriesContext(connection) as for_two:
        shown = client.get(page)

    assert "Cannot be booked" in words(shown)
    assert len(for_two) - len(for_one) <= 1  # whether a volunteer is in date is asked once, for all of them
