"""Keys exchanged, rows put back, tails cut off: refused where used, or found when next verified (T21)."""

from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from yarrow.audit.actions import sign_daily_head
from yarrow.audit.models import AuditEvent
from yarrow.audit.queries import daily_heads
from yarrow.audit.terms import Fault
from yarrow.audit.tests.tampering import guard_lifted
from yarrow.config.cast import Cast
from yarrow.config.families import Family
from yarrow.gate.facts.choice import Statement
from yarrow.gate.words import LongText
from yarrow.kernel.clock import Clock
from yarrow.kernel.ids import new_id
from yarrow.oversight.models import Verification
from yarrow.oversight.queries import last_verification
from yarrow.oversight.verifying import NotAHead, heads_in_words, kept_heads, verify_everything
from yarrow.rooms.actions import drop_note, seal_entry, shut_out
from yarrow.rooms.models import Drop, Entry, RoomLabel, RoomVersion, Standing, Wrap
from yarrow.rooms.queries import labels_in, trusted_standing
from yarrow.sealing.errors import CannotOpen
from yarrow.sealing.keys import new_sealing_pair, new_signing_pair, random_bytes, sign
from yarrow.staff.actions import leave_service
from yarrow.staff.models import RosterEntry, Service, Worker
from yarrow.staff.queries import UntrustedKey, service_signing_pair, the_service, trusted_sealing_public
from yarrow.staff.queries.service import UntrustedPublic

pytestmark = pytest.mark.django_db


def said(family: Family, words: str = "She said so") -> Entry:
    holder = family.holder("harmed")
    fact = Statement(source="She herself", words=LongText(words))
    written = seal_entry(
        room=family.rooms["harmed"], fact=fact, by=holder.worker, keyring=holder.keyring, clock=family.clock
    )
    assert isinstance(written, Entry)
    return written


def noted(family: Family) -> Drop:
    holder = family.holder("other")
    fact = Statement(source="A neighbour", words=LongText("He was seen"))
    return drop_note(
        room=family.rooms["harmed"], fact=fact, by=holder.worker, keyring=holder.keyring, clock=family.clock
    )


def head_signed(clock: Clock) -> None:
    private = service_signing_pair(the_service()).private
    sign_daily_head(day=clock.today(), sign=lambda words: sign(private, words), clock=clock)


def faults() -> set[Fault]:
    return {each.fault for each in verify_everything().found}


# --- what a database-write attacker does, row by row ---


def _entry_rolled_back(family: Family) -> None:
    old = said(family)
    Entry.objects.filter(pk=said(family).pk).update(blob=bytes(old.blob))


def _entry_taken_out(family: Family) -> None:
    Entry.objects.filter(pk=said(family).pk).delete()


def _entry_put_in(family: Family) -> None:
    entry = said(family)
    entry.pk, entry.number = new_id(), entry.number + 1
    entry.save(force_insert=True)


def _note_changed(family: Family) -> None:
    Drop.objects.filter(pk=noted(family).pk).update(blob=random_bytes(500))


def _note_taken_away(family: Family) -> None:
    Drop.objects.filter(pk=noted(family).pk).delete()


def _standing_rolled_back(family: Family) -> None:
    row = Standing.objects.get(room=family.rooms["harmed"])
    said(family)
    row.save()


def _standing_taken_away(family: Family) -> None:
    Standing.objects.filter(room=family.rooms["harmed"]).delete()


def _wrap_put_back(family: Family) -> None:
    room, worker = family.rooms["harmed"], family.cast.worker("lead")
    kept = list(Wrap.objects.filter(version__room=room, holder=worker).values())
    shut_out(worker=worker, by=family.cast.worker("supervisor"), clock=family.clock, room=room)
    Wrap.objects.bulk_create(Wrap(**row) for row in kept)


