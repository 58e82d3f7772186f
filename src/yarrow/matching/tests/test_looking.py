"""Who may look, how often, and that the answer never says more than it may (security.md §5.7, T19)."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from random import Random  # noqa: TID251  # the order of lookings in a test, no secret
from statistics import median

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.damage import one_bit_off
from yarrow.audit.models import AuditEvent
from yarrow.audit.terms import Event
from yarrow.cases.actions import exclude_worker
from yarrow.cases.models import Case
from yarrow.config.families import Family
from yarrow.gate.facts.choice import Hope
from yarrow.gate.words import LongText
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.matching.actions import settle_matching
from yarrow.matching.models import LookUp, MatchKey, MatchKeyWrap, MatchNote, MatchNotice, MatchValue
from yarrow.matching.queries import notices_for, opened_key
from yarrow.matching.terms import Found, Sitting
from yarrow.matching.tokens import Somebody
from yarrow.rooms.actions import keep_case_closely, seal_entry
from yarrow.rooms.facts import WhyClosely
from yarrow.staff.actions import leave_service
from yarrow.staff.tests.test_enumeration import alike, seconds

from .looking import ANWEN, NOBODY, TELEPHONE, look, record_anwen

NEVER = [
    "lead",
    "harmed_worker",
    "supervisor",
    "manager",
    "duty",
    "researcher",
    "specialist",
    "excluded",
    "ex_worker",
    "outsider",
]


@pytest.mark.parametrize("part", NEVER)
def test_looking_by_who_is_not_of_intake_finds_nothing(family: Family, part: str, clock: FixedClock) -> None:
    record_anwen(family)
    with pytest.raises(NotThere):
        look(family.cast, clock, ANWEN, part=part)
    assert not LookUp.objects.exists()


def test_nobody_but_intake_holds_the_key(family: Family) -> None:
    record_anwen(family)
    key = MatchKey.objects.get()
    holders = set(key.wraps.values_list("worker__username", flat=True))
    assert holders == {"intake", "intake_two"}
    for part in ("lead", "supervisor", "manager", "duty"):
        with pytest.raises(NotThere):
            opened_key(key, family.cast.keyring(part))


def test_the_twenty_first_person_of_a_day_is_refused_and_nobody_is_looked_up(
    family: Family, clock: FixedClock
) -> None:
    for _turn in range(4):
        look(family.cast, clock, *[NOBODY] * 5)
    notices = MatchNotice.objects.count()
    assert isinstance(look(family.cast, clock, NOBODY), Refused)
    assert MatchNotice.objects.count() == notices
    assert not isinstance(look(family.cast, clock, NOBODY, part="intake_two"), Refused)
    clock.move_to(clock.now() + timedelta(days=1))
    assert not isinstance(look(family.cast, clock, NOBODY), Refused)


def test_one_list_a_day_beside_the_single_ones(family: Family, clock: FixedClock) -> None:
    cast = family.cast
    assert isinstance(look(cast, clock, *[NOBODY] * 21, sitting=Sitting.LIST), Refused)
    assert look(cast, clock, *[NOBODY] * 20, sitting=Sitting.LIST) == (Found.NOTHING,) * 20
    assert isinstance(look(cast, clock, NOBODY, sitting=Sitting.LIST), Refused)
    assert look(cast, clock, *[NOBODY] * 20) == (Found.NOTHING,) * 20


@pytest.mark.parametrize(
    "somebody",
    [
        ANWEN,
        Somebody("Nan Parry", ANWEN.born),
        Somebody(telephones=("+44 1632 960123",)),
        Somebody(emails=("ANWEN@example.org",)),
        Somebody("Nobody Atall", NOBODY.born, (TELEPHONE,)),
    ],
)
def test_whoever_is_known_is_a_possible_match_and_no_more(
    family: Family, somebody: Somebody, clock: FixedClock
) -> None:
    record_anwen(family)
    assert look(family.cast, clock, NOBODY, somebody, part="intake_two") == (Found.NOTHING, Found.POSSIBLE)


def test_what_was_put_right_is_compared_as_it_is_now(family: Family, clock: FixedClock) -> None:
    record_anwen(family)
    assert look(family.cast, clock, ANWEN) == (Found.POSSIBLE,)
    values = MatchValue.objects.count()
    record_anwen(family)
    look(family.cast, clock, NOBODY)
    assert MatchValue.objects.count() == values


def test_found_where_the_asker_is_barred_is_nothing_and_the_supervisor_learns(
    family: Family, clock: FixedClock
) -> None:
    record_anwen(family)
    cast, supervisor = family.cast, family.cast["supervisor"]
    barred = cast.worker("intake")
    exclude_worker(case=family.case, worker=barred, by=supervisor.worker, clock=clock)

    assert look(cast, clock, ANWEN) == (Found.NOTHING,)

    notices = notices_for(supervisor.worker, supervisor.keyring)
    assert [(each.reference, each.kept_from_asker) for each in notices] == [(family.case.reference, True)]
    assert look(cast, clock, ANWEN, part="intake_two") == (Found.POSSIBLE,)


def test_found_in_a_closely_kept_case_is_nothing(family: Family, clock: FixedClock) -> None:
    record_anwen(family)
    Case.objects.filter(pk=family.case.pk).update(closeness="named_only")
    assert look(family.cast, clock, ANWEN) == (Found.NOTHING,)


def _rows_and_sizes(family: Family, somebody: Somebody, clock: FixedClock) -> tuple[object, ...]:
    """What somebody who can read the whole database sees of one looking, and the steps it took."""
    before = set(MatchNotice.objects.values_list("pk", flat=True))
    with CaptureQueriesContext(connection) as ran:
        answers = look(family.cast, clock, somebody)
    made = MatchNotice.objects.exclude(pk__in=before)
    return answers, len(ran), sorted(len(each.blob) for each in made), LookUp.objects.latest("pk").persons


def test_a_barred_match_and_no_match_take_the_same_steps_and_leave_the_same_rows(
    family: Family, clock: FixedClock
) -> None:
    record_anwen(family)
    by = family.cast.worker("supervisor")
    exclude_worker(case=family.case, worker=family.cast.worker("intake"), by=by, clock=clock)
    look(family.cast, clock, NOBODY)
    assert _rows_and_sizes(family, ANWEN, clock) == _rows_and_sizes(family, NOBODY, clock)


def kept_away(family: Family, clock: FixedClock) -> None:
    """The one who looks is barred from the case."""
    by = family.cast.worker("supervisor")
    exclude_worker(case=family.case, worker=family.cast.worker("intake"), by=by, clock=clock)


def kept_closely(family: Family, clock: FixedClock) -> None:
    """The case is there for those who are named and for nobody else."""
    cast, by = family.cast, family.cast["supervisor"]
    refusal = keep_case_closely(
        case=family.case,
        named=[cast.worker("lead"), cast.worker("signing_supervisor")],
        why=WhyClosely.POLICE,
        by=by.worker,
        keyring=by.keyring,
        clock=clock,
    )
    assert refusal is None


@pytest.mark.long
@pytest.mark.once
@pytest.mark.parametrize("hidden", [kept_away, kept_closely])
def test_a_hidden_match_takes_as_long_as_no_match(
    family: Family, clock: FixedClock, hidden: Callable[[Family, FixedClock], None]
) -> None:
    """2,000 of each, by the statistics of the sign-in half of T19; and a twentieth more would be found."""
    record_anwen(family)
    hidden(family, clock)
    took = measured(family, clock, 2_000)

    longer = [1.05 * each for each in took["match"]]
    assert alike(took["match"], took["none"]) > 0.01, {kind: median(each) for kind, each in took.items()}
    assert alike(longer, took["none"]) <= 0.01, {kind: median(each) for kind, each in took.items()}


def measured(family: Family, clock: FixedClock, each: int) -> dict[str, list[float]]:
    """Seconds of each looking, the kinds in a new order every round: the machine's moods meet all alike."""
    chance, kinds = Random(7), {"match": ANWEN, "none": NOBODY}  # noqa: S311  # no secret
    took = {kind: list[float]() for kind in kinds}
    for _ in range(each):
        clock.move_to(clock.now() + timedelta(days=1))
        LookUp.objects.all().delete()
        MatchNotice.objects.all().delete()
        for kind in chance.sample(list(kinds), len(kinds)):
            took[kind].append(seconds(partial(look, family.cast, clock, kinds[kind])))
    return took


