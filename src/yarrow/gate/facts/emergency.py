"""The emergency card, and what is left when it was opened (design.md §4, "Team room").

No rule looks at any of it.
An opening is no trigger: it says that somebody looked, not that something happened, and a line to
other workers would tell the other side of it. As a note it makes the room's standing unknown until
somebody inside has read it; what really happened they then record as what it is.
"""

from yarrow.gate.facts.base import Fact, Home, Subject, ask, fact
from yarrow.gate.words import Answer, Choice, LongText, Mark
from yarrow.kernel.words import N_


class Danger(Choice):
    """Whether somebody is a danger to this person now."""

    NOW = "now", N_("Yes, now")
    MAY_COME = "may_come", N_("Not at this moment, but it may come at any time")
    NONE_KNOWN = "none_known", N_("None that we know of")
    UNKNOWN = "unknown", N_("Not known")


class ChildrenThere(Choice):
    """Whether children are where this person is."""

    SOME = "some", N_("Yes")
    NONE = "none", N_("No")
    UNKNOWN = "unknown", N_("Not known")


@fact(
    "emergency_card",
    homes={Home.PERSON},
    subject=Subject.RISK,
    title=N_("Emergency card"),
    help=N_("One page for a colleague on duty at night: danger, children, police, how to reach them."),
)
class EmergencyCard(Fact):
    """What somebody on duty must know at two in the morning, and nothing more."""

    known_as: str = ask(N_("First name, as they are called"))
    other_names: str = ask(
        N_("Other names they go by"),
        hint=N_("Surnames, earlier names, a name the police use. A caller is found by these."),
        default="",
    )
    numbers: str = ask(
        N_("Telephone numbers a caller may give"),
        hint=N_("Theirs, and of whoever may ring for them. They are only for finding the card."),
        default="",
    )
    told_apart: str = ask(
        N_("One line that tells them from somebody of the same name"),
        hint=N_("It is read before the card is opened. No address, and nothing of what happened."),
    )
    danger: Danger = ask(N_("Are they in danger?"), default=Danger.UNKNOWN)
    danger_from: LongText = ask(N_("From whom, and what may that person do?"), default=LongText(""))
    children: ChildrenThere = ask(N_("Are there children with them?"), default=ChildrenThere.UNKNOWN)
    children_where: LongText = ask(
        N_("The children: ages, and where they are at night"), default=LongText("")
    )
    police: str = ask(N_("Police reference, officer and force"), default="")
    reach_safely: LongText = ask(N_("How to reach them safely at night"))
    reach_never: LongText = ask(N_("How they must never be reached"), hint=N_("If nothing is known, say so."))
    first: LongText = ask(N_("What to do first"))
    anything_else: LongText = ask(N_("Anything else duty must know"), default=LongText(""))


class OpeningReason(Choice):
    """Why a card was opened."""

    DANGER = "danger", N_("Somebody is in danger now")
    POLICE = "police", N_("The police ask")
    CHILD = "child", N_("A child may be at risk")
    NO_WORKER = "no_worker", N_("Their own worker cannot be reached")
    OTHER = "other", N_("Something else")


@fact(
    "card_opened",
    homes={Home.PERSON},
    subject=Subject.RISK,
    title=N_("The emergency card was opened"),
    help=N_("Left by the page when somebody on duty opened the card."),
)
class CardOpened(Fact):
    """Left in the room by the opening itself; signed by who opened the card."""

    reason: OpeningReason = ask(N_("Why"))
    words: LongText = ask(N_("In the words of who opened it"))
    at_hour: str = ask(N_("At what hour"))
    opening: Mark = ask(N_("Which opening"), default=Mark(""))


@fact(
    "duty_note",
    homes={Home.PERSON},
    subject=Subject.RISK,
    title=N_("A note from the colleague on duty"),
    help=N_("Left by who opened the emergency card: what happened."),
)
class DutyNote(Fact):
    """What happened, as the colleague on duty tells it to the room."""

    words: LongText = ask(
        N_("What happened, and what did you do?"),
        hint=N_("Who rang, what was said, what you told them. The workers of this room read it."),
    )
    told: str = ask(
        N_("Who else knows now"),
        hint=N_("For example police, ambulance or social services, with a reference."),
        default="",
    )
    safe_now: Answer = ask(N_("Was everybody safe at the end?"), default=Answer.UNKNOWN)