def _leaver_put_back(family: Family) -> None:
    worker = family.cast.worker("outsider")
    leave_service(worker=worker, by=family.cast.worker("manager"), clock=family.clock)
    RosterEntry.objects.filter(worker=worker, revoked_on__isnull=False).delete()
    Worker.objects.filter(pk=worker.pk).update(is_active=True)


def _key_exchanged(family: Family) -> None:
    Worker.objects.filter(username="outsider").update(sealing_public=new_sealing_pair().public)


def _roster_line_edited(family: Family) -> None:
    public = new_sealing_pair().public
    RosterEntry.objects.filter(worker__username="outsider").update(sealing_public=public)
    Worker.objects.filter(username="outsider").update(sealing_public=public)


def _roster_line_forged(family: Family) -> None:
    """A line signed with a key of the attacker's own, for keys of their own."""
    line = RosterEntry.objects.get(worker__username="outsider")
    line.pk, line.at, line.signed_by_id = new_id(), line.at + timedelta(days=1), None
    line.sealing_public, line.signature = new_sealing_pair().public, sign(new_signing_pair().private, b"me")
    line.save(force_insert=True)


def _room_key_exchanged(family: Family) -> None:
    RoomVersion.objects.filter(room=family.rooms["harmed"]).update(public=new_sealing_pair().public)


def _recovery_key_exchanged(family: Family) -> None:
    Service.objects.update(recovery_public=new_sealing_pair().public)


def _tail_cut_off(family: Family) -> None:
    head_signed(family.clock)
    last = daily_heads().last()
    assert last is not None
    with guard_lifted():
        AuditEvent.objects.filter(id__gte=last.through).delete()


DEEDS: dict[Callable[[Family], None], Fault] = {
    _entry_rolled_back: Fault.ROW_DIFFERS,
    _entry_taken_out: Fault.ROW_GONE,
    _entry_put_in: Fault.ROW_UNKNOWN,
    _note_changed: Fault.ROW_DIFFERS,
    _note_taken_away: Fault.ROW_GONE,
    _standing_rolled_back: Fault.ROW_DIFFERS,
    _standing_taken_away: Fault.ROW_GONE,
    _wrap_put_back: Fault.KEY_PUT_BACK,
    _leaver_put_back: Fault.ROW_GONE,
    _key_exchanged: Fault.ROW_DIFFERS,
    _roster_line_edited: Fault.ROW_UNKNOWN,
    _roster_line_forged: Fault.ROW_UNKNOWN,
    _room_key_exchanged: Fault.ROW_DIFFERS,
    _recovery_key_exchanged: Fault.ROW_DIFFERS,
    _tail_cut_off: Fault.HEAD_DIFFERS,
}


@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: deed.__name__.strip("_"))
def test_next_verification_finds_it(family: Family, deed: Callable[[Family], None]) -> None:
    assert not faults()

    deed(family)

    assert DEEDS[deed] in faults()


# --- what is refused at once, where it would be used ---


@pytest.mark.parametrize("deed", [_key_exchanged, _roster_line_edited, _roster_line_forged])
def test_nothing_is_wrapped_to_an_exchanged_key(family: Family, deed: Callable[[Family], None]) -> None:
    deed(family)

    with pytest.raises(UntrustedKey):
        trusted_sealing_public(Worker.objects.get(username="outsider"))


def test_no_note_is_sealed_to_an_exchanged_room_key(family: Family) -> None:
    _room_key_exchanged(family)

    with pytest.raises(UntrustedPublic), transaction.atomic():
        noted(family)

    assert not Drop.objects.filter(author=family.cast.worker("other_worker")).exists()


def test_no_room_is_given_a_key_for_an_exchanged_recovery_key(family: Family, cast: Cast) -> None:
    room, versions = family.rooms["harmed"], RoomVersion.objects.count()
    _recovery_key_exchanged(family)

    with pytest.raises(UntrustedPublic), transaction.atomic():
        shut_out(worker=cast.worker("lead"), by=cast.worker("supervisor"), clock=family.clock, room=room)

    assert RoomVersion.objects.count() == versions


