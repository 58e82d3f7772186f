"""One service with everything in it that could leak, built once for all barrier tests.

Every denial test first creates what could leak: the excluded worker and the ex-worker have held the
rooms' keys, everybody has a browser that was really signed in and unlocked, and every kind of row
is there: entries, waiting notes, drafts, briefs, shares, cards, a signature, referrals.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.cookies import SimpleCookie
from uuid import UUID

from django.test import Client
from django.urls import reverse

from tests.employing import with_two_more
from yarrow.agreements.queries import written_in
from yarrow.agreements.rules import table_of
from yarrow.cases.actions import exclude_worker, leave_for_visit, raise_care_card
from yarrow.cases.lone_working import VisitWords
from yarrow.cases.terms import CareCode, Duty
from yarrow.config import ready
from yarrow.config.cast import Cast, enrol_cast
from yarrow.config.families import Family, open_family
from yarrow.config.ready.documents import keep_in
from yarrow.config.strangers import bring_in
from yarrow.custody.actions import begin_custody
from yarrow.custody.rules import Named
from yarrow.gate.facts import Fact
from yarrow.gate.facts.agencies import AgencyShare, LawfulBasis, RiskReport, ShareAgreed
from yarrow.gate.facts.choice import Statement
from yarrow.gate.facts.course import NextStep
from yarrow.gate.facts.readiness import Acknowledgement, Extent
from yarrow.gate.facts.team import AbuseFlag, FlagBasis, ProposalNotice, VenuePlan
from yarrow.gate.forms import Form
from yarrow.gate.topics import Topic
from yarrow.gate.words import Answer, LongText, Mark
from yarrow.intake.actions import prepare_intake_room, receive_referral
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Refused
from yarrow.kernel.ids import new_id
from yarrow.meetings.actions import make_after_care
from yarrow.meetings.models import FollowUp, Plan
from yarrow.meetings.terms import FollowUpKind
from yarrow.outgoing.models import StoppedPaper
from yarrow.papers.models import PaperTicket
from yarrow.people import actions as people
from yarrow.people.models import Invitation
from yarrow.rooms.actions import (
    ask_grant,
    drop_note,
    fulfil_grants,
    open_drops,
    seal_entry,
    settle_ring,
    share_words,
)
from yarrow.rooms.facts import BroughtBy, ReferralReceived, SharedWords
from yarrow.rooms.models import Entry, Room
from yarrow.rooms.queries import entries_in
from yarrow.rooms.rules import needs_second, preview_mark
from yarrow.staff.actions import freeze, leave_service, set_up_service
from yarrow.staff.demo import DEMO_PASSPHRASE
from yarrow.staff.models import Worker
from yarrow.staff.session import key_cookie_name
from yarrow.staff.terms import Kind, Post

from . import booked, care, emergency, handing, near, outgoing, papers, sending
from . import carried as carried_words

BEGINNING = datetime(2026, 3, 10, 9, 30, tzinfo=UTC)
SHARES = [
    ("harmed", "other"),
    ("other", "harmed"),
    ("harmed", "shared"),
    ("other", "shared"),
    ("child", "team"),
]
AGREED = "Read to them twice; they said yes."
CUSTODIANS = [Named(f"Custodian {letter}", "Trustee", f"word {letter}") for letter in "abc"]


@dataclass(slots=True, repr=False)
class Settled:
    """The service, its cast and one two-home family, with the ids of all that lies in it."""

    cast: Cast
    clock: FixedClock
    family: Family
    intake_room: Room
    arranged: Plan
    """Of a kind where people meet; briefs, a signature and a day are there."""
    carried: Plan
    """Of a kind where words are carried; proposed."""
    referral: UUID
    """Read, and still waiting for an answer."""
    visit: UUID
    """The child's worker is out alone, and late."""
    cookies: dict[str, SimpleCookie]
    cared: dict[str, UUID] = field(default_factory=dict)
    people: dict[str, UUID] = field(default_factory=dict)
    """An invitation, the code that goes with it, and a newcomer for whom nobody has vouched."""
    emergency: dict[str, UUID] = field(default_factory=dict)
    """What a colleague on duty looked for, and the card that they opened."""
    near: dict[str, UUID] = field(default_factory=dict)
    """A question nobody has answered, and what one supervisor asks another."""
    apart: UUID = field(default_factory=new_id)
    """What she wrote on a sheet for the supervisor, and not for who handed it to her."""
    sheets: dict[str, UUID] = field(default_factory=dict)
    """By room, a sheet that its writer has begun."""
    sessions: dict[str, UUID] = field(default_factory=dict)
    """By room of a person, a session of preparation that its writer has begun."""
    shares: dict[str, UUID] = field(default_factory=dict)
    """By room of a person, words typed for passing on and not yet passed on."""
    papers: dict[str, UUID] = field(default_factory=dict)
    """By room of a person, a letter that its writer has begun."""
    documents: dict[str, UUID] = field(default_factory=dict)
    """By room that takes any, the entry of a document."""
    attestation: UUID = field(default_factory=new_id)
    """Training of the harmed person's worker, which waits for a second person to confirm it."""
    policy: UUID = field(default_factory=new_id)
    """Numbers that the manager has asked for, and nobody has agreed to."""
    paper_ticket: UUID = field(default_factory=new_id)
    """The same worker had made a leaflet, in a session that is over: this address leads nobody anywhere."""
    ticket: UUID = field(default_factory=new_id)
    """The harmed person's worker is about to save the document of her room: an address that works once."""

    def __repr__(self) -> str:
        return "settled"  # its fields would fill every failure with keys and ids

    @property
    def stopped(self) -> UUID:
        """A picture for him, stopped at the door before anything else was."""
        return StoppedPaper.objects.order_by("at").values_list("pk", flat=True)[0]

    def browser(self, part: str) -> Client:
        """A browser with this member's cookies; ``anonymous`` has none."""
        client = Client()
        if part in self.cookies:
            client.cookies = SimpleCookie(self.cookies[part].output(header=""))
        return client

    def sign_in_again(self, part: str) -> None:
        """A fresh browser, where the one before was locked."""
        self.cookies[part] = signed_in(part)

    def room(self, part: str) -> Room:
        """A room of the family, or ``intake``."""
        return self.intake_room if part == "intake" else self.family.rooms[part]

    def entries(self, part: str) -> list[UUID]:
        """The entries of a room of the family, oldest first."""
        return list(
            Entry.objects.filter(room=self.room(part)).order_by("number").values_list("pk", flat=True)
        )

    def next_step(self, part: str) -> UUID:
        """What the person of this room does next; nothing in a room that is no person's."""
        if part not in {"harmed", "other", "child"}:
            return UUID(int=0)
        found = entries_in(self.room(part), self.family.holder(part).keyring)
        return next(read.entry.pk for read in found if isinstance(read.fact, NextStep))

    def venue_plan(self) -> UUID:
        """Something that the team wrote by hand; its first entry came by itself."""
        found = entries_in(self.room("team"), self.family.holder("team").keyring)
        return next(read.entry.pk for read in found if isinstance(read.fact, VenuePlan))

    def line_of_agreement(self, *, stands: bool) -> UUID:
        """A line that people signed, or one that is still being written."""
        keyring = self.family.holder("shared").keyring
        table = table_of(written_in(entries_in(self.room("shared"), keyring)))
        return table.standing[0].offer.lines[0].id if stands else table.open_lines[0].id

    def awaiting_second(self, part: str) -> UUID:
        """The newest entry of a room with which a colleague is to agree; any entry where none is."""
        found = [
            read for read in entries_in(self.room(part), self.family.holder(part).keyring) if read.counts
        ]
        waiting = [read.entry.pk for read in found if needs_second(read.fact)]
        return (waiting or [read.entry.pk for read in found])[-1]

    def told(self, part: str, kind: type[Fact]) -> UUID:
        """What an agency was told from this room; nothing in a room from which none is told."""
        if part not in {"harmed", "other", "child", "team"}:
            return UUID(int=0)
        found = entries_in(self.room(part), self.family.holder(part).keyring)
        return next(read.entry.pk for read in found if isinstance(read.fact, kind))

    def follow_up(self, part: str) -> UUID:
        """What is owed next in a person's room; the workers' debrief for the rooms of nobody."""
        of_room = FollowUp.objects.filter(room=self.room(part)).order_by("due_on").first()
        return (of_room or FollowUp.objects.get(kind=FollowUpKind.DEBRIEF)).pk


