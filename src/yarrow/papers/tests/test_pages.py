"""The pages of papers: who may, where a letter may go, what the door says, and what is handed out."""

import io
import re
from datetime import timedelta

import pikepdf
import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse

from tests.browsers import Browser, signed_in
from yarrow.audit.models import AuditEvent
from yarrow.audit.terms import Event
from yarrow.cases.actions import exclude_worker
from yarrow.config.cast import Cast
from yarrow.config.families import Family
from yarrow.gate.facts.who import AgeBand, Identity, Language, ReachUnsafe
from yarrow.gate.words import LongText
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.ids import new_id
from yarrow.outgoing.actions import STOPPED
from yarrow.outgoing.models import LetOut
from yarrow.papers.models import PaperTicket
from yarrow.papers.terms import PaperKind
from yarrow.reaching.actions import hold_person
from yarrow.rooms.models import Draft

from .pages import HOME, LETTER, choose, hidden, make, reach_of, write

POSTED = LETTER | {"given": "posted", "house": "2, 14b"}
OUTSIDE = ["other_worker", "child_worker", "supervisor", "outsider", "manager", "excluded", "intake", "duty"]
NOT_THE_HOUSE = "This is not the number of the house in the confirmed address."


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.content.decode()


def words_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return " ".join(" ".join(p.get_textpage().get_text_bounded().split()) for p in document)


def previewed(client: Client, family: Family, part: str = "harmed", **typed: str) -> str:
    """A letter that is written; the address of its preview."""
    sheet = choose(client, family, part, "letter")
    path = write(client, sheet, LETTER | typed)
    assert path.endswith("/seen/"), page(client, path)
    return path


# --- refusals ---


@pytest.mark.parametrize("part", OUTSIDE)
def test_who_is_not_inside_finds_nothing_there(part: str, browser: Browser, family: Family) -> None:
    inside, client = browser("harmed_worker"), browser(part)
    preview = previewed(inside, family)
    sheet = choose(inside, family, "harmed", "letter")
    ticket = make(inside, preview)
    carried = hidden(inside, sheet)
    for path in (reverse("papers:choose", args=[family.rooms["harmed"].pk]), sheet, preview, ticket):
        assert client.get(path).status_code == 404
        assert client.post(path, carried | LETTER).status_code in {404, 405}
    for word in ("yes", "words", "away"):
        assert client.post(preview.replace("seen", word), {"format": "pdf"}).status_code == 404

    assert inside.get(ticket).status_code == 200  # and it was not used up


@pytest.mark.parametrize("room", ["team", "shared"])
def test_a_room_of_no_person_writes_no_paper(room: str, browser: Browser, family: Family) -> None:
    path = reverse("papers:choose", args=[family.rooms[room].pk])

    assert browser("lead").get(path).status_code == 404


def test_a_stranger_is_asked_to_sign_in(browser: Browser, family: Family) -> None:
    preview = previewed(browser("harmed_worker"), family)

    assert Client().get(preview).status_code == 302
    assert b"good to see you" not in Client().get(preview).content


def test_the_leaflet_of_the_other_pathway_is_not_offered_and_not_taken(
    browser: Browser, family: Family
) -> None:
    client = browser("harmed_worker")
    path = reverse("papers:choose", args=[family.rooms["harmed"].pk])
    shown = page(client, path)
    refused = client.post(path, {"paper": "justice", "language": "en"})
    again = page(client, path)
    sheet = choose(client, family, "harmed", "letter")

    assert 'value="approaches"' in shown
    assert 'value="justice"' not in shown
    assert refused.headers["Location"] == path
    assert "Choose from what is offered." in again
    assert (
        client.post(sheet, {"paper": "justice", "language": "en", "page_on": "2026-03-10"}).status_code == 404
    )
    for broken in ({"paper": "x"}, {"language": "fr"}, {"page_on": "2126-01-01"}, {"page_on": "today"}):
        assert client.post(sheet, hidden(client, sheet) | broken).status_code == 404


