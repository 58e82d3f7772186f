"""``python -m workshop.screenshots``: pictures of the example service for ``docs/screenshots/``.

Builds the example in a home of its own, serves it on a free port, and looks at it in Chromium, on
a phone and at a desk. Everybody in the pictures is invented.
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from workshop.browser import NO_BROWSER, chromium
from workshop.tree import ROOT

FOLDER = ROOT / "docs" / "screenshots"
LARGEST = 300_000  # bytes; a picture that a page of documentation can carry
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
_PATIENCE = 60  # seconds until the example must answer
_QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: its name, on what screen, who looks, and the way there."""

    name: str
    screen: dict[str, int]
    who: str
    way: Callable[[Page], object]


def main() -> int:
    """Take every picture; returns the exit code."""
    if chromium() is None:
        print(NO_BROWSER)
        return 1
    FOLDER.mkdir(parents=True, exist_ok=True)
    with example() as address, sync_playwright() as playing:
        browser = playing.chromium.launch(executable_path=chromium(), args=_QUIET)
        for picture in PICTURES:
            path = take(browser, address, picture)
            print(f"{path.relative_to(ROOT)}  {path.stat().st_size // 1000} kB")
        browser.close()
    return 1 if any(path.stat().st_size > LARGEST for path in FOLDER.glob("*.png")) else 0


@contextmanager
def example() -> Iterator[str]:
    """The example service in a throw-away home; yields its address."""
    port = _free_port()
    with tempfile.TemporaryDirectory(prefix="yarrow-pictures-") as home:
        line = [str(Path(sys.executable).parent / "yarrow"), "demo", "--port", str(port)]
        ours = {"YARROW_HOME": home, "YARROW_INSECURE_COOKIES": "1", "YARROW_PG_HOST": ""}
        served = subprocess.Popen(line, env=os.environ | ours, stdout=subprocess.DEVNULL)
        try:
            _wait_for(port)
            yield f"http://localhost:{port}"
        finally:
            served.terminate()
            served.wait(timeout=20)


def _free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def _wait_for(port: int) -> None:
    for _ in range(_PATIENCE * 5):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise TimeoutError("the example service did not start")


def take(browser: Browser, address: str, picture: Picture) -> Path:
    """Go there as that person, and take the picture."""
    context = browser.new_context(base_url=address, viewport=picture.screen, reduced_motion="reduce")  # type: ignore[arg-type]  # a width and a height
    page = context.new_page()
    if picture.who:
        page.goto("/demo/")
        page.get_by_role("button", name=f"Sign in as {picture.who}").click()
    picture.way(page)
    page.wait_for_load_state()
    path = FOLDER / f"{picture.name}.png"
    page.screenshot(path=path)
    context.close()
    return path


# --- the ways ---


def the_form(page: Page) -> None:
    """What somebody sees who is sent the address."""
    page.goto("/start/")


def today(page: Page) -> None:
    """The first page of a worker."""
    page.goto("/")


def room(page: Page) -> None:
    """A room, at what is written in it."""
    page.get_by_role("link", name="Anwen").first.click()


def a_mistake(page: Page) -> None:
    """A sheet that came back."""
    room(page)
    page.get_by_role("button", name="Record something").click()
    page.get_by_role("button", name="Still safe to reach this way", exact=True).click()
    for box, text in {"Day": "31", "Month": "2", "Year": "2026"}.items():
        page.get_by_label(box, exact=True).fill(text)
    page.get_by_label("How was it confirmed?").fill("On the telephone, with the agreed words")
    page.get_by_role("button", name="Record", exact=True).click()
    page.get_by_role("alert").wait_for()


def circle(page: Page) -> None:
    """The plan of the family for whom a circle is arranged."""
    page.get_by_role("link", name="Circle with everyone").first.click()


def briefs(page: Page) -> None:
    """The same plan for who may sign it, at the briefs."""
    circle(page)
    page.get_by_role("heading", name="Briefs sealed to you").evaluate("each => each.scrollIntoView()")


def stopped_meeting(page: Page) -> None:
    """The plan of the family whose meeting was stopped yesterday."""
    stopped = page.locator("p, li", has_text="Not going ahead for now")
    stopped.get_by_role("link", name="Family meeting", exact=True).first.click()


def the_day(page: Page) -> None:
    """The day of the family that meets today: nothing is missing any more."""
    today_line = page.locator("p, li", has_text="Arranged for").filter(has_text=", 14:00")
    today_line.get_by_role("link", name="The day").first.click()


def course(page: Page) -> None:
    """What one person wants, and their next steps; no meeting is needed for it."""
    page.get_by_role("link", name="Bethan").first.click()
    page.get_by_role("button", name="What they want, and next steps").click()


def caseload(page: Page) -> None:
    """All cases of a worker."""
    page.get_by_role("link", name="My cases").first.click()


def in_welsh(way: Callable[[Page], object]) -> Callable[[Page], None]:
    """The same, in Welsh."""

    def gone(page: Page) -> None:
        way(page)
        page.get_by_role("button", name="Cymraeg").click()

    return gone


PICTURES = (
    Picture("1-referral-form-phone", PHONE, "", the_form),
    Picture("2-today-desk", DESK, "Hana Harries", today),
    Picture("3-room-phone", PHONE, "Hana Harries", room),
    Picture("4-record-with-a-mistake-desk", DESK, "Hana Harries", a_mistake),
    Picture("5-plan-of-the-lead-desk", DESK, "Lena Lead", circle),
    Picture("6-plan-of-another-worker-phone", PHONE, "Owen Oakes", stopped_meeting),
    Picture("7-brief-for-the-supervisor-desk", DESK, "Gwen Guest", briefs),
    Picture("8-referral-form-welsh-phone", PHONE, "", in_welsh(the_form)),
    Picture("9-the-day-phone", PHONE, "Lena Lead", the_day),
    Picture("10-next-steps-phone", PHONE, "Hana Harries", course),
    Picture("11-my-cases-desk", DESK, "Hana Harries", caseload),
)


if __name__ == "__main__":
    sys.exit(main())
