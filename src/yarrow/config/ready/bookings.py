"""An invented interpreter and an invented volunteer, with everything that is asked of them recorded."""

from datetime import timedelta

from yarrow.bookings.actions import write_offers
from yarrow.bookings.terms import Sex
from yarrow.config.cast import Cast, Member
from yarrow.gate.facts.bookings import BookedFor
from yarrow.kernel.clock import Clock
from yarrow.practice.terms import OF_VOLUNTEERS
from yarrow.staff.actions import enrol_worker
from yarrow.staff.demo import DEMO_PASSPHRASE
from yarrow.staff.terms import Post

from .practice import trained

NAMES = {
    "interpreter": ("Irena Interpreter", Post.INTERPRETER),
    "volunteer": ("Vaughan Volunteer", Post.VOLUNTEER),
}


def somebody_who_comes(cast: Cast, part: str, clock: Clock) -> Member:
    """Enrolled as everybody is, with passphrase and keys. Offers nothing yet."""
    name, post = NAMES[part]
    worker, keyring = enrol_worker(
        username=part,
        name=name,
        post=post,
        passphrase=DEMO_PASSPHRASE,
        clock=clock,
        enrolled_by=cast.keyring("supervisor"),
    )
    return Member(worker, keyring)


def an_interpreter(cast: Cast, clock: Clock) -> Member:
    """She interprets Polish and Welsh."""
    made, by = somebody_who_comes(cast, "interpreter", clock), cast.worker("harmed_worker")
    offers = [BookedFor.POLISH, BookedFor.WELSH]
    write_offers(worker=made.worker, offers=offers, sex=Sex.WOMAN, by=by, clock=clock)
    return made


def a_volunteer(cast: Cast, clock: Clock) -> Member:
    """He drives and makes tea; trained, with references and a record check, each signed by two."""
    made, by = somebody_who_comes(cast, "volunteer", clock), cast.worker("lead")
    offers = [BookedFor.DRIVING, BookedFor.TEA]
    write_offers(worker=made.worker, offers=offers, sex=Sex.MAN, by=by, clock=clock)
    one, two, until = cast["supervisor"], cast["signing_supervisor"], clock.today() + timedelta(days=300)
    for subject in OF_VOLUNTEERS:
        trained(made.worker, until=until, by=one, second=two, clock=clock, subject=subject)
    return made