def test_without_a_confirmed_address_nothing_is_posted_and_nothing_typed_is_lost(
    browser: Browser, family: Family
) -> None:
    client = browser("harmed_worker")
    sheet = choose(client, family, "harmed", "letter")

    assert write(client, sheet, POSTED) == sheet
    again = page(client, sheet)
    assert "This way to reach them is not recorded" in again
    assert "It was good to see you." in again
    assert 'value="2, 14b"' in again
    assert LetOut.objects.count() == PaperTicket.objects.count() == 0


@pytest.mark.parametrize("house", ["", "14b", "2, 14", "SY23 1AB", "3, 14b"])
def test_another_house_number_is_refused_beside_its_field_and_nothing_typed_is_lost(
    house: str, browser: Browser, family: Family
) -> None:
    reach_of(family, "harmed")
    client = browser("harmed_worker")
    sheet = choose(client, family, "harmed", "letter")

    assert write(client, sheet, POSTED | {"house": house}) == sheet
    again = page(client, sheet)
    assert again.count(NOT_THE_HOUSE) == 2  # above, and beside its field
    assert "It was good to see you." in again
    assert "Heol y Bont" not in again  # the number is typed from what they told, not from the page


def test_an_address_confirmed_too_long_ago_is_not_used(
    browser: Browser, family: Family, clock: FixedClock
) -> None:
    reach_of(family, "harmed")
    clock.move_to(clock.now() + timedelta(days=31))
    client = browser("harmed_worker")
    sheet = choose(client, family, "harmed", "letter")

    assert write(client, sheet, POSTED) == sheet
    assert "not confirmed with them lately enough" in page(client, sheet)


def test_while_everything_to_them_is_on_hold_nothing_is_posted(browser: Browser, family: Family) -> None:
    reach_of(family, "harmed")
    by = family.cast.worker("child_worker")  # who has no key to her room
    hold_person(room=family.rooms["harmed"], by=by, clock=family.clock)
    client = browser("harmed_worker")
    sheet = choose(client, family, "harmed", "letter")

    assert write(client, sheet, POSTED) == sheet
    assert "on hold" in page(client, sheet)
    assert write(client, sheet, LETTER).endswith("/seen/")  # handed over it may be


def test_an_address_that_became_unsafe_after_the_preview_makes_no_letter(
    browser: Browser, family: Family
) -> None:
    reach_of(family, "harmed")
    client = browser("harmed_worker")
    preview = write(client, choose(client, family, "harmed", "letter"), POSTED)
    assert "Heol y Bont" in page(client, preview)
    family.record("harmed", ReachUnsafe(words=LongText("He knows the house.")))

    back = make(client, preview)
    assert back == preview.removesuffix("seen/")
    assert "Nothing can be posted today:" in page(client, back)
    assert "It was good to see you." in page(client, back)
    assert LetOut.objects.count() == PaperTicket.objects.count() == 0


def test_words_that_cannot_be_printed_are_told_and_kept(browser: Browser, family: Family) -> None:
    client = browser("harmed_worker")
    sheet = choose(client, family, "harmed", "letter")

    assert write(client, sheet, LETTER | {"words": "Zq 你好"}) == sheet
    again = page(client, sheet)
    assert "it has signs that our letters do not have" in again
    assert "Zq 你好" in again


def test_an_empty_sheet_names_every_question_that_needs_an_answer(browser: Browser, family: Family) -> None:
    client = browser("harmed_worker")
    sheet = choose(client, family, "harmed", "appointment")
    write(client, sheet, {})

    again = page(client, sheet)
    for label in ("First name", "Place", "Hour", "How does it reach them?"):
        assert f"“{label}” needs an answer" in again
    assert "“What they may want to bring” needs" not in again


# --- the door ---


def test_a_letter_with_the_others_street_is_stopped_with_one_sentence(
    browser: Browser, family: Family
) -> None:
    """The words of the purpose: her new street, in a letter to him."""
    reach_of(family, "harmed")
    client = browser("other_worker")
    preview = previewed(client, family, "other", first_name="Bryn", words="She is at 14b Heol y Bont now.")
    before = page(client, preview)
    stopped = make(client, preview)
    after = page(client, preview)

    assert stopped == preview
    assert after.count(STOPPED) == 1
    assert LetOut.objects.count() == PaperTicket.objects.count() == 0
    told = re.sub(r"\s+", " ", after.replace(STOPPED, ""))
    for word in ("Anwen", "protect", "address", "street", "because", "room of"):
        assert told.count(word) == re.sub(r"\s+", " ", before).count(word)


