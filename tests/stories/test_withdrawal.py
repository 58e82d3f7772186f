"""The evening before a meeting somebody stops taking part: nothing goes out, and nothing tells."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.apps import apps
from django.core import mail  # noqa: TID251  # read only: that it stays empty

from yarrow.config.families import Family
from yarrow.config.ready import day as on_the_day
from yarrow.config.tests.meeting import arranged_family
from yarrow.gate.day.beginning import STOPPED_SINCE
from yarrow.gate.facts.choice import Consent, ConsentValue
from yarrow.gate.words import LongText
from yarrow.kernel.clock import FixedClock
from yarrow.meetings.models import FollowUp, Plan, Sitting
from yarrow.meetings.terms import FollowUpKind
from yarrow.rooms.models import Drop

from .browsing import Somebody
from .conftest import ComeIn

pytestmark = [pytest.mark.story, pytest.mark.long]

HERS = "I have thought about it all day, and I do not want to sit in a room with him."
TO_HIM = "It is not going ahead. Hana will say so if that changes. Please do not ask Anwen."
EXACTLY = "The words, exactly as they will be read"
ARRANGED = "Arranged for 17 March 2026, 09:35."
UNTIL_SET = "Not going ahead for now. Say nothing before 19 March 2026, 18:00."
AS_SHE_SAYS = "Not going ahead for now. Say nothing before 18 March 2026, 11:00."
MAY_CHANGE = {
    "audit.AuditEvent",
    "cases.Stop",
    "matching.MatchNote",
    "rooms.Drop",
    "rooms.Draft",
    "rooms.Entry",
    "sessions.Session",
}
"""Where rows come or go when it is recorded: the entry, the stop, the trace, the note for the team,
and the note that every writing leaves for intake, whatever was written."""


@pytest.fixture
def plan(family: Family, clock: FixedClock) -> Plan:
    """Arranged a week ago; it is 18:00 on the evening before."""
    made = arranged_family(family, clock)
    assert made.planned_for is not None
    clock.move_to((made.planned_for - timedelta(days=1)).replace(hour=18, minute=0))
    return made


def rows() -> dict[str, int]:
    """How many rows there are in every table."""
    return {model._meta.label: model.objects.count() for model in apps.get_models()}


def pages_of(worker: Somebody, family: Family, plan: Plan) -> dict[str, str]:
    """What a worker with one room reads, wherever they may look."""
    own = f"/r/{family.rooms['other'].pk}/"
    paths = ("/", f"/c/{family.case.pk}/", f"/p/{plan.pk}/", f"/p/{plan.pk}/day/", own, f"{own}after/")
    return {path: worker.go(path).words for path in paths}


def when_she_stops_taking_part(hana: Somebody, family: Family) -> None:
    """It is recorded in her room, in her words, and that is all that is done."""
    withdrawn = Consent(value=ConsentValue.WITHDRAWN, condition=LongText(HERS))
    before, notes = rows(), Drop.objects.exclude(room=family.rooms["team"]).count()
    hana.record(f"/r/{family.rooms['harmed'].pk}/", withdrawn).reads(HERS)
    after = rows()
    assert {table for table in after if after[table] != before[table]} <= MAY_CHANGE
    assert Drop.objects.exclude(room=family.rooms["team"]).count() == notes
    assert after["cases.Stop"] > before["cases.Stop"]
    assert mail.outbox == []


def then_the_others_read_one_line(before: dict[str, str], after: dict[str, str], line: str) -> None:
    """Word for word the same pages; only the line of the plan is another one."""
    for path, words in before.items():
        assert after[path] == words.replace(ARRANGED, line)
        assert HERS not in after[path]
    assert sum(ARRANGED in words for words in before.values()) > 1


def when_the_hour_is_set_with_her(hana: Somebody, family: Family, clock: FixedClock) -> None:
    hana.go(f"/c/{family.case.pk}/").follow("What may be said, and from when")
    hana.reads(
        "Nothing is said to anybody before 19 March 2026, 18:00.", "Agree the hour with the person harmed."
    )
    hana.moment(clock.now().replace(hour=11) + timedelta(days=2)).press("Set this hour").reads(AS_SHE_SAYS)


def when_her_words_are_passed_on(hana: Somebody, family: Family, clock: FixedClock) -> None:
    """What is said to him is hers, word for word; it lies in the shared room, for every worker."""
    hana.go(f"/c/{family.case.pk}/").follow("What may be said, and from when")
    hana.follow("Pass on the words agreed with Anwen").write(EXACTLY, TO_HIM)
    hana.choose("Where they will be read", "Shared room")
    hana.write("How they agreed, and what they were shown", "Read back to her on the telephone.")
    hana.day("The day they agreed", clock.today()).press("See what will be read").reads(TO_HIM)
    hana.press("Pass on exactly this").reads("Passed on, word for word.")


def then_her_own_room_is_as_it_was(hana: Somebody, family: Family) -> None:
    """Support goes on as before; nothing in it speaks of what does not go ahead."""
    hana.go(f"/r/{family.rooms['harmed'].pk}/").reads(
        "Note a call", "Prepare with them", "Follow-ups", "What they want, and next steps", HERS
    )
    hana.reads("What remains possible, whatever must still be in place").reads_nothing_of("Not going ahead")


def then_nobody_begins_next_day(lena: Somebody, family: Family, plan: Plan, clock: FixedClock) -> None:
    """Not even with everything else in place; and the reason is the same for every stop."""
    for part in ("other", "child"):
        family.record(part, *on_the_day.of_person(part, clock.today()))
    lena.go("/").follow("The day").reads(AS_SHE_SAYS, STOPPED_SINCE.text).reads_nothing_of(HERS)
    lena.go(f"/p/{plan.pk}/day/begin/").press("Begin").reads("There is a problem", STOPPED_SINCE.text)
    lena.reads_nothing_of(HERS, "Has stopped taking part")
    assert not Sitting.objects.exists()


def when_the_plan_is_set_aside(lena: Somebody, plan: Plan) -> None:
    lena.go(f"/p/{plan.pk}/").follow("Set this plan aside").press("Set it aside")
    lena.reads("Set aside. Support goes on.")


def then_everybody_is_to_be_told(family: Family) -> None:
    """The same row for every person: it tells nothing of whose wish it was."""
    owed = FollowUp.objects.values_list("kind", "due_on", "done_on", "room")
    people = [family.rooms[part].pk for part in ("harmed", "other", "child")]
    assert sorted(str(room) for *_row, room in owed) == sorted(str(room) for room in people)
    assert len({tuple(row) for *row, _room in owed}) == 1
    assert {kind for kind, *_rest in owed} == {FollowUpKind.TELL_OUTCOME}


def test_who_stops_the_evening_before_is_believed_and_nobody_is_told_why(
    come_in: ComeIn, family: Family, plan: Plan, clock: FixedClock, pass_time: Callable[..., None]
) -> None:
    hana, owen, lena = (come_in(part, has_script=False) for part in ("harmed_worker", "other_worker", "lead"))
    before = pages_of(owen, family, plan)

    when_she_stops_taking_part(hana, family)
    then_the_others_read_one_line(before, pages_of(owen, family, plan), UNTIL_SET)
    when_the_hour_is_set_with_her(hana, family, clock)
    after = pages_of(owen, family, plan)
    assert "Tell them how it ended" in after.pop(next(path for path in before if path.endswith("/after/")))
    then_the_others_read_one_line({path: before[path] for path in after}, after, AS_SHE_SAYS)
    when_her_words_are_passed_on(hana, family, clock)
    owen.go(f"/r/{family.rooms['shared'].pk}/").press("Read them into this room").reads(
        TO_HIM
    ).reads_nothing_of(HERS)
    then_her_own_room_is_as_it_was(hana, family)

    pass_time(hours=15, minutes=35)
    lena.sign_in("lead")
    then_nobody_begins_next_day(lena, family, plan, clock)
    when_the_plan_is_set_aside(lena, plan)
    then_everybody_is_to_be_told(family)
    hana.sign_in("harmed_worker").go(f"/r/{family.rooms['harmed'].pk}/").follow("Follow-ups")
    hana.reads("Tell them how it ended: by", "They are asked first, before anybody else.")
    assert mail.outbox == []
