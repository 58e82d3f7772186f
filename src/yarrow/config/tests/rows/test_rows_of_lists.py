"""Lists of closely kept cases, and what one asks of two, written behind the back of the service.

Who writes to the database and is on duty makes a case ordinary again, puts themselves on its list, or says
that its supervisor asked them to agree. Nothing is sealed to them, and the verification names every row.
"""

from collections.abc import Callable

import pytest
from django.db import transaction
from django.urls import reverse

from tests import forging
from tests.browsers import Browser
from yarrow.audit import actions as audit
from yarrow.audit.queries import latest
from yarrow.audit.terms import Event, Fault
from yarrow.cases.actions import (
    agree_as_second_supervisor,
    agree_to_move,
    ask_second_supervisor,
    ask_to_move,
    decline_as_second_supervisor,
    keep_closely,
)
from yarrow.cases.conflicts import asked_of, colleagues_to_choose
from yarrow.cases.lists import is_closely_kept
from yarrow.cases.models import AskedOfTwo, Case, NamedWorker, PathwayMove
from yarrow.cases.nearness import kept_from, reachable
from yarrow.cases.pathways import moves_asked_of
from yarrow.cases.queries import case_for, duties_of, is_excluded
from yarrow.cases.terms import Closeness, ForTwo, Pathway, WhyMoved
from yarrow.config.families import Family
from yarrow.emergency.actions import bring_copies
from yarrow.emergency.models import EmergencyCopy
from yarrow.emergency.queries import who_may_hold
from yarrow.emergency.tests.steps import name, write
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.oversight.verifying import verify_everything
from yarrow.rooms.models import Room
from yarrow.rooms.queries.knowing import may_know_of
from yarrow.staff.models import Worker

ON_THE_LIST = ("lead", "signing_supervisor", "harmed_worker")


@pytest.fixture
def attacker(family: Family) -> Worker:
    """On duty, and never had to do with this family."""
    return family.cast.worker("outsider")


@pytest.fixture
def closely(family: Family, attacker: Worker) -> Family:
    """A case that is kept closely, with a card, and two on duty of whom nobody is on its list."""
    for part in ("duty", "outsider"):
        name(family, part)
    listed = [family.cast.worker(part) for part in ON_THE_LIST]
    by = family.cast.worker("supervisor")
    assert not isinstance(keep_closely(case=family.case, named=listed, by=by, clock=family.clock), Refused)
    write(family, "harmed")
    assert is_kept_away(family, attacker)
    assert faults() == set()
    return family


def faults() -> set[Fault]:
    return {found.fault for found in verify_everything().found}


def is_kept_away(family: Family, worker: Worker) -> bool:
    """By every way of asking; and no card is sealed to them when a holder comes in."""
    case, room, holder = Case.objects.get(pk=family.case.pk), family.rooms["harmed"], family.holder("harmed")
    bring_copies(by=holder.worker, keyring=holder.keyring, clock=family.clock)
    near = [
        Case.objects.filter(reachable(worker), pk=case.pk).exists(),
        not Worker.objects.filter(kept_from(case), pk=worker.pk).exists(),
        worker in colleagues_to_choose(case),
        Room.objects.filter(may_know_of(worker), pk=room.pk).exists(),
        worker in who_may_hold([Room.objects.get(pk=room.pk)])[room.pk],
        EmergencyCopy.objects.filter(worker=worker).exists(),
    ]
    assert len(set(near)) == 1, near
    return not near[0]


def made_ordinary(family: Family, _worker: Worker) -> None:
    Case.objects.filter(pk=family.case.pk).update(closeness=Closeness.ORDINARY)


def put_on_the_list(family: Family, worker: Worker) -> None:
    NamedWorker.objects.create(case=family.case, worker=worker)


def put_on_with_an_event(family: Family, worker: Worker) -> None:
    put_on_the_list(family, worker)
    forging.say_without_a_mark(family.case.pk, Event.WORKER_LISTED, worker, family.clock)


def put_on_with_the_mark_of_another(family: Family, worker: Worker) -> None:
    put_on_the_list(family, worker)
    true = latest(family.case.pk, Event.WORKER_LISTED, family.cast.worker("lead").pk)
    assert true is not None
    mark = bytes(true.digest)
    forging.say_without_a_mark(family.case.pk, Event.WORKER_LISTED, worker, family.clock, digest=mark)


def row_of_another_moved(family: Family, worker: Worker) -> None:
    NamedWorker.objects.filter(worker=family.cast.worker("signing_supervisor")).update(worker=worker)


def list_taken_away(family: Family, worker: Worker) -> None:
    made_ordinary(family, worker)
    NamedWorker.objects.all().delete()


