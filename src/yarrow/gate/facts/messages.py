"""Messages that nobody speaks: what was queued in somebody's room."""

from datetime import date

from yarrow.gate.facts.base import Fact, Home, Subject, ask, fact
from yarrow.gate.facts.routes import RouteKind, Wording
from yarrow.gate.facts.who import Language
from yarrow.gate.words import LongText, Mark
from yarrow.kernel.words import N_


@fact(
    "message_queued",
    homes={Home.PERSON},
    subject=Subject.REACH,
    title=N_("A message waits to be sent"),
)
class MessageQueued(Fact):
    """Exactly what will be sent, when and where to. The queue itself can be read by the sender alone."""

    wording: Wording = ask(N_("Which message"))
    way: RouteKind = ask(N_("Which way"))
    value: LongText = ask(N_("Number or address"))
    words: LongText = ask(N_("The words"))
    language: Language = ask(N_("Language"))
    sender_name: str = ask(N_("Name they chose for us"), default="")
    days: int = ask(N_("In how many days"), default=0)
    due_on: date = ask(N_("Day it is sent"))
    due_hour: str = ask(N_("Hour it is sent"))
    message: Mark = ask(N_("Which message of the queue"), default=Mark(""))
