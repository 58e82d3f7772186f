"""After an update, and on the day of new numbers: one press looks at all of one's rooms again."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.browsers import Browser
from yarrow.config import ready
from yarrow.config.families import Family, open_family
from yarrow.gate import standing as standings
from yarrow.gate.facts.risk import Specialist, SpecialistView, View, ViewOf
from yarrow.gate.standing import RULES_VERSION
from yarrow.kernel.clock import FixedClock
from yarrow.meetings.tests.reading import words_of
from yarrow.policy.models import PolicyVersion
from yarrow.policy.queries import policy_on
from yarrow.rooms.actions import attesting, drop_note
from yarrow.rooms.models import Entry, Standing
from yarrow.rooms.queries import attested_in, rooms_by_other_rules, trusted_standing
from yarrow.staff.queries.service import service_read_once

CHANGED = "The rules or their numbers changed"


def new_numbers(family: Family, clock: FixedClock) -> None:
    ready.policy.agreed(family.cast, clock)
    clock.move_to(clock.now() + ready.policy.AHEAD)


@pytest.fixture
def told_by_earlier_rules(
    family: Family, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], None]:
    """Makes a room say what stands as the version before this one would have said it."""

    def say(part: str) -> None:
        holder = family.holder(part)
        with monkeypatch.context() as earlier:
            earlier.setattr(standings, "RULES_VERSION", RULES_VERSION - 1)
            earlier.setattr(attesting, "RULES_VERSION", RULES_VERSION - 1)
            attesting.attest(room=family.rooms[part], by=holder.worker, keyring=holder.keyring, clock=clock)

    return say


def numbered_by(family: Family, part: str) -> int | None:
    row = Standing.objects.get(room=family.rooms[part])
    return row.rules_version


def test_nothing_is_said_while_nothing_changed(family: Family, browser: Browser) -> None:
    assert CHANGED not in words_of(browser("lead").get("/"))


def test_everybody_is_told_of_their_own_rooms_and_no_others(
    family: Family, browser: Browser, clock: FixedClock
) -> None:
    new_numbers(family, clock)

    said = {part: words_of(browser(part).get("/")) for part in ("lead", "harmed_worker", "other_worker")}

    assert all(CHANGED in words for words in said.values())
    assert "3 of your rooms still answer" in said["lead"]
    assert "1 of your rooms still answers" in said["other_worker"]
    assert "1 of your rooms still answers" in said["harmed_worker"]
    assert CHANGED not in words_of(browser("researcher").get("/"))


def test_one_press_looks_again_and_makes_no_record_newer(
    family: Family, browser: Browser, clock: FixedClock
) -> None:
    new_numbers(family, clock)
    before = Entry.objects.count()
    ended = {row.room_id: row.look_again_on for row in Standing.objects.all()}

    answer = browser("other_worker").post(reverse("desk:look_again"), follow=True)

    assert "1 room was looked at again" in words_of(answer)
    assert CHANGED not in words_of(answer)
    assert Entry.objects.count() == before
    room = family.rooms["other"]
    asked = PolicyVersion.objects.get().number
    again = Standing.objects.get(room=room)
    said = attested_in(again)
    assert said is not None
    assert said.policy == asked
    assert again.look_again_on == ended[room.pk]


def test_rooms_of_others_are_left_as_they_are(family: Family, browser: Browser, clock: FixedClock) -> None:
    new_numbers(family, clock)
    blobs = {row.room_id: bytes(row.blob) for row in Standing.objects.all()}

    browser("other_worker").post(reverse("desk:look_again"))

    changed = {row.room_id for row in Standing.objects.all() if bytes(row.blob) != blobs[row.room_id]}
    assert changed == {family.rooms["other"].pk}


def test_what_an_earlier_version_of_the_rules_said_is_looked_at_again(
    family: Family, browser: Browser, told_by_earlier_rules: Callable[[str], None]
) -> None:
    told_by_earlier_rules("other")
    assert numbered_by(family, "other") == RULES_VERSION - 1

    assert CHANGED in words_of(browser("other_worker").get("/"))
    browser("other_worker").post(reverse("desk:look_again"))

    assert numbered_by(family, "other") == RULES_VERSION
    assert trusted_standing(family.rooms["other"]) is not None


def test_a_room_with_a_note_nobody_read_still_answers_nothing(
    family: Family, browser: Browser, clock: FixedClock
) -> None:
    new_numbers(family, clock)
    harmed, sender = family.rooms["harmed"], family.cast["specialist"]
    view = SpecialistView(by=Specialist.IDVA, view=View.SUPPORTS, about=ViewOf.THIS_PERSON)
    drop_note(room=harmed, fact=view, by=sender.worker, keyring=sender.keyring, clock=clock)

    browser("lead").post(reverse("desk:look_again"))

    policy = policy_on(clock.today())
    assert trusted_standing(harmed, policy) is None
    assert trusted_standing(family.rooms["other"], policy) is not None


def test_one_room_that_cannot_be_looked_at_keeps_no_other_waiting(
    family: Family, browser: Browser, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    new_numbers(family, clock)
    attest = attesting.attest
    spoilt = family.rooms["child"].pk

    def failing(**given: object) -> object:
        if getattr(given["room"], "pk", None) == spoilt:
            raise OSError
        return attest(**given)  # type: ignore[arg-type]

    monkeypatch.setattr(attesting, "attest", failing)

    answer = browser("lead").post(reverse("desk:look_again"), follow=True)

    assert "could not be looked at" in words_of(answer)
    assert "2 rooms were looked at again" in words_of(answer)
    left = rooms_by_other_rules(family.cast.worker("lead"), clock.today())
    assert [room.pk for room in left] == [spoilt]


def test_numbers_that_cannot_be_believed_ask_nobody_to_look_again(
    family: Family, browser: Browser, clock: FixedClock
) -> None:
    new_numbers(family, clock)
    PolicyVersion.objects.all().delete()

    assert CHANGED not in words_of(browser("lead").get("/"))
    assert rooms_by_other_rules(family.cast.worker("lead"), clock.today()) == []


def test_a_look_presses_nothing(family: Family, browser: Browser, clock: FixedClock) -> None:
    new_numbers(family, clock)

    assert browser("lead").get(reverse("desk:look_again")).status_code == 405
    assert rooms_by_other_rules(family.cast.worker("lead"), clock.today())


def test_asking_costs_the_same_for_one_family_and_for_three(family: Family, clock: FixedClock) -> None:
    worker = family.cast.worker("lead")
    counted = []
    for _family in range(3):
        with service_read_once(), CaptureQueriesContext(connection) as asked:
            rooms_by_other_rules(worker, clock.today())
        counted.append(len(asked))
        open_family(cast=family.cast, clock=clock)
    new_numbers(family, clock)

    assert len(set(counted)) == 1
    assert len(rooms_by_other_rules(worker, clock.today())) == 12
