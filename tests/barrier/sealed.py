"""Every sealed column of the service, with the key and the place that open each of its values.

The tests hold all keys at once, as nobody else ever does, so that what keeps a value shut is
only its place.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from yarrow.bookings import content as bookings
from yarrow.bookings.models import Booking
from yarrow.cases.care_cards import card_context
from yarrow.cases.conflicts import question_context
from yarrow.cases.lone_working import copy_context
from yarrow.cases.models import CareCardCopy, ConflictQuestion, LoneVisitCopy
from yarrow.config.cast import Cast
from yarrow.custody.models import Custodian
from yarrow.custody.places import custodian_context
from yarrow.emergency.content import copy_context as card_copy_context
from yarrow.emergency.content import looking_context, opening_context, search_context
from yarrow.emergency.models import EmergencyCopy, EmergencySearch, LookingCopy, OpeningCopy
from yarrow.files.models import FilePiece, Ticket
from yarrow.files.places import file_place, ticket_place
from yarrow.files.rules import Kept
from yarrow.gate.codec import read_or_unreadable
from yarrow.gate.facts.files import Document
from yarrow.handover import contexts as handover
from yarrow.handover.models import ApartAnswers, Handed, SentAnswers
from yarrow.matching import contexts as matching
from yarrow.matching.models import LookUp, MatchKey, MatchKeyWrap, MatchNote, MatchNotice, MatchValue
from yarrow.meetings.brief import brief_context
from yarrow.meetings.gate import sign_off_context
from yarrow.meetings.models import Brief, SignOff
from yarrow.outgoing.content import asked_context, body_context, door_key_of, release_context
from yarrow.outgoing.content import copy_context as key_of_paper_context
from yarrow.outgoing.models import Release, StoppedCopy, StoppedPaper
from yarrow.papers.actions import ticket_place as paper_ticket_place
from yarrow.papers.models import PaperTicket
from yarrow.people.actions.once import shown_context
from yarrow.people.models import ShownOnce
from yarrow.rooms import contexts
from yarrow.rooms.envelope import Envelope
from yarrow.rooms.models import (
    Draft,
    Drop,
    Entry,
    Protected,
    PublicDraft,
    RoomLabel,
    RoomVersion,
    Standing,
    Wrap,
)
from yarrow.rooms.queries.protecting import protected_key
from yarrow.sealing.blob import unseal
from yarrow.sealing.context import Context
from yarrow.sealing.passphrase import derive_root, passphrase_key
from yarrow.sealing.stream import open_piece
from yarrow.sealing.wrap import unwrap_with
from yarrow.sending.message.content import message_context
from yarrow.sending.models import QueuedMessage
from yarrow.staff.demo import DEMO_PASSPHRASE
from yarrow.staff.door.hasher import cost_of
from yarrow.staff.models import Worker
from yarrow.staff.queries import custody_key, gate_key, pepper, recovery_pair, the_service
from yarrow.staff.queries.places import recovery_context, secrets_context, signing_context
from yarrow.staff.queries.service import service_key

from . import care
from .booked import KEYS as BOOKED
from .handing import KEYS
from .sending import sender_key

Opener = Callable[[bytes, bytes, Context], bytes]


@dataclass(frozen=True, slots=True, repr=False)
class Sealed:
    """One sealed value: where it lies, and what opens it there."""

    column: str
    row: UUID
    blob: bytes
    key: bytes
    place: Context
    opener: Opener

    def opened(
        self, *, blob: bytes | None = None, key: bytes | None = None, place: Context | None = None
    ) -> bytes:
        """The plaintext, or CannotOpen; any part may be put in from elsewhere."""
        return self.opener(key or self.key, self.blob if blob is None else blob, place or self.place)


class Keys:
    """All keys of the service."""

    def __init__(self, cast: Cast, public_draft_keys: dict[UUID, bytes]) -> None:
        self.workers = {cast.worker(part).pk: cast.keyring(part) for part in cast.parts()}
        self.workers |= BOOKED
        self.recovery = recovery_pair().private
        self.public_drafts = public_draft_keys
        self.gate = gate_key()
        versions = RoomVersion.objects.filter(retired_on__isnull=True)
        self.rooms = {(v.room_id, v.number): self._room_key(v) for v in versions}
        self.halves = {
            (v.room_id, v.number): unseal(
                self.rooms[v.room_id, v.number], bytes(v.private_sealed), contexts.private_context(v)
            )
            for v in versions
        }

    def _room_key(self, version: RoomVersion) -> bytes:
        return unwrap_with(self.recovery, bytes(version.recovery_wrap), contexts.recovery_context(version))


def all_sealed(keys: Keys) -> list[Sealed]:
    """Every value of every sealed column, in the order of the columns."""
    return [value for column in COLUMNS.values() for value in column(keys)]


def _entries(keys: Keys) -> Iterator[Sealed]:
    for row in Entry.objects.all():
        key = keys.rooms[row.room_id, row.version]
        yield Sealed("Entry.blob", row.pk, bytes(row.blob), key, contexts.entry_context(row), unseal)


def _drops(keys: Keys) -> Iterator[Sealed]:
    for row in Drop.objects.filter(again__gt=0):
        key, place = keys.rooms[row.room_id, row.again], contexts.again_context(row)
        yield Sealed("Drop.blob", row.pk, bytes(row.blob), key, place, unseal)
    for row in Drop.objects.filter(again=0):
        key = keys.halves[row.room_id, row.version]
        yield Sealed("Drop.blob", row.pk, bytes(row.blob), key, contexts.drop_context(row), unwrap_with)


def _privates(keys: Keys) -> Iterator[Sealed]:
    for row in RoomVersion.objects.filter(retired_on__isnull=True):
        key = keys.rooms[row.room_id, row.number]
        place = contexts.private_context(row)
        yield Sealed("RoomVersion.private_sealed", row.pk, bytes(row.private_sealed), key, place, unseal)


def _recovery_wraps(keys: Keys) -> Iterator[Sealed]:
    for row in RoomVersion.objects.filter(retired_on__isnull=True):
        place = contexts.recovery_context(row)
        blob = bytes(row.recovery_wrap)
        yield Sealed("RoomVersion.recovery_wrap", row.pk, blob, keys.recovery, place, unwrap_with)


def _wraps(keys: Keys) -> Iterator[Sealed]:
    for row in Wrap.objects.select_related("version"):
        key = keys.workers[row.holder_id].sealing_private
        yield Sealed("Wrap.blob", row.pk, bytes(row.blob), key, contexts.wrap_context(row), unwrap_with)


def _rings(keys: Keys) -> Iterator[Sealed]:
    for row in Wrap.objects.select_related("version").filter(ring_blob__isnull=False):
        key = keys.workers[row.holder_id].ring_key
        yield Sealed(
            "Wrap.ring_blob", row.pk, bytes(row.ring_blob or b""), key, contexts.ring_context(row), unseal
        )


def _standings(keys: Keys) -> Iterator[Sealed]:
    for row in Standing.objects.all():
        place = contexts.standing_context(row.room_id)
        yield Sealed("Standing.blob", row.room_id, bytes(row.blob), keys.gate, place, unseal)


def _protected(keys: Keys) -> Iterator[Sealed]:
    for row in Protected.objects.all():
        place = contexts.protected_context(row.room_id)
        yield Sealed("Protected.blob", row.room_id, bytes(row.blob), protected_key(), place, unseal)


def _labels(keys: Keys) -> Iterator[Sealed]:
    for row in RoomLabel.objects.all():
        key = keys.rooms[row.room_id, row.version]
        yield Sealed("RoomLabel.blob", row.room_id, bytes(row.blob), key, contexts.label_context(row), unseal)


def _drafts(keys: Keys) -> Iterator[Sealed]:
    for row in Draft.objects.all():
        key = keys.workers[row.worker_id].sealing_private
        yield Sealed("Draft.blob", row.pk, bytes(row.blob), key, contexts.draft_context(row.pk), unwrap_with)


def _public_drafts(keys: Keys) -> Iterator[Sealed]:
    for row in PublicDraft.objects.filter(pk__in=keys.public_drafts):
        place = contexts.public_draft_context(row.pk)
        yield Sealed("PublicDraft.blob", row.pk, bytes(row.blob), keys.public_drafts[row.pk], place, unseal)


def _care_cards(keys: Keys) -> Iterator[Sealed]:
    for row in CareCardCopy.objects.all():
        key, place = keys.workers[row.worker_id].sealing_private, card_context(row.card_id, row.pk)
        yield Sealed("CareCardCopy.blob", row.pk, bytes(row.blob), key, place, unwrap_with)


def _questions(keys: Keys) -> Iterator[Sealed]:
    for row in ConflictQuestion.objects.exclude(blob=b""):  # an answered one is empty
        key, place = keys.workers[row.worker_id].sealing_private, question_context(row)
        yield Sealed("ConflictQuestion.blob", row.pk, bytes(row.blob), key, place, unwrap_with)


def _bookings(_keys: Keys) -> Iterator[Sealed]:
    for row in Booking.objects.all():
        place = bookings.blob_context(row.pk)
        yield Sealed("Booking.blob", row.pk, bytes(row.blob), bookings.bookings_key(), place, unseal)


def _names_asked(keys: Keys) -> Iterator[Sealed]:
    for row in Booking.objects.exclude(names=b""):  # an answered one is empty
        key, place = keys.workers[row.worker_id].sealing_private, bookings.names_context(row)
        yield Sealed("Booking.names", row.pk, bytes(row.names), key, place, unwrap_with)


def _match_keys(keys: Keys) -> dict[UUID, bytes]:
    """Each key for looking people up, as intake holds it."""
    wraps = MatchKeyWrap.objects.filter(worker__in=keys.workers)
    return {
        row.key_id: unwrap_with(
            keys.workers[row.worker_id].sealing_private, bytes(row.blob), matching.wrap_context(row)
        )
        for row in wraps
    }


def _match_wraps(keys: Keys) -> Iterator[Sealed]:
    for row in MatchKeyWrap.objects.all():
        key, place = keys.workers[row.worker_id].sealing_private, matching.wrap_context(row)
        yield Sealed("MatchKeyWrap.blob", row.pk, bytes(row.blob), key, place, unwrap_with)


def _match_privates(keys: Keys) -> Iterator[Sealed]:
    opened = _match_keys(keys)
    for row in MatchKey.objects.filter(retired_on__isnull=True):
        place = matching.private_context(row)
        yield Sealed(
            "MatchKey.private_sealed", row.pk, bytes(row.private_sealed), opened[row.pk], place, unseal
        )


def _match_halves(keys: Keys) -> dict[UUID, bytes]:
    return {value.row: value.opened() for value in _match_privates(keys)}


def _match_notes(keys: Keys) -> Iterator[Sealed]:
    halves = _match_halves(keys)
    for row in MatchNote.objects.all():
        place = matching.note_context(row)
        yield Sealed("MatchNote.blob", row.pk, bytes(row.blob), halves[row.key_id], place, unwrap_with)


def _match_values(keys: Keys) -> Iterator[Sealed]:
    opened = _match_keys(keys)
    for row in MatchValue.objects.all():
        place = matching.value_context(row)
        yield Sealed("MatchValue.blob", row.pk, bytes(row.blob), opened[row.key_id], place, unseal)


def _look_ups(keys: Keys) -> Iterator[Sealed]:
    half = next(iter(_match_halves(keys).values()), b"")
    for row in LookUp.objects.all():
        yield Sealed("LookUp.words", row.pk, bytes(row.words), half, matching.words_context(row), unwrap_with)


def _match_notices(keys: Keys) -> Iterator[Sealed]:
    for row in MatchNotice.objects.all():
        key, place = keys.workers[row.worker_id].sealing_private, matching.notice_context(row)
        yield Sealed("MatchNotice.blob", row.pk, bytes(row.blob), key, place, unwrap_with)


def _visit_copies(keys: Keys) -> Iterator[Sealed]:
    for row in LoneVisitCopy.objects.all():
        key, place = keys.workers[row.worker_id].sealing_private, copy_context(row)
        yield Sealed("LoneVisitCopy.blob", row.pk, bytes(row.blob), key, place, unwrap_with)


def _to_one_worker(column: str, keys: Keys) -> Iterator[Sealed]:
    rows, place_of = care.SEALED[column]
    for row in rows.objects.all():
        key = keys.workers[row.worker_id].sealing_private
        yield Sealed(column, row.pk, bytes(row.blob), key, place_of(row), unwrap_with)


def _briefs(keys: Keys) -> Iterator[Sealed]:
    for row in Brief.objects.all():
        key, place = keys.workers[row.supervisor_id].sealing_private, brief_context(row.pk, row.plan_id)
        yield Sealed("Brief.blob", row.pk, bytes(row.blob), key, place, unwrap_with)


def _sign_offs(keys: Keys) -> Iterator[Sealed]:
    for row in SignOff.objects.all():
        place = sign_off_context(row.pk, row.plan_id)
        yield Sealed("SignOff.answers", row.pk, bytes(row.answers), keys.gate, place, unseal)


def _shown(keys: Keys) -> Iterator[Sealed]:
    for row in ShownOnce.objects.filter(worker_id__in=keys.workers):
        key, place = keys.workers[row.worker_id].sealing_private, shown_context(row)
        yield Sealed("ShownOnce.blob", row.pk, bytes(row.blob), key, place, unwrap_with)


def _card_copies(keys: Keys) -> Iterator[Sealed]:
    for row in EmergencyCopy.objects.all():
        key, place = keys.workers[row.worker_id].sealing_private, card_copy_context(row)
        yield Sealed("EmergencyCopy.blob", row.pk, bytes(row.blob), key, place, unwrap_with)


def _searches(keys: Keys) -> Iterator[Sealed]:
    for row in EmergencySearch.objects.all():
        key, place = keys.workers[row.worker_id].sealing_private, search_context(row)
        yield Sealed("EmergencySearch.blob", row.pk, bytes(row.blob), key, place, unwrap_with)


def _opening_copies(keys: Keys) -> Iterator[Sealed]:
    for row in OpeningCopy.objects.all():
        key, place = keys.workers[row.worker_id].sealing_private, opening_context(row)
        yield Sealed("OpeningCopy.blob", row.pk, bytes(row.blob), key, place, unwrap_with)


def _queued_messages(keys: Keys) -> Iterator[Sealed]:
    for row in QueuedMessage.objects.all():
        place = message_context(the_service().pk, row.room_id, row.pk)
        key = sender_key().pair.private
        yield Sealed("QueuedMessage.blob", row.pk, bytes(row.blob), key, place, unwrap_with)


def _handed(keys: Keys) -> Iterator[Sealed]:
    for row in Handed.objects.filter(pk__in=KEYS):
        key = KEYS[row.pk]
        asked, typed = handover.asked_context(row.pk), handover.typed_context(row.pk)
        yield Sealed("Handed.asked", row.pk, bytes(row.asked), key.secret, asked, unseal)
        yield Sealed("Handed.draft", row.pk, bytes(row.draft), key.private, typed, unwrap_with)


def _sent_answers(keys: Keys) -> Iterator[Sealed]:
    for row in SentAnswers.objects.all():
        key, place = keys.workers[row.worker_id].sealing_private, handover.sent_context(row.pk)
        yield Sealed("SentAnswers.blob", row.pk, bytes(row.blob), key, place, unwrap_with)


def _apart_answers(keys: Keys) -> Iterator[Sealed]:
    for row in ApartAnswers.objects.all():
        key, place = keys.workers[row.reader_id].sealing_private, handover.apart_context(row.pk)
        yield Sealed("ApartAnswers.blob", row.pk, bytes(row.blob), key, place, unwrap_with)


def _looking_copies(keys: Keys) -> Iterator[Sealed]:
    for row in LookingCopy.objects.all():
        key, place = keys.workers[row.worker_id].sealing_private, looking_context(row)
        yield Sealed("LookingCopy.blob", row.pk, bytes(row.blob), key, place, unwrap_with)


def _file_pieces(keys: Keys) -> Iterator[Sealed]:
    """One piece of each file, by turns the first, the second…: within a file place and key are the same,
    and only the number differs (``sealing/tests/test_stream.py``).
    """
    for turn, (kept, room) in enumerate(_kept_files(keys)):
        rows = list(FilePiece.objects.filter(file=kept.file).order_by("number"))
        row = rows[turn % len(rows)]
        opener = partial(open_piece, number=row.number, last=row == rows[-1])
        place = file_place(file=kept.file, room=room)
        yield Sealed("FilePiece.blob", kept.file, bytes(row.blob), kept.key, place, opener)


def _kept_files(keys: Keys) -> Iterator[tuple[Kept, UUID]]:
    for value in _entries(keys):
        fact = read_or_unreadable(Envelope.from_bytes(value.opened()).fact)
        marks = (fact.original, fact.safe_copy) if isinstance(fact, Document) else ()
        yield from ((Kept.from_mark(mark), value.place.room or value.row) for mark in marks if mark)


def _tickets(keys: Keys) -> Iterator[Sealed]:
    for row in Ticket.objects.all():
        key = keys.workers[row.worker_id].ring_key
        yield Sealed("Ticket.blob", row.pk, bytes(row.blob), key, ticket_place(row.pk), unseal)


def _paper_tickets(keys: Keys) -> Iterator[Sealed]:
    for row in PaperTicket.objects.all():
        key = keys.workers[row.worker_id].ring_key
        yield Sealed("PaperTicket.blob", row.pk, bytes(row.blob), key, paper_ticket_place(row.pk), unseal)


def _custodians(_keys: Keys) -> Iterator[Sealed]:
    service = the_service()
    for row in Custodian.objects.all():
        key, place = custody_key(service), custodian_context(row, service)
        yield Sealed("Custodian.blob", row.pk, bytes(row.blob), key, place, unseal)


def _secrets(_keys: Keys) -> Iterator[Sealed]:
    service = the_service()
    for row in Worker.objects.exclude(secrets_sealed=b"").order_by("username"):  # who left has none
        root = derive_root(DEMO_PASSPHRASE, bytes(row.salt), cost_of(row.password))
        key, place = passphrase_key(root, pepper()), secrets_context(row, service)
        yield Sealed("Worker.secrets_sealed", row.pk, bytes(row.secrets_sealed), key, place, unseal)


def _of_the_service(_keys: Keys) -> Iterator[Sealed]:
    service = the_service()
    key = service_key(service)
    pairs = {
        "Service.signing_sealed": (service.signing_sealed, signing_context(service)),
        "Service.recovery_sealed": (service.recovery_sealed, recovery_context(service)),
    }
    for column, (blob, place) in pairs.items():
        yield Sealed(column, service.pk, bytes(blob), key, place, unseal)


def _stopped_papers(_keys: Keys) -> Iterator[Sealed]:
    """Why, and who is asked; under the service's key."""
    for row in StoppedPaper.objects.all():
        key, place = door_key_of(row.case_id), asked_context(row)
        yield Sealed("StoppedPaper.asked", row.pk, bytes(row.asked), key, place, unseal)


