"""Today: who may be in danger first, then what is late, what is to be done, and what comes."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET, require_POST

from yarrow.agencies.queries import kept_numbers, reports_to_ask
from yarrow.bookings.shown import booked_today
from yarrow.cases.conflicts import asked_of, questions_for
from yarrow.cases.lone_working import visit_of
from yarrow.cases.pathways import moves_asked_of
from yarrow.cases.queries import cases_allocated_to
from yarrow.custody.access import may_see_custody
from yarrow.custody.shown import today_lines
from yarrow.design.pages import render
from yarrow.desk.queries import care_cards, colleagues_out, day_of, supervises
from yarrow.emergency.actions import bring_copies
from yarrow.emergency.shown import emergency_today
from yarrow.handover.queries import apart_waiting
from yarrow.kernel.apart import NotAllDone
from yarrow.matching.queries import notices_for
from yarrow.outgoing.shown import door_today
from yarrow.oversight.queries import watch_for
from yarrow.people.access import may_look_after
from yarrow.people.queries import account_lines
from yarrow.practice.shown import today_lines as training_lines
from yarrow.practice.shown_policy import numbers_ahead
from yarrow.rooms.actions import attest_by_new_rules, fulfil_grants
from yarrow.rooms.queries import rooms_by_other_rules
from yarrow.sending.queries import news_for
from yarrow.staff.access import proved_view, signed_in_view
from yarrow.staff.requests import WorkerRequest
from yarrow.visits.queries import alarm_lines, alarmed_among


@require_GET
@signed_in_view
def today_page(request: WorkerRequest) -> HttpResponse:
    """Everything a day begins with, and nothing of a room this worker is not in."""
    worker, keyring, now = request.worker, request.keyring, request.clock.now()
    cases, today = list(cases_allocated_to(worker)), request.clock.today()
    alarms = alarm_lines(worker, now)
    bring_copies(by=worker, keyring=keyring, clock=request.clock)
    context = {
        "colleagues": colleagues_out(worker, keyring, now, only_late=True),
        "alarms": alarms,
        "alarmed": alarmed_among(alarms),
        "out": visit_of(worker),
        "emergency": emergency_today(worker, keyring, now=now, today=today),
        "door": door_today(worker, keyring, now),
        "cards": care_cards(worker, keyring, cases),
        "day": day_of(worker, keyring, cases, now=now, today=today),
        "at_risk": reports_to_ask(worker, keyring, today),
        "kept_reports": len(kept_numbers(worker)),
        "questions": questions_for(worker),
        "asked_of_me": asked_of(worker),
        "moves_asked": moves_asked_of(worker),
        "notices": notices_for(worker, keyring),
        "numbers_from": numbers_ahead(worker, today),
        "by_other_rules": len(rooms_by_other_rules(worker, today)),
        "watch": watch_for(worker, now),
        "account": account_lines(worker, looks_after=may_look_after(worker)),
        "now": now,
        "today": today,
        "custody_lines": today_lines(worker, today),
        "training": training_lines(worker, today),
        "sees_custody": may_see_custody(worker),
        "supervises": supervises(worker),
        "messages_unsent": news_for(worker),
        "booked": booked_today(worker, today, now),
        "apart_waiting": apart_waiting(worker),
    }
    return render(request, "desk/today.html", context)


@require_POST
@proved_view
def let_in(request: WorkerRequest) -> HttpResponse:
    """Let in everybody on the list; pressed twice, it is done once."""
    fulfil_grants(by=request.worker, keyring=request.keyring, clock=request.clock)
    return redirect("desk:today")


@require_POST
@signed_in_view
def look_again(request: WorkerRequest) -> HttpResponse:
    """Look at what is written in this worker's rooms by the rules and numbers of today."""
    try:
        done = attest_by_new_rules(by=request.worker, keyring=request.keyring, clock=request.clock)
    except NotAllDone as short:
        done = sum(short.done.values())
        messages.warning(request, gettext("Some rooms wait for somebody who looks. Open them one by one."))
    if done:
        said = ngettext("%(num)s room was looked at again.", "%(num)s rooms were looked at again.", done)
        messages.success(request, said % {"num": done})
    return redirect("desk:today")
