"""What is done afterwards, and how support of one person ends (domain.md E34 to E37, §2.10)."""

from collections.abc import Iterator
from datetime import date

from yarrow.gate.facts.base import Fact, Home, Problem, Subject, ask, blank, fact
from yarrow.gate.words import Answer, Choice, LongText
from yarrow.kernel.words import N_


class Step(Choice):
    """What is owed to everybody afterwards; the same for all."""

    SAFETY_48H = "safety_48h", N_("Safety check within 48 hours")
    RISK_AGAIN = "risk_again", N_("Looking at risk again")
    TELL_OUTCOME = "tell_outcome", N_("Telling them how it ended")
    TWO_WEEKS = "two_weeks", N_("After two weeks")
    SIX_WEEKS = "six_weeks", N_("After six weeks")
    THREE_MONTHS = "three_months", N_("After three months")
    SIX_MONTHS = "six_months", N_("After six months")
    AGREED_AGAIN = "agreed_again", N_("Looking at what was agreed again")


@fact(
    "follow_up_made",
    homes={Home.PERSON},
    subject=Subject.AFTER,
    title=N_("A follow-up, made or tried"),
    help=N_("How they are since, whether or not they were reached."),
)
class FollowUpMade(Fact):
    """How they are since; not reached is recorded too, and leaves it open (domain.md E35)."""

    which: Step = ask(N_("Which follow-up?"))
    reached: Answer = ask(N_("Were they reached?"), default=Answer.UNKNOWN)
    safe_now: Answer = ask(
        N_("Are they safe now?"), hint=N_("Asked alone, by the way agreed with them."), default=Answer.UNKNOWN
    )
    pressure_since: Answer = ask(
        N_("Has anybody put pressure on them since?"),
        hint=N_("About what was said, to agree, to come back, or to keep quiet."),
        default=Answer.UNKNOWN,
    )
    told_by_route: Answer = ask(
        N_("Were they told how it ended, by the way they chose?"), default=Answer.UNKNOWN
    )
    words: LongText = ask(N_("How are they, in their words?"), default=LongText(""))
    next_step: LongText = ask(N_("What happens next, and who does it?"), default=LongText(""))

    def is_trigger(self) -> bool:
        """Not safe, or pressed since: risk is looked at again and joint work stands still (E8)."""
        return self.safe_now is Answer.NO or self.pressure_since is Answer.YES

    def speaks_of_abuse(self) -> bool:
        return self.pressure_since is Answer.YES

    def settles(self) -> bool:
        """Whether what was owed is done by this; not known is not done."""
        if self.which is Step.RISK_AGAIN:
            return True  # what counts there is the assessment, which is its own record
        if self.reached is not Answer.YES:
            return False
        if self.which is Step.TELL_OUTCOME:
            return self.told_by_route is Answer.YES
        return self.safe_now is not Answer.UNKNOWN


@fact(
    "follow_up_left_out",
    homes={Home.PERSON},
    subject=Subject.AFTER,
    title=N_("A follow-up left out"),
    help=N_("One that will not be made, and the reason."),
)
class FollowUpLeftOut(Fact):
    """One that will not be made, and why; without a reason none is left out (domain.md §2.10)."""

    which: Step = ask(N_("Which follow-up?"))
    reasons: LongText = ask(N_("Why is it left out?"))


class TriedHow(Choice):
    """One rung of the ladder when somebody is not heard from."""

    AGREED = "agreed", N_("By the way agreed with them")
    ANOTHER_SAFE = "another_safe", N_("By another way that is recorded as safe")
    NAMED_PERSON = "named_person", N_("Through the person they named for this")
    WELFARE_CHECK = "welfare_check", N_("A welfare check by the police or another service")


@fact(
    "tried_to_reach",
    homes={Home.PERSON},
    subject=Subject.AFTER,
    title=N_("Tried to reach them"),
    help=N_("One try, and by which way; never through the other person or their family."),
)
class TriedToReach(Fact):
    """A try that reached nobody. Only ways that are recorded as safe are used (domain.md E2)."""

    happened_on: date = ask(N_("Day"))
    how: TriedHow = ask(N_("By which way?"))
    words: LongText = ask(N_("What happened?"), default=LongText(""))


class SafetyActionState(Choice):
    """Where it stands."""

    TO_DO = "to_do", N_("To be done")
    DONE = "done", N_("Done")
    NOT_NEEDED = "not_needed", N_("No longer needed")


