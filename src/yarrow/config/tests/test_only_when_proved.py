"""Keys, documents and recovery codes are handed on only by who has just proved who they are (R-25)."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tests.browsers import Browser
from yarrow.cases.actions import allocate, answer_conflict
from yarrow.cases.conflicts import questions_for
from yarrow.cases.models import Allocation, ConflictQuestion, Exclusion
from yarrow.cases.terms import Asked, Duty
from yarrow.config.families import Family
from yarrow.files.models import Ticket
from yarrow.files.tests.making import keep
from yarrow.gate.facts.files import FileType
from yarrow.kernel.clock import FixedClock
from yarrow.people.actions import make_code
from yarrow.people.models import ShownOnce
from yarrow.rooms.actions import ask_grant, let_in
from yarrow.rooms.models import Draft, Grant, Wrap
from yarrow.staff.tests.door import prove, unproved

Press = tuple[str, str, dict[str, str]]
"""Who presses, where, and what is posted."""


def counted() -> list[object]:
    """All that any of these presses could change."""
    rows: list[object] = [each.objects.count() for each in (Wrap, Allocation, Grant, Exclusion, Ticket)]
    return [*rows, *ConflictQuestion.objects.order_by("pk").values_list("state", flat=True)]


def a_colleague_let_in(family: Family, _clock: FixedClock) -> Press:
    path = reverse("record:let_in", args=[family.rooms["team"].pk])
    return "supervisor", path, {"worker": str(family.cast.worker("specialist").pk)}


def a_colleague_asked_for(family: Family, _clock: FixedClock) -> Press:
    path = reverse("record:let_in", args=[family.rooms["other"].pk])
    return "supervisor", path, {"worker": str(family.cast.worker("child_worker").pk)}


def an_original(family: Family, _clock: FixedClock) -> Press:
    entry = keep(family, "harmed", content=b"original", copy=b"copy")
    path = reverse("files:save", args=[family.rooms["harmed"].pk, entry.pk])
    return "harmed_worker", path, {"what": "original"}


def a_colleague_brought_in(family: Family, _clock: FixedClock) -> Press:
    path = reverse("desk:allocate", args=[family.case.pk])
    posted = {"worker": str(family.cast.worker("outsider").pk), "duty": "practitioner", "names": "Gwenllian"}
    return "supervisor", path, posted


def somebody_unsure(family: Family, clock: FixedClock) -> Press:
    worker, by = family.cast.worker("outsider"), family.cast.worker("supervisor")
    allocate(case=family.case, worker=worker, duty=Duty.PRACTITIONER, by=by, clock=clock, names=["Gwenllian"])
    asked = questions_for(worker).get()
    answer_conflict(question=asked, state=Asked.UNSURE, by=worker, clock=clock)
    return "supervisor", reverse("desk:near", args=[family.case.pk]), {"may": str(asked.pk)}


def somebody_kept_away(family: Family, _clock: FixedClock) -> Press:
    away = family.cast.worker("other_worker").pk
    return "supervisor", reverse("desk:keep_away_now", args=[family.case.pk, away]), {}


PRESSES = [
    a_colleague_let_in,
    a_colleague_asked_for,
    an_original,
    a_colleague_brought_in,
    somebody_unsure,
    somebody_kept_away,
]


@pytest.mark.parametrize("of", PRESSES)
def test_press_of_long_ago_proof_hands_nothing_on_and_asks_for_it(
    family: Family, browser: Browser, clock: FixedClock, of: Callable[[Family, FixedClock], Press]
) -> None:
    part, path, posted = of(family, clock)
    client = browser(part)
    unproved(client)
    before = counted()

    assert client.post(path, posted).headers["Location"] == "/prove/"

    assert counted() == before
    prove(client, family.cast.worker(part))
    assert client.post(path, posted).status_code == 302
    assert counted() != before


def test_page_to_choose_whom_to_let_in_is_there_and_offers_the_choice_again(
    family: Family, browser: Browser, clock: FixedClock
) -> None:
    part, path, posted = a_colleague_let_in(family, clock)
    client = browser(part)
    unproved(client)
    client.post(path, posted)

    assert client.session["return_to"] == path
    page = client.get(path).content.decode()
    assert re.search(rf'value="{posted["worker"]}"[^>]*(selected|checked)', page)
    assert Draft.objects.count() == 1


def test_safe_copy_is_saved_without_more(family: Family, browser: Browser) -> None:
    """Of Word and Excel, which cannot be looked at here; every other copy is for somebody else."""
    entry = keep(family, "harmed", name="letter.docx", copy_type=FileType.DOCX)
    path = reverse("files:save", args=[family.rooms["harmed"].pk, entry.pk])
    client: Client = browser("harmed_worker")
    unproved(client)

    assert client.post(path, {"what": "copy"}).headers["Location"] != "/prove/"

    assert Ticket.objects.count() == 1


def test_recovery_code_that_waits_is_shown_to_nobody_unproved(
    family: Family, browser: Browser, clock: FixedClock
) -> None:
    """It waits on for whoever proves that they are its worker."""
    lead = family.cast["lead"]
    shown = make_code(worker=lead.worker, keyring=lead.keyring, clock=clock)
    client, path = browser("lead"), reverse("people:once", args=[shown.pk])
    unproved(client)

    assert client.get(path).headers["Location"] == "/prove/"

    assert ShownOnce.objects.filter(pk=shown.pk).exists()
    assert client.session["return_to"] == path
    prove(client, lead.worker)
    assert client.get(path).status_code == 200
    assert client.get(path).status_code == 404


def test_letting_one_in_lets_in_nobody_else_who_waits(family: Family, clock: FixedClock) -> None:
    team, by = family.rooms["team"], family.cast["supervisor"]
    waits, one = family.cast.worker("specialist"), family.cast.worker("child_worker")
    Wrap.objects.filter(version__room=team, holder=one).delete()
    ask_grant(room=team, worker=waits, by=by.worker, clock=clock)

    let_in(room=team, worker=one, by=by.worker, keyring=by.keyring, clock=clock)

    inside = set(Wrap.objects.filter(version__room=team).values_list("holder", flat=True))
    assert one.pk in inside
    assert waits.pk not in inside
    assert Grant.objects.get(fulfilled_on=None).worker_id == waits.pk
