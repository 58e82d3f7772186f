"""T02, pair by pair: one pair of worlds for each way in which a page might tell, and planted leaks.

Each pair agrees on the released trace; what differs is named by its key. The short run leaves out those that
another pair beside them comes near to (docs/decisions/0023).
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.http import HttpRequest, HttpResponse

from yarrow.cases.actions import name_harm
from yarrow.desk.views import case as case_page
from yarrow.gate.facts.change import (
    CourtEvent,
    CourtEventKind,
    Escalation,
    GoneQuiet,
    NewPartner,
    Pregnancy,
    Release,
    Separation,
    SeparationState,
)
from yarrow.gate.facts.choice import Consent, ConsentValue, Hope, Statement
from yarrow.gate.facts.course import Course, NextStep, SlippingSign, Which, WhoseWish
from yarrow.gate.facts.harm import Harm, Incident, Part
from yarrow.gate.facts.orders import Bar, Order, OrderKind, OrderState
from yarrow.gate.facts.risk import Level, RiskAssessed
from yarrow.gate.facts.team import VenuePlan
from yarrow.gate.words import Answer as Said
from yarrow.gate.words import LongText
from yarrow.meetings.actions import raise_unease, sign_plan
from yarrow.rooms.actions import open_room
from yarrow.rooms.models import Entry
from yarrow.rooms.terms import RoomKind

from .answers import Answer
from .emergency import opened_at_night
from .script import (
    HARMED_SIDE,
    OTHER_SIDE,
    SIGNING,
    SUPERVISING,
    WITHOUT_ROOMS,
    Act,
    Deed,
    KeepDraft,
    LetIn,
    PassOn,
    ReadNotes,
    Script,
    SendNote,
    SetHour,
    Side,
    Step,
    StillSo,
    Stop,
    TakeOut,
    Uneasy,
    Write,
    WriteBrief,
)
from .settled import Settled
from .worlds import Look, World, differences, glance_inside, lived, read_and_press_all

pytestmark = pytest.mark.once  # the one script of test_two_worlds is told on every database

HOUR, DAY = 60, 24 * 60
SAID = LongText("He said that he would come on Thursday, by the back lane.")

WITHDRAWN = Consent(value=ConsentValue.WITHDRAWN)
INCIDENT = Incident(part=Part.WAS_HARMED, form=Harm.THREAT, words=SAID)
PARTING = Separation(state=SeparationState.PLANNED, words=SAID)
WITH_CHILD = Pregnancy()
BREACH = Order(
    reference="FC 1", kind_of_order=OrderKind.NON_MOLESTATION, state=OrderState.MADE, bars=(Bar.DIRECT,)
)
NOW_UNKNOWN = RiskAssessed(
    level=Level.UNKNOWN, own_view=SAID, reasons=LongText("It is not clear."), review_on=date(2026, 4, 1)
)
WISH_TO_PART = Course(which=Which.PARTING, whose=WhoseWish.OWN, words=SAID)
LIVING_TOGETHER = tuple(
    Write("harmed", fact)
    for fact in (
        Course(which=Which.LIVING_TOGETHER, whose=WhoseWish.OWN, words=SAID),
        SlippingSign(sign=SAID, then=SAID),
        NextStep(words=SAID),
    )
)
HEARING = CourtEvent(event=CourtEventKind.HEARING, words=SAID)
HEARING_ALL_KNOW_OF = CourtEvent(event=CourtEventKind.HEARING, words=SAID, known_to_all=Said.YES)
RELEASE_ALL_KNOW_OF = Release(known_to_all=Said.YES)
STATEMENT = Statement(source="Themselves", words=SAID)

Acts = tuple[Act, ...]
Pair = tuple[Acts, Acts]


def script(*steps: tuple[Acts, Acts, Acts, int]) -> Script:
    """Steps as first life, second life, released, minutes."""
    return tuple(Step((one, two), released, minutes) for one, two, released, minutes in steps)


def once(pair: Pair, *, minutes: int = HOUR, released: Acts = ()) -> Script:
    return script((*pair, released, minutes))


def another_room(world: World) -> object:
    """A second child's room: nobody joins the case for it."""
    supervisor, child_worker = (world.settled.cast.worker(part) for part in ("supervisor", "child_worker"))
    return open_room(
        case=world.family.case, kind=RoomKind.PERSON, holders=[child_worker], by=supervisor, clock=world.clock
    )


