"""The database refuses, whoever asks and however."""

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from yarrow.audit.actions import sign_daily_head
from yarrow.audit.models import AuditEvent, DailyHead
from yarrow.kernel.clock import FixedClock
from yarrow.sealing.keys import new_signing_pair, sign

from .record import MORNING, a_chain, event_at

REFUSAL = "rows are only ever added, never changed or removed"


@pytest.fixture(autouse=True)
def written(db: None) -> None:
    """A record that could be changed."""
    a_chain()
    key = new_signing_pair().private
    clock = FixedClock(MORNING)
    sign_daily_head(day=clock.today(), sign=lambda words: sign(key, words), clock=clock)


def stored() -> list[object]:
    return [*AuditEvent.objects.order_by("id").values_list(), *DailyHead.objects.values_list()]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_auditevent SET actor = NULL",
        "UPDATE audit_auditevent SET id = id + 100 WHERE number = 5",
        "DELETE FROM audit_auditevent WHERE number = 5",
        "DELETE FROM audit_auditevent",
        "UPDATE audit_dailyhead SET through = 1",
        "DELETE FROM audit_dailyhead",
    ],
)
def test_change_by_raw_sql_is_refused(statement: str) -> None:
    before = stored()

    with pytest.raises(IntegrityError, match=REFUSAL), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert stored() == before


@pytest.mark.parametrize("table", ["audit_auditevent", "audit_dailyhead"])
def test_replacing_or_emptying_at_once_is_refused(table: str) -> None:
    before = stored()
    statement = {
        "sqlite": f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}",  # noqa: S608  # a test's own names
        "postgresql": f"TRUNCATE {table}",
    }[connection.vendor]

    with pytest.raises(IntegrityError, match=REFUSAL), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert stored() == before


def test_change_through_a_queryset_is_refused() -> None:
    before = stored()

    for act in (lambda: AuditEvent.objects.update(number=9), AuditEvent.objects.all().delete):
        with pytest.raises(IntegrityError, match=REFUSAL), transaction.atomic():
            act()

    assert stored() == before


def test_saving_an_event_again_is_refused() -> None:
    event = AuditEvent.objects.filter(number=2).get()
    event.actor = None

    with pytest.raises(IntegrityError, match=REFUSAL), transaction.atomic():
        event.save()


def test_event_with_a_number_taken_or_none_is_refused() -> None:
    event = event_at(AuditEvent.objects.filter(number=5).get().chain, 2)

    for number, pk in ((2, None), (0, None)):
        event.number, event.pk = number, pk
        with pytest.raises(IntegrityError), transaction.atomic():
            event.save(force_insert=True)


def test_emptying_tables_after_a_transactional_test_leaves_the_guard_standing() -> None:
    call_command("flush", interactive=False, inhibit_post_migrate=True)
    assert stored() == []

    a_chain()

    with pytest.raises(IntegrityError, match=REFUSAL), transaction.atomic():
        AuditEvent.objects.update(number=9)
