"""T04: a sealed value opens in its one place, whole, and nowhere else.

Every value is tried in every other row, column, room, version and service, with its own key and
with the key that belongs there; and with flipped bits. Then rows are really swapped in the
database, and the readers of the service are asked.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from importlib import import_module
from uuid import UUID

import pytest
from django.apps import apps
from django.db import models

from yarrow.cases.actions import raise_care_card
from yarrow.cases.care_cards import code_on
from yarrow.cases.lone_working import words_on
from yarrow.cases.models import CareCardCopy, LoneVisitCopy
from yarrow.cases.terms import CareCode
from yarrow.config.families import open_family
from yarrow.gate.words import Answer
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.kernel.ids import new_id
from yarrow.meetings.brief import open_brief
from yarrow.meetings.gate import sign_off_of
from yarrow.meetings.models import Brief, SignOff
from yarrow.meetings.queries import question_of
from yarrow.rooms.actions import open_drops, save_draft, save_public_draft
from yarrow.rooms.models import Draft, Drop, Entry, PublicDraft, RoomLabel, RoomVersion, Standing, Wrap
from yarrow.rooms.queries import (
    draft_at,
    entries_in,
    labels_in,
    public_draft,
    room_key,
    room_private_key,
    trusted_standing,
)
from yarrow.sealing.context import Context
from yarrow.sealing.errors import CannotOpen
from yarrow.sealing.keys import new_symmetric_key
from yarrow.staff.actions import unlock
from yarrow.staff.demo import DEMO_PASSPHRASE
from yarrow.staff.models import Worker, WorkerSession
from yarrow.staff.queries import service_signing_pair, the_service

from .answers import ask
from .sealed import NOT_A_BLOB, Keys, Sealed, all_sealed, sealed_columns
from .settled import Settled

FLIPS = 400
FLIPS_LONG = 20_000
PER_COLUMN = 3
PER_COLUMN_LONG = 20
COLUMNS_LONG = 10
"""security.md T04: all pairs over 20 rows x 10 columns; FLIPS_LONG is twice the 10,000."""


@pytest.fixture
def values(settled: Settled) -> list[Sealed]:
    """Everything sealed; of the public form two drafts, whose keys only a browser has."""
    keys = {}
    for words in ("one", "two"):
        key = new_symmetric_key()
        keys[save_public_draft(typed={"about_harmed": [words]}, key=key, clock=settled.clock)] = key
    return all_sealed(Keys(settled.cast, keys))


@pytest.fixture
def many_values(settled: Settled) -> list[Sealed]:
    """Everything sealed, when more families have come and more is being typed."""
    by, clock = settled.cast.worker("child_worker"), settled.clock
    for _family in range(7):
        open_family(cast=settled.cast, clock=clock)
    for _card in range(PER_COLUMN_LONG // 4):
        raise_care_card(case=settled.family.case, code=CareCode.NOT_ALONE, by=by, clock=clock)
    for number in range(PER_COLUMN_LONG):
        path = f"/r/{settled.room('child').pk}/w/{new_id()}/"
        save_draft(worker=by, path=path, typed={"words": [f"Draft {number}."]}, problems={}, clock=clock)
    keys = [new_symmetric_key() for _ in range(PER_COLUMN_LONG)]
    public = {save_public_draft(typed={"sender": ["x"]}, key=key, clock=clock): key for key in keys}
    return all_sealed(Keys(settled.cast, public))


def opens(value: Sealed, **elsewhere: object) -> bool:
    try:
        value.opened(**elsewhere)  # type: ignore[arg-type]  # blob, key or place
    except CannotOpen:
        return False
    return True


def some_of_each_column(values: Iterable[Sealed], most: int) -> list[Sealed]:
    by_column: dict[str, list[Sealed]] = {}
    for value in values:
        by_column.setdefault(value.column, []).append(value)
    return [value for found in by_column.values() for value in found[:most]]


def other_places(place: Context) -> Iterator[Context]:
    """The same place but for one part, each part in turn."""
    yield replace(place, deployment=new_id())
    yield replace(place, table=place.table + "s")
    yield replace(place, column=place.column + "s")
    yield replace(place, row=new_id())
    yield replace(place, room=new_id())
    yield replace(place, room=None if place.room else place.row)
    yield replace(place, version=place.version + 1)


def test_every_sealed_column_is_tried(settled: Settled, values: list[Sealed]) -> None:
    said = {
        name
        for config in apps.get_app_configs()
        if config.name.startswith("yarrow.")
        for name, (kind, _why) in getattr(_personal_data(config.name), "COLUMNS", {}).items()
        if kind == "sealed"
    }

    assert said == sealed_columns()
    assert {value.column for value in values} == {name for name in said if name not in NOT_A_BLOB}


def _personal_data(package: str) -> object:
    try:
        return import_module(f"{package}.personal_data")
    except ModuleNotFoundError:
        return object()


def test_every_value_opens_in_its_own_place(values: list[Sealed]) -> None:
    assert len(values) > 100
    assert all(opens(value) for value in values)


def test_no_value_opens_when_one_part_of_its_place_is_another(values: list[Sealed]) -> None:
    opened = [
        (value.column, place)
        for value in values
        for place in other_places(value.place)
        if opens(value, place=place)
    ]

    assert not opened


def moved(values: list[Sealed]) -> Iterator[str]:
    """Values that open in the place of another, by their own key or by the key that belongs there."""
    for value in values:
        for there in values:
            if value is there or value.blob == there.blob:
                continue
            if opens(there, blob=value.blob):
                yield f"{value.column} opens as {there.column}"
            if opens(value, place=there.place):
                yield f"{value.column} opens in the place of {there.column}"


def test_no_value_opens_in_the_place_of_another(values: list[Sealed]) -> None:
    assert not list(moved(some_of_each_column(values, PER_COLUMN)))


@pytest.mark.long
def test_no_value_of_many_opens_in_the_place_of_another(many_values: list[Sealed]) -> None:
    chosen = some_of_each_column(many_values, PER_COLUMN_LONG)
    rows = Counter(value.column for value in chosen)
    full = {column for column, count in rows.items() if count == PER_COLUMN_LONG}

    assert len(full) >= COLUMNS_LONG, rows
    assert len({value.place for value in chosen if value.column in full}) >= PER_COLUMN_LONG * COLUMNS_LONG
    assert not list(moved(chosen))


def accepted_flips(values: list[Sealed], count: int) -> list[tuple[str, int]]:
    """Bits whose flip was not noticed. Every column in turn, and bits all over each value."""
    chosen = some_of_each_column(values, PER_COLUMN)
    found = []
    for turn in range(count):
        value = chosen[turn % len(chosen)]
        bit = (turn * 7919) % (8 * len(value.blob))
        changed = bytearray(value.blob)
        changed[bit // 8] ^= 1 << (bit % 8)
        if opens(value, blob=bytes(changed)):
            found.append((value.column, bit))
    return found


def test_no_flipped_bit_is_accepted(values: list[Sealed]) -> None:
    assert not accepted_flips(values, FLIPS)


@pytest.mark.long
def test_none_of_many_flipped_bits_is_accepted(values: list[Sealed]) -> None:
    assert not accepted_flips(values, FLIPS_LONG)


def test_a_value_cut_short_or_made_longer_does_not_open(values: list[Sealed]) -> None:
    changes: list[Callable[[bytes], bytes]] = [
        lambda blob: blob[:0],
        lambda blob: blob[:1],
        lambda blob: blob[:-1],
        lambda blob: blob + b"\0",
        lambda blob: b"\x02" + blob[1:],
    ]
    chosen = some_of_each_column(values, PER_COLUMN)

    assert not [v.column for v in chosen for change in changes if opens(v, blob=change(v.blob))]


def test_a_seal_that_ignored_its_place_would_be_found(values: list[Sealed]) -> None:
    def careless(key: bytes, blob: bytes, place: Context) -> bytes:
        return value.opener(value.key, value.blob, value.place)

    value = values[0]
    broken = replace(value, opener=careless)

    assert opens(broken, place=next(other_places(value.place)))
    assert list(moved([broken, values[1]]))
    assert accepted_flips([broken], 1)


# --- the same in the database: rows are swapped, and the readers of the service are asked ---


def swap(rows: models.QuerySet[models.Model], column: str) -> tuple[UUID, UUID]:
    """Put the values of two rows in each other's place, past every action."""
    one, two = rows[:2]
    first, second = getattr(one, column), getattr(two, column)
    type(one)._base_manager.filter(pk=one.pk).update(**{column: second})  # noqa: SLF001  # a hand in the database
    type(two)._base_manager.filter(pk=two.pk).update(**{column: first})  # noqa: SLF001  # a hand in the database
    return one.pk, two.pk


