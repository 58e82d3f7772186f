"""Invited, keys made, figures compared, vouched for; and everything that must not work on the way."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from yarrow.cases.actions import allocate
from yarrow.cases.terms import Duty
from yarrow.config.cast import Cast
from yarrow.config.families import Family
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.people import actions as people
from yarrow.people.models import Invitation, ShownOnce
from yarrow.people.queries import own_fingerprint
from yarrow.rooms.actions import ask_grant, fulfil_grants
from yarrow.rooms.models import Wrap
from yarrow.sealing.keys import new_sealing_pair, new_signing_pair
from yarrow.staff.actions import unlock
from yarrow.staff.models import RosterEntry, Worker
from yarrow.staff.queries import (
    UntrustedKey,
    active_workers,
    fingerprint_of,
    is_waiting,
    trusted_sealing_public,
)
from yarrow.staff.terms import Post

from .conftest import NEW, Browser, begins_nothing_before_its_turn, coded, invited, joined, sign_in


def take(code: str, clock: FixedClock, username: str = "newcomer", passphrase: str = NEW) -> object:
    return people.take_code(username=username, code=code, passphrase=passphrase, clock=clock)


@pytest.mark.parametrize("part", ["intake", "lead", "researcher", "duty", "outsider", "ex_worker", "frozen"])
def test_invite_by_who_does_not_look_after_people_is_not_there(
    cast: Cast, clock: FixedClock, part: str
) -> None:
    with pytest.raises(NotThere):
        invited(cast, clock, by=part)

    assert not Invitation.objects.exists()


@pytest.mark.parametrize("username", ["lead", "ex_worker", "newcomer"])
def test_invite_by_a_sign_in_name_in_use_is_refused(cast: Cast, clock: FixedClock, username: str) -> None:
    invited(cast, clock)
    mari = cast["manager"]

    said = people.invite(
        name="X", username=username, post=Post.DUTY, by=mari.worker, keyring=mari.keyring, clock=clock
    )

    assert isinstance(said, Refused)
    assert Invitation.objects.count() == 1


@pytest.mark.parametrize("wrong", ["code", "name", "passphrase", "late", "cancelled", "used", "no code"])
def test_take_code_with_anything_wrong_is_refused_in_the_same_words(
    cast: Cast, clock: FixedClock, wrong: str
) -> None:
    code, username, passphrase = invited(cast, clock), "newcomer", NEW
    right = code
    if wrong == "code":
        code = ("2" if code[0] == "1" else "1") + code[1:]
    elif wrong == "name":
        username = "lead"
    elif wrong == "passphrase":
        passphrase = "too short"
    elif wrong == "late":
        clock.move_to(clock.now() + timedelta(days=7))
    elif wrong == "cancelled":
        mari = cast.worker("manager")
        people.cancel_invitation(invitation=Invitation.objects.get(), by=mari, clock=clock)
    elif wrong == "used":
        assert isinstance(take(right, clock), Worker)
    elif wrong == "no code":
        code = ""
    there = Worker.objects.count()

    said = take(code, clock, username, passphrase)

    assert isinstance(said, Refused)
    assert [reason.code for reason in said.reasons] == ["code_wrong"]
    assert Worker.objects.count() == there


def test_code_of_an_invitation_is_nowhere_in_the_database(cast: Cast, clock: FixedClock) -> None:
    code = invited(cast, clock)

    kept = bytes(Invitation.objects.get().code_digest)
    assert len(kept) == 32
    assert code.encode() not in kept
    assert not ShownOnce.objects.exists()


def test_newcomer_is_on_no_list_and_is_given_nothing(family: Family, clock: FixedClock) -> None:
    cast, newcomer = family.cast, joined(family.cast, clock)
    supervisor = cast.worker("supervisor")

    said = allocate(
        case=family.case, worker=newcomer, duty=Duty.PRACTITIONER, by=supervisor, names=["A B"], clock=clock
    )

    assert isinstance(said, Refused)
    assert newcomer not in active_workers()
    with pytest.raises(UntrustedKey):
        trusted_sealing_public(newcomer)
    with pytest.raises(NotThere):
        ask_grant(room=family.rooms["harmed"], worker=newcomer, by=supervisor, clock=clock)
    holder = cast["harmed_worker"]
    fulfil_grants(by=holder.worker, keyring=holder.keyring, clock=clock)
    assert not Wrap.objects.filter(holder=newcomer).exists()


def test_newcomer_signed_in_sees_their_figures_and_nothing_else(cast: Cast, clock: FixedClock) -> None:
    newcomer, client = joined(cast, clock), Client()
    sign_in(client, "newcomer", NEW)

    for path in ("/", "/people/", f"/people/{newcomer.pk}/", "/caseload/", "/account/", "/visit/"):
        assert client.get(path)["Location"] == "/waiting/", path
    page = client.get("/waiting/").content.decode()

    assert fingerprint_of(newcomer) in page
    assert "Owen Oakes" not in page


def test_own_figures_come_from_the_private_keys_whatever_the_row_says(cast: Cast, clock: FixedClock) -> None:
    newcomer = joined(cast, clock)
    keyring = unlock(worker=newcomer, passphrase=NEW)
    assert not isinstance(keyring, Refused)
    before = own_fingerprint(keyring)

    Worker.objects.filter(pk=newcomer.pk).update(sealing_public=new_sealing_pair().public)

    assert own_fingerprint(keyring) == before
    assert fingerprint_of(Worker.objects.get(pk=newcomer.pk)) != before


@pytest.mark.parametrize("column", ["sealing_public", "signing_public"])
def test_vouch_after_a_key_was_swapped_in_the_row_is_refused(
    cast: Cast, clock: FixedClock, column: str
) -> None:
    newcomer, sian = joined(cast, clock), cast["supervisor"]
    seen = fingerprint_of(newcomer)
    strange = new_sealing_pair().public if column == "sealing_public" else new_signing_pair().public
    Worker.objects.filter(pk=newcomer.pk).update(**{column: strange})

    said = people.vouch(worker=newcomer, seen=seen, by=sian.worker, keyring=sian.keyring, clock=clock)

    assert isinstance(said, Refused)
    assert [reason.code for reason in said.reasons] == ["not_the_same"]
    assert not RosterEntry.objects.filter(worker=newcomer).exists()


@pytest.mark.parametrize("part", ["lead", "intake", "researcher", "duty", "ex_worker", "frozen"])
def test_vouch_by_who_does_not_look_after_people_is_not_there(
    cast: Cast, clock: FixedClock, part: str
) -> None:
    newcomer = joined(cast, clock)

    with pytest.raises(NotThere):
        people.vouch(
            worker=newcomer,
            seen=fingerprint_of(newcomer),
            by=cast.worker(part),
            keyring=cast.keyring(part),
            clock=clock,
        )

    assert is_waiting(newcomer)


def test_say_wrong_voids_the_keys_and_the_name_may_be_invited_again(cast: Cast, clock: FixedClock) -> None:
    newcomer = joined(cast, clock)

    said = people.say_wrong(worker=newcomer, by=cast.worker("supervisor"), clock=clock)

    assert not isinstance(said, Refused)
    assert not Worker.objects.filter(pk=newcomer.pk).exists()
    assert joined(cast, clock).username == "newcomer"


def test_say_wrong_of_who_was_vouched_for_is_refused(cast: Cast, clock: FixedClock) -> None:
    said = people.say_wrong(worker=cast.worker("lead"), by=cast.worker("manager"), clock=clock)

    assert isinstance(said, Refused)
    assert Worker.objects.filter(username="lead").exists()


def test_from_invitation_to_being_one_of_us(cast: Cast, clock: FixedClock, browser: Browser) -> None:
    mari = browser("manager")
    asked = mari.post("/people/invite/", {"name": "Nia New", "username": "nia", "post": "practitioner"})
    shown = mari.get(asked["Location"]).content.decode()
    code = re.search("<code>(.*)</code>", shown)
    assert code is not None
    assert mari.get(asked["Location"]).status_code == 404

    client = Client()
    typed = {
        "username": "nia",
        "recovery_code": code[1].lower(),
        "passphrase": NEW,
        "passphrase_again": NEW,
    }
    assert client.post("/join/", typed)["Location"] == "/join/next/"
    sign_in(client, "nia", NEW)
    made = client.post("/account/code/")
    assert "Your recovery code" in client.get(made["Location"]).content.decode()
    figures = re.search(r"\d{4}( \d{4}){5}", client.get("/waiting/").content.decode())
    assert figures is not None

    nia = Worker.objects.get(username="nia")
    assert "somebody else must compare" in mari.get(f"/people/{nia.pk}/").content.decode()
    assert figures[0] not in mari.get(f"/people/{nia.pk}/figures/").content.decode()
    mari.post(f"/people/{nia.pk}/figures/", {"seen": figures[0]})
    assert client.get("/")["Location"] == "/waiting/"
    sian = browser("supervisor")
    assert figures[0] in sian.get(f"/people/{nia.pk}/figures/").content.decode()
    sian.post(f"/people/{nia.pk}/figures/", {"seen": figures[0]})

    assert client.get("/").status_code == 200
    assert nia in active_workers()
    assert trusted_sealing_public(nia)


@pytest.mark.parametrize("field", ["username", "recovery_code", "passphrase", "passphrase_again"])
def test_public_page_with_anything_left_out_says_one_thing_and_offers_nothing_again(
    cast: Cast, clock: FixedClock, field: str
) -> None:
    code, client = invited(cast, clock), Client()
    typed = {"username": "newcomer", "recovery_code": code, "passphrase": NEW, "passphrase_again": NEW}

    answer = client.post("/join/", typed | {field: ""})

    assert answer["Location"] == "/join/again/"
    page = client.get("/join/again/").content.decode()
    assert "That did not work" in page
    assert not [text for text in (code, NEW, "newcomer") if text in page]
    assert client.post("/join/", typed)["Location"] == "/join/next/"


def test_public_page_after_twenty_tries_from_a_network_refuses_also_the_right_code(
    cast: Cast, clock: FixedClock
) -> None:
    code, client = invited(cast, clock), Client()
    typed = {"username": "newcomer", "recovery_code": code, "passphrase": NEW, "passphrase_again": NEW}
    for number in range(20):
        client.post("/join/", typed | {"username": f"name{number}", "recovery_code": ""})

    assert client.post("/join/", typed)["Location"] == "/join/again/"
    assert not Worker.objects.filter(username="newcomer").exists()


@pytest.mark.parametrize("path", ["/join/", "/lost/"])
def test_stranger_who_fails_under_a_name_keeps_its_owner_out_of_neither_public_page(
    cast: Cast, clock: FixedClock, path: str
) -> None:
    code = invited(cast, clock) if path == "/join/" else coded(cast, "lead", clock)
    name = "newcomer" if path == "/join/" else "lead"
    typed = {"username": name, "recovery_code": code, "passphrase": NEW, "passphrase_again": NEW}
    for number in range(12):
        stranger = Client(REMOTE_ADDR=f"198.51.100.{number}")
        assert stranger.post(path, typed | {"recovery_code": ""})["Location"] == f"{path}again/"

    assert Client().post(path, typed)["Location"] == f"{path}next/"


def test_joining_holds_nothing_in_the_database_while_it_waits(
    cast: Cast, clock: FixedClock, settings: Settings, tmp_path: Path
) -> None:
    settings.HOME, code = tmp_path, invited(cast, clock)

    said = begins_nothing_before_its_turn(lambda: take(code, clock), tmp_path)

    assert isinstance(said, Worker)
