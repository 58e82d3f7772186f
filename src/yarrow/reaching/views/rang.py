"""Somebody rings: they themselves, or somebody for them or as them. Nothing is told, and little confirmed."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext

from yarrow.design.pages import render
from yarrow.gate.codec import to_bytes
from yarrow.gate.facts import Fact
from yarrow.gate.facts.routes import Proof, RouteClaimed, RouteConfirmed, RouteKind, RouteProved
from yarrow.gate.words import Answer, LongText
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Refused
from yarrow.kernel.ids import new_id
from yarrow.reaching.actions import prove_route
from yarrow.reaching.forms import ProofForm, RangForm, WhoItWas
from yarrow.reaching.gathering import reachable_in
from yarrow.reaching.notes import as_told
from yarrow.reaching.proving import to_be_proved
from yarrow.reaching.queries import reachable
from yarrow.reaching.shown import CANNOT_SAY
from yarrow.record.actions import seal_together
from yarrow.record.views.doors import on_screen, room_of_a_person
from yarrow.record.views.once import id_of_press
from yarrow.rooms.models import Room
from yarrow.rooms.pages import form_for, offer_again, saved, working_view
from yarrow.staff.requests import WorkerRequest


@working_view
def rang_page(request: WorkerRequest, room_id: UUID) -> HttpResponse:
    """Ask for the agreed words, then note who it was; a change they speak of is written down as a claim."""
    room = room_of_a_person(request, room_id)
    if request.method == "POST":
        return _noted(request, room, RangForm(request.POST))
    screen = on_screen(request, room_id)
    context = {
        "room": screen.shown,
        "here": room,
        "form": form_for(request, RangForm),
        "once": new_id(),
        "words": reachable_in(as_told(screen.recorded, screen.entries)).words,
        "cannot_say": gettext(CANNOT_SAY),
    }
    return render(request, "reaching/rang.html", context)


def _noted(request: WorkerRequest, room: Room, form: RangForm) -> HttpResponse:
    if not form.is_valid():
        return offer_again(request, form)
    outcome = seal_together(
        room=room,
        facts=[(id_of_press(request, room.pk, to_bytes(each)), each) for each in _facts(form, request.clock)],
        by=request.worker,
        keyring=request.keyring,
        clock=request.clock,
    )
    if isinstance(outcome, Refused):
        return offer_again(request, form, outcome)
    _say(request, form)
    return saved(request, "record:room", room.pk)


def _facts(form: RangForm, clock: Clock) -> Iterator[Fact]:
    given = form.cleaned_data
    yield form.note()
    if given["value"].strip():
        yield RouteClaimed(
            way=RouteKind.of(given["way"]), value=LongText(given["value"]), who_said=given["said_by"]
        )
    if given["ways"]:
        yield RouteConfirmed(
            ways=tuple(RouteKind.of(each) for each in given["ways"]),
            confirmed_on=clock.today(),
            how_confirmed=gettext("They rang, and said the agreed words."),
        )


def _say(request: WorkerRequest, form: RangForm) -> None:
    who = form.who_it_was()
    if who is WhoItWas.DANGER:
        said = gettext("Noted. They said the words that mean danger: do now what was agreed for that.")
        messages.warning(request, said)
    elif who is WhoItWas.SOMEBODY_ELSE:
        said = gettext("Noted that somebody else rang. Nothing is confirmed and nothing has changed.")
        messages.warning(request, said)
    else:
        messages.success(request, gettext("Noted. What is only claimed changes nothing until it is proved."))


@working_view
def prove_page(request: WorkerRequest, room_id: UUID) -> HttpResponse:
    """A new number or address, proved to be theirs; from then on the old one is used for nothing."""
    room = room_of_a_person(request, room_id)
    if request.method == "POST":
        found = to_be_proved(reachable(room, request.keyring))
        return _proved(request, room, ProofForm(request.POST, claims=_named(found)), found)
    screen = on_screen(request, room_id)
    said = reachable_in(as_told(screen.recorded, screen.entries))
    claims = _named(to_be_proved(said))
    context: dict[str, Any] = {"room": screen.shown, "here": room, "once": new_id(), "claims": claims}
    context |= {"words": said.words, "form": form_for(request, ProofForm, claims=claims)}
    return render(request, "reaching/prove.html", context)


def _named(found: dict[str, tuple[RouteKind, str]]) -> dict[str, str]:
    return {code: f"{gettext(kind.words)}: {value}" for code, (kind, value) in found.items()}


def _proved(
    request: WorkerRequest, room: Room, form: ProofForm, found: dict[str, tuple[RouteKind, str]]
) -> HttpResponse:
    if not form.is_valid():
        return offer_again(request, form)
    kind, value = found[form.cleaned_data["claim"]]
    proof = RouteProved(
        way=kind,
        value=LongText(value),
        proof=Proof.of(form.cleaned_data["proof"]),
        old_still_safe=Answer.of(form.cleaned_data["old_still_safe"]),
        proved_on=request.clock.today(),
    )
    outcome = prove_route(
        room=room,
        proof=proof,
        entry_id=id_of_press(request, room.pk, to_bytes(proof)),
        by=request.worker,
        keyring=request.keyring,
        clock=request.clock,
    )
    if isinstance(outcome, Refused):
        return offer_again(request, form, outcome)
    said = gettext("It is theirs now. Record next when, for what and under which name it may be used.")
    messages.success(request, said)
    return saved(request, "record:add", room.pk)
