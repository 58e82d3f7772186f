"""The page of an interpreter or volunteer: when they are asked for, and their answer. Nothing of a family."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from yarrow.bookings.access import is_booked_here
from yarrow.bookings.actions import names_of, say_no, say_whether_known, say_yes
from yarrow.bookings.models import Booking
from yarrow.bookings.queries import asked_of, asked_one
from yarrow.bookings.shown import of_mine
from yarrow.bookings.terms import State
from yarrow.design.pages import render
from yarrow.kernel.decision import Decision, Refused
from yarrow.kernel.errors import NotThere
from yarrow.staff.access import signed_in_view
from yarrow.staff.requests import WorkerRequest


@require_GET
@signed_in_view
def mine_page(request: WorkerRequest) -> HttpResponse:
    """What waits for one's answer, what one said yes to, and what was taken back."""
    if not is_booked_here(request.worker):
        raise NotThere
    found = of_mine(asked_of(request.worker, request.clock.now()))
    context = {
        "waiting": [each for each in found if each.state in {State.ASKED, State.CLEAR}],
        "coming": [each for each in found if each.state is State.CONFIRMED],
        "off": [each for each in found if each.state is State.OFF],
    }
    return render(request, "bookings/mine.html", context)


@require_http_methods(["GET", "POST"])
@signed_in_view
def one_page(request: WorkerRequest, booking_id: UUID) -> HttpResponse:
    """First a name and nothing else; then the hour, and yes or no."""
    if not is_booked_here(request.worker):
        raise NotThere
    found = asked_one(request.worker, booking_id, request.clock.now())
    if request.method == "POST":
        return _answered(request, found.row)
    if found.state is State.ASKED:
        names = names_of(found.row, request.keyring)
        return render(request, "bookings/question.html", {"names": names})
    return render(request, "bookings/one.html", {"one": of_mine([found])[0]})


def _answered(request: WorkerRequest, booking: Booking) -> HttpResponse:
    answer = _ANSWERS.get(request.POST.get("answer", ""))
    if answer is None:
        return redirect("bookings:one", booking.pk)
    said = answer(request, booking)
    for reason in said.reasons if isinstance(said, Refused) else ():
        messages.warning(request, gettext(reason.text))
    if request.POST["answer"] == "nobody":
        return redirect("bookings:one", booking.pk)
    return redirect("bookings:mine")


def _nobody(request: WorkerRequest, booking: Booking) -> None:
    say_whether_known(booking=booking, knows_nobody=State.CLEAR, by=request.worker, clock=request.clock)


def _somebody(request: WorkerRequest, booking: Booking) -> None:
    say_whether_known(booking=booking, knows_nobody=State.KNOWS, by=request.worker, clock=request.clock)
    messages.success(request, gettext("Thank you. You will hear nothing more of this."))


def _yes(request: WorkerRequest, booking: Booking) -> Decision:
    said = say_yes(booking=booking, by=request.worker, clock=request.clock)
    if not isinstance(said, Refused):
        messages.success(request, gettext("Thank you: you are expected."))
    return said


def _no(request: WorkerRequest, booking: Booking) -> None:
    say_no(booking=booking, by=request.worker, clock=request.clock)
    messages.success(request, gettext("Thank you for saying so. Somebody else will be asked."))


_ANSWERS: dict[str, Callable[[WorkerRequest, Booking], Decision | None]] = {
    "nobody": _nobody,
    "somebody": _somebody,
    "yes": _yes,
    "no": _no,
}
