"""A small world of real keys, and what should be true of it, kept apart in plain sets.

Everything is done by the real actions; beside each act stands what a thoughtful person would expect
of it. ``KeysOfYears`` (in the test beside this file) drives it at random.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from yarrow.cases.terms import Duty
from yarrow.config.families import Family
from yarrow.config.strangers import bring_in, nobody_knows_them
from yarrow.gate.facts import Home
from yarrow.gate.standing import standing_of
from yarrow.gate.words import LongText
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.kernel.ids import new_id
from yarrow.rooms import actions as rooms
from yarrow.rooms import contexts, queries
from yarrow.rooms.actions.rekeying.shutting_out import shut_out_of
from yarrow.rooms.facts import SharedWords
from yarrow.rooms.models import Drop, Entry, Rekeying, Room, RoomLabel, RoomVersion, Standing, Wrap
from yarrow.rooms.rules import preview_mark
from yarrow.sealing.blob import unseal
from yarrow.sealing.context import Context
from yarrow.sealing.errors import CannotOpen
from yarrow.sealing.keys import SealingPair, new_sealing_pair, sign
from yarrow.sealing.wrap import unwrap_with
from yarrow.staff import actions as staff
from yarrow.staff.demo import DEMO_PASSPHRASE
from yarrow.staff.models import Worker
from yarrow.staff.queries import UntrustedKey, is_frozen, recovery_pair, the_service
from yarrow.staff.queries.roster import signed_words
from yarrow.staff.queries.service import service_read_once

PARTS = ("lead", "harmed_worker", "other_worker", "child_worker", "specialist", "supervisor")
"""Who comes and goes. The supervisor decides for the case, and so stays."""
COMING_AND_GOING = PARTS[:-1]
ROOMS = ("harmed", "other", "child", "team", "shared")
ATTESTING = ("harmed", "other", "child", "team")
VOUCHERS = ("manager", "intake")


def said(words: str) -> SharedWords:
    """A fact that has its home in every room."""
    return SharedWords(words=LongText(words))


@dataclass
class _Case:
    """The case, and beside it what should be so."""

    family: Family
    clock: FixedClock
    inside: dict[str, set[str]] = field(default_factory=dict)
    on_case: set[str] = field(default_factory=set)
    barred: set[str] = field(default_factory=set)
    left: set[str] = field(default_factory=set)
    unvouched: set[str] = field(default_factory=set)
    limbo: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """Rooms where somebody who has left still has a wrap, because the machine fell."""
    asked: set[tuple[str, str]] = field(default_factory=set)
    unread: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    kept: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """Acknowledged words by room."""
    lost: dict[tuple[str, str], set[bytes]] = field(default_factory=lambda: defaultdict(set))
    """By room and part, the keys that somebody had who is outside now."""
    lines: dict[str, SealingPair] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.keyrings = {part: self.family.cast.keyring(part) for part in (*PARTS, *VOUCHERS, "duty")}
        self.by_pk = {self.family.cast.worker(part).pk: part for part in (*PARTS, *VOUCHERS, "duty")}
        self.recovery = recovery_pair().private
        self.number = 0
        for part in ROOMS:
            held = Wrap.objects.filter(version__room=self.room(part)).values_list("holder", flat=True)
            self.inside[part] = {self.by_pk[pk] for pk in held}
        self.on_case = set(PARTS)

    def room(self, part: str) -> Room:
        return self.family.rooms[part]

    def worker(self, part: str) -> Worker:
        return Worker.objects.get(pk=self.family.cast.worker(part).pk)

    def can_act(self, part: str, room: str | None = None) -> bool:
        if part in self.left or part in self.unvouched or is_frozen(self.worker(part)):
            return False
        return room is None or (part in self.inside[room] and part not in self.barred)

    def words(self) -> str:
        self.number += 1
        return f"What was said, number {self.number}."


class _Writing(_Case):
    """What people do in rooms."""

    def write(self, room: str, part: str) -> None:
        words = self.words()
        try:
            rooms.seal_entry(
                room=self.room(room),
                fact=said(words),
                by=self.worker(part),
                keyring=self.keyrings[part],
                clock=self.clock,
            )
        except (NotThere, CannotOpen):
            assert not self.can_act(part, room)
        else:
            assert part in self.inside[room]
            self.kept[room].add(words)

    def drop(self, room: str, part: str) -> None:
        words = self.words()
        note = {"room": self.room(room), "fact": said(words), "by": self.worker(part)}
        try:
            rooms.drop_note(**note, keyring=self.keyrings[part], clock=self.clock)
        except NotThere:
            assert (
                part not in self.on_case and part not in self.inside[room]
            ) or part in self.left | self.barred
        else:
            self.unread[room].append(words)

    def share(self, source: str, target: str, part: str) -> None:
        words, room = self.words(), self.room(target)
        try:
            made = rooms.share_words(
                source=self.room(source),
                target=room,
                words=words,
                agreed_how="Read to them.",
                agreed_on=self.clock.today(),
                seen=preview_mark(words=words, target=room.pk),
                by=self.worker(part),
                keyring=self.keyrings[part],
                clock=self.clock,
            )
        except (NotThere, CannotOpen):
            return
        assert isinstance(made, Refused) == (source == "shared")
        assert part in self.inside[source]
        if isinstance(made, Refused):
            return
        self.kept[source].add(words)
        self.unread[target].append(words)

    def open_notes(self, room: str, part: str) -> None:
        try:
            rooms.open_drops(
                room=self.room(room), by=self.worker(part), keyring=self.keyrings[part], clock=self.clock
            )
        except (NotThere, CannotOpen):
            assert not self.can_act(part, room)
            return
        self.kept[room] |= set(self.unread.pop(room, []))
        assert not queries.unopened_drops(self.room(room)).exists()

    def read(self, room: str, part: str) -> None:
        try:
            _room, entries = rooms.read_room(
                room_id=self.room(room).pk,
                by=self.worker(part),
                keyring=self.keyrings[part],
                clock=self.clock,
            )
        except (NotThere, CannotOpen):
            assert not self.can_act(part, room)
            return
        assert part in self.inside[room]
        assert self.kept[room] <= {str(getattr(read.fact, "words", "")) for read in entries}

    def attest(self, room: str, part: str) -> None:
        try:
            rooms.attest(
                room=self.room(room), by=self.worker(part), keyring=self.keyrings[part], clock=self.clock
            )
        except (NotThere, CannotOpen):
            assert not self.can_act(part, room)

    def quarantine(self, room: str, part: str) -> None:
        entry = self.room(room).entries.order_by("number").last()
        if entry is None or not self.can_act(part, room):
            return
        rooms.quarantine_unchecked(
            room=self.room(room), entry=entry.pk, by=self.worker(part), clock=self.clock
        )


class _Coming(_Writing):
    """Who comes in."""

    def ask(self, room: str, part: str) -> None:
        may = part in self.on_case and part not in self.left | self.barred | self.unvouched
        may = may and not is_frozen(self.worker(part))
        try:
            rooms.ask_grant(
                room=self.room(room),
                worker=self.worker(part),
                by=self.worker("supervisor"),
                clock=self.clock,
            )
        except NotThere:
            assert not may
        else:
            assert may
            self.asked.add((room, part))

    def fulfil(self, by: str) -> None:
        rooms.fulfil_grants(by=self.worker(by), keyring=self.keyrings[by], clock=self.clock)
        if not self.can_act(by):
            return
        for room, part in sorted(self.asked):
            if by not in self.inside[room] or by in self.barred:
                continue
            stays_out = part in self.left | self.barred | self.unvouched or part not in self.on_case
            if stays_out or is_frozen(self.worker(part)):
                continue
            self._let_in(room, part)

    def _let_in(self, room: str, part: str) -> None:
        self.inside[room].add(part)
        self.asked.discard((room, part))
        self.lost.pop((room, part), None)

    def bring_in(self, part: str) -> None:
        duty = Duty.SPECIALIST if part == "specialist" else Duty.PRACTITIONER
        if part in self.on_case:
            return
        done = bring_in(
            case=self.family.case,
            worker=self.worker(part),
            duty=duty,
            by=self.worker("supervisor"),
            clock=self.clock,
        )
        assert isinstance(done, Refused) == (part in self.left | self.barred | self.unvouched)
        if not isinstance(done, Refused):
            self.on_case.add(part)

    def recover(self, room: str, part: str) -> None:
        try:
            rooms.let_in_by_recovery(
                room=self.room(room),
                worker=self.worker(part),
                recovery_private=self.recovery,
                by=self.worker("manager"),
                clock=self.clock,
            )
        except (NotThere, UntrustedKey):
            assert part in self.left | self.barred | self.unvouched or is_frozen(self.worker(part))
            return
        nobody_knows_them(self.family.case, clock=self.clock)
        self._let_in(room, part)


class _Going(_Coming):
    """Who goes, for a while or for good, and whose keys are lost."""

    def _keys_of(self, room: str, part: str) -> set[bytes]:
        """What somebody takes with them in their memory, or in a copy of the database."""
        if part not in self.inside[room] or part in self.unvouched:
            return set()
        live = self.room(room).versions.filter(retired_on__isnull=True).values_list("number", flat=True)
        ring, where = self.keyrings[part], self.room(room)
        return {queries.room_key(room=where, keyring=ring, version=number)[1] for number in live}

    def _note_keys(self, room: str, part: str) -> None:
        if keys := self._keys_of(room, part):
            self.lost[room, part] |= keys

    def _gone(self, room: str, part: str) -> None:
        """Whoever may not have the new key does not keep the old one either."""
        self.inside[room].discard(part)
        self.limbo[room].clear()
        for other in self.unvouched & self.inside[room]:
            self.inside[room].discard(other)
            self.asked.add((room, other))

    def shut_out_of(self, room: str, part: str) -> None:
        if part in self.left:
            return
        self._note_keys(room, part)
        done = rooms.shut_out(
            worker=self.worker(part),
            by=self.worker("supervisor"),
            clock=self.clock,
            room=self.room(room),
        )
        assert bool(done.rooms) == (part in self.inside[room])
        self.asked.discard((room, part))
        if done.rooms:
            self._gone(room, part)

    def take_off(self, part: str, *, for_good: bool) -> None:
        if part in self.left:
            return
        act = rooms.keep_away if for_good else rooms.take_off_case
        for room in ROOMS:
            self._note_keys(room, part)
        act(case=self.family.case, worker=self.worker(part), by=self.worker("supervisor"), clock=self.clock)
        for room in ROOMS:
            if part in self.inside[room]:
                self._gone(room, part)
            self.asked.discard((room, part))
        self.on_case.discard(part)
        self.barred |= {part} if for_good else set()

    def leave(self, part: str, *, falls_after: int) -> None:
        """The machine may fall after so many rooms; the night goes on."""
        if part in self.left or is_frozen(self.worker(part)):
            return
        for room in ROOMS:
            self._note_keys(room, part)
        worker, by = self.worker(part), self.worker("manager")
        staff.leave_service(worker=worker, by=by, clock=self.clock)
        self.left.add(part)
        held = [room for room in ROOMS if part in self.inside[room]]
        done = held[:falls_after]
        shut_out_of([self.room(room).pk for room in done], worker=worker, by=by, clock=self.clock)
        for room in held:
            self.inside[room].discard(part)
            if room in done:
                self._gone(room, part)
            else:
                self.limbo[room].add(part)

    def go_on(self) -> None:
        rooms.go_on_shutting_out(clock=self.clock)
        for room, parts in list(self.limbo.items()):
            if parts:
                self._gone(room, min(parts))
        self.limbo.clear()
        assert not Wrap.objects.filter(holder__is_active=False).exists()

    def freeze(self, part: str) -> None:
        staff.freeze(worker=self.worker(part), by=self.worker("manager"), clock=self.clock)

    def lift(self, part: str) -> None:
        for voucher in VOUCHERS:
            staff.agree_to_lift(worker=self.worker(part), by=self.worker(voucher), clock=self.clock)

    def lose_keys(self, part: str) -> None:
        worker = self.worker(part)
        if part in self.left or part in self.unvouched or is_frozen(worker):
            return
        made = staff.make_keys(worker=worker, passphrase=DEMO_PASSPHRASE)
        staff.replace_keys(made=made, without_second_factor=False, clock=self.clock)
        self.keyrings[part] = made.keyring
        self.unvouched.add(part)

    def vouch(self, part: str) -> None:
        if part not in self.unvouched or part in self.left:
            return
        worker, (one, two) = self.worker(part), VOUCHERS
        line = staff.replacing_line(
            id=new_id(),
            worker_id=worker.pk,
            sealing_public=bytes(worker.sealing_public),
            signing_public=bytes(worker.signing_public),
            vouchers=(self.worker(one).pk, self.worker(two).pk),
            at=self.clock.now(),
        )
        words = signed_words(line, the_service())
        line.signature = sign(self.keyrings[one].signing_private, words)
        line.second_signature = sign(self.keyrings[two].signing_private, words)
        given = staff.give_new_keys(line=line, clock=self.clock)
        assert not isinstance(given, Refused), given
        self.unvouched.discard(part)
        rooms.ask_again(worker=worker, by=self.worker(one), clock=self.clock)
        for room in ROOMS:
            if part in self.inside[room]:
                self.inside[room].discard(part)
                self.asked.add((room, part))


class World(_Going):
    """And what goes on by itself; and what must always be so."""

    def come_in(self, part: str) -> None:
        if self.can_act(part):
            rooms.come_in(keyring=self.keyrings[part], clock=self.clock)

    def reseal(self, room: str, part: str, most: int) -> None:
        if self.can_act(part, room):
            rooms.reseal_some(room=self.room(room), keyring=self.keyrings[part], clock=self.clock, most=most)

    def replace_recovery(self) -> None:
        pair = new_sealing_pair()
        rooms.rewrap_recovery(
            old_private=self.recovery, new_public=pair.public, by=self.worker("manager"), clock=self.clock
        )
        staff.change_recovery_key(recovery_public=pair.public, clock=self.clock)
        self.recovery = pair.private

    def check(self) -> None:
        """After every act; like a request, it reads the row of the service once."""
        with service_read_once():
            self._check()

    def _check(self) -> None:
        live: dict[str, dict[int, bytes]] = defaultdict(dict)
        names = {self.room(part).pk: part for part in ROOMS}
        versions = RoomVersion.objects.filter(room__in=names).order_by("number")
        for version in versions:
            if version.retired_on is None:
                room = names[version.room_id]
                live[room][version.number] = self._recovered(version)
        self._check_who_is_inside(live)
        self._check_rows(live, names)
        for room in ROOMS:
            newest = live[room][max(live[room])]
            for (lost_in, part), keys in self.lost.items():
                if lost_in == room and part not in self.limbo[room]:
                    assert newest not in keys, "an old key opens what is written from now on"

    def _recovered(self, version: RoomVersion) -> bytes:
        key = unwrap_with(self.recovery, bytes(version.recovery_wrap), contexts.recovery_context(version))
        assert unseal(key, bytes(version.private_sealed), contexts.private_context(version))
        return key

    def _check_who_is_inside(self, live: dict[str, dict[int, bytes]]) -> None:
        found: dict[tuple[str, int], set[str]] = defaultdict(set)
        wraps = Wrap.objects.select_related("version")
        names = {self.room(part).pk: part for part in ROOMS}
        for wrap in wraps:
            room = names[wrap.version.room_id]
            found[room, wrap.version.number].add(self.by_pk[wrap.holder_id])
        for room in ROOMS:
            for number in live[room]:
                assert found[room, number] == self.inside[room] | self.limbo[room], (room, number)
        assert set(found) <= {(room, number) for room in ROOMS for number in live[room]}

    def _check_rows(self, live: dict[str, dict[int, bytes]], names: dict[object, str]) -> None:
        rows = [*Entry.objects.filter(room__in=names).values_list("room", "version").distinct()]
        rows += RoomLabel.objects.filter(room__in=names).values_list("room", "version")
        drops = Drop.objects.filter(room__in=names).values_list("room", "version", "again").distinct()
        rows += [(room, again or version) for room, version, again in drops]
        assert all(version in live[names[room]] for room, version in rows), "a row nobody could open"

    def check_standing(self, room: str) -> None:
        attested = queries.trusted_standing(self.room(room))
        if attested is None:
            return
        assert not self.unread[room]
        row = Standing.objects.get(room=self.room(room))
        holder = self.by_pk[row.holder_id]
        assert holder in self.inside[room]
        reader = next((part for part in sorted(self.inside[room]) if self.can_act(part, room)), None)
        if reader is not None:
            facts = queries.facts_that_count(queries.entries_in(self.room(room), self.keyrings[reader]))
            home, stage = Home(self.room(room).kind), queries.stage_of(self.room(room))
            assert attested == standing_of(facts, home, self.clock.today(), stage)

    def settle(self) -> None:
        """Years later: everything has been sealed again, and only who is inside opens anything."""
        self.go_on()
        for room in ROOMS:
            part = next((part for part in sorted(self.inside[room]) if self.can_act(part, room)), "duty")
            if part == "duty":
                self.recover(room, "duty")
            while rooms.reseal_some(
                room=self.room(room), keyring=self.keyrings[part], clock=self.clock, most=7
            ):
                pass
            self.open_notes(room, part)
            self.read(room, part)
            assert self.room(room).versions.filter(retired_on__isnull=True).count() == 1
            assert not Rekeying.objects.filter(room=self.room(room), done_on__isnull=True).exists()
            assert queries.entries_put_back(self.room(room)) == ()
            self._check_lost_keys_open_nothing(room)
        self.check()

    def _check_lost_keys_open_nothing(self, room: str) -> None:
        outside = {part for part in PARTS if part not in self.inside[room]}
        keys = {key for part in outside for key in self.lost[room, part]}
        blobs = blobs_of(self.room(room))
        assert not [1 for key in keys for blob, place in blobs if opens(key, blob, place)]


def blobs_of(room: Room) -> list[tuple[bytes, Context]]:
    """Everything of a room that a room key could open, with its place."""
    found = [(bytes(row.blob), contexts.entry_context(row)) for row in room.entries.all()]
    found += [(bytes(row.blob), contexts.again_context(row)) for row in room.drops.all()]
    found += [(bytes(row.private_sealed), contexts.private_context(row)) for row in room.versions.all()]
    labels = RoomLabel.objects.filter(room=room)
    return found + [(bytes(row.blob), contexts.label_context(row)) for row in labels]


def opens(key: bytes, blob: bytes, place: Context) -> bool:
    """Whether a key opens a blob."""
    try:
        unseal(key, blob, place)
    except CannotOpen:
        return False
    return True