def settle(clock: FixedClock, asked_about: str = "Rowan") -> Settled:
    """Build it in an empty database; an interpreter is asked about this name."""
    cast, intake_room = _service(clock)
    family = open_family(cast=cast, clock=clock)
    documents = _recorded(family)
    visit = _somebody_is_late(family)
    arranged, carried = _plans(family)
    make_after_care(plan=arranged, event_on=clock.today(), clock=clock)
    ready.agreement.stands_since(family, arranged, clock.now() - timedelta(days=1))
    ready.agreement.write_lines(family)
    _ask_for_a_second_worker(family)
    carried_words.lie_in(family, carried)
    _let_in_whom_it_will_shut_out(family)
    _let_into_the_shared_room_alone(family)
    _passed_on(family)
    cookies = {part: signed_in(part) for part in cast.parts()}
    leave_service(worker=cast.worker("ex_worker"), by=cast.worker("manager"), clock=clock)
    freeze(worker=cast.worker("frozen"), by=cast.worker("manager"), clock=clock)
    settled = Settled(
        cast=cast,
        clock=clock,
        family=family,
        intake_room=intake_room,
        arranged=arranged,
        carried=carried,
        referral=_referrals(cast, intake_room, clock),
        visit=visit,
        cared=care.cared_for(family),
        cookies=cookies,
        people=_people(cast, clock),
        emergency=emergency.at_night(family),
        near=near.prepared(family),
    )
    settled.documents = documents
    settled.ticket, settled.paper_ticket = _ticket(settled), PaperTicket.objects.get().pk
    _of_the_service(settled, clock)
    _beside(settled, asked_about)
    _begin_sheets(settled)
    sending.messages_wait(family, clock)
    return settled


