"""Whoever writes to the database gets no new recovery key out of it, and hides nothing from a drill."""

from datetime import datetime, timedelta

import pytest
from django.db import transaction

from yarrow.audit import actions as audit
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
    replace_codes,
    replace_key,
    stop_anew,
)
from yarrow.custody.models import AnewAsked, CustodyEvent, Round
from yarrow.custody.queries import custody_state, live_versions
from yarrow.custody.queries.anew import unmarked
from yarrow.custody.rules import REST, may_be_made_from
from yarrow.custody.shown import today_lines
from yarrow.custody.terms import Ending, Happened, Keeping
from yarrow.kernel.clock import LOCAL, FixedClock
from yarrow.rooms.actions import await_new_recovery, wrap_anew
from yarrow.rooms.models import RecoveryAwaited, RoomVersion, Wrap
from yarrow.rooms.queries import awaiting
from yarrow.sealing.keys import random_bytes
from yarrow.staff.actions import freeze
from yarrow.staff.queries import the_service

from .conftest import THREE, Papers
from .test_anew import SETTLED, agreed, code


def made(papers: Papers, clock: FixedClock) -> Round:
    round_ = make_anew(custodians=THREE, keep=papers.keep, clock=clock)
    assert isinstance(round_, Round)
    return round_


def refused(papers: Papers, clock: FixedClock) -> str:
    before = len(papers.made)
    said = code(make_anew(custodians=THREE, keep=papers.keep, clock=clock))
    assert len(papers.made) == before
    return said


def put_in(cast: Cast, now: datetime) -> AnewAsked:
    """One row that says that two people asked days ago."""
    return AnewAsked.objects.create(
        by=cast.worker("manager"),
        asked_at=now - timedelta(days=9),
        agreed_by=cast.worker("supervisor"),
        agreed_at=now - timedelta(days=8),
    )


def write_events(row: AnewAsked, clock: FixedClock) -> None:
    """The events that would stand behind it, well chained: that takes no key."""
    for event, actor in (
        (Event.CUSTODY_ANEW_ASKED, row.by_id),
        (Event.CUSTODY_ANEW_AGREED, row.agreed_by_id),
    ):
        with transaction.atomic():
            audit.append(chain=the_service().pk, event=event, actor=actor, subject=row.pk, clock=clock)


# --- a request that nobody made ---


@pytest.mark.parametrize("with_events", [False, True])
def test_a_request_that_was_put_in_hands_out_no_codes(
    cast: Cast, kept: Round, papers: Papers, clock: FixedClock, *, with_events: bool
) -> None:
    clock.move_to(clock.now() + SETTLED)
    row = put_in(cast, clock.now())
    if with_events:
        write_events(row, clock)

    assert refused(papers, clock) == "not_asked"
    assert unmarked() == 1
    assert isinstance(ask_anew(by=cast.worker("manager"), clock=clock), AnewAsked)
    row.refresh_from_db()
    assert row.ending == Ending.STOPPED


def test_an_agreement_that_was_put_in_or_set_back_in_time_counts_for_nothing(
    cast: Cast, kept: Round, papers: Papers, clock: FixedClock
) -> None:
    clock.move_to(clock.now() + SETTLED)
    ask_anew(by=cast.worker("manager"), clock=clock)
    back = clock.now() - timedelta(days=8)
    AnewAsked.objects.update(agreed_by=cast.worker("supervisor"), agreed_at=back)
    assert refused(papers, clock) == "not_asked"

    AnewAsked.objects.update(agreed_by=None, agreed_at=None)
    assert isinstance(agree_anew(by=cast.worker("supervisor"), clock=clock), AnewAsked)
    assert refused(papers, clock) == "wait"
    AnewAsked.objects.update(agreed_at=back)
    assert refused(papers, clock) == "not_asked"


@pytest.mark.parametrize("ended", ["stopped", "made"])
def test_what_was_stopped_or_made_is_not_opened_again(
    family: Family, kept: Round, papers: Papers, clock: FixedClock, ended: str
) -> None:
    agreed(family.cast, clock)
    if ended == "stopped":
        stop_anew(by=family.cast.worker("signing_supervisor"), clock=clock)
    else:
        made(papers, clock)
    AnewAsked.objects.update(ending=Ending.OPEN, ended_by=None)

    assert refused(papers, clock) == "not_asked"


