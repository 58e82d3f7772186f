"""A public event that all know of asks the other rooms to look again; everything else asks nobody."""

from dataclasses import replace

import pytest

from yarrow.audit.models import AuditEvent
from yarrow.audit.terms import Event
from yarrow.config.families import Family
from yarrow.gate.acts.asking import still_asked
from yarrow.gate.acts.changes import Asked
from yarrow.gate.facts import Fact
from yarrow.gate.facts.change import CourtEvent, CourtEventKind, LookAgain, Release, ReleaseKind
from yarrow.gate.facts.harm import Harm, Incident
from yarrow.gate.words import Answer, LongText
from yarrow.kernel.clock import FixedClock
from yarrow.rooms import queries
from yarrow.rooms.actions import correct_entry, open_drops
from yarrow.rooms.models import Drop, Entry

CANARY = LongText("She told me of the hearing by the weir.")
HEARING = CourtEvent(event=CourtEventKind.HEARING, words=CANARY, known_to_all=Answer.YES)
LICENCE = Release(release=ReleaseKind.LICENCE_END, known_to_all=Answer.YES)
KEPT_INSIDE = [
    replace(HEARING, known_to_all=Answer.UNKNOWN),
    replace(HEARING, known_to_all=Answer.NO),
    replace(HEARING, event=CourtEventKind.POLICE_REPORT),
    replace(HEARING, event=CourtEventKind.DIVORCE_FILED),
    replace(LICENCE, known_to_all=Answer.UNKNOWN),
    Incident(form=Harm.THREAT, words=CANARY),
]


def waiting(family: Family) -> dict[str, int]:
    return {part: queries.unopened_drops(room).count() for part, room in family.rooms.items()}


def opened(family: Family, part: str) -> list[Fact]:
    member, room = family.holder(part), family.rooms[part]
    open_drops(room=room, by=member.worker, keyring=member.keyring, clock=family.clock)
    return [read.fact for read in queries.entries_in(room, member.keyring)]


@pytest.mark.parametrize("fact", KEPT_INSIDE, ids=lambda fact: fact.kind)
def test_what_is_not_said_to_be_known_to_all_asks_no_other_room(family: Family, fact: Fact) -> None:
    before = waiting(family)

    family.record("harmed", fact)

    assert waiting(family) == before | {"team": before["team"] + 1}


@pytest.mark.parametrize("fact", [HEARING, LICENCE], ids=lambda fact: fact.kind)
def test_a_public_event_asks_each_other_person_s_room_and_tells_the_team_as_always(
    family: Family, fact: Fact
) -> None:
    before = waiting(family)

    family.record("harmed", fact)

    assert waiting(family) == {
        "harmed": before["harmed"],
        "shared": before["shared"],
        **{part: before[part] + 1 for part in ("other", "child", "team")},
    }
    assert queries.trusted_standing(family.rooms["other"]) is None


def test_the_note_says_neither_what_it_was_nor_a_word_nor_who(family: Family) -> None:
    family.record("harmed", HEARING)
    of_hearing = opened(family, "other")
    family.record("harmed", LICENCE)

    assert of_hearing[-1] == opened(family, "other")[-1] == LookAgain()
    left = AuditEvent.objects.filter(event=Event.DROP_SEALED, chain__in=[family.rooms["other"].pk])
    assert {event.actor for event in left} == {None}
    raw = b"".join(bytes(drop.blob) for drop in Drop.objects.filter(room=family.rooms["other"]))
    assert CANARY.encode() not in raw


def test_whoever_reads_it_is_asked_to_find_out_and_to_look_at_risk_again(family: Family) -> None:
    family.record("harmed", HEARING)
    opened(family, "other")

    def asked() -> set[Asked]:
        recorded = queries.recorded_in(family.rooms["other"], family.holder("other").keyring)
        return set(still_asked(recorded, family.clock.today()))

    assert {Asked.RISK, Asked.FIND_OUT} <= asked()
    family.record("other", replace(HEARING, known_to_all=Answer.NO))
    assert Asked.FIND_OUT not in asked()
    assert Asked.RISK in asked()


def test_to_read_it_asks_nobody_again(family: Family) -> None:
    family.record("harmed", HEARING)
    before = waiting(family)

    opened(family, "other")

    assert waiting(family) == before | {"other": 0, "team": before["team"] + 1}


def test_put_right_into_what_all_know_it_asks_then(family: Family, clock: FixedClock) -> None:
    quiet = replace(HEARING, known_to_all=Answer.UNKNOWN)
    entry, before = family.record("harmed", quiet)[0], waiting(family)
    member = family.holder("harmed")

    right = correct_entry(
        room=family.rooms["harmed"],
        entry=entry.pk,
        fact=HEARING,
        by=member.worker,
        keyring=member.keyring,
        clock=clock,
    )

    assert isinstance(right, Entry)
    assert waiting(family)["other"] == before["other"] + 1
