from typing import Any

from django.apps import AppConfig


class MatchingConfig(AppConfig):
    name = "yarrow.matching"
    label = "matching"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Every write in a room leaves its note; every intake worker who unlocks takes the notes in."""
        from yarrow.rooms.signals import written
        from yarrow.staff.session import unlocked

        written.connect(_when_written, dispatch_uid="matching.note")
        unlocked.connect(_when_unlocked, dispatch_uid="matching.take_in")


def _when_written(**given: Any) -> None:
    from .actions import note_written

    note_written(room=given["room"], fact=given["fact"], keyring=given["keyring"], clock=given["clock"])


def _when_unlocked(**given: Any) -> None:
    from yarrow.staff.queries import worker

    from .actions import settle_matching

    settle_matching(by=worker(given["keyring"].worker), keyring=given["keyring"], clock=given["clock"])
