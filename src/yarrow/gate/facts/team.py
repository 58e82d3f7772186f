"""Findings that no single room can make; they lie in the team room."""

from datetime import date, timedelta

from yarrow.gate.facts.base import Fact, Home, Problem, Subject, ask, blank, fact
from yarrow.gate.facts.risk import NoAbuseBasis, Specialist, View
from yarrow.gate.words import Answer, Choice, LongText
from yarrow.kernel.words import N_


class FlagBasis(Choice):
    """What the answer about abuse rests on."""

    SCREENS = NoAbuseBasis.SCREENS.value, NoAbuseBasis.SCREENS.words
    RELATION = NoAbuseBasis.RELATION.value, NoAbuseBasis.RELATION.words
    SAID = "said", N_("Someone said so, or it was reported")
    UNKNOWN = "unknown", N_("Not known")


@fact("abuse_flag", homes={Home.TEAM}, subject=Subject.TEAM, title=N_("Is there domestic abuse?"))
class AbuseFlag(Fact):
    """Whether there is, or may be, domestic abuse in this case (domain.md E4)."""

    value: Answer = ask(N_("Is there domestic abuse?"), default=Answer.UNKNOWN)
    basis: FlagBasis = ask(N_("What does the answer rest on?"), default=FlagBasis.UNKNOWN)
    second_worker: str = ask(N_("Second worker who confirms a no"), default="")
    review_on: date | None = ask(N_("Look again on"), hint=N_("Needed for a no."), default=None)

    def contradictions(self) -> tuple[Problem, ...]:
        return tuple(self._what_a_no_lacks()) if self.value is Answer.NO else ()

    def _what_a_no_lacks(self) -> list[Problem]:
        lacks: list[Problem] = []
        if self.basis not in {FlagBasis.SCREENS, FlagBasis.RELATION}:
            lacks.append(("basis", N_("A no rests on screens, or on how they know each other.")))
        if blank(self.second_worker):
            lacks.append(("second_worker", N_("A no needs a second worker.")))
        if self.review_on is None:
            lacks.append(("review_on", N_("A no lapses: say when to look again.")))
        return lacks


@fact("shared_account", homes={Home.TEAM}, subject=Subject.TEAM, title=N_("Do the accounts meet?"))
class SharedAccount(Fact):
    """Whether the people tell enough of the same story to speak of it (domain.md E20)."""

    value: Answer = ask(N_("Do they agree on the main facts?"), default=Answer.UNKNOWN)
    words: LongText = ask(N_("Where do they part?"), default=LongText(""))


@fact("everyone_reassessed", homes={Home.TEAM}, subject=Subject.TEAM, title=N_("Everyone's risk looked at"))
class EveryoneReassessed(Fact):
    """After a change, every room was asked to look at risk again, and did."""

    everyone: Answer = ask(N_("Was the risk of everyone looked at?"), default=Answer.UNKNOWN)
    review_on: date = ask(N_("Look again on"))


HOLD_AT_LEAST = 15  # minutes; domain.md §2.9
TEAM_FINDING_HOLDS_FOR = timedelta(days=56)
"""Ours: eight weeks, and never past the next change. A service may only tighten it."""


@fact("venue_plan", homes={Home.TEAM}, subject=Subject.TEAM, title=N_("Place, arriving and leaving"))
class VenuePlan(Fact):
    """Where and how people come, stop and leave (domain.md E23)."""

    holds_for = TEAM_FINDING_HOLDS_FOR
    aged_by = "team_days"

    place: LongText = ask(N_("Where?"))
    home_of_participant: Answer = ask(N_("Is it the home of someone taking part?"), default=Answer.UNKNOWN)
    staggered: Answer = ask(N_("Do people arrive and leave at different times?"), default=Answer.UNKNOWN)
    harmed_leaves_first: Answer = ask(N_("Does the person harmed leave first?"), default=Answer.UNKNOWN)
    hold_minutes: int = ask(N_("For how many minutes does the other wait?"), default=0)
    separate_waiting: Answer = ask(N_("Are there separate rooms to wait in?"), default=Answer.UNKNOWN)
    exit_plan: Answer = ask(N_("Can each person leave by a way of their own?"), default=Answer.UNKNOWN)
    breaks: Answer = ask(N_("Are breaks planned?"), default=Answer.UNKNOWN)
    signals: Answer = ask(N_("Are signals for a break and for stopping agreed?"), default=Answer.UNKNOWN)
    watcher: str = ask(N_("Who watches over it?"), default="")
    police_plan: Answer = ask(N_("Is it settled who calls 999, and when?"), default=Answer.UNKNOWN)
    words: LongText = ask(N_("Anything else"), default=LongText(""))

    def complete(self, hold_at_least: int = HOLD_AT_LEAST) -> bool:
        """Whether everything that E23 asks is in place; the home of a participant is judged apart.

        ``hold_at_least`` is in minutes; never fewer than the rule's own.
        """
        answers = (
            self.staggered,
            self.harmed_leaves_first,
            self.separate_waiting,
            self.exit_plan,
            self.breaks,
            self.signals,
            self.police_plan,
        )
        held_long_enough = self.hold_minutes >= max(hold_at_least, HOLD_AT_LEAST)
        return held_long_enough and not blank(self.watcher) and all(a is Answer.YES for a in answers)


