"""One's own training and supervision, everybody's for who answers for them, and one colleague's."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from yarrow.design.pages import render
from yarrow.kernel.errors import NotThere
from yarrow.policy.access import may_see as may_see_numbers
from yarrow.practice.access import is_guest, may_be_second, may_keep, may_offer_time, may_record, may_see
from yarrow.practice.queries import colleagues_due, led_colleagues, lines_of, waiting_for_second
from yarrow.practice.queries.reflecting import offers_of
from yarrow.practice.shown import shown
from yarrow.staff.access import signed_in_view
from yarrow.staff.queries import worker as worker_of
from yarrow.staff.requests import WorkerRequest


@require_GET
@signed_in_view
def mine_page(request: WorkerRequest) -> HttpResponse:
    """My training and supervision; for a guest the whole of what there is, without anybody's name."""
    me, today = request.worker, request.clock.today()
    guest = is_guest(me)
    waiting = [] if guest else [row for row in waiting_for_second(me) if may_be_second(me, row)]
    context = {
        "me": me,
        "is_guest": guest,
        "lines": shown(lines_of(me, today), today, with_names=not guest),
        "may_record": may_record(me, me),
        "waiting": waiting,
        "sees_numbers": may_see_numbers(me),
        "sees_others": not guest and (may_keep(me) or bool(led_colleagues(me))),
    }
    return render(request, "practice/mine.html", context)


@require_GET
@signed_in_view
def people_page(request: WorkerRequest) -> HttpResponse:
    """Who is in date and who is due: everybody for a keeper, the colleagues on their cases for a lead."""
    me, today = request.worker, request.clock.today()
    only = None if may_keep(me) else led_colleagues(me)
    if only is not None and not only:
        raise NotThere
    return render(
        request,
        "practice/people.html",
        {"people": colleagues_due(today, only=only), "sees_register": only is None},
    )


@require_GET
@signed_in_view
def person_page(request: WorkerRequest, worker_id: UUID) -> HttpResponse:
    """One colleague's records; raises NotThere for who may not see them."""
    if not may_see(request.worker, person := worker_of(worker_id)):
        raise NotThere
    today = request.clock.today()
    context = {
        "person": person,
        "lines": shown(lines_of(person, today), today, with_names=True),
        "may_record": may_record(request.worker, person),
        "is_me": person.pk == request.worker.pk,
        "may_offer": may_offer_time(request.worker, person),
        "offers": offers_of(person)[:5],
    }
    return render(request, "practice/person.html", context)
