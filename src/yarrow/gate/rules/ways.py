"""What one way of working asks besides: each form has demands of its own (domain.md §4.2)."""

from collections.abc import Iterator

from yarrow.gate.catalogue import ground
from yarrow.gate.facts.freedom import StandIn
from yarrow.gate.facts.risk import Level
from yarrow.gate.facts.ways import FamilyAlone, FamilyConferencePlan, GoBetween, RecordingKept
from yarrow.gate.forms import Form
from yarrow.gate.question import Question
from yarrow.gate.reasons import GateReason, SourceStanding
from yarrow.gate.rules.circumstances import abuse_applies
from yarrow.gate.rules.risk import last_level
from yarrow.gate.rules.team import abuse_in_case, last_news
from yarrow.gate.view import FactsView, Found
from yarrow.gate.words import Answer
from yarrow.kernel.words import N_

NOT_LOW_ENOUGH_ALONE = ground(
    "FAMILY",
    N_("The family would be alone, with none of us in the room, and risk of this person is not low."),
    N_("Hold it with a worker in the room, or assess again when something is different."),
    absent=False,
    by=("risk_assessed",),
    weight=SourceStanding.OURS,
)
NO_CONFERENCE_PLAN = ground(
    "FAMILY",
    N_("It is not recorded, since the last change, who is asked to come and who stays at the centre."),
    N_("Ask police, children's services, health and school; and record whether the family is ever alone."),
    absent=True,
    by=("family_conference_plan",),
)
ALONE_NOT_DECIDED = ground(
    "FAMILY",
    N_("Two workers have not decided that the family may be alone, with somebody within call."),
    N_("Decide it by itself, with a second worker; or hold the conference with a worker in the room."),
    absent=True,
    by=("family_conference_plan",),
    weight=SourceStanding.OURS,
)
A_CHILD_CARRIES = ground(
    "GOES_BETWEEN",
    N_("Who would go between is under 18. No child carries anything for adults."),
    N_("Choose a worker, or somebody grown up whom both choose."),
    absent=False,
    by=("go_between",),
)
NOBODY_CHECKED = ground(
    "GOES_BETWEEN",
    N_("It is not recorded who goes between, that they are grown up, prepared, checked and chosen by both."),
    N_("Ask each person alone whether it may be this one; prepare and check them."),
    absent=True,
    by=("go_between",),
)
RECORDING_NOT_KEPT = ground(
    "E27",
    N_("It is not recorded what becomes of the recording, and that nothing in it tells where they live."),
    N_("Look and listen for places; show it and give it to nobody; tell them it can be destroyed."),
    absent=True,
    by=("recording_kept",),
    weight=SourceStanding.OURS,
)
NO_STAND_IN = ground(
    "STANDS_IN",
    N_("It is not recorded who stands in, that nobody here knows them, and that each was prepared."),
    N_("Find somebody outside the case; prepare each apart; say that they can answer for nobody else."),
    absent=True,
    by=("stand_in",),
)

_FAMILY_CONFERENCES = frozenset({Form.FAMILY_GROUP_CONFERENCE, Form.PRIVATE_FAMILY_TIME})


def low_enough_to_be_alone(facts: FactsView, question: Question) -> Iterator[GateReason]:
    """FAMILY. Whether the family may be alone, as far as this person's risk says.

    Refuses time for the family alone, where abuse is not excluded, unless the last assessment is low.
    Each person says yes to being alone apart from their yes to the conference (E15). Our own:
    domain.md §4.2 has it only where it is safe (S65). Source: domain.md §4.2 (S65). Our own.
    """
    if question.form is not Form.PRIVATE_FAMILY_TIME or not abuse_applies(facts, question.day):
        return
    if last_level(facts) is not Level.LOW:
        yield NOT_LOW_ENOUGH_ALONE


def conference_planned(facts: FactsView, question: Question) -> Iterator[GateReason]:
    """FAMILY. Whether agencies are asked, and who stays at the centre.

    Refuses both family group conferences, where abuse is not excluded, without such a plan made in the
    last 56 days and since the last change, or while it is not decided whether the family is ever alone.
    Source: domain.md §2.7 (S65), §4.2; the days are ours. Persuasive.
    """
    if question.form not in _FAMILY_CONFERENCES or abuse_in_case(facts, question.day) is Answer.NO:
        return
    latest = facts.latest(FamilyConferencePlan)
    if latest is None or not _is_planned(latest.fact) or not _still_counts(latest, facts, question):
        yield NO_CONFERENCE_PLAN


def time_alone_decided(facts: FactsView, question: Question) -> Iterator[GateReason]:
    """FAMILY. Whether two workers decided that the family may be alone.

    Refuses time for the family alone, with or without abuse, until then: a decision of its own.
    Source: domain.md §2.7, §4.2 (S65). Our own.
    """
    if question.form is not Form.PRIVATE_FAMILY_TIME:
        return
    latest = facts.latest(FamilyConferencePlan)
    if latest is None or latest.fact.alone is not FamilyAlone.HELD or not latest.seconded:
        yield ALONE_NOT_DECIDED


def go_between_known(facts: FactsView, question: Question) -> Iterator[GateReason]:
    """GOES_BETWEEN. Whether who goes between is grown up, prepared, checked and chosen by both.

    Refuses a go-between otherwise, with or without abuse. Source: domain.md §9 (14), E27. Our own.
    """
    if question.form is not Form.GO_BETWEEN:
        return
    latest = facts.latest(GoBetween)
    if latest is not None and latest.fact.is_child is Answer.YES:
        yield A_CHILD_CARRIES
    elif latest is None or latest.fact.is_child is not Answer.NO or not latest.fact.complete():
        yield NOBODY_CHECKED


def recording_kept(facts: FactsView, question: Question) -> Iterator[GateReason]:
    """E27. Refuses a recording, with or without abuse, until it is settled what becomes of it.

    Source: domain.md E27, §4.2 (S106). Our own.
    """
    latest = facts.latest(RecordingKept)
    if question.form is Form.RECORDING and (latest is None or not latest.fact.complete()):
        yield RECORDING_NOT_KEPT


def stand_in_known(facts: FactsView, question: Question) -> Iterator[GateReason]:
    """STANDS_IN. Refuses meeting somebody who stands in until it is known who that is.

    Nobody of this case knows them, and each was prepared apart.
    Source: domain.md §4.2 (S61, S107). Our own.
    """
    latest = facts.latest(StandIn)
    if question.form is Form.SURROGATE and (latest is None or not latest.fact.complete()):
        yield NO_STAND_IN


def _is_planned(plan: FamilyConferencePlan) -> bool:
    asked = plan.agencies_asked is Answer.YES and plan.centre is Answer.YES
    return asked and plan.alone is not FamilyAlone.UNKNOWN


def _still_counts(found: Found[FamilyConferencePlan], facts: FactsView, question: Question) -> bool:
    return found.in_date(question.day) and found.number > last_news(facts)
