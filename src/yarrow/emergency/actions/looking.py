"""Looking for a card: audited and rationed, and what was typed sealed to who typed it."""

from django.db import transaction

from yarrow.audit import actions as audit
from yarrow.audit.terms import Event
from yarrow.emergency.content import WORDS_SIZE, SearchWords, search_context
from yarrow.emergency.models import EmergencySearch
from yarrow.emergency.queries import is_on, is_on_duty
from yarrow.emergency.queries.openings import searches_since
from yarrow.emergency.rules import A_DAY, may_look
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Refused, refused
from yarrow.kernel.errors import NotThere
from yarrow.kernel.ids import new_id
from yarrow.kernel.words import N_
from yarrow.sealing.wrap import wrap_to
from yarrow.staff.models import Worker
from yarrow.staff.queries import the_service, trusted_sealing_public

OFF = refused(
    "OFF",
    N_("Emergency opening is off: fewer than two people are named for duty. Ring a supervisor."),
)


@transaction.atomic
def look_for(*, words: SearchWords, by: Worker, clock: Clock) -> EmergencySearch | Refused:
    """Keep what is looked for, so that the next page can find it; nothing is found here.

    Raises NotThere for who is not on duty. Refuses where fewer than two are, and beyond the ration.
    """
    if not is_on_duty(by):
        raise NotThere
    if not is_on():
        return OFF
    Worker.objects.select_for_update().get(pk=by.pk)  # two tabs at once count as two
    now = clock.now()
    may = may_look(searches_since(by, now - A_DAY), now)
    if isinstance(may, Refused):
        return may
    search = EmergencySearch(id=new_id(), worker=by, at=now)
    public = trusted_sealing_public(by)
    search.blob = wrap_to(public, words.to_bytes(), search_context(search), pad_to=WORDS_SIZE)
    search.save(force_insert=True)
    audit.append(
        chain=the_service().pk, event=Event.CARD_LOOKED_FOR, actor=by.pk, subject=search.pk, clock=clock
    )
    return search


@transaction.atomic
def forget_old_searches(*, clock: Clock) -> int:
    """Delete what was typed over a day ago; returns how many rows. That somebody looked stays on record."""
    return EmergencySearch.objects.filter(at__lte=clock.now() - A_DAY).delete()[0]
