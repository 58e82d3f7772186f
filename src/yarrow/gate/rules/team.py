"""Findings that no single room can make (the team room)."""

from collections.abc import Iterator
from datetime import date

from yarrow.gate.catalogue import ground
from yarrow.gate.facts.harm import AgencyConcern
from yarrow.gate.facts.risk import View
from yarrow.gate.facts.team import (
    AbuseFlag,
    EveryoneReassessed,
    OwnChoiceNotice,
    ProposalNotice,
    Proposer,
    SharedAccount,
    TimePlanOutline,
    TriggerNotice,
    VenuePlan,
    WholeView,
)
from yarrow.gate.forms import DIRECT, JOINT
from yarrow.gate.question import Question
from yarrow.gate.reasons import GateReason
from yarrow.gate.rules.circumstances import last_said
from yarrow.gate.rules.readiness import free_agreement
from yarrow.gate.topics import Topic
from yarrow.gate.view import FactsView, Found, last_number
from yarrow.gate.words import Answer
from yarrow.kernel.words import N_

ABUSE_NOT_ASKED = ground(
    "E4",
    N_("It is not known whether there is domestic abuse, or a no has lapsed or was followed by other news."),
    N_("Ask each adult, alone; a no needs a second worker and a day to look again."),
    absent=True,
    by=("abuse_flag",),
)
OTHER_SIDE_ASKED = ground(
    "E1",
    N_("The person who harmed asked for this, and the person harmed has not chosen it since."),
    N_("Nothing is put to the person harmed from that side. If it is their own wish, it is recorded there."),
    absent=False,
    by=("own_choice_notice",),
)
NO_OWN_CHOICE = ground(
    "E3",
    N_("It is not recorded that the person harmed, seen first and alone, chooses this."),
    N_("Their own worker hears it from them and records it in their room; the team is told by itself."),
    absent=True,
    by=("own_choice_notice",),
)
EVERYONE_NOT_LOOKED_AT = ground(
    "E8",
    N_("It is not recorded, in date, that the risk of everyone was looked at."),
    N_("Ask every room to look at risk, and record that all have."),
    absent=True,
    by=("everyone_reassessed",),
)
SOMETHING_CHANGED = ground(
    "E8",
    N_("A change, or a worker's worry, has come in since the risk of everyone was last looked at."),
    N_("Ask every room to look at risk again, and record that all have."),
    absent=False,
    by=("everyone_reassessed",),
)
NO_SHARED_ACCOUNT = ground(
    "E20",
    N_("The people do not agree on the main facts, so there is nothing to speak about yet."),
    N_("Work with each alone; record it when their accounts meet."),
    absent=False,
    by=("shared_account",),
)
ACCOUNT_UNKNOWN = ground(
    "E20",
    N_("It is not known whether the people agree on the main facts."),
    N_("Compare what each has agreed to share, and record it."),
    absent=True,
    by=("shared_account",),
)
NO_VENUE = ground(
    "E23",
    N_("There is no complete plan for the place, for arriving, leaving, breaks and stopping."),
    N_(
        "Complete the plan: apart, the person harmed first, the other held for 15 minutes, ways out, signals."
    ),
    absent=True,
    by=("venue_plan",),
)
VENUE_OLD = ground(
    "E23",
    N_("The plan for the place is more than 56 days old, or something has changed since it was made."),
    N_("Go through it again, and record it as it is now."),
    absent=True,
    by=("venue_plan",),
)
AT_HOME = ground(
    "E23",
    N_("The place is the home of someone who takes part."),
    N_("Choose a neutral place."),
    absent=False,
    by=("venue_plan",),
)
NO_WHOLE_VIEW = ground(
    "E22",
    N_("There is no specialist's view of the meeting as a whole since the last change, or it is too old."),
    N_("Ask the specialist."),
    absent=True,
    by=("whole_view",),
)
WHOLE_VIEW_AGAINST = ground(
    "E22",
    N_("The specialist has concerns about the meeting as a whole, or is against it."),
    N_("Talk with the specialist; it takes their later view that supports it."),
    absent=False,
    by=("whole_view",),
)
AGAINST = frozenset({View.CONCERNS, View.OPPOSES})

NO_OUTLINE = ground(
    "E31",
    N_("The outline for time with the child is not complete."),
    N_("Complete it: handover, one channel, an end and a review, what if not kept, orders, not an order."),
    absent=True,
    by=("time_plan_outline",),
)


def abuse_in_case(facts: FactsView, day: date) -> Answer:
    """Yes, no or not known. A no counts only with a second worker, in date, and nothing said since."""
    flag = facts.latest(AbuseFlag)
    if flag is None:
        return Answer.UNKNOWN
    if flag.fact.value is Answer.NO and not _no_holds(flag, facts, day):
        return Answer.UNKNOWN
    return flag.fact.value


def _no_holds(flag: Found[AbuseFlag], facts: FactsView, day: date) -> bool:
    in_date = flag.fact.review_on is not None and flag.fact.review_on >= day
    said = [each for each in facts.every(TriggerNotice) if each.fact.abuse_said is not Answer.NO]
    sound = flag.seconded and not flag.fact.problems()
    last = max(last_number(said), last_number(facts.every(AgencyConcern)))
    return in_date and sound and last < flag.number


def last_news(facts: FactsView) -> int:
    """The place of the last change or worry that reached the team, 0 when there is none."""
    return max(last_number(facts.every(TriggerNotice)), last_number(facts.every(AgencyConcern)))


def abuse_asked(facts: FactsView, question: Question) -> Iterator[GateReason]:
    """E4. Refuses joint forms while it is not known whether there is domestic abuse.

    Source: domain.md E4 (S73, S99); design.md §5, decision 2. Persuasive.
    """
    if question.form in JOINT and abuse_in_case(facts, question.day) is Answer.UNKNOWN:
        yield ABUSE_NOT_ASKED