def another_harm(world: World) -> object:
    return name_harm(case=world.family.case, by=world.settled.cast.worker("supervisor"), clock=world.clock)


def sign_again(world: World) -> object:
    signer = world.settled.cast["signing_supervisor"]
    return sign_plan(plan=world.settled.arranged, by=signer.worker, keyring=signer.keyring, clock=world.clock)


def uneasy_about_the_letter(world: World) -> object:
    lead = world.settled.cast.worker("lead")
    return raise_unease(plan=world.settled.carried, by=lead, clock=world.clock)


def a_card_is_opened(world: World) -> object:
    """Hers, at night, by the other colleague on duty."""
    return opened_at_night(world.family, by="intake_two")


def many(room: str, count: int) -> Acts:
    return tuple(Write(room, Hope(words=LongText(f"A quiet evening, number {n}."))) for n in range(count))


NOTHING: Acts = ()

FOR_THE_OTHER_SIDE: dict[str, Script] = {
    "one_withdraws_the_other_was_threatened": once(
        ((Write("harmed", WITHDRAWN),), (Write("harmed", INCIDENT),))
    ),
    "an_order_or_a_threat": once(((Write("harmed", BREACH),), (Write("harmed", INCIDENT),))),
    "a_stop_from_her_room_or_from_the_childs": once(
        ((Write("harmed", INCIDENT),), (Write("child", Escalation(words=SAID)),))
    ),
    "a_stop_from_her_room_or_from_her_workers_desk": once(
        ((Write("harmed", INCIDENT),), (Deed(lambda world: world.does(Stop("harmed_worker"))),))
    ),
    "a_hearing_that_she_alone_knows_of_or_a_threat": once(
        ((Write("harmed", HEARING),), (Write("harmed", INCIDENT),))
    ),
    "a_hearing_or_a_release_that_all_know_of_from_one_room_or_another": once(
        ((Write("harmed", HEARING_ALL_KNOW_OF),), (Write("child", RELEASE_ALL_KNOW_OF),)),
        released=(ReadNotes("other"),),
    ),
    "a_parting_confided_or_nothing_an_hour_later": once(((Write("harmed", PARTING),), NOTHING)),
    "a_parting_confided_or_nothing_just_before_the_pause_ends": once(
        ((Write("harmed", PARTING),), NOTHING), minutes=3 * DAY - 1
    ),
    "a_parting_whose_hour_is_set_or_nothing_before_that_hour": once(
        ((Write("harmed", PARTING), SetHour(30)), NOTHING), minutes=20 * HOUR
    ),
    "a_parting_or_a_pregnancy_after_the_pause": once(
        ((Write("harmed", PARTING),), (Write("harmed", WITH_CHILD),)), minutes=3 * DAY + 1
    ),
    "living_together_or_nothing": once((LIVING_TOGETHER, NOTHING)),
    "a_wish_to_part_or_something_else_confided": once(
        ((Write("harmed", WISH_TO_PART),), (Write("harmed", WITH_CHILD),)), minutes=3 * DAY + 1
    ),
    "a_wish_to_part_or_nothing_an_hour_later": once(((Write("harmed", WISH_TO_PART),), NOTHING)),
    "after_a_stop_more_is_recorded_or_nothing": script(
        (NOTHING, NOTHING, (Stop("specialist"),), 5 * HOUR),
        ((Write("harmed", INCIDENT), Write("harmed", GoneQuiet(words=SAID))), NOTHING, (), 5 * HOUR),
    ),
    "after_a_stop_something_is_confided_or_nothing": script(
        (NOTHING, NOTHING, (Stop("specialist"),), 5 * HOUR),
        ((Write("harmed", PARTING),), NOTHING, (), 3 * DAY + HOUR),
    ),
    "after_the_hour_is_set_more_is_recorded_or_nothing": script(
        (NOTHING, NOTHING, (Stop("specialist"), SetHour(48)), 5 * HOUR),
        ((Write("harmed", INCIDENT),), NOTHING, (), 5 * HOUR),
    ),
    "her_answer_quietly_becomes_no_or_stays_yes": once(((Write("harmed", NOW_UNKNOWN),), NOTHING)),
    "a_quiet_no_and_then_a_stop_whose_hour_is_set": script(
        (NOTHING, NOTHING, (Stop("specialist"),), HOUR),
        ((Write("harmed", NOW_UNKNOWN),), NOTHING, (SetHour(20),), 21 * HOUR),
    ),
    "much_is_recorded_or_nothing": once((many("harmed", 25) + many("child", 5), NOTHING)),
    "an_entry_is_taken_out_or_not": once(((TakeOut("harmed", 3), TakeOut("team", 0)), NOTHING)),
    "notes_wait_or_do_not": once(
        ((SendNote("harmed", "child_worker", "x"), SendNote("child", "harmed_worker", "x")), NOTHING)
    ),
    "notes_were_read_or_wait": once(((ReadNotes("harmed"), ReadNotes("team"), ReadNotes("child")), NOTHING)),
    "it_is_still_so_or_nobody_said": once(((StillSo("harmed"), StillSo("child")), NOTHING)),
    "a_colleague_is_not_easy_or_is": once(((Uneasy("harmed_worker"), Uneasy("lead")), NOTHING)),
    "not_easy_about_a_proposal_or_easy": once(((Deed(uneasy_about_the_letter),), NOTHING)),
    "a_brief_was_written_or_not": once(((WriteBrief("harmed", "x"), WriteBrief("team", "y")), NOTHING)),
    "it_was_signed_again_or_not": once(((Deed(sign_again),), NOTHING)),
    "somebody_was_let_in_or_not": once(
        ((LetIn("harmed", "specialist"), LetIn("team", "specialist")), NOTHING)
    ),
    "words_are_being_typed_or_not": once(((KeepDraft("harmed", "x" * 3000),), NOTHING)),
    "words_were_shared_inside_or_not": once(
        ((PassOn("harmed", "team", "x"), PassOn("child", "harmed", "y")), NOTHING)
    ),
    "another_child_has_a_room_or_not": once(((Deed(another_room),), NOTHING)),
    "an_emergency_card_was_opened_again_or_not": once(((Deed(a_card_is_opened),), NOTHING)),
    "another_harm_was_named_or_not": once(((Deed(another_harm),), NOTHING)),
    "the_venue_is_settled_or_not": once(((Write("team", VenuePlan(place=LongText("The hall"))),), NOTHING)),
    "a_new_partner_or_nobody_before_a_plan_is_set_aside": once(
        ((Write("harmed", NewPartner(words=SAID)),), (Write("harmed", INCIDENT),))
    ),
}

