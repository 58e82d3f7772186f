"""One page open twice: what was saved in one tab is not overwritten from the other."""

import json
from collections.abc import Mapping, Sequence

from django import forms
from django.utils.translation import gettext

from yarrow.design.forms import PageForm
from yarrow.record.preparing.moment import MOMENT
from yarrow.rooms.queries.drafts import Typed
from yarrow.sealing.keys import digest
from yarrow.staff.requests import WorkerRequest

DRAWN = "drawn"
"""A hidden field: marks what was kept when the page was drawn."""
_NOT_WORDS = frozenset({DRAWN, MOMENT, "once", "stop", "back", "leave"})


def drawn_mark(typed: Mapping[str, Sequence[str]]) -> str:
    """Marks exactly what is typed on a page; empty where nothing is."""
    said = _said(typed)
    return digest(json.dumps(said, sort_keys=True).encode()).hex() if said else ""


def _said(typed: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    return {name: [*values] for name, values in typed.items() if name not in _NOT_WORDS and any(values)}


def is_from_another_tab(request: WorkerRequest, kept: Typed, posted: Typed) -> bool:
    """Whether something is kept that this post has neither seen nor says itself."""
    return drawn_mark(kept) not in {"", request.POST.get(DRAWN, ""), drawn_mark(posted)}


def both_kept(form: PageForm, kept: Typed, posted: Typed) -> tuple[Typed, Typed]:
    """Both, and a word at every question where they differ; of two choices the later stands."""
    merged, problems = {**_said(kept), **_said(posted)}, Typed()
    for name in {*_said(kept)} & {*_said(posted)}:
        if kept[name] == posted[name] or name not in form.fields:
            continue
        if isinstance(form.fields[name], forms.CharField):
            merged[name] = [f"{kept[name][0]}\n\n{posted[name][0]}"]
        problems[name] = [gettext("This page was saved from another tab too. Both stand here: look at it.")]
    return merged, problems
