"""A guest of a partner service who is asked to sign for an invented family."""

from datetime import timedelta

from yarrow.cases.terms import Duty
from yarrow.config.families import Family, InventionRefused
from yarrow.config.strangers import bring_in
from yarrow.kernel.decision import Refused
from yarrow.practice.queries import supervises_in_date
from yarrow.practice.terms import Subject

from .practice import trained


def guest_is_asked(family: Family) -> None:
    """Trained to supervise and confirmed here, named by the case supervisor, and knows nobody."""
    guest, clock = family.cast["guest"], family.clock
    if not supervises_in_date(guest.worker.pk, clock.today()):
        until = clock.today() + timedelta(days=200)
        second = family.cast["supervisor"]
        trained(guest.worker, subject=Subject.SUPERVISING, until=until, by=guest, second=second, clock=clock)
    named = bring_in(
        case=family.case,
        worker=guest.worker,
        duty=Duty.SIGNING_SUPERVISOR,
        by=family.cast.worker("supervisor"),
        clock=clock,
    )
    if isinstance(named, Refused):
        raise InventionRefused(named)
