"""Somebody leaves: in one act, also when the machine falls in the middle of it."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client

from yarrow.audit.models import AuditEvent
from yarrow.cases.models import Allocation
from yarrow.config.cast import Cast
from yarrow.config.families import Family
from yarrow.gate.facts.choice import Statement
from yarrow.gate.words import LongText
from yarrow.kernel.apart import NotAllDone
from yarrow.kernel.clock import Clock, FixedClock
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.people import actions as people
from yarrow.people.leaving import ALSO
from yarrow.people.models import Invitation, Leaving, NewKeys, ShownOnce
from yarrow.people.queries import LeavingAhead, leaving_ahead
from yarrow.rooms.actions import ask_grant, fulfil_grants, seal_entry
from yarrow.rooms.models import Grant, RoomVersion, Wrap
from yarrow.rooms.queries import entries_in
from yarrow.staff.actions import unlock
from yarrow.staff.demo import DEMO_PASSPHRASE
from yarrow.staff.models import RecoveryCode, Worker, WorkerSession

from .conftest import Browser, coded, invited, sign_in

WHO = "harmed_worker"
POINTS = [
    "the door is shut",
    *(
        f"{step} is {what}"
        for step in ("account", "rooms", "asked", "duties", "copies")
        for what in ("done", "noted")
    ),
]


class MachineFalls(Exception):
    """Thrown where a test lets it."""


@pytest.fixture(autouse=True)
def copies() -> Iterator[list[UUID]]:
    """A step that a neighbour hangs in; it says whose it was asked for."""
    asked: list[UUID] = []

    def take_copies(worker: Worker, _by: Worker, _clock: Clock) -> None:
        asked.append(worker.pk)

    ALSO["copies"] = take_copies
    yield asked
    del ALSO["copies"]


@pytest.fixture
def held(family: Family, clock: FixedClock) -> Family:
    """The one who leaves has everything that must end: a code, a session, an invitation, a grant, duties."""
    cast = family.cast
    worker, supervisor = cast.worker(WHO), cast.worker("supervisor")
    coded(cast, WHO, clock)
    people.make_code(worker=worker, keyring=cast.keyring(WHO), clock=clock)
    sign_in(Client(), WHO)
    ask_grant(room=family.rooms["child"], worker=worker, by=supervisor, clock=clock)
    people.begin_new_keys(worker=worker, drops_factor=False, by=supervisor, clock=clock)
    return family


def leave(family: Family, clock: FixedClock, by: str = "manager", fall_at: str = "") -> object:
    def watch(point: str) -> None:
        if point == fall_at:
            raise MachineFalls

    return people.begin_leaving(
        worker=family.cast.worker(WHO), by=family.cast.worker(by), clock=clock, watch=watch
    )


def is_outside(family: Family, clock: FixedClock) -> bool:
    worker = Worker.objects.get(username=WHO)
    opened = unlock(worker=worker, passphrase=DEMO_PASSPHRASE)
    used = sign_in(Client(), WHO)
    return isinstance(opened, Refused) and used != "/" and not worker.is_active


def check_all_ended(family: Family, clock: FixedClock) -> None:
    worker = Worker.objects.get(username=WHO)
    assert is_outside(family, clock)
    assert bytes(worker.secrets_sealed) == b""
    assert not Wrap.objects.filter(holder=worker).exists()
    assert not WorkerSession.objects.filter(worker=worker).exists()
    assert not Grant.objects.filter(worker=worker, fulfilled_on=None).exists()
    assert not Allocation.objects.filter(worker=worker, until_day=None).exists()
    assert not RecoveryCode.objects.filter(worker=worker).exists()
    assert not ShownOnce.objects.filter(worker=worker).exists()
    assert not NewKeys.objects.filter(worker=worker, ending="open").exists()
    for part in ("harmed", "team", "shared"):
        assert RoomVersion.objects.filter(room=family.rooms[part]).count() == 2, part
    assert Leaving.objects.get().finished_at is not None
    events = list(AuditEvent.objects.filter(subject=worker.pk).values_list("event", flat=True))
    assert [events.count(name) for name in ("leaving_begun", "worker_left", "leaving_done")] == [1, 1, 1]


@pytest.mark.parametrize("part", ["lead", "intake", "researcher", "duty", "ex_worker", "frozen", WHO])
def test_leaving_pressed_by_who_does_not_look_after_people_is_not_there(
    held: Family, clock: FixedClock, part: str
) -> None:
    with pytest.raises(NotThere):
        leave(held, clock, by=part)

    assert not is_outside(held, clock)
    assert not Leaving.objects.exists()


def test_leaving_of_oneself_is_refused(cast: Cast, clock: FixedClock) -> None:
    mari = cast.worker("manager")

    assert isinstance(people.begin_leaving(worker=mari, by=mari, clock=clock), Refused)
    assert Worker.objects.get(pk=mari.pk).is_active


@pytest.mark.parametrize("point", POINTS)
def test_machine_that_falls_at_any_point_leaves_them_outside_and_goes_on_when_pressed_again(
    held: Family, clock: FixedClock, copies: list[UUID], point: str
) -> None:
    with pytest.raises(MachineFalls):
        leave(held, clock, fall_at=point)
    assert is_outside(held, clock)
    assert Leaving.objects.get().finished_at is None

    leave(held, clock)

    check_all_ended(held, clock)
    assert set(copies) == {held.cast.worker(WHO).pk}


def test_night_goes_on_with_what_fell_without_any_key(held: Family, clock: FixedClock) -> None:
    with pytest.raises(MachineFalls):
        leave(held, clock, fall_at="account is done")

    assert people.resume_leavings(clock=clock) == 1

    check_all_ended(held, clock)
    assert people.resume_leavings(clock=clock) == 0


def test_one_leaving_that_cannot_go_on_keeps_no_other_from_going_on(held: Family, clock: FixedClock) -> None:
    by, other = held.cast.worker("manager"), held.cast.worker("outsider")
    for worker in (other, held.cast.worker(WHO)):
        Leaving.objects.create(worker=worker, by=by, begun_at=clock.now())

    def stuck(worker: Worker, _by: Worker, _clock: Clock) -> None:
        if worker.pk == other.pk:
            raise MachineFalls

    ALSO["copies"] = stuck

    with pytest.raises(NotAllDone, match=r"\(MachineFalls\)"):
        people.resume_leavings(clock=clock)

    assert Leaving.objects.get(worker=other).finished_at is None
    assert Leaving.objects.get(worker=held.cast.worker(WHO)).finished_at is not None


def test_leaving_twice_does_nothing_more(held: Family, clock: FixedClock) -> None:
    leave(held, clock)
    clock.move_to(clock.now() + timedelta(hours=1))
    leave(held, clock, by="supervisor")

    check_all_ended(held, clock)


def test_colleagues_go_on_reading_and_writing_and_the_keys_of_who_left_open_nothing_new(
    held: Family, clock: FixedClock
) -> None:
    room, lead, left = held.rooms["harmed"], held.cast["lead"], held.cast["harmed_worker"]
    before = len(entries_in(room, lead.keyring))

    leave(held, clock)
    said = Statement(source="She", words=LongText("Said after they had gone."))
    seal_entry(room=room, fact=said, by=lead.worker, keyring=lead.keyring, clock=clock)

    assert len(entries_in(room, lead.keyring)) == before + 1
    with pytest.raises(NotThere):
        entries_in(room, left.keyring)
    fulfil_grants(by=lead.worker, keyring=lead.keyring, clock=clock)
    assert not Wrap.objects.filter(holder=left.worker).exists()


def test_their_open_invitations_end(cast: Cast, clock: FixedClock) -> None:
    code = invited(cast, clock, by="supervisor")

    people.begin_leaving(worker=cast.worker("supervisor"), by=cast.worker("manager"), clock=clock)

    assert Invitation.objects.get().ending == "cancelled"
    said = people.take_code(username="newcomer", code=code, passphrase="nine patient otters", clock=clock)
    assert isinstance(said, Refused)


def test_page_says_what_happens_and_neither_names_nor_counts_rooms(
    held: Family, clock: FixedClock, browser: Browser
) -> None:
    who, mari = held.cast.worker(WHO), browser("manager")
    assert "held by nobody else" not in mari.get(f"/people/{who.pk}/leave/").content.decode()
    Wrap.objects.filter(version__room=held.rooms["harmed"]).exclude(holder=who).delete()
    assert leaving_ahead(who) == LeavingAhead(left_alone=True, lost=False)

    page = mari.get(f"/people/{who.pk}/leave/").content.decode()

    assert "Every room that they hold gets a new key at once." in page
    assert "At least one of these is held by nobody else" in page
    assert "Asha" not in page
    answer = mari.post(f"/people/{who.pk}/leave/")
    assert answer["Location"] == f"/people/{who.pk}/left/"
    progress = mari.get(answer["Location"]).content.decode()
    assert "Rooms with a new key: 3 of 3" in progress
    assert "<progress" in progress
    assert mari.get(f"/people/{who.pk}/").status_code == 404
    assert browser("lead").get(answer["Location"]).status_code == 404
