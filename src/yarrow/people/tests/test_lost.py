"""A lost passphrase, with the code at hand; the code itself; and a passphrase changed while signed in."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from yarrow.audit.models import AuditEvent
from yarrow.config.cast import Cast
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.people import actions as people
from yarrow.people.models import News, ShownOnce
from yarrow.people.queries import news_for, news_lately, shown_for
from yarrow.sealing.passphrase import Argon2Cost, derive_root
from yarrow.staff.actions import sealing_keys, unlock
from yarrow.staff.demo import DEMO_PASSPHRASE
from yarrow.staff.models import RecoveryCode, Worker, WorkerSession

from .conftest import NEW, Browser, coded, sign_in

WRONG = ["unknown", "code", "empty", "no code", "left", "frozen", "of another"]


def lost(cast: Cast, clock: FixedClock, wrong: str) -> object:
    """Everything is right but one thing."""
    part = {"left": "ex_worker", "frozen": "frozen"}.get(wrong, "lead")
    code = coded(cast, part, clock)
    if wrong == "code":
        code = code.replace(code[0], "2" if code[0] == "1" else "1")
    if wrong == "no code":
        RecoveryCode.objects.all().delete()
    if wrong == "of another":
        code = coded(cast, "outsider", clock)
    if wrong == "empty":
        code = ""
    username = "nobody" if wrong == "unknown" else part
    return people.use_code(username=username, code=code, passphrase=NEW, clock=clock)


@pytest.mark.parametrize("wrong", WRONG)
def test_use_code_with_anything_wrong_is_refused_in_the_same_words_and_audited(
    cast: Cast, clock: FixedClock, wrong: str
) -> None:
    before = {row.pk: (bytes(row.salt), row.password) for row in Worker.objects.all()}

    said = lost(cast, clock, wrong)

    assert isinstance(said, Refused)
    assert [reason.code for reason in said.reasons] == ["not_opened"]
    assert AuditEvent.objects.latest("id").event == "sign_in_refused"
    assert {row.pk: (bytes(row.salt), row.password) for row in Worker.objects.all()} == before
    assert not News.objects.exists()


@pytest.mark.parametrize("wrong", [*WRONG, "nothing"])
def test_use_code_costs_one_derivation_whatever_comes_of_it(
    cast: Cast, clock: FixedClock, wrong: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[bytes] = []

    def counted(passphrase: str, salt: bytes, cost: Argon2Cost) -> bytes:
        made.append(salt)
        return derive_root(passphrase, salt, cost)

    monkeypatch.setattr(sealing_keys, "stretched", counted)

    said = lost(cast, clock, wrong)

    assert len(made) == 1
    assert isinstance(said, Worker) == (wrong == "nothing")


def test_use_code_with_a_weak_passphrase_says_so_whoever_it_is(cast: Cast, clock: FixedClock) -> None:
    code = coded(cast, "lead", clock)

    for username in ("lead", "nobody"):
        said = people.use_code(username=username, code=code, passphrase="short", clock=clock)
        assert isinstance(said, Refused)
        assert [reason.code for reason in said.reasons] == ["passphrase_short"]


def test_use_code_a_second_time_is_refused(cast: Cast, clock: FixedClock) -> None:
    code = coded(cast, "lead", clock)
    assert isinstance(people.use_code(username="lead", code=code, passphrase=NEW, clock=clock), Worker)

    again = people.use_code(username="lead", code=code, passphrase=DEMO_PASSPHRASE, clock=clock)

    assert isinstance(again, Refused)


def test_old_passphrase_sessions_and_code_end_and_the_keys_are_the_same(
    cast: Cast, clock: FixedClock, browser: Browser
) -> None:
    code, before = coded(cast, "lead", clock), cast.keyring("lead")
    browser("lead")
    assert WorkerSession.objects.filter(worker=cast.worker("lead")).exists()

    people.use_code(username="lead", code=code, passphrase=NEW, clock=clock)

    lead = Worker.objects.get(username="lead")
    assert not WorkerSession.objects.filter(worker=lead).exists()
    assert isinstance(unlock(worker=lead, passphrase=DEMO_PASSPHRASE), Refused)
    assert unlock(worker=lead, passphrase=NEW) == before


def test_new_code_waits_for_its_worker_alone_for_one_view(cast: Cast, clock: FixedClock) -> None:
    people.use_code(username="lead", code=coded(cast, "lead", clock), passphrase=NEW, clock=clock)
    shown = shown_for(cast.worker("lead"))
    assert shown is not None

    with pytest.raises(NotThere):
        people.take_shown(shown_id=shown.pk, keyring=cast.keyring("manager"), clock=clock)
    _, fresh = people.take_shown(shown_id=shown.pk, keyring=cast.keyring("lead"), clock=clock)
    with pytest.raises(NotThere):
        people.take_shown(shown_id=shown.pk, keyring=cast.keyring("lead"), clock=clock)

    taken = people.use_code(username="lead", code=fresh, passphrase=DEMO_PASSPHRASE, clock=clock)
    assert isinstance(taken, Worker)


def test_code_moved_to_another_reader_opens_for_nobody(cast: Cast, clock: FixedClock) -> None:
    shown = people.make_code(worker=cast.worker("lead"), keyring=cast.keyring("lead"), clock=clock)
    ShownOnce.objects.filter(pk=shown.pk).update(worker=cast.worker("outsider"))

    for part in ("lead", "outsider"):
        with pytest.raises(NotThere):
            people.take_shown(shown_id=shown.pk, keyring=cast.keyring(part), clock=clock)


def test_code_nobody_came_to_read_is_cleared_after_a_day(cast: Cast, clock: FixedClock) -> None:
    people.make_code(worker=cast.worker("lead"), keyring=cast.keyring("lead"), clock=clock)
    clock.move_to(clock.now() + timedelta(hours=23))
    assert people.forget_old_codes(clock=clock) == 0
    clock.move_to(clock.now() + timedelta(hours=2))

    assert people.forget_old_codes(clock=clock) == 1


def test_code_moved_to_another_workers_row_opens_nothing(cast: Cast, clock: FixedClock) -> None:
    code = coded(cast, "lead", clock)
    RecoveryCode.objects.update(worker=cast.worker("outsider"))

    said = people.use_code(username="outsider", code=code, passphrase=NEW, clock=clock)

    assert isinstance(said, Refused)


def test_the_worker_and_who_looks_after_people_are_told(
    cast: Cast, clock: FixedClock, browser: Browser
) -> None:
    people.use_code(username="lead", code=coded(cast, "lead", clock), passphrase=NEW, clock=clock)
    told = "A recovery code was used to choose a new passphrase"
    assert [news.get_kind_display() for news in news_for(cast.worker("lead"))] == [told]

    client = Client()
    sign_in(client, "lead", NEW)
    assert told in client.get("/").content.decode()
    assert f"Lena Lead: {told}" in browser("manager").get("/people/").content.decode()
    assert told not in browser("outsider").get("/people/").content.decode()
    client.post("/account/known/")
    assert told not in client.get("/account/").content.decode()
    assert list(news_lately(clock.now()))


def test_public_page_changes_the_passphrase_and_shows_no_code(cast: Cast, clock: FixedClock) -> None:
    code, client = coded(cast, "lead", clock), Client()
    typed = {"username": "lead", "recovery_code": code, "passphrase": NEW, "passphrase_again": NEW}
    for wrong in ({"username": "nobody"}, {"recovery_code": "x"}, {"passphrase_again": "other"}):
        assert client.post("/lost/", typed | wrong)["Location"] == "/lost/again/"
    assert "That did not work" in client.get("/lost/again/").content.decode()

    answer = client.post("/lost/", typed)

    assert answer["Location"] == "/lost/next/"
    assert not re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", client.get("/lost/next/").content.decode())
    sign_in(client, "lead", NEW)
    shown = shown_for(cast.worker("lead"))
    assert shown is not None
    assert f"/once/{shown.pk}/" in client.get("/").content.decode()
    page = client.get(f"/once/{shown.pk}/").content.decode()
    assert re.search(r"<code>([0-9A-Z]{4}-){8}[0-9A-Z]{4}</code>", page)
    assert client.get(f"/once/{shown.pk}/").status_code == 404


def test_pages_of_the_account_ask_for_a_fresh_proof(cast: Cast, clock: FixedClock, browser: Browser) -> None:
    client = browser("lead")
    clock.move_to(clock.now() + timedelta(minutes=6))

    assert client.get("/account/passphrase/")["Location"] == "/prove/"
    assert client.post("/account/code/")["Location"] == "/prove/"
    assert not RecoveryCode.objects.exists()


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ({"passphrase": "short", "passphrase_again": "short"}, "Use at least 15 characters"),
        ({"passphrase": NEW, "passphrase_again": "another"}, "The two are not the same"),
        ({}, "needs an answer"),
    ],
)
def test_change_to_what_is_not_good_enough_says_why_and_keeps_nothing_typed(
    cast: Cast, browser: Browser, typed: dict[str, str], problem: str
) -> None:
    client = browser("lead")

    assert client.post("/account/passphrase/", typed)["Location"] == "/account/passphrase/"

    page = client.get("/account/passphrase/").content.decode()
    assert problem in page
    assert NEW not in page
    assert not isinstance(unlock(worker=cast.worker("lead"), passphrase=DEMO_PASSPHRASE), Refused)


def test_change_ends_the_other_sessions_and_keeps_the_keys_and_the_code(
    cast: Cast, clock: FixedClock, browser: Browser
) -> None:
    code, here, there = coded(cast, "lead", clock), browser("lead"), Client()
    sign_in(there, "lead")

    typed = {"passphrase": NEW, "passphrase_again": NEW}
    assert here.post("/account/passphrase/", typed)["Location"] == "/account/"

    assert here.get("/account/").status_code == 200
    assert there.get("/account/")["Location"] == "/sign-in/"
    lead = Worker.objects.get(username="lead")
    assert unlock(worker=lead, passphrase=NEW) == cast.keyring("lead")
    assert isinstance(people.use_code(username="lead", code=code, passphrase=NEW, clock=clock), Worker)
