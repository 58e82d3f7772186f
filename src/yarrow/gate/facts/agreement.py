"""What people agree, in their own words, each signing apart (domain.md E33, E34, §2.10).

The lines lie in the shared room. Whether one person has signed, or says that a line was not kept,
lies in that person's own room and nowhere else.
"""

from collections.abc import Iterator
from datetime import date

from yarrow.gate.facts.base import Fact, Home, Problem, Subject, ask, fact
from yarrow.gate.topics import Topic
from yarrow.gate.words import Answer, Choice, LongText, Mark
from yarrow.kernel.words import N_


@fact("commitment", homes={Home.SHARED}, subject=Subject.AGREED, title=N_("A line of the agreement"))
class Commitment(Fact):
    """One thing that somebody will do: who, by when, and who looks after it (domain.md E33)."""

    words: LongText = ask(
        N_("What will be done?"),
        hint=N_("In their own words, and only what everybody heard or was passed on."),
    )
    owner: str = ask(
        N_("Who does it?"),
        hint=N_("A first name as they say it, or an agency. No family name, no address."),
    )
    by_when: date = ask(N_("By when?"))
    looked_after_by: str = ask(
        N_("Who looks after it?"), hint=N_("Who asks how it goes: a supporter, a worker or an agency.")
    )
    topic: Topic = ask(N_("What is it about?"))
    look_again_on: date | None = ask(N_("Looked at again on"), default=None)


@fact("agreement_offered", homes={Home.SHARED}, subject=Subject.AGREED, title=N_("An agreement was offered"))
class AgreementOffered(Fact):
    """The lines as they were read back to everybody. From here the pause runs (design.md §5 (10))."""

    plan: Mark = ask(N_("The plan it comes from"), default=Mark(""))
    lines: Mark = ask(N_("The entries of its lines"), default=Mark(""))
    offered_at: Mark = ask(N_("The moment"), default=Mark(""))
    read_back: Answer = ask(N_("Was every line read back, word for word?"), default=Answer.UNKNOWN)
    fair: Answer = ask(
        N_("Is it fair?"),
        hint=N_("Nobody carries more than their part, and the person harmed carries nothing for the other."),
        default=Answer.UNKNOWN,
    )
    doable: Answer = ask(N_("Can every line be done by its day?"), default=Answer.UNKNOWN)
    orders_compared: Answer = ask(
        N_("Was every line compared, word for word, with every order, bail and licence in force?"),
        hint=N_("A line that goes against one is not offered. Only the court can vary an order."),
        default=Answer.UNKNOWN,
    )

    def contradictions(self) -> tuple[Problem, ...]:
        wanted = N_("It is offered only when this is so.")
        names = ("read_back", "fair", "doable", "orders_compared")
        return tuple((name, wanted) for name in _not_yes(self, *names))


@fact("no_agreement", homes={Home.SHARED}, subject=Subject.AGREED, title=N_("No agreement this time"))
class NoAgreement(Fact):
    """A normal end. What was said and heard stands by itself."""

    plan: Mark = ask(N_("The plan it comes from"), default=Mark(""))
    words: LongText = ask(
        N_("What everybody is willing to say about it"),
        hint=N_("This may be left empty. Nobody owes a reason."),
        default=LongText(""),
    )


class SigningValue(Choice):
    """What came of asking one person, alone."""

    SIGNED = "signed", N_("Has signed")
    NOT_SIGNED = "not_signed", N_("Did not sign")
    WANTS_CHANGES = "wants_changes", N_("Wants something changed")
    NOT_ASKED = "not_asked", N_("Was not asked: it was not the moment")


@fact(
    "signing",
    homes={Home.PERSON},
    subject=Subject.AGREED,
    title=N_("Asked about the agreement, apart"),
    help=N_("What they said, alone, to exactly the words that were offered."),
)
class Signing(Fact):
    """One person's answer, given alone and freely, to exactly the words that were offered."""

    agreement: Mark = ask(N_("What was offered"), default=Mark(""))
    words_seen: Mark = ask(N_("The digest of its words"), default=Mark(""))
    asked_at: Mark = ask(N_("The moment"), default=Mark(""))
    value: SigningValue = ask(N_("What did they say?"))
    alone: Answer = ask(N_("Were they asked alone?"), default=Answer.UNKNOWN)
    free: Answer = ask(
        N_("Are they free to choose?"),
        hint=N_("“No” is heard as a concern: the team is told of a change, and joint work stops."),
        default=Answer.UNKNOWN,
    )
    read_out: Answer = ask(
        N_("Was every word read out to them, in their own language?"), default=Answer.UNKNOWN
    )
    words: LongText = ask(N_("In their words"), hint=N_("This stays in this room."), default=LongText(""))

    def contradictions(self) -> tuple[Problem, ...]:
        """A signature counts only from who was asked alone, is free, and has heard every word."""
        if self.value is not SigningValue.SIGNED:
            return ()
        wanted = N_("A signature counts only when this is so. Record what they said without a signature.")
        return tuple((name, wanted) for name in _not_yes(self, "alone", "free", "read_out"))

    def speaks_of_abuse(self) -> bool:
        """Not being free to choose is heard like any screen that worries us (domain.md §3.5)."""
        return self.free is Answer.NO


