"""How Django asks whether a passphrase is right."""

from typing import Any, cast
from uuid import UUID

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from yarrow.kernel.decision import Refused
from yarrow.staff.actions import unlock_by_name
from yarrow.staff.models import Worker
from yarrow.staff.queries.accounts import account_as_recorded
from yarrow.staff.queries.freezing import shows_a_freeze
from yarrow.staff.queries.posts import shows_another_post
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
        """Nobody, too, for a worker who has left, is frozen, or shows a post that nobody vouched for.

        Every page then asks them to sign in.
        """
        found = account_as_recorded(user_id)
        if found is None or shows_a_freeze(found) or shows_another_post(found):
            return None
        return found
