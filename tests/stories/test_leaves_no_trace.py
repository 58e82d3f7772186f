"""What a browser still knows of us afterwards: nothing by Back, nothing on its disk (security.md T16)."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from workshop.browser import chromium
from yarrow.config.cast import Cast
from yarrow.config.families import COUPLE, Family, Person, open_family
from yarrow.gate.facts.choice import Hope
from yarrow.gate.facts.harm import Incident
from yarrow.gate.words import LongText
from yarrow.kernel.clock import FixedClock

from .browsing import Somebody
from .conftest import QUIET, ComeIn, Script
from .elsewhere import another_site
from .looking import TITLES, Look

pytestmark = pytest.mark.story

TYPED = "quillwort under the cold tap"
WRITTEN = "marram on the seaward side"
NAME = "Eluned-Maribeth"
KEEPS_PAGES = ["--disable-back-forward-cache"]
"""Playwright gives Chromium this option; without it, Back shows a page from memory as for anybody."""


@pytest.fixture
def elsewhere(settings: Settings) -> Iterator[str]:
    """Another site; the exit leads to its weather page."""
    with another_site() as address:
        settings.EXIT_TO = f"{address}/weather"
        yield address


@pytest.fixture
def told(cast: Cast, clock: FixedClock) -> Family:
    """A family whose first room has a name and words to look for."""
    first = COUPLE["harmed"]
    people = COUPLE | {"harmed": Person(NAME, first.role, first.worker)}
    made = open_family(cast=cast, clock=clock, people=people)
    made.record("harmed", Hope(words=LongText(WRITTEN)))
    return made


@pytest.fixture(scope="module")
def keeper(playing: Playwright, browser: Browser) -> Iterator[Browser]:
    """A browser that keeps pages in memory for Back, as every browser of ours does."""
    made = playing.chromium.launch(executable_path=chromium(), args=[*QUIET], ignore_default_args=KEEPS_PAGES)
    yield made
    made.close()


@pytest.fixture
def at_home(keeper: Browser, service: LiveServer, has_script: Script, seen: set[str]) -> Iterator[Somebody]:
    """Somebody at a browser that keeps pages."""
    context = keeper.new_context(base_url=service.url, java_script_enabled=has_script)
    yield Somebody(context, Look(has_script, seen))
    context.close()


# --- titles ---


def test_every_page_has_one_neutral_title_in_both_languages(come_in: ComeIn, told: Family) -> None:
    hana = come_in("harmed_worker", has_script=False)
    room, case = told.rooms["harmed"].pk, told.case.pk
    pages = ["/", f"/c/{case}/", f"/r/{room}/", f"/r/{room}/add/", f"/c/{case}/card/", "/start/", "/nothing/"]
    titles = []
    for language in ("Cymraeg", "English"):
        hana.press(language, hana.page.get_by_role("banner"))
        titles.append({_title_of(hana.page, path) for path in pages})
        hana.look.said.clear()  # the browser says that "/nothing/" is not there
        hana.go("/")

    assert all(len(each) == 1 for each in titles)
    assert set.union(*titles) == TITLES


def _title_of(page: Page, path: str) -> str:
    page.goto(path)
    return page.title()


# --- Back ---


def nothing_is_shown_by(page: Page, *words: str) -> None:
    """By no way back and forth, and in no box."""
    for way in (page.go_back, page.go_back, page.go_forward, page.go_back, page.reload):
        way(wait_until="commit")  # a page from memory is never loaded
        page.wait_for_timeout(200)  # and asks for itself anew only after it is shown
        whole = page.content() + " ".join(box.input_value() for box in page.get_by_role("textbox").all())
        found = [each for each in words if each in whole]
        assert not found, f"{way.__name__} at {page.url} shows {found}"


def test_after_exit_nothing_is_shown(at_home: Somebody, elsewhere: str) -> None:
    at_home.go("/start/sent/").go("/start/").write("About children", TYPED).press("Send")
    assert at_home.typed_in("About children") == TYPED
    at_home.write("About the other person", WRITTEN)
    with at_home.page.expect_navigation(url=f"{elsewhere}/weather"):
        at_home.page.get_by_role("button", name="Exit this page").click()

    assert {cookie["name"] for cookie in at_home.context.cookies()} <= {"left"}
    nothing_is_shown_by(at_home.page, TYPED, WRITTEN)


def test_shift_three_times_leaves(come_in: ComeIn, elsewhere: str) -> None:
    stranger = come_in().go("/start/").write("About children", TYPED)
    with stranger.page.expect_navigation(url=f"{elsewhere}/weather"):
        for _ in range(3):
            stranger.page.keyboard.press("Shift")
    nothing_is_shown_by(stranger.page, TYPED)


def test_after_signing_out_nothing_is_shown(at_home: Somebody, told: Family) -> None:
    room = f"/r/{told.rooms['harmed'].pk}/"
    at_home.sign_in("harmed_worker").go(room).reads(WRITTEN, NAME)
    at_home.begin(room, Incident).write("What happened, in their words", TYPED)
    at_home.sign_out().is_at("Sign in")

    nothing_is_shown_by(at_home.page, TYPED, WRITTEN, NAME)


def test_control_a_page_that_may_be_kept_is_shown_by_back(keeper: Browser, elsewhere: str) -> None:
    page = keeper.new_context().new_page()
    page.goto(f"{elsewhere}/{WRITTEN}")
    page.goto(f"{elsewhere}/weather")
    with pytest.raises(AssertionError, match="go_back"):
        nothing_is_shown_by(page, WRITTEN)
    page.context.close()


# --- the disk ---


def on_disk(folder: Path, words: str) -> list[str]:
    """Files that hold the words, as a browser may write them."""
    forms = (words.encode(), words.encode("utf-16-le"), words.replace(" ", "%20").encode())
    files = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    assert files, "no file was there to be searched"
    return [path.name for path in files if any(form in path.read_bytes() for form in forms)]


def test_nothing_read_or_typed_lies_on_the_disk(
    playing: Playwright, browser: Browser, service: LiveServer, told: Family, tmp_path: Path, seen: set[str]
) -> None:
    context = playing.chromium.launch_persistent_context(
        tmp_path,
        executable_path=chromium(),
        args=[*QUIET],
        ignore_default_args=KEEPS_PAGES,
        base_url=service.url,
    )
    hana = Somebody(context, Look(has_script=True, seen=seen))
    room = f"/r/{told.rooms['harmed'].pk}/"
    hana.sign_in("harmed_worker").go(room).reads(WRITTEN, NAME)
    hana.begin(room, Incident).write("What happened, in their words", TYPED)
    hana.day_as("Day, if known", "31", "2", "2026").press("Record").reads("There is a problem")
    hana.day_as("Day, if known", "9", "3", "2026").press("Record").reads("Recorded.", TYPED)
    hana.go("/start/").write("About children", TYPED)
    hana.page.wait_for_timeout(500)
    context.close()

    for words in (TYPED, WRITTEN, NAME, told.cast.worker("harmed_worker").name):
        assert not on_disk(tmp_path, words), words


def test_control_a_careless_page_is_found_on_the_disk(
    playing: Playwright, browser: Browser, elsewhere: str, tmp_path: Path
) -> None:
    context = playing.chromium.launch_persistent_context(
        tmp_path, executable_path=chromium(), args=[*QUIET], ignore_default_args=KEEPS_PAGES
    )
    page = context.new_page()
    page.goto(f"{elsewhere}/{NAME}")
    page.get_by_label("Words").fill(TYPED)
    page.get_by_role("button", name="Send").click()
    page.goto(f"{elsewhere}/{WRITTEN}")
    page.goto(f"{elsewhere}/weather")
    page.wait_for_timeout(500)
    context.close()

    for words in (TYPED, WRITTEN, NAME):
        assert on_disk(tmp_path, words), words
