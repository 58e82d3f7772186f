"""Two colleagues on duty, cards in both adults' rooms, and one of them opened at night."""

from datetime import timedelta
from uuid import UUID

from yarrow.config.families import Family
from yarrow.emergency.actions import look_for, name_duty_person, open_card, write_card
from yarrow.emergency.content import SearchWords
from yarrow.emergency.models import EmergencySearch
from yarrow.emergency.queries import candidates
from yarrow.gate.facts.emergency import EmergencyCard, OpeningReason
from yarrow.gate.words import LongText
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Refused

ON_DUTY = ("duty", "intake_two", "duty_before")
NAMES = {"harmed": "Anwen", "other": "Bryn"}


def prepared(family: Family) -> None:
    """Who is on duty, and what they could open. Who is shut out later is on duty like the others."""
    cast, clock = family.cast, family.clock
    for part in ON_DUTY:
        named = name_duty_person(worker=cast.worker(part), by=cast.worker("manager"), clock=clock)
        assert not isinstance(named, Refused)
    for part, name in NAMES.items():
        by = family.holder(part)
        written = write_card(
            room=family.rooms[part], card=card_of(name), by=by.worker, keyring=by.keyring, clock=clock
        )
        assert not isinstance(written, Refused)


def card_of(name: str) -> EmergencyCard:
    """A card that says little."""
    return EmergencyCard(
        known_as=name,
        told_apart=f"The {name} of this family",
        reach_safely=LongText("Through the school."),
        reach_never=LongText("Nothing is known."),
        first=LongText("Ring the school's own number."),
    )


def at_night(family: Family) -> dict[str, UUID]:
    """A card was opened; before that a search that opened nothing, which nobody has reviewed."""
    duty, before = family.cast["duty"], FixedClock(family.clock.now() - timedelta(hours=2))
    words = SearchWords("Nobody Atall", OpeningReason.POLICE, "The police ask who that is.")
    search = look_for(words=words, by=duty.worker, keyring=duty.keyring, clock=before)
    assert isinstance(search, EmergencySearch)
    return {"looking": search.pk, **opened_at_night(family)}


def opened_at_night(family: Family, part: str = "harmed", by: str = "duty") -> dict[str, UUID]:
    """The one card that is opened, and the search that found it."""
    duty, clock = family.cast[by], family.clock
    words = SearchWords(NAMES[part], OpeningReason.POLICE, "The police ask whether she is safe.")
    search = look_for(words=words, by=duty.worker, keyring=duty.keyring, clock=clock)
    assert isinstance(search, EmergencySearch)
    found = candidates(duty.worker, duty.keyring, NAMES[part]).shown[0]
    opening = open_card(
        search_id=search.pk, copy_id=found.copy, by=duty.worker, keyring=duty.keyring, clock=clock
    )
    return {"search": search.pk, "opening": opening.pk}
