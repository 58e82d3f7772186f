"""The session engine: Django's database sessions, each row naming its worker."""

from typing import Any, cast
from uuid import UUID

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db import DatabaseError

from yarrow.design.no_room import cannot_write
from yarrow.staff.models import WorkerSession


class SessionStore(DatabaseStore):
    """Keeps ids, times and sealed blobs only; what a blob needs to open is in the browser."""

    @classmethod
    def get_model_class(cls) -> type[WorkerSession]:
        return WorkerSession

    def create_model_instance(self, data: dict[str, Any]) -> WorkerSession:
        row = cast("WorkerSession", super().create_model_instance(data))
        row.worker_id = UUID(data[SESSION_KEY]) if SESSION_KEY in data else None
        return row

    def save(self, must_create: bool = False) -> None:  # noqa: FBT001, FBT002  # Django's signature
        """Keep the session. On a full disk it stays as it was, so that reading goes on (T12)."""
        try:
            super().save(must_create=must_create)
        except (DatabaseError, UpdateError) as failure:
            # Django says "the session is gone" of whatever went wrong in an update; what it was lies behind.
            behind = failure.__context__ if isinstance(failure, UpdateError) else failure
            if must_create or behind is None or not cannot_write(behind):
                raise