FOR_THE_HARMED_SIDE: dict[str, Script] = {
    "a_hearing_that_he_alone_knows_of_or_a_release": once(
        ((Write("other", HEARING),), (Write("other", Release()),))
    ),
    "a_hearing_or_a_release_that_all_know_of": once(
        ((Write("other", HEARING_ALL_KNOW_OF),), (Write("other", RELEASE_ALL_KNOW_OF),)),
        released=(ReadNotes("harmed"), ReadNotes("team")),
    ),
    "one_withdraws_the_other_has_an_order": once(((Write("other", WITHDRAWN),), (Write("other", BREACH),))),
    "he_speaks_of_an_incident_or_of_a_retort": once(
        ((Write("other", INCIDENT),), (Write("other", Escalation(words=SAID)),))
    ),
    "much_is_recorded_or_nothing": once((many("other", 25), NOTHING)),
    "living_together_or_not_decided": once(
        (
            (Write("other", Course(which=Which.LIVING_TOGETHER)),),
            (Write("other", Course(which=Which.NOT_DECIDED)),),
        )
    ),
    "a_wish_to_part_or_a_parting": once(((Write("other", WISH_TO_PART),), (Write("other", PARTING),))),
    "an_entry_is_taken_out_or_not": once(((TakeOut("other", 3),), NOTHING)),
    "notes_wait_or_do_not": once(((SendNote("other", "child_worker", "x"),), NOTHING)),
    "notes_were_read_or_wait": once(((ReadNotes("other"),), NOTHING)),
    "it_is_still_so_or_nobody_said": once(((StillSo("other"),), NOTHING)),
    "his_answer_quietly_becomes_no_or_stays_yes": once(((Write("other", NOW_UNKNOWN),), NOTHING)),
    "a_colleague_is_not_easy_or_is": once(((Uneasy("other_worker"),), NOTHING)),
    "a_brief_was_written_or_not": once(((WriteBrief("other", "x"),), NOTHING)),
    "words_are_being_typed_or_not": once(((KeepDraft("other", "x"),), NOTHING)),
    "somebody_was_let_in_or_not": once(((LetIn("other", "specialist"),), NOTHING)),
    "after_a_stop_one_withdraws_the_other_has_an_order": script(
        (NOTHING, NOTHING, (Stop("specialist"),), 5 * HOUR),
        ((Write("other", WITHDRAWN),), (Write("other", BREACH),), (), 5 * HOUR),
    ),
}

