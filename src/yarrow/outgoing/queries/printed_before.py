"""A page that a browser prints is brought to the door by looking at it; looking again is no other paper."""

from datetime import datetime, time
from typing import Any
from uuid import UUID

from yarrow.kernel.clock import LOCAL
from yarrow.outgoing.content import Asked
from yarrow.outgoing.models import LetOut, StoppedPaper
from yarrow.outgoing.terms import ArtefactKind

from .opened import asked_of


def passed_before(brought: LetOut) -> UUID | None:
    """The line of this very page in the print log, let out to the same worker on the same day."""
    if brought.kind != ArtefactKind.PRINT:
        return None
    return LetOut.objects.filter(**_same(brought)).values_list("pk", flat=True).first()


def stopped_before(brought: LetOut, said: Asked) -> UUID | None:
    """The same page, stopped that day for the same cause: who is asked about it is asked already.

    Hazard: where anything of the cause is another now, somebody else may have to be asked. Then it is new.
    """
    if brought.kind != ArtefactKind.PRINT:
        return None
    wanted = Asked.from_bytes(said.to_bytes())  # as it is kept: of many words the first
    rows = StoppedPaper.objects.filter(**_same(brought)).order_by("-at", "pk")
    return next((row.pk for row in rows if asked_of(row) == wanted), None)


def _same(brought: LetOut) -> dict[str, Any]:
    """The same bytes of the same room, brought by the same worker since midnight of that day."""
    midnight = datetime.combine(brought.at.astimezone(LOCAL).date(), time.min, LOCAL)
    told = {"case": brought.case, "audience": brought.audience, "kind": brought.kind, "by": brought.by}
    return told | {"digest": brought.digest, "at__gte": midnight, "at__lte": brought.at}
