"""After a restore the codes on the papers that people have are the codes that count."""

import pytest
from django.db import transaction

from yarrow.config.families import Family
from yarrow.custody.actions import (
    Drill,
    hold_drill,
    note_restored,
    open_bundle,
    recover_from_kit,
    replace_codes,
)
from yarrow.custody.kit import Kit
from yarrow.custody.models import CustodyEvent, Round, SealedBundle
from yarrow.custody.queries import current_round, custodians_of
from yarrow.custody.terms import Happened
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Refused

from .conftest import THREE, Papers


@pytest.fixture
def backup_is_older(family: Family, kept: Round, papers: Papers, clock: FixedClock) -> None:
    """The codes were replaced after the backup that is put back."""
    with transaction.atomic():
        replace_codes(**papers.two("ab"), custodians=THREE, keep=papers.keep, clock=clock)
        transaction.set_rollback(True)


def restore(papers: Papers, pair: str, clock: FixedClock, *, of: int, only: str = "") -> None:
    whole = papers.made[of].kit
    kit = Kit(whole.service, whole.round, {only: whole.sealed[only]} if only else whole.sealed)
    found = recover_from_kit(**papers.two(pair, of=of), sealed=kit.sealed.values())
    assert not isinstance(found, Refused)
    note_restored(kit=kit, kept=found[1], pair=found[0].pair, rooms=5, clock=clock)


def test_the_codes_of_the_kit_take_the_place_of_those_in_an_older_backup(
    backup_is_older: None, papers: Papers, clock: FixedClock
) -> None:
    assert isinstance(open_bundle(**papers.two("bc", of=1)), Refused)

    restore(papers, "ac", clock, of=1)

    assert current_round().number == 2
    for pair in ("ab", "ac", "bc"):
        assert isinstance(hold_drill(**papers.two(pair, of=1), clock=clock), Drill)
        assert isinstance(open_bundle(**papers.two(pair, of=0)), Refused)
    assert tuple(custodians_of(current_round()).values()) == THREE
    event = CustodyEvent.objects.get(happened=Happened.RESTORED)
    assert (event.pair, event.rooms, event.round.number) == ("ac", 5, 2)


def test_from_one_typed_pair_that_pair_counts(
    backup_is_older: None, papers: Papers, clock: FixedClock
) -> None:
    restore(papers, "bc", clock, of=1, only="bc")

    assert isinstance(hold_drill(**papers.two("bc", of=1), clock=clock), Drill)
    assert SealedBundle.objects.count() == 1


def test_an_older_kit_leaves_the_newer_codes_alone(
    family: Family, kept: Round, papers: Papers, clock: FixedClock
) -> None:
    replace_codes(**papers.two("ab"), custodians=THREE, keep=papers.keep, clock=clock)

    restore(papers, "ac", clock, of=0)

    assert current_round().number == 2
    assert not isinstance(open_bundle(**papers.two("ab", of=1)), Refused)
    assert isinstance(open_bundle(**papers.two("ab", of=0)), Refused)
    assert CustodyEvent.objects.get(happened=Happened.RESTORED).round.number == 1
