"""Whether a message may be queued as its room now stands, or stay queued: the same question both times."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from yarrow.gate.facts.after import SupportEnded
from yarrow.gate.facts.base import Unreadable
from yarrow.gate.facts.choice import Consent, ConsentValue
from yarrow.gate.facts.routes import RouteConfirmed, SafeRoute
from yarrow.gate.facts.who import Death
from yarrow.gate.policy import Policy
from yarrow.gate.recorded import Recorded
from yarrow.kernel.decision import Reason, Refused
from yarrow.kernel.words import N_
from yarrow.reaching.gathering import reachable_in
from yarrow.reaching.rules import Language, Route, RouteKind, Wording, may_send

from .message.content import Content
from .message.finished import digest_of_finished
from .message.wording import NoWords
from .rules import Around, is_name
from .terms import AHEAD

NOT_RECORDED = Reason("E2", N_("No way for messages is recorded in this room."), "way")
NAME = Reason("D-07", N_("The name they chose for us must be a short name: letters alone."), "way")
NO_WORDS = Reason("D-07", N_("There are no words for this in that language."), "wording")
PAST = Reason("D-07", N_("Choose an hour that is still to come, at most seven days ahead."), "due_on")
LEFT = Reason("E16", N_("They have stopped taking part since this way was last agreed. Agree it anew."))
CLOSED = Reason("D-07", N_("This case is closed: nothing is sent any more."))
SAY_NOTHING = Reason("D-07", N_("Joint work has stopped. Nothing is sent before the hour that was set."))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a worker chose: which message, by which way, and when."""

    wording: Wording
    way: RouteKind
    days: int
    due_at: datetime


def asked(
    wanted: Wanted,
    recorded: Sequence[Recorded],
    around: Around,
    *,
    held: bool,
    policy: Policy,
) -> Content | Refused:
    """What would be sent, or everything that stands in the way. ``reaching`` is asked for the hour itself."""
    route = next((each for each in reachable_in(recorded).routes if each.kind is wanted.way), None)
    if route is None:
        return Refused((NOT_RECORDED,))
    decision = may_send(route, wording=wanted.wording, moment=wanted.due_at, held=held, policy=policy)
    reasons = list(decision.reasons) if isinstance(decision, Refused) else []
    reasons += _why_not_here(route, recorded, around)
    content = _content(wanted, route, policy)
    if content is None:
        reasons.append(NO_WORDS)
    if reasons or content is None:
        return Refused(tuple(reasons))
    return content


def is_in_time(due_at: datetime, now: datetime) -> bool:
    """Still to come, and at most seven days ahead."""
    return now < due_at <= now + AHEAD


def _why_not_here(route: Route, recorded: Sequence[Recorded], around: Around) -> Iterator[Reason]:
    if not is_name(route.sender_name):
        yield NAME
    if _left_since(recorded, route.kind):
        yield LEFT
    if around.is_closed:
        yield CLOSED
    if around.says_nothing:
        yield SAY_NOTHING


def _left_since(recorded: Sequence[Recorded], way: RouteKind) -> bool:
    """Whether they left, or support ended, after this way was last agreed with them (domain.md E16)."""
    left = max((each.number for each in recorded if _is_leaving(each)), default=0)
    agreed = max((each.number for each in recorded if _agrees(each, way)), default=0)
    return left > agreed


def _is_leaving(each: Recorded) -> bool:
    fact = each.fact
    withdrawn = isinstance(fact, Consent) and fact.value is ConsentValue.WITHDRAWN
    return withdrawn or isinstance(fact, SupportEnded | Death | Unreadable)


def _agrees(each: Recorded, way: RouteKind) -> bool:
    fact = each.fact
    if isinstance(fact, SafeRoute):
        return fact.way is way
    return isinstance(fact, RouteConfirmed) and way in fact.ways


def _content(wanted: Wanted, route: Route, policy: Policy) -> Content | None:
    if route.confirmed_on is None or route.language not in {Language.ENGLISH, Language.WELSH}:
        return None
    plain = Content(
        way=route.kind,
        to=route.value.strip(),
        wording=wanted.wording,
        language=route.language,
        days=wanted.days,
        signed=route.sender_name,
        windows=route.windows,
        confirmed_on=route.confirmed_on,
        holds_days=policy.days("message_days").days,
    )
    return _with_digest(plain)


def _with_digest(plain: Content) -> Content | None:
    from dataclasses import replace

    try:
        return replace(plain, digest=digest_of_finished(plain))
    except (NoWords, ValueError):
        return None
