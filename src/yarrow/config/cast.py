"""The cast: invented workers with real, throw-away keys, for the demo, the tests and the replay.

They exist only in databases whose first row says ``demo`` or ``test``; ``enrol_cast`` refuses
any other (design.md §4, "Demo, tests, replay").
"""

from dataclasses import dataclass, field

from yarrow.kernel.clock import Clock, FixedClock
from yarrow.sealing.keyring import Keyring
from yarrow.staff.actions import enrol_worker
from yarrow.staff.demo import DEMO_PASSPHRASE
from yarrow.staff.models import Worker
from yarrow.staff.queries import the_service
from yarrow.staff.terms import Post


@dataclass(frozen=True, slots=True)
class Member:
    """One invented worker, unlocked."""

    worker: Worker
    keyring: Keyring = field(repr=False)


ROLES: dict[str, tuple[str, Post]] = {
    "intake": ("Ivy Intake", Post.INTAKE),
    "intake_two": ("Idris Intake", Post.INTAKE),
    "lead": ("Lena Lead", Post.PRACTITIONER),
    "harmed_worker": ("Hana Harries", Post.PRACTITIONER),
    "other_worker": ("Owen Oakes", Post.PRACTITIONER),
    "child_worker": ("Carys Child", Post.PRACTITIONER),
    "supervisor": ("Sian Super", Post.SUPERVISOR),
    "signing_supervisor": ("Gwen Guest", Post.SUPERVISOR),
    "specialist": ("Sam Special", Post.SPECIALIST),
    "researcher": ("Rhys Research", Post.RESEARCHER),
    "manager": ("Mari Manager", Post.MANAGER),
    "excluded": ("Elin Excluded", Post.PRACTITIONER),
    "ex_worker": ("Emyr Former", Post.PRACTITIONER),
    "outsider": ("Olwen Outside", Post.PRACTITIONER),
    "duty": ("Dilys Duty", Post.DUTY),
    "frozen": ("Fflur Frozen", Post.PRACTITIONER),
    "guest": ("Vera Visitor", Post.GUEST),
}
"""Who plays which part. The key is the user name."""


class Cast:
    """Everybody by the part they play: ``cast["harmed_worker"].keyring``."""

    def __init__(self, members: dict[str, Member]) -> None:
        self._members = members

    def __getitem__(self, part: str) -> Member:
        return self._members[part]

    def worker(self, part: str) -> Worker:
        """The worker who plays a part."""
        return self._members[part].worker

    def keyring(self, part: str) -> Keyring:
        """Their unlocked keyring."""
        return self._members[part].keyring

    def parts(self) -> tuple[str, ...]:
        """Every part, in the order of enrolment."""
        return tuple(self._members)


def enrol_cast(*, clock: Clock) -> Cast:
    """Enrol everybody at one moment, so that all are here from the beginning; the first signs."""
    if the_service().kind not in {"demo", "test"}:
        raise PermissionError("the cast lives only in demo and test databases")
    members: dict[str, Member] = {}
    first: Keyring | None = None
    clock = FixedClock(clock.now())
    for part, (name, post) in ROLES.items():
        worker, keyring = enrol_worker(
            username=part, name=name, post=post, passphrase=DEMO_PASSPHRASE, clock=clock, enrolled_by=first
        )
        first = first or keyring
        members[part] = Member(worker, keyring)
    return Cast(members)
