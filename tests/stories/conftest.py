"""A service with its cast, a server, and a browser for each person of a story."""

import logging
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.testcases import QuietWSGIRequestHandler
from playwright.sync_api import Browser, Playwright, sync_playwright
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from workshop.browser import chromium
from yarrow.audit.tests.tampering import flush_allowed
from yarrow.cases.tests.tampering import bars_may_be_flushed
from yarrow.config.cast import Cast
from yarrow.intake.actions import prepare_intake_room
from yarrow.kernel.clock import FixedClock

from .browsing import Somebody
from .looking import Look

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-quic",
    "--no-first-run",
)
PHONE, DESK = 390, 1280
ComeIn = Callable[..., Somebody]
Script = bool
"""Whether a browser runs script; every page must do without."""


@pytest.fixture(scope="package")
def playing() -> Iterator[Playwright]:
    """Playwright, for the stories only: its event loop must not be left running under other tests."""
    with sync_playwright() as made:
        yield made


@pytest.fixture(scope="package")
def _database_beside_a_running_loop(playing: Playwright) -> Iterator[None]:
    """While Playwright's loop runs, Django gives this thread another connection: it, too, is flushed."""
    with flush_allowed(), bars_may_be_flushed():
        yield
    connection.close()  # PostgreSQL drops no database that somebody is connected to


@pytest.fixture(scope="package")
def browser(playing: Playwright, _database_beside_a_running_loop: None) -> Iterator[Browser]:
    """One Chromium; each person has a context, as on a machine of their own."""
    made = playing.chromium.launch(executable_path=chromium(), args=[*QUIET])
    yield made
    made.close()


@pytest.fixture(params=[True, False], ids=["with script, on a phone", "without script, at a desk"])
def has_script(request: pytest.FixtureRequest) -> bool:
    """The whole story is told twice, in every run."""
    return bool(request.param)


@pytest.fixture(
    params=[
        pytest.param(True, id="with script, on a phone"),
        pytest.param(False, id="without script, at a desk", marks=pytest.mark.long),
    ]
)
def has_script_today(request: pytest.FixtureRequest) -> bool:
    """A long story is told without script in the long run only: each package presses its pages so."""
    return bool(request.param)


@pytest.fixture
def service(live_server: LiveServer, cast: Cast, clock: FixedClock, settings: Settings) -> LiveServer:
    """A service with its cast and its intake room, at an hour that moves when told to."""
    settings.YARROW_CLOCK = lambda: clock
    cache.clear()
    prepare_intake_room(holders=[cast.worker("intake"), cast.worker("intake_two")], clock=clock)
    return live_server


@pytest.fixture(scope="package")
def seen() -> set[str]:
    """Shapes of pages that axe has judged already."""
    return set()


@pytest.fixture
def come_in(browser: Browser, service: LiveServer, seen: set[str]) -> Iterator[ComeIn]:
    """``come_in("intake")`` signs in; ``come_in()`` is a stranger. A name comes in once."""
    inside: dict[str, Somebody] = {}
    contexts = []

    def come(name: str = "", *, has_script: bool = True, width: int | None = None) -> Somebody:
        if name in inside:
            return inside[name]
        width = width or (PHONE if has_script else DESK)
        context = browser.new_context(
            base_url=service.url,
            java_script_enabled=has_script,
            viewport={"width": width, "height": 844},
            reduced_motion="reduce",
        )
        contexts.append(context)
        inside[name] = Somebody(context, Look(has_script, seen))
        return inside[name].sign_in(name) if name else inside[name]

    yield come
    for context in contexts:
        context.close()


@pytest.fixture
def pass_time(clock: FixedClock) -> Callable[..., None]:
    """``pass_time(minutes=20)``."""

    def passed(**span: int) -> None:
        clock.move_to(clock.now() + timedelta(**span))

    return passed


class Listener(logging.Handler):
    """Everything that is logged, whole: message, arguments, traces; and the lines of the server."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.getMessage()} {record.args} {record.exc_text or record.exc_info or ''}")


LOGGERS = ("", "django", "django.server", "django.request", "django.security", "yarrow", "allauth")


@pytest.fixture
def logged(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What the service and its server write down, while a test runs."""
    heard = Listener()
    for name in LOGGERS:
        logging.getLogger(name).addHandler(heard)
    monkeypatch.setattr(
        QuietWSGIRequestHandler,
        "log_message",
        lambda _self, words, *given: heard.lines.append(words % given),
    )
    yield heard.lines
    for name in LOGGERS:
        logging.getLogger(name).removeHandler(heard)
