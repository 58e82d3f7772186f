"""Building the example service in an empty database."""

from datetime import timedelta

from django.db import transaction

from yarrow.config.cast import Cast, enrol_cast
from yarrow.config.ready import library
from yarrow.gate.words import LongText
from yarrow.intake.actions import prepare_intake_room
from yarrow.kernel.clock import Clock, FixedClock
from yarrow.kernel.decision import Refused
from yarrow.rooms.actions import drop_from_outside, settle_ring
from yarrow.rooms.facts import BroughtBy, ReferralReceived
from yarrow.rooms.queries import intake_room
from yarrow.staff.actions import leave_service, set_up_service
from yarrow.staff.terms import Kind

from .accounts import settle_accounts
from .care import look_after_workers
from .emergency import prepare_for_the_night
from .known import one_to_be_found
from .looked_over import look_over
from .policy import ask_for_other_numbers
from .sending import prepare_sender
from .stories import tell_all
from .telling import TOLD_FROM
from .training import train_and_supervise


@transaction.atomic
def build_demo(*, clock: Clock) -> Cast:
    """Set the service up, enrol the cast, tell the stories; all or nothing."""
    before = FixedClock(clock.now() - TOLD_FROM - timedelta(days=1))
    service = set_up_service(kind=Kind.DEMO, clock=before)
    if isinstance(service, Refused):
        raise PermissionError(service.reasons[0].text)
    cast = enrol_cast(clock=before)
    prepare_sender(service, before)
    train_and_supervise(cast, clock)
    ask_for_other_numbers(cast, clock)
    library.agreed(cast, clock)
    library.written(cast, clock)  # whoever signs in as a supervisor may agree to it
    prepare_intake_room(holders=[cast.worker("intake"), cast.worker("intake_two")], clock=before)
    tell_all(cast=cast, now=clock.now())
    one_to_be_found(cast, clock)
    _waiting_referral(clock)
    prepare_for_the_night(cast, clock.now())
    look_after_workers(cast, clock)
    leave_service(worker=cast.worker("ex_worker"), by=cast.worker("manager"), clock=clock)
    settle_accounts(cast=cast, clock=clock)
    for part in cast.parts():
        settle_ring(keyring=cast.keyring(part))
    look_over(clock)
    return cast


def _waiting_referral(clock: Clock) -> None:
    room = intake_room()
    if room is None:
        return
    referral = ReferralReceived(
        brought_by=BroughtBy.PROFESSIONAL,
        sender=LongText("A health visitor"),
        about_harmed=LongText("Twenty-nine, two small children. Would like him to hear her, one day."),
        about_other=LongText("Has left the house. Says he wants to put it right."),
        about_children=LongText("Four and six. The elder one no longer speaks at nursery."),
        hoped_for=LongText("That nobody is pushed into anything."),
    )
    drop_from_outside(room=room, fact=referral, clock=clock)
