"""The screen that everybody can see: the order, the rules, the question now, and "Stop"."""

from django.http import HttpResponse
from django.shortcuts import redirect

from yarrow.design.pages import render
from yarrow.handover.screen import STEP, STOPPED, Screen, stopped
from yarrow.staff.requests import TimedRequest


def screen_page(request: TimedRequest, screen: Screen) -> HttpResponse:
    """Show it, or do what was pressed on it: the next question, the one before, or stop."""
    if request.method == "POST":
        _press(request, screen)
        return redirect("handover:sheet")
    step = int(request.session.get(STEP, 0))
    context = {
        "screen": screen,
        "question": screen.question(step),
        "is_first": step == 0,
        "is_last": step >= len(screen.questions) - 1,
        "is_stopped": STOPPED in request.session,
        "at": request.clock.now(),
    }
    return render(request, "handover/screen.html", context)


def _press(request: TimedRequest, screen: Screen) -> None:
    if "stop" in request.POST:
        # Said on the screen even where the rest fails: people must never go on because of an error of ours.
        request.session[STOPPED] = "1"
        request.session.save()
        stopped.send(sender=None, about=screen.about, by=request.user, clock=request.clock)
        return
    move = {"next": 1, "before": -1}.get(request.POST.get("go", ""), 0)
    last = max(len(screen.questions) - 1, 0)
    request.session[STEP] = min(max(int(request.session.get(STEP, 0)) + move, 0), last)
