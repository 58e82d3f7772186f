"""The review of an opening, or of searches that opened nothing, by a colleague who made none of them."""

from uuid import UUID

from django.db import transaction

from yarrow.audit import actions as audit
from yarrow.audit.terms import Event
from yarrow.emergency.content import OpeningWords
from yarrow.emergency.models import EmergencyOpening, Looking
from yarrow.emergency.queries import opening_to_review
from yarrow.emergency.queries.lookings import lookings_up_to
from yarrow.emergency.queries.openings import told_in_words
from yarrow.emergency.terms import About, LookingOutcome, Outcome
from yarrow.kernel.clock import Clock
from yarrow.kernel.errors import NotThere
from yarrow.staff.models import Worker
from yarrow.staff.queries import the_service

from .looking import sealed_copy
from .opening import tell


@transaction.atomic
def review_opening(*, opening_id: UUID, outcome: Outcome, words: str, by: Worker, clock: Clock) -> None:
    """Say what came of looking at an opening; the alert ends with it, and nothing else ends it.

    But for who is inside, and for the case supervisor: for them it stays until the note was read in the room.

    What is written is sealed to those who were told why it was opened, and to the reviewer. Raises
    NotThere for the opener, for who may not review, and when it was reviewed already.
    """
    opening = opening_to_review(by, opening_id, clock.now())
    reviewed = EmergencyOpening.objects.filter(pk=opening.pk, reviewed_at__isnull=True).update(
        reviewed_by=by, reviewed_at=clock.now(), outcome=outcome
    )
    if not reviewed:
        raise NotThere
    readers = {worker.pk: worker for worker in [*told_in_words(opening), by]}
    told = [(worker, OpeningWords(None, words)) for worker in readers.values()]
    tell(opening=opening, told=told, about=About.REVIEW, event=Event.CARD_REVIEWED, by=by, clock=clock)


@transaction.atomic
def review_lookings(
    *, looking_id: UUID, outcome: LookingOutcome, words: str, by: Worker, clock: Clock
) -> int:
    """Say what came of looking at what a colleague looked for that day, up to this one; returns how many.

    What they looked for since is not among it: nobody has seen it. What is written is sealed to those
    who were told of each, and to the reviewer. Raises NotThere for who looked themselves, for who may
    not review, and when it was reviewed already.
    """
    found = lookings_up_to(by, looking_id, clock.now())
    for looking in found:
        changed = Looking.objects.filter(pk=looking.pk, reviewed_at__isnull=True).update(
            reviewed_by=by, reviewed_at=clock.now(), outcome=outcome
        )
        if not changed:
            raise NotThere
        told = {copy.worker_id: copy.worker for copy in looking.copies.select_related("worker")}
        for worker in {**told, by.pk: by}.values():
            content = OpeningWords(None, words).to_bytes()
            copy = sealed_copy(looking=looking, worker=worker, about=About.REVIEW, content=content)
            if copy is not None:
                copy.save(force_insert=True)
        service = the_service().pk
        audit.append(
            chain=service, event=Event.LOOKING_REVIEWED, actor=by.pk, subject=looking.pk, clock=clock
        )
    return len(found)
