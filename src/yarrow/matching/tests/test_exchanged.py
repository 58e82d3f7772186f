"""The key for looking people up, put in its place by somebody who can write to the database (T21)."""

import pytest

from yarrow.audit.models import AuditEvent
from yarrow.audit.terms import Event
from yarrow.config.families import Family
from yarrow.gate.facts.choice import Hope
from yarrow.gate.words import LongText
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Refused
from yarrow.kernel.ids import new_id
from yarrow.matching.actions import settle_matching
from yarrow.matching.models import MatchKey, MatchNote
from yarrow.matching.queries import standing_key
from yarrow.matching.terms import Found
from yarrow.rooms.actions import seal_entry
from yarrow.sealing.keys import new_sealing_pair
from yarrow.staff.actions import leave_service

from .looking import ANWEN, look, record_anwen


def settle(family: Family, clock: FixedClock) -> MatchKey | None:
    cast = family.cast
    return settle_matching(by=cast.worker("intake"), keyring=cast.keyring("intake"), clock=clock)


def write(family: Family, clock: FixedClock) -> None:
    member = family.holder("harmed")
    written = seal_entry(
        room=family.rooms["harmed"],
        fact=Hope(words=LongText("To sleep.")),
        by=member.worker,
        keyring=member.keyring,
        clock=clock,
    )
    assert not isinstance(written, Refused)


def test_nothing_is_sealed_to_a_key_put_in_place_of_ours_and_what_is_written_is_kept(
    family: Family, clock: FixedClock
) -> None:
    record_anwen(family)
    settle(family, clock)
    write(family, clock)
    assert MatchNote.objects.count() == 1

    MatchKey.objects.update(public=new_sealing_pair().public)
    write(family, clock)

    assert MatchNote.objects.count() == 1


def test_the_next_of_intake_puts_the_key_right_and_everybody_is_known_as_before(
    family: Family, clock: FixedClock
) -> None:
    record_anwen(family)
    settle(family, clock)
    ours = bytes(MatchKey.objects.get().public)
    MatchKey.objects.update(public=new_sealing_pair().public)

    assert look(family.cast, clock, ANWEN) == (Found.POSSIBLE,)

    assert bytes(MatchKey.objects.get().public) == ours
    assert AuditEvent.objects.filter(event=Event.MATCH_KEY_PUT_RIGHT).count() == 1


def test_with_both_halves_exchanged_nobody_is_looked_up_and_the_page_says_why(
    family: Family, clock: FixedClock
) -> None:
    record_anwen(family)
    settle(family, clock)
    MatchKey.objects.update(public=new_sealing_pair().public, private_sealed=bytes(80))

    assert settle(family, clock) is None
    said = look(family.cast, clock, ANWEN)
    assert isinstance(said, Refused)
    assert "not the one that this service made" in said.reasons[0].text


@pytest.mark.parametrize("made_on", ["2020-01-01", "2030-01-01"])
def test_a_key_put_beside_ours_is_never_used(family: Family, clock: FixedClock, made_on: str) -> None:
    record_anwen(family)
    ours = MatchKey.objects.get()
    theirs = MatchKey.objects.create(
        id=new_id(), public=new_sealing_pair().public, private_sealed=bytes(80), made_on=made_on
    )
    assert standing_key() == ours

    write(family, clock)

    assert not theirs.notes.exists()
    assert look(family.cast, clock, ANWEN) == (Found.POSSIBLE,)


def test_a_key_that_was_retired_and_put_back_is_not_used_again(family: Family, clock: FixedClock) -> None:
    """Who left intake kept the old key; with it they would read what is written from now on."""
    record_anwen(family)
    settle(family, clock)
    before = MatchKey.objects.values().get()
    leave_service(worker=family.cast.worker("intake_two"), by=family.cast.worker("manager"), clock=clock)
    fresh = settle(family, clock)
    assert fresh is not None
    assert fresh.pk != before["id"]

    MatchKey.objects.filter(pk=before["id"]).update(**before)

    assert standing_key() == fresh
    MatchKey.objects.filter(pk=fresh.pk).update(retired_on=clock.today())
    write(family, clock)
    assert not MatchNote.objects.filter(key=before["id"]).exists()
