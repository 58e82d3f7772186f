"""Passphrase and code both lost: two colleagues, new keys, and the rooms asked for again."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from pytest_django import Settings

from yarrow.config.cast import Cast
from yarrow.config.families import Family
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.people import actions as people
from yarrow.people.actions.inviting import CODE, _take
from yarrow.people.models import NewKeys
from yarrow.people.queries import news_for
from yarrow.rooms.actions import fulfil_grants
from yarrow.rooms.models import Grant, Wrap
from yarrow.rooms.queries import entries_in, holds
from yarrow.sealing.errors import CannotOpen
from yarrow.sealing.keyring import Keyring
from yarrow.sealing.keys import new_sealing_pair
from yarrow.sealing.recovery_code import code_digest
from yarrow.sealing.typed import read_typed
from yarrow.staff.actions import freeze, leave_service, make_keys, unlock
from yarrow.staff.demo import DEMO_PASSPHRASE
from yarrow.staff.models import RosterEntry, Worker
from yarrow.staff.queries import fingerprint_of, has_second_factor, is_waiting, may_be_given_keys
from yarrow.staff.tests.door import with_second_factor

from .conftest import NEW, Browser, begins_nothing_before_its_turn, coded, sign_in

WHO = "other_worker"


def begun(cast: Cast, clock: FixedClock, by: str = "manager", *, drops: bool = False) -> NewKeys:
    made = people.begin_new_keys(worker=cast.worker(WHO), drops_factor=drops, by=cast.worker(by), clock=clock)
    assert isinstance(made, NewKeys)
    return made


def confirmed(cast: Cast, clock: FixedClock, keys: NewKeys, by: str = "lead", *, drops: bool = False) -> str:
    member = cast[by]
    shown = people.confirm_new_keys(
        keys=keys, confirms_drop=drops, by=member.worker, keyring=member.keyring, clock=clock
    )
    assert not isinstance(shown, Refused)
    return people.take_shown(shown_id=shown.pk, keyring=member.keyring, clock=clock)[1]


def made(cast: Cast, clock: FixedClock, *, drops: bool = False) -> NewKeys:
    """Both have agreed and the worker has chosen a passphrase; nobody has signed."""
    keys = begun(cast, clock, drops=drops)
    code = confirmed(cast, clock, keys, drops=drops)
    clock.move_to(clock.now() + timedelta(minutes=1))
    assert isinstance(people.take_code(username=WHO, code=code, passphrase=NEW, clock=clock), Worker)
    return NewKeys.objects.get(pk=keys.pk)


def signed(cast: Cast, clock: FixedClock, keys: NewKeys, by: str, seen: str = "") -> object:
    seen = seen or fingerprint_of(Worker.objects.get(username=WHO))
    member = cast[by]
    return people.sign_new_keys(keys=keys, seen=seen, by=member.worker, keyring=member.keyring, clock=clock)


@pytest.mark.parametrize("part", ["lead", "intake", "researcher", "duty", "ex_worker", "frozen", WHO])
def test_begin_by_who_does_not_look_after_people_is_not_there(
    cast: Cast, clock: FixedClock, part: str
) -> None:
    with pytest.raises(NotThere):
        begun(cast, clock, by=part)

    assert not NewKeys.objects.exists()


@pytest.mark.parametrize("part", ["manager", "frozen", "ex_worker"])
def test_begin_for_oneself_or_for_who_is_frozen_or_has_left_is_refused(
    cast: Cast, clock: FixedClock, part: str
) -> None:
    said = people.begin_new_keys(
        worker=cast.worker(part), drops_factor=False, by=cast.worker("manager"), clock=clock
    )

    assert isinstance(said, Refused)


def test_begin_beside_another_is_refused(cast: Cast, clock: FixedClock) -> None:
    begun(cast, clock)

    said = people.begin_new_keys(
        worker=cast.worker(WHO), drops_factor=False, by=cast.worker("supervisor"), clock=clock
    )

    assert isinstance(said, Refused)


@pytest.mark.parametrize("part", ["manager", WHO])
def test_confirm_by_who_began_it_or_by_the_worker_is_refused(
    cast: Cast, clock: FixedClock, part: str
) -> None:
    keys, member = begun(cast, clock), cast[part]

    said = people.confirm_new_keys(
        keys=keys, confirms_drop=False, by=member.worker, keyring=member.keyring, clock=clock
    )

    assert isinstance(said, Refused)
    assert NewKeys.objects.get().confirmed_by is None


@pytest.mark.parametrize("part", ["researcher", "ex_worker", "frozen"])
def test_confirm_by_who_may_not_is_not_there(cast: Cast, clock: FixedClock, part: str) -> None:
    keys, member = begun(cast, clock), cast[part]

    with pytest.raises(NotThere):
        people.confirm_new_keys(
            keys=keys, confirms_drop=False, by=member.worker, keyring=member.keyring, clock=clock
        )


def test_one_person_as_both_is_refused_by_the_database_too(cast: Cast, clock: FixedClock) -> None:
    keys = begun(cast, clock)
    for one in ("manager", WHO):
        with pytest.raises(IntegrityError), transaction.atomic():
            NewKeys.objects.filter(pk=keys.pk).update(confirmed_by=cast.worker(one))
    with pytest.raises(IntegrityError), transaction.atomic():
        NewKeys.objects.filter(pk=keys.pk).update(made_at=clock.now())


def test_worker_is_told_and_stops_it_while_they_can_still_sign_in(
    cast: Cast, clock: FixedClock, browser: Browser
) -> None:
    keys = begun(cast, clock)
    code, owen = confirmed(cast, clock, keys), browser(WHO)
    assert "has begun new keys for you" in owen.get("/").content.decode()

    owen.post(f"/people/{cast.worker(WHO).pk}/keys/stop/")

    said = people.take_code(username=WHO, code=code, passphrase=NEW, clock=clock)
    assert isinstance(said, Refused)
    assert unlock(worker=Worker.objects.get(username=WHO), passphrase=DEMO_PASSPHRASE) == cast.keyring(WHO)


@pytest.mark.parametrize("part", ["outsider", "researcher", "ex_worker"])
def test_stop_by_anybody_else_is_not_there(cast: Cast, clock: FixedClock, part: str) -> None:
    keys = begun(cast, clock)

    with pytest.raises(NotThere):
        people.stop_new_keys(keys=keys, by=cast.worker(part), clock=clock)


def test_code_late_or_with_another_name_is_refused(cast: Cast, clock: FixedClock) -> None:
    code = confirmed(cast, clock, begun(cast, clock))

    assert isinstance(people.take_code(username="lead", code=code, passphrase=NEW, clock=clock), Refused)
    clock.move_to(clock.now() + timedelta(days=7))
    assert isinstance(people.take_code(username=WHO, code=code, passphrase=NEW, clock=clock), Refused)


@pytest.mark.parametrize("who", [{"first"}, {"second"}, {"first", "second"}])
def test_second_step_is_taken_away_only_if_both_say_so(cast: Cast, clock: FixedClock, who: set[str]) -> None:
    with_second_factor(cast.worker(WHO))
    keys = begun(cast, clock, drops="first" in who)
    code = confirmed(cast, clock, keys, drops="second" in who)

    people.take_code(username=WHO, code=code, passphrase=NEW, clock=clock)

    assert has_second_factor(cast.worker(WHO)) == (len(who) == 1)


def test_made_but_not_signed_by_both_nothing_is_given(family: Family, clock: FixedClock) -> None:
    cast = family.cast
    code = coded(cast, WHO, clock)
    keys = made(cast, clock)
    owen = Worker.objects.get(username=WHO)
    signed(cast, clock, keys, "manager")
    signed(cast, clock, keys, "manager")

    lead = cast["lead"]
    fulfil_grants(by=lead.worker, keyring=lead.keyring, clock=clock)

    assert is_waiting(owen)
    assert not may_be_given_keys(owen)
    assert not Grant.objects.filter(worker=owen, fulfilled_on=None).exists()
    assert isinstance(people.use_code(username=WHO, code=code, passphrase=NEW, clock=clock), Refused)


@pytest.mark.parametrize("part", ["supervisor", "outsider", WHO, "researcher"])
def test_sign_by_anybody_but_the_two_is_not_there(cast: Cast, clock: FixedClock, part: str) -> None:
    keys = made(cast, clock)

    with pytest.raises(NotThere):
        signed(cast, clock, keys, part)


def test_sign_after_the_keys_were_swapped_in_the_row_is_refused(cast: Cast, clock: FixedClock) -> None:
    keys = made(cast, clock)
    seen = fingerprint_of(Worker.objects.get(username=WHO))
    Worker.objects.filter(username=WHO).update(sealing_public=new_sealing_pair().public)

    assert isinstance(signed(cast, clock, keys, "manager", seen), Refused)


def test_sign_when_the_keys_are_swapped_between_the_two_signatures_is_refused(
    cast: Cast, clock: FixedClock
) -> None:
    keys = made(cast, clock)
    signed(cast, clock, keys, "manager")
    Worker.objects.filter(username=WHO).update(sealing_public=new_sealing_pair().public)

    said = signed(cast, clock, keys, "lead")

    assert isinstance(said, Refused)
    assert RosterEntry.objects.filter(worker__username=WHO).count() == 1


@pytest.mark.parametrize("how", ["left", "frozen"])
def test_sign_when_the_first_has_left_or_is_frozen_is_refused(
    cast: Cast, clock: FixedClock, how: str
) -> None:
    keys = made(cast, clock)
    signed(cast, clock, keys, "manager")
    act = leave_service if how == "left" else freeze
    act(worker=cast.worker("manager"), by=cast.worker("supervisor"), clock=clock)

    said = signed(cast, clock, keys, "lead")

    assert isinstance(said, Refused)
    assert is_waiting(Worker.objects.get(username=WHO))


def test_figures_that_differ_stop_it_and_it_can_be_begun_again(cast: Cast, clock: FixedClock) -> None:
    keys = made(cast, clock)
    people.stop_new_keys(keys=keys, by=cast.worker("lead"), clock=clock, wrong=True)

    again = made(cast, clock)
    signed(cast, clock, again, "manager")
    signed(cast, clock, again, "lead")

    assert may_be_given_keys(Worker.objects.get(username=WHO))


def test_with_both_signatures_the_rooms_are_asked_for_and_read_again(
    family: Family, clock: FixedClock
) -> None:
    cast, room = family.cast, family.rooms["other"]
    before = len(entries_in(room, cast.keyring(WHO)))
    keys = made(cast, clock)
    signed(cast, clock, keys, "lead")
    signed(cast, clock, keys, "manager")
    owen = Worker.objects.get(username=WHO)
    keyring = unlock(worker=owen, passphrase=NEW)
    assert isinstance(keyring, Keyring)
    assert not Wrap.objects.filter(holder=owen).exists()
    assert not holds(owen, room)
    assert len(news_for(owen)) == 2

    lead = cast["lead"]
    fulfil_grants(by=lead.worker, keyring=lead.keyring, clock=clock)

    assert len(entries_in(room, keyring)) == before
    with pytest.raises(CannotOpen):
        entries_in(room, cast.keyring(WHO))


def test_pages_lead_all_the_way(cast: Cast, clock: FixedClock, browser: Browser) -> None:
    owen, page = cast.worker(WHO), f"/people/{cast.worker(WHO).pk}/"
    mari, lena = browser("manager"), browser("lead")
    assert "second step" in mari.get(f"{page}keys/").content.decode()
    assert lena.get(f"{page}keys/").status_code == 404
    assert mari.post(f"{page}keys/", {"drops": "on"})["Location"] == page
    assert mari.get(f"{page}keys/confirm/").status_code == 404
    assert "Owen Oakes" in lena.get("/").content.decode()
    assert "Have you met" in lena.get(f"{page}keys/confirm/").content.decode()
    code_page = lena.post(f"{page}keys/confirm/", {"drops": "on"})["Location"]
    code = lena.get(code_page).content.decode().split("<code>")[1].split("</code>")[0]
    clock.move_to(clock.now() + timedelta(minutes=1))

    stranger = Client()
    typed = {"username": WHO, "recovery_code": code, "passphrase": NEW, "passphrase_again": NEW}
    assert stranger.post("/join/", typed)["Location"] == "/join/next/"
    sign_in(stranger, WHO, NEW)
    assert stranger.get("/")["Location"] == "/waiting/"
    figures = fingerprint_of(Worker.objects.get(pk=owen.pk))
    assert figures in stranger.get("/waiting/").content.decode()
    for client in (mari, lena):
        assert figures in client.get(f"{page}keys/sign/").content.decode()
        assert client.post(f"{page}keys/sign/", {"seen": figures})["Location"] == page

    assert stranger.get("/").status_code == 200
    assert "New keys" not in mari.get(page).content.decode().split("More")[0]


def test_new_keys_hold_nothing_in_the_database_while_they_wait(
    cast: Cast, clock: FixedClock, settings: Settings, tmp_path: Path
) -> None:
    settings.HOME, code = tmp_path, confirmed(cast, clock, begun(cast, clock))

    def take() -> object:
        return people.take_code(username=WHO, code=code, passphrase=NEW, clock=clock)

    assert isinstance(begins_nothing_before_its_turn(take, tmp_path), Worker)


def test_code_voided_while_its_passphrase_was_stretched_gives_nothing(cast: Cast, clock: FixedClock) -> None:
    """Looked at again with the rows held: leaving, or another post with the code, may have come between."""
    keys = begun(cast, clock)
    code = confirmed(cast, clock, keys)
    digest = code_digest(read_typed(code, CODE))
    made = make_keys(worker=cast.worker(WHO), passphrase=NEW)
    leave_service(worker=cast.worker(WHO), by=cast.worker("manager"), clock=clock)

    assert isinstance(_take(digest, made, clock), Refused)
    assert NewKeys.objects.get(pk=keys.pk).made_at is None
    assert bytes(Worker.objects.get(username=WHO).sealing_public) != bytes(made.worker.sealing_public)