def test_swapped_entries_do_not_open(settled: Settled) -> None:
    swap(Entry.objects.filter(room=settled.room("harmed")), "blob")

    with pytest.raises(CannotOpen):
        entries_in(settled.room("harmed"), settled.cast.keyring("harmed_worker"))


def test_an_entry_of_the_other_room_does_not_open(settled: Settled) -> None:
    theirs = Entry.objects.filter(room=settled.room("harmed")).values_list("blob", flat=True)[0]
    Entry.objects.filter(pk=settled.entries("other")[0]).update(blob=theirs)

    with pytest.raises(CannotOpen):
        entries_in(settled.room("other"), settled.cast.keyring("other_worker"))


def test_an_entry_row_moved_into_the_other_room_does_not_open(settled: Settled) -> None:
    last = len(settled.entries("other"))
    stolen = settled.entries("harmed")[0]
    Entry.objects.filter(pk=stolen).update(room=settled.room("other"), number=last + 1)

    with pytest.raises(CannotOpen):
        entries_in(settled.room("other"), settled.cast.keyring("other_worker"))


def test_a_broken_entry_shows_nobody_a_word_of_it(settled: Settled) -> None:
    swap(Entry.objects.filter(room=settled.room("other")), "blob")

    answer = ask(settled.browser("other_worker"), f"/r/{settled.room('other').pk}/")

    assert answer.status == 500
    assert b"CannotOpen" not in answer.body