def own_choice(facts: FactsView, question: Question) -> Iterator[GateReason]:
    """E1 and E3. Whether this is the harmed person's own choice.

    Refuses joint forms, where abuse is not excluded, without such a choice (E3), and when the person
    who harmed, or someone unnamed, asked for it after the last one (E1). An agency's request is a lead,
    nothing more. Source: domain.md E1, E3 (S10, S26), §2.8; design.md §5, decision 2. Persuasive.
    """
    if not _joint_in_abuse(facts, question):
        return
    chosen = last_number(facts.every(OwnChoiceNotice))
    if not chosen:
        yield NO_OWN_CHOICE
    other_side = {Proposer.PERSON_WHO_HARMED, Proposer.UNKNOWN}
    if last_number([each for each in facts.every(ProposalNotice) if each.fact.by in other_side]) > chosen:
        yield OTHER_SIDE_ASKED


def everyone_looked_at(facts: FactsView, question: Question) -> Iterator[GateReason]:
    """E8. Whether the risk of everyone was looked at after the last change in any room.

    Refuses joint forms, where abuse is not excluded, without such a record in date, and when a room
    told of a change, or a worker's worry came into the team room, since.
    Source: domain.md E8 (S11, S87); design.md §4, Triggers. Persuasive.
    """
    if not _joint_in_abuse(facts, question):
        return
    found = facts.latest(EveryoneReassessed)
    done = found is not None and found.fact.everyone is Answer.YES
    if found is None or not done or found.fact.review_on < question.day:
        yield EVERYONE_NOT_LOOKED_AT
    looked_at = [each for each in facts.every(EveryoneReassessed) if each.fact.everyone is Answer.YES]
    if last_news(facts) > last_number(looked_at):
        yield SOMETHING_CHANGED


def accounts_meet(facts: FactsView, question: Question) -> Iterator[GateReason]:
    """E20. Whether the people agree on the main facts.

    Refuses joint forms when they do not, and when the last record says that it is not known: that lifts
    no "no" either. Direct forms, where abuse is not excluded, also when nobody recorded it.
    Source: domain.md E20 (S60). Persuasive.
    """
    if question.form not in JOINT:
        return
    latest = facts.latest(SharedAccount)
    if last_said(facts.every(SharedAccount), "value") is Answer.NO:
        yield NO_SHARED_ACCOUNT
    elif latest is None and not _direct_in_abuse(facts, question):
        return
    elif latest is None or latest.fact.value is Answer.UNKNOWN:
        yield ACCOUNT_UNKNOWN


def place_is_planned(facts: FactsView, question: Question) -> Iterator[GateReason]:
    """E23. Whether place, arriving, stopping and leaving are planned.

    Refuses direct forms, where abuse is not excluded, without a complete plan made in the last 56 days
    and since the last change (the days are our own), or in the home of a participant.
    Source: domain.md E23, §2.9 (S73, S74). Persuasive.
    """
    if not _direct_in_abuse(facts, question):
        return
    latest = facts.latest(VenuePlan)
    if latest is not None and latest.fact.home_of_participant is Answer.YES:
        yield AT_HOME
    elif latest is None or not _place_is_whole(latest.fact, facts):
        yield NO_VENUE
    elif not _still_counts(latest, facts, question):
        yield VENUE_OLD


def specialist_saw_the_whole(facts: FactsView, question: Question) -> Iterator[GateReason]:
    """E22. Whether a specialist, asked since the last change, supports the meeting as a whole.

    Refuses direct forms while the last view has concerns or is against it; and, where abuse is not
    excluded, without one that supports it and is not older than 56 days (our own).
    Source: domain.md E22 (S32). Persuasive.
    """
    latest = facts.latest(WholeView)
    if question.form in DIRECT and latest is not None and latest.fact.view in AGAINST:
        yield WHOLE_VIEW_AGAINST
        return
    if not _direct_in_abuse(facts, question):
        return
    if latest is None or latest.fact.view is not View.SUPPORTS or not _still_counts(latest, facts, question):
        yield NO_WHOLE_VIEW


def time_plan_outlined(facts: FactsView, question: Question) -> Iterator[GateReason]:
    """E31. Refuses joint forms about time with the child, where abuse is not excluded, without an outline.

    Source: domain.md E31, §5.6. Our own.
    """
    if Topic.TIME_WITH_CHILD not in question.topics or not _joint_in_abuse(facts, question):
        return
    latest = facts.latest(TimePlanOutline)
    if latest is None or not latest.fact.complete():
        yield NO_OUTLINE


def team_agreements_are_free(facts: FactsView, question: Question) -> Iterator[GateReason]:
    """E33. The same as in a person's room, for a promise or settlement that the team was told of.

    Source: domain.md E33 (S12, S50). Persuasive.
    """
    if _direct_in_abuse(facts, question):
        yield from free_agreement(facts)


def _place_is_whole(planned: VenuePlan, facts: FactsView) -> bool:
    return planned.home_of_participant is not Answer.UNKNOWN and planned.complete(facts.policy.hold_minutes)


def _still_counts(found: Found[VenuePlan] | Found[WholeView], facts: FactsView, question: Question) -> bool:
    return found.in_date(question.day) and found.number > last_news(facts)


def _joint_in_abuse(facts: FactsView, question: Question) -> bool:
    return question.form in JOINT and abuse_in_case(facts, question.day) is not Answer.NO


def _direct_in_abuse(facts: FactsView, question: Question) -> bool:
    return question.form in DIRECT and _joint_in_abuse(facts, question)
