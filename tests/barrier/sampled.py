"""Whom the short run asks at an address, where the long run asks everybody (docs/decisions/0023).

Fixed for each address: the same from run to run, and no two addresses need have the same. Over all
addresses everybody is asked and refused.
"""

from collections.abc import Mapping, Sequence
from zlib import crc32

from tests.members import Answer, Member
from tests.permissions import PERMISSIONS, PRESSES
from tests.permissions_of_rooms import expected

from .addresses import ROOMS, Target, targets
from .crawl import known_addresses
from .settled import Settled

ALWAYS = frozenset({Member.OTHER_WORKER, Member.EXCLUDED})
"""Those whose foot in a door would be worst; wherever they are refused, they are asked."""
_OF_ONE_KIND = (
    (Member.EX_WORKER, Member.FROZEN, Member.ANONYMOUS),
    (Member.LEAD, Member.HARMED_WORKER, Member.CHILD_WORKER, Member.SHARED_ONLY),
    (Member.SUPERVISOR, Member.SIGNING_SUPERVISOR, Member.SPECIALIST),
    (Member.INTAKE, Member.INTAKE_TWO, Member.DUTY, Member.DUTY_BEFORE),
    (Member.MANAGER, Member.RESEARCHER, Member.OUTSIDER, Member.GUEST),
)
"""Refused for one reason: no session, another room, no room, another post, nothing to do with the case."""
REFUSED = frozenset({Answer.NOT_THERE, Answer.SIGN_IN})
Row = Mapping[Member, Answer]


def row_of(target: Target, *, press: bool) -> Row:
    """The row of the permission table for this address with these ids."""
    if target.room:
        return expected(target.route, target.room, press=press)
    return (PRESSES if press else PERMISSIONS)[target.route]


def asked_in_short(target: Target, *, press: bool) -> frozenset[Member]:
    """One of each kind that is refused, with ``ALWAYS``; and one for each other answer that the row gives."""
    row = row_of(target, press=press)
    turn = crc32(f"{target.route} {target.room} {press}".encode())
    refused = [[member for member in kind if row[member] in REFUSED] for kind in _OF_ONE_KIND]
    others = [[member for member in row if row[member] is answer] for answer in set(row.values()) - REFUSED]
    chosen = {each[turn % len(each)] for each in (*refused, *others) if each}
    return frozenset(chosen | {member for member in ALWAYS if row[member] in REFUSED})


def addresses_for(settled: Settled, part: str, rooms: Sequence[str] = ROOMS) -> list[str]:
    """Every known address that answers this member, and of those that refuse them the ones in turn."""
    member, known = Member[part.upper()], set(known_addresses(settled, rooms))
    found = dict.fromkeys(
        target.address for target in targets(settled, rooms) if _is_asked_to_look(target, member)
    )
    return [address for address in found if address in known]


def _is_asked_to_look(target: Target, member: Member) -> bool:
    right = row_of(target, press=False)[member]
    return right not in REFUSED or member in asked_in_short(target, press=False)


def only_seen_by_others(settled: Settled, parts: Sequence[str]) -> dict[str, list[str]]:
    """Every address that is shown, but to nobody of ``parts``: each for one of those who see it, in turn."""
    named, known = {Member[part.upper()] for part in parts}, set(known_addresses(settled))
    found: dict[str, list[str]] = {}
    for target in targets(settled):
        see = [member for member, right in row_of(target, press=False).items() if right is Answer.SHOWN]
        if see and named.isdisjoint(see) and target.address in known:
            turn = crc32(f"{target.route} {target.room}".encode())
            found.setdefault(see[turn % len(see)].name.lower(), []).append(target.address)
    return found
