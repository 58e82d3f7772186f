"""The list, one colleague, freezing and opening again; and how many questions a page asks the database."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from yarrow.config.cast import Cast
from yarrow.config.families import Family
from yarrow.kernel.clock import FixedClock
from yarrow.people import actions as people
from yarrow.people.models import Invitation
from yarrow.rooms.actions import ask_grant, fulfil_grants
from yarrow.rooms.models import Wrap
from yarrow.staff.actions import freeze
from yarrow.staff.models import Freeze, Worker
from yarrow.staff.queries import is_frozen

from .conftest import Browser, invited, joined, sign_in

ONLY_LOOKING_AFTER = ["Invite a colleague", "Newcomer2", "They leave the service", "Cancel the invitation"]


def words_alone(page: str) -> str:
    """A page without what is drawn by lot each time."""
    return re.sub(r'(value|nonce)="[^"]*"', "", page)


def shown(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return str(answer.content.decode())


@pytest.mark.parametrize("part", ["lead", "intake", "researcher", "duty"])
def test_who_does_not_look_after_people_sees_names_and_states_only(
    cast: Cast, clock: FixedClock, browser: Browser, part: str
) -> None:
    joined(cast, clock)
    invited(cast, clock, username="newcomer2")

    page = shown(browser(part), "/people/") + shown(browser(part), f"/people/{cast.worker('duty').pk}/")

    assert "Fflur Frozen" in page
    assert "Newcomer" in page
    assert "Emyr Former" not in page
    assert not [words for words in ONLY_LOOKING_AFTER if words in page]
    for words in ONLY_LOOKING_AFTER[:2]:
        assert words in shown(browser("manager"), "/people/")


@pytest.mark.parametrize("path", ["people/{}/", "people/{}/leave/", "people/{}/keys/", "people/{}/freeze/"])
def test_who_has_left_is_not_there(cast: Cast, browser: Browser, path: str) -> None:
    address = "/" + path.format(cast.worker("ex_worker").pk)
    client = browser("manager")

    answer = client.post(address) if "freeze" in path else client.get(address)

    assert answer.status_code == 404


def test_list_asks_as_much_for_thirty_colleagues_as_for_few(
    cast: Cast, clock: FixedClock, browser: Browser, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = browser("manager")
    shown(client, "/people/")
    for number in range(3):
        joined(cast, clock, username=f"new{number}")
        invited(cast, clock, username=f"old{number}")
    freeze(worker=cast.worker("duty"), by=cast.worker("lead"), clock=clock)

    with django_assert_num_queries(12):
        shown(client, "/people/")


def test_freezing_needs_no_passphrase_and_is_seen_by_everybody(
    cast: Cast, clock: FixedClock, browser: Browser
) -> None:
    lena, owen = browser("lead"), browser("other_worker")
    clock.move_to(clock.now() + timedelta(minutes=20))
    assert lena.get("/people/")["Location"] == "/unlock/"

    lena.post(f"/people/{cast.worker('other_worker').pk}/freeze/")

    assert is_frozen(cast.worker("other_worker"))
    assert owen.get("/")["Location"] == "/sign-in/"
    assert shown(browser("outsider"), "/people/").count("govuk-tag--red") == 2
    assert "Frozen account:" in shown(browser("manager"), "/")
    assert "Frozen account:" not in shown(browser("outsider"), "/")


def test_freezing_oneself_signs_out_and_the_next_page_is_the_way_in(cast: Cast, browser: Browser) -> None:
    lena = browser("lead")

    assert lena.post(f"/people/{cast.worker('lead').pk}/freeze/")["Location"] == "/sign-in/"

    assert lena.get("/")["Location"] == "/sign-in/"
    assert sign_in(lena, "lead") == "/sign-in/again/"


def test_a_fourth_freeze_says_why_not(cast: Cast, clock: FixedClock, browser: Browser) -> None:
    client = browser("outsider")
    for part in ("lead", "other_worker", "child_worker"):
        client.post(f"/people/{cast.worker(part).pk}/freeze/")

    answer = client.post(f"/people/{cast.worker('duty').pk}/freeze/")

    assert not is_frozen(cast.worker("duty"))
    assert "You have frozen three colleagues" in shown(client, answer["Location"])


def test_two_colleagues_open_it_again_with_a_fresh_proof_each(
    cast: Cast, clock: FixedClock, browser: Browser
) -> None:
    frozen = cast.worker("frozen")
    page = f"/people/{frozen.pk}/"
    lena = browser("lead")
    clock.move_to(clock.now() + timedelta(minutes=6))
    assert lena.post(f"{page}lift/")["Location"] == "/prove/"
    assert Freeze.objects.get().agreed_by is None

    clock.move_to(clock.now() + timedelta(minutes=10))
    lena, olwen = Client(), Client()
    for client, part in ((lena, "lead"), (olwen, "outsider")):
        sign_in(client, part)
    lena.post(f"{page}lift/")
    lena.post(f"{page}lift/")
    assert is_frozen(frozen)
    assert "One colleague has agreed" in shown(olwen, page)
    olwen.post(f"{page}lift/")

    assert not is_frozen(frozen)
    client = Client()
    assert sign_in(client, "frozen") == "/"
    assert "Two colleagues opened the account again" in shown(client, "/")


def test_grant_for_somebody_frozen_waits_and_their_keys_stay(family: Family, clock: FixedClock) -> None:
    worker, room = family.cast.worker("other_worker"), family.rooms["harmed"]
    supervisor, lead = family.cast.worker("supervisor"), family.cast["lead"]
    ask_grant(room=room, worker=worker, by=supervisor, clock=clock)
    before = Wrap.objects.filter(holder=worker).count()
    freeze(worker=worker, by=supervisor, clock=clock)

    fulfil_grants(by=lead.worker, keyring=lead.keyring, clock=clock)
    assert Wrap.objects.filter(holder=worker).count() == before

    for by in ("lead", "supervisor"):
        people.lift(worker=worker, by=family.cast.worker(by), clock=clock)
    fulfil_grants(by=lead.worker, keyring=lead.keyring, clock=clock)
    assert Wrap.objects.filter(holder=worker).count() == before + 1


def test_invitation_cancelled_on_the_page_is_gone(cast: Cast, clock: FixedClock, browser: Browser) -> None:
    invited(cast, clock)
    address = f"/people/invited/{Invitation.objects.get().pk}/end/"
    assert browser("lead").post(address).status_code == 404

    browser("manager").post(address)

    assert "Cancel the invitation" not in shown(browser("manager"), "/people/")
    assert browser("manager").post(address).status_code == 404


def test_figures_that_are_not_the_same_on_the_page_void_the_keys(
    cast: Cast, clock: FixedClock, browser: Browser
) -> None:
    newcomer = joined(cast, clock)
    assert "Waits for figures to be compared" in shown(browser("manager"), "/")
    assert browser("lead").post(f"/people/{newcomer.pk}/figures/wrong/").status_code == 404
    assert browser("lead").get(f"/people/{newcomer.pk}/figures/").status_code == 404

    browser("manager").post(f"/people/{newcomer.pk}/figures/wrong/")

    assert not Worker.objects.filter(pk=newcomer.pk).exists()


def test_way_in_leads_to_both_public_pages_whoever_looks(cast: Cast) -> None:
    page = shown(Client(), "/sign-in/")

    assert 'href="/join/"' in page
    assert 'href="/lost/"' in page
    for path in ("/join/", "/lost/", "/join/next/", "/lost/next/", "/join/again/", "/lost/again/"):
        assert not [name for name in ("Lead", "Owen", "Mari") if name in shown(Client(), path)]


@pytest.mark.parametrize("part", ["manager", "supervisor", "lead"])
def test_a_colleagues_page_says_nothing_of_the_rooms_they_hold_alone(
    family: Family, browser: Browser, part: str
) -> None:
    """It would fall when somebody is let in: of rooms that are none of the reader's (design.md §4)."""
    worker, client = family.cast.worker("child_worker"), browser(part)
    before = shown(client, f"/people/{worker.pk}/")

    Wrap.objects.filter(version__room=family.rooms["child"]).exclude(holder=worker).delete()

    assert "While it is frozen nobody can open rooms that only they hold." in before
    assert words_alone(shown(client, f"/people/{worker.pk}/")) == words_alone(before)
