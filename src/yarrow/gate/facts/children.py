"""The child: heard apart, assessed by the child's own worker, and time with the child."""

from datetime import date

from yarrow.gate.facts.base import Fact, Home, Problem, Subject, ask, blank, fact
from yarrow.gate.words import Answer, Choice, LongText
from yarrow.kernel.words import N_


@fact("child_view", homes={Home.PERSON}, subject=Subject.CHILD, title=N_("What the child says"))
class ChildView(Fact):
    """The child's own voice; what may be passed on is the child's choice."""

    heard: Answer = ask(N_("Was the child heard?"), default=Answer.UNKNOWN)
    apart: Answer = ask(N_("Apart from the adults of the case?"), default=Answer.UNKNOWN)
    words: LongText = ask(N_("In the child's words"), default=LongText(""))


class ChildPart(Choice):
    """How the child would be touched by it."""

    AFFECTED = "affected", N_("Does not take part, but is affected")
    TAKES_PART = "takes_part", N_("Takes part")
    UNKNOWN = "unknown", N_("Not known")


@fact(
    "child_assessment",
    homes={Home.PERSON},
    subject=Subject.CHILD,
    title=N_("The child's worker's assessment"),
)
class ChildAssessment(Fact):
    """Whether it may go ahead for this child: the worker's judgement, never the child's burden."""

    stands: Answer = ask(N_("May it go ahead, as far as this child is concerned?"), default=Answer.UNKNOWN)
    part: ChildPart = ask(N_("Does the child take part?"), default=ChildPart.UNKNOWN)
    reasons: LongText = ask(N_("Why?"))
    review_on: date | None = ask(N_("Look again on"), default=None)


class TimeLevel(Choice):
    """How time with the child is spent now."""

    UNSUPERVISED = "unsupervised", N_("Without anyone watching")
    SUPPORTED = "supported", N_("At a supported centre")
    SUPERVISED = "supervised", N_("Supervised")
    HANDOVER = "handover", N_("Only the handover is staffed")
    LETTERBOX = "letterbox", N_("Cards and letters only")
    NONE = "none", N_("None")
    UNKNOWN = "unknown", N_("Not known")


class TimeSetBy(Choice):
    """Who set the time that is being spent."""

    COURT = "court", N_("A court, by an order")
    AGREED = "agreed", N_("It was agreed before, without us")
    NOBODY = "nobody", N_("Nobody: it happens")
    UNKNOWN = "unknown", N_("Not known")


@fact(
    "contact_arrangement",
    homes={Home.PERSON},
    subject=Subject.CHILD,
    title=N_("Time with the child as it is now"),
)
class ContactArrangement(Fact):
    """Time that is being spent now, whoever set it; recorded apart from what we propose."""

    level: TimeLevel = ask(N_("How is the time spent?"), default=TimeLevel.UNKNOWN)
    with_whom: str = ask(N_("With whom?"), default="")
    set_by: str = ask(N_("Who set it?"), default="")
    set_how: TimeSetBy = ask(N_("How was it set?"), default=TimeSetBy.UNKNOWN)
    days_and_hours: LongText = ask(N_("On which days, and at which hours?"), default=LongText(""))
    handed_over: LongText = ask(N_("How is the child handed over now?"), default=LongText(""))

    def speaks_of_a_shared_life(self) -> bool:
        """Time with a child is arranged only in a family, where "no abuse" rests on screens."""
        return True


