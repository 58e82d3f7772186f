import logging
from typing import Any

from django.apps import AppConfig


class SendingConfig(AppConfig):
    name = "yarrow.sending"
    label = "sending"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Every write in a room asks its queued messages anew."""
        from yarrow.rooms.signals import written

        written.connect(_when_written, dispatch_uid="sending.look_again")


def _when_written(**given: Any) -> None:
    """What fails here keeps nobody from writing: without a new look the sender sends nothing of this room."""
    from django.db import transaction

    from yarrow.staff.queries import worker

    from .actions import look_again
    from .queries import queue_of

    if not queue_of(given["room"]).exists():
        return
    try:
        with transaction.atomic():
            by = worker(given["keyring"].worker)
            look_again(room=given["room"], by=by, keyring=given["keyring"], clock=given["clock"])
    except Exception:  # noqa: BLE001  # a record that cannot be written is a greater danger
        logging.getLogger(__name__).error("queued messages could not be looked at again")  # noqa: TRY400
