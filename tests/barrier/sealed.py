"""Every sealed column of the service, with the key and the place that open each of its values.

The tests hold all keys at once, as nobody else ever does, so that what keeps a value shut is
only its place.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from uuid import UUID

from yarrow.cases.care_cards import card_context
from yarrow.cases.lone_working import copy_context
from yarrow.cases.models import CareCardCopy, LoneVisitCopy
from yarrow.config.cast import Cast
from yarrow.meetings.brief import brief_context
from yarrow.meetings.gate import sign_off_context
from yarrow.meetings.models import Brief, SignOff
from yarrow.rooms import contexts
from yarrow.rooms.models import Draft, Drop, Entry, PublicDraft, RoomLabel, RoomVersion, Standing, Wrap
from yarrow.sealing.blob import unseal
from yarrow.sealing.context import Context
from yarrow.sealing.passphrase import derive_root, passphrase_key
from yarrow.sealing.wrap import unwrap_with
from yarrow.staff.demo import DEMO_PASSPHRASE
from yarrow.staff.door.hasher import cost_of
from yarrow.staff.models import Worker
from yarrow.staff.queries import gate_key, pepper, recovery_pair, the_service
from yarrow.staff.queries.places import recovery_context, secrets_context, signing_context
from yarrow.staff.queries.service import service_key

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
        self.recovery = recovery_pair().private
        self.public_drafts = public_draft_keys
        self.gate = gate_key()
        versions = RoomVersion.objects.all()
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
    for row in Drop.objects.all():
        key = keys.halves[row.room_id, row.version]
        yield Sealed("Drop.blob", row.pk, bytes(row.blob), key, contexts.drop_context(row), unwrap_with)


def _privates(keys: Keys) -> Iterator[Sealed]:
    for row in RoomVersion.objects.all():
        key = keys.rooms[row.room_id, row.number]
        place = contexts.private_context(row)
        yield Sealed("RoomVersion.private_sealed", row.pk, bytes(row.private_sealed), key, place, unseal)


def _recovery_wraps(keys: Keys) -> Iterator[Sealed]:
    for row in RoomVersion.objects.all():
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


def _visit_copies(keys: Keys) -> Iterator[Sealed]:
    for row in LoneVisitCopy.objects.all():
        key, place = keys.workers[row.worker_id].sealing_private, copy_context(row)
        yield Sealed("LoneVisitCopy.blob", row.pk, bytes(row.blob), key, place, unwrap_with)


def _briefs(keys: Keys) -> Iterator[Sealed]:
    for row in Brief.objects.all():
        key, place = keys.workers[row.supervisor_id].sealing_private, brief_context(row.pk, row.plan_id)
        yield Sealed("Brief.blob", row.pk, bytes(row.blob), key, place, unwrap_with)


def _sign_offs(keys: Keys) -> Iterator[Sealed]:
    for row in SignOff.objects.all():
        place = sign_off_context(row.pk, row.plan_id)
        yield Sealed("SignOff.answers", row.pk, bytes(row.answers), keys.gate, place, unseal)


def _secrets(_keys: Keys) -> Iterator[Sealed]:
    service = the_service()
    for row in Worker.objects.order_by("username"):
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


COLUMNS: dict[str, Callable[[Keys], Iterator[Sealed]]] = {
    "Entry.blob": _entries,
    "Drop.blob": _drops,
    "RoomVersion.private_sealed": _privates,
    "RoomVersion.recovery_wrap": _recovery_wraps,
    "Wrap.blob": _wraps,
    "Wrap.ring_blob": _rings,
    "Standing.blob": _standings,
    "RoomLabel.blob": _labels,
    "Draft.blob": _drafts,
    "PublicDraft.blob": _public_drafts,
    "CareCardCopy.blob": _care_cards,
    "LoneVisitCopy.blob": _visit_copies,
    "Brief.blob": _briefs,
    "SignOff.answers": _sign_offs,
    "Worker.secrets_sealed": _secrets,
    "Service.signing_sealed, Service.recovery_sealed": _of_the_service,
}

NOT_A_BLOB = {
    "Draft.place": "a digest: nothing opens it",
    "WorkerSession.session_data": "Django's own format, with a sealed value inside; its test is apart",
}
"""Columns said to be sealed which hold no single value of this kind."""


def sealed_columns() -> set[str]:
    """All columns that this file knows how to open, or says why not."""
    known = {name for names in COLUMNS for name in names.split(", ")}
    return known | set(NOT_A_BLOB)