def test_swapped_notes_stay_unopened_and_keep_the_room_unknown(settled: Settled) -> None:
    notes = Drop.objects.filter(
        opened_on__isnull=True, room__in=[settled.room("harmed"), settled.room("other")]
    )
    moved_notes = swap(notes, "blob")
    member = settled.cast["harmed_worker"]

    open_drops(room=settled.room("harmed"), by=member.worker, keyring=member.keyring, clock=settled.clock)

    assert Drop.objects.filter(pk__in=moved_notes, opened_on__isnull=True).count() == len(moved_notes)
    assert trusted_standing(settled.room("harmed")) is None


@pytest.mark.parametrize("column", ["blob", "ring_blob"])
def test_a_key_wrapped_for_one_room_or_holder_opens_no_other(settled: Settled, column: str) -> None:
    mine = Wrap.objects.get(version__room=settled.room("harmed"), holder__username="harmed_worker")
    team = Wrap.objects.get(version__room=settled.room("team"), holder__username="harmed_worker")
    Wrap.objects.filter(pk=mine.pk).update(**{column: getattr(team, column)})
    if column == "blob":
        Wrap.objects.filter(pk=mine.pk).update(ring_blob=None)

    with pytest.raises(CannotOpen):
        room_key(room=settled.room("harmed"), keyring=settled.cast.keyring("harmed_worker"))


def test_a_wrap_given_to_another_worker_opens_nothing(settled: Settled) -> None:
    Wrap.objects.filter(version__room=settled.room("harmed"), holder__username="harmed_worker").update(
        holder=settled.cast.worker("other_worker")
    )

    with pytest.raises((CannotOpen, NotThere)):
        room_key(room=settled.room("harmed"), keyring=settled.cast.keyring("other_worker"))
    answer = ask(settled.browser("other_worker"), f"/r/{settled.room('harmed').pk}/")
    assert answer.status in {404, 500}


def test_swapped_private_halves_open_nothing(settled: Settled) -> None:
    mine = [settled.room("harmed"), settled.room("team")]
    swap(RoomVersion.objects.filter(room__in=mine).order_by("pk"), "private_sealed")

    version, key = room_key(room=mine[0], keyring=settled.cast.keyring("harmed_worker"))
    with pytest.raises(CannotOpen):
        room_private_key(version, key)


def test_a_standing_put_in_another_room_is_unknown(settled: Settled) -> None:
    swap(Standing.objects.filter(room__in=[settled.room("harmed"), settled.room("child")]), "blob")

    assert trusted_standing(settled.room("harmed")) is None
    assert trusted_standing(settled.room("child")) is None


