"""Groups for one side: a place asked for, and who stands beside the person harmed while it runs.

No rule of the gate looks at any of it; what a programme counts for is ``programme`` (domain.md E21).
"""

from datetime import date

from yarrow.gate.facts.base import Fact, Home, Subject, ask, fact
from yarrow.gate.words import Choice, LongText, Mark
from yarrow.kernel.words import N_


@fact(
    "group_place",
    homes={Home.PERSON},
    subject=Subject.RESPONSIBILITY,
    title=N_("A place in a group was asked for"),
    help=N_("Left by the page on which a place in a group is asked for."),
)
class GroupPlace(Fact):
    """Which group, and since when they wait. Whether they came is read with the group's own notes."""

    group: str = ask(N_("Which group?"))
    on: date = ask(N_("On which day was it asked for?"))
    place: Mark = ask(N_("Which place"), default=Mark(""))


@fact(
    "partner_contact_asked",
    homes={Home.PERSON},
    subject=Subject.REACH,
    title=N_("To be offered contact beside a programme"),
    help=N_("Left when somebody else of the case asked for a place in a programme."),
)
class PartnerContactAsked(Fact):
    """Somebody else asked for a place, and agreed that this person is told."""

    place: Mark = ask(N_("Which place"), default=Mark(""))


class ContactOffered(Choice):
    """What became of the offer."""

    WANTED = "wanted", N_("It was offered, and they want it")
    DECLINED = "declined", N_("It was offered, and they do not want it")
    ELSEWHERE = "elsewhere", N_("Another service does it, and we have spoken with them")
    NOT_SAFE = "not_safe", N_("It cannot be offered safely now, for the reason below")
    UNKNOWN = "unknown", N_("Not asked yet")


@fact(
    "partner_contact",
    homes={Home.PERSON},
    subject=Subject.REACH,
    title=N_("Contact offered beside a programme"),
    help=N_("What was answered stays in this room; the group learns only that it was settled."),
)
class PartnerContact(Fact):
    """Whether this person was offered a worker of their own while somebody else is in a programme."""

    offered: ContactOffered = ask(N_("Was contact offered?"), default=ContactOffered.UNKNOWN)
    words: LongText = ask(N_("Why, or what they want"), default=LongText(""))
    on: date = ask(N_("On which day?"))
    place: Mark = ask(N_("Which place"), default=Mark(""))
