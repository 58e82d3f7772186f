"""A paper that is being written: its sealed draft, and the form that is drawn from it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse

from yarrow.kernel.errors import NotThere
from yarrow.papers.access import room_with_papers
from yarrow.papers.forms import KIND, LANGUAGE, ON
from yarrow.papers.queries import confirmed_address, papers_for
from yarrow.papers.terms import PaperKind, PaperLanguage
from yarrow.papers.wording import Wording, wording_of
from yarrow.record.views.doors import OnScreen, on_screen
from yarrow.rooms.models import Room
from yarrow.rooms.queries.drafts import Typed
from yarrow.staff.requests import WorkerRequest


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the form of a paper needs: the wording, the day on it, and where it may go today."""

    screen: OnScreen
    wording: Wording
    on: date

    def given(self, request: WorkerRequest) -> dict[str, Any]:
        """The arguments of ``PaperForm``."""
        address = confirmed_address(self.screen.room, self.screen.recorded, request.clock)
        return {"wording": self.wording, "on": self.on, "address": address}


def sheet_in(request: WorkerRequest, room_id: UUID, typed: Typed | QueryDict) -> Sheet:
    """The sheet that a draft or a post is about; raises NotThere where it names no paper of this room."""
    room = room_with_papers(request.worker, room_id)
    first = _first(typed)
    try:
        kind, language = PaperKind.of(first[KIND]), PaperLanguage.of(first[LANGUAGE])
        on = date.fromisoformat(first[ON])
    except (KeyError, ValueError):
        raise NotThere from None
    if kind not in papers_for(room) or on > request.clock.today():
        raise NotThere
    return Sheet(on_screen(request, room_id), wording_of(kind, language), on)


def _first(typed: Typed | QueryDict) -> Mapping[str, str]:
    every = typed.lists() if isinstance(typed, QueryDict) else typed.items()
    return {name: str(values[0]) for name, values in every if values}


def sheet_path(room: Room, paper_id: UUID) -> str:
    """Where it is written."""
    return reverse("papers:write", args=[room.pk, paper_id])


def preview_path(room: Room, paper_id: UUID) -> str:
    """Where it is seen as it will be read."""
    return reverse("papers:preview", args=[room.pk, paper_id])
