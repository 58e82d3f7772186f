"""When a signature counts, and whose is needed (domain.md E33; design.md §5 (10)). Pure."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from yarrow.gate.facts.agreement import Signing, SigningValue
from yarrow.gate.facts.base import Home
from yarrow.gate.recorded import Recorded
from yarrow.gate.rules.circumstances import is_not_concerned, takes_part
from yarrow.gate.view import FactsView

SIGNING_PAUSE = timedelta(hours=72)
"""Cooling-off between offering and signing. A service may lengthen it, never shorten it."""


def may_be_signed_from(offered_at: datetime) -> datetime:
    """The first moment at which a signature counts."""
    return offered_at + SIGNING_PAUSE


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


def counts(signing: Signing | None, *, agreement: str, words: str, offered_at: datetime) -> bool:
    """Whether this answer is a signature under exactly these words, given freely after the pause."""
    if signing is None or signing.value is not SigningValue.SIGNED or signing.problems():
        return False
    if signing.agreement != agreement or signing.words_seen != words or not words:
        return False
    try:
        return datetime.fromisoformat(signing.asked_at) >= may_be_signed_from(offered_at)
    except (TypeError, ValueError):
        return False