def _stopped_bodies(keys: Keys) -> Iterator[Sealed]:
    """The papers themselves, with the key that the lead holds."""
    for copy in StoppedCopy.objects.filter(worker__username="lead").select_related("stopped"):
        key = unwrap_with(
            keys.workers[copy.worker_id].sealing_private, bytes(copy.blob), key_of_paper_context(copy)
        )
        row = copy.stopped
        yield Sealed("StoppedPaper.body", row.pk, bytes(row.body), key, body_context(row), unseal)


def _stopped_copies(keys: Keys) -> Iterator[Sealed]:
    """The keys, and what looks like them."""
    for row in StoppedCopy.objects.filter(worker__in=keys.workers):
        key = keys.workers[row.worker_id].sealing_private
        yield Sealed("StoppedCopy.blob", row.pk, bytes(row.blob), key, key_of_paper_context(row), unwrap_with)


def _releases(_keys: Keys) -> Iterator[Sealed]:
    """For which rooms, and why."""
    for row in Release.objects.select_related("stopped"):
        key, place = door_key_of(row.stopped.case_id), release_context(row)
        yield Sealed("Release.blob", row.pk, bytes(row.blob), key, place, unseal)


COLUMNS: dict[str, Callable[[Keys], Iterator[Sealed]]] = {
    "Entry.blob": _entries,
    "Drop.blob": _drops,
    "RoomVersion.private_sealed": _privates,
    "RoomVersion.recovery_wrap": _recovery_wraps,
    "Wrap.blob": _wraps,
    "Wrap.ring_blob": _rings,
    "Standing.blob": _standings,
    "RoomLabel.blob": _labels,
    "Protected.blob": _protected,
    "Draft.blob": _drafts,
    "PublicDraft.blob": _public_drafts,
    "CareCardCopy.blob": _care_cards,
    "LoneVisitCopy.blob": _visit_copies,
    **{column: partial(_to_one_worker, column) for column in care.SEALED},
    "ConflictQuestion.blob": _questions,
    "Booking.blob": _bookings,
    "Booking.names": _names_asked,
    "MatchKey.private_sealed": _match_privates,
    "MatchKeyWrap.blob": _match_wraps,
    "MatchNote.blob": _match_notes,
    "MatchValue.blob": _match_values,
    "LookUp.words": _look_ups,
    "MatchNotice.blob": _match_notices,
    "Brief.blob": _briefs,
    "SignOff.answers": _sign_offs,
    "ShownOnce.blob": _shown,
    "EmergencyCopy.blob": _card_copies,
    "EmergencySearch.blob": _searches,
    "OpeningCopy.blob": _opening_copies,
    "LookingCopy.blob": _looking_copies,
    "Handed.asked, Handed.draft": _handed,
    "SentAnswers.blob": _sent_answers,
    "ApartAnswers.blob": _apart_answers,
    "QueuedMessage.blob": _queued_messages,
    "FilePiece.blob": _file_pieces,
    "Ticket.blob": _tickets,
    "PaperTicket.blob": _paper_tickets,
    "StoppedPaper.asked": _stopped_papers,
    "StoppedPaper.body": _stopped_bodies,
    "StoppedCopy.blob": _stopped_copies,
    "Release.blob": _releases,
    "Custodian.blob": _custodians,
    "Worker.secrets_sealed": _secrets,
    "Service.signing_sealed, Service.recovery_sealed": _of_the_service,
}

NOT_A_BLOB = {
    "MatchValue.value": "HMAC under a key of intake: nothing opens it; its tests are in matching",
    "MatchValue.source": "HMAC under a key of intake: nothing opens it; its tests are in matching",
    "SealedBundle.blob": "opened by two codes that are on paper only; its tests are in sealing and custody",
    "RecoveryCode.sealed": "opened by a code that is on paper only; its tests are in staff and people",
    "Draft.place": "a digest: nothing opens it",
    "WorkerSession.session_data": "Django's own format, with a sealed value inside; its test is apart",
}
"""Columns said to be sealed which hold no single value of this kind."""


def sealed_columns() -> set[str]:
    """All columns that this file knows how to open, or says why not."""
    known = {name for names in COLUMNS for name in names.split(", ")}
    return known | set(NOT_A_BLOB)
