"""When a share with an agency may go, what of a room tells where somebody is, and when to ask again. Pure."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from yarrow.gate.facts import Fact
from yarrow.gate.facts.agencies import (
    SHARED,
    AgencyShare,
    AgencyShareStep,
    FormalRequest,
    RiskReport,
    RiskReportStep,
    ShareAgreed,
    ShareStep,
)
from yarrow.gate.facts.carried import NoSendLetter
from yarrow.gate.words import Answer
from yarrow.kernel.decision import Reason
from yarrow.kernel.words import N_

ASK_AGAIN_AFTER = timedelta(days=1)
"""Our own number, from no source: where no day was set, an agency is asked again on the day after."""
LONGEST_SHARE = timedelta(days=366)
"""Our own number: agreement is limited in time (security.md §6.1 says "reasonably", not how long)."""

_WHERE_SOMEBODY_IS = frozenset(
    {
        "reach",
        "reach_confirmed",
        "reach_unsafe",
        "address_secret",
        "address_guarded",
        "emergency_card",
        "call_note",
        "carried_given",
        "safety_plan",
        "contact_arrangement",
        "safer_handover",
        "child_safety_plan",
        "child_allows",
        "time_proposal",
        "new_partner",
        "pregnancy",
        "safe_route",
        "route_claimed",
        "route_confirmed",
        "route_proved",
        "separation",
        "venue_plan",
        "document",
        "unreadable",
    }
)
"""Kinds that tell where somebody is or how they are reached, or what the other side must not learn."""
_LIKE_A_PLACE = re.compile(
    r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b"  # a postcode
    r"|(?:\+44|\b0)[\d\s()-]{8,}\d"  # a telephone number
    r"|\b\d{1,4}[a-z]?\s+\w+\s+(?:street|st|road|rd|lane|avenue|close|drive|terrace|way|stryd|heol|ffordd|lôn)\b",
    re.IGNORECASE,
)
_CARRIES_NOTHING = frozenset({FormalRequest.kind, NoSendLetter.kind, *(each.kind for each in SHARED)})
"""What agencies were told before, and by whom, goes to no other agency by itself; a letter that is not sent
goes to nobody (domain.md E28)."""


def tells_where(fact: Fact) -> bool:
    """Whether this kind of record is left out unless somebody ticks it."""
    return fact.kind in _WHERE_SOMEBODY_IS


def may_be_carried(fact: Fact) -> bool:
    """Whether a record can go to an agency at all by being ticked."""
    return fact.kind not in _CARRIES_NOTHING


def looks_like_a_place(words: str) -> bool:
    """Whether these words hold what looks like a postcode, a telephone number or a street."""
    return _LIKE_A_PLACE.search(words) is not None


def by_when(said: date | None, today: date) -> date:
    """The day on which an agency is asked again: the one that was set, or our own."""
    return said or today + ASK_AGAIN_AFTER


def why_not_shared(share: AgencyShare, before: Sequence[Fact], today: date) -> tuple[Reason, ...]:
    """Everything that keeps this from going to that agency; a report asks none of it (domain.md §9.15)."""
    found = [Reason("SHARE", words, name) for name, words in share.problems()]
    if share.knows_somebody is not Answer.NO:
        said = N_(
            "Somebody there may know the family, or nobody has looked. Ask for another person to read it. "
            "If somebody is at risk, report it: nothing holds a report up."
        )
        found.append(Reason("SHARE", said, "knows_somebody"))
    if share.until < today:
        found.append(Reason("SHARE", N_("This day has passed already."), "until"))
    if share.until > today + LONGEST_SHARE:
        found.append(Reason("SHARE", N_("A share stands for a year at most."), "until"))
    if share.agreed is not ShareAgreed.YES and _was_taken_back(share.agency, before):
        said = N_(
            "They took back their agreement for this agency. Ask them anew. Somebody at risk? Report it."
        )
        found.append(Reason("SHARE", said, "agreed"))
    return tuple(found)


def _was_taken_back(agency: str, before: Sequence[Fact]) -> bool:
    ended = taken_back(before)
    last = [each for each in before if isinstance(each, AgencyShare) and _same(each.agency, agency)]
    return bool(last) and last[-1].share in ended


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def taken_back(facts: Iterable[Fact]) -> frozenset[str]:
    """The shares that stand no longer because the person said so."""
    steps = (each for each in facts if isinstance(each, AgencyShareStep))
    return frozenset(each.share for each in steps if each.what is ShareStep.TAKEN_BACK)


def still_stands(share: AgencyShare, facts: Iterable[Fact], today: date) -> bool:
    """Whether its paper may be made again: neither lapsed nor taken back."""
    return share.until >= today and share.share not in taken_back(facts)


def steps_of(fact: Fact, facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """What was written since about this report or share, in order."""
    if isinstance(fact, RiskReport):
        return tuple(
            each for each in facts if isinstance(each, RiskReportStep) and each.report == fact.report
        )
    if isinstance(fact, AgencyShare):
        return tuple(each for each in facts if isinstance(each, AgencyShareStep) and each.share == fact.share)
    return ()
