"""What script leaves while it is typed, and what comes from a page left open too long (design.md §4)."""

import json
from base64 import b64decode, b64encode
from uuid import UUID, uuid5

import pytest
from django.test import Client
from pytest_django import Settings

from yarrow.config.cast import Cast
from yarrow.kernel.clock import FixedClock
from yarrow.rooms.contexts import draft_context
from yarrow.rooms.models import Draft
from yarrow.rooms.queries.drafts import draft_at
from yarrow.sealing.wrap import wrap_to
from yarrow.staff.demo import DEMO_PASSPHRASE
from yarrow.staff.models import RosterEntry, Worker
from yarrow.staff.tests.door import prove, unproved
from yarrow.staff.whose_page import mark_of

PAGE = "/visit/"
WORDS = "the red door at the back"
Typed = dict[str, list[str]]


@pytest.fixture(autouse=True)
def _clock(settings: Settings, clock: FixedClock) -> None:
    settings.YARROW_CLOCK = lambda: clock


def inside(part: str, *, checks_tokens: bool = False) -> Client:
    browser = Client(enforce_csrf_checks=False)
    browser.post("/sign-in/", {"username": part, "passphrase": DEMO_PASSPHRASE})
    browser.handler.enforce_csrf_checks = checks_tokens
    return browser


def words_of(cast: Cast, part: str, path: str = PAGE) -> Typed:
    member = cast[part]
    draft = draft_at(worker=member.worker, keyring=member.keyring, path=path)
    return draft.typed if draft else {}


def sealed(worker: Worker, draft: str, content: object) -> str:
    """As script seals it."""
    raw = json.dumps(content).encode()
    return b64encode(
        wrap_to(bytes(worker.sealing_public), raw, draft_context(UUID(draft)), pad_to=1024)
    ).decode()


def leave(browser: Client, worker: Worker, clock: FixedClock, **given: str) -> str:
    mark = mark_of(worker, clock)
    return str(browser.post("/keep/", {"page_of": mark, "path": PAGE, **given})["Location"])


def slot(browser: Client) -> dict[str, str]:
    return dict(browser.get("/keep/").json())


def test_stranger_is_told_nothing_and_leaves_nothing(cast: Cast, clock: FixedClock) -> None:
    stranger = Client()

    assert stranger.get("/keep/")["Location"] == "/sign-in/"
    assert stranger.post("/keep/", {"path": PAGE, "typed": "{}"})["Location"] == "/sign-in/"
    assert stranger.post("/keep/", {"page_of": "x:y", "path": PAGE, "typed": "{}"})["Location"] == "/sign-in/"
    assert not Draft.objects.exists()


def test_locked_page_is_told_nothing_and_loses_nothing(cast: Cast, clock: FixedClock) -> None:
    hana, worker = inside("harmed_worker"), cast.worker("harmed_worker")
    found = slot(hana)
    hana.post("/lock/")
    assert hana.get("/keep/")["Location"] == "/unlock/"

    blob = sealed(worker, found["draft"], {"typed": {"q": [WORDS]}, "problems": {}})
    leave(hana, worker, clock, draft=found["draft"], blob=blob)

    assert words_of(cast, "harmed_worker") == {"q": [WORDS]}


def test_browser_is_told_its_own_workers_key(cast: Cast) -> None:
    found = slot(inside("harmed_worker"))

    assert b64decode(found["to"]) == bytes(cast.worker("harmed_worker").sealing_public)
    assert set(found) == {"draft", "to", "info"}


def test_words_of_a_colleagues_page_are_not_kept_for_who_is_here_now(cast: Cast, clock: FixedClock) -> None:
    owen = inside("other_worker")
    typed = json.dumps({"typed": {"q": [WORDS]}, "problems": {}})

    assert leave(owen, cast.worker("harmed_worker"), clock, typed=typed) == "/sign-in/"

    assert not Draft.objects.exists()


def test_draft_that_lies_elsewhere_is_not_taken_from_there(cast: Cast, clock: FixedClock) -> None:
    hana, owen = inside("harmed_worker"), inside("other_worker")
    found, her, him = slot(hana), cast.worker("harmed_worker"), cast.worker("other_worker")
    blob = sealed(her, found["draft"], {"typed": {"q": [WORDS]}, "problems": {}})
    leave(hana, her, clock, draft=found["draft"], blob=blob)

    leave(owen, him, clock, draft=found["draft"], blob=blob)

    assert words_of(cast, "harmed_worker") == {"q": [WORDS]}
    assert Draft.objects.get().worker_id == her.pk


