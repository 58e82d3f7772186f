"""Ten megabytes in and out within a second (security.md §11, T24)."""

import resource
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import quantiles

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import Settings
from pytest_django.plugin import DjangoDbBlocker

from yarrow.config.cast import enrol_cast
from yarrow.config.families import Family, open_family
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.ids import new_id
from yarrow.staff.actions import set_up_service
from yarrow.staff.demo import DEMO_PASSPHRASE
from yarrow.staff.terms import Kind

from .killing import on_disk

pytestmark = [pytest.mark.long, pytest.mark.once]

TURNS = 20
LINE = "Ysgrifennodd hi am yr ardd yn Llŷn, ac am y ci bach.\n"
WORDS = (LINE * 200_000).encode()[:10_000_000].decode(errors="ignore").encode()


@pytest.fixture
def family(
    tmp_path: Path,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    clock: FixedClock,
    settings: Settings,
) -> Iterator[Family]:
    settings.YARROW_CLOCK = lambda: clock
    with django_db_blocker.unblock(), on_disk(tmp_path):
        set_up_service(kind=Kind.TEST, clock=clock)
        yield open_family(cast=enrol_cast(clock=clock), clock=clock)


class Timed:
    """The same act again and again: seconds that it took, and seconds of work, with those of its helpers."""

    def __init__(self, act: Callable[[], object]) -> None:
        act()
        self.seconds, self.worked = list[float](), list[float]()
        for _ in range(TURNS):
            begun, before = time.perf_counter(), _worked()
            act()
            self.seconds.append(time.perf_counter() - begun)
            self.worked.append(_worked() - before)

    def __str__(self) -> str:
        return f"p95 {_p95(self.seconds):.2f} s, of it {_p95(self.worked):.2f} s work"

    @property
    def work(self) -> float:
        return _p95(self.worked)


def _worked() -> float:
    of_helpers = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + of_helpers.ru_utime + of_helpers.ru_stime


def _p95(seconds: list[float]) -> float:
    return quantiles(seconds, n=20)[-1]


def test_ten_megabytes_take_a_second_each_way(family: Family, capsys: pytest.CaptureFixture[str]) -> None:
    """Judged by the work done: what other programs of this machine take meanwhile says nothing of us."""
    browser, room = Client(), family.rooms["harmed"].pk
    browser.post("/sign-in/", {"username": "harmed_worker", "passphrase": DEMO_PASSPHRASE})
    page, kept = reverse("files:documents", args=[room]), list[str]()

    def send() -> None:
        file = SimpleUploadedFile("letter.txt", WORDS)
        answer = browser.post(page, {"caption": "A letter.", "file": file, "once": str(new_id())})
        assert answer["Location"] != page
        kept.append(answer["Location"])

    def fetch() -> None:
        ticket = browser.post(kept[-1] + "save/", {"what": "original"})["Location"]
        assert b"".join(browser.get(ticket)) == WORDS

    sent, fetched = Timed(send), Timed(fetch)

    with capsys.disabled():
        sys.stderr.write(f"\nT24: 10 MB sent {sent}; fetched {fetched}\n")
    assert sent.work <= 1
    assert fetched.work <= 1
