"""After an update, and on the day of new numbers: one press looks at all of one's rooms again."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.browsers import Browser
from yarrow.audit.actions import append
from yarrow.audit.terms import Event
from yarrow.cases.tests.reading import words_of
from yarrow.config import ready
from yarrow.config.cast import Member
from yarrow.config.families import Family, open_family
from yarrow.config.ready.plans import record_everything
from yarrow.gate import standing as standings
from yarrow.gate.facts.change import Escalation
from yarrow.gate.facts.risk import Specialist, SpecialistView, View, ViewOf
from yarrow.gate.forms import Form
from yarrow.gate.question import Question
from yarrow.gate.standing import DOES_NOT_STAND, RULES_VERSION, RoomAnswer
from yarrow.gate.standing import Standing as Attested
from yarrow.gate.standing_bytes import to_bytes
from yarrow.gate.topics import Topic
from yarrow.kernel.clock import FixedClock
from yarrow.policy.models import PolicyVersion
from yarrow.policy.queries import policy_on
from yarrow.rooms.actions import attesting, drop_note, take_out_entry
from yarrow.rooms.contexts import standing_context
from yarrow.rooms.models import Entry, Standing
from yarrow.rooms.queries import (
    attested_in,
    room_answer,
    rooms_by_other_rules,
    standing_digest,
    trusted_standing,
)
from yarrow.sealing.blob import seal
from yarrow.sealing.keys import sign
from yarrow.staff.queries import gate_key
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

    assert "wait for somebody who looks" in words_of(answer)
    assert "2 rooms were looked at again" in words_of(answer)
    left = rooms_by_other_rules(family.cast.worker("lead"), clock.today())
    assert [room.pk for room in left] == [spoilt]


def test_a_room_in_which_something_was_taken_out_waits_for_somebody_who_looks(
    family: Family, browser: Browser, clock: FixedClock
) -> None:
    [warning] = family.record("other", Escalation())
    holder, room = family.cast["other_worker"], family.rooms["other"]
    taken = take_out_entry(room=room, entry=warning.pk, by=holder.worker, keyring=holder.keyring, clock=clock)
    assert taken is None
    new_numbers(family, clock)
    policy = policy_on(clock.today())

    answer = browser("lead").post(reverse("desk:look_again"), follow=True)

    assert "wait for somebody who looks" in words_of(answer)
    assert trusted_standing(room, policy) is None
    assert trusted_standing(family.rooms["harmed"], policy) is not None


def put_as_said(row: Standing, said: Attested, holder: Member, clock: FixedClock) -> None:
    """As if this worker's own act had said it, signed and recorded."""
    row.blob = seal(gate_key(), to_bytes(said), standing_context(row.room_id))
    signed = standing_digest(row.room, tide=row.tide, rules_version=row.rules_version, blob=row.blob)
    row.holder, row.signature = holder.worker, sign(holder.keyring.signing_private, signed)
    row.save()
    with transaction.atomic():
        append(
            chain=row.room_id,
            event=Event.STANDING_ATTESTED,
            actor=holder.worker.pk,
            digest=signed,
            clock=clock,
        )


def test_what_time_alone_would_open_is_left_as_it_is(
    family: Family, browser: Browser, clock: FixedClock
) -> None:
    record_everything(family)
    room, holder = family.rooms["other"], family.cast["other_worker"]
    today = Question(Form.CONFERENCE, frozenset({Topic.HARM}), clock.today())
    assert room_answer(room, today) is RoomAnswer.STANDS
    row = Standing.objects.get(room=room)
    was = attested_in(row)
    assert was is not None
    nothing = dict.fromkeys(was.answers, DOES_NOT_STAND)
    put_as_said(row, replace(was, answers=nothing), holder, clock)
    assert room_answer(room, today) is RoomAnswer.DOES_NOT
    new_numbers(family, clock)

    browser("lead").post(reverse("desk:look_again"))

    asked = replace(today, day=clock.today(), policy=policy_on(clock.today()))
    assert room_answer(room, asked) is RoomAnswer.UNKNOWN


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
