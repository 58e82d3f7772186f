"""Somebody for "Known already?" to find: the last person whose room the harmed person's worker holds.

On the page of looking up, their first name with "Example" and 03/02/1990 is a possible match.
"""

from dataclasses import replace
from datetime import date

from yarrow.config.cast import Cast
from yarrow.gate.facts.who import Identity
from yarrow.kernel.clock import Clock
from yarrow.rooms.actions import seal_entry
from yarrow.rooms.queries import recorded_in, rooms_held_by
from yarrow.rooms.terms import RoomKind

FAMILY_NAME, BORN = "Example", date(1990, 2, 3)


def one_to_be_found(cast: Cast, clock: Clock) -> None:
    """Record a family name and a day of birth beside what is known of them."""
    member = cast["harmed_worker"]
    room = rooms_held_by(member.worker).filter(kind=RoomKind.PERSON).last()
    if room is None:
        return
    facts = [recorded.fact for recorded in recorded_in(room, member.keyring)]
    who = next(fact for fact in reversed(facts) if isinstance(fact, Identity))
    named = replace(who, full_name=f"{who.known_as} {FAMILY_NAME}", date_of_birth=BORN)
    seal_entry(room=room, fact=named, by=member.worker, keyring=member.keyring, clock=clock)
