"""The pages: as it is now, a safer handover, a proposal and its papers, the child's own room."""

import html
import re
from collections.abc import Mapping

import pytest
from django.test import Client
from django.urls import reverse

from tests.browsers import Browser
from yarrow.cases.tests.reading import masked
from yarrow.children.rules import NO_END, NOT_EVERY_ROOM
from yarrow.config.families import Family
from yarrow.config.ready import children as ready
from yarrow.gate.facts.children import ContactArrangement
from yarrow.gate.facts.orders import Bar, Order, OrderKind, OrderState
from yarrow.gate.facts.proposals import ChildAllows, TimeProposal
from yarrow.gate.facts.team import TimePlanOutline
from yarrow.gate.facts.who import AddressSecret
from yarrow.gate.rules.orders import BARRED
from yarrow.gate.words import LongText
from yarrow.outgoing.models import LetOut
from yarrow.record.forms.sheet import filled
from yarrow.rooms.actions import open_drops
from yarrow.rooms.queries import entries_in

BAR = Order(
    reference="One", kind_of_order=OrderKind.NON_MOLESTATION, state=OrderState.MADE, bars=(Bar.CHILD,)
)


def page(name: str, family: Family, part: str) -> str:
    return reverse(f"children:{name}", args=[family.rooms[part].pk])


def read(visitor: Client, address: str) -> str:
    answer = visitor.get(address)
    assert answer.status_code == 200, address
    return html.unescape(answer.content.decode())


def pressed(visitor: Client, address: str, typed: Mapping[str, object]) -> str:
    answer = visitor.post(address, typed)
    assert answer.status_code == 302
    return str(answer.headers["Location"])


def typed(family: Family, **changes: list[str]) -> dict[str, list[str]]:
    sheet = filled(ready.proposal(family.clock.today()))
    return sheet | {"child": [str(family.rooms["child"].pk)]} | changes


def recorded(family: Family, part: str, kind: type) -> list[object]:
    member = family.cast["lead"]
    return [
        each.fact for each in entries_in(family.rooms[part], member.keyring) if isinstance(each.fact, kind)
    ]


# --- as it is: nothing refuses it ---


@pytest.mark.parametrize("part", ["harmed", "other", "child"])
def test_how_it_is_now_is_recorded_whatever_stands_against_it(
    family: Family, browser: Browser, part: str
) -> None:
    """Unsupervised, set by nobody, and against an order: it is recorded, and is no proposal."""
    family.record(part, BAR)
    worker = browser(family.inside[part])
    begun = pressed(
        worker,
        reverse("record:add", args=[family.rooms[part].pk]),
        {"page_kind": "contact_arrangement", "page_back": "time"},
    )
    gone_to = pressed(worker, begun, filled(ready.AS_IT_IS) | {"page_back": ["time"]})

    assert gone_to == page("time", family, part)
    assert recorded(family, part, ContactArrangement) == [ready.AS_IT_IS]
    shown = read(worker, gone_to)
    assert shown.index("As it is now") < shown.index("Nobody: it happens") < shown.index("A safer handover")
    assert shown.index("A safer handover") < shown.index("What is proposed")


def test_a_safer_handover_is_always_there_and_marked_on_screen_and_on_paper(
    family: Family, browser: Browser
) -> None:
    family.record("harmed", BAR, ready.HANDOVER)
    team = family.holder("team")  # the door lets nothing out while a note waits unread anywhere
    open_drops(room=family.rooms["team"], by=team.worker, keyring=team.keyring, clock=family.clock)
    worker = browser("harmed_worker")

    assert "This is not what we recommend" in read(worker, page("time", family, "harmed"))
    paper = page("handover_paper", family, "harmed")
    assert "This is not what we recommend" in read(worker, paper)
    made = pressed(worker, paper, {"format": "cy-word"})
    file = worker.get(made)
    assert file.status_code == 200
    assert b"Nid dyma" in _document(file.content)


