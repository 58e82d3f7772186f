"""A family in which words are carried, people meet and agree; and beside it what must never happen.

Everything is done by the real actions. What is expected is kept apart, in plain sets.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from uuid import UUID

from django.test import Client
from django.urls import reverse

from yarrow.agreements.actions import ask_what_happened
from yarrow.agreements.actions.writing import table_in
from yarrow.carrying.actions import write_unsent_letter
from yarrow.carrying.rules import waiting_in
from yarrow.cases.queries import latest_stop
from yarrow.config import ready
from yarrow.config.families import Family, InventionRefused
from yarrow.config.ready import carrying
from yarrow.gate.facts.agreement import Happened, Kept, NotKeptAsked
from yarrow.gate.facts.carried import (
    CarriedAsked,
    CarriedGiven,
    CarriedGoing,
    CarriedLooked,
    CarriedReceipt,
    GivenValue,
    NoSendLetter,
    ReceiveValue,
)
from yarrow.gate.facts.choice import Consent, ConsentValue
from yarrow.gate.facts.orders import Bar, Order, OrderKind, OrderState
from yarrow.gate.words import Answer, LongText
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.meetings.actions import end_meeting, stop_case, stop_meeting
from yarrow.meetings.models import FollowUp, Plan, Sitting
from yarrow.meetings.queries import rooms_asked
from yarrow.meetings.terms import SittingEnd
from yarrow.rooms.models import Entry
from yarrow.rooms.queries import entries_in

ADULTS = ("harmed", "other")
READERS = ("lead", "harmed_worker", "other_worker")
INSIDE = {"harmed": {"harmed_worker", "lead"}, "other": {"other_worker", "lead"}}
WORKER = {"harmed": "harmed_worker", "other": "other_worker"}
OPPOSITE = {"harmed": "other", "other": "harmed"}
ORDER = Order(
    reference="County court, number 7",
    kind_of_order=OrderKind.NON_MOLESTATION,
    state=OrderState.MADE,
    bars=(Bar.INDIRECT, Bar.DIRECT),
)


def secret(part: str, where: str) -> LongText:
    """What was said in one room, and is on no page of the other's worker."""
    return LongText(f"The {part} kingfisher of {where}.")


@dataclass
class Message:
    """One message as a thoughtful person would follow it."""

    id: UUID
    sender: str
    copy: UUID | None = None
    read_by: dict[str, str] = field(default_factory=dict)
    """By side, who read it last and found nothing."""
    wanted: bool = False
    withdrawn: bool = False

    @property
    def receiver(self) -> str:
        return OPPOSITE[self.sender]


