"""How Django asks whether a passphrase is right."""

from typing import Any, cast
from uuid import UUID

from django.contrib.auth.backends import BaseBackend
from django.db.models import Exists, OuterRef
from django.http import HttpRequest

from yarrow.kernel.decision import Refused
from yarrow.staff.actions import unlock_by_name
from yarrow.staff.models import Freeze, Worker
from yarrow.staff.requests import TimedRequest


class PassphraseBackend(BaseBackend):
    """One derivation proves the passphrase and opens the keys (security.md R-07).

    The keys are left on the request for the page that asked, as ``fresh_keyring``.
    """

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **_others: Any,
    ) -> Worker | None:
        if request is None or not username or not password:
            return None
        timed = cast("TimedRequest", request)
        opened = unlock_by_name(username=username, passphrase=password, clock=timed.clock)
        if isinstance(opened, Refused):
            return None
        worker, timed.fresh_keyring = opened
        return worker

    def get_user(self, user_id: UUID) -> Worker | None:
        """Nobody, too, for a worker who has left or is frozen: every page then asks them to sign in."""
        frozen = Freeze.objects.filter(worker=OuterRef("pk"), lifted_at=None)
        return Worker.objects.filter(~Exists(frozen), pk=user_id, is_active=True).first()
