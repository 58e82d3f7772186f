from typing import Any

from django.apps import AppConfig


class ReachingConfig(AppConfig):
    name = "yarrow.reaching"
    label = "reaching"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Every write in a room is heard: after some, what waits to be sent is refused."""
        from yarrow.rooms.signals import written

        written.connect(_when_written, dispatch_uid="reaching.count")


def _when_written(**given: Any) -> None:
    from .actions import hear

    hear(room=given["room"], fact=given["fact"])