def _of_the_service(settled: Settled, clock: FixedClock) -> None:
    worker, by = settled.cast.worker("harmed_worker"), settled.cast["supervisor"]
    settled.attestation = ready.practice.waiting_for_a_second(worker, by=by, clock=clock).pk
    settled.policy = ready.policy.asked_for(settled.cast, clock).pk
    ready.library.written(settled.cast, clock)


def _beside(settled: Settled, asked_about: str) -> None:
    settled.apart = handing.sent(settled.family, "Mornings are easier.", "I would rather not say.")
    handing.handed(settled.family, "Evenings are easier.")
    booked.somebody_is_asked(settled.family, asked_about)


def _service(clock: FixedClock) -> tuple[Cast, Room]:
    set_up_service(kind=Kind.TEST, clock=clock)
    cast = with_two_more(enrol_cast(clock=clock), clock)
    begin_custody(custodians=CUSTODIANS, keep=lambda _papers: None, clock=clock)
    intake_room = prepare_intake_room(holders=[cast.worker("intake"), cast.worker("intake_two")], clock=clock)
    assert isinstance(intake_room, Room)
    return cast, intake_room


def _recorded(family: Family) -> dict[str, UUID]:
    """All that a meeting asks for, an emergency card, next steps; answers the documents."""
    ready.staff_in_date(family)
    ready.record_everything(family)
    emergency.prepared(family)
    _set_next_steps(family)
    _told_agencies(family)
    return _documents(family)


def _passed_on(family: Family) -> None:
    """Words shared, notes read, and things left waiting."""
    for source, target in SHARES:
        pass_words_on(family, source, target, f"From {source} to {target}: a good evening.")
    ready.read_waiting_notes(family)
    papers.about_to_be_fetched(family)
    outgoing.stopped_and_let_out(family)
    _leave_things_waiting(family)
    for part in family.cast.parts():
        settle_ring(keyring=family.cast.keyring(part))


def _documents(family: Family) -> dict[str, UUID]:
    """In every room that takes any; as if they had been looked at."""
    return {
        part: keep_in(family, part, f"{part}.txt", f"What {part} wrote down.", "From her drawer.").pk
        for part in ("harmed", "other", "child", "team")
    }


def _ticket(settled: Settled) -> UUID:
    save = reverse("files:save", args=[settled.room("harmed").pk, settled.documents["harmed"]])
    asked = settled.browser("harmed_worker").post(save, {"what": "original"})
    return UUID(asked.headers["Location"].split("/")[-2])


def _people(cast: Cast, clock: FixedClock) -> dict[str, UUID]:
    """One is invited, one waits to be vouched for, and new keys are begun for the outsider."""
    manager = cast["manager"]
    for name in ("first", "second"):
        shown = people.invite(
            name=name.title(),
            username=name,
            post=Post.PRACTITIONER,
            by=manager.worker,
            keyring=manager.keyring,
            clock=clock,
        )
        assert not isinstance(shown, Refused)
        if name == "first":
            _, code = people.take_shown(shown_id=shown.pk, keyring=manager.keyring, clock=clock)
            newcomer = people.take_code(username=name, code=code, passphrase=DEMO_PASSPHRASE, clock=clock)
    assert not isinstance(newcomer, Refused)
    people.begin_new_keys(worker=cast.worker("outsider"), drops_factor=True, by=manager.worker, clock=clock)
    invitation = Invitation.objects.get(worker=None)
    return {"invitation": invitation.pk, "shown": shown.pk, "newcomer": newcomer.pk}


