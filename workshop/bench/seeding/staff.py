"""The service and who works in it, all invented."""

from workshop.bench.scale import WRITERS
from yarrow.config.cast import Cast, Member, enrol_cast
from yarrow.config.ready.practice import in_date
from yarrow.intake.actions import prepare_intake_room
from yarrow.kernel.clock import Clock
from yarrow.sealing.passphrase import REAL
from yarrow.staff.actions import enrol_worker, set_up_service
from yarrow.staff.demo import DEMO_PASSPHRASE
from yarrow.staff.models import Service
from yarrow.staff.terms import Kind, Post

PASSPHRASE = DEMO_PASSPHRASE
"""Known to everybody: it opens what is invented, and nothing else."""
HOLDER, NOTE_WRITER = "holder", "note_writer"
SIGNS_IN, UNLOCKS = "signs_in", "unlocks"
CROWD = tuple(f"writer_{number}" for number in range(1, WRITERS + 1))


def enrol_everybody(clock: Clock) -> Cast:
    """The demo's cast, who writes notes, and two whose passphrase costs what it costs in a real service."""
    set_up_service(kind=Kind.TEST, clock=clock)
    cast = enrol_cast(clock=clock)
    members = {part: cast[part] for part in cast.parts()}
    members |= {part: _enrolled(part, cast, clock) for part in (HOLDER, NOTE_WRITER, *CROWD)}
    prepare_intake_room(holders=[cast.worker("intake"), cast.worker("intake_two")], clock=clock)
    Service.objects.update(argon_memory_kib=REAL.memory_kib, argon_passes=REAL.passes, argon_lanes=REAL.lanes)
    members |= {part: _enrolled(part, cast, clock) for part in (SIGNS_IN, UNLOCKS)}
    return Cast(members)


def _enrolled(part: str, cast: Cast, clock: Clock) -> Member:
    worker, keyring = enrol_worker(
        username=part,
        name=f"Worker {part}",
        post=Post.PRACTITIONER,
        passphrase=PASSPHRASE,
        clock=clock,
        enrolled_by=cast.keyring("lead"),
    )
    return Member(worker, keyring)


def keep_in_date(cast: Cast, clock: Clock) -> None:
    """Competence and supervision of everybody, so that no plan waits for the staff file."""
    two = {"supervisor", "signing_supervisor"}  # who record and confirm the others'
    says_so_alone = {"specialist", "guest"}
    for part in set(cast.parts()) - two - says_so_alone:
        in_date(cast.worker(part), cast, clock)