FOR_THE_OTHERS: dict[str, tuple[Side, Script]] = {
    "supervisor": (
        SUPERVISING,
        once(((*many("harmed", 5), TakeOut("other", 2), Write("child", NOW_UNKNOWN)), NOTHING)),
    ),
    "specialist": (
        WITHOUT_ROOMS,
        once(((*many("harmed", 5), Write("other", NOW_UNKNOWN), TakeOut("team", 1)), NOTHING)),
    ),
    "signing_supervisor": (
        SIGNING,
        once(((*many("harmed", 5), TakeOut("other", 1), StillSo("child")), NOTHING)),
    ),
}


LIKE_ANOTHER_FOR_THE_OTHER_SIDE = {
    "an_order_or_a_threat": "one_withdraws_the_other_was_threatened",
    "a_hearing_that_she_alone_knows_of_or_a_threat": "one_withdraws_the_other_was_threatened",
    "a_stop_from_her_room_or_from_the_childs": "a_stop_from_her_room_or_from_her_workers_desk",
    "a_parting_confided_or_nothing_an_hour_later": "a_parting_confided_or_nothing_just_before_the_pause_ends",
    "a_wish_to_part_or_something_else_confided": "a_parting_or_a_pregnancy_after_the_pause",
    "a_wish_to_part_or_nothing_an_hour_later": "living_together_or_nothing",
    "after_a_stop_something_is_confided_or_nothing": "after_a_stop_more_is_recorded_or_nothing",
    "her_answer_quietly_becomes_no_or_stays_yes": "a_quiet_no_and_then_a_stop_whose_hour_is_set",
    "not_easy_about_a_proposal_or_easy": "a_colleague_is_not_easy_or_is",
    "another_harm_was_named_or_not": "another_child_has_a_room_or_not",
    "a_new_partner_or_nobody_before_a_plan_is_set_aside": "one_withdraws_the_other_was_threatened",
}
"""Pairs of the long run, each with the pair of the short run that goes the same way through the rules."""
LIKE_ANOTHER_FOR_THE_HARMED_SIDE = {
    "a_hearing_that_he_alone_knows_of_or_a_release": "one_withdraws_the_other_has_an_order",
    "he_speaks_of_an_incident_or_of_a_retort": "one_withdraws_the_other_has_an_order",
    "a_wish_to_part_or_a_parting": "living_together_or_not_decided",
    "notes_were_read_or_wait": "notes_wait_or_do_not",
    "a_brief_was_written_or_not": "a_colleague_is_not_easy_or_is",
    "words_are_being_typed_or_not": "an_entry_is_taken_out_or_not",
    "it_is_still_so_or_nobody_said": "his_answer_quietly_becomes_no_or_stays_yes",
}
"""The same for the harmed side; what is left out here is asked in the short run for the other side."""


def pairs(of: dict[str, Script], in_the_long_run: Mapping[str, str]) -> list[Any]:
    """Each pair by its name, and marked where the short run leaves it out."""
    if wrong := (in_the_long_run.keys() | set(in_the_long_run.values())) - of.keys():
        raise LookupError(wrong)
    if set(in_the_long_run.values()) & in_the_long_run.keys():
        raise LookupError(in_the_long_run)  # what stands for another is in the short run itself
    return [
        pytest.param(play, id=name, marks=[pytest.mark.long] if name in in_the_long_run else [])
        for name, play in of.items()
    ]


Life = tuple[tuple[Acts, Acts, int], ...]
_LIVED: dict[tuple[UUID, Side, Life, Look], list[Answer]] = {}
"""Lives that were lived and looked at already: many pairs have the uneventful one in common."""