def _somebody_is_late(family: Family) -> UUID:
    """The clock goes on by ten minutes while the plans are made."""
    visit = leave_for_visit(
        back_by=family.clock.now() + timedelta(minutes=5),
        words=VisitWords("14 Orchard Row", "01632 960777", "The blue door."),
        case=family.case,
        by=family.cast.worker("child_worker"),
        clock=family.clock,
    )
    assert not isinstance(visit, Refused)
    return visit.pk


def signed_in(part: str) -> SimpleCookie:
    """The cookies of a browser that came in by the real door, with open keys."""
    client = Client()
    client.post("/sign-in/", {"username": part, "passphrase": DEMO_PASSPHRASE})
    assert client.cookies[key_cookie_name()].value, f"{part} did not get in"
    return client.cookies


def _told_agencies(family: Family) -> None:
    """From every room that may: somebody at risk was reported, and something shared with an office."""
    day = family.clock.today()
    for part in ("harmed", "other", "child", "team"):
        report = RiskReport(words=LongText(f"Reported from {part}."), next_by=day, report=Mark(part))
        shared = AgencyShare(
            agency="The weir office",
            person="A named officer",
            purpose=LongText("A place at the school."),
            basis=LawfulBasis.PUBLIC_TASK,
            agreed=ShareAgreed.YES,
            reason=LongText("Read to them."),
            knows_somebody=Answer.NO,
            until=day + timedelta(days=90),
            words=LongText(f"Shared from {part}."),
            share=Mark(part),
        )
        family.record(part, report, shared)


def _set_next_steps(family: Family) -> None:
    """Everybody does something next; nobody waits for a meeting."""
    for part in ("harmed", "other", "child"):
        family.record(part, NextStep(words=LongText(f"A walk on Saturday, for {part}.")))


def _let_in_whom_it_will_shut_out(family: Family) -> None:
    """The excluded worker and the ex-worker have been inside every room: their wraps stay in the table."""
    supervisor = family.cast.worker("supervisor")
    for part in ("excluded", "ex_worker"):
        worker = family.cast.worker(part)
        bring_in(case=family.case, worker=worker, duty=Duty.PRACTITIONER, by=supervisor, clock=family.clock)
        for room_part, room in family.rooms.items():
            _let_in(family, room_part, room, worker)
    excluded = family.cast.worker("excluded")
    exclude_worker(case=family.case, worker=excluded, by=supervisor, clock=family.clock)


def _let_into_the_shared_room_alone(family: Family) -> None:
    """Somebody who came to help with what both read, and with nobody's own room."""
    worker, by = family.cast.worker("shared_only"), family.cast.worker("supervisor")
    bring_in(case=family.case, worker=worker, duty=Duty.PRACTITIONER, by=by, clock=family.clock)
    _let_in(family, "shared", family.rooms["shared"], worker)


def _let_in(family: Family, part: str, room: Room, worker: Worker) -> None:
    ask_grant(room=room, worker=worker, by=family.cast.worker("supervisor"), clock=family.clock)
    holder = family.holder(part)
    fulfil_grants(by=holder.worker, keyring=holder.keyring, clock=family.clock)


def _ask_for_a_second_worker(family: Family) -> None:
    """In every room something is recorded with which a colleague has not agreed yet."""
    said = LongText("Went through it twice.")
    for part in family.inside:
        holder, fact = (
            family.holder(part),
            Acknowledgement(extent=Extent.FULL, words=said, second_worker="Sian"),
        )
        flag = AbuseFlag(value=Answer.YES, basis=FlagBasis.SAID, second_worker="Sian")
        if part != "shared":
            seal_entry(
                room=family.rooms[part],
                fact=flag if part == "team" else fact,
                by=holder.worker,
                keyring=holder.keyring,
                clock=family.clock,
            )


