"""Looking for a card: audited and rationed, and what was typed sealed to who typed it."""

from dataclasses import replace

from django.db import transaction
from django.db.models import Q

from yarrow.audit import actions as audit
from yarrow.audit.terms import Event
from yarrow.emergency.content import WORDS_SIZE, SearchWords, looking_context, search_context
from yarrow.emergency.models import EmergencySearch, Looking, LookingCopy
from yarrow.emergency.queries import is_on, is_on_duty
from yarrow.emergency.queries.cards import rooms_found
from yarrow.emergency.queries.lookings import who_reviews
from yarrow.emergency.queries.openings import searches_since
from yarrow.emergency.rules import A_DAY, KEPT_AFTER_REVIEW, may_look, review_due
from yarrow.emergency.terms import About
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Refused, refused
from yarrow.kernel.errors import NotThere
from yarrow.kernel.ids import new_id
from yarrow.kernel.words import N_
from yarrow.sealing.keyring import Keyring
from yarrow.sealing.wrap import wrap_to
from yarrow.staff.models import Worker
from yarrow.staff.queries import UntrustedKey, the_service, trusted_sealing_public

OFF = refused(
    "OFF",
    N_("Emergency opening is off: fewer than two people are named for duty. Ring a supervisor."),
)


@transaction.atomic
def look_for(*, words: SearchWords, by: Worker, keyring: Keyring, clock: Clock) -> EmergencySearch | Refused:
    """Keep what is looked for, so that the next page can find it; nothing is found here.

    It is sealed to those who review it as well: they look at it where nothing is opened with it. Raises
    NotThere for who is not on duty. Refuses where fewer than two are, and beyond the ration.
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
    _tell_who_reviews(search, words, by, keyring, clock)
    return search


def _tell_who_reviews(
    search: EmergencySearch, words: SearchWords, by: Worker, keyring: Keyring, clock: Clock
) -> None:
    looking = Looking.objects.create(
        id=search.pk, worker=by, at=search.at, review_due=review_due(clock.today())
    )
    rooms = rooms_found(by, keyring, words.wanted)
    code = replace(words, words="")
    for told in who_reviews(by, rooms, clock.now()):
        whole = words if told.reads_words else code
        copy = sealed_copy(looking=looking, worker=told.worker, about=About.REASON, content=whole.to_bytes())
        if copy is not None:
            copy.save(force_insert=True)


def sealed_copy(*, looking: Looking, worker: Worker, about: About, content: bytes) -> LookingCopy | None:
    """A copy for one worker, not yet kept; none where their key does not count.

    Then the others review it; where nobody could be told it still stands in the list, without words.
    """
    try:
        public = trusted_sealing_public(worker)
    except UntrustedKey:
        return None
    copy = LookingCopy(id=new_id(), looking=looking, worker=worker, about=about)
    copy.blob = wrap_to(public, content, looking_context(copy), pad_to=WORDS_SIZE)
    return copy


@transaction.atomic
def forget_old_searches(*, clock: Clock) -> int:
    """Delete what was typed over a day ago; returns how many rows. That somebody looked stays on record.

    What was looked for and needs no review any more goes too: a month after it, and what ended in an
    opening at once, for then the opening is reviewed.
    """
    now = clock.now()
    typed = EmergencySearch.objects.filter(at__lte=now - A_DAY).delete()[0]
    settled = Q(opening__isnull=False, at__lte=now - A_DAY) | Q(reviewed_at__lte=now - KEPT_AFTER_REVIEW)
    Looking.objects.filter(settled).delete()
    return typed
