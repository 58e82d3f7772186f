"""All that one side's worker can take away: pages, papers, messages as sent, prints, files, refusals.

Each kind is looked at by itself, so that many pairs of worlds can be compared, each by one of them; over the
pairs all kinds come in turn. What a browser gets is asked of the pages. What leaves by no page (the file of
a paper, what the sender handed over) is asked of the act that makes it. Whatever else has an address (a
calendar, a table, a statistic) is found by the stretches of all addresses.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from django.test import Client
from django.urls import reverse

from yarrow.config.cast import Member
from yarrow.gate.facts.course import NextStep
from yarrow.gate.facts.routes import Proof, RouteKind, RouteProved, SafeRoute, Weekday, Wording
from yarrow.gate.facts.who import Language
from yarrow.gate.words import Answer as Said
from yarrow.gate.words import LongText
from yarrow.kernel.clock import LOCAL
from yarrow.kernel.decision import Refused
from yarrow.kernel.ids import new_id
from yarrow.outgoing.actions import Passed, Stopped, pass_the_door
from yarrow.outgoing.artefact import Artefact, ArtefactKind
from yarrow.papers.actions import hand_out, make_paper
from yarrow.papers.making.asked import Asked
from yarrow.papers.terms import PaperFormat, PaperKind, PaperLanguage
from yarrow.reaching.actions import hold_person, lift_hold
from yarrow.rooms import actions as rooms
from yarrow.rooms.models import Room
from yarrow.rooms.queries import unopened_drops
from yarrow.rooms.queries.protecting import protections_of
from yarrow.sending.actions import look_again, queue_message
from yarrow.sending.asking import Wanted
from yarrow.sending.gateways.interface import Outgoing
from yarrow.sending.journal import Journal
from yarrow.sending.sender import Sender
from yarrow.staff.queries import the_service

from .answers import Answer, ask
from .crawl import known_addresses, press
from .sending import sender_key
from .settled import BEGINNING, Settled, signed_in

Taken = Callable[[Client, Settled, str], list[Answer]]
"""What the worker inside the room of this part takes away; nothing where they are inside none."""

ROUTE = SafeRoute(
    way=RouteKind.TEXT,
    value=LongText("07700 900456"),
    allowed=Said.YES,
    days=tuple(Weekday),
    safe_from="08:00",
    safe_until="20:00",
    wordings=tuple(Wording),
    language=Language.ENGLISH,
    sender_name="Sam",
    shared_device=Said.NO,
    confirmed_on=BEGINNING.date(),
)
PLAIN = "Thank you for coming. See you at ten."


def _made(kind: str, name: str, body: bytes, said: str = "") -> Answer:
    """What no page answered, beside what pages answer."""
    return Answer(kind, name, 200, (("Said", said),), body)


def with_body(answer: Answer, body: bytes) -> Answer:
    """The same with another body: for controls."""
    return replace(answer, body=body)


def everybody_has_read(settled: Settled) -> None:
    """Notes are read and rooms looked at again, in both worlds alike.

    While a room does not say what it protects the door lets nothing out: that bit its design accepts (0027),
    and everything behind it would be compared as "stopped".
    """
    for part, room in settled.family.rooms.items():
        if unopened_drops(room).exists():
            rooms.open_drops(**_inside(settled, part))
    said = protections_of(settled.family.case, but=frozenset())
    for part, room in settled.family.rooms.items():
        if said.get(room.pk, ()) is None:
            rooms.attest(**_inside(settled, part))


def _inside(settled: Settled, part: str) -> dict[str, Any]:
    """The room, who is in it, and the clock: what every act is given."""
    by = settled.family.holder(part)
    return {
        "room": settled.room(part),
        "by": by.worker,
        "keyring": by.keyring,
        "clock": settled.clock,
    }


# --- papers ---


def a_paper(
    kind: PaperKind, form: PaperFormat, language: PaperLanguage, _client: Client, settled: Settled, part: str
) -> list[Answer]:
    """The file of a paper for their person, or that it was stopped; and the print log."""
    by, clock = settled.family.holder(part), settled.clock
    tokens = {"first_name": "Deiniol", "words": PLAIN, "worker_name": "Sam", "day": "Monday", "hour": "ten"}
    asked = Asked(kind, form, language, tokens, on=clock.today(), address="3 Harbour Lane\nLlanon\nSY23 5HA")
    common = {"session": "theirs", "by": by.worker, "keyring": by.keyring, "clock": clock}
    ticket = make_paper(room=settled.room(part), asked=asked, **common)  # type: ignore[arg-type]  # as named
    if isinstance(ticket, Stopped):
        return [_made("PAPER", kind.value, b"", "stopped")]
    artefact = hand_out(ticket=ticket, **common)  # type: ignore[arg-type]  # as named
    return [_made("PAPER", kind.value, artefact.body, f"{artefact.file_name} {artefact.media_type}")]


def print_log(client: Client, settled: Settled, part: str) -> list[Answer]:
    """What was made for their person, and what waits at the door."""
    return [
        ask(client, reverse("outgoing:printed", args=[settled.room(part).pk])),
        ask(client, reverse("outgoing:stopped")),
    ]


# --- what leaves by the door in another form ---


def at_the_door(kind: ArtefactKind, _client: Client, settled: Settled, part: str) -> list[Answer]:
    """A calendar entry, an export, a referral or words for a call, brought to the door: passed or stopped."""
    by, body = settled.family.holder(part), _of_kind(kind)
    answer = pass_the_door(
        case=settled.family.case,
        audience=settled.room(part),
        artefact=body,
        by=by.worker,
        keyring=by.keyring,
        clock=settled.clock,
    )
    return [_made("DOOR", kind.value, body.body, "passed" if isinstance(answer, Passed) else "stopped")]


def _of_kind(kind: ArtefactKind) -> Artefact:
    if kind is ArtefactKind.CALENDAR:
        lines = ("BEGIN:VCALENDAR", "VERSION:2.0", "BEGIN:VEVENT", "UID:1", "DTSTART:20260312T100000Z")
        entry = "\r\n".join((*lines, "SUMMARY:10 o'clock", "END:VEVENT", "END:VCALENDAR", ""))
        return Artefact(kind, "entry.ics", "text/calendar", entry.encode())
    if kind is ArtefactKind.EXPORT:
        return Artefact(kind, "table.csv", "text/csv", b"day,hour\r\nMonday,10\r\n")
    return Artefact(kind, "", "text/plain", PLAIN.encode())


# --- messages ---


@dataclass
class Watched:
    """A gateway that remembers what it took, as the other end would have it."""

    took: list[Outgoing] = field(default_factory=list)

    def carries(self, way: RouteKind) -> bool:
        return way in {RouteKind.TEXT, RouteKind.EMAIL}

    def whats_missing(self) -> str:
        return ""

    def hand_over(self, message: Outgoing) -> None:
        self.took.append(message)


@contextmanager
def a_sender(settled: Settled) -> Iterator[tuple[Sender, Watched]]:
    """The sender as its process runs it: its own key, its own journal, a gateway that sends nothing."""
    gateway = Watched()
    with TemporaryDirectory() as folder:
        journal = Journal(Path(folder))
        yield Sender(the_service().pk, sender_key(), [gateway], journal, settled.clock), gateway


def a_message(
    way: RouteKind, language: Language, client: Client, settled: Settled, part: str
) -> list[Answer]:
    """A reminder for their person is agreed, queued, looked at and sent at its hour; and its pages."""
    room, by = settled.room(part), settled.family.holder(part)
    queued, said = queued_by(settled, room, by, way, language)
    with a_sender(settled) as (sender, gateway):
        settled.clock.move_to(_ten(settled.clock.now()) + timedelta(minutes=1))
        sender.look()
    client.cookies = signed_in(settled.family.inside[part])  # two days on, nobody is signed in any more
    took = [each for each in gateway.took if each.id == queued]
    sent = [
        _made("SENT", each.way.value, f"{each.to}\n{each.subject}\n{each.body}".encode()) for each in took
    ]
    pages = (reverse("sending:messages", args=[room.pk]), "/")
    return [said, *sent, *(ask(client, page) for page in pages)]


_EMAIL = "deiniol@example.org"


def queued_by(
    settled: Settled, room: Room, by: Member, way: RouteKind, language: Language
) -> tuple[UUID, Answer]:
    """Whether it waits, or every reason why not, as the page would say it."""
    common = {"room": room, "by": by.worker, "keyring": by.keyring, "clock": settled.clock}
    if unopened_drops(room).exists():
        rooms.open_drops(**common)  # type: ignore[arg-type]  # as named
    value = ROUTE.value if way is RouteKind.TEXT else LongText(_EMAIL)
    route = replace(ROUTE, way=way, value=value, language=language, confirmed_on=settled.clock.today())
    seen_alone = RouteProved(way=way, value=value, proof=Proof.IN_PERSON, proved_on=settled.clock.today())
    for fact in (route, seen_alone):
        rooms.seal_entry(fact=fact, **common)  # type: ignore[arg-type]  # as named
    wanted = Wanted(wording=Wording.REMINDER, way=way, days=1, due_at=_ten(settled.clock.now()))
    message = new_id()
    queued = queue_message(message_id=message, wanted=wanted, **common)  # type: ignore[arg-type]  # as named
    look_again(**common)  # type: ignore[arg-type]  # as named
    why = "; ".join(reason.text for reason in queued.reasons) if isinstance(queued, Refused) else ""
    return message, _made("QUEUED", way.value, b"", f"{type(queued).__name__} {why}")


def _ten(now: datetime) -> datetime:
    """Ten o'clock on the second day from now, on the clock on the wall."""
    day = now.astimezone(LOCAL) + timedelta(days=2)
    return day.replace(hour=10, minute=0, second=0, microsecond=0)


