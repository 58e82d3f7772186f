"""Days that are counted, and the moments at which they begin and end here."""

from datetime import date, datetime, time, timedelta

from .clock import LOCAL

_SATURDAY = 5


def after_working_days(day: date, count: int) -> date:
    """The last of ``count`` working days that begin after ``day``.

    Monday to Friday. Bank holidays are counted as working days: there is no list of them here.
    """
    last, left = day, count
    while left:
        last += timedelta(days=1)
        left -= last.weekday() < _SATURDAY
    return last


def once_working_days_passed(moment: datetime, count: int) -> datetime:
    """The midnight, where the service is, at which ``count`` whole working days have passed since."""
    last = after_working_days(moment.astimezone(LOCAL).date(), count)
    return datetime.combine(last + timedelta(days=1), time.min, LOCAL)
