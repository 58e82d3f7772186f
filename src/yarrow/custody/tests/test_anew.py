"""Two codes are lost: a new recovery key takes two people, three working days, a drill and everybody."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from yarrow.audit.models import AuditEvent
from yarrow.audit.terms import Event
from yarrow.config.cast import Cast
from yarrow.config.families import Family
from yarrow.custody.actions import (
    Drill,
    agree_anew,
    ask_anew,
    hold_drill,
    let_back_in,
    make_anew,
    replace_key,
    stop_anew,
)
from yarrow.custody.models import AnewAsked, Round
from yarrow.custody.queries import asked_anew, backup_recipient, current_round, live_versions
from yarrow.custody.rules import LAPSES, may_be_made_from
from yarrow.custody.shown import today_lines
from yarrow.custody.terms import Ending
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.rooms.actions import reseal_some, shut_out, wrap_anew
from yarrow.rooms.contexts import recovery_context
from yarrow.rooms.models import RecoveryAwaited, RoomVersion, Wrap
from yarrow.rooms.queries import awaiting, entries_in, recovery_progress
from yarrow.sealing.errors import CannotOpen
from yarrow.sealing.recovery_shares import open_with_two
from yarrow.sealing.wrap import unwrap_with
from yarrow.staff.actions import freeze
from yarrow.staff.queries import recovery_pair, the_service

from .conftest import THREE, Papers

SETTLED = timedelta(days=30)


def code(answer: object) -> str:
    assert isinstance(answer, Refused)
    return answer.reasons[0].code


def agreed(cast: Cast, clock: FixedClock) -> None:
    """Asked by one and agreed to by the supervisor, three working days ago."""
    clock.move_to(clock.now() + SETTLED)
    assert isinstance(ask_anew(by=cast.worker("manager"), clock=clock), AnewAsked)
    assert isinstance(agree_anew(by=cast.worker("supervisor"), clock=clock), AnewAsked)
    clock.move_to(may_be_made_from(clock.now()))


@pytest.fixture
def made(family: Family, kept: Round, papers: Papers, clock: FixedClock) -> Round:
    agreed(family.cast, clock)
    round_ = make_anew(custodians=THREE, keep=papers.keep, clock=clock)
    assert isinstance(round_, Round)
    assert isinstance(hold_drill(**papers.two("ab"), clock=clock), Drill)
    return round_


def new_private(papers: Papers) -> bytes:
    codes = papers.two("ab")
    return open_with_two(codes["first"], codes["second"], papers.made[-1].kit.sealed.values())[
        1
    ].recovery_private


def opens(version: RoomVersion, private: bytes) -> bool:
    try:
        unwrap_with(private, bytes(version.recovery_wrap), recovery_context(version))
    except CannotOpen:
        return False
    return True


def everybody_comes_in(cast: Cast, clock: FixedClock) -> None:
    for part in cast.parts():
        if cast.worker(part).is_active:
            wrap_anew(keyring=cast.keyring(part), clock=clock)


# --- who may ask, and when it may be made ---


@pytest.mark.parametrize("part", ["lead", "harmed_worker", "intake", "researcher", "ex_worker", "outsider"])
def test_who_does_not_look_after_custody_asks_agrees_and_stops_nothing(
    cast: Cast, kept: Round, clock: FixedClock, part: str
) -> None:
    clock.move_to(clock.now() + SETTLED)
    for act in (ask_anew, agree_anew, stop_anew):
        with pytest.raises(NotThere):
            act(by=cast.worker(part), clock=clock)
    assert not AnewAsked.objects.exists()


def test_without_custodians_nothing_is_asked_for(cast: Cast, clock: FixedClock) -> None:
    assert code(ask_anew(by=cast.worker("manager"), clock=clock)) == "not_set_up"


def test_one_person_is_not_two(cast: Cast, kept: Round, clock: FixedClock) -> None:
    clock.move_to(clock.now() + SETTLED)
    first = cast.worker("manager")
    assert code(agree_anew(by=first, clock=clock)) == "not_asked"
    assert isinstance(ask_anew(by=first, clock=clock), AnewAsked)
    assert code(ask_anew(by=cast.worker("supervisor"), clock=clock)) == "asked"
    assert code(agree_anew(by=first, clock=clock)) == "two"
    with pytest.raises(IntegrityError), transaction.atomic():
        AnewAsked.objects.update(agreed_by=first, agreed_at=clock.now())


def test_before_agreement_waiting_and_after_it_lapsed_nothing_is_made(
    cast: Cast, kept: Round, papers: Papers, clock: FixedClock
) -> None:
    public = bytes(the_service().recovery_public)

    def refused() -> str:
        return code(make_anew(custodians=THREE, keep=papers.keep, clock=clock))

    assert refused() == "not_asked"
    clock.move_to(clock.now() + SETTLED)
    ask_anew(by=cast.worker("manager"), clock=clock)
    assert refused() == "second"
    agree_anew(by=cast.worker("supervisor"), clock=clock)
    assert refused() == "wait"
    opens_at = may_be_made_from(clock.now())
    clock.move_to(opens_at - timedelta(seconds=1))
    assert refused() == "wait"
    clock.move_to(opens_at + LAPSES)
    assert refused() == "lapsed"
    assert len(papers.made) == 1
    assert bytes(the_service().recovery_public) == public
    assert not RecoveryAwaited.objects.exists()


def test_any_of_them_stops_it_and_a_frozen_one_counts_no_more(
    cast: Cast, kept: Round, papers: Papers, clock: FixedClock
) -> None:
    agreed(cast, clock)
    freeze(worker=cast.worker("supervisor"), by=cast.worker("lead"), clock=clock)
    assert code(make_anew(custodians=THREE, keep=papers.keep, clock=clock)) == "here"
    stop_anew(by=cast.worker("signing_supervisor"), clock=clock)
    assert code(make_anew(custodians=THREE, keep=papers.keep, clock=clock)) == "not_asked"
    assert AnewAsked.objects.get().ending == Ending.STOPPED
    assert current_round() == kept


def test_three_who_are_not_three_and_a_jammed_printer_change_nothing(
    family: Family, kept: Round, papers: Papers, clock: FixedClock
) -> None:
    agreed(family.cast, clock)
    before = bytes(the_service().recovery_public)

    def jam(_ceremony: object) -> None:
        raise OSError("no paper")

    assert code(make_anew(custodians=(*THREE[:2], THREE[0]), keep=papers.keep, clock=clock)) == "different"
    with pytest.raises(OSError, match="no paper"):
        make_anew(custodians=THREE, keep=jam, clock=clock)
    assert (bytes(the_service().recovery_public), current_round()) == (before, kept)
    assert not RecoveryAwaited.objects.exists()
    assert asked_anew() is not None


# --- what it does ---


def test_the_new_key_opens_nothing_before_holders_came_in_and_everything_after(
    family: Family, made: Round, papers: Papers, clock: FixedClock
) -> None:
    cast, old, new = family.cast, recovery_pair().private, new_private(papers)
    assert awaiting().count() == live_versions().count() > 3
    assert not any(opens(version, new) for version in live_versions())

    assert wrap_anew(keyring=cast.keyring("child_worker"), clock=clock) == 2  # the shared room too
    child = family.rooms["child"].versions.get()
    assert opens(child, new)
    assert not opens(child, old)
    event = AuditEvent.objects.filter(chain=child.room_id, event=Event.RECOVERY_REWRAPPED).get()
    assert (event.subject, event.actor) == (child.pk, cast.worker("child_worker").pk)
    assert wrap_anew(keyring=cast.keyring("child_worker"), clock=clock) == 0

    everybody_comes_in(cast, clock)
    assert not awaiting().exists()
    assert all(opens(version, new) and not opens(version, old) for version in live_versions())


def test_signing_in_does_it(family: Family, made: Round, browser: Callable[[str], Client]) -> None:
    browser("child_worker")
    assert not awaiting().filter(version__room=family.rooms["child"]).exists()
    assert awaiting().filter(version__room=family.rooms["harmed"]).exists()


def test_who_is_outside_wraps_nothing_and_a_broken_wrap_keeps_nobody_out(
    family: Family, made: Round, clock: FixedClock
) -> None:
    cast, room = family.cast, family.rooms["child"]
    waits = awaiting().count()
    assert wrap_anew(keyring=cast.keyring("outsider"), clock=clock) == 0
    Wrap.objects.filter(version__room=room).update(blob=b"\x01broken", ring_blob=None)
    everybody_comes_in(cast, clock)
    assert awaiting().count() < waits
    assert [row.version.room_id for row in awaiting()] == [room.pk]


def test_it_goes_on_where_it_was_interrupted(family: Family, made: Round, clock: FixedClock) -> None:
    lead = family.cast.keyring("lead")
    waits = awaiting().count()
    assert wrap_anew(keyring=lead, clock=clock, most=1) == 1
    assert awaiting().count() == waits - 1
    assert wrap_anew(keyring=lead, clock=clock) > 0


def test_what_is_sealed_meanwhile_goes_to_the_new_key_alone(
    family: Family, made: Round, papers: Papers, clock: FixedClock
) -> None:
    cast, room = family.cast, family.rooms["child"]
    shut_out(worker=cast.worker("lead"), by=cast.worker("supervisor"), clock=clock, room=room)
    newest = room.versions.latest("number")
    assert opens(newest, new_private(papers))
    assert not RecoveryAwaited.objects.filter(version=newest).exists()


def test_a_key_that_is_retired_waits_no_more(family: Family, made: Round, clock: FixedClock) -> None:
    cast, room = family.cast, family.rooms["child"]
    holder = family.holder("child")
    shut_out(worker=cast.worker("lead"), by=cast.worker("supervisor"), clock=clock, room=room)
    while reseal_some(room=room, keyring=holder.keyring, clock=clock):
        pass
    assert not RecoveryAwaited.objects.filter(version__room=room).exists()


# --- custodians meanwhile ---


def test_old_codes_open_nothing_and_a_drill_says_what_still_waits(
    family: Family, made: Round, papers: Papers, clock: FixedClock
) -> None:
    assert code(hold_drill(**papers.two("ab", of=0), clock=clock)) == "codes"
    assert backup_recipient() == made.backup_recipient != Round.objects.get(number=1).backup_recipient

    wrap_anew(keyring=family.cast.keyring("child_worker"), clock=clock)
    held = hold_drill(**papers.two("bc"), clock=clock)
    assert isinstance(held, Drill)
    assert (held.rooms, held.waiting) == (2, live_versions().count() - 2)

    everybody_comes_in(family.cast, clock)
    held = hold_drill(**papers.two("ac"), clock=clock)
    assert isinstance(held, Drill)
    assert (held.rooms, held.waiting) == (live_versions().count(), 0)


def test_custodians_let_nobody_into_a_room_that_waits(
    family: Family, made: Round, papers: Papers, clock: FixedClock
) -> None:
    cast, room = family.cast, family.rooms["child"]
    Wrap.objects.filter(version__room=room).delete()
    said = let_back_in(
        **papers.two("ab"),
        worker=cast.worker("child_worker"),
        rooms=[room.pk],
        by=cast.worker("manager"),
        clock=clock,
    )
    assert code(said) == "waits"
    assert recovery_progress().without_holder == 1
    assert not Wrap.objects.filter(version__room=room).exists()


def test_codes_are_replaced_again_while_keys_wait(
    family: Family, made: Round, papers: Papers, clock: FixedClock
) -> None:
    wrap_anew(keyring=family.cast.keyring("child_worker"), clock=clock)
    assert isinstance(replace_key(**papers.two("ab"), custodians=THREE, keep=papers.keep, clock=clock), Round)
    everybody_comes_in(family.cast, clock)
    newest = new_private(papers)
    assert all(opens(version, newest) for version in live_versions())


def test_made_twice_it_still_ends_with_every_room_open(
    family: Family, made: Round, papers: Papers, clock: FixedClock
) -> None:
    wrap_anew(keyring=family.cast.keyring("child_worker"), clock=clock)
    agreed(family.cast, clock)
    assert isinstance(make_anew(custodians=THREE, keep=papers.keep, clock=clock), Round)
    assert awaiting().count() == live_versions().count() - 2
    assert isinstance(hold_drill(**papers.two("ab"), clock=clock), Drill)
    assert awaiting().count() == live_versions().count()
    everybody_comes_in(family.cast, clock)
    newest = new_private(papers)
    assert all(opens(version, newest) for version in live_versions())


def test_with_the_new_codes_a_room_is_opened_again(
    family: Family, made: Round, papers: Papers, clock: FixedClock
) -> None:
    cast, room = family.cast, family.rooms["child"]
    everybody_comes_in(cast, clock)
    Wrap.objects.filter(version__room=room).delete()
    let = let_back_in(
        **papers.two("ab"),
        worker=cast.worker("child_worker"),
        rooms=[room.pk],
        by=cast.worker("manager"),
        clock=clock,
    )
    assert not isinstance(let, Refused)
    assert entries_in(room, cast.keyring("child_worker"))


# --- what pages say ---


def test_everybody_is_told_and_only_who_looks_after_custody_that_they_may_stop_it(
    family: Family, kept: Round, papers: Papers, clock: FixedClock
) -> None:
    cast = family.cast
    agreed(cast, clock)
    told = "said to be lost"
    for part in cast.parts():
        lines = " ".join(today_lines(cast.worker(part), clock.today()))
        assert (told in lines) == cast.worker(part).is_active, part
        assert ("may stop it" in lines) == (part in {"manager", "supervisor", "signing_supervisor"}), part
    make_anew(custodians=THREE, keep=papers.keep, clock=clock)
    for part in cast.parts():
        lines = " ".join(today_lines(cast.worker(part), clock.today()))
        assert told not in lines
        assert ("made without the old codes" in lines) == cast.worker(part).is_active, part
    lines = " ".join(today_lines(cast.worker("manager"), clock.today()))
    assert "tried it out in a drill" in lines
    hold_drill(**papers.two("ab"), clock=clock)
    lines = " ".join(today_lines(cast.worker("manager"), clock.today()))
    assert "tried it out in a drill" not in lines
    assert f"{awaiting().count()} room keys wait for the new recovery key" in lines


def test_the_page_takes_two_people_through(
    family: Family, kept: Round, clock: FixedClock, browser: Callable[[str], Client]
) -> None:
    clock.move_to(clock.now() + SETTLED)
    path = "/custody/anew/"
    first, supervisor = browser("manager"), browser("supervisor")
    assert browser("lead").get(path).status_code == 404
    assert browser("lead").post(path, {"press": "ask"}).status_code == 404
    assert first.post(path, {"press": "nonsense"}).status_code == 302
    assert asked_anew() is None
    first.post(path, {"press": "ask"})
    assert "I agree: two codes are lost" not in first.get(path).content.decode()
    first.post(path, {"press": "agree"})
    assert asked_anew().agreed_by is None  # type: ignore[union-attr]
    assert "I agree: two codes are lost" in supervisor.get(path).content.decode()
    supervisor.post(path, {"press": "agree"})
    assert "custody_anew" in first.get(path).content.decode()
    browser("signing_supervisor").post(path, {"press": "stop"})
    assert asked_anew() is None


def test_a_leaving_says_that_words_would_be_lost(
    family: Family, made: Round, clock: FixedClock, browser: Callable[[str], Client]
) -> None:
    worker = family.cast.worker("child_worker")
    Wrap.objects.filter(version__room=family.rooms["child"]).exclude(holder=worker).delete()
    said = "would be lost for ever"
    assert said in browser("manager").get(f"/people/{worker.pk}/leave/").content.decode()
    wrap_anew(keyring=family.cast.keyring("child_worker"), clock=clock)
    assert said not in browser("manager").get(f"/people/{worker.pk}/leave/").content.decode()
