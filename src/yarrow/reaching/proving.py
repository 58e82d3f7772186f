"""What an entry about reaching somebody needs before it is sealed: a proof must be one."""

from collections.abc import Sequence
from uuid import UUID

from yarrow.gate.facts.base import Fact
from yarrow.gate.facts.routes import RouteKind, RouteProved
from yarrow.gate.recorded import Recorded
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Reason
from yarrow.kernel.words import N_
from yarrow.sealing.keys import digest

from .gathering import reachable_in
from .reachable import Reachable, same_as

_LAST = UUID(int=0)

NOT_A_PROOF = Reason(
    "REACH",
    N_("No words had been agreed before this number or address was first named. See them in person."),
    "proof",
)


def to_be_proved(found: Reachable) -> dict[str, tuple[RouteKind, str]]:
    """What may be proved: each open claim, and what was once theirs and may be again; by a short code."""
    claims = [(each.kind, each.value) for each in found.claims]
    again = [(each.kind, each.value) for each in found.known if not each.proved]
    return {_code(kind, value): (kind, value) for kind, value in (*again, *claims)}


def _code(kind: RouteKind, value: str) -> str:
    return digest(kind.value.encode(), same_as(value).encode()).hex()[:16]


def why_not_proved(recorded: Sequence[Recorded], proof: RouteProved, clock: Clock) -> Reason | None:
    """Why this is no proof as things are recorded; None where it is one."""
    number = max((each.number for each in recorded), default=0) + 1
    after: Fact = proof
    found = reachable_in([*recorded, Recorded(after, number, clock.today(), _LAST)])
    value = same_as(proof.value)
    is_theirs = any(each.proved and same_as(each.value) == value for each in found.known)
    return None if is_theirs else NOT_A_PROOF
