"""What has come in, for intake workers who hold the intake room."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from yarrow.design.colours import RoomColour, RoomShown
from yarrow.design.pages import render
from yarrow.intake.actions import read_referral, read_referrals
from yarrow.intake.queries import Referral, colleagues_outside, intake_room_held_by
from yarrow.kernel.errors import NotThere
from yarrow.rooms.actions import let_into_intake
from yarrow.rooms.queries import holds, unopened_drops
from yarrow.staff.access import proved_view, signed_in_view
from yarrow.staff.models import Worker
from yarrow.staff.queries import active_workers
from yarrow.staff.requests import WorkerRequest
from yarrow.staff.terms import Post


@require_GET
@signed_in_view
def waiting(request: WorkerRequest) -> HttpResponse:
    """Every referral by its day, without a word of it. Opening this page reads them, audited."""
    found = read_referrals(by=request.worker, keyring=request.keyring, clock=request.clock)
    context = {
        "room": room_shown(request.worker),
        "waiting": [each for each in found if each.is_waiting],
        "answered": [each for each in found if not each.is_waiting and each.left_here()],
        "unreadable": unopened_drops(intake_room_held_by(request.worker)).count(),
        "outside": list(colleagues_outside(intake_room_held_by(request.worker))),
    }
    return render(request, "intake/waiting.html", context)


@require_POST
@proved_view
def let_in(request: WorkerRequest, worker_id: UUID) -> HttpResponse:
    """Let one more intake worker read what comes in; pressed twice, it is done once."""
    room = intake_room_held_by(request.worker)
    colleague = active_workers().filter(pk=worker_id, post=Post.INTAKE).first()
    if colleague is None:
        raise NotThere
    if not holds(colleague, room):
        let_into_intake(worker=colleague, by=request.worker, keyring=request.keyring, clock=request.clock)
    return redirect("intake:waiting")


@require_GET
@signed_in_view
def referral(request: WorkerRequest, referral_id: UUID) -> HttpResponse:
    """One referral in its own words; once answered, only what was given to no room."""
    found = opened(request, referral_id)
    return render(request, "intake/referral.html", {"room": room_shown(request.worker), "referral": found})


def opened(request: WorkerRequest, referral_id: UUID) -> Referral:
    """The referral of this page; raises NotThere for who is not inside."""
    return read_referral(
        referral=referral_id, by=request.worker, keyring=request.keyring, clock=request.clock
    )


def room_shown(worker: Worker) -> RoomShown:
    """The band of the intake room."""
    room = intake_room_held_by(worker)
    return RoomShown(name=gettext("Intake room"), colour=RoomColour(room.colour))
