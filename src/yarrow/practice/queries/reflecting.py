"""Reflections: one's own, and those that a colleague chose to show; offers of time to talk."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from yarrow.kernel.errors import NotThere
from yarrow.practice.models import Reflection, ReflectionCopy, TimeToTalk
from yarrow.practice.reflection import Looked
from yarrow.practice.rules import names_in
from yarrow.practice.terms import OF_VOLUNTEERS, Offer, State, Subject
from yarrow.rooms.queries import labels_in, rooms_held_by
from yarrow.sealing.context import Context
from yarrow.sealing.errors import CannotOpen
from yarrow.sealing.keyring import Keyring
from yarrow.sealing.wrap import unwrap_with
from yarrow.staff.models import Worker
from yarrow.staff.queries import active_workers, the_service
from yarrow.staff.terms import OUTSIDE, Post

from .counted import newest_counted
from .shown import state_of


def own_place(row: Reflection) -> Context:
    """Where a reflection belongs: moved to another row it does not open."""
    return _place("reflection", row.pk, row.pk)


def copy_place(copy: ReflectionCopy) -> Context:
    """Where a copy belongs."""
    return _place("reflection_copy", copy.pk, copy.reflection_id)


def _place(table: str, row: UUID, of: UUID) -> Context:
    return Context(deployment=the_service().pk, table=table, column="blob", row=row, room=of)


def reflections_of(worker: Worker) -> QuerySet[Reflection]:
    """One's own, the newest first."""
    return Reflection.objects.filter(worker=worker).prefetch_related("copies__worker")


def own_reflection(worker: Worker, reflection_id: UUID) -> Reflection:
    """One of one's own; raises NotThere for anybody else's."""
    row = reflections_of(worker).filter(pk=reflection_id).first()
    if row is None:
        raise NotThere
    return row


def raw_words(row: Reflection, keyring: Keyring) -> bytes:
    """The plaintext, for who wrote it; raises CannotOpen for anybody else."""
    return unwrap_with(keyring.sealing_private, bytes(row.blob), own_place(row))


def words_for(reflection_id: UUID, worker: Worker, keyring: Keyring) -> tuple[Reflection, Looked]:
    """A reflection and its words, for who wrote it or was shown it; raises NotThere for anybody else."""
    row = Reflection.objects.filter(pk=reflection_id).select_related("worker").first()
    if row is None:
        raise NotThere
    if row.worker_id == worker.pk:
        return row, _opened(bytes(row.blob), own_place(row), keyring)
    copy = ReflectionCopy.objects.filter(reflection=row, worker=worker).first()
    if copy is None:
        raise NotThere
    return row, _opened(bytes(copy.blob), copy_place(copy), keyring)


def _opened(blob: bytes, place: Context, keyring: Keyring) -> Looked:
    try:
        return Looked.from_bytes(unwrap_with(keyring.sealing_private, blob, place))
    except (CannotOpen, ValueError):
        return Looked({})


def shown_to(worker: Worker) -> QuerySet[ReflectionCopy]:
    """What colleagues chose to show this worker."""
    copies = ReflectionCopy.objects.filter(worker=worker, reflection__worker__is_active=True)
    return copies.select_related("reflection__worker").order_by("-reflection__on", "id")


def readers_for(worker: Worker) -> QuerySet[Worker]:
    """The supervisors to whom somebody may show a reflection."""
    return active_workers().filter(post=Post.SUPERVISOR).exclude(pk=worker.pk).order_by("name")


def people_named_in(texts: Iterable[str], worker: Worker, keyring: Keyring) -> list[str]:
    """First names of people in whose rooms this worker is, where they stand in what was written."""
    labels = labels_in(rooms_held_by(worker), keyring)
    return names_in(texts, [label.name for label in labels.values() if label.name])


def offers_of(worker: Worker) -> QuerySet[TimeToTalk]:
    """What this worker was offered and what became of it, the newest first."""
    return TimeToTalk.objects.filter(worker=worker).select_related("offered_by")


def waits_for_answer(worker: Worker) -> bool:
    """Whether an offer of time to talk waits for this worker."""
    return TimeToTalk.objects.filter(worker=worker, answer=Offer.WAITING).exists()


@dataclass(frozen=True, slots=True)
class Registered:
    """One colleague's line of the register: where each subject stands, in the order of ``SUBJECTS``."""

    worker: Worker
    cells: tuple[tuple[Subject, State, date | None], ...]


SUBJECTS = tuple(subject for subject in Subject if subject not in OF_VOLUNTEERS)


def register(today: date) -> list[Registered]:
    """Everybody who works here: trained, seen and supervised until when. What is not recorded says so."""
    workers = list(active_workers().exclude(post__in=OUTSIDE).order_by("name"))
    counted = newest_counted([worker.pk for worker in workers], today)

    def cell(worker: Worker, subject: Subject) -> tuple[Subject, State, date | None]:
        row = counted.get((worker.pk, subject))
        if row is None:
            return subject, State.NEVER, None
        return subject, state_of(row, today, is_believed=True), row.until

    return [Registered(each, tuple(cell(each, subject) for subject in SUBJECTS)) for each in workers]
