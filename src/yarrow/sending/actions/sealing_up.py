"""Sealing one message to the sender, and signing the row around it: what queueing and looking again share."""

from yarrow.sealing.keys import sign
from yarrow.sealing.wrap import wrap_to
from yarrow.sending.message.content import SIZE, Content, message_context, signed_bytes
from yarrow.sending.models import QueuedMessage
from yarrow.sending.queries.keys import trusted_sender_public
from yarrow.sending.rules import Around
from yarrow.staff.queries import service_signing_pair, the_service


def seal_up(row: QueuedMessage, content: Content, seen_now: Around) -> None:
    """Fill the row with what is so now; raises ``NoSender``. The caller saves it."""
    service = the_service()
    row.seen, row.holds, row.stops = seen_now.seen, seen_now.holds, seen_now.stops
    place = message_context(service.pk, row.room_id, row.pk)
    row.blob = wrap_to(trusted_sender_public(), content.to_bytes(), place, pad_to=SIZE)
    row.signature = sign(service_signing_pair(service).private, signed_bytes(service.pk, row))
