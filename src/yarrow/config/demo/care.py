"""A visit planned for today, two agreed words, a look back, time offered, work that was seen, two groups."""

from datetime import timedelta

from yarrow.cases.lone_working import VisitWords
from yarrow.config.cast import Cast
from yarrow.config.families import InventionRefused
from yarrow.groups.actions import add_session, ask_place, make_cohort
from yarrow.groups.models import Cohort
from yarrow.groups.terms import Kind
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Refused
from yarrow.practice.actions import attest, confirm, keep_reflection, offer_time, show_reflection
from yarrow.practice.rules import observed_until
from yarrow.practice.terms import Basis, Subject
from yarrow.rooms.models import Room
from yarrow.rooms.queries import rooms_held_by
from yarrow.rooms.terms import RoomKind
from yarrow.visits.actions import agree_words, plan_visit

SAFE, DANGER = "harbour", "gardener"
"""The two words of the harmed person's worker in the example service."""
LED_BY = ("outsider", "duty")


def look_after_workers(cast: Cast, clock: Clock) -> None:
    """What a service does for those who work in it, and the groups that two of them lead."""
    _visit_today(cast, clock)
    _looked_back(cast, clock)
    _seen_at_work(cast, clock)
    offer_time(to=cast.worker("other_worker"), by=cast.worker("supervisor"), clock=clock)
    _groups(cast, clock)


def _rooms_of(cast: Cast, part: str) -> list[Room]:
    return [
        room for room in rooms_held_by(cast.worker(part)) if room.kind == RoomKind.PERSON and room.case_id
    ]


def _visit_today(cast: Cast, clock: Clock) -> None:
    member = cast["harmed_worker"]
    agree_words(safe=SAFE, danger=DANGER, by=member.worker, clock=clock)
    plan = plan_visit(
        on=clock.today(),
        minutes=60,
        how_long="1 hour",
        words=VisitWords("The library, by the side door", "01632 960340, then the office", "", "By bus"),
        room=_rooms_of(cast, "harmed_worker")[0],
        buddy=None,
        by=member.worker,
        keyring=member.keyring,
        clock=clock,
    )
    if isinstance(plan, Refused):
        raise InventionRefused(plan)


def _looked_back(cast: Cast, clock: Clock) -> None:
    member = cast["harmed_worker"]
    row = keep_reflection(
        words={
            "safety": "I asked about money at the very end, when the coat was on already.",
            "next": "Ask before the tea is made, and leave a silence after it.",
        },
        is_looked_through=True,
        by=member.worker,
        keyring=member.keyring,
        clock=clock,
    )
    if isinstance(row, Refused):
        raise InventionRefused(row)
    reader = cast.worker("supervisor")
    show_reflection(reflection=row, to=reader, by=member.worker, keyring=member.keyring, clock=clock)


def _seen_at_work(cast: Cast, clock: Clock) -> None:
    seen_by, member, on = cast["supervisor"], cast["harmed_worker"], clock.today() - timedelta(days=40)
    row = attest(
        worker=member.worker,
        subject=Subject.OBSERVED,
        on=on,
        until=observed_until(on),
        basis=Basis.OBSERVED,
        given_by=seen_by.worker,
        by=seen_by.worker,
        keyring=seen_by.keyring,
        clock=clock,
    )
    if isinstance(row, Refused):
        raise InventionRefused(row)
    confirm(attestation=row, by=member.worker, keyring=member.keyring, clock=clock)


def _groups(cast: Cast, clock: Clock) -> None:
    first, second = (cast.worker(part) for part in LED_BY)
    for number, kind in enumerate((Kind.BEHAVIOUR, Kind.HARMED)):
        made = make_cohort(
            kind=kind, size=8, first=first, second=second, by=cast.worker("manager"), clock=clock
        )
        if isinstance(made, Refused):
            raise InventionRefused(made)
        for week in range(2):
            day = clock.today() + timedelta(days=7 * week + number)
            add_session(cohort=made, on=day, by=first, clock=clock)
        _somebody_waits(cast, made, "harmed_worker" if number else "other_worker", clock)


def _somebody_waits(cast: Cast, cohort: Cohort, part: str, clock: Clock) -> None:
    """One who waits. Where nobody of the case is asked beside it, its supervisor must say why."""
    member = cast[part]
    for room in _rooms_of(cast, part):
        place = ask_place(
            cohort=cohort,
            room=room,
            called="R." if cohort.kind == Kind.BEHAVIOUR else "M.",
            needs="Larger print",
            beside=None,
            by=member.worker,
            keyring=member.keyring,
            clock=clock,
        )
        if not isinstance(place, Refused):
            return
