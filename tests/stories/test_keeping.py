"""Locked in time, and nothing typed is lost (design.md §4, security.md R-25)."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Playwright
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from workshop.browser import chromium
from yarrow.config.cast import Cast
from yarrow.config.families import Family
from yarrow.gate.facts.harm import Incident
from yarrow.rooms.models import Draft
from yarrow.rooms.queries.drafts import draft_at
from yarrow.staff.demo import DEMO_PASSPHRASE

from .browsing import Somebody
from .conftest import QUIET, ComeIn, Script
from .looking import TITLES, Look
from .test_leaves_no_trace import KEEPS_PAGES, nothing_is_shown_by

pytestmark = pytest.mark.story

QUESTION = "What happened, in their words"
TYPED = "quillwort under the cold tap — ŵy, “na”"
NO_X25519 = """
const make = SubtleCrypto.prototype.generateKey;
SubtleCrypto.prototype.generateKey = function (how, ...more) {
  return how.name === "X25519" ? Promise.reject(new Error("none")) : make.call(this, how, ...more);
};
"""


@pytest.fixture
def at_desk(playing: Playwright, service: LiveServer, seen: set[str]) -> Iterator[Somebody]:
    """Somebody at a browser that keeps pages in memory for Back, as all do."""
    keeper: Browser = playing.chromium.launch(
        executable_path=chromium(), args=[*QUIET], ignore_default_args=KEEPS_PAGES
    )
    context = keeper.new_context(base_url=service.url)
    yield Somebody(context, Look(has_script=True, seen=seen))
    keeper.close()


def sheet_of(somebody: Somebody, family: Family) -> str:
    """An empty sheet, opened; its address."""
    somebody.begin(f"/r/{family.rooms['harmed'].pk}/", Incident)
    return somebody.place


def kept_by(cast: Cast, path: str) -> dict[str, list[str]]:
    """What was kept of a page, opened with its worker's own key."""
    member = cast["harmed_worker"]
    draft = draft_at(worker=member.worker, keyring=member.keyring, path=path)
    return draft.typed if draft else {}


def wait_until(somebody: Somebody, is_so: Callable[[], bool], seconds: float = 6) -> None:
    """Look every tenth of a second."""
    for _ in range(int(seconds * 10)):
        if is_so():
            return
        somebody.page.wait_for_timeout(100)
    raise AssertionError(f"not so within {seconds} seconds")


@pytest.mark.parametrize("seals", [True, False], ids=["sealed in the browser", "sealed by the service"])
def test_what_is_typed_is_kept_within_two_seconds_and_offered_again(
    come_in: ComeIn, cast: Cast, family: Family, *, seals: bool
) -> None:
    hana = come_in("harmed_worker")
    if not seals:
        hana.context.add_init_script(NO_X25519)
    path = sheet_of(hana, family)
    sent: list[str] = []
    hana.page.on("request", lambda asked: sent.append(asked.post_data or ""))
    hana.question(QUESTION).press_sequentially(TYPED)

    wait_until(hana, lambda: TYPED in str(kept_by(cast, path)), seconds=4)

    assert any("quillwort" in each for each in sent) is not seals
    assert TYPED.encode() not in bytes(Draft.objects.get().blob)
    hana.page.on("dialog", lambda dialog: dialog.accept())
    hana.go("/").go(path)
    assert hana.typed_in(QUESTION) == TYPED
    hana.press("Record").reads("Recorded.", TYPED)
    assert not Draft.objects.exists()


def test_page_nobody_touches_is_covered_locked_and_comes_back_with_its_words(
    come_in: ComeIn, cast: Cast, family: Family, settings: Settings
) -> None:
    hana = come_in("harmed_worker")
    settings.COVER_AFTER_SECONDS = 3
    path = sheet_of(hana, family)
    hana.write(QUESTION, TYPED)

    hana.page.wait_for_url("**/unlock/")

    hana.is_at("Give your passphrase again").reads_nothing_of(TYPED)
    assert TYPED in str(kept_by(cast, path))
    settings.COVER_AFTER_SECONDS = 900
    hana.write("Passphrase", DEMO_PASSPHRASE).press("Continue")
    assert hana.place == path
    assert hana.typed_in(QUESTION) == TYPED


def test_cover_waits_for_no_answer_and_leaves_nothing_in_sight(
    come_in: ComeIn, family: Family, settings: Settings
) -> None:
    hana = come_in("harmed_worker")
    settings.COVER_AFTER_SECONDS = 2
    sheet_of(hana, family)
    hana.write(QUESTION, TYPED)
    hana.context.route("**/lock/", lambda route: route.abort())

    hana.page.locator("html.yarrow-covered").wait_for()

    assert hana.page.title() in TITLES
    assert hana.page.locator("body").inner_text().strip() == ""
    assert "quillwort" not in hana.page.locator("body").aria_snapshot()
    inert = hana.page.evaluate("[...document.body.children].every((each) => each.inert)")
    assert inert is True
    hana.look.said.clear()  # the browser complains of the line that was cut
    hana.context.unroute("**/lock/")
    hana.page.wait_for_url("**/unlock/")


def test_back_after_lock_shows_nothing(at_desk: Somebody, family: Family) -> None:
    at_desk.sign_in("harmed_worker")
    sheet_of(at_desk, family)
    at_desk.write(QUESTION, TYPED)

    at_desk.press("Lock", at_desk.page.get_by_role("banner")).is_at("Give your passphrase again")

    nothing_is_shown_by(at_desk.page, TYPED, "quillwort")


def test_lock_returns_to_the_same_page(come_in: ComeIn, family: Family, has_script: Script) -> None:
    hana = come_in("harmed_worker", has_script=has_script)
    path = sheet_of(hana, family)

    hana.press("Lock", hana.page.get_by_role("banner")).is_at("Give your passphrase again")
    hana.write("Passphrase", DEMO_PASSPHRASE).press("Continue")

    assert hana.place == path


def test_locking_one_tab_covers_the_others(come_in: ComeIn, family: Family) -> None:
    hana = come_in("harmed_worker")
    other = hana.new_tab()
    other.goto(f"/r/{family.rooms['harmed'].pk}/")

    hana.press("Lock", hana.page.get_by_role("banner"))

    other.wait_for_url("**/unlock/")
