"""The agreement as everybody may read it, as one person's own room shows it, and their own copy."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from yarrow.agreements.queries import signing_of, signings_in
from yarrow.agreements.rules import Offer, Table
from yarrow.agreements.shown.lines import ShownLine, ends_shown, line_shown, signings_shown, standing_shown
from yarrow.design.environment import day, moment
from yarrow.design.pages import render
from yarrow.gate.facts.agreement import SigningValue
from yarrow.kernel.errors import NotThere
from yarrow.policy.queries import policy_on
from yarrow.rooms.pages import working_view
from yarrow.staff.requests import WorkerRequest

from .doors import Screen, screen_of, table_needed
from .printing import may_stand_on_paper


@working_view
@require_GET
def agreement_page(request: WorkerRequest, room_id: UUID) -> HttpResponse:
    """What is being written, what is offered, what stands; in a person's room also their own part."""
    screen = screen_of(request, room_id)
    whole = {"room": screen.shown, "here": screen.room}
    if screen.table is None:
        return render(request, "agreements/outside.html", whole)
    whole |= what_all_may_read(request, screen, screen.table)
    if screen.is_shared:
        return render(request, "agreements/agreement.html", whole | {"may_lead": screen.may_lead})
    return render(request, "agreements/own.html", whole | _own(screen))


def what_all_may_read(request: WorkerRequest, screen: Screen, table: Table) -> dict[str, Any]:
    """From the shared room alone: nothing here depends on any person's room but the one on screen."""
    offer = table.offer
    offered = {line.id for line in offer.lines} if offer is not None else set()
    return {
        "open_lines": [line_shown(line) for line in table.open_lines if line.id not in offered],
        "offer": _offer(offer, request) if offer is not None else None,
        "standing": standing_shown(table.standing, table.marks, screen.own_marks()),
        "ends": ends_shown(table.ended_without),
    }


def _offer(offer: Offer, request: WorkerRequest) -> dict[str, Any]:
    signed_from = offer.may_be_signed_from(policy_on(request.clock.today()))
    return {
        "lines": [line_shown(line) for line in offer.lines],
        "may_change": {line.id for line in offer.lines if line.counts},
        "on": day(offer.day),
        "from": moment(signed_from),
        "is_unchanged": offer.is_unchanged,
        "pause_is_over": request.clock.now() >= signed_from,
    }


def _own(screen: Screen) -> dict[str, Any]:
    return {"signings": signings_shown(signings_in(screen.entries))}


@working_view
@require_GET
def copy_page(request: WorkerRequest, room_id: UUID) -> HttpResponse:
    """One person's own copy, for paper: what all may read, and that this person has signed.

    Hazard: a paper is read by whoever finds it. It names no part in any harm, no worker, no other
    person's answer, and none of this person's own words apart.
    """
    screen = screen_of(request, room_id)
    table = table_needed(screen)
    if screen.is_shared:
        raise NotThere
    agreements = [
        (shown, _signed_here(screen, each.offer.id))
        for shown, each in zip(standing_shown(table.standing, None), table.standing, strict=True)
    ]
    lines = [_on_paper(line) for shown, _signed in agreements for line in shown.lines]
    passed = may_stand_on_paper(request, screen.room, lines)
    whole = {
        "room": replace(screen.shown, side=""),
        "here": screen.room,
        "agreements": agreements if passed else [],
        "stopped": not passed,
    }
    return render(request, "agreements/copy.html", whole)


def _on_paper(line: ShownLine) -> str:
    return "\n".join([str(line.words), *(str(text) for _label, text in line.answers)])


def _signed_here(screen: Screen, agreement: UUID) -> bool:
    said = signing_of(screen.entries, agreement)
    return said is not None and said.value is SigningValue.SIGNED
