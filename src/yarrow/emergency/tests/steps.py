"""Short words for what these tests do again and again, by the real actions."""

from typing import Any
from uuid import UUID

from django.test import Client
from django.urls import reverse

from yarrow.config.families import Family
from yarrow.emergency.actions import look_for, name_duty_person, open_card, write_card
from yarrow.emergency.content import SearchWords
from yarrow.emergency.models import DutyPerson, EmergencyCopy, EmergencyOpening, EmergencySearch
from yarrow.emergency.queries import candidates
from yarrow.gate.facts.emergency import ChildrenThere, Danger, EmergencyCard, OpeningReason
from yarrow.gate.words import LongText
from yarrow.kernel.decision import Refused
from yarrow.rooms.models import Entry

SECRET = "with Nain in Llanelli"
WHY = "A neighbour rang: shouting, and a door kicked in."


def card(**other: Any) -> EmergencyCard:
    """A sound card of Anwen, but for what is said otherwise."""
    said: dict[str, Any] = {
        "known_as": "Anwen",
        "other_names": "Anwen Siân Griffiths, O'Neill",
        "numbers": "01632 960123, +44 7700 900456",
        "told_apart": "Born in 1991, has a daughter",
        "danger": Danger.MAY_COME,
        "danger_from": LongText("Her former husband; has a key to the old flat."),
        "children": ChildrenThere.SOME,
        "children_where": LongText(f"One, seven, at night {SECRET}"),
        "police": "DPP/2200123/26, DC Rees",
        "reach_safely": LongText("Ring the sister."),
        "reach_never": LongText("Never her own telephone."),
        "first": LongText("999 to the sister's address if he is there."),
    }
    return EmergencyCard(**(said | other))


def name(family: Family, part: str, by: str = "manager") -> DutyPerson:
    """Put somebody of the cast on duty."""
    cast = family.cast
    person = name_duty_person(worker=cast.worker(part), by=cast.worker(by), clock=family.clock)
    assert isinstance(person, DutyPerson)
    return person


def write(family: Family, part: str, **other: Any) -> Entry:
    """Write a card in a room, by who holds it."""
    member = family.holder(part)
    entry = write_card(
        room=family.rooms[part],
        card=card(**other),
        by=member.worker,
        keyring=member.keyring,
        clock=family.clock,
    )
    assert isinstance(entry, Entry)
    return entry


def look(family: Family, wanted: str = "Anwen", part: str = "duty") -> EmergencySearch | Refused:
    words = SearchWords(wanted, OpeningReason.DANGER, WHY)
    by = family.cast[part]
    return look_for(words=words, by=by.worker, keyring=by.keyring, clock=family.clock)


def found(family: Family, wanted: str, part: str = "duty") -> list[str]:
    """The first names that somebody on duty finds."""
    member = family.cast[part]
    return [each.name for each in candidates(member.worker, member.keyring, wanted).shown]


def copy_of(family: Family, part: str = "duty", room: str = "harmed") -> UUID:
    return EmergencyCopy.objects.get(worker=family.cast.worker(part), card=family.rooms[room].pk).pk


def opened(
    family: Family, part: str = "duty", room: str = "harmed", wanted: str = "Anwen"
) -> EmergencyOpening:
    """Open a card, by the actions."""
    search = look(family, wanted, part)
    assert isinstance(search, EmergencySearch)
    member = family.cast[part]
    return open_card(
        search_id=search.pk,
        copy_id=copy_of(family, part, room),
        by=member.worker,
        keyring=member.keyring,
        clock=family.clock,
    )


def typed(**other: str) -> dict[str, str]:
    """What somebody on duty types on the first page."""
    return {"reason": "danger", "words": WHY, "wanted": "anwen"} | other


def find(visitor: Client, **other: str) -> str:
    """Post the first page; the address of the second."""
    return str(visitor.post(reverse("emergency:look"), typed(**other))["Location"])