@pytest.mark.parametrize(
    "content",
    [
        [],
        "words",
        {"typed": {"q": WORDS}},
        {"typed": {"q": [1]}, "problems": {}},
        {"typed": [], "problems": {}},
    ],
)
def test_what_script_seals_in_another_shape_is_offered_as_nothing(
    cast: Cast, clock: FixedClock, content: object
) -> None:
    hana, worker = inside("harmed_worker"), cast.worker("harmed_worker")
    found = slot(hana)

    leave(hana, worker, clock, draft=found["draft"], blob=sealed(worker, found["draft"], content))

    assert Draft.objects.count() == 1
    assert words_of(cast, "harmed_worker") == {}


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"draft": "x", "blob": "AAAA"},
        {"draft": str(uuid5(UUID(int=0), "a")), "blob": "no base64"},
        {"draft": str(uuid5(UUID(int=0), "a")), "blob": "AAAA"},
        {"draft": str(uuid5(UUID(int=0), "a")), "blob": b64encode(bytes(257 * 1024)).decode()},
        {"typed": "no json"},
        {"typed": '{"typed": {"q": 3}, "problems": {}}'},
    ],
)
def test_what_is_no_draft_is_not_kept(cast: Cast, clock: FixedClock, given: dict[str, str]) -> None:
    assert leave(inside("harmed_worker"), cast.worker("harmed_worker"), clock, **given) == "/"

    assert not Draft.objects.exists()


def test_browser_that_cannot_seal_leaves_words_that_are_sealed_here(cast: Cast, clock: FixedClock) -> None:
    typed = json.dumps({"typed": {"q": [WORDS]}, "problems": {}})

    leave(inside("harmed_worker"), cast.worker("harmed_worker"), clock, typed=typed)

    assert words_of(cast, "harmed_worker") == {"q": [WORDS]}
    assert WORDS.encode() not in bytes(Draft.objects.get().blob)


def test_page_left_open_over_a_sign_out_keeps_its_words_for_its_worker(cast: Cast, clock: FixedClock) -> None:
    """Its token is no longer valid; the words wait until she signs in again."""
    browser, worker = inside("harmed_worker", checks_tokens=True), cast.worker("harmed_worker")
    browser.session.flush()

    posted = browser.post(PAGE, {"page_of": mark_of(worker, clock), "where": WORDS})

    assert posted["Location"] == "/sign-in/"
    assert words_of(cast, "harmed_worker")["where"] == [WORDS]


def test_page_left_open_is_never_sealed_to_the_colleague_who_came_after(
    cast: Cast, clock: FixedClock
) -> None:
    owen = inside("other_worker", checks_tokens=True)

    owen.post(PAGE, {"page_of": mark_of(cast.worker("harmed_worker"), clock), "where": WORDS})

    assert words_of(cast, "other_worker") == {}
    assert words_of(cast, "harmed_worker")["where"] == [WORDS]


def test_post_that_says_nobodys_page_is_kept_for_nobody(cast: Cast) -> None:
    owen = inside("other_worker", checks_tokens=True)

    assert owen.post(PAGE, {"where": WORDS}).status_code == 403

    assert not Draft.objects.exists()


@pytest.mark.parametrize("unlocked", [True, False])
def test_words_of_a_post_that_must_be_proved_wait_sealed_and_proofs_among_them_do_not(
    cast: Cast, *, unlocked: bool
) -> None:
    hana = inside("harmed_worker")
    unproved(hana)
    if not unlocked:
        hana.post("/lock/")

    typed = {"why": WORDS, "new_passphrase": "nine loud magpies", "recovery_code": "AAAA"}
    typed |= {"code": "123456", "seen": "0a1b"}
    posted = hana.post("/account/remove/", typed)

    assert posted["Location"] == "/prove/"
    assert words_of(cast, "harmed_worker", "/account/remove/") == {"why": [WORDS]}
    assert WORDS.encode() not in bytes(Draft.objects.get().blob)
    prove(hana, cast.worker("harmed_worker"))
    assert hana.get("/account/remove/").status_code == 200


@pytest.mark.parametrize("unlocked", [True, False])
def test_post_of_somebody_nobody_has_vouched_for_is_passed_over_and_is_no_error(
    cast: Cast, clock: FixedClock, *, unlocked: bool
) -> None:
    hana, worker = inside("harmed_worker"), cast.worker("harmed_worker")
    unproved(hana)
    RosterEntry.objects.filter(worker=worker).delete()
    if not unlocked:
        hana.post("/lock/")

    assert hana.post("/account/remove/", {"why": WORDS})["Location"] == "/prove/"

    typed = json.dumps({"typed": {"q": [WORDS]}, "problems": {}})
    assert leave(hana, worker, clock, typed=typed) == "/"
    assert not Draft.objects.exists()


@pytest.mark.parametrize("signed_in", [True, False])
def test_old_tab_of_somebody_nobody_has_vouched_for_is_no_error_either(
    cast: Cast, clock: FixedClock, *, signed_in: bool
) -> None:
    hana, worker = inside("harmed_worker", checks_tokens=True), cast.worker("harmed_worker")
    RosterEntry.objects.filter(worker=worker).delete()
    if not signed_in:
        hana.session.flush()

    posted = hana.post(PAGE, {"page_of": mark_of(worker, clock), "where": WORDS})

    assert posted["Location"] == (PAGE if signed_in else "/sign-in/")
    assert not Draft.objects.exists()
