"""Counting the people that the two-person rules need."""

from collections import Counter
from datetime import date

from django.conf import settings
from django.utils.module_loading import import_string

from yarrow.custody.models import CustodyEvent, Round
from yarrow.custody.rules import Need, People, what_stays_off
from yarrow.custody.terms import Happened
from yarrow.staff.models import Competence, Worker
from yarrow.staff.queries import active_workers
from yarrow.staff.terms import CompetenceKind, Post


def people(today: date) -> People:
    """Everybody who works here now, by post."""
    workers = list(active_workers())
    posts = Counter(worker.post for worker in workers)
    practitioners = [worker for worker in workers if worker.post == Post.PRACTITIONER]
    newest = Round.objects.order_by("-number").first()
    return People(
        practitioners=len(practitioners),
        trained_practitioners=_trained(practitioners, today),
        supervisors=posts[Post.SUPERVISOR],
        intake=posts[Post.INTAKE],
        specialists=posts[Post.SPECIALIST],
        duty=import_string(settings.PEOPLE_ON_DUTY)().count(),
        everybody=len(workers),
        custodians=newest.custodians.count() if newest is not None else 0,
        has_drilled=CustodyEvent.objects.filter(happened=Happened.DRILL_PASSED).exists(),
    )


def _trained(practitioners: list[Worker], today: date) -> int:
    """How many are competent today, asked at once: the newest line of each counts (domain.md E5)."""
    lines = Competence.objects.filter(kind=CompetenceKind.DVA_COMPETENT, worker__in=practitioners)
    newest = {line.worker_id: line.until for line in lines.order_by("id")}
    return sum(until >= today for until in newest.values())


def what_is_off(today: date) -> tuple[Need, ...]:
    """Every rule that needs people, and whether they are here."""
    return what_stays_off(people(today))
