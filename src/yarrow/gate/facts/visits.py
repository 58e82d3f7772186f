"""A visit that a worker means to make: what the others of the room should know of it. No rule looks at it."""

from datetime import date

from yarrow.gate.facts.base import Fact, Home, Subject, ask, fact
from yarrow.gate.words import LongText, Mark
from yarrow.kernel.words import N_


@fact(
    "visit_planned",
    homes={Home.PERSON},
    subject=Subject.AFTER,
    title=N_("A visit is planned"),
    help=N_("Left by the page on which a visit is planned."),
)
class VisitPlanned(Fact):
    """When and where somebody of this room's workers goes to see this person."""

    on: date = ask(N_("On which day?"))
    how_long: str = ask(N_("How long?"))
    where: LongText = ask(N_("Where?"))
    visit: Mark = ask(N_("Which visit"), default=Mark(""))
