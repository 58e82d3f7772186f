"""Who may be a custodian, and when the codes must be tried out (security.md §5.4, R-09)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from yarrow.custody.terms import Keeping
from yarrow.kernel.decision import Allowed, Decision, Reason, Refused, refused
from yarrow.kernel.words import N_

EVERY = timedelta(weeks=26)
"""security.md §5.4: a drill every six months. A setting may shorten it, never lengthen."""

AFTER_A_CHANGE = timedelta(days=30)
"""New codes that nobody has tried are not yet known to be whole."""

WARNED_BEFORE = timedelta(days=30)
HOW_MANY = 3
WHO_SEES_CUSTODY = frozenset({"manager", "supervisor"})
"""Posts, by their values: a rule may not know the staff tables."""


@dataclass(frozen=True, slots=True)
class Named:
    """One custodian: who, what they are here, and a word they are recognised by on the telephone."""

    name: str
    office: str
    contact: str


@dataclass(frozen=True, slots=True)
class CustodyState:
    """How the recovery key is kept, as of one day."""

    keeping: Keeping
    drilled_on: date | None = None
    next_due: date | None = None
    is_live: bool = False
    """Whether a drill has ever passed: only then may the service hold real data."""
    last_failed: bool = False
    """Whether the newest drill is one that failed."""


def state_of(
    *, made_on: date, drilled_on: date | None, is_live: bool, last_failed: bool, today: date
) -> CustodyState:
    """When the next drill is due. ``drilled_on`` is of these codes; ``is_live`` of any codes ever."""
    next_due = drilled_on + EVERY if drilled_on is not None else made_on + AFTER_A_CHANGE
    if today > next_due:
        keeping = Keeping.OVERDUE
    elif drilled_on is None:
        keeping = Keeping.NOT_DRILLED
    else:
        keeping = Keeping.DUE_SOON if today >= next_due - WARNED_BEFORE else Keeping.DRILLED
    return CustodyState(keeping, drilled_on, next_due, is_live, last_failed)


def may_serve(state: CustodyState) -> Decision:
    """Whether a real service may run and keep data: only after a drill with a pair has passed (R-09)."""
    if state.keeping == Keeping.DEMONSTRATION:
        return refused(
            "not_real",
            N_("This database is a demonstration or a test: known passphrases open it. It is not served."),
        )
    if state.keeping == Keeping.NOT_SET_UP:
        return refused("not_set_up", N_("No service is set up here yet. Type: ./run yarrow set_up"))
    if not state.is_live:
        return refused(
            "not_drilled",
            N_(
                "The codes of the custodians have not been tried out. Two of them do it from their printed"
                " kits; then the service may run. Type: ./run yarrow custody_drill"
            ),
        )
    return Allowed()


def may_bring_custodians(*, post: str, is_for_self: bool, other_posts: Collection[str]) -> Decision:
    """Who may ask custodians to let somebody in: a manager or supervisor, and not for themselves.

    For themselves only where nobody else could ask: the last one must not be locked out for ever.
    """
    if post not in WHO_SEES_CUSTODY:
        return refused("by", N_("A manager or a supervisor asks custodians to do this."))
    if is_for_self and any(other in WHO_SEES_CUSTODY for other in other_posts):
        return refused(
            "self", N_("Another manager or supervisor must ask for this: nobody lets themselves in.")
        )
    return Allowed()


def custodians_are_three(named: Sequence[Named]) -> Decision:
    """Three different people, each with an office and a contact word; the same name twice is refused."""
    problems = [*_counted(named), *_complete(named), *_different(named)]
    return Refused(tuple(problems)) if problems else Allowed()


def _counted(named: Sequence[Named]) -> list[Reason]:
    if len(named) == HOW_MANY:
        return []
    return [Reason("three", N_("There are three custodians, no more and no fewer."))]


def _complete(named: Sequence[Named]) -> list[Reason]:
    if all(_plain(text) for each in named for text in (each.name, each.office, each.contact)):
        return []
    return [Reason("complete", N_("Each custodian has a name, an office and a contact word."))]


def _different(named: Sequence[Named]) -> list[Reason]:
    names, words = sorted(_plain(each.name) for each in named), sorted(_plain(each.contact) for each in named)
    found = []
    if any(one == other for one, other in pairwise(names)):
        found.append(
            Reason(
                "different", N_("The three custodians are three different people. A name stands here twice.")
            )
        )
    if any(one == other for one, other in pairwise(words)):
        found.append(Reason("contact", N_("Each custodian has a contact word of their own.")))
    return found


def _plain(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())
