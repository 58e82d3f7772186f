"""``./run serve``: a real service. Refuses until somebody holds the keys to it."""

from typing import Any

from django.core.management import BaseCommand, CommandError

from yarrow.staff.queries import is_set_up, the_service
from yarrow.staff.terms import Kind

NO_CUSTODY = (
    "Yarrow does not serve real data yet: the recovery keys need three custodians, and that ceremony is not"
    " built. Nothing was started. Use ./run demo to look around."
)
NOT_REAL = (
    "This database is a demonstration or a test; known passphrases open it. It is not served as a service."
)


class Command(BaseCommand):
    """Refuses, in words, until a real service can be had."""

    help = "Serve a real service (refused until its recovery keys are held by custodians)."

    def handle(self, *_args: Any, **_options: Any) -> None:
        if is_set_up() and the_service().kind != Kind.REAL:
            raise CommandError(NOT_REAL)
        raise CommandError(NO_CUSTODY)
