"""What a guest of a partner service is shown of a plan: no case, no name, no colour of a room."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext

from yarrow.design.environment import day
from yarrow.meetings.gate import plan_as_written
from yarrow.meetings.models import Brief, Plan, SignOff, Unease
from yarrow.meetings.queries import briefs_for, question_of
from yarrow.rooms.rules import preview_mark
from yarrow.rooms.terms import RoomKind
from yarrow.sealing.keyring import Keyring
from yarrow.staff.models import Worker

from .faces import ShownBrief, opened_brief
from .released import ReleasedPlan, released


@dataclass(frozen=True, slots=True)
class GuestBrief:
    """A brief without whose it is or who wrote it."""

    about: str
    written: str
    until: str
    waiting: tuple[str, ...]
    facts: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True)
class AskedPlan:
    """A plan in a guest's list."""

    id: UUID
    number: str
    shown: ReleasedPlan
    signed: str
    """The day on which this guest signed it; empty where they have not."""
    said_not_easy: bool


def number_of(plan: UUID) -> str:
    """By what a guest and a lead can speak of one plan: the beginning of its random id."""
    return f"{plan.hex[:4]}-{plan.hex[4:8]}".upper()


def asked_shown(plans: Iterable[Plan], guest: Worker, now: datetime) -> list[AskedPlan]:
    """The guest's list; four queries, however many plans."""
    found = list(plans)
    signed = dict(SignOff.objects.filter(plan__in=found, supervisor=guest).values_list("plan", "signed_at"))
    mine = Unease.objects.filter(plan__in=found, worker=guest, lifted_at__isnull=True)
    uneasy = set(mine.values_list("plan", flat=True))
    return [
        AskedPlan(
            id=shown.id,
            number=number_of(shown.id),
            shown=shown,
            signed=day(signed[shown.id].date()) if shown.id in signed else "",
            said_not_easy=shown.id in uneasy,
        )
        for shown in released(found, now)
    ]


def guest_briefs(plan: Plan, guest: Worker, keyring: Keyring, on: date) -> list[GuestBrief]:
    """The briefs in date that were sealed to this guest, opened; numbered in an order that tells nothing."""
    briefs = sorted(briefs_for(guest, plan, on), key=lambda brief: brief.pk)
    return [
        _without_names(number, brief, opened_brief(brief, keyring)) for number, brief in enumerate(briefs, 1)
    ]


def _without_names(number: int, brief: Brief, shown: ShownBrief) -> GuestBrief:
    of_one, of_team = gettext("Brief %(number)s: of one person"), gettext("Brief %(number)s: of the team")
    about = of_one if brief.room.kind == RoomKind.PERSON else of_team
    return GuestBrief(
        about=about % {"number": number},
        written=shown.written,
        until=day(brief.expires_on),
        waiting=shown.waiting,
        facts=shown.facts,
        words=shown.words,
    )


def mark_of_plan(plan: Plan, on: date) -> str:
    """The beginning of the digest of the plan as it is written, in groups of four."""
    written = plan_as_written(plan, question_of(plan, on)).hex()[:16].upper()
    return " ".join(written[place : place + 4] for place in range(0, len(written), 4))


def seen_mark(plan: Plan, guest: Worker, on: date) -> str:
    """What the page with the press showed: this plan, and these very briefs."""
    briefs = sorted(str(pk) for pk in briefs_for(guest, plan, on).values_list("pk", flat=True))
    return preview_mark(words=";".join([mark_of_plan(plan, on), *briefs]), target=plan.pk)