def test_standing_put_back_is_unknown_and_an_old_label_gives_no_old_name(family: Family) -> None:
    room, holder = family.rooms["harmed"], family.holder("harmed")
    assert trusted_standing(room) is not None
    label = RoomLabel.objects.get(room=room)
    RoomLabel.objects.filter(room=room).update(blob=random_bytes(len(bytes(label.blob))))

    _standing_rolled_back(family)

    assert trusted_standing(room) is None
    assert labels_in([room], holder.keyring)[room.pk].name == "Anwen"


def test_entry_put_into_another_room_does_not_open(family: Family) -> None:
    entry, holder = said(family), family.holder("other")
    Entry.objects.filter(pk=entry.pk).update(room=family.rooms["other"], number=500)

    from yarrow.rooms.queries import entries_in

    with pytest.raises(CannotOpen):
        entries_in(family.rooms["other"], holder.keyring)
    assert Fault.ROW_GONE not in faults()


# --- heads kept elsewhere ---


def copy_of_heads() -> str:
    return "\n".join(heads_in_words(daily_heads()))


def test_tail_cut_off_with_its_heads_shows_in_a_kept_copy_alone(family: Family) -> None:
    head_signed(family.clock)
    kept = copy_of_heads()
    with guard_lifted():
        AuditEvent.objects.filter(event="head_signed").delete()
        daily_heads().delete()

    assert not verify_everything().found
    assert {each.fault for each in verify_everything(kept=kept_heads(kept)).found} == {
        Fault.KEPT_HEAD_DIFFERS
    }


def test_kept_copy_of_a_whole_record_fits_and_of_another_service_does_not(family: Family) -> None:
    head_signed(family.clock)
    kept = kept_heads(copy_of_heads())
    assert verify_everything(kept=kept).is_whole

    said(family)

    assert verify_everything(kept=kept).is_whole
    stranger = [type(kept[0])(kept[0].day, kept[0].through, kept[0].head, bytes(64))]
    assert {each.fault for each in verify_everything(kept=stranger).found} == {Fault.HEAD_UNSIGNED}


@pytest.mark.parametrize(
    "line", ["2026-03-10 5", "someday 5 a b c", "2026-03-10 5 0000-0000-0000-0001 00 00"]
)
def test_line_miscopied_is_told(line: str) -> None:
    with pytest.raises(NotAHead):
        kept_heads(line)


# --- the command ---


def run(**options: object) -> str:
    out = StringIO()
    call_command("audit_verify", stdout=out, **options)
    return out.getvalue()


def test_command_says_that_all_is_well_and_keeps_it(family: Family, tmp_path: Path) -> None:
    head_signed(family.clock)
    (tmp_path / "heads").write_text(copy_of_heads())

    assert "Everything is as it was written." in run(head=tmp_path / "heads")
    assert "Compared with no head kept elsewhere" in run()

    kept = last_verification()
    assert kept is not None
    assert (kept.outcome, kept.faults) == ("whole", 0)


def test_command_ends_with_1_on_any_break_and_says_what_not_to_do(family: Family) -> None:
    _entry_rolled_back(family)

    with pytest.raises(CommandError, match="Do not repair anything") as ended:
        run()

    assert ended.value.returncode == 1
    kept = Verification.objects.get()
    assert (kept.outcome, kept.faults) == ("broken", 1)


def test_command_says_nothing_where_the_service_key_cannot_be_had(family: Family, tmp_path: Path) -> None:
    Service.objects.update(signing_sealed=random_bytes(200))

    with pytest.raises(CommandError) as ended:
        run()

    assert ended.value.returncode == 2
    assert not Verification.objects.exists()


def test_head_command_prints_what_to_keep(family: Family) -> None:
    with pytest.raises(CommandError, match="No head has been signed yet"):
        call_command("audit_head")
    head_signed(family.clock)
    out = StringIO()

    call_command("audit_head", stdout=out)

    assert len(kept_heads(out.getvalue())) == 1
