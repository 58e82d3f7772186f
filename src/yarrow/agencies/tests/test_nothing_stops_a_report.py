"""A report of somebody at risk is taken whatever stands in the case (domain.md E40, §9.15)."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse

from tests.browsers import Browser, signed_in
from yarrow.agencies.queries import kept_numbers
from yarrow.cases.actions import stop_joint_work
from yarrow.cases.models import Case
from yarrow.cases.terms import Stage
from yarrow.config.families import Family
from yarrow.emergency.tests.reading import words_of
from yarrow.gate.facts.agencies import RiskReport
from yarrow.gate.facts.course import NextStep
from yarrow.gate.facts.team import TriggerNotice
from yarrow.gate.facts.who import Death
from yarrow.gate.words import LongText
from yarrow.kernel.clock import FixedClock
from yarrow.outgoing.actions import pass_the_door
from yarrow.outgoing.artefact import Artefact, ArtefactKind
from yarrow.reaching.actions import hold_all, hold_person
from yarrow.record.tests.examples import example
from yarrow.rooms.actions import drop_note, open_drops
from yarrow.rooms.models import Draft, Entry, Room, Wrap
from yarrow.rooms.queries import entries_in
from yarrow.staff.actions import freeze

WORDS = "Cadi came with a mark on her arm."


def page(family: Family) -> str:
    return reverse("agencies:tell_of_case", args=[family.case.pk])


def reports_in(family: Family, part: str) -> list[RiskReport]:
    holder = family.holder(part)
    room = Room.objects.get(pk=family.rooms[part].pk)
    open_drops(room=room, by=holder.worker, keyring=holder.keyring, clock=family.clock)
    found = entries_in(room, holder.keyring)
    return [read.fact for read in found if isinstance(read.fact, RiskReport)]


def lock(client: Client) -> None:
    client.post(reverse("staff:lock"))


def _colleague_frozen(family: Family, clock: FixedClock) -> None:
    freeze(worker=family.cast.worker("supervisor"), by=family.cast.worker("manager"), clock=clock)


def _unread_notes(family: Family, clock: FixedClock) -> None:
    for part in ("harmed", "team", "child"):
        by = family.cast["lead" if part == "team" else "other_worker"]
        fact = TriggerNotice() if part == "team" else NextStep(words=LongText("Nobody has read this."))
        drop_note(room=family.rooms[part], fact=fact, by=by.worker, keyring=by.keyring, clock=clock)


def _nothing_in_date(_family: Family, clock: FixedClock) -> None:
    clock.move_to(clock.now() + timedelta(days=400))


def _an_entry_spoiled(family: Family, _clock: FixedClock) -> None:
    row = family.rooms["harmed"].entries.order_by("number").first()
    assert row is not None
    Entry.objects.filter(pk=row.pk).update(number=900)


def _no_key_of_the_team(family: Family, _clock: FixedClock) -> None:
    Wrap.objects.filter(
        version__room=family.rooms["team"], holder=family.cast.worker("harmed_worker")
    ).delete()


def _held(family: Family, clock: FixedClock) -> None:
    by = family.cast.worker("harmed_worker")
    hold_person(room=family.rooms["harmed"], by=by, clock=clock)
    hold_person(room=family.rooms["child"], by=by, clock=clock)


def _all_held(family: Family, clock: FixedClock) -> None:
    hold_all(by=family.cast.worker("lead"), clock=clock)


def _ended(family: Family, _clock: FixedClock) -> None:
    Case.objects.filter(pk=family.case.pk).update(stage=Stage.PROCESS_ENDED)


def _stopped(family: Family, clock: FixedClock) -> None:
    stop_joint_work(case=family.case, by=family.cast.worker("lead"), clock=clock)


def _dead(family: Family, clock: FixedClock) -> None:
    family.record("harmed", example(Death, clock.today()))


def _door_used_up(family: Family, clock: FixedClock) -> None:
    paper = Artefact(ArtefactKind.REFERRAL, "a.exe", "application/unknown", b"?")
    worker, room = family.cast["harmed_worker"], family.rooms["harmed"]
    for _ in range(50):
        pass_the_door(
            case=family.case,
            audience=room,
            artefact=paper,
            by=worker.worker,
            keyring=worker.keyring,
            clock=clock,
        )


def _everything(family: Family, clock: FixedClock) -> None:
    for state in (_held, _all_held, _stopped, _unread_notes, _ended, _an_entry_spoiled, _colleague_frozen):
        state(family, clock)


STATES: dict[str, Callable[[Family, FixedClock], None]] = {
    "as it is": lambda _family, _clock: None,
    "a colleague frozen": _colleague_frozen,
    "notes unread": _unread_notes,
    "nothing in date": _nothing_in_date,
    "an entry moved by hand": _an_entry_spoiled,
    "no key of the team": _no_key_of_the_team,
    "two people on hold": _held,
    "everybody on hold": _all_held,
    "the process ended": _ended,
    "joint work stopped": _stopped,
    "somebody has died": _dead,
    "the ration of the door used up": _door_used_up,
    "all of it at once": _everything,
}


@pytest.mark.parametrize("state", STATES)
def test_the_page_answers_and_the_report_is_on_record_whatever_stands(
    family: Family, browser_of_today: Browser, clock: FixedClock, state: str
) -> None:
    STATES[state](family, clock)
    client = browser_of_today("harmed_worker")
    assert client.get(page(family)).status_code == 200

    answer = client.post(page(family), {"words": WORDS, "rooms": [str(family.rooms["harmed"].pk)]})

    assert answer.status_code == 302
    assert [each.words for each in reports_in(family, "harmed")] == [WORDS]
    drops = family.rooms["team"].drops.filter(author=family.cast.worker("harmed_worker"))
    own = family.rooms["team"].entries.filter(author=family.cast.worker("harmed_worker"))
    assert drops.exists() or own.exists()


@pytest.mark.parametrize("part", ["other_worker", "child_worker", "specialist", "signing_supervisor"])
def test_who_is_not_inside_the_teams_room_reports_by_a_note(
    family: Family, browser: Browser, part: str
) -> None:
    client = browser(part)
    assert client.get(page(family)).status_code == 200
    assert client.post(page(family), {"words": WORDS}).status_code == 302

    assert [each.words for each in reports_in(family, "team")] == [WORDS]


def test_locked_it_is_kept_for_its_writer_and_shows_nothing_of_the_case(
    family: Family, browser: Browser
) -> None:
    client = browser("harmed_worker")
    lock(client)
    assert client.get(page(family)).headers["Location"] == reverse("agencies:tell")
    shown = client.get(reverse("agencies:tell"))
    assert shown.status_code == 200
    assert str(family.case.reference) not in shown.content.decode()

    for words in (WORDS, "And another one."):
        assert client.post(reverse("agencies:tell"), {"words": words}).status_code == 302

    worker = family.cast.worker("harmed_worker")
    assert kept_numbers(worker) == [1, 2]
    assert all(WORDS.encode() not in bytes(row.blob) for row in Draft.objects.filter(worker=worker))


def test_what_was_kept_while_locked_goes_on_record_with_one_press(
    family: Family, browser: Browser, clock: FixedClock
) -> None:
    client = browser("harmed_worker")
    lock(client)
    client.post(reverse("agencies:tell"), {"words": WORDS})
    client = signed_in("harmed_worker", family.cast)
    assert "1 report is kept for you" in words_of(client.get("/"))
    kept = reverse("agencies:kept", args=[1])
    assert WORDS in client.get(kept).content.decode()

    client.post(kept, {"words": WORDS, "case": str(family.case.pk)})

    assert [each.words for each in reports_in(family, "team")] == [WORDS]
    assert not kept_numbers(family.cast.worker("harmed_worker"))


def test_a_page_of_the_case_left_open_and_locked_keeps_what_was_typed(
    family: Family, browser: Browser
) -> None:
    client = browser("harmed_worker")
    lock(client)
    client.post(page(family), {"words": WORDS})
    assert WORDS in signed_in("harmed_worker", family.cast).get(page(family)).content.decode()


@pytest.mark.parametrize("part", ["outsider", "excluded", "manager", "researcher", "guest", "duty"])
def test_who_works_on_no_case_can_write_one_and_it_is_kept(
    family: Family, browser: Browser, part: str
) -> None:
    client = browser(part)
    assert client.get(reverse("agencies:tell")).status_code == 200
    assert client.post(reverse("agencies:tell"), {"words": WORDS}).status_code == 302
    assert kept_numbers(family.cast.worker(part)) == [1]


def test_on_a_full_disk_the_page_opens_and_the_words_wait(
    family: Family, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = browser("harmed_worker")

    def full(*_args: object, **_more: object) -> None:
        raise DatabaseError("database or disk is full")

    monkeypatch.setattr("yarrow.rooms.models.Entry.save", full)
    monkeypatch.setattr("yarrow.rooms.models.Drop.save", full)
    assert client.get(page(family)).status_code == 200

    answer = client.post(page(family), {"words": WORDS})

    assert answer.headers["Location"] == reverse("design:not_now")
    assert WORDS in client.get(page(family)).content.decode()


def test_pressed_twice_it_is_one_report(family: Family, browser: Browser) -> None:
    client = browser("harmed_worker")
    posted = {"words": WORDS, "rooms": [str(family.rooms["harmed"].pk)], "once": str(family.case.pk)}
    for _ in range(2):
        client.post(page(family), posted)
    assert len(reports_in(family, "harmed")) == 1
    assert len(reports_in(family, "team")) == 1


def test_every_page_of_a_case_and_a_room_has_the_way_to_it(family: Family, browser: Browser) -> None:
    client = browser("lead")
    room = family.rooms["harmed"]
    of_room = reverse("agencies:tell_of_room", args=[room.pk])
    for name, ids, way in (
        ("desk:today", [], reverse("agencies:tell")),
        ("desk:case", [family.case.pk], page(family)),
        ("record:room", [room.pk], of_room),
        ("record:add", [room.pk], of_room),
    ):
        assert f'href="{way}"' in client.get(reverse(name, args=ids)).content.decode(), name


@pytest.mark.parametrize("rooms", ["not a room", "", "the harmed room"])
def test_a_room_that_is_theirs_no_more_refuses_nothing(family: Family, browser: Browser, rooms: str) -> None:
    room, client = family.rooms["harmed"], browser("harmed_worker")
    client.get(page(family))
    Wrap.objects.filter(version__room=room, holder=family.cast.worker("harmed_worker")).delete()

    client.post(
        page(family), {"words": WORDS, "rooms": str(room.pk) if rooms == "the harmed room" else rooms}
    )

    assert [each.words for each in reports_in(family, "team")] == [WORDS]


def test_a_case_that_is_theirs_no_more_keeps_the_words(family: Family, browser: Browser) -> None:
    client = browser("outsider")
    client.post(reverse("agencies:tell"), {"words": WORDS, "case": str(family.case.pk)})
    assert kept_numbers(family.cast.worker("outsider")) == [1]
    assert not reports_in(family, "team")


def test_signed_out_meanwhile_the_words_wait_for_their_writer(family: Family, browser: Browser) -> None:
    client = browser("harmed_worker")
    mark = client.get(page(family)).content.decode().split('name="page_of" autocomplete="off" value="')[1]
    client.post(reverse("staff:sign_out"))
    client.post(page(family), {"words": WORDS, "page_of": mark.split('"')[0]})
    assert WORDS in signed_in("harmed_worker", family.cast).get(page(family)).content.decode()


def test_nothing_of_it_stops_joint_work(family: Family, browser: Browser) -> None:
    browser("harmed_worker").post(page(family), {"words": WORDS, "rooms": [str(family.rooms["harmed"].pk)]})
    assert not family.case.stops.exists()


def test_a_next_step_beside_it_stays(family: Family, browser: Browser) -> None:
    family.record("harmed", NextStep(words=LongText("A walk.")))
    browser("harmed_worker").post(page(family), {})
    assert len(reports_in(family, "team")) == 1
