"""Counting the people that the two-person rules need."""

from collections import Counter
from datetime import date, datetime, time
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string

from yarrow.custody.models import CustodyEvent, Round
from yarrow.custody.rules import Need, People, what_stays_off
from yarrow.custody.terms import Happened
from yarrow.kernel.clock import LOCAL
from yarrow.practice.queries import in_date_of, supervises_in_date
from yarrow.practice.rules import SUPERVISION_HOLDS_FOR
from yarrow.staff.models import Worker
from yarrow.staff.queries import Arrivals, active_workers
from yarrow.staff.queries.freezing import frozen_among
from yarrow.staff.terms import OUTSIDE, Post


def people(today: date) -> People:
    """Everybody who works here now, by post."""
    workers = list(active_workers())
    posts = Counter(worker.post for worker in workers)
    practitioners = [worker for worker in workers if worker.post == Post.PRACTITIONER]
    trained, supervised = _trained_and_supervised(practitioners, today)
    newest = Round.objects.order_by("-number").first()
    staff = [worker for worker in workers if worker.post not in OUTSIDE]
    on_duty = [row.worker_id for row in import_string(settings.PEOPLE_ON_DUTY)()]
    return People(
        practitioners=len(practitioners),
        trained_practitioners=trained,
        supervised_practitioners=supervised,
        supervisors=posts[Post.SUPERVISOR],
        looking_after=posts[Post.SUPERVISOR] + posts[Post.MANAGER],
        intake=posts[Post.INTAKE],
        specialists=posts[Post.SPECIALIST],
        duty=len(on_duty),
        everybody=len(staff),
        guest_can_sign=_guest_can_sign(workers, today),
        custodians=newest.custodians.count() if newest is not None else 0,
        has_drilled=CustodyEvent.objects.filter(happened=Happened.DRILL_PASSED).exists(),
        **_who_count_as_two(staff, today, on_duty=on_duty),
    )


def _who_count_as_two(staff: list[Worker], today: date, *, on_duty: list[UUID]) -> dict[str, bool]:
    """Of supervisors any two, of everybody two who are left while nobody, one or two are missing."""
    arrivals, now = Arrivals(), datetime.combine(today, time.min, LOCAL)
    everybody = [worker.pk for worker in staff]
    supervisors = [worker.pk for worker in staff if worker.post == Post.SUPERVISOR]
    keepers = [worker.pk for worker in staff if worker.post in {Post.SUPERVISOR, Post.MANAGER}]
    over = {*on_duty, *(worker.pk for worker in staff if worker.post == Post.MANAGER)}
    return {
        "keepers_are_two": arrivals.two_are_left(keepers, now),
        "openings_reviewed": bool(on_duty)
        and all(any(arrivals.are_two(one, other, now) for other in over) for one in on_duty),
        "supervisors_are_two": arrivals.two_are_left(supervisors, now),
        "two_in_all": arrivals.two_are_left(everybody, now),
        "two_without_one": arrivals.two_are_left(everybody, now, missing=1),
        "two_without_two": arrivals.two_are_left(everybody, now, missing=2),
    }


def _guest_can_sign(workers: list[Worker], today: date) -> bool:
    """Whether some guest could sign whoever of the supervisors here supervises the case."""
    arrivals, now = Arrivals(), datetime.combine(today, time.min, LOCAL)
    supervisors = [worker.pk for worker in workers if worker.post == Post.SUPERVISOR]
    guests = [worker.pk for worker in workers if worker.post == Post.GUEST]
    frozen = frozen_among(guests)
    return any(
        guest not in frozen
        and supervises_in_date(guest, today)
        and all(arrivals.are_two(guest, each, now) for each in supervisors)
        for guest in guests
    )


def _trained_and_supervised(practitioners: list[Worker], today: date) -> tuple[int, int]:
    """How many have domestic abuse training in date, and how many were supervised in time (E5, E6)."""
    found = in_date_of([worker.pk for worker in practitioners], today).values()
    trained = [each.dva_competent_until for each in found if each.dva_competent_until is not None]
    seen = [each.supervised_on for each in found if each.supervised_on is not None]
    in_time = [day for day in seen if today - day <= SUPERVISION_HOLDS_FOR]
    return len([day for day in trained if day >= today]), len(in_time)


def what_is_off(today: date) -> tuple[Need, ...]:
    """Every rule that needs people, and whether they are here."""
    return what_stays_off(people(today))