def opened_again_without_a_mark(family: Family, worker: Worker) -> None:
    list_taken_away(family, worker)
    for subject in (family.case.pk, None):
        with transaction.atomic():
            audit.append(
                chain=family.case.pk,
                event=Event.CASE_OPENED_AGAIN,
                actor=None,
                subject=subject,
                digest=bytes(32),
                clock=family.clock,
            )


Forgery = Callable[[Family, Worker], None]
FORGERIES: list[Forgery] = [
    made_ordinary,
    put_on_the_list,
    put_on_with_an_event,
    put_on_with_the_mark_of_another,
    row_of_another_moved,
    list_taken_away,
    opened_again_without_a_mark,
]


@pytest.mark.parametrize("forged", FORGERIES)
def test_whoever_changes_the_list_by_hand_is_sealed_no_card_and_is_named(
    closely: Family, attacker: Worker, forged: Forgery
) -> None:
    forged(closely, attacker)

    assert is_kept_away(closely, attacker)
    assert is_closely_kept(closely.case)
    assert faults() & {Fault.UNMARKED, Fault.TAKEN_AWAY}


def test_nobody_comes_in_at_the_door_of_a_case_made_ordinary_by_hand(
    closely: Family, browser: Browser, attacker: Worker
) -> None:
    list_taken_away(closely, attacker)

    assert browser("outsider").get(reverse("desk:case", args=[closely.case.pk])).status_code == 404
    with pytest.raises(NotThere):
        case_for(closely.cast.worker("other_worker"), closely.case.pk)


def agreed(family: Family, kind: ForTwo, worker: Worker | None) -> None:
    by, second = family.cast.worker("supervisor"), family.cast.worker("signing_supervisor")
    row = ask_second_supervisor(
        case=family.case, kind=kind, worker=worker, asked_of=second, by=by, clock=family.clock
    )
    assert isinstance(row, AskedOfTwo)
    agree_as_second_supervisor(asked=row, by=second, clock=family.clock)


def test_two_put_somebody_on_the_list_and_open_it_again_and_the_record_bears_it_out(
    closely: Family, attacker: Worker
) -> None:
    agreed(closely, ForTwo.NAME_WORKER, attacker)
    assert not is_kept_away(closely, attacker)
    assert faults() == set()

    agreed(closely, ForTwo.OPEN_AGAIN, None)

    assert not is_closely_kept(closely.case)
    assert not is_kept_away(closely, closely.cast.worker("duty"))
    assert faults() == set()


def test_row_of_an_older_list_put_back_counts_on_no_later_one(closely: Family, attacker: Worker) -> None:
    """Also where the row was taken away before the list ended, so that it was not there to be ended."""
    agreed(closely, ForTwo.NAME_WORKER, attacker)
    kept = NamedWorker.objects.get(worker=attacker)
    NamedWorker.objects.filter(worker=attacker).delete()
    assert Fault.TAKEN_AWAY in faults()
    agreed(closely, ForTwo.OPEN_AGAIN, None)
    listed, by = [closely.cast.worker(part) for part in ON_THE_LIST], closely.cast.worker("supervisor")
    keep_closely(case=closely.case, named=listed, by=by, clock=closely.clock)

    kept.save(force_insert=True)

    assert is_kept_away(closely, attacker)
    assert faults() == {Fault.UNMARKED}


def test_column_put_back_to_ordinary_after_a_second_list_opens_nothing(
    closely: Family, attacker: Worker
) -> None:
    """The true mark of the first opening again lies in the record, and holds at its own number only."""
    agreed(closely, ForTwo.OPEN_AGAIN, None)
    listed, by = [closely.cast.worker(part) for part in ON_THE_LIST], closely.cast.worker("supervisor")
    keep_closely(case=closely.case, named=listed, by=by, clock=closely.clock)
    true = latest(closely.case.pk, Event.CASE_OPENED_AGAIN, closely.case.pk)
    assert true is not None
    with transaction.atomic():
        audit.append(
            chain=closely.case.pk,
            event=Event.CASE_OPENED_AGAIN,
            actor=None,
            subject=closely.case.pk,
            digest=bytes(true.digest),
            clock=closely.clock,
        )

    list_taken_away(closely, attacker)

    assert is_kept_away(closely, attacker)


def test_list_made_by_hand_keeps_away_and_is_named(family: Family) -> None:
    """What keeps somebody away needs no mark. Nobody is let in by it who was not near before."""
    worker = family.cast.worker("lead")
    NamedWorker.objects.create(case=family.case, worker=worker)
    Case.objects.filter(pk=family.case.pk).update(closeness=Closeness.NAMED_ONLY)

    assert duties_of(worker, family.case) == frozenset()
    assert faults() == {Fault.UNMARKED}


# --- what one asks another to agree to ---


