"""Care cards: coded warnings that cross every wall (design.md §4, "Team room")."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from yarrow.audit import actions as audit
from yarrow.audit.terms import Event
from yarrow.cases import access, queries
from yarrow.cases.care_cards import card_context, code_on
from yarrow.cases.models import CareCard, CareCardCopy, CareCardWithheld, Case
from yarrow.cases.terms import CareCode, Duty
from yarrow.kernel.clock import Clock
from yarrow.kernel.errors import NotThere
from yarrow.kernel.ids import new_id
from yarrow.sealing.errors import CannotOpen
from yarrow.sealing.keyring import Keyring
from yarrow.sealing.wrap import wrap_to
from yarrow.staff.models import Worker
from yarrow.staff.queries import UntrustedKey, trusted_sealing_public


@transaction.atomic
def raise_care_card(
    *, case: Case, code: CareCode, by: Worker, clock: Clock, card_id: UUID | None = None
) -> CareCard:
    """Warn every allocated worker at once. The card never says who raised it or why.

    With a ``card_id`` the same form sent twice raises one card: the second time finds the first.
    Raises NotThere for who is not on the case.
    """
    if not access.may_raise_care_card(by, case):
        raise NotThere
    if (raised := _raised_before(case, card_id)) is not None:
        return raised
    card = CareCard.objects.create(id=card_id or new_id(), case=case, raised_on=clock.today())
    _seal_to(card=card, code=code, workers=queries.workers_on(case))
    audit.append(chain=case.pk, event=Event.CARE_CARD_RAISED, actor=by.pk, subject=card.pk, clock=clock)
    return card


def _raised_before(case: Case, card_id: UUID | None) -> CareCard | None:
    """The card that the same form raised before. Of two posts at one moment the second waits here."""
    if card_id is None:
        return None
    Case.objects.select_for_update().get(pk=case.pk)
    return case.care_cards.filter(pk=card_id).first()


def _seal_to(*, card: CareCard, code: CareCode, workers: Iterable[Worker]) -> None:
    for worker in workers:
        try:
            public = trusted_sealing_public(worker)
        except UntrustedKey:
            # A warning must reach everybody else, even when one key cannot be believed.
            continue
        copy_id = new_id()
        blob = wrap_to(public, code.value.encode(), card_context(card.pk, copy_id), pad_to=32)
        CareCardCopy.objects.create(id=copy_id, card=card, worker=worker, blob=blob)


@transaction.atomic
def reseal_for_newcomers(*, case: Case, by: Worker, keyring: Keyring) -> int:
    """Seal the cards this worker can open to colleagues who joined later; returns how many copies.

    A newcomer who does not know of the danger is the hazard, so this runs whenever a worker
    with a copy opens the case or brings somebody in. A copy that does not open is passed over:
    it must not keep the other cards from anybody.
    """
    if not access.may_raise_care_card(by, case):
        raise NotThere
    made = 0
    for copy in queries.care_card_copies(by, case):
        have = set(copy.card.copies.values_list("worker_id", flat=True))
        newcomers = [worker for worker in queries.workers_on(case) if worker.pk not in have]
        code = _code_or_none(copy, keyring)
        if code is None:
            continue
        _seal_to(card=copy.card, code=code, workers=newcomers)
        made += len(newcomers)
    return made


def _code_or_none(copy: CareCardCopy, keyring: Keyring) -> CareCode | None:
    try:
        return code_on(copy, keyring)
    except (CannotOpen, ValueError):
        return None


@transaction.atomic
def withhold_care_card(*, card: CareCard, worker: Worker, by: Worker, clock: Clock) -> None:
    """Keep one card from one worker; only the case supervisor may, and it is audited."""
    if Duty.SUPERVISOR not in queries.duties_of(by, card.case):
        raise NotThere
    CareCardWithheld.objects.get_or_create(card=card, worker=worker, defaults={"set_on": clock.today()})
    audit.append(
        chain=card.case_id, event=Event.CARE_CARD_WITHHELD, actor=by.pk, subject=worker.pk, clock=clock
    )