def test_a_request_that_is_hidden_meanwhile_is_told_all_the_same_and_can_be_stopped(
    cast: Cast, kept: Round, papers: Papers, clock: FixedClock
) -> None:
    agreed(cast, clock)
    row = AnewAsked.objects.get()
    AnewAsked.objects.all().delete()
    for part in ("lead", "manager", "intake", "researcher"):
        assert "said to be lost" in " ".join(today_lines(cast.worker(part), clock.today())), part

    stop_anew(by=cast.worker("signing_supervisor"), clock=clock)
    row.save(force_insert=True)
    assert refused(papers, clock) == "not_asked"


# --- when ---


def test_a_weekend_is_not_three_days(cast: Cast, kept: Round, papers: Papers, clock: FixedClock) -> None:
    friday = datetime(2026, 5, 8, 18, 0, tzinfo=LOCAL)
    clock.move_to(friday)
    ask_anew(by=cast.worker("manager"), clock=clock)
    agree_anew(by=cast.worker("supervisor"), clock=clock)

    clock.move_to(datetime(2026, 5, 13, 23, 59, tzinfo=LOCAL))
    assert refused(papers, clock) == "wait"
    clock.move_to(datetime(2026, 5, 14, 0, 0, tzinfo=LOCAL))
    assert made(papers, clock)


def test_who_was_stopped_by_another_rests_for_seven_days_and_two_others_may(
    cast: Cast, kept: Round, clock: FixedClock
) -> None:
    agreed(cast, clock)
    stop_anew(by=cast.worker("signing_supervisor"), clock=clock)
    AnewAsked.objects.all().delete()  # the record remembers
    for part in ("manager", "supervisor"):
        assert code(ask_anew(by=cast.worker(part), clock=clock)) == "rests"
    assert isinstance(ask_anew(by=cast.worker("signing_supervisor"), clock=clock), AnewAsked)
    assert code(agree_anew(by=cast.worker("manager"), clock=clock)) == "rests"

    clock.move_to(clock.now() + REST)
    assert isinstance(agree_anew(by=cast.worker("manager"), clock=clock), AnewAsked)


def test_who_stops_what_they_asked_for_themselves_need_not_wait(
    cast: Cast, kept: Round, clock: FixedClock
) -> None:
    agreed(cast, clock)
    stop_anew(by=cast.worker("manager"), clock=clock)
    assert isinstance(ask_anew(by=cast.worker("manager"), clock=clock), AnewAsked)


def test_anybody_who_works_here_can_hold_it_up_by_freezing_one_of_the_two(
    cast: Cast, kept: Round, papers: Papers, clock: FixedClock
) -> None:
    agreed(cast, clock)
    freeze(worker=cast.worker("manager"), by=cast.worker("lead"), clock=clock)
    assert refused(papers, clock) == "here"


# --- before the drill ---


def test_before_a_drill_nothing_is_wrapped_to_the_new_key_and_the_old_wraps_stay(
    family: Family, kept: Round, papers: Papers, clock: FixedClock
) -> None:
    agreed(family.cast, clock)
    old = bytes(the_service().recovery_public)
    wraps = {version.pk: bytes(version.recovery_wrap) for version in live_versions()}
    round_ = made(papers, clock)

    for part in ("lead", "child_worker", "harmed_worker"):
        assert wrap_anew(keyring=family.cast.keyring(part), clock=clock) == 0
    assert {version.pk: bytes(version.recovery_wrap) for version in live_versions()} == wraps
    assert bytes(the_service().recovery_public) == old != bytes(round_.recovery_public)
    assert custody_state(clock.today()).keeping is Keeping.NOT_DRILLED

    assert code(hold_drill(**papers.two("ab", of=0), clock=clock)) == "codes"
    assert not awaiting().exists()
    held = hold_drill(**papers.two("bc"), clock=clock)
    assert held == Drill("bc", 0, len(wraps))
    assert bytes(the_service().recovery_public) == bytes(round_.recovery_public)
    assert wrap_anew(keyring=family.cast.keyring("child_worker"), clock=clock) == 2


