"""What must never reach the others, said in so many words, so that the door can look for it."""

from yarrow.gate.facts.base import Fact, Home, Subject, ask, fact
from yarrow.gate.words import Choice, LongText
from yarrow.kernel.words import N_


class KeptWhat(Choice):
    """What sort of thing it is: it decides how it is recognised."""

    ADDRESS = "address", N_("An address, or where somebody stays")
    SCHOOL = "school", N_("A school or nursery")
    WORK = "work", N_("Where somebody works or learns")
    CAR = "car", N_("A car")
    PERSON = "person", N_("A new partner, or somebody who helps")
    APPOINTMENT = "appointment", N_("An appointment")
    OTHER = "other", N_("Something else")


@fact(
    "kept_from_others",
    homes={Home.PERSON},
    subject=Subject.REACH,
    title=N_("This must never reach the others"),
    help=N_("No letter, message or copy to anybody else goes out with it, however it is written there."),
)
class KeptFromOthers(Fact):
    """One thing that stands in nothing that leaves, except to this person (design.md §4, "The door")."""

    what: KeptWhat = ask(N_("What is it?"))
    words: LongText = ask(
        N_("The address, name, number, day or place itself"),
        hint=N_("Only that, one thing at a time: these are the words that are looked for."),
    )
