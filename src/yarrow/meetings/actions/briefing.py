"""Briefs: what each room's worker tells the signing supervisor (design.md §4, "Asking")."""

from datetime import timedelta

from django.db import transaction

from yarrow.audit import actions as audit
from yarrow.audit.terms import Event
from yarrow.kernel.clock import Clock
from yarrow.kernel.errors import NotThere
from yarrow.kernel.ids import new_id
from yarrow.meetings import access
from yarrow.meetings.brief import BriefContent, brief_context
from yarrow.meetings.models import Brief, Plan
from yarrow.meetings.queries import rooms_asked
from yarrow.meetings.rules import BRIEF_DAYS
from yarrow.rooms.models import Room
from yarrow.rooms.queries import holds
from yarrow.rooms.terms import RoomKind
from yarrow.sealing.wrap import wrap_to
from yarrow.staff.models import Worker
from yarrow.staff.queries import trusted_sealing_public


@transaction.atomic
def write_brief(
    *, plan: Plan, room: Room, supervisor: Worker, content: BriefContent, by: Worker, clock: Clock
) -> Brief:
    """Seal a brief about one room to the supervisor who may sign; a newer one replaces it.

    Raises NotThere unless its author is inside the room, the room is asked for this plan or is
    the team's, and the supervisor may sign.
    """
    is_asked = room.kind == RoomKind.TEAM or room in rooms_asked(plan)
    if room.case_id != plan.case_id or not is_asked or not holds(by, room):
        raise NotThere
    if not access.may_sign(supervisor, plan.case):
        raise NotThere
    Brief.objects.filter(plan=plan, room=room, supervisor=supervisor).delete()
    brief = Brief(
        id=new_id(),
        plan=plan,
        room=room,
        supervisor=supervisor,
        author=by,
        written_at=clock.now(),
        expires_on=clock.today() + timedelta(days=BRIEF_DAYS),
    )
    context = brief_context(brief.pk, plan.pk)
    brief.blob = wrap_to(trusted_sealing_public(supervisor), content.to_bytes(), context, pad_to=2048)
    brief.save(force_insert=True)
    audit.append(chain=plan.case_id, event=Event.BRIEF_WRITTEN, actor=by.pk, subject=plan.pk, clock=clock)
    return brief