@fact(
    "contact_checks",
    homes={Home.PERSON},
    subject=Subject.CHILD,
    title=N_("Before talking about time with the child"),
)
class ContactChecks(Fact):
    """The seven checks of domain.md §5.5, as far as this room can know them."""

    risk_of_each: Answer = ask(
        N_("Is the risk of each adult and each child looked at?"), default=Answer.UNKNOWN
    )
    orders_and_court: Answer = ask(N_("Are orders, bail and court cases checked?"), default=Answer.UNKNOWN)
    child_heard: Answer = ask(N_("Was the child heard apart, by someone skilled?"), default=Answer.UNKNOWN)
    secrets_kept: Answer = ask(
        N_("Is it settled what must stay secret: home, school, devices?"),
        default=Answer.UNKNOWN,
    )
    motive_looked_at: Answer = ask(
        N_("Was it looked at whether time is used to control, and whether a child may be taken away?"),
        default=Answer.UNKNOWN,
    )
    free_to_talk: Answer = ask(
        N_("Is this topic freely chosen, with no need to agree on the day?"), default=Answer.UNKNOWN
    )
    specialist_asked: Answer = ask(N_("Was a specialist asked?"), default=Answer.UNKNOWN)
    review_on: date | None = ask(N_("Look again on"), default=None)

    def complete(self) -> bool:
        """Whether all seven are answered with yes."""
        return all(
            answer is Answer.YES
            for answer in (
                self.risk_of_each,
                self.orders_and_court,
                self.child_heard,
                self.secrets_kept,
                self.motive_looked_at,
                self.free_to_talk,
                self.specialist_asked,
            )
        )


class WhoProposes(Choice):
    """Who put a proposal forward."""

    THIS_PERSON = "this_person", N_("This person")
    PERSON_WHO_HARMED = "person_who_harmed", N_("The person who harmed, or someone for them")
    SOMEONE_ELSE = "someone_else", N_("Somebody else")


@fact("proposal", homes={Home.PERSON}, subject=Subject.WORDS, title=N_("A proposal"))
class Proposal(Fact):
    """Someone proposes a form of contact; a proposal starts nothing."""

    by: WhoProposes = ask(N_("Who proposes it?"))
    words: LongText = ask(N_("What is proposed?"))


@fact(
    "agreement_reported",
    homes={Home.PERSON, Home.TEAM},
    subject=Subject.AFTER,
    title=N_("A promise or settlement"),
)
class AgreementReported(Fact):
    """A promise, pledge or settlement, made anywhere (domain.md E33)."""

    words: LongText = ask(N_("What was promised or settled?"))
    made_by: str = ask(N_("Who made it?"), default="")
    freely_agreed: Answer = ask(
        N_("Did the person harmed agree freely?"),
        hint=N_("Yes only when their own worker heard it from them, alone."),
        default=Answer.UNKNOWN,
    )


@fact("followup", homes={Home.PERSON, Home.TEAM}, subject=Subject.AFTER, title=N_("Follow-up"))
class Followup(Fact):
    """How it is going since."""

    days: int = ask(N_("Days since"))
    words: LongText = ask(N_("How is it going?"), default=LongText(""))


@fact(
    "meeting_held", homes={Home.PERSON, Home.TEAM}, subject=Subject.AFTER, title=N_("A meeting that was held")
)
class MeetingHeld(Fact):
    """History: a meeting held by us or by others."""

    what: str = ask(N_("What kind of meeting?"))
    words: LongText = ask(N_("What came of it?"), default=LongText(""))


class ApartWork(Choice):
    """Work with one side only; complete work in itself."""

    NO_SEND_LETTER = "no_send_letter", N_("A letter that is not sent")
    SURROGATE_DIALOGUE = "surrogate_dialogue", N_("Meeting someone else who stands in")
    SUPPORT_CIRCLE = "support_circle", N_("Circle with their own safe people")
    ONE_TO_ONE = "one_to_one", N_("Work with one person")
    OTHER = "other", N_("Something else")


@fact("no_contact_work", homes={Home.PERSON}, subject=Subject.AFTER, title=N_("Work without contact"))
class NoContactWork(Fact):
    """Work with this person alone, or with their own people."""

    work: ApartWork = ask(N_("What kind of work?"))
    words: LongText = ask(N_("What came of it?"), default=LongText(""))
    sessions: int = ask(N_("How many times?"), default=1)

    def contradictions(self) -> tuple[Problem, ...]:
        if self.work is ApartWork.OTHER and blank(self.words):
            return (("words", N_("Say what kind of work.")),)
        return ()
