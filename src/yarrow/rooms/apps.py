from django.apps import AppConfig

from yarrow.kernel.clock import Clock
from yarrow.sealing.keyring import Keyring


class RoomsConfig(AppConfig):
    name = "yarrow.rooms"
    label = "rooms"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Whoever unlocks brings the keys that re-keying waits for."""
        from yarrow.staff.session import unlocked

        unlocked.connect(_when_unlocked, dispatch_uid="rooms.come_in")


def _when_unlocked(*, keyring: Keyring, clock: Clock, **_signal: object) -> None:
    from .actions import come_in

    come_in(keyring=keyring, clock=clock)
