"""Who reads what comes in: a further intake worker is let in by one who is inside, and nobody else is."""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from yarrow.config.cast import Cast
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.errors import NotThere
from yarrow.rooms.actions import let_into_intake
from yarrow.rooms.actions.rekeying.shutting_out import ask_for
from yarrow.rooms.models import Grant, Room, Wrap
from yarrow.rooms.queries import holds
from yarrow.rooms.queries.counted import requests_that_count
from yarrow.staff.actions import enrol_worker
from yarrow.staff.demo import DEMO_PASSPHRASE
from yarrow.staff.models import Worker
from yarrow.staff.terms import Post

from .conftest import Enter
from .posts import sent


@pytest.fixture
def newcomer(room: Room, cast: Cast, clock: FixedClock) -> Worker:
    """An intake worker who joined after the intake room was opened; one referral waits inside."""
    sent(Client())
    return enrol_worker(
        username="intake_three",
        name="Ifan Intake",
        post=Post.INTAKE,
        passphrase=DEMO_PASSPHRASE,
        clock=clock,
        enrolled_by=cast.keyring("supervisor"),
    )[0]


def address(worker: Worker) -> str:
    return reverse("intake:let_in", args=[worker.pk])


@pytest.mark.parametrize("part", ["supervisor", "manager", "lead", "outsider"])
def test_nobody_from_outside_lets_anybody_in(
    newcomer: Worker, room: Room, cast: Cast, enter: Enter, part: str, clock: FixedClock
) -> None:
    assert enter(part).post(address(newcomer)).status_code == 404
    with pytest.raises(NotThere):
        let_into_intake(worker=newcomer, by=cast.worker(part), keyring=cast.keyring(part), clock=clock)

    assert not holds(newcomer, room)


def test_nobody_is_let_in_whose_work_it_is_not(
    newcomer: Worker, room: Room, cast: Cast, enter: Enter
) -> None:
    before = Wrap.objects.count()

    enter("intake").post(address(cast.worker("lead")))

    assert Wrap.objects.count() == before


def test_letting_one_in_hands_nothing_to_anybody_else_who_waits(
    newcomer: Worker, room: Room, cast: Cast, enter: Enter, clock: FixedClock
) -> None:
    with transaction.atomic():
        waits = ask_for(room=room, worker=cast.worker("supervisor"), by=cast.worker("intake"), clock=clock)
    assert requests_that_count(Grant.objects.all()) == [waits]

    enter("intake").post(address(newcomer))

    assert holds(newcomer, room)
    assert not holds(waits.worker, room)


def test_a_further_intake_worker_is_let_in_once_and_reads_what_waits(
    newcomer: Worker, room: Room, enter: Enter
) -> None:
    inside = enter("intake")
    assert "Let Ifan Intake in" in inside.get("/incoming/").content.decode()
    assert enter("intake_three").get("/incoming/").status_code == 404

    for _ in range(2):
        assert inside.post(address(newcomer))["Location"] == "/incoming/"

    assert holds(newcomer, room)
    assert "Let Ifan Intake in" not in inside.get("/incoming/").content.decode()
    assert enter("intake_three").get("/incoming/").status_code == 200
