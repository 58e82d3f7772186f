"""What pages say of custody."""

from collections.abc import Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from yarrow.staff.models import Worker

from .access import may_see_custody
from .queries import Line, custody_state, recent_lettings_in
from .rules import CustodyState
from .terms import Keeping


def today_lines(worker: Worker, today: date) -> list[str]:
    """What a manager or supervisor must see on their first page; nothing for anybody else."""
    if not may_see_custody(worker):
        return []
    state = custody_state(today)
    if state.keeping in {Keeping.DEMONSTRATION, Keeping.NOT_SET_UP}:
        return []
    return [*_of_the_drill(state), *_of_lettings_in(recent_lettings_in(today))]


def _of_the_drill(state: CustodyState) -> list[str]:
    day = date_format(state.next_due, "j F Y") if state.next_due is not None else ""
    lines = []
    if state.last_failed:
        lines.append(_("The last restore drill of the custodians failed."))
    if state.keeping == Keeping.OVERDUE:
        lines.append(_("A restore drill by two custodians is overdue since %(day)s.") % {"day": day})
    elif state.keeping in {Keeping.DUE_SOON, Keeping.NOT_DRILLED}:
        lines.append(_("A restore drill by two custodians is due by %(day)s.") % {"day": day})
    return lines


def _of_lettings_in(found: Sequence[Line]) -> list[str]:
    return [
        ngettext(
            "Custodians let %(worker)s into %(rooms)s room on %(day)s: %(by)s.",
            "Custodians let %(worker)s into %(rooms)s rooms on %(day)s: %(by)s.",
            line.rooms,
        )
        % {
            "worker": line.worker,
            "rooms": line.rooms,
            "day": date_format(line.day, "j F Y"),
            "by": ", ".join(line.by),
        }
        for line in found
    ]
