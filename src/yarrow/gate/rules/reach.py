"""Reaching someone, keeping secrets, and a room that stands still."""

from collections.abc import Iterator
from datetime import timedelta

from yarrow.gate.catalogue import ground
from yarrow.gate.facts.who import (
    AddressGuarded,
    AddressSecret,
    Death,
    Reach,
    ReachConfirmed,
    ReachUnsafe,
)
from yarrow.gate.forms import JOINT
from yarrow.gate.question import Question
from yarrow.gate.reasons import GateReason
from yarrow.gate.view import FactsView, last_number
from yarrow.kernel.words import N_

NO_REACH = ground(
    "E2",
    N_("It is not recorded how to reach this person safely."),
    N_("Record a safe way, agreed with them: how, when, who may answer, what to say."),
    absent=True,
    by=("reach",),
)
REACH_UNSAFE = ground(
    "E2",
    N_("The recorded way to reach this person is no longer safe."),
    N_("Find another safe way with them and record it."),
    absent=True,
    by=("reach",),
)
REACH_OLD = ground(
    "E2",
    N_("The safe way to reach this person was not confirmed in the last 30 days."),
    N_("Confirm it with them; one press in the next call is enough."),
    absent=True,
    by=("reach_confirmed", "reach"),
)
NOT_GUARDED = ground(
    "E39",
    N_("Something about this person must stay secret, and it is not recorded how this work keeps it."),
    N_("Go through places, papers, phones and travel with a second worker, and record how it is kept."),
    absent=True,
    by=("address_guarded",),
)
HAS_DIED = ground(
    "DEATH",
    N_("This person has died. Nothing more is planned from this room."),
    N_("Speak with the supervisor about those who stay behind."),
    absent=False,
)
CONTRADICTS = ground(
    "UNKNOWN",
    N_("A record in this room contradicts itself, so it counts as not known."),
    N_("Record it again, put right."),
    absent=False,
)


def reached_safely(facts: FactsView, question: Question) -> Iterator[GateReason]:
    """E2. Whether this person can be reached safely.

    Refuses every form, also work with one person, without a safe way confirmed in the last 30 days.
    Source: domain.md E2 (S80, S85); the 30 days are our own (design.md §5.10). Persuasive.
    """
    reach = facts.latest(Reach)
    if reach is None:
        yield NO_REACH
    elif last_number(facts.every(ReachUnsafe)) > reach.number:
        yield REACH_UNSAFE
    elif not _confirmed_lately(facts, question, reach.number):
        yield REACH_OLD


def _confirmed_lately(facts: FactsView, question: Question, since: int) -> bool:
    days = [each.fact.confirmed_on for each in facts.every(Reach) if each.number == since]
    days += [each.fact.confirmed_on for each in facts.every(ReachConfirmed) if each.number > since]
    limit = facts.policy.days("reach_days")
    return any(timedelta(0) <= question.day - day <= limit for day in days)


def secret_guarded(facts: FactsView, question: Question) -> Iterator[GateReason]:
    """E39. Whether a secret home or identity is safe in this work.

    Refuses joint forms when a secret was recorded and no later record, checked by a second worker, says how
    it is kept.
    Source: domain.md E39 (S158). Persuasive.
    """
    secret = last_number(facts.every(AddressSecret))
    guarded = [each for each in facts.every(AddressGuarded) if each.seconded]
    if question.form in JOINT and secret > last_number(guarded):
        yield NOT_GUARDED


def alive(facts: FactsView, question: Question) -> Iterator[GateReason]:
    """DEATH. Refuses every form once this person has died. Source: our own (design.md §4)."""
    del question
    if facts.every(Death):
        yield HAS_DIED


def not_contradictory(facts: FactsView, question: Question) -> Iterator[GateReason]:
    """UNKNOWN. Refuses joint forms while the latest record of any kind contradicts itself.

    For example a level below the instrument's own (domain.md E10), or a yes that names no form.
    Source: style.md §4; our own.
    """
    if question.form in JOINT and facts.contradicts_itself:
        yield CONTRADICTS