def test_nobody_agrees_to_what_its_supervisor_never_asked(family: Family) -> None:
    barred, puppet = family.cast.worker("excluded"), family.cast.worker("signing_supervisor")
    row = AskedOfTwo.objects.create(
        case=family.case,
        kind=ForTwo.LIFT_BAR,
        worker=barred,
        asked_by=family.cast.worker("supervisor"),
        asked_of=puppet,
        asked_on=forging.DAY,
    )
    assert faults() == {Fault.UNMARKED}
    forging.say_without_a_mark(family.case.pk, Event.SECOND_ASKED, puppet, family.clock)

    assert not asked_of(puppet).exists()
    with pytest.raises(NotThere):
        agree_as_second_supervisor(asked=row, by=puppet, clock=family.clock)
    assert is_excluded(barred, family.case)


@pytest.mark.parametrize("changed", ["kind", "worker", "asked_of"])
def test_nobody_agrees_to_something_else_than_was_asked(closely: Family, changed: str) -> None:
    cast, clock = closely.cast, closely.clock
    asked, by = cast.worker("signing_supervisor"), cast.worker("supervisor")
    row = ask_second_supervisor(
        case=closely.case,
        kind=ForTwo.NAME_WORKER,
        worker=cast.worker("duty"),
        asked_of=asked,
        by=by,
        clock=clock,
    )
    assert isinstance(row, AskedOfTwo)
    to = {"kind": ForTwo.LIFT_BAR, "worker": cast.worker("outsider"), "asked_of": cast.worker("lead")}
    AskedOfTwo.objects.filter(pk=row.pk).update(**{changed: to[changed]})

    for part in ("signing_supervisor", "lead"):
        with pytest.raises(NotThere):
            agree_as_second_supervisor(asked=row, by=cast.worker(part), clock=clock)
    assert Fault.UNMARKED in faults()
    AskedOfTwo.objects.filter(pk=row.pk).update(kind=row.kind, worker=row.worker, asked_of=asked)
    agree_as_second_supervisor(asked=row, by=asked, clock=clock)
    assert NamedWorker.objects.filter(worker=cast.worker("duty")).exists()


def test_what_was_declined_and_is_put_back_was_not_asked(family: Family) -> None:
    asked, by, clock = (
        family.cast.worker("signing_supervisor"),
        family.cast.worker("supervisor"),
        family.clock,
    )
    row = ask_second_supervisor(
        case=family.case,
        kind=ForTwo.LIFT_BAR,
        worker=family.cast.worker("excluded"),
        asked_of=asked,
        by=by,
        clock=clock,
    )
    assert isinstance(row, AskedOfTwo)
    kept = AskedOfTwo.objects.get(pk=row.pk)
    decline_as_second_supervisor(asked=row, by=asked, clock=clock)

    kept.save(force_insert=True)

    assert not asked_of(asked).exists()
    again = ask_second_supervisor(
        case=family.case, kind=ForTwo.LIFT_BAR, worker=kept.worker, asked_of=asked, by=by, clock=clock
    )
    assert isinstance(again, AskedOfTwo)
    assert asked_of(asked).get() == again


@pytest.mark.parametrize("changed", [None, "to"])
def test_nobody_agrees_to_a_move_that_was_not_asked(family: Family, changed: str | None) -> None:
    case, clock = family.case, family.clock
    lead, second = family.cast.worker("lead"), family.cast.worker("signing_supervisor")
    if changed is None:
        move = PathwayMove.objects.create(
            case=case,
            to=Pathway(case.pathway).other,
            why=WhyMoved.WANTED,
            asked_by=lead,
            asked_of=second,
            asked_on=forging.DAY,
        )
    else:
        found = ask_to_move(case=case, why=WhyMoved.WANTED, asked_of=second, by=lead, clock=clock)
        assert isinstance(found, PathwayMove)
        move = found
        PathwayMove.objects.update(to=case.pathway)
        Case.objects.filter(pk=case.pk).update(pathway=move.to)

    assert not moves_asked_of(second).exists()
    with pytest.raises(NotThere):
        agree_to_move(move=move, by=second, clock=clock)
    assert faults() == {Fault.UNMARKED}


# --- which pathway a case is on ---


def test_pathway_that_was_changed_by_hand_is_named(family: Family) -> None:
    assert faults() == set()

    Case.objects.filter(pk=family.case.pk).update(pathway=Pathway(family.case.pathway).other)

    assert faults() == {Fault.UNMARKED}


def test_case_that_two_moved_is_on_its_pathway_and_on_no_earlier_one(family: Family) -> None:
    before, second = family.case.pathway, family.cast.worker("signing_supervisor")
    move = ask_to_move(
        case=family.case,
        why=WhyMoved.WANTED,
        asked_of=second,
        by=family.cast.worker("lead"),
        clock=family.clock,
    )
    assert isinstance(move, PathwayMove)
    agree_to_move(move=move, by=second, clock=family.clock)
    assert faults() == set()

    Case.objects.filter(pk=family.case.pk).update(pathway=before)

    assert faults() == {Fault.UNMARKED}