def _plans(family: Family) -> tuple[Plan, Plan]:
    clock, joint_on = family.clock, (family.clock.now() + timedelta(days=9)).date()
    arranged = ready.propose(family, Form.CIRCLE_WITH_ALL, [Topic.HARM, Topic.PARTING], joint_on=joint_on)
    ready.brief_and_sign(family, arranged)
    clock.move_to(clock.now() + timedelta(minutes=5))
    ready.arrange(family, arranged, planned_for=clock.now() + timedelta(days=9))
    clock.move_to(clock.now() + timedelta(minutes=5))
    carried = ready.propose(family, Form.LETTER, [Topic.BELONGINGS], joint_on=joint_on)
    ready.guest_is_asked(family)
    ready.brief(family, arranged, to="guest")
    return arranged, carried


def pass_words_on(family: Family, source: str, target: str, words: str) -> None:
    """A share from one room into another, as its preview showed it: by the lead, who may choose any."""
    member, room = family.cast["lead"], family.rooms[target]
    made = share_words(
        source=family.rooms[source],
        target=room,
        words=words,
        agreed_how=AGREED,
        agreed_on=family.clock.today(),
        seen=preview_mark(words=words, target=room.pk),
        by=member.worker,
        keyring=member.keyring,
        clock=family.clock,
    )
    assert not isinstance(made, Refused)


def _leave_things_waiting(family: Family) -> None:
    """A note nobody has read in every room, a request to be let in, and a card."""
    waiting = Statement(source="Waiting", words=LongText("Nobody has read this yet."))
    sender = family.cast["supervisor"]
    for part, room in family.rooms.items():
        fact = {"team": ProposalNotice(), "shared": SharedWords(words=waiting.words)}.get(part, waiting)
        drop_note(room=room, fact=fact, by=sender.worker, keyring=sender.keyring, clock=family.clock)
    for part in ("harmed", "other"):
        ask_grant(
            room=family.rooms[part],
            worker=family.cast.worker("specialist"),
            by=sender.worker,
            clock=family.clock,
        )
    raise_care_card(
        case=family.case, code=CareCode.NOT_ALONE, by=family.cast.worker("child_worker"), clock=family.clock
    )


def _referrals(cast: Cast, room: Room, clock: FixedClock) -> UUID:
    """One referral that is read and waits for an answer, and one that nobody has opened."""
    intake = cast["intake"]
    for words in ("She would like to be heard.", "They would like to part in peace."):
        referral = ReferralReceived(brought_by=BroughtBy.PROFESSIONAL, about_harmed=LongText(words))
        receive_referral(room=room, referral=referral, once=new_id(), clock=clock)
        if room.entries.count() == 0:
            open_drops(room=room, by=intake.worker, keyring=intake.keyring, clock=clock)
    return room.entries.get().pk


def _begin_sheets(settled: Settled) -> None:
    """In every room something is being written, and in every person's room words are about to go."""
    for part, writer in settled.family.inside.items():
        room = settled.room(part)
        browser = settled.browser(writer)
        if part != "shared":
            kind = "shared_account" if part == "team" else "statement"
            begun = browser.post(reverse("record:add", args=[room.pk]), {"page_kind": kind})
            settled.sheets[part] = UUID(begun.headers["Location"].split("/")[-2])
        if part not in {"team", "shared"}:
            settled.sessions[part] = _begun_session(browser, room)
            settled.shares[part] = _begun_share(settled, browser, room)
            settled.papers[part] = _begun_paper(browser, room)


def _begun_paper(browser: Client, room: Room) -> UUID:
    """A letter is chosen; its sheet is open."""
    chosen = {"paper": "letter", "language": "en"}
    begun = browser.post(reverse("papers:choose", args=[room.pk]), chosen)
    return UUID(begun.headers["Location"].split("/")[-2])


def _begun_session(browser: Client, room: Room) -> UUID:
    """It is safe to talk, and something is kept."""
    first = browser.post(reverse("record:prepare", args=[room.pk])).headers["Location"]
    step = browser.post(first, {"safe": "yes", "unheard": "yes", "time": "yes"}).headers["Location"]
    browser.post(step, {"words": "Went through it slowly."})
    return UUID(first.split("/")[-3])


def _begun_share(settled: Settled, browser: Client, room: Room) -> UUID:
    day = settled.clock.today()
    typed = {
        "words": "Only this.",
        "target": str(settled.room("shared").pk),
        "agreed_how": AGREED,
        "agreed_on-day": day.day,
        "agreed_on-month": day.month,
        "agreed_on-year": day.year,
    }
    begun = browser.post(reverse("record:share", args=[room.pk]), typed)
    return UUID(begun.headers["Location"].split("/")[-2])
