"""Two senders at one moment, each with a connection of its own: every message goes once."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from yarrow.config.families import Family
from yarrow.kernel.clock import FixedClock
from yarrow.sending.gateways.interface import Outgoing
from yarrow.sending.gateways.local import LocalGateway
from yarrow.sending.journal import Journal
from yarrow.sending.models import MessageOutcome, QueuedMessage
from yarrow.sending.sender import Sender
from yarrow.sending.terms import Outcome

from .steps import in_its_hour, queued

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _two_at_once(transactional_db: None) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one writer at a time")


class Noting(LocalGateway):
    """Which messages it took."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[object] = []

    def hand_over(self, message: Outgoing) -> None:
        self.ids.append(message.id)


def test_each_message_goes_once(agreed: Family, sender: Sender, clock: FixedClock) -> None:
    for _each in range(6):
        queued(agreed)
    in_its_hour(clock)
    gateway, together = Noting(), Barrier(2)

    def look(number: int) -> None:
        try:
            # Journals of their own, as on two machines: only the database keeps them apart.
            journal = Journal(sender.journal.folder.with_name(f"journal-{number}"))
            together.wait()
            Sender(sender.deployment, sender.key, [gateway], journal, clock).look()
        finally:
            connection.close()

    senders = [Thread(target=look, args=(number,)) for number in range(2)]
    for each in senders:
        each.start()
    for each in senders:
        each.join()

    assert len(gateway.ids) == len(set(gateway.ids)) == 6
    assert not QueuedMessage.objects.exists()
    assert set(MessageOutcome.objects.values_list("outcome", flat=True)) == {Outcome.SENT}
