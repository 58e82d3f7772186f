"""Where each sealed column belongs. A blob moved anywhere else does not open (security.md §5.2)."""

from uuid import UUID

from yarrow.sealing.context import Context
from yarrow.staff.queries import the_service


def file_place(*, file: UUID, room: UUID, deployment: UUID | None = None) -> Context:
    """The pieces of one file in one room.

    The version stays 0: the file has a key of its own, which lies in an entry. A new version of the
    room's key seals that entry anew and leaves the pieces as they are.
    """
    service = deployment or the_service().pk
    return Context(deployment=service, table="file_piece", column="blob", row=file, room=room)


def ticket_place(ticket: UUID) -> Context:
    """What an address leads to, under its worker's keyring."""
    return Context(deployment=the_service().pk, table="ticket", column="blob", row=ticket)
