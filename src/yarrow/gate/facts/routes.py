"""Each safe way to reach somebody by itself, what was claimed to have changed, and how that was proved."""

from datetime import date, time

from yarrow.gate.facts.base import Fact, Home, Problem, Subject, ask, blank, fact
from yarrow.gate.facts.who import Language
from yarrow.gate.words import Answer, Choice, LongText
from yarrow.kernel.words import N_


class RouteKind(Choice):
    """The ways in which somebody can be reached."""

    CALL = "call", N_("A phone call")
    TEXT = "text", N_("A text message")
    EMAIL = "email", N_("An e-mail")
    POST = "post", N_("A letter by post")
    VOICEMAIL = "voicemail", N_("A voice message")
    IN_PERSON = "in_person", N_("Seeing them")
    THROUGH_WORKER = "through_worker", N_("Through a worker whom they name")


class Weekday(Choice):
    """The days of a week; the order is that of ``date.weekday``."""

    MONDAY = "monday", N_("Monday")
    TUESDAY = "tuesday", N_("Tuesday")
    WEDNESDAY = "wednesday", N_("Wednesday")
    THURSDAY = "thursday", N_("Thursday")
    FRIDAY = "friday", N_("Friday")
    SATURDAY = "saturday", N_("Saturday")
    SUNDAY = "sunday", N_("Sunday")


class Wording(Choice):
    """The kinds of message that the library of words knows; a person agrees to each by itself."""

    REMINDER = "reminder", N_("A reminder of a time that was agreed with them")
    PLEASE_RING = "please_ring", N_("Please ring when it suits you")
    NEW_TIME = "new_time", N_("A time has changed")
    NOT_THEN = "not_then", N_("A time has fallen away")
    GOT_IT = "got_it", N_("Thank you, we have heard from you")


class Proof(Choice):
    """How it was proved that a new number or address is truly theirs."""

    AGREED_WORDS = "agreed_words", N_("They said the agreed words in a call")
    IN_PERSON = "in_person", N_("A worker who knows them saw them, alone")
    UNKNOWN = "unknown", N_("Not proved")


def hour_in(words: str) -> time | None:
    """The time of day in words like 09:30; None for anything else, so that no hour is guessed."""
    hours, colon, minutes = words.strip().partition(":")
    short = len(hours) in {1, 2} and len(minutes) == len("00")
    if not (colon and short and (hours + minutes).isascii() and (hours + minutes).isdigit()):
        return None
    try:
        return time(int(hours), int(minutes))
    except ValueError:
        return None


@fact(
    "safe_route",
    homes={Home.PERSON},
    subject=Subject.REACH,
    title=N_("One safe way, with its days and hours"),
    help=N_(
        "One record for each way. A new number or address counts only once it is proved to be theirs; until "
        "then the old one stays."
    ),
)
class SafeRoute(Fact):
    """One way to reach this person, when, for what and under which name (domain.md E2; security.md D-02)."""

    way: RouteKind = ask(N_("Which way?"))
    value: LongText = ask(
        N_("Number or address"),
        hint=N_("For a way through somebody: who, and how they are reached."),
        default=LongText(""),
    )
    allowed: Answer = ask(N_("May we use this way at all?"), default=Answer.UNKNOWN)
    days: tuple[Weekday, ...] = ask(N_("On which days is it safe?"), default=())
    safe_from: str = ask(N_("From"), hint=N_("As 09:30. What cannot be read counts as no hour."), default="")
    safe_until: str = ask(
        N_("Until"), hint=N_("For example 14:00. Earlier than the first means the next day."), default=""
    )
    more_days: tuple[Weekday, ...] = ask(N_("Other days with other hours"), default=())
    more_from: str = ask(N_("On those days, from"), default="")
    more_until: str = ask(N_("On those days, until"), default="")
    wordings: tuple[Wording, ...] = ask(
        N_("Which messages did they agree to?"), hint=N_("None is a good answer."), default=()
    )
    language: Language = ask(N_("In which language?"), default=Language.UNKNOWN)
    sender_name: str = ask(
        N_("Which name do they want to see or hear from us?"), hint=N_("Chosen by them."), default=""
    )
    who_may_answer: LongText = ask(
        N_("Who else may answer or open it, and what do we say then?"), default=LongText("")
    )
    shared_device: Answer = ask(
        N_("Can anyone else see this phone, account or post?"), default=Answer.UNKNOWN
    )
    who_shares: str = ask(N_("Who?"), default="")
    dropped_call: str = ask(N_("When a call breaks off: who rings again, and when?"), default="")
    voicemail_words: LongText = ask(
        N_("The words of a voice message"),
        hint=N_("Exactly as agreed. Left empty, none is left."),
        default=LongText(""),
    )
    confirmed_on: date = ask(N_("Day this was last agreed with them"))
    how_confirmed: str = ask(N_("How was it agreed?"), default="")

    def contradictions(self) -> tuple[Problem, ...]:
        if self.allowed is not Answer.YES:
            return ()
        found: list[Problem] = []
        if self.way is not RouteKind.IN_PERSON and blank(self.value):
            found.append(("value", N_("Give the number or address that may be used.")))
        if self.way is RouteKind.VOICEMAIL and blank(self.voicemail_words):
            found.append(("voicemail_words", N_("Give the words that were agreed, or say no.")))
        return tuple(found)


@fact(
    "route_confirmed",
    homes={Home.PERSON},
    subject=Subject.REACH,
    title=N_("Ways to reach them, confirmed"),
)
class RouteConfirmed(Fact):
    """They themselves said that these ways are still right and safe."""

    ways: tuple[RouteKind, ...] = ask(N_("Which ways did they confirm?"))
    confirmed_on: date = ask(N_("Day it was confirmed with them"))
    how_confirmed: str = ask(N_("How was it confirmed?"), default="")


@fact(
    "route_claimed",
    homes={Home.PERSON},
    subject=Subject.REACH,
    title=N_("Somebody says that a number or address has changed"),
    help=N_("Written down as it was said. It changes nothing until it is proved to be theirs."),
)
class RouteClaimed(Fact):
    """A new number or address that somebody gave: neither replaces nor blocks the old (security.md §6.10)."""

    way: RouteKind = ask(N_("What is said to have changed?"))
    value: LongText = ask(N_("The new number or address, as it was said"))
    who_said: str = ask(
        N_("Who said so, and how?"), hint=N_("As they named themselves; it is not checked."), default=""
    )


@fact(
    "route_proved",
    homes={Home.PERSON},
    subject=Subject.REACH,
    title=N_("A new number or address, proved to be theirs"),
)
class RouteProved(Fact):
    """From here on the new one counts, and the old one is used by nobody and for nothing."""

    way: RouteKind = ask(N_("Which way?"))
    value: LongText = ask(N_("The new number or address"))
    proof: Proof = ask(N_("How was it proved?"), default=Proof.UNKNOWN)
    old_still_safe: Answer = ask(
        N_("Is the old one still theirs and safe as well?"),
        hint=N_("Not known means that nothing goes there any more."),
        default=Answer.UNKNOWN,
    )
    proved_on: date = ask(N_("Day it was proved"))