def test_a_safer_handover_that_names_where_the_other_lives_is_stopped(
    family: Family, browser: Browser
) -> None:
    family.record("other", AddressSecret(words=LongText("14 Heol Derwen, Trefach")))
    told = ready.HANDOVER.__class__(where=LongText("At 14 Heol Derwen, Trefach"))
    family.record("harmed", told)
    worker, paper = browser("harmed_worker"), page("handover_paper", family, "harmed")

    assert pressed(worker, paper, {"format": "en-pdf"}) == paper
    assert "Stopped. Ask the supervisor." in read(worker, paper)
    assert not LetOut.objects.exists()


# --- proposing ---


def test_a_proposal_without_an_end_is_not_accepted_and_names_the_rule_beside_the_field(
    family: Family, browser: Browser
) -> None:
    ready.in_place(family)
    lead, address = browser("lead"), page("propose", family, "team")
    open_ended = {name: words for name, words in typed(family).items() if not name.startswith("ends")}

    assert pressed(lead, address, open_ended) == address
    shown = read(lead, address)
    assert f"{NO_END} (Rule E31)" in shown
    assert "The child sleeps again" in shown  # nothing typed is lost
    assert recorded(family, "team", TimeProposal) == []


def test_a_proposal_against_an_order_is_not_accepted_though_the_writer_says_that_it_agrees(
    family: Family, browser: Browser
) -> None:
    ready.in_place(family)
    family.record("other", BAR)
    lead, address = browser("lead"), page("propose", family, "team")

    pressed(lead, address, typed(family, orders=["agrees"]))
    assert f"{BARRED.text} (Rule E25)" in read(lead, address)
    assert recorded(family, "team", TimeProposal) == []


def test_who_is_not_inside_every_room_hears_one_constant_sentence(family: Family, browser: Browser) -> None:
    """In the team room, but not in his: the answer is the same whatever stands there."""
    ready.in_place(family)
    worker, address = browser("harmed_worker"), page("propose", family, "team")
    answers = []
    for _turn in range(2):
        pressed(worker, address, typed(family, child=[str(family.rooms["harmed"].pk)]))
        answers.append(masked(worker.get(address)))
        family.record("other", BAR)
    assert NOT_EVERY_ROOM in answers[0]
    assert answers[0] == answers[1]


def test_an_accepted_proposal_is_drawn_with_its_table_and_answers_the_gates_outline(
    family: Family, browser: Browser
) -> None:
    ready.in_place(family)
    lead, address = browser("lead"), page("propose", family, "team")

    for _twice in range(2):
        assert pressed(lead, address, typed(family)) == page("time", family, "team")
    assert len(recorded(family, "team", TimeProposal)) == 1
    outline = recorded(family, "team", TimePlanOutline)[0]
    assert isinstance(outline, TimePlanOutline)
    assert outline.complete()
    shown = read(lead, page("time", family, "team"))
    assert shown.count('stroke-width="3"') == shown.count("10:15 to 11:45") > 9
    assert "A proposal is no order of a court" in shown


def test_a_room_of_no_child_and_a_room_of_another_kind_have_no_proposal(
    family: Family, browser: Browser
) -> None:
    ready.in_place(family)
    lead, address = browser("lead"), page("propose", family, "team")
    pressed(lead, address, typed(family, child=[str(family.rooms["other"].pk)]))
    assert recorded(family, "team", TimeProposal) == []
    for part in ("harmed", "child", "shared"):
        assert lead.get(page("propose", family, part)).status_code == 404


# --- papers, one for each ---


def test_each_gets_a_paper_with_only_what_is_theirs(family: Family, browser: Browser) -> None:
    ready.in_place(family)
    ready.propose(family)
    lead = browser("lead")
    adult, child = (read(lead, page("proposal_paper", family, part)) for part in ("other", "child"))

    for words in ("at the family centre", "The next two Saturdays", "not an order"):
        assert words in adult
        assert words not in child
    assert "You do not have to choose" in child
    for never in ("The child sleeps again", "I like the park", "shouting"):
        assert never not in adult
        assert never not in child
    assert "There is nothing here" in read(browser("other_worker"), page("proposal_paper", family, "other"))


