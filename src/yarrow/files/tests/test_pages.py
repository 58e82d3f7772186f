"""The pages of documents: who gets what, through which address, how often, and for how long."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.browsers import Browser
from yarrow.audit.models import AuditEvent
from yarrow.audit.terms import Event
from yarrow.cases.actions import exclude_worker
from yarrow.config.cast import Cast
from yarrow.config.families import Family
from yarrow.files.models import FilePiece, SealedFile, Ticket
from yarrow.files.queries import documents_in, safe_copy
from yarrow.gate.facts.files import FileType
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.errors import NotThere
from yarrow.kernel.ids import new_id
from yarrow.rooms.actions import quarantine_unchecked
from yarrow.rooms.models import Draft, Entry
from yarrow.rooms.queries import entries_in
from yarrow.sealing.errors import CannotOpen
from yarrow.sealing.stream import PIECE_BYTES
from yarrow.staff.actions import leave_service

from .making import EVERY_KIND, SHOWN, keep, sent, text

ORIGINAL, COPY = b"zqoriginal words", b"zqcopied words"


def page_of(family: Family, part: str = "harmed") -> str:
    return reverse("files:documents", args=[family.rooms[part].pk])


def kept_text(family: Family, part: str = "harmed") -> Entry:
    return keep(family, part, content=ORIGINAL, copy=COPY)


def address(family: Family, entry: Entry, name: str = "document", *more: int) -> str:
    return reverse(f"files:{name}", args=[family.rooms["harmed"].pk, entry.pk, *more])


def ask_to_save(client: Client, family: Family, entry: Entry, what: str = "original") -> str:
    """Press; the address that works once."""
    return client.post(address(family, entry, "save"), {"what": what}).headers["Location"]


def body(client: Client, path: str) -> bytes:
    answer = client.get(path)
    return bytes(answer.getvalue()) if answer.status_code == 200 else b""


def add(client: Client, family: Family, content: bytes, name: str = "a.txt", **more: object) -> str:
    typed = {"caption": "", "once": str(new_id()), "file": sent(content, name), **more}
    answer = client.post(page_of(family), typed)
    assert answer.status_code == 302
    return answer.headers["Location"]


# --- refusals ---

OUTSIDE = ["other_worker", "child_worker", "supervisor", "outsider", "manager", "excluded", "intake", "duty"]


@pytest.mark.parametrize("part", OUTSIDE)
def test_who_is_not_inside_finds_nothing_there(part: str, browser: Browser, family: Family) -> None:
    entry, client = kept_text(family), browser(part)
    of_the_right_one = ask_to_save(browser("harmed_worker"), family, entry)
    for path in (
        page_of(family),
        address(family, entry),
        address(family, entry, "page", 1),
        of_the_right_one,
    ):
        assert client.get(path).status_code == 404
    assert client.post(address(family, entry, "save"), {"what": "original"}).status_code == 404
    before = SealedFile.objects.count()
    answer = client.post(page_of(family), {"file": sent(text(), "a.txt"), "once": str(new_id())})

    assert answer.status_code == 404
    assert SealedFile.objects.count() == before
    assert body(browser("harmed_worker"), of_the_right_one) == ORIGINAL  # and the address was not used up


def test_a_stranger_and_an_ex_worker_are_asked_to_sign_in(
    browser: Browser, family: Family, cast: Cast, clock: FixedClock
) -> None:
    entry, client = kept_text(family), browser("harmed_worker")
    ticket = ask_to_save(client, family, entry)
    leave_service(worker=cast.worker("harmed_worker"), by=cast.worker("manager"), clock=clock)
    for someone in (Client(), client):
        for path in (page_of(family), address(family, entry), ticket):
            answer = someone.get(path)
            assert answer.status_code in {302, 404}
            assert ORIGINAL not in answer.content


def test_a_worker_who_is_barred_meanwhile_reads_nothing_more(
    browser: Browser, family: Family, cast: Cast, clock: FixedClock
) -> None:
    entry, client = kept_text(family), browser("harmed_worker")
    ticket = ask_to_save(client, family, entry)
    exclude_worker(
        case=family.case, worker=cast.worker("harmed_worker"), by=cast.worker("supervisor"), clock=clock
    )

    assert [client.get(path).status_code for path in (ticket, address(family, entry), page_of(family))] == [
        404
    ] * 3


def test_while_locked_nothing_is_given_out_and_nothing_is_kept(browser: Browser, family: Family) -> None:
    entry, client = kept_text(family), browser("harmed_worker")
    ticket = ask_to_save(client, family, entry)
    client.post("/lock/")
    before = SealedFile.objects.count()

    assert client.get(ticket).status_code == 302
    assert add(client, family, text(), caption=SHOWN).startswith("/unlock")
    assert SealedFile.objects.count() == before
    assert Draft.objects.count() == 1  # the words wait, the file must be chosen again


def test_an_address_works_once(browser: Browser, family: Family) -> None:
    entry, client = kept_text(family), browser("harmed_worker")
    ticket = ask_to_save(client, family, entry)

    assert body(client, ticket) == ORIGINAL
    assert client.get(ticket).status_code == 404
    assert Ticket.objects.count() == 0


def test_an_address_ends_after_two_minutes(browser: Browser, family: Family, clock: FixedClock) -> None:
    entry, client = kept_text(family), browser("harmed_worker")
    ticket = ask_to_save(client, family, entry)
    clock.move_to(clock.now() + timedelta(minutes=2))

    assert client.get(ticket).status_code == 404
    ticket = ask_to_save(client, family, entry)
    assert Ticket.objects.count() == 1  # the old one is cleared away
    clock.move_to(clock.now() - timedelta(minutes=1))
    assert client.get(ticket).status_code == 404  # nor does it work before it was made


def test_an_address_belongs_to_one_session(browser: Browser, family: Family) -> None:
    entry, client = kept_text(family), browser("harmed_worker")
    ticket = ask_to_save(client, family, entry)
    second = Client()
    second.post("/sign-in/", {"username": "harmed_worker", "passphrase": _passphrase()})

    assert second.get(address(family, entry)).status_code == 200
    assert second.get(ticket).status_code == 404
    assert body(client, ticket) == ORIGINAL


def _passphrase() -> str:
    from yarrow.staff.demo import DEMO_PASSPHRASE

    return DEMO_PASSPHRASE


def test_a_colleague_inside_the_same_room_cannot_use_it(browser: Browser, family: Family) -> None:
    entry, client = kept_text(family), browser("harmed_worker")
    ticket = ask_to_save(client, family, entry)

    assert browser("lead").get(address(family, entry)).status_code == 200
    assert browser("lead").get(ticket).status_code == 404


def test_a_misfiled_document_is_gone_with_its_entry(browser: Browser, family: Family) -> None:
    entry, client, member = kept_text(family), browser("harmed_worker"), family.holder("harmed")
    ticket = ask_to_save(client, family, entry)
    quarantine_unchecked(room=family.rooms["harmed"], entry=entry.pk, by=member.worker, clock=family.clock)

    assert client.get(ticket).status_code == 404
    assert client.get(address(family, entry)).status_code == 404
    assert client.post(address(family, entry, "save"), {"what": "original"}).status_code == 404
    assert "letter.txt" not in client.get(page_of(family)).content.decode()
    with pytest.raises(NotThere):
        safe_copy(room=family.rooms["harmed"], entry=entry.pk, by=member.worker, keyring=member.keyring)


def test_a_document_is_not_reached_through_another_room(browser: Browser, family: Family) -> None:
    entry, client = kept_text(family), browser("lead")
    for part in ("other", "team"):
        elsewhere = reverse("files:document", args=[family.rooms[part].pk, entry.pk])
        assert client.get(elsewhere).status_code == 404


def test_the_shared_room_takes_no_documents(browser: Browser, family: Family) -> None:
    client = browser("harmed_worker")

    assert client.get(page_of(family, "shared")).status_code == 404
    assert client.post(page_of(family, "shared"), {"file": sent(text())}).status_code == 404


def test_another_site_can_neither_show_nor_save_it(browser: Browser, family: Family) -> None:
    entry, client = kept_text(family), browser("harmed_worker")
    for site in ("cross-site", "same-site"):
        ticket = ask_to_save(client, family, entry)
        answer = client.get(ticket, headers={"Sec-Fetch-Site": site})
        assert answer.status_code == 403
        assert ORIGINAL not in answer.getvalue()


@pytest.mark.parametrize("path", ["/sign-in/", "/start/", "/lock/"])
def test_no_other_page_takes_a_file(path: str, family: Family) -> None:
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)

    assert client.post(path, {"file": sent(text())}).status_code == 400


def test_two_files_at_once_are_not_taken(browser: Browser, family: Family) -> None:
    client = browser("harmed_worker")
    client.raise_request_exception = False
    typed = {"file": [sent(text()), sent(text())], "once": str(new_id())}

    assert client.post(page_of(family), typed).status_code == 400
    assert SealedFile.objects.count() == 0


# --- a file that lost or gained a piece ---


@pytest.mark.parametrize(
    "damage", ["last gone", "one gone", "one changed", "two exchanged", "of another file"]
)
def test_a_damaged_file_is_never_taken_for_whole(damage: str, browser: Browser, family: Family) -> None:
    entry, client = keep(family, "harmed", content=b"x" * 3 * PIECE_BYTES), browser("harmed_worker")
    other, member = keep(family, "harmed", content=b"y" * 9), family.holder("harmed")
    found = {each.entry.pk: each for each in documents_in(family.rooms["harmed"], member.keyring)}
    original, strange = found[entry.pk].original, found[other.pk].original
    assert original is not None
    assert strange is not None
    ticket = ask_to_save(client, family, entry)
    rows = FilePiece.objects.filter(file=original.file)
    _damage(damage, list(rows.order_by("number")), FilePiece.objects.filter(file=strange.file).first())

    with pytest.raises(CannotOpen):
        client.get(ticket).getvalue()


def _damage(how: str, rows: list[FilePiece], strange: FilePiece | None) -> None:
    blobs = [bytes(row.blob) for row in rows]
    if how == "last gone":
        rows[-1].delete()
    elif how == "one gone":
        rows[1].delete()
    elif how == "of another file" and strange is not None:
        FilePiece.objects.filter(pk=rows[0].pk).update(blob=strange.blob)
    elif how == "two exchanged":
        FilePiece.objects.filter(pk=rows[0].pk).update(blob=blobs[1])
        FilePiece.objects.filter(pk=rows[1].pk).update(blob=blobs[0])
    else:
        FilePiece.objects.filter(pk=rows[0].pk).update(blob=blobs[0][:-1] + bytes([blobs[0][-1] ^ 1]))


def test_a_page_of_a_paper_that_lost_its_end_is_not_shown(browser: Browser, family: Family) -> None:
    entry = keep(family, "harmed", copy=b"x" * 100, copy_type=FileType.PDF, pages=((10, 50),))
    client = browser("harmed_worker")
    (source,) = re.findall(r'src="(/f/[^"]*)"', client.get(address(family, entry)).content.decode())
    copy = documents_in(family.rooms["harmed"], family.holder("harmed").keyring)[0].safe_copy
    assert copy is not None
    FilePiece.objects.filter(file=copy.file, number=3).delete()

    assert client.get(source).status_code == 404


# --- what is wrong is said, and nothing typed is lost ---


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"MZ\x90\x00program", "holiday.jpg", "This kind is not taken"),
        (b"", "empty.pdf", "The file is empty"),
        (b"\xff\xd8\xff\xe0 no picture", "a.jpg", "The file cannot be read"),
        (b"x" * (25 * 1024 * 1024 + 1), "film.txt", "larger than 25 MB"),
        (None, "", "Choose a document of 25 MB at most"),
    ],
)
def test_a_file_that_is_not_taken_says_why_beside_the_field(
    content: bytes | None, name: str, said: str, browser: Browser, family: Family
) -> None:
    client, typed = browser("harmed_worker"), {"caption": SHOWN, "once": str(new_id())}
    if content is not None:
        typed["file"] = sent(content, name)  # type: ignore[assignment]  # the client takes both
    answer = client.post(page_of(family), typed)
    again = client.get(page_of(family)).content.decode()

    assert answer.headers["Location"] == page_of(family)
    assert said in again
    assert SHOWN in again
    assert "Choose the document again" in again
    assert SealedFile.objects.count() == 0


def test_sent_twice_it_is_kept_once(browser: Browser, family: Family) -> None:
    client, once = browser("harmed_worker"), str(new_id())
    first = add(client, family, text(), once=once)

    assert add(client, family, text(), once=once) == first
    assert SealedFile.objects.count() == 2  # the original and its safe copy


# --- what works ---


@pytest.mark.parametrize(("kind", "pages"), [("jpeg", 1), ("pdf", 2), ("docx", 0), ("xlsx", 0), ("text", 0)])
def test_from_sending_to_looking_and_saving(kind: str, pages: int, browser: Browser, family: Family) -> None:
    client, content = browser("harmed_worker"), EVERY_KIND[kind]()
    page = add(client, family, content, "Ein Name <b>&.pdf", caption=SHOWN)
    shown = client.get(page).content.decode()
    pictures = re.findall(r'src="(/f/[^"]*)"', shown)

    assert "Ein Name &lt;b&gt;&amp;.pdf" in shown
    assert SHOWN in shown
    assert len(pictures) == min(pages, 1)
    for picture in pictures:
        answer = client.get(picture)
        assert answer.headers["Content-Type"] == "image/jpeg"
        assert answer.headers["Content-Disposition"].startswith("inline")
        assert answer.content.startswith(b"\xff\xd8\xff")
    save = page + "save/"
    original = client.get(client.post(save, {"what": "original"}).headers["Location"])
    assert original.getvalue() == content
    leads_to = client.post(save, {"what": "copy"}).headers["Location"]
    if kind not in {"docx", "xlsx"}:  # it can be looked at here: a copy is for somebody, and passes the door
        assert leads_to == page + "give/"
        return
    copy = client.get(leads_to).getvalue()
    assert copy
    assert copy != content


def test_what_a_saved_file_is_called_tells_nothing_and_it_can_do_nothing(
    browser: Browser, family: Family
) -> None:
    entry, client = kept_text(family), browser("harmed_worker")
    answer = client.get(ask_to_save(client, family, entry))

    assert answer.headers["Content-Disposition"] == 'attachment; filename="text.txt"'
    assert answer.headers["Content-Length"] == str(len(ORIGINAL))
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_every_look_leaves_a_row_that_names_no_document(browser: Browser, family: Family) -> None:
    entry, client = kept_text(family), browser("harmed_worker")
    body(client, ask_to_save(client, family, entry))
    rows = AuditEvent.objects.filter(chain=family.rooms["harmed"].pk).order_by("number")
    events = list(rows.values_list("event", "subject"))[-2:]

    assert [event for event, _ in events] == [Event.FILE_ASKED, Event.FILE_READ]
    assert entry.pk not in {subject for _, subject in events}
    assert {subject for _, subject in events} <= set(SealedFile.objects.values_list("pk", flat=True))


def test_every_page_of_a_paper_can_be_looked_at(browser: Browser, family: Family) -> None:
    copy = b"A" * 70_000 + b"B" * 70_000
    entry = keep(family, "harmed", copy=copy, copy_type=FileType.PDF, pages=((0, 70_000), (70_000, 70_000)))
    client = browser("harmed_worker")
    for number, letter_ in ((1, b"A"), (2, b"B")):
        shown = client.get(address(family, entry, "page", number)).content.decode()
        (source,) = re.findall(r'src="(/f/[^"]*)"', shown)
        assert client.get(source).content == letter_ * 70_000
    assert client.get(address(family, entry, "page", 3)).status_code == 404
    assert client.get(address(family, entry, "page", 0)).status_code == 404


def test_a_document_without_a_safe_copy_says_so(browser: Browser, family: Family) -> None:
    entry, client = keep(family, "harmed", content=ORIGINAL, copy=None), browser("harmed_worker")
    shown = client.get(address(family, entry)).content.decode()
    member = family.holder("harmed")

    assert "There is no safe copy" in shown
    assert "Save the safe copy" not in shown
    assert client.post(address(family, entry, "save"), {"what": "copy"}).status_code == 404
    assert body(client, ask_to_save(client, family, entry)) == ORIGINAL
    with pytest.raises(NotThere):
        safe_copy(room=family.rooms["harmed"], entry=entry.pk, by=member.worker, keyring=member.keyring)


def test_what_may_leave_the_house_is_the_safe_copy(family: Family) -> None:
    entry, member, stranger = kept_text(family), family.holder("harmed"), family.holder("other")
    room = family.rooms["harmed"]
    kept, content = safe_copy(room=room, entry=entry.pk, by=member.worker, keyring=member.keyring)

    assert b"".join(content) == COPY
    assert kept.size == len(COPY)
    with pytest.raises(NotThere):
        safe_copy(room=room, entry=entry.pk, by=stranger.worker, keyring=stranger.keyring)


def test_the_list_asks_the_database_the_same_number_of_times(browser: Browser, family: Family) -> None:
    client, counts = browser("harmed_worker"), []
    for many in (1, 5):
        for number in range(many):
            keep(family, "harmed", name=f"zq{number}.txt")
        with CaptureQueriesContext(connection) as asked:
            assert "zq0.txt" in client.get(page_of(family)).content.decode()
        counts.append(len(asked))

    assert counts[0] == counts[1]
    assert counts[0] < 40


def test_the_room_records_the_document_and_no_key_in_it(family: Family) -> None:
    from yarrow.gate.facts import asked

    kept_text(family)
    member = family.holder("harmed")
    fact = entries_in(family.rooms["harmed"], member.keyring)[-1].fact

    assert fact.kind == "document"
    assert {"original", "safe_copy"}.isdisjoint(question.name for question in asked(type(fact)))
