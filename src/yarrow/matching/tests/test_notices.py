"""Notices to supervisors: what has not been read is not thrown away, and somebody always gets it."""

from uuid import UUID

import pytest
from django.db import transaction
from django.test import Client
from pytest_django import Settings

from yarrow.audit.models import AuditEvent
from yarrow.audit.terms import Event
from yarrow.cases.actions import exclude_worker
from yarrow.cases.actions.lists import begin_list
from yarrow.config.families import Family
from yarrow.gate.facts.choice import Hope
from yarrow.gate.facts.who import Reach
from yarrow.gate.words import LongText
from yarrow.kernel.clock import FixedClock
from yarrow.matching.actions import say_seen, settle_matching
from yarrow.matching.models import MatchNote, MatchNotice, MatchValue
from yarrow.matching.queries import notices_for
from yarrow.matching.terms import Found
from yarrow.staff.demo import DEMO_PASSPHRASE
from yarrow.staff.models import RosterEntry

from .looking import ANWEN, NOBODY, look, record_anwen


@pytest.fixture
def supervisor(family: Family, settings: Settings, clock: FixedClock) -> Client:
    """Signed in by the real door; the family comes first."""
    settings.YARROW_CLOCK = lambda: clock
    client = Client()
    client.post("/sign-in/", {"username": "supervisor", "passphrase": DEMO_PASSPHRASE})
    return client


def _notices(family: Family, part: str = "supervisor") -> list[UUID | None]:
    return [each.row for each in notices_for(family.cast.worker(part), family.cast.keyring(part))]


def _see(family: Family, rows: list[UUID | None], clock: FixedClock, part: str = "supervisor") -> int:
    return say_seen(
        rows=[row for row in rows if row],
        by=family.cast.worker(part),
        keyring=family.cast.keyring(part),
        clock=clock,
    )


def test_somebody_elses_notice_is_not_deleted(family: Family, clock: FixedClock) -> None:
    record_anwen(family)
    look(family.cast, clock, ANWEN)
    rows = _notices(family)
    assert rows
    _see(family, rows, clock, part="signing_supervisor")
    _see(family, rows, clock, part="lead")
    assert _notices(family) == rows


def test_what_came_after_the_page_stays(family: Family, clock: FixedClock) -> None:
    record_anwen(family)
    look(family.cast, clock, ANWEN, NOBODY)
    shown = _notices(family)
    look(family.cast, clock, ANWEN)
    assert _see(family, shown, clock) >= 1
    left = _notices(family)
    assert len(left) == 1
    assert not set(left) & set(shown)
    assert not _see(family, [], clock)
    assert MatchNotice.objects.filter(worker=family.cast.worker("supervisor")).count() == 1


@pytest.mark.parametrize("typed", ["", "x", "0" * 36, "' OR 1=1"])
def test_a_posted_id_that_is_none_deletes_nothing(
    family: Family, supervisor: Client, typed: str, clock: FixedClock
) -> None:
    record_anwen(family)
    look(family.cast, clock, ANWEN)
    assert supervisor.post("/known/seen/", {"shown": typed}).status_code == 302
    assert len(_notices(family)) == 1


def test_the_page_posts_what_it_shows(family: Family, supervisor: Client, clock: FixedClock) -> None:
    record_anwen(family)
    look(family.cast, clock, ANWEN)
    (row,) = _notices(family)
    assert f'name="shown" value="{row}"' in supervisor.get("/").content.decode()
    supervisor.post("/known/seen/", {"shown": str(row)})
    assert not _notices(family)
    assert AuditEvent.objects.filter(event=Event.MATCH_NOTICES_SEEN).count() == 1


def test_a_notice_that_does_not_open_is_said_and_can_be_put_away(
    family: Family, supervisor: Client, clock: FixedClock
) -> None:
    record_anwen(family)
    look(family.cast, clock, ANWEN)
    (row,) = _notices(family)
    assert row is not None
    MatchNotice.objects.filter(pk=row).update(blob=b"\x01changed")
    page = supervisor.get("/").content.decode()
    assert "A notice could not be opened" in page
    assert _notices(family) == [row]
    _see(family, [row], clock)
    assert not _notices(family)


def test_where_a_supervisors_key_is_not_trusted_somebody_else_is_told(
    family: Family, clock: FixedClock
) -> None:
    record_anwen(family)
    supervisor = family.cast.worker("supervisor")
    RosterEntry.objects.filter(worker=supervisor).delete()
    assert look(family.cast, clock, ANWEN) == (Found.POSSIBLE,)
    assert not MatchNotice.objects.filter(worker=supervisor).exists()
    assert _notices(family, "lead")


def test_nobody_who_is_kept_from_the_case_is_told_instead(family: Family, clock: FixedClock) -> None:
    record_anwen(family)
    cast = family.cast
    other = cast.worker("signing_supervisor")
    exclude_worker(case=family.case, worker=other, by=cast.worker("supervisor"), clock=clock)
    for part in ("supervisor", "lead"):
        RosterEntry.objects.filter(worker=cast.worker(part)).delete()
    look(cast, clock, ANWEN)
    assert not _notices(family, "signing_supervisor")


def test_nothing_is_compared_of_a_closely_kept_case(family: Family, clock: FixedClock) -> None:
    intake = family.cast["intake"]
    record_anwen(family)
    settle_matching(by=intake.worker, keyring=intake.keyring, clock=clock)
    assert MatchValue.objects.exists()
    holder, by = family.holder("harmed").worker, family.cast.worker("supervisor")
    with transaction.atomic():
        begin_list(case=family.case, workers=[holder], by=by, clock=clock)
    family.record("harmed", Hope(words=LongText("To sleep.")))
    settle_matching(by=intake.worker, keyring=intake.keyring, clock=clock)
    assert not MatchValue.objects.exists()
    record_anwen(family)
    assert len({len(note.blob) for note in MatchNote.objects.all()}) == 1
    settle_matching(by=intake.worker, keyring=intake.keyring, clock=clock)
    assert not MatchValue.objects.exists()


def test_long_addresses_leave_a_note_of_the_same_size(family: Family, clock: FixedClock) -> None:
    settle_matching(by=family.cast.worker("intake"), keyring=family.cast.keyring("intake"), clock=clock)
    long = " ".join(f"{number}{'a' * 220}@example.org" for number in range(12))
    family.record(
        "harmed",
        Hope(words=LongText("To sleep.")),
        Reach(
            phone="01632 960123",
            other_route=LongText(long),
            when_safe=LongText("Mornings"),
            who_may_answer=LongText("Nobody"),
            confirmed_on=clock.today(),
        ),
    )
    assert MatchNote.objects.count() == 2
    assert len({len(note.blob) for note in MatchNote.objects.all()}) == 1