@fact("agreement_stands", homes={Home.SHARED}, subject=Subject.AGREED, title=N_("The agreement stands"))
class AgreementStands(Fact):
    """Everybody concerned has signed the same words, each apart. It holds no word of its own."""

    agreement: Mark = ask(N_("What was offered"), default=Mark(""))
    words_seen: Mark = ask(N_("The digest of its words"), default=Mark(""))


class Kept(Choice):
    """How it went with one line. Never "breach": that word belongs to orders (design.md §5.7)."""

    KEPT = "kept", N_("Kept")
    PARTLY = "partly", N_("Partly kept")
    NOT_KEPT = "not_kept", N_("Not kept")
    NOT_KNOWN = "not_known", N_("Not known")


class SeenBy(Choice):
    """What "kept" rests on."""

    OWNER = "owner", N_("Whose line it is said so")
    OTHER = "other", N_("Somebody else who signed said so")
    WORKER = "worker", N_("A worker saw it")
    SUPPORTER = "supporter", N_("Who looks after it saw it")
    AGENCY = "agency", N_("An agency told us, or a paper shows it")
    UNKNOWN = "unknown", N_("Not known")


@fact(
    "commitment_kept",
    homes={Home.PERSON, Home.SHARED},
    subject=Subject.AGREED,
    title=N_("How it went with a line of the agreement"),
    help=N_("Kept, partly, or not: said here it stays here."),
)
class CommitmentKept(Fact):
    """Said in the shared room it is known to all; said in a person's room it stays there."""

    commitment: Mark = ask(N_("The entry of the line"), default=Mark(""))
    line: LongText = ask(N_("The line"), default=LongText(""))
    value: Kept = ask(N_("How did it go?"))
    checked_on: date = ask(N_("Which day was this said or seen?"))
    seen_by: SeenBy = ask(N_("Who saw or said it?"), default=SeenBy.UNKNOWN)
    seen: LongText = ask(
        N_("What was seen, and by whom?"),
        hint=N_("Only what everybody may read, where everybody reads it."),
        default=LongText(""),
    )
    words: LongText = ask(N_("In their words"), default=LongText(""))

    def asks_what_happened(self) -> bool:
        """Not kept is a question first, to each person apart."""
        return self.value in {Kept.NOT_KEPT, Kept.PARTLY}


class Happened(Choice):
    """What somebody says when asked, alone, why a line was not kept. None of these is a verdict."""

    COULD_NOT = "could_not", N_("Something came between")
    FORGOT = "forgot", N_("It was forgotten, or not understood")
    TOO_MUCH = "too_much", N_("It was too much, or it does not fit any more")
    DOES_NOT_WANT = "does_not_want", N_("They do not want it any more")
    WAS_KEPT = "was_kept", N_("They say that it was kept")
    AFRAID = "afraid", N_("Somebody is afraid")
    PRESSED = "pressed", N_("Somebody pressed or threatened somebody")
    CONTACT = "contact", N_("There was contact that an order forbids, or that nobody agreed to")
    NOT_SAID = "not_said", N_("They did not want to say")


_SAFETY = frozenset({Happened.AFRAID, Happened.PRESSED, Happened.CONTACT})


@fact(
    "not_kept_asked",
    homes={Home.PERSON},
    subject=Subject.AGREED,
    title=N_("Asked what happened, apart"),
    help=N_("A line was not kept, or only partly. It is a question first; it stays in this room."),
)
class NotKeptAsked(Fact):
    """A question first. Fear, pressure or forbidden contact makes it a change that risk waits for (E8)."""

    commitment: Mark = ask(N_("The entry of the line"), default=Mark(""))
    line: Mark = ask(N_("The line"), default=Mark(""))
    alone: Answer = ask(N_("Were they asked alone?"), default=Answer.UNKNOWN)
    happened: tuple[Happened, ...] = ask(
        N_("What happened?"),
        hint=N_(
            "Ask openly; tick what they say. Fear, pressure and contact are heard as a change: the team is"
            " told, and joint work stops."
        ),
    )
    words: LongText = ask(N_("In their words"), default=LongText(""))

    def contradictions(self) -> tuple[Problem, ...]:
        if not self.happened:
            return (("happened", N_("Tick what they said, or that they did not want to say.")),)
        return ()

    def is_trigger(self) -> bool:
        return not _SAFETY.isdisjoint(self.happened)

    def speaks_of_abuse(self) -> bool:
        """Contact may be by a mistake of a day; fear and pressure are heard like any screen."""
        return not {Happened.AFRAID, Happened.PRESSED}.isdisjoint(self.happened)

    def may_speak_of_abuse(self) -> bool:
        return self.is_trigger()


def _not_yes(found: Fact, *names: str) -> Iterator[str]:
    return (name for name in names if getattr(found, name) is not Answer.YES)