def test_a_sound_letter_passes_and_stands_in_the_print_log(browser: Browser, family: Family) -> None:
    reach_of(family, "harmed")
    client = browser("other_worker")
    ticket = make(client, previewed(client, family, "other", first_name="Bryn"))
    line = LetOut.objects.get()

    assert ticket.startswith("/o/")
    assert (line.audience, line.case, line.kind) == (family.rooms["other"], family.case, "letter")
    assert client.get(ticket).status_code == 200
    assert AuditEvent.objects.filter(event=Event.PAPER_PASSED).count() == 1
    assert AuditEvent.objects.filter(chain=family.rooms["other"].pk, event=Event.FILE_READ).count() == 1


# --- what is handed out ---


def test_a_posted_letter_carries_the_confirmed_address_and_leaves_no_trace(
    browser: Browser, family: Family
) -> None:
    reach_of(family, "harmed")
    client = browser("harmed_worker")
    preview = write(client, choose(client, family, "harmed", "letter"), POSTED)
    answer = client.get(make(client, preview))
    words = words_of(answer.content)

    assert all(line in words for line in HOME.splitlines())
    assert "Dear Anwen" in words
    assert answer.headers["Content-Disposition"] == 'attachment; filename="document.pdf"'
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Security-Policy"].startswith("sandbox")
    with pikepdf.open(io.BytesIO(answer.content)) as pdf:
        assert dict(pdf.docinfo) == {"/Title": "Letter"}


def test_a_letter_handed_over_has_no_address(browser: Browser, family: Family) -> None:
    reach_of(family, "harmed")
    client = browser("harmed_worker")

    assert "Heol y Bont" not in words_of(client.get(make(client, previewed(client, family))).content)


def test_an_address_works_once_for_two_minutes_and_in_one_session(
    browser: Browser, family: Family, cast: Cast, clock: FixedClock
) -> None:
    client = browser("harmed_worker")
    preview = previewed(client, family)
    used, late, elsewhere = make(client, preview), make(client, preview), make(client, preview)

    assert client.get(used).status_code == 200
    assert client.get(used).status_code == 404
    assert signed_in("harmed_worker", cast).get(elsewhere).status_code == 404
    assert client.get(f"/o/{new_id()}/").status_code == 404
    clock.move_to(clock.now() + timedelta(minutes=2))
    assert client.get(late).status_code == 404


def test_who_was_barred_meanwhile_fetches_nothing(browser: Browser, family: Family, cast: Cast) -> None:
    client = browser("harmed_worker")
    ticket = make(client, previewed(client, family))
    exclude_worker(
        case=family.case,
        worker=cast.worker("harmed_worker"),
        by=cast.worker("supervisor"),
        clock=family.clock,
    )

    assert client.get(ticket).status_code == 404


def test_while_locked_nothing_is_made_and_the_words_wait(browser: Browser, family: Family) -> None:
    client = browser("harmed_worker")
    preview = previewed(client, family)
    client.post("/lock/")

    assert make(client, preview).startswith("/unlock")
    assert LetOut.objects.count() == 0
    assert Draft.objects.filter(worker__username="harmed_worker").exists()


def test_word_is_made_too_and_a_cover_sheet_names_nobody(browser: Browser, family: Family) -> None:
    client = browser("harmed_worker")
    preview = previewed(client, family)
    word, cover = client.get(make(client, preview, "word")), client.get(make(client, preview, "cover"))
    on_cover = words_of(cover.content)

    assert word.content.startswith(b"PK")
    assert word.headers["Content-Disposition"] == 'attachment; filename="document.docx"'
    assert "This sheet stays with us." in on_cover
    for word_of_a_side in ("Anwen", "Bryn", "harmed", "good to see you"):
        assert word_of_a_side not in on_cover
    assert sorted(LetOut.objects.values_list("kind", flat=True)) == ["letter", "print"]


