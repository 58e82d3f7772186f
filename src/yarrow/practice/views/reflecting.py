"""Looking back on one's own practice; the register; time to talk."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from yarrow.design.pages import render
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.practice.access import may_keep, may_offer_time
from yarrow.practice.actions import (
    answer_offer,
    keep_reflection,
    offer_time,
    show_reflection,
    take_reflection_back,
    throw_reflection_away,
)
from yarrow.practice.forms import ReflectionForm, ShowForm
from yarrow.practice.queries.reflecting import (
    SUBJECTS,
    offers_of,
    own_reflection,
    readers_for,
    reflections_of,
    register,
    shown_to,
    waits_for_answer,
    words_for,
)
from yarrow.practice.reflection import NEXT
from yarrow.practice.shown import COLOURS
from yarrow.practice.terms import Offer, Principle
from yarrow.rooms.pages import form_for, offer_again, saved, working_view
from yarrow.staff.access import signed_in_view
from yarrow.staff.queries import worker as worker_of
from yarrow.staff.requests import WorkerRequest


@require_GET
@signed_in_view
def looking_back_page(request: WorkerRequest) -> HttpResponse:
    """One's own reflections, those that colleagues chose to show, and offers of time to talk."""
    context = {
        "own": reflections_of(request.worker),
        "shown": shown_to(request.worker),
        "offers": offers_of(request.worker)[:10],
        "waits": waits_for_answer(request.worker),
    }
    return render(request, "practice/looking_back.html", context)


@working_view
def reflect_page(request: WorkerRequest) -> HttpResponse:
    """Write one: about practice, not about people."""
    if request.method != "POST":
        return render(request, "practice/reflect.html", {"form": form_for(request, ReflectionForm)})
    form = ReflectionForm(request.POST)
    if not form.is_valid():
        return offer_again(request, form)
    kept = keep_reflection(
        words=form.words(),
        is_looked_through=form.cleaned_data["looked"],
        by=request.worker,
        keyring=request.keyring,
        clock=request.clock,
    )
    if isinstance(kept, Refused):
        return offer_again(request, form, kept)
    return saved(request, "practice:reflection", kept.pk)


@require_GET
@signed_in_view
def reflection_page(request: WorkerRequest, reflection_id: UUID) -> HttpResponse:
    """One reflection, for who wrote it and for whom they chose; raises NotThere for anybody else."""
    row, looked = words_for(reflection_id, request.worker, request.keyring)
    titles = {principle.value: str(principle.label) for principle in Principle}
    titles[NEXT] = gettext("One thing I will do differently")
    is_own = row.worker_id == request.worker.pk
    context = {
        "row": row,
        "is_own": is_own,
        "answers": [(titles[key], text) for key, text in looked.words.items() if key in titles],
        "copies": row.copies.select_related("worker") if is_own else (),
        "form": ShowForm(readers=readers_for(request.worker)),
    }
    return render(request, "practice/reflection.html", context)


@require_POST
@signed_in_view
def show_page(request: WorkerRequest, reflection_id: UUID) -> HttpResponse:
    """Show it to one supervisor."""
    row = own_reflection(request.worker, reflection_id)
    form = ShowForm(request.POST, readers=readers_for(request.worker))
    if form.is_valid():
        wrong = show_reflection(
            reflection=row, to=form.reader(), by=request.worker, keyring=request.keyring, clock=request.clock
        )
        if wrong is not None:
            messages.warning(request, gettext(wrong.reasons[0].text))
    return redirect("practice:reflection", row.pk)


@require_POST
@signed_in_view
def take_back_page(request: WorkerRequest, reflection_id: UUID) -> HttpResponse:
    """Nobody else reads it any more."""
    row = own_reflection(request.worker, reflection_id)
    take_reflection_back(reflection=row, by=request.worker, clock=request.clock)
    return redirect("practice:reflection", row.pk)


@require_POST
@signed_in_view
def throw_away_page(request: WorkerRequest, reflection_id: UUID) -> HttpResponse:
    """Throw it away, with every copy."""
    row = own_reflection(request.worker, reflection_id)
    throw_reflection_away(reflection=row, by=request.worker, clock=request.clock)
    return redirect("practice:looking_back")


@require_GET
@signed_in_view
def register_page(request: WorkerRequest) -> HttpResponse:
    """Who is trained, seen and supervised until when: for who answers for it."""
    if not may_keep(request.worker):
        raise NotThere
    context = {"subjects": SUBJECTS, "people": register(request.clock.today()), "colours": COLOURS}
    return render(request, "practice/register.html", context)


@require_POST
@signed_in_view
def offer_page(request: WorkerRequest, worker_id: UUID) -> HttpResponse:
    """Offer a colleague time to talk; raises NotThere for who does not look after them."""
    person = worker_of(worker_id)
    if not may_offer_time(request.worker, person):
        raise NotThere
    offer_time(to=person, by=request.worker, clock=request.clock)
    messages.success(request, gettext("Offered. They see it on their page and may say no."))
    return redirect("practice:person", person.pk)


@require_POST
@signed_in_view
def answer_page(request: WorkerRequest) -> HttpResponse:
    """Taken, or not wanted; anything else changes nothing."""
    chosen = request.POST.get("answer")
    if chosen in {Offer.TAKEN, Offer.DECLINED}:
        answer_offer(answer=Offer(chosen), by=request.worker, clock=request.clock)
    return redirect("practice:looking_back")