# --- pages to print, documents, rooms ---


def prints(client: Client, settled: Settled, part: str) -> list[Answer]:
    """The copy of what was agreed, next steps on a paper, and the pages before them."""
    by, room = settled.family.holder(part), settled.room(part)
    step = NextStep(words=LongText("Ring the library."), on_paper=Said.YES)
    rooms.seal_entry(room=room, fact=step, by=by.worker, keyring=by.keyring, clock=settled.clock)
    routes = ("agreements:copy", "agreements:agreement", "agreements:course_paper", "agreements:course")
    return [ask(client, reverse(route, args=[room.pk])) for route in routes]


def a_document(client: Client, settled: Settled, part: str) -> list[Answer]:
    """A document that is saved out of their room."""
    save = reverse("files:save", args=[settled.room(part).pk, settled.documents[part]])
    return press(client, save, {"what": "original"})


def to_reach_them(client: Client, settled: Settled, part: str) -> list[Answer]:
    """Whether they may be rung, warned or written to; and what a press on hold says and shows."""
    by, room = settled.family.holder(part), settled.room(part)
    routes = ("record:room", "reaching:ring", "reaching:warn", "sending:messages")
    looked = [ask(client, reverse(route, args=[room.pk])) for route in routes]
    lift_hold(room=room, by=by.worker, keyring=by.keyring, clock=settled.clock)
    looked.append(ask(client, reverse("reaching:ring", args=[room.pk])))
    hold_person(room=room, by=by.worker, clock=settled.clock)
    return [*looked, ask(client, reverse("record:room", args=[room.pk]))]


