"""The custodians' key for backups, put in its place by somebody who can write to the database (T21)."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from yarrow.audit.actions import append
from yarrow.audit.terms import Event
from yarrow.custody.actions import replace_codes
from yarrow.custody.models import Round
from yarrow.custody.queries import backup_recipient
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Refused
from yarrow.sealing.age import new_age_identity
from yarrow.staff.models import Service
from yarrow.staff.queries.service import UntrustedPublic

from .conftest import THREE, Papers


def test_a_recipient_put_in_place_of_ours_is_not_sealed_to(kept: Round, papers: Papers) -> None:
    assert backup_recipient() is not None
    Round.objects.update(backup_recipient=new_age_identity().recipient)

    with pytest.raises(UntrustedPublic):
        backup_recipient()


def test_a_round_put_in_on_top_is_not_believed_nor_with_an_event_of_its_own(
    kept: Round, papers: Papers, clock: FixedClock
) -> None:
    ours = Round.objects.get()
    theirs = Round.objects.create(
        number=ours.number + 1,
        reason=ours.reason,
        made_on=ours.made_on,
        recovery_public=ours.recovery_public,
        backup_recipient=new_age_identity().recipient,
    )
    with pytest.raises(UntrustedPublic):
        backup_recipient()

    _append(Service.objects.get(), Event.CUSTODY_CODES_MADE, theirs, clock)
    with pytest.raises(UntrustedPublic):
        backup_recipient()


def test_an_older_round_put_back_is_not_sealed_to(kept: Round, papers: Papers, clock: FixedClock) -> None:
    """Somebody who found two shredded papers of the round before deletes the newer one."""
    first, second = papers.made[0].codes[:2]
    made = replace_codes(first=first, second=second, custodians=THREE, keep=papers.keep, clock=clock)
    assert not isinstance(made, Refused)
    assert backup_recipient() == made.backup_recipient

    older = Round.objects.exclude(pk=made.pk)
    Round.objects.filter(pk=made.pk).update(number=90)
    older.update(number=91)

    with pytest.raises(UntrustedPublic):
        backup_recipient()


def test_a_backup_is_refused_in_plain_words(kept: Round, papers: Papers, tmp_path: Path) -> None:
    Round.objects.update(backup_recipient=new_age_identity().recipient)

    with pytest.raises(CommandError, match="not the one that this service wrote down"):
        call_command("backup", "--to", str(tmp_path))

    assert not list(tmp_path.glob("*.age"))


def _append(service: Service, event: Event, round_: Round, clock: FixedClock) -> None:
    with transaction.atomic():
        append(chain=service.pk, event=event, actor=None, subject=round_.pk, clock=clock, digest=bytes(32))
