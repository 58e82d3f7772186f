"""Papers for one person: a safer handover, and what is proposed. Seen first, then made, then the door."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from yarrow.children.actions import make_proposal_paper
from yarrow.children.queries import is_a_childs, proposals_in
from yarrow.children.shown.page import found_of
from yarrow.children.shown.tokens import handover, kind_for, proposed
from yarrow.design.pages import render
from yarrow.gate.facts.proposals import SaferHandover, TimeProposal
from yarrow.kernel.decision import Refused
from yarrow.kernel.words import N_
from yarrow.outgoing.actions import STOPPED, Stopped
from yarrow.papers.access import room_with_papers
from yarrow.papers.actions import make_paper
from yarrow.papers.making.asked import Asked
from yarrow.papers.making.filling import Filled
from yarrow.papers.queries import own_language
from yarrow.papers.rules import BadPaper
from yarrow.papers.terms import PaperFormat, PaperKind, PaperLanguage
from yarrow.record.views.doors import OnScreen, on_screen
from yarrow.rooms.actions import read_room
from yarrow.rooms.pages import working_view
from yarrow.rooms.queries import holds, team_room
from yarrow.staff.requests import WorkerRequest

WHICH = "format"
MADE = {
    f"{language.value}-{form.value}": (language, form) for language in PaperLanguage for form in PaperFormat
}
NOT_ANY_MORE = N_("This is not accepted today. Look at the proposal again, from inside every room.")


@working_view
def handover_paper(request: WorkerRequest, room_id: UUID) -> HttpResponse:
    """What this person may take along for a handover that happens anyway."""
    room_with_papers(request.worker, room_id)
    screen = on_screen(request, room_id)
    plan = found_of(screen.entries, SaferHandover)
    if not isinstance(plan, SaferHandover):
        return redirect("children:time", room_id)
    asked = _asked(request, screen, PaperKind.SAFER_HANDOVER)
    asked = replace(asked, tokens=handover(plan))
    if request.method == "POST":
        return _made(request, screen, asked)
    return _shown(request, screen, [(str(plan.kind), asked)])


@working_view
def proposal_paper(request: WorkerRequest, room_id: UUID) -> HttpResponse:
    """What is proposed, as this one person may have it; for who is inside the team's room too."""
    room_with_papers(request.worker, room_id)
    screen = on_screen(request, room_id)
    found = _proposals(request, screen)
    if request.method == "POST":
        chosen = next((each for name, each in found if name == request.POST.get("which", "")), None)
        return redirect(request.path) if chosen is None else _proposed(request, screen, chosen)
    return _shown(request, screen, [(name, _of(request, screen, each)) for name, each in found])


def _proposals(request: WorkerRequest, screen: OnScreen) -> Sequence[tuple[str, TimeProposal]]:
    """By the id of its entry; none for who is not inside the team's room."""
    team = team_room(screen.room.case) if screen.room.case is not None else None
    if team is None or not holds(request.worker, team):
        return ()
    _team, entries = read_room(
        room_id=team.pk, by=request.worker, keyring=request.keyring, clock=request.clock
    )
    found = ((str(each.entry.pk), each.fact) for each in proposals_in(entries))
    return tuple((name, fact) for name, fact in found if isinstance(fact, TimeProposal))


def _of(request: WorkerRequest, screen: OnScreen, proposal: TimeProposal) -> Asked:
    asked = _asked(request, screen, kind_for(is_a_childs(screen.recorded, request.clock)))
    worker = request.worker.name.split()[0]
    return replace(asked, tokens=proposed(proposal, asked.kind, asked.language, worker))


def _proposed(request: WorkerRequest, screen: OnScreen, proposal: TimeProposal) -> HttpResponse:
    answer = make_proposal_paper(
        room=screen.room,
        proposal=proposal,
        asked=_of(request, screen, proposal),
        session=request.session.session_key or "",
        by=request.worker,
        keyring=request.keyring,
        clock=request.clock,
    )
    return _answered(request, answer)


def _made(request: WorkerRequest, screen: OnScreen, asked: Asked) -> HttpResponse:
    answer = make_paper(
        room=screen.room,
        asked=asked,
        session=request.session.session_key or "",
        by=request.worker,
        keyring=request.keyring,
        clock=request.clock,
    )
    return _answered(request, answer)


def _answered(request: WorkerRequest, answer: UUID | Stopped | Refused) -> HttpResponse:
    if isinstance(answer, UUID):
        return redirect("papers:once", answer)
    words = STOPPED if isinstance(answer, Stopped) else NOT_ANY_MORE
    messages.warning(request, gettext(words))
    return redirect(request.path)


def _asked(request: WorkerRequest, screen: OnScreen, kind: PaperKind) -> Asked:
    """In the language and form that were pressed; before that in their own language, to be looked at."""
    first = own_language(screen.recorded) or PaperLanguage.ENGLISH
    language, form = MADE.get(request.POST.get(WHICH, ""), (first, PaperFormat.PDF))
    return Asked(kind=kind, format=form, language=language, tokens={}, on=request.clock.today())


def _shown(request: WorkerRequest, screen: OnScreen, found: Sequence[tuple[str, Asked]]) -> HttpResponse:
    context = {
        "room": screen.shown,
        "here": screen.room,
        "papers": [(name, _filled(asked)) for name, asked in found],
        "title": gettext(found[0][1].kind.words) if found else gettext("What is proposed"),
        "formats": [
            (value, f"{gettext(form.words)} ({gettext(language.words)})")
            for value, (language, form) in MADE.items()
        ],
    }
    return render(request, "children/paper.html", context)


def _filled(asked: Asked) -> Filled | None:
    """As it will be read; None where signs of it cannot be printed or something of it lacks."""
    try:
        return asked.filled()
    except BadPaper:
        return None
