"""A session ends after ten hours, and what was typed until then does not end with it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.browsers import Browser
from yarrow.config.families import Family
from yarrow.gate.facts.choice import Hope
from yarrow.gate.words import LongText
from yarrow.kernel.clock import FixedClock
from yarrow.rooms.models import Entry
from yarrow.staff.demo import DEMO_PASSPHRASE

from .examples import CANARY, choose

TYPED = {"page_kind": "hope", "words": CANARY}


@pytest.fixture
def client(browser: Browser) -> Client:
    return browser("harmed_worker")


@pytest.fixture
def sheet(family: Family, client: Client, clock: FixedClock) -> str:
    """A sheet that is still open when ten hours of a busy day are over."""
    address = choose(client, family.rooms["harmed"], Hope)
    for _ in range(59):
        clock.move_to(clock.now() + timedelta(minutes=10))
        assert client.get(address).status_code == 200
    clock.move_to(clock.now() + timedelta(minutes=10))
    return address


def sign_in(client: Client, part: str) -> str:
    posted = {"username": part, "passphrase": DEMO_PASSPHRASE}
    return str(client.post("/sign-in/", posted).headers["Location"])


def test_a_post_after_ten_hours_records_nothing_and_signs_out(client: Client, sheet: str) -> None:
    before = Entry.objects.count()

    assert client.post(sheet, TYPED).headers["Location"] == "/unlock/"

    assert client.get("/unlock/").headers["Location"] == "/sign-in/"
    assert client.get(sheet).headers["Location"] == "/sign-in/"
    assert Entry.objects.count() == before
    assert CANARY not in str(dict(client.session))


def test_what_was_typed_is_offered_again_after_signing_in(client: Client, sheet: str) -> None:
    client.post(sheet, TYPED)

    assert sign_in(client, "harmed_worker") == sheet
    assert CANARY in client.get(sheet).content.decode()


def test_another_worker_at_the_same_browser_is_led_nowhere(client: Client, sheet: str) -> None:
    client.post(sheet, TYPED)

    assert sign_in(client, "other_worker") == "/"
    assert client.get(sheet).status_code == 404
    client.post("/sign-out/")
    assert sign_in(client, "harmed_worker") == "/"


def test_the_passphrase_alone_opens_nothing_after_ten_hours(client: Client, sheet: str) -> None:
    assert client.post("/unlock/", {"passphrase": DEMO_PASSPHRASE}).headers["Location"] == "/sign-in/"

    assert client.get(sheet).headers["Location"] == "/sign-in/"


def test_an_act_after_ten_hours_is_not_done(family: Family, client: Client, sheet: str) -> None:
    entry = family.record("harmed", Hope(words=LongText(CANARY)))[0]

    client.post(reverse("record:take_out", args=[family.rooms["harmed"].pk, entry.pk]))

    assert not Entry.objects.filter(quarantine__isnull=False).exists()
