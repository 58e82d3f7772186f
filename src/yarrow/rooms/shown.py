"""How a room looks: its band."""

from collections.abc import Sequence

from django.utils.translation import gettext

from yarrow.design.colours import RoomColour, RoomShown
from yarrow.gate.facts import Fact
from yarrow.gate.facts.who import AgeBand, Identity, Role, RoleInHarm
from yarrow.kernel.words import N_

from .models import Room
from .terms import RoomKind

_SIDES = {
    Role.HARMED: N_("Person harmed"),
    Role.HARMED_BY_CHILD: N_("Person harmed"),
    Role.CAUSED_HARM: N_("Person who harmed"),
}
NAMES = {
    RoomKind.TEAM: N_("The team"),
    RoomKind.SHARED: N_("Shared room"),
    RoomKind.INTAKE: N_("Intake room"),
}
_NOT_YET_NAMED = N_("Somebody not yet named")


def colour_of(room: Room) -> RoomColour:
    """The colour of a room's band."""
    return RoomColour(room.colour)


def room_shown(room: Room, facts: Sequence[Fact]) -> RoomShown:
    """The band of a room, from the facts that count in it, oldest first (security.md D-09)."""
    if room.kind != RoomKind.PERSON:
        return RoomShown(name=gettext(NAMES[RoomKind(room.kind)]), colour=colour_of(room))
    identity = next((fact for fact in reversed(facts) if isinstance(fact, Identity)), None)
    name = identity.known_as if identity else gettext(_NOT_YET_NAMED)
    return RoomShown(name=name, colour=colour_of(room), side=_side(identity, facts))


def room_listed(room: Room, first_name: str) -> RoomShown:
    """The same in a list, where the name alone is known; empty while nobody has written it down."""
    if room.kind != RoomKind.PERSON:
        return room_shown(room, ())
    return RoomShown(name=first_name or gettext(_NOT_YET_NAMED), colour=colour_of(room))


def _side(identity: Identity | None, facts: Sequence[Fact]) -> str:
    """Whose side this is. On a child's page no word for a part in the harm ever stands (design.md §5.7)."""
    if identity and identity.age_band is AgeBand.CHILD:
        return gettext("Child")
    if identity and identity.age_band is AgeBand.YOUNG_PERSON:
        return gettext("Young person")
    newest = {fact.harm: fact.role for fact in facts if isinstance(fact, RoleInHarm)}
    words = dict.fromkeys(gettext(_SIDES.get(role, role.words)) for role in newest.values())
    return ", ".join(words) or gettext("Part not yet recorded")
