"""The throw-away workers of a replay: real keys, and one worker for every person's room."""

from yarrow.config.cast import Member
from yarrow.kernel.clock import Clock
from yarrow.sealing.keyring import Keyring
from yarrow.staff.actions import enrol_worker
from yarrow.staff.demo import DEMO_PASSPHRASE
from yarrow.staff.terms import Post


class ReplayStaff:
    """Enrolled once for a run, with as many workers for rooms as the largest case has people."""

    def __init__(self, *, rooms: int, clock: Clock) -> None:
        self._clock = clock
        self._first: Keyring | None = None
        self.supervisor = self._enrol("supervisor", Post.SUPERVISOR)
        self.signing = self._enrol("signing_supervisor", Post.SUPERVISOR)
        self.lead = self._enrol("lead", Post.PRACTITIONER)
        self.specialist = self._enrol("specialist", Post.SPECIALIST)
        self.for_rooms = [
            self._enrol(f"room_worker_{place}", Post.PRACTITIONER) for place in range(1, rooms + 1)
        ]
        """One for each room of a case; no worker is in two."""

    def _enrol(self, name: str, post: Post) -> Member:
        worker, keyring = enrol_worker(
            username=name,
            name=name.replace("_", " ").capitalize(),
            post=post,
            passphrase=DEMO_PASSPHRASE,
            clock=self._clock,
            enrolled_by=self._first,
        )
        self._first = self._first or keyring
        return Member(worker, keyring)