@fact(
    "whole_view",
    homes={Home.TEAM},
    subject=Subject.TEAM,
    title=N_("A specialist's view of the whole meeting"),
)
class WholeView(Fact):
    """A specialist's view of the meeting as a whole (domain.md E22)."""

    holds_for = TEAM_FINDING_HOLDS_FOR
    aged_by = "team_days"

    by: Specialist = ask(N_("Which specialist?"))
    view: View = ask(N_("Their view"), default=View.UNKNOWN)
    words: LongText = ask(N_("In their words"), default=LongText(""))


@fact(
    "time_plan_outline", homes={Home.TEAM}, subject=Subject.TEAM, title=N_("Outline of time with the child")
)
class TimePlanOutline(Fact):
    """What a plan about time with the child would hold (domain.md E31)."""

    handover: Answer = ask(
        N_("Is the handover worked out, with nobody on a doorstep?"), default=Answer.UNKNOWN
    )
    one_channel: Answer = ask(
        N_("Is there one way of passing messages, never the child?"), default=Answer.UNKNOWN
    )
    schedule_ends: Answer = ask(
        N_("Does the schedule have an end and a day to look again?"), default=Answer.UNKNOWN
    )
    if_not_kept: Answer = ask(N_("Is it settled what happens if it is not kept?"), default=Answer.UNKNOWN)
    orders_compared: Answer = ask(N_("Was it compared with the orders in force?"), default=Answer.UNKNOWN)
    not_an_order: Answer = ask(N_("Does it say that it is not a court order?"), default=Answer.UNKNOWN)

    def complete(self) -> bool:
        """Whether every part of E31 is there."""
        answers = (
            self.handover,
            self.one_channel,
            self.schedule_ends,
            self.if_not_kept,
            self.orders_compared,
            self.not_an_order,
        )
        return all(a is Answer.YES for a in answers)


@fact("trigger_notice", homes={Home.TEAM}, subject=Subject.TEAM, title=N_("Something has changed"))
class TriggerNotice(Fact):
    """A room has recorded a change; it need not say which. The words are left out on purpose."""

    abuse_said: Answer = ask(N_("Does it speak of abuse?"), default=Answer.UNKNOWN)
    words: LongText = ask(N_("What may be told"), default=LongText(""))


class Proposer(Choice):
    """Who wants it to happen."""

    PERSON_WHO_HARMED = "person_who_harmed", N_("The person who harmed, or someone for them")
    THIRD_PARTY = "third_party", N_("An agency or somebody else")
    PERSON_HARMED = "person_harmed", N_("The person harmed")
    UNKNOWN = "unknown", N_("Not known")


@fact("proposal_notice", homes={Home.TEAM}, subject=Subject.TEAM, title=N_("A referral or proposal"))
class ProposalNotice(Fact):
    """Someone asked for this work. Agencies give a lead, nothing more (domain.md E1)."""

    by: Proposer = ask(N_("Who asked?"), default=Proposer.UNKNOWN)
    words: LongText = ask(N_("What was asked"), default=LongText(""))


@fact(
    "own_choice_notice", homes={Home.TEAM}, subject=Subject.TEAM, title=N_("The person harmed chooses this")
)
class OwnChoiceNotice(Fact):
    """The room of the person harmed tells the team that they choose joint work; nobody types it here."""

    words: LongText = ask(N_("What may be told"), default=LongText(""))