def test_the_record_says_that_somebody_looked_and_not_whom(family: Family, clock: FixedClock) -> None:
    record_anwen(family)
    look(family.cast, clock, ANWEN)
    event = AuditEvent.objects.get(event=Event.LOOKED_UP)
    assert event.actor == family.cast.worker("intake").pk
    assert bytes(event.digest) == b""
    assert event.subject == LookUp.objects.get().pk


def test_every_write_leaves_a_note_of_one_size_whatever_was_written(
    family: Family, clock: FixedClock
) -> None:
    settle_matching(by=family.cast.worker("intake"), keyring=family.cast.keyring("intake"), clock=clock)
    assert not MatchNote.objects.exists()
    record_anwen(family)
    family.record("harmed", Hope(words=LongText("To sleep.")))
    assert MatchNote.objects.count() == 3
    assert len({len(note.blob) for note in MatchNote.objects.all()}) == 1


def test_an_intake_worker_who_leaves_takes_an_old_key_with_them(family: Family, clock: FixedClock) -> None:
    record_anwen(family)
    cast = family.cast
    look(cast, clock, ANWEN)
    old, values = MatchKey.objects.get(), {bytes(each.value) for each in MatchValue.objects.all()}
    leave_service(worker=cast.worker("intake_two"), by=cast.worker("manager"), clock=clock)

    settle_matching(by=cast.worker("intake"), keyring=cast.keyring("intake"), clock=clock)

    old.refresh_from_db()
    assert bytes(old.private_sealed) == b""
    assert not old.wraps.exists()
    assert not values & {bytes(each.value) for each in MatchValue.objects.all()}
    assert set(MatchKeyWrap.objects.values_list("worker__username", flat=True)) == {"intake"}
    assert look(cast, clock, ANWEN) == (Found.POSSIBLE,)


def test_a_note_that_was_changed_is_thrown_away_and_the_others_are_taken_in(
    family: Family, clock: FixedClock
) -> None:
    record_anwen(family)
    first = MatchNote.objects.order_by("id").first()
    assert first is not None
    MatchNote.objects.filter(pk=first.pk).update(blob=one_bit_off(first.blob))
    settle_matching(by=family.cast.worker("intake"), keyring=family.cast.keyring("intake"), clock=clock)
    assert not MatchNote.objects.exists()


def test_recording_goes_on_where_nobody_of_intake_works(family: Family, clock: FixedClock) -> None:
    cast = family.cast
    MatchKey.objects.all().delete()
    for part in ("intake", "intake_two"):
        leave_service(worker=cast.worker(part), by=cast.worker("manager"), clock=clock)
    member = family.holder("harmed")
    written = seal_entry(
        room=family.rooms["harmed"],
        fact=Hope(words=LongText("To sleep.")),
        by=member.worker,
        keyring=member.keyring,
        clock=clock,
    )
    assert not isinstance(written, Refused)
    assert not MatchKey.objects.exists()
