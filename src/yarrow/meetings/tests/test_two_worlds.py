"""What the other side's worker sees never depends on another room (security.md T02).

The same pages are read before and after much happened in the rooms they are not in: the bytes
must be equal. What is random in every page (tokens, ids) is masked.
"""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from yarrow.config.families import Family, open_family
from yarrow.gate.facts.change import Separation, SeparationState
from yarrow.gate.facts.who import Reach
from yarrow.gate.words import LongText
from yarrow.kernel.clock import FixedClock
from yarrow.meetings.actions import raise_unease, write_brief
from yarrow.meetings.brief import BriefContent
from yarrow.meetings.models import Plan
from yarrow.meetings.terms import PlanState
from yarrow.rooms.actions import attest, drop_note, let_in, open_drops, quarantine_entry

from .conftest import Browser, arranged, proposed
from .reading import masked

Happening = Callable[[Family, Plan, FixedClock], None]


def addresses(family: Family, plan: Plan) -> list[str]:
    own, theirs = family.rooms["other"].pk, family.rooms["harmed"].pk
    return [
        reverse("desk:today"),
        reverse("desk:case", args=[family.case.pk]),
        reverse("desk:stop", args=[family.case.pk]),
        reverse("desk:care_card", args=[family.case.pk]),
        reverse("desk:allocate", args=[family.case.pk]),
        reverse("meetings:plan", args=[plan.pk]),
        reverse("meetings:not_easy", args=[plan.pk]),
        reverse("meetings:easy", args=[plan.pk]),
        reverse("meetings:sign", args=[plan.pk]),
        reverse("meetings:arrange", args=[plan.pk]),
        reverse("meetings:messages", args=[plan.pk]),
        reverse("meetings:hour", args=[family.case.pk]),
        reverse("meetings:brief", args=[plan.pk, own]),
        reverse("meetings:preview", args=[plan.pk, own]),
        reverse("meetings:brief", args=[plan.pk, theirs]),
        reverse("record:room", args=[theirs]),
    ]


def seen(visitor: Client, family: Family, plan: Plan) -> list[str]:
    pages = [masked(visitor.get(path)) for path in addresses(family, plan)]
    posts = [
        masked(visitor.post(reverse("meetings:sign", args=[plan.pk]))),
        masked(visitor.post(reverse("meetings:brief", args=[plan.pk, family.rooms["other"].pk]))),
        masked(visitor.post(reverse("meetings:arrange", args=[plan.pk]))),
        masked(visitor.post(reverse("meetings:hour", args=[family.case.pk]))),
    ]
    return pages + posts


def of_one_family(visitor: Client, family: Family, plan: Plan) -> list[str]:
    """Everything but Today, which shows all families at once."""
    return seen(visitor, family, plan)[1:]


def much_is_recorded(family: Family, plan: Plan, clock: FixedClock) -> None:
    reach = Reach(
        phone="01632 960001",
        when_safe=LongText("Mornings."),
        who_may_answer=LongText("Nobody else."),
        confirmed_on=clock.today(),
    )
    entries = family.record("harmed", reach, reach)
    member = family.holder("harmed")
    quarantine_entry(room=family.rooms["harmed"], entry=entries[1].pk, by=member.worker, clock=clock)
    attest(room=family.rooms["harmed"], by=member.worker, keyring=member.keyring, clock=clock)


def something_is_confided(family: Family, plan: Plan, clock: FixedClock) -> None:
    family.record("harmed", Separation(state=SeparationState.PLANNED))


def the_team_reads_its_notes(family: Family, plan: Plan, clock: FixedClock) -> None:
    something_is_confided(family, plan, clock)
    member = family.holder("team")
    open_drops(room=family.rooms["team"], by=member.worker, keyring=member.keyring, clock=clock)


def a_brief_is_written(family: Family, plan: Plan, clock: FixedClock) -> None:
    write_brief(
        plan=plan,
        room=family.rooms["harmed"],
        supervisor=family.cast.worker("signing_supervisor"),
        content=BriefContent(codes=("E7",), facts=(), words="She wants this."),
        by=family.cast.worker("harmed_worker"),
        clock=clock,
    )


def somebody_is_not_easy(family: Family, plan: Plan, clock: FixedClock) -> None:
    raise_unease(plan=plan, by=family.cast.worker("child_worker"), clock=clock)


def a_note_waits_in_the_child_s_room(family: Family, plan: Plan, clock: FixedClock) -> None:
    member = family.holder("harmed")
    drop_note(
        room=family.rooms["child"],
        fact=Separation(state=SeparationState.PLANNED),
        by=member.worker,
        keyring=member.keyring,
        clock=clock,
    )


def somebody_is_let_into_her_room(family: Family, plan: Plan, clock: FixedClock) -> None:
    member = family.holder("harmed")
    let_in(
        room=family.rooms["harmed"],
        worker=family.cast.worker("specialist"),
        by=member.worker,
        keyring=member.keyring,
        clock=clock,
    )


HAPPENINGS: list[Happening] = [
    much_is_recorded,
    something_is_confided,
    the_team_reads_its_notes,
    a_brief_is_written,
    somebody_is_not_easy,
    a_note_waits_in_the_child_s_room,
    somebody_is_let_into_her_room,
]


@pytest.mark.parametrize("happens", HAPPENINGS)
@pytest.mark.parametrize("state", [PlanState.PROPOSED, PlanState.ARRANGED])
def test_what_happens_in_other_rooms_changes_no_byte_for_the_other_side(
    happens: Happening, state: PlanState, family: Family, browser: Browser, clock: FixedClock
) -> None:
    plan = proposed(family, clock)
    if state == PlanState.ARRANGED:
        arranged(plan, clock, clock.now() + timedelta(days=10))
    seen(browser("other_worker"), family, plan)  # their own refused posts wait as drafts from here on
    before = seen(browser("other_worker"), family, plan)

    happens(family, plan, clock)

    assert seen(browser("other_worker"), family, plan) == before


def test_two_families_that_differ_inside_her_room_read_the_same(
    family: Family, browser: Browser, clock: FixedClock
) -> None:
    another = open_family(cast=family.cast, clock=clock)
    plans = [proposed(family, clock), proposed(another, clock)]
    for happens in HAPPENINGS:
        happens(another, plans[1], clock)
    visitor = browser("other_worker")

    worlds = [
        [page.replace(str(each.case.reference), "NUMBER") for page in of_one_family(visitor, each, plan)]
        for each, plan in zip((family, another), plans, strict=True)
    ]

    assert worlds[0] == worlds[1]
