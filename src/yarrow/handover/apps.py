from typing import Any

from django.apps import AppConfig


class HandoverConfig(AppConfig):
    name = "yarrow.handover"
    label = "handover"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Whoever unlocks puts what was sent from their device into its room, however they came back."""
        from yarrow.staff.session import unlocked

        unlocked.connect(_when_unlocked, dispatch_uid="handover.take_in")


def _when_unlocked(**given: Any) -> None:
    from yarrow.staff.queries import worker

    from .actions import take_in

    take_in(by=worker(given["keyring"].worker), keyring=given["keyring"], clock=given["clock"])