@fact(
    "safety_action",
    homes={Home.PERSON},
    subject=Subject.RISK,
    title=N_("Something to be done for their safety"),
    help=N_("One thing that somebody will do, and later the same thing as done."),
)
class SafetyAction(Fact):
    """One thing that somebody does so that this person is safe; support does not end before it is done."""

    what: str = ask(N_("What?"), hint=N_("The same words each time, so that what is done finds it."))
    state: SafetyActionState = ask(N_("Where does it stand?"))
    who: str = ask(N_("Who does it?"), default="")
    due_on: date | None = ask(N_("By when?"), default=None)
    words: LongText = ask(N_("Anything else"), default=LongText(""))


@fact(
    "breach_told",
    homes={Home.PERSON},
    subject=Subject.ORDERS,
    title=N_("A breach was told to who must know"),
    help=N_("Whom you told that an order was breached: police, court, probation."),
)
class BreachTold(Fact):
    """The police, the court or whoever watches over an order knows of its breach (domain.md E37)."""

    reference: str = ask(N_("Which order?"), hint=N_("The same words as in the record of the order."))
    told_to: str = ask(N_("Who was told?"))
    told_on: date = ask(N_("On which day?"))


class EndedHow(Choice):
    """How support ends. None of these is a failure."""

    AS_AGREED = "as_agreed", N_("As agreed with them")
    MOVED_AWAY = "moved_away", N_("They moved away")
    DECIDED_TO_STOP = "decided_to_stop", N_("They decided to stop")
    NOT_HEARD_FROM = "not_heard_from", N_("They were not heard from any more")
    DIED = "died", N_("They have died")
    OTHER = "other", N_("In another way")


_CANNOT_BE_TOLD = frozenset({EndedHow.NOT_HEARD_FROM, EndedHow.DIED})


@fact(
    "support_ended",
    homes={Home.PERSON},
    subject=Subject.AFTER,
    title=N_("Support ends"),
    help=N_("How support ends, and how they come back."),
)
class SupportEnded(Fact):
    """How support of this person ends, and how they come back; it goes on again whenever they do."""

    how: EndedHow = ask(N_("How does it end?"))
    words: LongText = ask(N_("What would somebody need to know who takes it up again?"))
    come_back: Answer = ask(N_("Were they told how to come back?"), default=Answer.UNKNOWN)
    who_else: LongText = ask(
        N_("Who else supports them?"),
        hint=N_("People and services, or that there is nobody."),
        default=LongText(""),
    )
    second_worker: str = ask(
        N_("Second worker who agrees"),
        hint=N_("Needed when they were not heard from any more. Somebody who is inside this room."),
        default="",
    )

    def contradictions(self) -> tuple[Problem, ...]:
        return tuple(self._what_is_missing())

    def _what_is_missing(self) -> Iterator[Problem]:
        if self.how not in _CANNOT_BE_TOLD and self.come_back is not Answer.YES:
            yield "come_back", N_("Tell them first how to come back.")
        if self.how is not EndedHow.DIED and blank(self.who_else):
            yield "who_else", N_("Say who else supports them, or that there is nobody.")
        if self.how is EndedHow.NOT_HEARD_FROM and blank(self.second_worker):
            yield "second_worker", N_("Nobody decides this alone: a second worker must agree.")


@fact(
    "support_resumed",
    homes={Home.PERSON},
    subject=Subject.AFTER,
    title=N_("Support goes on again"),
    help=N_("They are back, or it ended too early."),
)
class SupportResumed(Fact):
    """They are back, or it ended too early. No reason is owed."""

    words: LongText = ask(N_("What brought them back, if they want it known?"), default=LongText(""))


@fact(
    "debrief",
    homes={Home.TEAM},
    subject=Subject.AFTER,
    title=N_("Debrief of the workers"),
    help=N_("What the workers learnt; nothing that is sealed in a room."),
)
class Debrief(Fact):
    """What the workers learnt, and what it did to them (domain.md E36); nobody's words from a room."""

    who: str = ask(N_("Who took part?"))
    words: LongText = ask(
        N_("What did we learn, and how are we?"), hint=N_("About our work. Nothing that is sealed in a room.")
    )
    next_step: LongText = ask(N_("What do we do differently, and who sees to it?"), default=LongText(""))
