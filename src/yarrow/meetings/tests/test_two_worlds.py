"""What a worker of one side sees never depends on the other person's room (security.md T02).

The same pages are read before and after much happened in the rooms they are not in: the bytes
must be equal. What is random in every page (tokens, ids) is masked.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.browsers import Browser
from yarrow.cases.tests.reading import masked
from yarrow.config.families import Family, open_family
from yarrow.gate.facts.change import Separation, SeparationState
from yarrow.gate.facts.who import Reach
from yarrow.gate.words import LongText
from yarrow.kernel.clock import FixedClock
from yarrow.meetings.actions import raise_unease, write_brief
from yarrow.meetings.brief import BriefContent
from yarrow.meetings.models import Plan
from yarrow.meetings.terms import PlanState
from yarrow.rooms.actions import ask_grant, attest, drop_note, fulfil_grants, open_drops, quarantine_unchecked
from yarrow.rooms.queries import holds

from .conftest import arranged, proposed

pytestmark = pytest.mark.long  # the barrier's pairs look at more pages

Happening = Callable[[str, Family, Plan, FixedClock], None]
"""What happens in the room of one person, named by its part."""


@dataclass(frozen=True, slots=True)
class Side:
    """Whose eyes the pages are seen with, their own person's room, and the room they are not in."""

    observer: str
    own: str
    theirs: str


OTHER_SIDE = Side("other_worker", own="other", theirs="harmed")
HARMED_SIDE = Side("harmed_worker", own="harmed", theirs="other")
"""Holds the team's room too, where a change is told; but not in whose room it was recorded."""


def addresses(side: Side, family: Family, plan: Plan) -> list[str]:
    own, theirs = family.rooms[side.own].pk, family.rooms[side.theirs].pk
    return [
        reverse("desk:today"),
        reverse("desk:case", args=[family.case.pk]),
        reverse("desk:stop", args=[family.case.pk]),
        reverse("desk:care_card", args=[family.case.pk]),
        reverse("desk:allocate", args=[family.case.pk]),
        reverse("meetings:plan", args=[plan.pk]),
        reverse("meetings:day", args=[plan.pk]),
        reverse("meetings:begin", args=[plan.pk]),
        reverse("meetings:day_room", args=[plan.pk, own]),
        reverse("meetings:day_room", args=[plan.pk, theirs]),
        reverse("meetings:not_easy", args=[plan.pk]),
        reverse("meetings:easy", args=[plan.pk]),
        reverse("meetings:sign", args=[plan.pk]),
        reverse("meetings:arrange", args=[plan.pk]),
        reverse("carrying:words", args=[own]),
        reverse("carrying:words", args=[theirs]),
        reverse("meetings:hour", args=[family.case.pk]),
        reverse("meetings:brief", args=[plan.pk, own]),
        reverse("meetings:preview", args=[plan.pk, own]),
        reverse("meetings:brief", args=[plan.pk, theirs]),
        reverse("record:room", args=[theirs]),
        *(reverse("record:room", args=[family.rooms[part].pk]) for part in ("child", "team", "shared")),
    ]


def seen(visitor: Client, side: Side, family: Family, plan: Plan) -> list[str]:
    pages = [masked(visitor.get(path)) for path in addresses(side, family, plan)]
    posts = [
        masked(visitor.post(reverse("meetings:sign", args=[plan.pk]))),
        masked(visitor.post(reverse("meetings:brief", args=[plan.pk, family.rooms[side.own].pk]))),
        masked(visitor.post(reverse("meetings:arrange", args=[plan.pk]))),
        masked(visitor.post(reverse("meetings:hour", args=[family.case.pk]))),
    ]
    return pages + posts


def of_one_family(visitor: Client, side: Side, family: Family, plan: Plan) -> list[str]:
    """Everything but Today, which shows all families at once; without the number of the case."""
    pages = seen(visitor, side, family, plan)[1:]
    return [page.replace(str(family.case.reference), "NUMBER") for page in pages]


def much_is_recorded(part: str, family: Family, plan: Plan, clock: FixedClock) -> None:
    reach = Reach(
        phone="01632 960001",
        when_safe=LongText("Mornings."),
        who_may_answer=LongText("Nobody else."),
        confirmed_on=clock.today(),
    )
    room, member = family.rooms[part], family.holder(part)
    entries = family.record(part, reach, reach)
    quarantine_unchecked(room=room, entry=entries[1].pk, by=member.worker, clock=clock)
    attest(room=room, by=member.worker, keyring=member.keyring, clock=clock)


