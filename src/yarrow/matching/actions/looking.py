"""Looking whether people are known: the same work and the same rows whatever comes of it (T19).

Found in a case that the asker must not come near, a person is "nothing found" for them; the
supervisor of that case learns of it all the same, so that somebody who may act does.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from yarrow.audit import actions as audit
from yarrow.audit.terms import Event
from yarrow.cases.counted import that_count
from yarrow.cases.models import Allocation, Case
from yarrow.cases.nearness import kept_from, reachable
from yarrow.cases.terms import Duty
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Refused, refused
from yarrow.kernel.errors import NotThere
from yarrow.kernel.ids import new_id
from yarrow.kernel.words import N_
from yarrow.matching.contexts import notice_context, value_context, words_context
from yarrow.matching.models import LookUp, MatchKey, MatchNotice, MatchValue
from yarrow.matching.notes import NOTICE_PAD, VALUE_PAD, WORDS_PAD, Kept, Notice
from yarrow.matching.queries import is_ours, left_to_look, may_look, opened_key, standing_key
from yarrow.matching.terms import Found, Sitting, Why
from yarrow.matching.tokens import Somebody, tokens_of
from yarrow.rooms.models import Room
from yarrow.rooms.queries.placed import rooms_as_recorded
from yarrow.sealing.blob import seal, unseal
from yarrow.sealing.errors import CannotOpen
from yarrow.sealing.keyring import Keyring
from yarrow.sealing.pepper import fingerprint
from yarrow.sealing.wrap import wrap_to
from yarrow.staff.models import Worker
from yarrow.staff.queries import UntrustedKey, active_workers, the_service, trusted_sealing_public
from yarrow.staff.terms import Post

from .keeping import settle_matching

_SLOTS = 4
"""So many values are compared and so many rows opened for each person, found or not."""


_TOLD = 2
"""So many notices go out for each person, of cases in which they were found or of nothing."""


@dataclass(frozen=True, slots=True)
class Looked:
    """The answers, in the order of the persons."""

    answers: tuple[Found, ...]


@transaction.atomic
def look_up(
    *,
    persons: Sequence[Somebody],
    sitting: Sitting,
    why: Why,
    words: str,
    by: Worker,
    keyring: Keyring,
    clock: Clock,
) -> Looked | Refused:
    """Compare these people with who is known; for an intake worker who holds the key, else NotThere.

    Refused beyond the ration of the day, and then nobody of the list is looked up. Raises
    ValueError for nobody, or for somebody of whom nothing can be compared.
    """
    if not may_look(by):
        raise NotThere
    if not persons or not all(tokens_of(person) for person in persons):
        raise ValueError("everybody who is looked up says enough to be compared")
    row = settle_matching(by=by, keyring=keyring, clock=clock)
    if row is None:
        return _without_a_key()
    Worker.objects.select_for_update(no_key=True).get(pk=by.pk)  # two posts at once share one ration
    if (refusal := _beyond_the_ration(len(persons), sitting, by, clock)) is not None:
        return refusal
    _note(row=row, persons=len(persons), sitting=sitting, why=why, words=words, by=by, clock=clock)
    eye = _Eye(row=row, key=opened_key(row, keyring), by=by, clock=clock)
    return Looked(tuple(eye.look(person) for person in persons))


def _without_a_key() -> Refused:
    standing = standing_key()
    if standing is None or is_ours(standing):
        return refused("KEY", N_("Another intake worker must sign in once before you can look."))
    said = N_(
        "The key for looking people up is not the one that this service made, so nobody is looked up. Tell"
        " a supervisor and whoever runs the machine today; meanwhile ask colleagues by telephone."
    )
    return refused("KEY", said)


def _beyond_the_ration(persons: int, sitting: Sitting, by: Worker, clock: Clock) -> Refused | None:
    if persons <= left_to_look(by, sitting, clock.today()):
        return None
    if sitting is Sitting.LIST:
        return refused("RATION", N_("One list of at most twenty a day. Ask a colleague of intake."))
    return refused("RATION", N_("At most twenty people a day, one by one. Ask a colleague of intake."))


def _note(
    *, row: MatchKey, persons: int, sitting: Sitting, why: Why, words: str, by: Worker, clock: Clock
) -> None:
    look = LookUp(id=new_id(), worker=by, day=clock.today(), sitting=sitting, why=why, persons=persons)
    look.words = wrap_to(bytes(row.public), words.encode(), words_context(look), pad_to=WORDS_PAD)
    look.save(force_insert=True)
    audit.append(chain=the_service().pk, event=Event.LOOKED_UP, actor=by.pk, subject=look.pk, clock=clock)


class _Eye:
    """One looking: whose, with which key, on which day."""

    def __init__(self, *, row: MatchKey, key: bytes, by: Worker, clock: Clock) -> None:
        self.row, self.key, self.by, self.clock = row, key, by, clock
        self.deployment = the_service().pk
        self.nobody = self._nobody()
        # Where nothing is found, the same is read and proved of a case that has nothing to do with it:
        # otherwise a match that is hidden from the asker would take measurably longer than none.
        self.instead = Room.objects.filter(case__isnull=False).order_by("id").first()

    def _nobody(self) -> MatchValue:
        """A row like any other that belongs to no room, to be opened where nothing was found."""
        value = MatchValue(id=new_id(), key=self.row)
        kept = Kept("x:nobody", new_id(), 0).to_bytes()
        value.blob = seal(self.key, kept, value_context(value, deployment=self.deployment), pad_to=VALUE_PAD)
        return value

    def look(self, person: Somebody) -> Found:
        """One answer; every step is taken for everybody."""
        tokens = (*tokens_of(person), *(f"x:{slot}" for slot in range(_SLOTS)))[:_SLOTS]
        values = [fingerprint(self.key, token) for token in tokens]
        hits = list(MatchValue.objects.filter(key=self.row, value__in=values).order_by("id")[:_SLOTS])
        rows = [*hits, *([self.nobody] * _SLOTS)][:_SLOTS]
        rooms = [self._room_of(row) for row in rows]
        if not hits and self.instead is not None:
            rooms[0] = self.instead.pk
        # A room that was moved would tell those who work on another case that there is somebody.
        placed = rooms_as_recorded(Room.objects.filter(pk__in=rooms)) or {new_id()}
        cases = list(Case.objects.filter(rooms__in=placed).distinct().order_by("id"))
        may_know = set(
            Case.objects.filter(reachable(self.by), pk__in=[case.pk for case in cases] or [new_id()])
            .order_by("id")
            .values_list("pk", flat=True)
        )
        found, known = (cases, may_know) if hits else ([], set())
        for case in [*found, *([None] * _TOLD)][:_TOLD]:
            self._tell(case, known)
        return Found.POSSIBLE if known else Found.NOTHING

    def _room_of(self, row: MatchValue) -> UUID:
        try:
            place = value_context(row, deployment=self.deployment)
            return Kept.from_bytes(unseal(self.key, bytes(row.blob), place)).room
        except (CannotOpen, ValueError):
            return new_id()

    def _tell(self, case: Case | None, may_know: set[UUID]) -> None:
        """One notice to one worker, of a match or of nothing; both look and cost the same."""
        told = self._who_is_told(case)
        if told is None:
            return
        said = Notice(
            case=case.pk if case else None,
            reference=case.reference if case else 0,
            asked_by=self.by.name,
            kept_from_asker=case is not None and case.pk not in may_know,
            on=self.clock.today(),
        )
        worker, public = told
        notice = MatchNotice(id=new_id(), worker=worker)
        notice.blob = wrap_to(public, said.to_bytes(), notice_context(notice), pad_to=NOTICE_PAD)
        notice.save(force_insert=True)

    def _who_is_told(self, case: Case | None) -> tuple[Worker, bytes] | None:
        """The first of these whose key is vouched for, with that key."""
        for worker in self._who_may_be_told(case):
            with suppress(UntrustedKey):
                return worker, trusted_sealing_public(worker)
        return None

    def _who_may_be_told(self, case: Case | None) -> Iterator[Worker]:
        """The supervisor of that case, its lead, then any supervisor who is not kept from it."""
        instead = self.instead.case_id if self.instead else new_id()
        rows = Allocation.objects.filter(case=case.pk if case else instead, until_day__isnull=True)
        at_work = [row for row in that_count(rows.select_related("worker")) if row.worker.is_active]
        found = (
            []
            if case is None
            else [row for duty in (Duty.SUPERVISOR, Duty.LEAD) for row in at_work if row.duty == duty]
        )
        others = list(active_workers().filter(post=Post.SUPERVISOR))
        first = new_id().int % max(1, len(others))
        yield from (each.worker for each in found)
        for worker in (*others[first:], *others[:first]):
            if case is None or not active_workers().filter(kept_from(case), pk=worker.pk).exists():
                yield worker
