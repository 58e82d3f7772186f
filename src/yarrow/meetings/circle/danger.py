"""What may lie in a room while its short pages are open. Whatever is not named here closes them. Pure."""

from yarrow.gate.facts import Fact
from yarrow.gate.facts.after import Debrief, FollowUpLeftOut, FollowUpMade
from yarrow.gate.facts.agreement import CommitmentKept, Signing
from yarrow.gate.facts.calls import CallNote
from yarrow.gate.facts.children import ChildAssessment, ChildView, Followup, MeetingHeld
from yarrow.gate.facts.choice import (
    Consent,
    Correction,
    Hope,
    InformationGiven,
    Statement,
    Strength,
    TopicLimit,
    WhatWorks,
    WhoHelps,
    Wish,
)
from yarrow.gate.facts.day import DayForPerson, PlaceToday, StillSo
from yarrow.gate.facts.files import Document
from yarrow.gate.facts.freedom import InterpreterFound, SharesLookedAt
from yarrow.gate.facts.harm import Conflict, Incident
from yarrow.gate.facts.justice import PathwayMoved
from yarrow.gate.facts.orders import OrdersCheck, OrdersFound
from yarrow.gate.facts.preparation import PreparedSteps
from yarrow.gate.facts.readiness import (
    Acknowledgement,
    BreakTaken,
    Capacity,
    NotConcerned,
    Preparation,
    Supporter,
    TakingPartSafeguards,
    Vulnerability,
)
from yarrow.gate.facts.risk import AbuseScreen, Level, NoAbuse, RiskAssessed
from yarrow.gate.facts.team import (
    AbuseFlag,
    EveryoneReassessed,
    OwnChoiceNotice,
    ProposalNotice,
    SharedAccount,
    TriggerNotice,
    VenuePlan,
)
from yarrow.gate.facts.who import ApproachAgreed, Identity, Reach, ReachConfirmed, RoleInHarm
from yarrow.gate.words import Answer

_SPEAKS_OF_NO_DANGER = (
    AbuseFlag,
    AbuseScreen,
    Acknowledgement,
    ApproachAgreed,
    BreakTaken,
    CallNote,
    Capacity,
    ChildAssessment,
    ChildView,
    CommitmentKept,
    Conflict,
    Consent,
    Correction,
    DayForPerson,
    Debrief,
    Document,
    EveryoneReassessed,
    FollowUpLeftOut,
    FollowUpMade,
    Followup,
    Hope,
    Identity,
    Incident,
    InformationGiven,
    InterpreterFound,
    MeetingHeld,
    NoAbuse,
    NotConcerned,
    OrdersCheck,
    OwnChoiceNotice,
    PathwayMoved,
    PlaceToday,
    Preparation,
    PreparedSteps,
    ProposalNotice,
    Reach,
    ReachConfirmed,
    RiskAssessed,
    RoleInHarm,
    SharedAccount,
    SharesLookedAt,
    Signing,
    Statement,
    StillSo,
    Strength,
    Supporter,
    TakingPartSafeguards,
    TopicLimit,
    TriggerNotice,
    VenuePlan,
    Vulnerability,
    WhatWorks,
    WhoHelps,
    Wish,
)
"""Named, and not the other way round: a kind that is new, or cannot be read, takes the longer way.

So fear, a way that is no longer safe, an order, a worker's worry, a safety plan or a specialist's view do.
"""


def asks_for_more(fact: Fact) -> bool:
    """Whether this may speak of abuse, of a shared life or of danger: then short pages are over.

    A page that is written after it must not stand for an answer to it.
    """
    if fact.may_speak_of_abuse() or fact.speaks_of_a_shared_life():
        return True
    return not isinstance(fact, _SPEAKS_OF_NO_DANGER) or _says_so_itself(fact)


def _says_so_itself(fact: Fact) -> bool:
    """Kinds that are harmless, except with one of their answers."""
    match fact:
        case TriggerNotice():
            return fact.abuse_said is not Answer.NO
        case RiskAssessed():
            return Level.MEDIUM in {fact.level, fact.instrument_level}
        case OrdersCheck():
            return fact.result is not OrdersFound.NONE_IN_FORCE
        case Supporter():
            return fact.risk_checked is Answer.NO
        case CallNote():
            return fact.safe_to_talk is Answer.NO
        case _:
            return False