def something_is_confided(part: str, family: Family, plan: Plan, clock: FixedClock) -> None:
    family.record(part, Separation(state=SeparationState.PLANNED))


def the_team_reads_its_notes(part: str, family: Family, plan: Plan, clock: FixedClock) -> None:
    something_is_confided(part, family, plan, clock)
    member = family.cast["supervisor"]
    open_drops(room=family.rooms["team"], by=member.worker, keyring=member.keyring, clock=clock)


def a_brief_is_written(part: str, family: Family, plan: Plan, clock: FixedClock) -> None:
    write_brief(
        plan=plan,
        room=family.rooms[part],
        supervisor=family.cast.worker("signing_supervisor"),
        content=BriefContent(codes=("E7",), facts=(), words="They want this."),
        by=family.holder(part).worker,
        clock=clock,
    )


def somebody_is_not_easy(part: str, family: Family, plan: Plan, clock: FixedClock) -> None:
    raise_unease(plan=plan, by=family.cast.worker("child_worker"), clock=clock)


def a_note_waits_in_the_child_s_room(part: str, family: Family, plan: Plan, clock: FixedClock) -> None:
    member = family.holder(part)
    drop_note(
        room=family.rooms["child"],
        fact=Separation(state=SeparationState.PLANNED),
        by=member.worker,
        keyring=member.keyring,
        clock=clock,
    )


def somebody_is_let_in(part: str, family: Family, plan: Plan, clock: FixedClock) -> None:
    room, newcomer, member = family.rooms[part], family.cast.worker("specialist"), family.holder(part)
    ask_grant(room=room, worker=newcomer, by=family.cast.worker("supervisor"), clock=clock)
    fulfil_grants(by=member.worker, keyring=member.keyring, clock=clock)
    assert holds(newcomer, room)


QUIET: list[Happening] = [
    much_is_recorded,
    a_brief_is_written,
    somebody_is_not_easy,
    a_note_waits_in_the_child_s_room,
    somebody_is_let_in,
]
TOLD_TO_THE_TEAM: list[Happening] = [something_is_confided, the_team_reads_its_notes]
PAIRS = [
    *((OTHER_SIDE, happens) for happens in (*QUIET, *TOLD_TO_THE_TEAM)),
    *((HARMED_SIDE, happens) for happens in QUIET),
]


@pytest.mark.parametrize(("side", "happens"), PAIRS)
@pytest.mark.parametrize("state", [PlanState.PROPOSED, PlanState.ARRANGED])
def test_what_happens_in_rooms_they_are_not_in_changes_no_byte(
    side: Side, happens: Happening, state: PlanState, family: Family, browser: Browser, clock: FixedClock
) -> None:
    plan, visitor = proposed(family, clock), browser(side.observer)
    if state == PlanState.ARRANGED:
        arranged(plan, clock, clock.now() + timedelta(days=10))
    seen(visitor, side, family, plan)  # their own refused posts wait as drafts from here on
    before = seen(visitor, side, family, plan)

    happens(side.theirs, family, plan, clock)

    assert seen(visitor, side, family, plan) == before


@pytest.mark.parametrize(
    ("side", "happenings"), [(OTHER_SIDE, [*QUIET, *TOLD_TO_THE_TEAM]), (HARMED_SIDE, QUIET)]
)
def test_two_families_that_differ_inside_rooms_they_are_not_in_read_the_same(
    side: Side, happenings: list[Happening], family: Family, browser: Browser, clock: FixedClock
) -> None:
    another, visitor = open_family(cast=family.cast, clock=clock), browser(side.observer)
    plans = [proposed(family, clock), proposed(another, clock)]
    for happens in happenings:
        happens(side.theirs, another, plans[1], clock)

    one, two = (
        of_one_family(visitor, side, each, plan) for each, plan in zip((family, another), plans, strict=True)
    )

    assert one == two


@pytest.mark.parametrize("happens", TOLD_TO_THE_TEAM)
def test_harmed_person_s_worker_is_told_of_a_change_and_never_in_whose_room(
    happens: Happening, family: Family, browser: Browser, clock: FixedClock
) -> None:
    families = [family, open_family(cast=family.cast, clock=clock)]
    plans = [arranged(proposed(each, clock), clock, clock.now() + timedelta(days=10)) for each in families]
    for part, each, plan in zip(("other", "child"), families, plans, strict=True):
        happens(part, each, plan, clock)
    visitor = browser(HARMED_SIDE.observer)

    one, two = (
        of_one_family(visitor, HARMED_SIDE, each, plan) for each, plan in zip(families, plans, strict=True)
    )

    assert one == two