def test_swapped_drafts_are_offered_to_nobody(settled: Settled) -> None:
    worker, keyring = settled.cast.worker("harmed_worker"), settled.cast.keyring("harmed_worker")
    path = f"/r/{settled.room('harmed').pk}/w/{settled.sheets['harmed']}/"
    assert draft_at(worker=worker, keyring=keyring, path=path) is not None

    swap(Draft.objects.filter(worker=worker).order_by("pk"), "blob")
    assert sum(_is_readable(row, settled) for row in Draft.objects.filter(worker=worker)) == (
        Draft.objects.filter(worker=worker).count() - 2
    )
    swap(Draft.objects.filter(worker=worker).order_by("pk"), "blob")

    Draft.objects.filter(worker=worker).update(worker=settled.cast.worker("other_worker"))
    theirs = settled.cast["other_worker"]
    assert draft_at(worker=theirs.worker, keyring=theirs.keyring, path=path) is None


def _is_readable(row: Draft, settled: Settled) -> bool:
    keys = Keys(settled.cast, {})
    return any(
        value.row == row.pk and opens(value) for value in all_sealed(keys) if value.column == "Draft.blob"
    )


def test_swapped_public_drafts_are_offered_to_nobody(settled: Settled) -> None:
    keys = [new_symmetric_key() for _ in range(2)]
    rows = [save_public_draft(typed={"about_harmed": ["x"]}, key=key, clock=settled.clock) for key in keys]
    assert public_draft(draft=rows[0], key=keys[0])

    swap(PublicDraft.objects.filter(pk__in=rows), "blob")

    found = [public_draft(draft=row, key=key) for row in rows for key in keys]
    assert not any(found)


def test_a_care_card_of_a_colleague_does_not_open(settled: Settled) -> None:
    swap(CareCardCopy.objects.filter(worker__username__in=["harmed_worker", "other_worker"]), "blob")
    copy = CareCardCopy.objects.get(worker__username="other_worker")

    with pytest.raises(CannotOpen):
        code_on(copy, settled.cast.keyring("other_worker"))


def test_what_was_left_for_a_colleague_on_call_does_not_open_for_another(settled: Settled) -> None:
    copies = LoneVisitCopy.objects.filter(visit=settled.visit).select_related("worker").order_by("pk")
    swap(copies, "blob")

    for copy in copies.all()[:2]:
        with pytest.raises(CannotOpen):
            words_on(copy, settled.cast.keyring(copy.worker.username))


def test_the_label_of_another_room_is_not_believed(settled: Settled) -> None:
    both = [settled.room("harmed"), settled.room("other")]
    right = {pk: label.name for pk, label in labels_in(both, settled.cast.keyring("lead")).items()}

    swap(RoomLabel.objects.filter(room__in=both).order_by("pk"), "blob")

    found = {pk: label.name for pk, label in labels_in(both, settled.cast.keyring("lead")).items()}
    assert found == right
    assert len(set(found.values())) == len(both)


def test_swapped_briefs_do_not_open(settled: Settled) -> None:
    swap(Brief.objects.filter(plan=settled.arranged).order_by("pk"), "blob")

    for brief in Brief.objects.filter(plan=settled.arranged).order_by("pk")[:2]:
        with pytest.raises(CannotOpen):
            open_brief(brief, settled.cast.keyring("signing_supervisor"))


def test_a_signature_put_on_another_plan_holds_nothing(settled: Settled) -> None:
    SignOff.objects.filter(plan=settled.arranged).update(plan=settled.carried)

    found = sign_off_of(settled.carried, question_of(settled.carried, settled.clock.today()))

    assert found is not None
    assert found.holds is Answer.NO


def test_the_keys_of_a_colleague_are_not_opened_by_ones_own_passphrase(settled: Settled) -> None:
    swap(Worker.objects.filter(username__in=["harmed_worker", "other_worker"]), "secrets_sealed")

    for part in ("harmed_worker", "other_worker"):
        worker = Worker.objects.get(username=part)
        assert isinstance(unlock(worker=worker, passphrase=DEMO_PASSPHRASE), Refused)


def test_a_session_put_in_the_place_of_another_is_locked(settled: Settled) -> None:
    mine, theirs = settled.browser("harmed_worker"), settled.browser("other_worker")
    swap(WorkerSession.objects.filter(worker__username__in=["harmed_worker", "other_worker"]), "session_data")

    for browser in (mine, theirs):
        answer = ask(browser, "/")
        assert answer.status == 302
        assert answer.goes_to in {"/unlock/", "/sign-in/"}


def test_the_services_own_keys_do_not_open_in_each_others_column(settled: Settled) -> None:
    service = the_service()
    type(service).objects.update(signing_sealed=service.recovery_sealed)

    with pytest.raises(CannotOpen):
        service_signing_pair(the_service())
