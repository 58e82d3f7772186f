"""Which pathway the case of a page is on, said by every page whose address names a case or anything of it.

The two pathways must not be confused (design.md §2). It rests on the address, so that no page can
forget it; it is asked only while a page is drawn, after the page itself has said who may see it.
"""

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from yarrow.cases.models import AskedOfTwo, Case
from yarrow.cases.terms import Pathway

_OF_A_CASE = {
    "case_id": "pk",
    "plan_id": "plans",
    "room_id": "rooms",
    "move_id": "pathway_moves",
    "opening_id": "rooms__emergency_openings",
    "stopped_id": "stopped_papers",
}
"""What an address may name, and how a case knows it. The intake room is of no case, and says none."""
_NOT_TOLD = frozenset({"emergency:review"})
"""Who reviews an opening sees who opened a card and why, never whose: nor of what kind of case."""


def pathway_of_page(request: HttpRequest) -> dict[str, Any]:
    """Template context processor: ``case_pathway``, in at most one query; nothing on a page of no case."""
    return {"case_pathway": SimpleLazyObject(lambda: _asked(request))}


def _asked(request: HttpRequest) -> Pathway | None:
    match = request.resolver_match
    if match is None or match.view_name in _NOT_TOLD:
        return None
    found = _cases(match.kwargs)
    pathway = found.values_list("pathway", flat=True).first() if found is not None else None
    return Pathway(pathway) if pathway else None


def _cases(named: dict[str, Any]) -> QuerySet[Case] | None:
    """The case of the first thing that the address names; that all belong together the page has asked."""
    if isinstance(asked := named.get("asked_id"), UUID):
        return Case.objects.filter(pk__in=AskedOfTwo.objects.filter(pk=asked).values("case"))
    for name, known_as in _OF_A_CASE.items():
        if name in named:
            return Case.objects.filter(Q(**{known_as: named[name]}))
    return None
