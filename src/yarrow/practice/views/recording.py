"""Recording training or supervision: the first of two."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext

from yarrow.design.forms import PageForm
from yarrow.design.pages import render
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.practice.access import is_guest, may_record
from yarrow.practice.actions import attest
from yarrow.practice.forms import ObservedForm, SupervisionForm, TrainingForm
from yarrow.practice.terms import OF_VOLUNTEERS, TRAINING
from yarrow.rooms.pages import form_for, offer_again, saved, working_view
from yarrow.staff.models import Worker
from yarrow.staff.queries import active_workers
from yarrow.staff.queries import worker as worker_of
from yarrow.staff.requests import WorkerRequest
from yarrow.staff.terms import Post


@working_view
def training_page(request: WorkerRequest, worker_id: UUID) -> HttpResponse:
    """Record training of a colleague or, as a guest or specialist, one's own."""
    person = _person(request, worker_id)
    subjects = OF_VOLUNTEERS if person.post == Post.VOLUNTEER else TRAINING
    if request.method == "POST":
        return _recorded(request, person, TrainingForm(request.POST, subjects=subjects))
    form = form_for(request, TrainingForm, subjects=subjects)
    return _asked(request, person, form, gettext("Record training"))


@working_view
def supervision_page(request: WorkerRequest, worker_id: UUID) -> HttpResponse:
    """Record that case supervision took place."""
    person = _person(request, worker_id)
    colleagues = _who_may_give(request, person)
    if request.method == "POST":
        return _recorded(request, person, SupervisionForm(request.POST, colleagues=colleagues))
    form = form_for(request, SupervisionForm, colleagues=colleagues)
    return _asked(request, person, form, gettext("Record case supervision"))


@working_view
def observed_page(request: WorkerRequest, worker_id: UUID) -> HttpResponse:
    """Record that one saw a colleague's work; they confirm it themselves."""
    person = _person(request, worker_id)
    if request.method == "POST":
        return _recorded(request, person, ObservedForm(request.POST, observer=request.worker, of=person))
    form = form_for(request, ObservedForm, observer=request.worker, of=person)
    return _asked(request, person, form, gettext("Record that you saw their work"))


def _person(request: WorkerRequest, worker_id: UUID) -> Worker:
    person = worker_of(worker_id)
    if not may_record(request.worker, person):
        raise NotThere
    return person


def _who_may_give(request: WorkerRequest, person: Worker) -> list[Worker]:
    """A guest reads nobody's name; their supervision is given where they work."""
    if is_guest(request.worker):
        return []
    return list(active_workers().exclude(pk=person.pk))


def _asked(request: WorkerRequest, person: Worker, form: PageForm, heading: str) -> HttpResponse:
    context = {
        "form": form,
        "heading": heading,
        "person": person,
        "is_me": person.pk == request.worker.pk,
    }
    return render(request, "practice/record.html", context)


def _recorded(
    request: WorkerRequest, person: Worker, form: TrainingForm | SupervisionForm | ObservedForm
) -> HttpResponse:
    if not form.is_valid():
        return offer_again(request, form)
    what = form.what()
    if giver := what.get("given_by"):
        what["given_by"] = worker_of(UUID(giver))
    outcome = attest(worker=person, by=request.worker, keyring=request.keyring, clock=request.clock, **what)
    if isinstance(outcome, Refused):
        return offer_again(request, form, outcome)
    messages.success(request, gettext("Recorded. It counts once somebody else has confirmed it."))
    if person.pk == request.worker.pk:
        return saved(request, "practice:mine")
    return saved(request, "practice:person", person.pk)
