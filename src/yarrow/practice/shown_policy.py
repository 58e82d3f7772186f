"""What pages show of the service's own numbers, in words."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils.translation import gettext

from yarrow.design.environment import day
from yarrow.gate.forms import Form
from yarrow.gate.limits import Limit
from yarrow.gate.policy import LIMITS, Policy, changes_of
from yarrow.policy.access import may_see
from yarrow.policy.models import PolicyVersion
from yarrow.policy.queries import begins_within
from yarrow.policy.terms import State
from yarrow.rooms.terms import RoomKind
from yarrow.staff.models import Worker

from .trial import Trial, TriedRoom

Row = list[str]
TOLD_BEFORE = timedelta(days=7)
"""So long before their day Today says that other numbers begin. Our own number."""


def held_since(versions: Sequence[tuple[PolicyVersion, State]]) -> date | None:
    """The day from which what holds now holds; None for the rules' own numbers."""
    return next((row.effective_on for row, state in versions if state is State.HOLDS), None)


def rows_of(now: Policy, since: date | None) -> list[Row]:
    """Each number: what it is, ours, the rule's own, and since when ours holds where it differs."""
    return [
        [
            gettext(limit.words),
            in_words(limit, getattr(now, limit.name)),
            in_words(limit, limit.own),
            day(since) if since is not None and getattr(now, limit.name) != limit.own else "",
        ]
        for limit in LIMITS
    ]


def compared(then: Policy, now: Policy) -> list[Row]:
    """Each number in which a policy differs from the rules' own or from what holds now."""
    return [
        [
            gettext(limit.words),
            in_words(limit, getattr(then, limit.name)),
            in_words(limit, getattr(now, limit.name)),
            in_words(limit, limit.own),
        ]
        for limit in LIMITS
        if len({getattr(then, limit.name), getattr(now, limit.name), limit.own}) > 1
    ]


def in_words(limit: Limit, value: int) -> str:
    """A number with its unit."""
    return gettext("%(number)s %(unit)s") % {"number": value, "unit": gettext(limit.unit.words)}


def numbers_ahead(worker: Worker, today: date) -> date | None:
    """The day within a week from which other numbers hold, for who may see them; None without one."""
    row = begins_within(today, TOLD_BEFORE) if may_see(worker) else None
    return row.effective_on if row is not None else None


def as_typed(then: Policy) -> str:
    """The numbers as the command line takes them before anybody asked for them (``policy_dry_run``)."""
    changes = changes_of(then) or {LIMITS[0].name: LIMITS[0].own}
    return " ".join(f"--with {name}={value}" for name, value in changes.items())


def tried_rooms(trial: Trial) -> list[Row]:
    """Each room that was looked at: whose, what would have to wait, what would not any more."""
    return [[_whose(each), _waits(each), _stands(each)] for each in trial.rooms]


def _whose(each: TriedRoom) -> str:
    reference = each.room.case.reference if each.room.case is not None else ""
    if each.room.kind == RoomKind.TEAM:
        name = gettext("The team's room")
    else:
        name = each.label.name if each.label is not None and each.label.name else gettext("Name not recorded")
    return gettext("Case %(reference)s: %(name)s") % {"reference": reference, "name": name}


def _waits(each: TriedRoom) -> str:
    if not each.tried.is_read:
        return gettext("Could not be read, so nothing is said of it")
    return _listed(each.tried.would_wait)


def _stands(each: TriedRoom) -> str:
    return _listed(each.tried.would_stand) if each.tried.is_read else ""


def _listed(forms: Sequence[Form]) -> str:
    return ", ".join(gettext(form.words) for form in forms) or gettext("Nothing")
