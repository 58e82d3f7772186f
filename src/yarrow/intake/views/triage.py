"""Triage in three pages: the case and its people, where each statement goes, and the preview.

Until the confirming press nothing is written but the worker's own drafts, sealed to their key.
"""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from yarrow.design.forms import typed_in
from yarrow.design.pages import render
from yarrow.intake.actions import open_case_from_referral
from yarrow.intake.forms import MOST_PEOPLE, CaseForm, SortingForm, as_posted
from yarrow.intake.plan import CasePlan, Sorting, mark_of
from yarrow.intake.queries import Referral
from yarrow.intake.rules import everybody_in, problems_with, problems_with_sorting, team_of
from yarrow.kernel.decision import Refused
from yarrow.rooms.actions import forget_draft, save_draft
from yarrow.rooms.pages import form_for, offer_again, working_view
from yarrow.rooms.queries import draft_at
from yarrow.staff.queries import active_workers
from yarrow.staff.requests import WorkerRequest

from .referrals import opened, room_shown

_FIRST_ROWS = 2


@require_http_methods(["GET", "POST"])
@working_view
def triage(request: WorkerRequest, referral_id: UUID) -> HttpResponse:
    """The process, its people, and the worker of each."""
    found = opened(request, referral_id)
    if not found.is_waiting:
        return redirect("intake:referral", referral_id)
    if request.method == "POST":
        return _keep_case(request, referral_id)
    form = form_for(request, CaseForm, rows=_rows_kept(request))
    return render(request, "intake/triage.html", _shown(request, found) | {"form": form, "most": MOST_PEOPLE})


def _keep_case(request: WorkerRequest, referral_id: UUID) -> HttpResponse:
    rows = _rows_in(request.POST.get("rows", ""))
    if "add" in request.POST:
        return _add_row(request, rows)
    form = CaseForm(request.POST, rows=rows)
    if not form.is_valid():
        return offer_again(request, form)
    if reasons := problems_with(form.plan()):
        return offer_again(request, form, form.by_row(Refused(reasons)))
    _keep(request, form)
    return redirect("intake:sort", referral_id)


def _add_row(request: WorkerRequest, rows: int) -> HttpResponse:
    """One more person: what was typed is kept as it is, and not yet judged."""
    more, posted = min(rows + 1, MOST_PEOPLE), request.POST.copy()
    posted["rows"] = str(more)
    _keep(request, CaseForm(posted, rows=more))
    return redirect(request.path)


@require_http_methods(["GET", "POST"])
@working_view
def sort(request: WorkerRequest, referral_id: UUID) -> HttpResponse:
    """Where each statement goes; every one stays in the intake room until a worker says otherwise."""
    found, plan = opened(request, referral_id), _plan_kept(request, referral_id)
    if plan is None or not found.is_waiting:
        return redirect("intake:triage", referral_id)
    statements = found.statements()
    if request.method == "POST":
        form = SortingForm(request.POST, plan=plan, statements=statements)
        if not form.is_valid():
            return offer_again(request, form)
        if reasons := problems_with_sorting(plan, form.sorting()):
            return offer_again(request, form, Refused(reasons))
        _keep(request, form)
        return redirect("intake:preview", referral_id)
    form = form_for(request, SortingForm, plan=plan, statements=statements)
    return render(request, "intake/sort.html", _shown(request, found) | {"form": form})


@require_http_methods(["GET", "POST"])
@working_view
def preview(request: WorkerRequest, referral_id: UUID) -> HttpResponse:
    """Word for word what goes where, before the press that does it."""
    found, plan = opened(request, referral_id), _plan_kept(request, referral_id)
    sorting = _sorting_kept(request, found, plan) if plan else None
    if plan is None or sorting is None or not found.is_waiting:
        return redirect("intake:sort", referral_id)
    if request.method == "POST":
        return _open(request, referral_id, plan, sorting)
    return render(request, "intake/preview.html", _shown(request, found) | _preview(found, plan, sorting))


def _open(request: WorkerRequest, referral_id: UUID, plan: CasePlan, sorting: Sorting) -> HttpResponse:
    case = open_case_from_referral(
        referral=referral_id,
        plan=plan,
        sorting=sorting,
        seen=request.POST.get("seen", ""),
        by=request.worker,
        keyring=request.keyring,
        clock=request.clock,
    )
    if isinstance(case, Refused):
        for reason in case.reasons:
            messages.warning(request, gettext(reason.text))
        return redirect(request.path)
    for page in ("intake:triage", "intake:sort", "intake:preview"):
        forget_draft(worker=request.worker, path=reverse(page, args=[referral_id]))
    said = gettext("Case %(number)s is open. Its workers find what you passed on in their rooms.")
    messages.success(request, said % {"number": case.reference})
    return redirect("intake:waiting")


def _keep(request: WorkerRequest, form: CaseForm | SortingForm) -> None:
    save_draft(
        worker=request.worker, path=request.path, typed=typed_in(form), problems={}, clock=request.clock
    )


def _rows_kept(request: WorkerRequest) -> int:
    draft = draft_at(worker=request.worker, keyring=request.keyring, path=request.path)
    return _rows_in(draft.typed.get("rows", [""])[0]) if draft else _FIRST_ROWS


def _rows_in(text: str) -> int:
    return min(max(int(text), 1), MOST_PEOPLE) if text.isdecimal() else _FIRST_ROWS


def _plan_kept(request: WorkerRequest, referral_id: UUID) -> CasePlan | None:
    """The plan of the first page, checked anew: a draft is what was typed, not what was allowed."""
    path = reverse("intake:triage", args=[referral_id])
    draft = draft_at(worker=request.worker, keyring=request.keyring, path=path)
    if draft is None:
        return None
    form = CaseForm(as_posted(draft.typed), rows=_rows_in(draft.typed.get("rows", [""])[0]))
    return form.plan() if form.is_valid() and not problems_with(form.plan()) else None


def _sorting_kept(request: WorkerRequest, found: Referral, plan: CasePlan) -> Sorting | None:
    path = reverse("intake:sort", args=[found.id])
    draft = draft_at(worker=request.worker, keyring=request.keyring, path=path)
    if draft is None:
        return None
    form = SortingForm(as_posted(draft.typed), plan=plan, statements=found.statements())
    return form.sorting() if form.is_valid() else None


def _shown(request: WorkerRequest, found: Referral) -> dict[str, object]:
    return {"room": room_shown(request.worker), "referral": found}


def _preview(found: Referral, plan: CasePlan, sorting: Sorting) -> dict[str, object]:
    statements, names = found.statements(), active_workers().in_bulk()
    return {
        "plan": plan,
        "names": {pk: worker.name for pk, worker in names.items()},
        "people": [
            (person, [each for each in statements if sorting.get(each.part) == place])
            for place, person in enumerate(plan.people)
        ],
        "stays": [each for each in statements if each.part not in sorting],
        "team": team_of(plan),
        "shared": everybody_in(plan),
        "seen": mark_of(plan, sorting, statements),
    }
