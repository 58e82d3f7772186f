"""What managers read of the record: everything of the service, nothing of who is in which case."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.browsers import Browser
from yarrow.audit.actions import append
from yarrow.audit.terms import Event
from yarrow.cases.actions import exclude_worker
from yarrow.cases.models import Allocation
from yarrow.cases.terms import Duty
from yarrow.config.cast import Cast
from yarrow.config.families import Family
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.ids import new_id
from yarrow.oversight.actions import note_verification
from yarrow.oversight.queries import bulk_reads, done_page, watch_for, work_of_day
from yarrow.oversight.queries.done import PER_PAGE, Filter
from yarrow.oversight.terms import COUNTS, EVENTS, IN_ROOM, Counted
from yarrow.oversight.verifying import Verdict
from yarrow.rooms.actions import read_room
from yarrow.staff.actions import note_exit
from yarrow.staff.models import Worker
from yarrow.staff.queries import the_service

pytestmark = pytest.mark.django_db

PAGES = ("/done/", "/done/1/", "/done/choose/", "/done/day/")


def happened(event: Event, *, by: Worker, clock: FixedClock, chain: UUID | None = None) -> None:
    with transaction.atomic():
        append(chain=chain or the_service().pk, event=event, actor=by.pk, subject=by.pk, clock=clock)


def reads(by: Worker, rooms: Iterable[UUID], clock: FixedClock) -> None:
    for room in rooms:
        happened(Event.ROOM_READ, by=by, chain=room, clock=clock)


# --- who is shown nothing ---


@pytest.mark.parametrize("part", ["supervisor", "lead", "researcher", "intake", "outsider", "duty"])
def test_only_who_oversees_reads_it(browser: Browser, family: Family, part: str) -> None:
    assert {browser(part).get(page).status_code for page in PAGES} == {404}
    assert browser("manager").get("/done/").status_code == 200


@pytest.mark.parametrize("number", [0, 2, 41, 9999])
def test_page_that_is_not_there(browser: Browser, family: Family, number: int) -> None:
    assert browser("manager").get(f"/done/{number}/").status_code == 404


def test_nothing_tells_who_is_in_which_case(browser: Browser, family: Family, clock: FixedClock) -> None:
    holder, room = family.holder("harmed"), family.rooms["harmed"]
    read_room(room_id=room.pk, by=holder.worker, keyring=holder.keyring, clock=clock)

    shown = b"".join(browser("manager").get(page).content for page in ("/done/", "/done/day/"))

    ids = [family.case.pk, *(each.pk for each in family.rooms.values())]
    assert not [each for each in ids if str(each).encode() in shown]
    assert str(family.case.reference).encode() not in shown
    assert b"Entry sealed" not in shown
    assert b"Rooms opened" in shown


def test_every_event_is_shown_or_counted_once_at_most() -> None:
    shown = [event for events in (*EVENTS.values(), *COUNTS.values()) for event in events]

    assert len(shown) == len(set(shown))
    assert Event.EXCLUSION_SET not in shown
    assert Event.STANDING_ATTESTED not in (*shown, *IN_ROOM)


def test_case_they_are_kept_from_is_in_no_count_and_no_alarm(
    family: Family, cast: Cast, clock: FixedClock
) -> None:
    overseer, worker = cast.worker("manager"), cast.worker("lead")
    clock.move_to(clock.now() + timedelta(days=3))
    reads(worker, [family.rooms["harmed"].pk, *(new_id() for _ in range(30))], clock)
    assert work_of_day(overseer, clock.today())[0].counts == {Counted.OPENED: 31}
    assert len(bulk_reads(overseer, clock.now())) == 1

    exclude_worker(case=family.case, worker=overseer, by=cast.worker("supervisor"), clock=clock)

    assert work_of_day(overseer, clock.today())[0].counts == {Counted.OPENED: 30}
    assert not bulk_reads(overseer, clock.now())


@pytest.mark.parametrize("duty", [Duty.PRACTITIONER, Duty.SPECIALIST])
def test_opening_in_a_room_they_must_not_know_of_is_not_in_the_record(
    family: Family, cast: Cast, clock: FixedClock, duty: Duty
) -> None:
    """By the condition of the list of openings: a row here that is not there would tell of a case."""
    overseer = cast.worker("manager")
    happened(Event.CARD_OPENED, by=cast.worker("duty"), clock=clock, chain=family.rooms["harmed"].pk)
    told = str(Event.CARD_OPENED.label)
    assert told in [each.what for each in done_page(overseer, Filter(), 1).acts]

    day = clock.today()
    Allocation.objects.create(case=family.case, worker=overseer, duty=duty, from_day=day, until_day=day)

    assert told not in [each.what for each in done_page(overseer, Filter(), 1).acts]


# --- what is shown ---


def test_acts_are_in_plain_words_newest_first(browser: Browser, cast: Cast, clock: FixedClock) -> None:
    note_exit(worker=cast.worker("outsider"), clock=clock)

    page = browser("manager").get("/done/").content.decode()

    assert page.index("Signed in") < page.index("Exit pressed") < page.index("Worker left the service")
    assert cast.worker("outsider").name in page


def test_choice_narrows_the_list_and_says_so(browser: Browser, cast: Cast, clock: FixedClock) -> None:
    worker, client = cast.worker("outsider"), browser("manager")
    note_exit(worker=worker, clock=clock)

    answer = client.post("/done/choose/", {"worker": str(worker.pk), "kind": "coming_in"})

    assert (answer.status_code, answer["Location"]) == (302, "/done/")
    page = client.get("/done/").content.decode()
    assert "Exit pressed" in page
    assert "Worker enrolled" not in page
    assert f"Shown: {worker.name}, Coming in and going out" in page
    client.post("/done/all/")
    assert "Worker enrolled" in client.get("/done/").content.decode()


def test_choice_of_a_day_shows_that_day_alone(browser: Browser, cast: Cast, clock: FixedClock) -> None:
    client, day = browser("manager"), clock.today() - timedelta(days=1)
    boxes = {"day-day": day.day, "day-month": day.month, "day-year": day.year}

    client.post("/done/choose/", boxes)

    assert "Nothing is recorded here." in client.get("/done/").content.decode()


def test_wrong_choice_is_offered_again(browser: Browser, cast: Cast) -> None:
    client = browser("manager")

    answer = client.post("/done/choose/", {"worker": "nobody", "day-day": "31"})

    assert (answer.status_code, answer["Location"]) == (302, "/done/choose/")
    assert "There is a problem" in client.get("/done/choose/").content.decode()


def test_list_is_leafed_through_in_the_same_number_of_queries(
    browser: Browser, cast: Cast, clock: FixedClock
) -> None:
    client, counts = browser("manager"), []
    for number in range(PER_PAGE + 1):
        note_exit(worker=cast.worker("outsider" if number % 2 else "duty"), clock=clock)
    for address in ("/done/", "/done/2/"):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(address).status_code == 200
        counts.append(len(asked))

    assert "Older" in client.get("/done/").content.decode()
    assert counts[0] == counts[1] <= 17


# --- alarms ---


@pytest.mark.parametrize(("rooms", "alarms"), [(30, 0), (31, 1)])
def test_more_than_thirty_rooms_in_an_hour_raise_an_alarm(
    cast: Cast, clock: FixedClock, rooms: int, alarms: int
) -> None:
    reads(cast.worker("lead"), (new_id() for _ in range(rooms)), clock)

    assert len(bulk_reads(cast.worker("manager"), clock.now())) == alarms


def test_thirty_one_rooms_over_a_day_and_one_room_often_raise_none(cast: Cast, clock: FixedClock) -> None:
    room = new_id()
    for _ in range(31):
        clock.move_to(clock.now() + timedelta(minutes=4))
        reads(cast.worker("lead"), [new_id()], clock)
        reads(cast.worker("other_worker"), [room], clock)

    assert not bulk_reads(cast.worker("manager"), clock.now())


def test_alarm_stands_on_the_page_and_on_the_day_of_who_oversees_alone(
    browser: Browser, cast: Cast, clock: FixedClock
) -> None:
    reads(cast.worker("lead"), (new_id() for _ in range(35)), clock)
    said = f"{cast.worker('lead').name} opened 35 different rooms within an hour"

    for address in ("/", "/done/", "/done/day/"):
        assert said in browser("manager").get(address).content.decode()
    assert said not in browser("supervisor").get("/").content.decode()


def test_broken_record_stands_on_the_day_of_who_oversees(cast: Cast, clock: FixedClock) -> None:
    note_verification(verdict=Verdict(events=5, faults=2), clock=clock)

    watch = watch_for(cast.worker("manager"), clock.now())

    assert watch is not None
    assert watch.is_broken
    assert watch.backup_overdue
    assert watch_for(cast.worker("supervisor"), clock.now()) is None
