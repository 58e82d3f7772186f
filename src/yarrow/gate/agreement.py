"""When a signature counts, and whose is needed (domain.md E33; design.md §5 (10)). Pure."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from yarrow.gate.facts.agreement import Signing, SigningValue
from yarrow.gate.facts.base import Home
from yarrow.gate.policy import Policy
from yarrow.gate.recorded import Recorded
from yarrow.gate.rules.circumstances import is_not_concerned, takes_part
from yarrow.gate.view import FactsView


def may_be_signed_from(offered_at: datetime, policy: Policy) -> datetime:
    """The first moment at which a signature counts: after the cooling-off that holds when it is given.

    A service may lengthen it, never shorten it; where what it asks is not known, it is the longest there is.
    """
    return offered_at + timedelta(hours=policy.in_an_act().signing_hours)


def asked_on(signing: Signing | None) -> datetime | None:
    """When somebody was asked; None where that is not known."""
    try:
        return datetime.fromisoformat(signing.asked_at) if signing is not None else None
    except (TypeError, ValueError):
        return None


def signs(recorded: Sequence[Recorded], day: date) -> bool:
    """Whether this person's own signature is needed.

    Everybody of the plan signs, except a child who is only affected, who only supports somebody,
    and whom two workers found not to be concerned. Whatever goes wrong, it is needed.
    """
    try:
        facts = FactsView(recorded, Home.PERSON)
        return takes_part(facts) and not is_not_concerned(facts, day)
    except Exception:  # noqa: BLE001  # an error asks for one signature more
        return True


def counts(
    signing: Signing | None, *, agreement: str, words: str, offered_at: datetime, policy: Policy
) -> bool:
    """Whether this answer is a signature under exactly these words, given freely after the pause.

    ``policy`` is what held on the day on which they were asked (``asked_on``).
    """
    if signing is None or signing.value is not SigningValue.SIGNED or signing.problems():
        return False
    if signing.agreement != agreement or signing.words_seen != words or not words:
        return False
    asked = asked_on(signing)
    try:
        return asked is not None and asked >= may_be_signed_from(offered_at, policy)
    except TypeError:  # a moment without its time zone
        return False