def test_a_paper_is_looked_at_again_on_its_day_and_passes_the_door(family: Family, browser: Browser) -> None:
    ready.in_place(family)
    proposed = ready.propose(family)
    lead, address = browser("lead"), page("proposal_paper", family, "other")

    made = pressed(lead, address, {"which": str(proposed.pk), "format": "en-pdf"})
    assert lead.get(made).content.startswith(b"%PDF")
    assert LetOut.objects.filter(audience=family.rooms["other"]).count() == 1
    family.record("harmed", BAR)
    assert pressed(lead, address, {"which": str(proposed.pk), "format": "en-pdf"}) == address
    assert "This is not accepted today." in read(lead, address)
    assert LetOut.objects.count() == 1


# --- the child's own room ---


def test_only_what_the_child_allows_is_offered_for_passing_on(family: Family, browser: Browser) -> None:
    family.record("child", ready.SAFE, ready.HEARD)
    worker, address = browser("child_worker"), page("time", family, "child")
    assert "nothing is offered for passing on" in read(worker, address)
    pressed(
        worker, page("allow", family, "child"), {"words": "I like the park.", "allowed": "unknown", "to": []}
    )
    ready.allow(family, "I miss the dog.")
    shown = read(worker, address)
    assert "I take the dog and go to my room." in shown
    assert "Pass it on" not in shown

    entry = ready.allow(family, "I like the park.", "shared")
    assert read(worker, address).count("Pass it on") == 1
    to_share = pressed(worker, page("said", family, "child"), {"said": str(entry.pk), "on": "1"})
    assert to_share == reverse("record:share", args=[family.rooms["child"].pk])
    assert "I like the park." in read(worker, to_share)
    pressed(worker, page("said", family, "child"), {"said": str(entry.pk), "taken_back": "1"})
    assert "Pass it on" not in read(worker, address)


def test_a_yes_without_a_place_is_asked_again_and_no_room_of_another_case_is_named(
    family: Family, browser: Browser
) -> None:
    worker, address = browser("child_worker"), page("allow", family, "child")
    pressed(worker, address, {"words": "I like the park.", "allowed": "yes", "to": []})
    assert "Choose where it may go" in read(worker, address)
    elsewhere = {"words": "x", "allowed": "yes", "to": [str(family.rooms["harmed"].pk)]}
    pressed(worker, address, elsewhere)  # not inside that room: it is not offered
    assert recorded(family, "child", ChildAllows) == []


def test_an_adults_room_has_no_page_of_a_child(family: Family, browser: Browser) -> None:
    for part in ("harmed", "other"):
        worker = browser(family.inside[part])
        assert "own plan to be safe" not in read(worker, page("time", family, part))
        assert worker.get(page("allow", family, part)).status_code == 404


def test_what_one_room_says_of_time_changes_no_byte_of_the_others(family: Family, browser: Browser) -> None:
    ready.in_place(family)
    ready.propose(family)
    watched = {"other_worker": "other", "harmed_worker": "harmed"}
    names = ("time", "proposal_paper")

    def seen() -> list[str]:
        return [masked(browser(w).get(page(n, family, p))) for w, p in watched.items() for n in names]

    before = seen()
    family.record("child", ready.AS_IT_IS, ready.HANDOVER, ready.SAFE)
    ready.allow(family, "I like the park.", "shared")
    assert seen() == before


def _document(body: bytes) -> bytes:
    import io  # one test opens a file
    import zipfile  # as above

    with zipfile.ZipFile(io.BytesIO(body)) as whole:
        return re.sub(rb"<[^>]+>", b"", whole.read("word/document.xml"))