def told(settled: Settled, side: Side, play: Script, look: Look = glance_inside) -> str:
    one, two = (_seen(settled, side, play, world, look) for world in (0, 1))
    return differences(one, two)


def _seen(settled: Settled, side: Side, play: Script, world: int, look: Look) -> list[Answer]:
    life = tuple((step.private[world], step.released, step.minutes) for step in play)
    key = settled.family.case.pk, side, life, look
    if key not in _LIVED:
        _LIVED[key] = lived(settled, side, play, world, look)
    return _LIVED[key]


@pytest.mark.in_turn(10)
@pytest.mark.parametrize("play", pairs(FOR_THE_OTHER_SIDE, LIKE_ANOTHER_FOR_THE_OTHER_SIDE))
def test_the_other_sides_worker_is_told_nothing(settled: Settled, play: Script) -> None:
    assert not told(settled, OTHER_SIDE, play)


@pytest.mark.in_turn(4)
@pytest.mark.parametrize("play", pairs(FOR_THE_HARMED_SIDE, LIKE_ANOTHER_FOR_THE_HARMED_SIDE))
def test_the_harmed_sides_worker_is_told_nothing(settled: Settled, play: Script) -> None:
    assert not told(settled, HARMED_SIDE, play)


@pytest.mark.in_turn(1)
@pytest.mark.parametrize("pair", FOR_THE_OTHERS.values(), ids=FOR_THE_OTHERS)
def test_nobody_else_on_the_case_is_told_anything(settled: Settled, pair: tuple[Side, Script]) -> None:
    assert not told(settled, *pair)


@pytest.mark.long
@pytest.mark.parametrize(
    ("side", "play"),
    [
        *((OTHER_SIDE, play) for play in FOR_THE_OTHER_SIDE.values()),
        *((HARMED_SIDE, play) for play in FOR_THE_HARMED_SIDE.values()),
        *FOR_THE_OTHERS.values(),
    ],
)
def test_no_page_and_no_press_tells_anybody_anything(settled: Settled, side: Side, play: Script) -> None:
    assert not told(settled, side, play, read_and_press_all)


# --- controls: what is planted is found ---


def entries_of_the_case(world_case: object) -> int:
    return Entry.objects.filter(room__case=world_case).count()


def _count_in_the_page(answer: HttpResponse, count: int) -> None:
    answer.content = answer.content.replace(b"</main>", b"<!-- %d --></main>" % count)


def _count_in_a_header(answer: HttpResponse, count: int) -> None:
    answer["X-Served-In"] = str(count)


def _count_in_a_space(answer: HttpResponse, count: int) -> None:
    answer.content += b" " * (count % 7)


@pytest.mark.parametrize("leak", [_count_in_the_page, _count_in_a_header, _count_in_a_space])
def test_a_planted_leak_is_found(
    settled: Settled, monkeypatch: pytest.MonkeyPatch, leak: Callable[[HttpResponse, int], None]
) -> None:
    drawn = case_page.render

    def leaking(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
        answer = drawn(request, template, context)
        leak(answer, entries_of_the_case(context["case"]))
        return answer

    monkeypatch.setattr(case_page, "render", leaking)
    monkeypatch.setattr(f"{__name__}._LIVED", {})
    play = once(((Write("harmed", STATEMENT),), NOTHING))

    assert "/c/" in told(settled, OTHER_SIDE, play)


def test_worlds_that_differ_in_the_released_trace_are_told_apart(settled: Settled) -> None:
    play = once(((Write("harmed", INCIDENT),), NOTHING))
    hours = script((NOTHING, NOTHING, (Stop("specialist"),), 1), ((Deed(_another_hour),), NOTHING, (), 1))

    asked = once(((Write("harmed", HEARING_ALL_KNOW_OF),), (Write("harmed", HEARING),)))

    assert "Not going ahead for now" in told(settled, OTHER_SIDE, play)
    assert told(settled, OTHER_SIDE, hours)
    assert "notes wait" in told(settled, OTHER_SIDE, asked)


def _another_hour(world: World) -> None:
    world.clock.move_to(world.clock.now() + timedelta(hours=1))
    world.does(SetHour(5))
