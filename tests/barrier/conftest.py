"""One settled service for the whole folder; each test plays in a savepoint and leaves it as it was."""

from collections.abc import Iterator

import pytest
from django.conf import settings as live
from django.db import transaction
from pytest_django import DjangoDbBlocker, Settings

from yarrow.kernel.clock import FixedClock

from .settled import BEGINNING, Settled, settle


@pytest.fixture(scope="package")
def _built(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Settled]:
    clock = FixedClock(BEGINNING)
    with django_db_blocker.unblock(), transaction.atomic():
        usual, live.YARROW_CLOCK = live.YARROW_CLOCK, lambda: clock
        try:
            yield settle(clock)
        finally:
            live.YARROW_CLOCK = usual
            transaction.set_rollback(True)


@pytest.fixture
def settled(_built: Settled, settings: Settings, db: None) -> Iterator[Settled]:
    """The service as it was built, whatever the test before did."""
    moment = _built.clock.now()
    settings.YARROW_CLOCK = lambda: _built.clock
    with transaction.atomic():
        yield _built
        transaction.set_rollback(True)
    _built.clock.move_to(moment)