@dataclass
class _Carried:
    """The family, the messages of both sides, and beside them what should be so."""

    family: Family
    clock: FixedClock
    plan: Plan
    meeting: Plan
    messages: list[Message] = field(default_factory=list)
    barred: bool = False
    """An order was recorded, or somebody took their consent back, or joint work was stopped."""
    going: set[UUID] = field(default_factory=set)
    given: set[UUID] = field(default_factory=set)

    def write(self, sender: str) -> None:
        message = carrying.write(
            self.family, self.plan, sender, f"Number {len(self.messages)} from {sender}."
        )
        self.messages.append(Message(message, sender))

    def look_here(self, number: int, by: str, *, finds: bool) -> None:
        message = self._of(number)
        if message is None or by not in INSIDE[message.sender]:
            return
        said = self._look(message.sender, finds=finds)
        outcome = carrying.look(self.family, message.id, message.sender, by, said)
        if isinstance(outcome, Entry):
            message.read_by.pop(message.sender, None)
            if not finds:
                message.read_by[message.sender] = by

    def _look(self, part: str, *, finds: bool) -> CarriedLooked:
        if not finds:
            return carrying.CLEAR
        return replace(carrying.CLEAR, blame=Answer.YES, reason=secret(part, "reasons"))

    def pass_on(self, number: int) -> None:
        message = self._of(number)
        if message is None:
            return
        outcome = carrying.pass_on(self.family, message.id, message.sender, message.receiver)
        if isinstance(outcome, Refused) or message.copy is not None:
            return
        assert message.withdrawn or message.sender in message.read_by, "left unread"
        with suppress(InventionRefused):
            carrying.read_notes(self.family, message.receiver)
        message.copy = carrying.copy_in(self.family, message.id, message.receiver)

    def read_notes(self, part: str) -> None:
        carrying.read_notes(self.family, part)

    def look_there(self, number: int, by: str, *, finds: bool) -> None:
        message = self._of(number)
        if message is None or message.copy is None or by not in INSIDE[message.receiver]:
            return
        # The reason crosses on purpose, into the sender's room alone: it is no secret of the receiver's.
        said = replace(
            self._look("sent", finds=finds), reason=LongText("Say it without the bus.") if finds else ""
        )
        with suppress(NotThere):
            outcome = carrying.look_there(self.family, message.copy, message.receiver, by, said)
            if isinstance(outcome, Entry):
                assert by != message.read_by.get(message.sender), "one worker read it for both sides"
                message.read_by[message.receiver] = by
            elif outcome is None:
                message.withdrawn = True

    def ask(self, number: int, value: ReceiveValue) -> None:
        message = self._of(number)
        if message is None or message.copy is None:
            return
        said = CarriedAsked(value=value, alone=Answer.YES, free=Answer.YES)
        with suppress(NotThere):
            if isinstance(carrying.ask(self.family, message.copy, message.receiver, said), Entry):
                message.wanted = value is ReceiveValue.YES

    def go(self, number: int) -> None:
        """The heart: whatever says "now" must be read by two, wanted, and barred by nobody."""
        message = self._of(number)
        if message is None or message.copy is None:
            return
        try:
            said = carrying.go(self.family, message.copy, message.receiver)
        except NotThere:
            return
        if isinstance(said, Entry):
            assert set(message.read_by) == set(ADULTS), "given unread"
            assert len(set(message.read_by.values())) == len(ADULTS), "one worker read it for both"
            assert message.wanted, "given unasked"
            assert not message.withdrawn, "given after it was withdrawn"
            assert not self.barred, "given under an order, after a stop, or without consent"
            self.going.add(message.id)

    def note(self, number: int, *, safe: Answer) -> None:
        message = self._of(number)
        if message is None or message.copy is None:
            return
        words = secret(message.receiver, "hearing it")
        said = CarriedGiven(value=GivenValue.GIVEN, safe_afterwards=safe, words=words, place=words)
        with suppress(NotThere):
            if isinstance(carrying.note(self.family, message.copy, message.receiver, said), Entry):
                assert message.id in self.going, "given without asking everything again"
                self.given.add(message.id)
                self.barred = self.barred or safe is Answer.NO

    def withdraw(self, number: int) -> None:
        message = self._of(number)
        if message is None:
            return
        carrying.take_back(self.family, message.id, message.sender)
        message.withdrawn = message.withdrawn or message.copy is not None

    def _of(self, number: int) -> Message | None:
        return self.messages[number % len(self.messages)] if self.messages else None


