"""A sheet in somebody's hands, on a telephone; and a day on which the line and the browser go.

What is typed is kept within two seconds, and nothing of it lies on the disk in plain.
"""

import os
import signal
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Playwright
from pytest_django.live_server_helper import LiveServer

from workshop.browser import chromium
from yarrow.config.cast import Cast
from yarrow.config.families import Family
from yarrow.gate.facts.own_hand import ByOwnHand
from yarrow.gate.forms import Form
from yarrow.kernel.clock import FixedClock
from yarrow.meetings.tests.conftest import arranged, proposed
from yarrow.rooms.queries import entries_in
from yarrow.rooms.queries.drafts import draft_at
from yarrow.staff.demo import DEMO_PASSPHRASE

from .browsing import Somebody
from .conftest import QUIET, ComeIn
from .looking import Look
from .test_leaves_no_trace import on_disk

pytestmark = [pytest.mark.story, pytest.mark.usefixtures("_database_beside_a_running_loop")]

APART = "zq-sneezewort by the third gate"
TOLD = "zq-mornings are easier"
NOTES = "zq-letters every other Friday"


def test_a_sheet_is_handed_over_and_nothing_else_is_there(
    come_in: ComeIn, family: Family, *, has_script_today: bool
) -> None:
    hana, room = come_in("harmed_worker", has_script=has_script_today), family.rooms["harmed"].pk
    hana.go(f"/r/{room}/").follow("Hand over a sheet")
    hana.page.get_by_label("May I say no?").check()
    hana.page.get_by_label("English").check()
    hana.press("Lock, and hand it over").is_at("May I say no?").reads_nothing_of("Hana", "Lock", "Sign out")
    hana.page.get_by_label("Hardly").first.check()
    hana.write("Anything about this that only somebody else should read", APART)
    hana.write("What would make it easier to say what you really want?", TOLD)
    hana.press("Send").is_at("Thank you. Please give this back now.").reads_nothing_of(APART, TOLD)

    hana.page.go_back()
    hana.reads_nothing_of(APART, TOLD)
    for address in ("/", f"/r/{room}/", "/caseload/", "/my-account/", "/unlock/"):
        answer = hana.page.goto(address)
        assert answer is not None
        assert answer.status == 404
        hana.is_at("There is nothing here.")
    hana.look.said.clear()  # the browser complains of pages that are not there
    hana.page.goto("/sheet/back/")
    hana.write("Passphrase", DEMO_PASSPHRASE).press("Continue").is_at("It is yours again")
    hana.follow("Go on").reads(TOLD).reads_nothing_of(APART)
    read = entries_in(family.rooms["harmed"], family.holder("harmed").keyring)
    assert [APART in each.fact.words for each in read if isinstance(each.fact, ByOwnHand)] == [False]


def test_line_cut_and_browser_killed_lose_two_seconds_and_leave_nothing_plain(
    playing: Playwright,
    service: LiveServer,
    cast: Cast,
    family: Family,
    clock: FixedClock,
    tmp_path: Path,
    seen: set[str],
) -> None:
    plan = arranged(proposed(family, clock, Form.CONFERENCE), clock, clock.now() + timedelta(hours=1))
    path, member = f"/p/{plan.pk}/day/notes/", cast["harmed_worker"]

    def kept() -> str:
        found = draft_at(worker=member.worker, keyring=member.keyring, path=path)
        return found.typed["notes"][0] if found else ""

    context = playing.chromium.launch_persistent_context(
        tmp_path, executable_path=chromium(), args=[*QUIET], base_url=service.url
    )
    hana = Somebody(context, Look(has_script=True, seen=seen))
    hana.sign_in("harmed_worker").go(path)
    box = hana.page.get_by_label("Your own notes")
    box.press_sequentially(f"{NOTES}, kept")
    hana.page.wait_for_timeout(3500)
    assert kept() == f"{NOTES}, kept"

    context.set_offline(offline=True)
    box.press_sequentially(", then the line went")
    hana.page.wait_for_timeout(3500)
    hana.reads("There is no line.")
    context.set_offline(offline=False)
    hana.page.wait_for_timeout(3500)
    assert kept() == f"{NOTES}, kept, then the line went"

    context.set_offline(offline=True)
    box.press_sequentially(", and zq-unkept")
    _kill(tmp_path)
    assert kept() == f"{NOTES}, kept, then the line went"
    for words in ("zq-letters every", "zq-unkept", DEMO_PASSPHRASE):
        assert not on_disk(tmp_path, words), words


def _kill(profile: Path) -> None:
    """End the browser of this folder as a flat battery does: nothing is closed and nothing is tidied up."""
    listed = subprocess.run(["ps", "-eo", "pid=,args="], capture_output=True, text=True, check=True)
    for line in listed.stdout.splitlines():
        pid, args = line.split(None, 1)
        if f"--user-data-dir={profile}" in args:
            os.kill(int(pid), signal.SIGKILL)