def test_before_a_drill_codes_are_not_replaced_and_nobody_is_let_in(
    family: Family, kept: Round, papers: Papers, clock: FixedClock
) -> None:
    agreed(family.cast, clock)
    made(papers, clock)
    for replace in (replace_codes, replace_key):
        said = replace(**papers.two("ab"), custodians=THREE, keep=papers.keep, clock=clock)
        assert code(said) == "drill"
    room, worker = family.rooms["child"], family.cast.worker("child_worker")
    Wrap.objects.filter(version__room=room).delete()
    by = family.cast.worker("manager")
    let = let_back_in(**papers.two("ab"), worker=worker, rooms=[room.pk], by=by, clock=clock)
    assert code(let) == "shut"


def test_a_key_that_was_put_into_the_round_is_not_taken_over(
    family: Family, kept: Round, papers: Papers, clock: FixedClock
) -> None:
    """Only what was made here without the old codes waits for its first drill, and only once."""
    agreed(family.cast, clock)
    made(papers, clock)
    Round.objects.update(recovery_public=random_bytes(32))
    assert code(hold_drill(**papers.two("ab"), clock=clock)) == "recovery"
    assert not awaiting().exists()


# --- what a drill is told ---


def break_wrap(version: RoomVersion) -> None:
    RoomVersion.objects.filter(pk=version.pk).update(recovery_wrap=random_bytes(80))


@pytest.mark.parametrize("is_broken", [False, True])
def test_a_row_that_says_a_key_waits_does_not_hide_it_from_the_drill(
    family: Family, kept: Round, papers: Papers, clock: FixedClock, *, is_broken: bool
) -> None:
    version = live_versions()[0]
    RecoveryAwaited.objects.create(version=version, since=clock.today())
    if is_broken:
        break_wrap(version)

    assert code(hold_drill(**papers.two("ab"), clock=clock)) == "record"
    assert not CustodyEvent.objects.filter(happened=Happened.DRILL_PASSED).exists()


def test_nor_does_an_event_without_our_mark(
    family: Family, kept: Round, papers: Papers, clock: FixedClock
) -> None:
    version, service = live_versions()[0], the_service().pk
    RecoveryAwaited.objects.create(version=version, since=clock.today())
    break_wrap(version)
    with transaction.atomic():
        audit.append(chain=service, event=Event.RECOVERY_AWAITED, actor=None, subject=service, clock=clock)

    assert code(hold_drill(**papers.two("ab"), clock=clock)) == "record"


def test_nor_does_a_new_recovery_key_of_long_ago(
    family: Family, kept: Round, papers: Papers, clock: FixedClock
) -> None:
    agreed(family.cast, clock)
    made(papers, clock)
    hold_drill(**papers.two("ab"), clock=clock)
    wrap_anew(keyring=family.cast.keyring("child_worker"), clock=clock)
    version = family.rooms["child"].versions.get()
    RecoveryAwaited.objects.create(version=version, since=clock.today())
    break_wrap(version)

    assert code(hold_drill(**papers.two("ab"), clock=clock)) == "record"
    RecoveryAwaited.objects.filter(version=version).delete()
    assert code(hold_drill(**papers.two("ab"), clock=clock)) == "rooms"


def test_what_really_waits_fails_no_drill(
    family: Family, kept: Round, papers: Papers, clock: FixedClock
) -> None:
    with transaction.atomic():
        waits = await_new_recovery(clock=clock)
    assert hold_drill(**papers.two("ab"), clock=clock) == Drill("ab", 0, waits)


def test_the_wait_is_counted_in_whole_working_days() -> None:
    assert may_be_made_from(datetime(2026, 5, 11, 0, 30, tzinfo=LOCAL)) == datetime(2026, 5, 15, tzinfo=LOCAL)
    assert may_be_made_from(datetime(2026, 5, 9, 12, 0, tzinfo=LOCAL)) == datetime(2026, 5, 14, tzinfo=LOCAL)
