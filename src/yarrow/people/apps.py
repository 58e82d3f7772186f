from typing import Any

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "yarrow.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in

        user_logged_in.connect(_note_who_waits, dispatch_uid="people.waits")


def _note_who_waits(**given: Any) -> None:
    """Asked once, at sign-in: making new keys ends every session."""
    from yarrow.staff.queries import is_waiting

    from .middleware import WAITS

    if is_waiting(given["user"]):
        given["request"].session[WAITS] = True