def test_the_paper_itself_says_neither_room_nor_side(browser: Browser, family: Family) -> None:
    client = browser("harmed_worker")
    words = words_of(client.get(make(client, previewed(client, family))).content)

    for each in (
        "Heather",
        "Moss",
        "Lake",
        "Ochre",
        "Clay",
        "Slate",
        "harmed",
        "room",
        str(family.case.pk)[:8],
    ):
        assert each not in words


# --- language ---


@pytest.mark.parametrize(
    ("language", "chosen"),
    [(Language.WELSH, "cy"), (Language.ENGLISH, "en"), (Language.OTHER, ""), (Language.UNKNOWN, "")],
)
def test_the_language_begins_as_the_persons_own(
    language: Language, chosen: str, browser: Browser, family: Family
) -> None:
    other = "British Sign Language" if language is Language.OTHER else ""
    family.record(
        "harmed",
        Identity(known_as="Anwen", age_band=AgeBand.ADULT, language=language, language_words=other),
    )
    shown = page(browser("harmed_worker"), reverse("papers:choose", args=[family.rooms["harmed"].pk]))
    boxes = re.findall(r'<input[^>]*name="language"[^>]*>', shown)

    assert [re.findall(r'value="(\w+)"', box)[0] for box in boxes if "checked" in box] == [chosen] * bool(
        chosen
    )


def test_a_welsh_letter_is_welsh_whatever_the_page_is_and_says_that_nobody_read_it(
    browser: Browser, family: Family
) -> None:
    client = browser("harmed_worker")
    sheet = choose(client, family, "harmed", "letter", "cy")
    preview = write(client, sheet, LETTER)
    made = client.get(make(client, preview)).content

    assert "nobody who speaks the language has read it yet" in page(client, preview)
    assert 'lang="cy"' in page(client, preview)
    assert "Annwyl Anwen" in words_of(made)
    assert "10 Mawrth 2026" in words_of(made)
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert str(pdf.Root.Lang) == "cy-GB"


# --- the pages ---


@pytest.mark.parametrize(
    "kind", [each for each in PaperKind if not each.value.startswith(("justice", "cover"))]
)
def test_every_paper_is_written_seen_and_changed_without_script(
    kind: PaperKind, browser: Browser, family: Family
) -> None:
    client = browser("harmed_worker")
    sheet = choose(client, family, "harmed", kind.value)
    asked = re.findall(r'name="(\w+)"', page(client, sheet))
    typed = {name: f"Zq {name}" for name in asked if name not in {"given", "house", "csrfmiddlewaretoken"}}
    preview = write(client, sheet, {**typed, **hidden(client, sheet), "given": "by_hand"})

    assert preview.endswith("/seen/"), page(client, sheet)
    assert page(client, preview).count("<h1") == 1
    back = client.post(preview.replace("seen", "words")).headers["Location"]
    assert back == sheet
    assert page(client, sheet)
    assert client.get(preview).status_code == 302


def test_thrown_away_is_kept_no_longer(browser: Browser, family: Family) -> None:
    client = browser("harmed_worker")
    preview = previewed(client, family)
    count = Draft.objects.count()
    client.post(preview.replace("seen", "away"))

    assert Draft.objects.count() == count - 1
    assert client.get(preview).status_code == 302


def test_old_addresses_and_looks_at_what_is_pressed_lead_back(browser: Browser, family: Family) -> None:
    client = browser("harmed_worker")
    preview = previewed(client, family)
    room = reverse("record:room", args=[family.rooms["harmed"].pk])
    nothing = preview.replace(preview.split("/")[-3], str(new_id()))

    for word in ("yes", "words", "away"):
        assert client.get(preview.replace("seen", word)).headers["Location"] == room
    assert client.post(preview).headers["Location"] == preview
    assert client.get(nothing).headers["Location"] == room
    assert make(client, nothing) == room


def test_the_pages_ask_the_database_a_steady_number_of_times(
    browser: Browser, family: Family, django_assert_max_num_queries: object
) -> None:
    reach_of(family, "harmed")
    client = browser("harmed_worker")
    choosing = reverse("papers:choose", args=[family.rooms["harmed"].pk])
    sheet = choose(client, family, "harmed", "letter")
    preview = previewed(client, family)
    for path in (choosing, sheet, preview):
        with django_assert_max_num_queries(60):  # type: ignore[operator]  # a fixture of pytest-django
            page(client, path)
