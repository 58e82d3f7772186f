"""The same small world by night and at its end: cards that are opened in an emergency, a case that is kept
closely, one that is closed and begun anew.

Deleting a case is not among the acts yet: nothing deletes one before issue 7, which adds it here.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from yarrow.cases.actions import move_to_stage
from yarrow.cases.terms import Stage
from yarrow.emergency import actions as night
from yarrow.emergency.content import SearchWords
from yarrow.emergency.models import EmergencyCopy, EmergencyOpening, EmergencySearch
from yarrow.emergency.queries import candidates
from yarrow.emergency.rules import LEAST
from yarrow.gate.facts.emergency import EmergencyCard, OpeningReason
from yarrow.gate.words import LongText
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.meetings.actions import reopen_case
from yarrow.rooms import actions as rooms
from yarrow.rooms.facts import WhyClosely
from yarrow.rooms.models import Standing
from yarrow.sealing.errors import CannotOpen

from .keys import PARTS, ROOMS, World

NAMES = {"harmed": "Anwen", "other": "Bryn", "child": "Cadi"}
"""Whose card is looked for by which name: no two of them are near each other."""
WATCH = ("duty", "intake")
"""Who may be named for duty. Nobody here works with the family, so nobody is on a side of it."""


@dataclass
class Years(World):
    """``on_duty``, ``off_list``, ``is_closed`` and ``is_close`` are what should be so."""

    on_duty: set[str] = field(default_factory=set)
    copies: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """By room, who may hold a copy of its card. Copies go earlier than that, never later."""
    off_list: set[str] = field(default_factory=set)
    attested_before: dict[str, bytes] = field(default_factory=dict)
    """By room, what stood when the case last came to another stage: it was attested of the stage before."""
    is_closed: bool = False
    is_close: bool = False

    def __post_init__(self) -> None:
        self._look_again()
        super().__post_init__()

    def _look_again(self) -> None:
        """What these objects remember may be of a run before this one, which was taken back."""
        self.family.case.refresh_from_db()
        for room in self.family.rooms.values():
            room.refresh_from_db()

    # --- at night ---

    def name_for_duty(self, part: str) -> None:
        named = night.name_duty_person(worker=self.worker(part), by=self.worker("manager"), clock=self.clock)
        assert not isinstance(named, Refused)
        self.on_duty.add(part)

    def take_off_duty(self, part: str) -> None:
        try:
            night.take_off_duty(worker=self.worker(part), by=self.worker("manager"), clock=self.clock)
        except NotThere:
            assert part not in self.on_duty
        self.on_duty.discard(part)
        for held in self.copies.values():
            held.discard(part)

    def write_card(self, room: str, part: str) -> None:
        """Whoever is on duty can open it at once, or nobody of them can."""
        card = EmergencyCard(
            known_as=NAMES[room],
            told_apart="Of this family",
            reach_safely=LongText("Through the school."),
            reach_never=LongText("Nothing is known."),
            first=LongText("Ring the school's own number."),
        )
        holder, keyring = self.worker(part), self.keyrings[part]
        try:
            night.write_card(room=self.room(room), card=card, by=holder, keyring=keyring, clock=self.clock)
        except (NotThere, CannotOpen):
            assert not self.can_act(part, room)
            return
        assert part in self.inside[room]
        self.copies[room] = self.who_may_hold()
        for watch in sorted(self.on_duty):
            assert (room in self.found_by(watch)) == (watch in self.copies[room]), (room, watch)

    def bring_copies(self, part: str) -> None:
        if not self.can_act(part):
            return
        night.bring_copies(by=self.worker(part), keyring=self.keyrings[part], clock=self.clock)
        for room in NAMES:
            if part in self.inside[room]:
                self.copies[room] |= self.who_may_hold()

    def who_may_hold(self) -> set[str]:
        return set() if self.is_closed else self.on_duty - self.off_list

    def found_by(self, watch: str) -> set[str]:
        """The rooms whose card this colleague would be shown."""
        worker, ring = self.worker(watch), self.keyrings[watch]
        return {room for room, name in NAMES.items() if candidates(worker, ring, name).shown}

    def open_card(self, room: str, watch: str) -> None:
        words, by, keyring = self.words(), self.worker(watch), self.keyrings[watch]
        sought = SearchWords(NAMES[room], OpeningReason.POLICE, words)
        try:
            search = night.look_for(words=sought, by=by, keyring=keyring, clock=self.clock)
        except NotThere:
            assert watch not in self.on_duty
            return
        assert watch in self.on_duty
        shown = candidates(by, keyring, NAMES[room]).shown
        if not isinstance(search, EmergencySearch) or not shown:
            return
        assert len(self.on_duty) >= LEAST
        assert watch in self.copies[room], "a card that this colleague may not hold"
        before = EmergencyOpening.objects.count()
        night.open_card(search_id=search.pk, copy_id=shown[0].copy, by=by, keyring=keyring, clock=self.clock)
        if EmergencyOpening.objects.count() > before:
            self.unread[room].append(words)  # the room is told, and unknown until it has read that

    # --- the list, and the end ---

    def keep_closely(self, listed: set[str]) -> None:
        """Duty is on every list here: who settles this world at its end must come in by recovery."""
        if self.is_close or self.left & self.inside["team"]:
            return
        named = [part for part in ("duty", "lead", *sorted(listed)) if part not in self.left | self.barred]
        known, off = dict(self.lost), {*PARTS, *WATCH} - {*named, "supervisor"}
        for room in ROOMS:
            for part in off & set(PARTS):
                known[room, part] = known.get((room, part), set()) | self._keys_of(room, part)
        signs = self.family.cast.worker("signing_supervisor")
        refusal = rooms.keep_case_closely(
            case=self.family.case,
            named=[*map(self.worker, dict.fromkeys(named)), signs],
            why=WhyClosely.POLICE,
            by=self.worker("supervisor"),
            keyring=self.keyrings["supervisor"],
            clock=self.clock,
            may_shut_rooms=True,
        )
        if refusal is not None:
            return
        self.is_close, self.off_list = True, off
        self.lost.update(known)
        self._look_again()
        self._shut_out_who_is_not_listed()

    def _shut_out_who_is_not_listed(self) -> None:
        for room in NAMES:
            self.copies[room] -= self.off_list
        for room in ROOMS:
            gone = self.off_list & self.inside[room]
            for part in gone or self.limbo[room].copy():  # whoever has left is on no list
                self._gone(room, part)
            self.asked -= {(room, part) for part in self.off_list}
        self.on_case -= self.off_list
        self.barred |= self.off_list & set(PARTS)

    def close(self) -> None:
        case = self.family.case
        move_to_stage(case=case, stage=Stage.CLOSED, by=self.worker("supervisor"), clock=self.clock)
        self.is_closed = True
        self._stage_moved()
        self.copies.clear()
        assert not EmergencyCopy.objects.exists()

    def begin_anew(self) -> None:
        reopen_case(case=self.family.case, by=self.worker("supervisor"), clock=self.clock)
        self.is_closed = False
        self._stage_moved()
        assert not EmergencyCopy.objects.exists() or self.copies

    def _stage_moved(self) -> None:
        self._look_again()
        for part, room in self.family.rooms.items():
            row = Standing.objects.filter(room=room).first()
            self.attested_before[part] = bytes(row.blob) if row else b""

    def check_standing(self, room: str) -> None:
        row = Standing.objects.filter(room=self.room(room)).first()
        if row is not None and bytes(row.blob) != self.attested_before.get(room):
            super().check_standing(room)

    def _check(self) -> None:
        super()._check()
        rows = EmergencyCopy.objects.values_list("card__room", "worker")
        names = {self.room(part).pk: part for part in ROOMS}
        assert all(self.by_pk[worker] in self.copies[names[room]] for room, worker in rows), "a copy too many"
