"""The review of an opening, by a colleague who did not make it."""

from uuid import UUID

from django.db import transaction

from yarrow.audit.terms import Event
from yarrow.emergency.content import OpeningWords
from yarrow.emergency.models import EmergencyOpening
from yarrow.emergency.queries import opening_to_review
from yarrow.emergency.queries.openings import told_in_words
from yarrow.emergency.terms import About, Outcome
from yarrow.kernel.clock import Clock
from yarrow.kernel.errors import NotThere
from yarrow.staff.models import Worker

from .opening import tell


@transaction.atomic
def review_opening(*, opening_id: UUID, outcome: Outcome, words: str, by: Worker, clock: Clock) -> None:
    """Say what came of looking at an opening; the alert ends with it, and nothing else ends it.

    But for who is inside, and for the case supervisor: for them it stays until the note was read in the room.

    What is written is sealed to those who were told why it was opened, and to the reviewer. Raises
    NotThere for the opener, for who may not review, and when it was reviewed already.
    """
    opening = opening_to_review(by, opening_id)
    reviewed = EmergencyOpening.objects.filter(pk=opening.pk, reviewed_at__isnull=True).update(
        reviewed_by=by, reviewed_at=clock.now(), outcome=outcome
    )
    if not reviewed:
        raise NotThere
    readers = {worker.pk: worker for worker in [*told_in_words(opening), by]}
    told = [(worker, OpeningWords(None, words)) for worker in readers.values()]
    tell(opening=opening, told=told, about=About.REVIEW, event=Event.CARD_REVIEWED, by=by, clock=clock)