@dataclass
class Words(_Carried):
    """The same, with all that closes, a meeting and an agreement; and what must be so after every step."""

    def consent_back(self, part: str) -> None:
        self.family.record(part, Consent(value=ConsentValue.WITHDRAWN, forms=(), topics=()))
        self.barred = True

    def order(self, part: str) -> None:
        self.family.record(part, replace(ORDER, words=secret(part, "the order")))
        self.barred = True

    def stop(self) -> None:
        stop_case(case=self.family.case, by=self.family.cast.worker("child_worker"), clock=self.clock)
        self.barred = True

    def wait(self, days: int) -> None:
        self.clock.move_to(self.clock.now() + timedelta(days=days))

    def sign_again(self) -> None:
        """Whoever signs now signs for the message that was read last; refused where a room says no."""
        ready.read_waiting_notes(self.family)
        with suppress(InventionRefused):
            ready.brief_and_sign(self.family, self.plan)

    # --- meeting, agreement, letter ---

    def stop_the_meeting(self) -> None:
        stop_meeting(plan=self.meeting, by=self.family.cast.worker("other_worker"), clock=self.clock)
        self.barred = True

    def end_the_meeting(self) -> None:
        """As if it had begun: what beginning asks is tested with its action."""
        if Sitting.objects.filter(plan=self.meeting).exists():
            return
        lead = self.family.cast.worker("lead")
        sitting = Sitting.objects.create(plan=self.meeting, begun_at=self.clock.now(), begun_by=lead)
        end_meeting(sitting=sitting, by=lead, clock=self.clock)

    def agree(self) -> None:
        if any(self._lines()):
            return
        with suppress(InventionRefused):
            ready.agreement.offer(self.family, self.meeting, ready.agreement.write_lines(self.family))
        self.wait(3)
        for part in ADULTS:
            with suppress(InventionRefused):
                ready.agreement.ask_apart(self.family, part)
        with suppress(InventionRefused):
            ready.agreement.settle(self.family)
            stop = latest_stop(self.family.case)
            assert stop is None or stop.at < self.meeting.arranged_at, "agreed after a stop"  # type: ignore[operator]  # it was arranged

    def not_kept(self, part: str, happened: Happened) -> None:
        line = next(iter(self._lines()), None)
        if line is None:
            return
        words = secret(part, "the promise")
        ready.agreement.say_how_it_went(self.family, part, line, Kept.NOT_KEPT, words)
        member, stops = self.family.holder(part), self.family.case.stops.count()
        ask_what_happened(
            room=self.family.rooms[part],
            line=line,
            said=NotKeptAsked(happened=(happened,), alone=Answer.YES, words=words),
            by=member.worker,
            keyring=member.keyring,
            clock=self.clock,
        )
        is_event = happened in {Happened.AFRAID, Happened.PRESSED, Happened.CONTACT}
        assert (self.family.case.stops.count() > stops) is is_event, (
            "a question, or an event, and not the other"
        )
        self.barred = self.barred or is_event

    def _lines(self) -> Iterator[UUID]:
        table = table_in(self.family.rooms["shared"], self.family.holder("shared").keyring)
        return (line.id for standing in table.standing for line in standing.offer.lines)

    def letter(self, part: str) -> None:
        member = self.family.holder(part)
        said = write_unsent_letter(
            room=self.family.rooms[part],
            letter=NoSendLetter(words=secret(part, "the letter")),
            by=member.worker,
            keyring=member.keyring,
            clock=self.clock,
        )
        assert isinstance(said, Entry), "a letter that is not sent was refused"

    # --- what must be so ---

    def check(self) -> None:
        self._nothing_given_that_was_not_going()
        self._stopped_meetings_have_after_care()

    def _nothing_given_that_was_not_going(self) -> None:
        for part in ADULTS:
            found = [
                read.fact for read in entries_in(self.family.rooms[part], self.family.holder(part).keyring)
            ]
            told = {UUID(fact.message) for fact in found if isinstance(fact, CarriedReceipt)}
            went = {UUID(fact.message) for fact in found if isinstance(fact, CarriedGoing)}
            assert told <= self.given
            assert went <= self.going
            assert self.given <= self.going

    def _stopped_meetings_have_after_care(self) -> None:
        for sitting in Sitting.objects.filter(how__in=SittingEnd.values).select_related("plan__case"):
            owed = set(FollowUp.objects.filter(plan=sitting.plan).values_list("room", flat=True))
            assert {room.pk for room in rooms_asked(sitting.plan)} <= owed, "ended without after-care"

    def check_pages(self, browser: Callable[[str], Client]) -> None:
        """No page of one side's worker holds a word that only the other side's room knows."""
        for part, theirs in OPPOSITE.items():
            visitor, kingfisher = browser(WORKER[part]), f"The {theirs} kingfisher"
            for page in self._pages(part):
                answer = visitor.get(page)
                assert answer.status_code == 200, page
                assert kingfisher not in answer.content.decode(), page

    def _pages(self, part: str) -> Iterator[str]:
        room = self.family.rooms[part]
        yield from (
            reverse(name, args=[room.pk])
            for name in ("carrying:words", "agreements:agreement", "record:room")
        )
        yield reverse("agreements:agreement", args=[self.family.rooms["shared"].pk])
        yield reverse("desk:case", args=[self.family.case.pk])
        yield from (reverse("meetings:plan", args=[plan.pk]) for plan in (self.plan, self.meeting))
        keyring = self.family.holder(part).keyring
        for each in waiting_in(entries_in(room, keyring)):
            yield reverse("carrying:copy", args=[room.pk, each.id])
        for message in self.messages:
            if message.sender == part:
                yield reverse("carrying:one", args=[room.pk, message.id])
