"""What one person signed, refused or says was not kept changes no byte that anybody else may see (T02).

The long run looks at everything that may happen with everybody's eyes; the short run at each of them with one
pair of eyes, and with the other side's at all (docs/decisions/0023).
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from tests.browsers import Browser
from yarrow.cases.tests.reading import masked
from yarrow.config.families import Family
from yarrow.config.ready import agreement as ready
from yarrow.gate.facts.agreement import Kept, Signing, SigningValue
from yarrow.gate.words import LongText
from yarrow.kernel.clock import FixedClock
from yarrow.meetings.models import Plan

from .conftest import wait

Happening = Callable[[str, Family, UUID], object]
CANARY = "the swallows under the eaves"


def signs(part: str, family: Family, line: UUID) -> None:
    ready.ask_apart(family, part)


def does_not_sign(part: str, family: Family, line: UUID) -> None:
    ready.ask_apart(family, part, Signing(value=SigningValue.NOT_SIGNED, words=LongText(CANARY)))


def wants_changes(part: str, family: Family, line: UUID) -> None:
    ready.ask_apart(family, part, Signing(value=SigningValue.WANTS_CHANGES, words=LongText(CANARY)))


def takes_it_back(part: str, family: Family, line: UUID) -> None:
    signs(part, family, line)
    does_not_sign(part, family, line)


def was_not_kept(part: str, family: Family, line: UUID) -> None:
    ready.say_how_it_went(family, part, line, Kept.NOT_KEPT, CANARY)


def was_kept(part: str, family: Family, line: UUID) -> None:
    ready.say_how_it_went(family, part, line, Kept.KEPT)


BEFORE_IT_STANDS: list[Happening] = [signs, does_not_sign, wants_changes, takes_it_back]
WHEN_IT_STANDS: list[Happening] = [was_kept, was_not_kept]
SIDES = [
    ("other_worker", "other", "harmed"),
    ("harmed_worker", "harmed", "other"),
    ("child_worker", "child", "harmed"),
]
OUTSIDE = ["supervisor", "signing_supervisor", "specialist"]


LONG = pytest.mark.long


def with_eyes(happenings: list[Happening], eyes: list[Any], *, always: int) -> list[Any]:
    """Each happening with each of ``eyes``; in the short run the first ``always``, and one of the rest."""
    rest = len(eyes) - always
    return [
        pytest.param(
            eye,
            happens,
            id=f"{eye if isinstance(eye, str) else eye[0]}-{happens.__name__}",
            marks=[] if number < always or happened % rest == number - always else [LONG],
        )
        for happened, happens in enumerate(happenings)
        for number, eye in enumerate(eyes)
    ]


def offered(family: Family, plan: Plan, clock: FixedClock) -> UUID:
    lines = ready.write_lines(family)
    ready.offer(family, plan, lines)
    wait(clock)
    return lines[0]


def agreed(family: Family, plan: Plan, clock: FixedClock) -> UUID:
    line = offered(family, plan, clock)
    for part in ("harmed", "other"):
        ready.ask_apart(family, part)
    ready.settle(family)
    return line


def seen(visitor: Client, family: Family, plan: Plan, line: UUID) -> list[str]:
    """Every page about it with the ids of every room, whether it is theirs or not, and of a day's work."""
    rooms = family.rooms.values()
    pages = [
        reverse(f"agreements:{name}", args=[room.pk])
        for name in ("agreement", "add", "offer", "end", "settle", "sign", "copy")
        for room in rooms
    ]
    pages += [
        reverse(f"agreements:{name}", args=[room.pk, line]) for name in ("change", "kept") for room in rooms
    ]
    pages += [reverse("desk:today"), reverse("desk:case", args=[family.case.pk])]
    pages += [reverse("meetings:plan", args=[plan.pk])]
    pages += [reverse("record:room", args=[room.pk]) for room in rooms]
    return [masked(visitor.get(page)) for page in pages]


@pytest.mark.parametrize(("side", "happens"), with_eyes(BEFORE_IT_STANDS, SIDES, always=1))
def test_what_somebody_said_when_asked_apart_is_seen_by_nobody_else(
    side: tuple[str, str, str],
    happens: Happening,
    family: Family,
    plan: Plan,
    browser: Browser,
    clock: FixedClock,
) -> None:
    observer, own, theirs = side
    line = offered(family, plan, clock)
    ready.ask_apart(family, own)
    visitor = browser(observer)
    before = seen(visitor, family, plan, line)

    happens(theirs, family, line)

    assert seen(visitor, family, plan, line) == before
    assert not any(CANARY in page for page in before)


@pytest.mark.parametrize(("side", "happens"), with_eyes(WHEN_IT_STANDS, SIDES, always=1))
def test_what_one_person_says_of_a_line_is_seen_by_nobody_else(
    side: tuple[str, str, str],
    happens: Happening,
    family: Family,
    plan: Plan,
    browser: Browser,
    clock: FixedClock,
) -> None:
    observer, _, theirs = side
    line = agreed(family, plan, clock)
    visitor = browser(observer)
    before = seen(visitor, family, plan, line)

    happens(theirs, family, line)

    assert seen(visitor, family, plan, line) == before


@pytest.mark.parametrize(
    ("observer", "happens"), with_eyes([*BEFORE_IT_STANDS, *WHEN_IT_STANDS], OUTSIDE, always=0)
)
def test_who_is_in_no_person_s_room_sees_nothing_of_it(
    observer: str, happens: Happening, family: Family, plan: Plan, browser: Browser, clock: FixedClock
) -> None:
    line = agreed(family, plan, clock) if happens in WHEN_IT_STANDS else offered(family, plan, clock)
    visitor = browser(observer)
    before = seen(visitor, family, plan, line)

    happens("harmed", family, line)

    assert seen(visitor, family, plan, line) == before


def test_pressing_for_her_side_tells_the_other_worker_nothing(
    family: Family, plan: Plan, browser: Browser, clock: FixedClock
) -> None:
    line = offered(family, plan, clock)
    visitor, room = browser("other_worker"), family.rooms["other"]
    sign, once = reverse("agreements:sign", args=[room.pk]), "9b2f4b1e-5f2d-4c0e-9d0a-3a4f1c2b7e65"
    typed = {"value": "signed", "alone": "yes", "free": "yes", "read_out": "yes", "words": "", "once": once}

    def press_and_look() -> list[str]:
        said = masked(visitor.post(sign, typed))
        visitor.get(reverse("desk:today"))  # says "recorded" once
        return [said, *seen(visitor, family, plan, line)]

    before = press_and_look()
    does_not_sign("harmed", family, line)

    assert press_and_look() == before
