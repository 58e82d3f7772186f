"""The run sheet of a day, and the screen that all can see: nobody's way in or out stands on either."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.browsers import Browser
from yarrow.config.families import Family
from yarrow.config.ready.day import times_of
from yarrow.gate.forms import Form
from yarrow.kernel.clock import FixedClock
from yarrow.meetings.models import Plan, Sitting
from yarrow.rooms.models import Draft, Entry
from yarrow.staff.demo import DEMO_PASSPHRASE

from .conftest import arranged, proposed

RUN = {
    "page_kind": "run_of_day",
    "order": "Anwen\nIestyn",
    "questions": "What matters most?\nWhat happens next?",
    "rules": "Telephones stay outside",
    "interpreters": "Welsh, by a person from outside",
    "on_screen": "yes",
}
ALONE = {"alone_out": "Both workers", "alone_watch": "The watcher in the hall", "alone_call": "The bell"}


@pytest.fixture
def today(plan: Plan, clock: FixedClock) -> Plan:
    return arranged(plan, clock, clock.now() + timedelta(hours=2))


def at(name: str, plan: Plan) -> str:
    return reverse(f"meetings:{name}", args=[plan.pk])


def write(browser: Browser, plan: Plan, **more: str) -> None:
    assert browser("lead").post(at("run_write", plan), RUN | more)["Location"] == at("run", plan)


def test_only_the_lead_writes_it(today: Plan, browser: Browser) -> None:
    before = Entry.objects.count()

    for part in ("harmed_worker", "other_worker", "supervisor", "outsider"):
        assert browser(part).post(at("run_write", today), RUN).status_code == 404
    assert Entry.objects.count() == before


def test_no_sheet_holds_anybodys_times_or_ways(
    family: Family, today: Plan, browser: Browser, clock: FixedClock
) -> None:
    for part in ("harmed", "other"):
        family.record(part, times_of(part, clock.today()))
    write(browser, today)

    for part in ("lead", "harmed_worker", "other_worker"):
        said = browser(part).get(at("run", today)).content.decode()
        assert "Iestyn" in said
        assert "Welsh, by a person" in said
        assert not any(words in said for words in ("garden", "front door", "13:40", "reading room"))
    own = reverse("meetings:day_room", args=[today.pk, family.rooms["other"].pk])
    assert "reading room" in browser("other_worker").get(own).content.decode()
    assert browser("harmed_worker").get(own).status_code == 404


def test_nothing_goes_on_a_screen_that_somebody_has_not_agreed_to(today: Plan, browser: Browser) -> None:
    write(browser, today, on_screen="unknown")

    assert browser("lead").post(at("on_screen", today))["Location"] == at("run", today)
    assert browser("lead").get(at("run", today)).status_code == 200


def test_a_screen_shows_agreed_words_and_stops_without_a_key(
    family: Family, today: Plan, browser: Browser, clock: FixedClock
) -> None:
    family.record("harmed", times_of("harmed", clock.today()))
    write(browser, today, **ALONE)
    shown = browser("harmed_worker")
    assert shown.post(at("on_screen", today))["Location"] == "/sheet/"
    assert "unlocked" not in shown.session

    first = shown.get("/sheet/").content.decode()
    assert "What matters most?" in first
    assert "Telephones stay outside" in first
    never = ("Welsh, by", "watcher", "The bell", "Both workers", "garden", "Hana", "Case", str(today.pk))
    assert [words for words in never if words in first] == []
    shown.post("/sheet/", {"go": "next"})
    assert "What happens next?" in shown.get("/sheet/").content.decode()
    assert shown.get(at("run", today)).status_code == 404

    shown.post("/sheet/", {"stop": "yes"})
    assert "We stop here for today." in shown.get("/sheet/").content.decode()
    assert Sitting.objects.get(plan=today).ended_at is not None
    shown.post("/sheet/back/", {"passphrase": DEMO_PASSPHRASE})
    assert at("run", today) in shown.get("/sheet/again/").content.decode()


def test_nobody_is_left_alone_without_who_how_and_a_plan_for_it(
    family: Family, browser: Browser, clock: FixedClock
) -> None:
    plain = arranged(proposed(family, clock, Form.FAMILY_GROUP_CONFERENCE), clock, clock.now())
    own = arranged(proposed(family, clock, Form.PRIVATE_FAMILY_TIME), clock, clock.now())
    lacking = RUN | ALONE | {"alone_watch": ""}

    assert browser("lead").post(at("run_write", own), lacking)["Location"] == at("run_write", own)
    assert "Time alone needs this." in browser("lead").get(at("run_write", own)).content.decode()
    assert "holds no time for the family alone" in browser("lead").get(at("run", plain)).content.decode()
    assert "Without it nobody is left alone" in browser("lead").get(at("run", own)).content.decode()
    write(browser, own, **ALONE)
    assert "The watcher in the hall" in browser("other_worker").get(at("run", own)).content.decode()


def test_notes_of_a_worker_are_a_record_of_nothing(today: Plan, browser: Browser) -> None:
    entries, page = Entry.objects.count(), at("day_notes", today)
    hana = browser("harmed_worker")

    assert hana.post(page, {"notes": "Letters by Friday"})["Location"] == page
    assert "Letters by Friday" in hana.get(page).content.decode()
    assert "Letters by Friday" not in browser("lead").get(page).content.decode()
    assert b"Letters" not in bytes(Draft.objects.get().blob)
    hana.post(page, {"throw_away": "yes"})
    assert not Draft.objects.exists()
    assert Entry.objects.count() == entries
