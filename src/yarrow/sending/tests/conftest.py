"""A family of whom one person agreed to reminders by text, and a sender with a key of its own."""

from datetime import timedelta
from pathlib import Path

import pytest

from yarrow.cases.models import Case
from yarrow.config.families import Family
from yarrow.kernel.clock import FixedClock
from yarrow.sealing.sender_key import SenderKey, make_sender_key
from yarrow.sending.actions import trust_sender
from yarrow.sending.gateways.local import LocalGateway
from yarrow.sending.journal import Journal
from yarrow.sending.sender import Sender
from yarrow.staff.queries import the_service

from .steps import ROUTE


@pytest.fixture
def key(family: Family, tmp_path: Path, clock: FixedClock) -> SenderKey:
    made = make_sender_key(tmp_path / "sender_key", trusts=bytes(the_service().signing_public))
    trust_sender(public=made.pair.public, clock=clock)
    return made


@pytest.fixture
def agreed(family: Family, key: SenderKey) -> Family:
    """She agreed to reminders by text, from nine to five, every day; and something joint is arranged."""
    family.record("harmed", ROUTE)
    Case.objects.filter(pk=family.case.pk).update(joint_event_at=family.clock.now() + timedelta(days=20))
    family.case.refresh_from_db()
    return family


@pytest.fixture
def gateway() -> LocalGateway:
    return LocalGateway()


@pytest.fixture
def sender(
    agreed: Family, key: SenderKey, gateway: LocalGateway, tmp_path: Path, clock: FixedClock
) -> Sender:
    return Sender(the_service().pk, key, [gateway], Journal(tmp_path / "journal"), clock)
