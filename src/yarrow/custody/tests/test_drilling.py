"""A drill opens everything or says plainly what did not open."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.conf import settings

from tests.damage import one_bit_off
from yarrow.audit.models import AuditEvent
from yarrow.audit.terms import Event
from yarrow.config.families import Family
from yarrow.custody.actions import Drill, hold_drill, open_bundle
from yarrow.custody.models import CustodyEvent, Round, SealedBundle
from yarrow.custody.queries import custody_state, live_versions
from yarrow.custody.terms import Happened, Keeping
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Refused
from yarrow.rooms.models import RoomVersion
from yarrow.sealing.age import new_age_identity
from yarrow.sealing.keys import new_sealing_pair, random_bytes
from yarrow.staff.models import Service

from .conftest import Papers


def code(answer: object) -> str:
    assert isinstance(answer, Refused)
    return answer.reasons[0].code


def fails(papers: Papers, clock: FixedClock, why: str) -> None:
    """Whatever the pair."""
    before = CustodyEvent.objects.filter(happened=Happened.DRILL_FAILED).count()
    for pair in ("ab", "ac", "bc"):
        assert code(hold_drill(**papers.two(pair), clock=clock)) == why
    assert CustodyEvent.objects.filter(happened=Happened.DRILL_FAILED).count() == before + 3
    assert not CustodyEvent.objects.filter(happened=Happened.DRILL_PASSED).exists()
    assert AuditEvent.objects.filter(event=Event.CUSTODY_DRILL_FAILED).exists()


def test_one_code_opens_nothing(family: Family, kept: Round, papers: Papers, clock: FixedClock) -> None:
    for one in papers.made[0].codes:
        for other in (one, random_bytes(20), b""):
            assert code(hold_drill(first=one, second=other, clock=clock)) == "codes"

    assert custody_state(clock.today()).keeping == Keeping.NOT_DRILLED


def test_a_damaged_bundle_is_told(family: Family, kept: Round, papers: Papers, clock: FixedClock) -> None:
    for bundle in SealedBundle.objects.all():
        SealedBundle.objects.filter(pk=bundle.pk).update(blob=one_bit_off(bundle.blob))

    fails(papers, clock, "codes")


def test_another_recovery_key_in_the_service_is_told(
    family: Family, kept: Round, papers: Papers, clock: FixedClock
) -> None:
    Service.objects.update(recovery_public=new_sealing_pair().public)

    fails(papers, clock, "recovery")


def test_another_pepper_on_the_machine_is_told(
    family: Family, kept: Round, papers: Papers, clock: FixedClock, settings_pepper: bytes
) -> None:
    fails(papers, clock, "pepper")


@pytest.fixture
def settings_pepper(kept: Round) -> Iterator[bytes]:
    """Another pepper lies where ours was, for one test."""
    before: bytes = settings.PEPPER_FILE.read_bytes()
    settings.PEPPER_FILE.chmod(0o600)
    settings.PEPPER_FILE.write_bytes(random_bytes(32))
    yield before
    settings.PEPPER_FILE.write_bytes(before)


def test_another_key_for_backups_is_told(
    family: Family, kept: Round, papers: Papers, clock: FixedClock
) -> None:
    Round.objects.update(backup_recipient=new_age_identity().recipient)

    fails(papers, clock, "backups")


def test_one_room_that_does_not_open_fails_the_drill(
    family: Family, kept: Round, papers: Papers, clock: FixedClock
) -> None:
    one, other = RoomVersion.objects.order_by("pk")[:2]
    RoomVersion.objects.filter(pk=one.pk).update(recovery_wrap=bytes(other.recovery_wrap))

    fails(papers, clock, "rooms")


def test_a_room_whose_key_is_not_its_own_fails_the_drill(
    family: Family, kept: Round, papers: Papers, clock: FixedClock
) -> None:
    one, other = RoomVersion.objects.order_by("pk")[:2]
    RoomVersion.objects.filter(pk=one.pk).update(private_sealed=bytes(other.private_sealed))

    fails(papers, clock, "rooms")


@pytest.mark.parametrize("pair", ["ab", "ac", "bc"])
def test_every_pair_opens_every_room(
    pair: str, family: Family, kept: Round, papers: Papers, clock: FixedClock
) -> None:
    told = []

    held = hold_drill(**papers.two(pair), clock=clock, tell=lambda done, of: told.append((done, of)))

    count = live_versions().count()
    assert held == Drill(pair, count)
    assert count >= len(family.rooms)
    assert told == [(number, count) for number in range(1, count + 1)]
    event = CustodyEvent.objects.get(happened=Happened.DRILL_PASSED)
    assert (event.pair, event.rooms, event.round) == (pair, count, kept)
    assert AuditEvent.objects.filter(event=Event.CUSTODY_DRILL_PASSED, subject=kept.pk).exists()


def test_codes_typed_the_other_way_round_do_as_well(
    family: Family, kept: Round, papers: Papers, clock: FixedClock
) -> None:
    a, _b, c = papers.made[0].codes

    assert hold_drill(first=c, second=a, clock=clock) == Drill("ac", live_versions().count())


def test_a_drill_wears_off(family: Family, kept: Round, papers: Papers, clock: FixedClock) -> None:
    hold_drill(**papers.two("ab"), clock=clock)
    assert custody_state(clock.today()).keeping == Keeping.DRILLED

    clock.move_to(clock.now() + timedelta(weeks=22))
    assert custody_state(clock.today()).keeping == Keeping.DUE_SOON
    clock.move_to(clock.now() + timedelta(weeks=5))
    assert custody_state(clock.today()).keeping == Keeping.OVERDUE
    assert custody_state(clock.today()).is_live

    hold_drill(**papers.two("bc"), clock=clock)
    assert custody_state(clock.today()).keeping == Keeping.DRILLED


def test_a_bundle_of_another_service_opens_nothing(kept: Round, papers: Papers, clock: FixedClock) -> None:
    before = Service.objects.get()
    SealedBundle.objects.filter(pair="ab").update(round=kept)
    assert not isinstance(open_bundle(**papers.two("ab")), Refused)
    Round.objects.update(number=2)

    assert code(open_bundle(**papers.two("ab"))) == "codes"
    assert before.pk is not None
