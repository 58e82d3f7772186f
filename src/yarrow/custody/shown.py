"""What pages say of custody."""

from collections.abc import Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from yarrow.audit.terms import Event
from yarrow.kernel.clock import LOCAL
from yarrow.rooms.queries import awaiting
from yarrow.staff.models import Worker

from .access import may_see_custody
from .queries import (
    Line,
    current_round,
    custody_state,
    made_anew_lately,
    newest_of_anew,
    recent_lettings_in,
    waits_for_drill,
)
from .queries.anew import asked_on_record
from .queries.events import SHOWN_ON_TODAY
from .rules import CustodyState
from .terms import Keeping


def today_lines(worker: Worker, today: date) -> list[str]:
    """What a manager or supervisor must see on their first page; for everybody else, of a new key only.

    A new recovery key would open every room there is: whoever holds one must not come upon it by chance.
    They read one line that is the same for all. Any of them may ask, and may freeze an account.
    """
    if not may_see_custody(worker):
        return _for_everybody(today) if worker.is_active else []
    state = custody_state(today)
    if state.keeping in {Keeping.DEMONSTRATION, Keeping.NOT_SET_UP}:
        return []
    return [*_of_a_new_key(today), *_of_the_drill(state), *_of_lettings_in(recent_lettings_in(today))]


def _for_everybody(today: date) -> list[str]:
    """From the record, so that a row which was hidden for three days changes nothing."""
    event = newest_of_anew()
    if event is None or event.event == Event.CUSTODY_ANEW_STOPPED:
        return []
    if event.event != Event.CUSTODY_ANEW_MADE:
        return [
            _(
                "A new recovery key was asked for, because codes are said to be lost. If this surprises you, "
                "speak with a manager or supervisor today."
            )
        ]
    if event.at.astimezone(LOCAL).date() < today - SHOWN_ON_TODAY:
        return []
    return [
        _(
            "A new recovery key was made without the old codes, in the last thirty days. If this surprises "
            "you, speak with a manager or supervisor today."
        )
    ]


def _of_a_new_key(today: date) -> list[str]:
    """Whoever could stop it must not come upon it by chance; and while keys wait, nobody rests."""
    lines = []
    if asked_on_record() is not None:
        lines.append(
            _(
                "A new recovery key was asked for, because two codes are said to be lost. Any of you may "
                "stop it."
            )
        )
    if made_anew_lately(today):
        lines.append(_("A new recovery key was made without the old codes, in the last thirty days."))
    if waits_for_drill(current_round()):
        lines.append(
            _(
                "Rooms are not wrapped to the new recovery key before two custodians have tried it "
                "out in a drill."
            )
        )
    if waiting := awaiting().count():
        lines.append(
            ngettext(
                "%(num)s room key waits for the new recovery key: ask who holds it to sign in.",
                "%(num)s room keys wait for the new recovery key: ask who holds them to sign in.",
                waiting,
            )
            % {"num": waiting}
        )
    return lines


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