def about_the_case(client: Client, settled: Settled, _part: str) -> list[Answer]:
    """The pages on which a day is spent, and what one press on the case answers."""
    case = settled.family.case.pk
    plans = [reverse("meetings:plan", args=[plan.pk]) for plan in (settled.arranged, settled.carried)]
    pages = ["/", reverse("desk:case", args=[case]), reverse("desk:caseload"), *plans]
    asked = [ask(client, address) for address in pages]
    return [*asked, *press(client, reverse("reaching:hold_case", args=[case]), {})]


# --- refusals ---


def refusals(client: Client, settled: Settled, part: str) -> list[Answer]:
    """Not theirs, not there, not so, not by this method: the pages of an error."""
    others = [each for each in ("harmed", "other", "child") if each != part]
    routes = ("record:room", "reaching:ring", "sending:messages", "outgoing:printed", "papers:choose")
    asked = [ask(client, reverse(route, args=[settled.room(each).pk])) for each in others for route in routes]
    asked.append(ask(client, reverse("files:document", args=[settled.room(others[0]).pk, new_id()])))
    pressed = [ask(client, reverse("reaching:lift", args=[settled.room(each).pk]), {}) for each in others]
    wrong = ask(client, reverse("outgoing:stopped"), {})
    return [*asked, *pressed, wrong, ask(client, "/no/such/page/")]


# --- every address, a few at a time ---

A_FEW = 4


def addresses(number: int, client: Client, settled: Settled, _part: str) -> list[Answer]:
    """A stretch of all addresses there are, with ids of both sides; the number says which."""
    found = known_addresses(settled, ["harmed", "other"])
    first = number * A_FEW % len(found)
    return [ask(client, address) for address in found[first : first + A_FEW]]


PDF, WORD = PaperFormat.PDF, PaperFormat.WORD
ENGLISH, WELSH = PaperLanguage.ENGLISH, PaperLanguage.WELSH

KINDS: dict[str, Taken] = {
    "a letter as PDF": partial(a_paper, PaperKind.LETTER, PDF, ENGLISH),
    "a letter as Word": partial(a_paper, PaperKind.LETTER, WORD, WELSH),
    "a leaflet as PDF": partial(a_paper, PaperKind.APART_EASY, PDF, WELSH),
    "a leaflet as Word": partial(a_paper, PaperKind.APART, WORD, ENGLISH),
    "the print log": print_log,
    "a text": partial(a_message, RouteKind.TEXT, Language.ENGLISH),
    "an e-mail": partial(a_message, RouteKind.EMAIL, Language.WELSH),
    "a calendar entry": partial(at_the_door, ArtefactKind.CALENDAR),
    "an export": partial(at_the_door, ArtefactKind.EXPORT),
    "a referral": partial(at_the_door, ArtefactKind.REFERRAL),
    "words for a call": partial(at_the_door, ArtefactKind.CALL_NOTE),
    "prints": prints,
    "a document": a_document,
    "to reach them": to_reach_them,
    "the case": about_the_case,
    "refusals": refusals,
}
"""Every kind of thing that is taken away, each with how; ``addresses`` is the rest."""


_PASS_NO_DOOR = frozenset({"the print log", "a document", "to reach them", "the case", "refusals"})


def take(kinds: Sequence[str], number: int, part: str, client: Client, settled: Settled) -> list[Answer]:
    """These kinds, one after the other, then a stretch of addresses."""
    if not _PASS_NO_DOOR.issuperset(kinds):
        everybody_has_read(settled)
    found = [each for kind in kinds for each in KINDS[kind](client, settled, part)]
    return [*found, *addresses(number, client, settled, part)]
