"""New codes end the old ones; a new key wraps every room anew, all or none."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from yarrow.audit.models import AuditEvent
from yarrow.audit.terms import Event
from yarrow.config.families import Family
from yarrow.custody.actions import Ceremony, Drill, hold_drill, open_bundle, replace_codes, replace_key
from yarrow.custody.models import CustodyEvent, Round, SealedBundle
from yarrow.custody.queries import current_round, custodians_of, custody_state, live_versions
from yarrow.custody.rules import Named, may_serve
from yarrow.custody.terms import Happened, Keeping
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Allowed, Refused
from yarrow.rooms.contexts import recovery_context
from yarrow.rooms.models import RoomVersion
from yarrow.sealing.errors import CannotOpen
from yarrow.sealing.recovery_shares import open_with_two
from yarrow.sealing.wrap import unwrap_with
from yarrow.staff.queries import recovery_pair, the_service

from .conftest import THREE, Papers

DEWI = Named("Dewi Newcomer", "Trustee", "curlew")
NEXT = (*THREE[:2], DEWI)
Act = Callable[..., Round | Refused]
ACTS = pytest.mark.parametrize("act", [replace_codes, replace_key])
PAIRS = ("ab", "ac", "bc")


def code(answer: object) -> str:
    assert isinstance(answer, Refused)
    return answer.reasons[0].code


def wraps() -> set[bytes]:
    return {bytes(version.recovery_wrap) for version in live_versions()}


@ACTS
def test_one_code_replaces_nothing(
    act: Act, family: Family, kept: Round, papers: Papers, clock: FixedClock
) -> None:
    one = papers.made[0].codes[0]

    assert code(act(first=one, second=one, custodians=NEXT, keep=papers.keep, clock=clock)) == "codes"

    assert current_round() == kept
    assert len(papers.made) == 1


@ACTS
def test_the_same_person_twice_replaces_nothing(
    act: Act, family: Family, kept: Round, papers: Papers, clock: FixedClock
) -> None:
    twice = (*THREE[:2], replace(THREE[0], contact="gull"))

    answer = act(**papers.two("ab"), custodians=twice, keep=papers.keep, clock=clock)

    assert code(answer) == "different"
    assert current_round() == kept


@ACTS
def test_a_crash_while_printing_leaves_the_old_codes_whole(
    act: Act, family: Family, kept: Round, papers: Papers, clock: FixedClock
) -> None:
    before, public = wraps(), bytes(the_service().recovery_public)

    def jam(ceremony: Ceremony) -> None:
        raise OSError("no paper")

    with pytest.raises(OSError, match="no paper"):
        act(**papers.two("ab"), custodians=NEXT, keep=jam, clock=clock)

    assert (wraps(), bytes(the_service().recovery_public)) == (before, public)
    assert isinstance(hold_drill(**papers.two("bc"), clock=clock), Drill)


@ACTS
def test_old_codes_end_and_new_ones_open(
    act: Act, family: Family, kept: Round, papers: Papers, clock: FixedClock
) -> None:
    hold_drill(**papers.two("ab"), clock=clock)
    made = act(**papers.two("ac"), custodians=NEXT, keep=papers.keep, clock=clock)

    assert isinstance(made, Round)
    assert made.number == 2
    assert SealedBundle.objects.count() == 3
    for pair in PAIRS:
        assert code(open_bundle(**papers.two(pair, of=0))) == "codes"
        assert isinstance(hold_drill(**papers.two(pair), clock=clock), Drill)
    old, new = papers.made[0].codes, papers.made[1].codes
    assert code(open_bundle(first=old[0], second=new[1])) == "codes"
    assert tuple(custodians_of(current_round()).values()) == NEXT


@ACTS
def test_a_replacement_asks_for_a_drill_and_serving_goes_on(
    act: Act, family: Family, kept: Round, papers: Papers, clock: FixedClock
) -> None:
    hold_drill(**papers.two("ab"), clock=clock)
    act(**papers.two("ac"), custodians=NEXT, keep=papers.keep, clock=clock)

    state = custody_state(clock.today())
    assert (state.keeping, state.next_due) == (Keeping.NOT_DRILLED, clock.today() + timedelta(days=30))
    assert may_serve(state) == Allowed()
    clock.move_to(clock.now() + timedelta(days=31))
    assert custody_state(clock.today()).keeping == Keeping.OVERDUE
    assert may_serve(custody_state(clock.today())) == Allowed()


def test_new_codes_leave_the_key_alone_and_an_old_kit_still_has_it(
    family: Family, kept: Round, papers: Papers, clock: FixedClock
) -> None:
    before = wraps()
    replace_codes(**papers.two("ab"), custodians=NEXT, keep=papers.keep, clock=clock)

    assert wraps() == before
    old = papers.two("bc", of=0)
    opened = open_with_two(old["first"], old["second"], papers.made[0].kit.sealed.values())[1]
    assert opened.recovery_private == recovery_pair().private  # honest: docs/custody.md says so


def test_a_new_key_is_wrapped_to_every_room_and_the_old_one_opens_none(
    family: Family, kept: Round, papers: Papers, clock: FixedClock
) -> None:
    old_private, before = recovery_pair().private, wraps()
    recipient = kept.backup_recipient

    replace_key(**papers.two("ab"), custodians=NEXT, keep=papers.keep, clock=clock)

    assert not wraps() & before
    for version in live_versions():
        with pytest.raises(CannotOpen):
            unwrap_with(old_private, bytes(version.recovery_wrap), recovery_context(version))
    assert current_round().backup_recipient != recipient
    assert isinstance(hold_drill(**papers.two("ab"), clock=clock), Drill)
    assert AuditEvent.objects.filter(event=Event.RECOVERY_KEY_CHANGED).exists()


def test_a_room_that_does_not_open_keeps_the_old_key(
    family: Family, kept: Round, papers: Papers, clock: FixedClock
) -> None:
    one, other = RoomVersion.objects.order_by("pk")[:2]
    RoomVersion.objects.filter(pk=one.pk).update(recovery_wrap=bytes(other.recovery_wrap))
    before, public = wraps(), bytes(the_service().recovery_public)

    answer = replace_key(**papers.two("ab"), custodians=NEXT, keep=papers.keep, clock=clock)

    assert code(answer) == "rooms"
    assert (wraps(), bytes(the_service().recovery_public)) == (before, public)
    assert current_round() == kept


@ACTS
def test_a_replacement_leaves_its_rows(
    act: Act, family: Family, kept: Round, papers: Papers, clock: FixedClock
) -> None:
    act(**papers.two("bc"), custodians=NEXT, keep=papers.keep, clock=clock)

    event = CustodyEvent.objects.latest("id")
    happened = Happened.REPLACED if act is replace_codes else Happened.NEW_KEY
    assert (event.happened, event.pair, event.round) == (happened, "bc", current_round())
    assert AuditEvent.objects.filter(event=Event.CUSTODY_CODES_MADE).count() == 2
