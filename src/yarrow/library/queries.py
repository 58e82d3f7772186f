"""Which wordings of the service's own count, and all there ever were."""

from collections.abc import Sequence
from uuid import UUID

from yarrow.gate.forms import Form
from yarrow.kernel.errors import NotThere
from yarrow.staff.marks import Marked, Matter, holds, newest_of
from yarrow.staff.queries import the_service

from .marked import HOLDS, WRITTEN, says, says_written
from .models import OwnWording


def standing_for(form: Form) -> list[OwnWording]:
    """What is shown on the page of one way of working: agreed by two, not taken back, not replaced since."""
    rows = OwnWording.objects.filter(form=form.value, agreed_by__isnull=False, withdrawn_at=None)
    found = counted(list(rows.order_by("number")))
    replaced = {row.replaces_id for row in found}
    return [row for row in found if row.pk not in replaced]


def counted(rows: Sequence[OwnWording]) -> list[OwnWording]:
    """Those of these rows that are as two people agreed to them; one query more, and none for no rows."""
    if not rows:
        return []
    chain, marks = the_service().pk, _marks(HOLDS, [row.pk for row in rows])
    return [row for row in rows if holds(marks[row.pk], HOLDS, chain=chain, subject=row.pk, says=says(row))]


def was_written(row: OwnWording) -> bool:
    """Whether this service wrote it down, as it stands now."""
    mark = _marks(WRITTEN, [row.pk])[row.pk]
    return holds(mark, WRITTEN, chain=the_service().pk, subject=row.pk, says=says_written(row))


def _marks(matter: Matter, rows: Sequence[UUID]) -> dict[UUID, Marked]:
    chain = the_service().pk
    found = newest_of(matter, chains=[chain], subjects=rows)
    return {row: found.get((chain, row), Marked()) for row in rows}


def every_wording() -> list[OwnWording]:
    """All there ever were, the newest first, with who wrote and who agreed."""
    return list(OwnWording.objects.select_related("written_by", "agreed_by").order_by("-number"))


def wording(number: int) -> OwnWording:
    """One of them; raises NotThere."""
    rows = OwnWording.objects.select_related("written_by", "agreed_by", "replaces")
    found = rows.filter(number=number).first()
    if found is None:
        raise NotThere
    return found
