"""Messages that wait in the settled service, sealed to a sender whose key lies in its home."""

from datetime import time, timedelta

from django.conf import settings

from yarrow.config.families import Family
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.ids import new_id
from yarrow.reaching.rules import Language, RouteKind, Weekday, Window, Wording
from yarrow.sealing.sender_key import SenderKey, make_sender_key, read_sender_key
from yarrow.sending.actions import trust_sender
from yarrow.sending.actions.sealing_up import seal_up
from yarrow.sending.message.content import Content
from yarrow.sending.models import QueuedMessage
from yarrow.sending.queries import around
from yarrow.sending.terms import LASTS
from yarrow.staff.queries import the_service


def sender_key() -> SenderKey:
    """The sender's, as it lies in its file."""
    return read_sender_key(settings.SENDER_KEY_FILE)


def messages_wait(family: Family, clock: FixedClock) -> None:
    """One for each adult, as the act seals them; the act itself would ask what is not in place here."""
    settings.SENDER_KEY_FILE.unlink(missing_ok=True)
    key = make_sender_key(settings.SENDER_KEY_FILE, trusts=bytes(the_service().signing_public))
    trust_sender(public=key.pair.public, clock=clock)
    due_at = clock.now().replace(minute=0) + timedelta(days=2)
    for part, number in (("harmed", "07700 900123"), ("other", "07700 900456")):
        row = QueuedMessage(id=new_id(), room=family.rooms[part], due_at=due_at, expires_at=due_at + LASTS)
        content = Content(
            way=RouteKind.TEXT,
            to=number,
            wording=Wording.REMINDER,
            language=Language.ENGLISH,
            days=1,
            signed="Sam",
            windows=(Window(frozenset(Weekday), time(9), time(17)),),
            confirmed_on=clock.today(),
            holds_days=14,
        )
        seal_up(row, content, around(row.room, clock.now()))
        row.save(force_insert=True)
