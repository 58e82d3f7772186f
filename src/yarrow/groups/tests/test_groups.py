"""A place begins only when what stands beside it is settled; neither side learns of the other."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db.transaction import atomic
from django.urls import reverse

from tests.browsers import Browser
from yarrow.audit.actions import append
from yarrow.audit.terms import Event
from yarrow.cases.tests.reading import masked, words_of
from yarrow.config import ready
from yarrow.config.families import Family
from yarrow.gate.facts.groups import ContactOffered, PartnerContactAsked
from yarrow.groups.actions import (
    add_session,
    answer_beside,
    ask_place,
    keep_attendance,
    make_cohort,
    say_why_nobody,
    take_in,
)
from yarrow.groups.models import Cohort, Place, Session, Told
from yarrow.groups.queries import owed_by, register_of, settled
from yarrow.groups.rules import day_is_free, may_begin, missed_running
from yarrow.groups.terms import Came, Kind, Standing, WhyNobody
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.rooms.actions import open_drops
from yarrow.staff.queries import the_service


def cohort_of(family: Family, kind: Kind = Kind.BEHAVIOUR, first: str = "outsider") -> Cohort:
    cast = family.cast
    made = make_cohort(
        kind=kind,
        size=2,
        first=cast.worker(first),
        second=cast.worker("duty"),
        by=cast.worker("manager"),
        clock=family.clock,
    )
    assert isinstance(made, Cohort)
    return made


def asks(family: Family, cohort: Cohort, part: str = "other", beside: str | None = "harmed") -> Any:
    member = family.holder(part)
    return ask_place(
        cohort=cohort,
        room=family.rooms[part],
        called="R.",
        needs="",
        beside=family.rooms[beside] if beside else None,
        by=member.worker,
        keyring=member.keyring,
        clock=family.clock,
    )


def answers(
    family: Family, place: UUID, offered: ContactOffered = ContactOffered.WANTED, words: str = ""
) -> Any:
    member = family.holder("harmed")
    told: dict[str, Any] = {"by": member.worker, "keyring": member.keyring, "clock": family.clock}
    open_drops(room=family.rooms["harmed"], **told)
    return answer_beside(room=family.rooms["harmed"], place=place, offered=offered, words=words, **told)


def takes_in(family: Family, place: Place, part: str = "outsider") -> Any:
    return take_in(place=place, by=family.cast.worker(part), clock=family.clock)


def attendance(family: Family, cohort: Cohort, place: Place, how: Came) -> None:
    cast = family.cast
    day = add_session(cohort=cohort, on=family.clock.today(), by=cast.worker("duty"), clock=family.clock)
    assert isinstance(day, Session)
    keep_attendance(
        session=day,
        came={place.pk: how},
        by=cast.worker("outsider"),
        keyring=cast.keyring("outsider"),
        clock=family.clock,
    )


# --- the rules ---


@pytest.mark.once
def test_two_reasons_of_safety_are_one_sentence_and_unknown_refuses() -> None:
    asked: dict[str, Any] = {"in_group": 0, "size": 2, "asks_beside": True}
    unsettled = may_begin(is_settled=False, others_apart=True, **asked)
    together = may_begin(is_settled=True, others_apart=False, **asked)

    assert isinstance(unsettled, Refused)
    assert unsettled == together
    assert not isinstance(may_begin(is_settled=True, others_apart=True, **asked), Refused)
    full = may_begin(is_settled=True, others_apart=True, **(asked | {"in_group": 2}))
    assert isinstance(full, Refused)


@pytest.mark.once
@pytest.mark.parametrize(
    ("came", "told"),
    [
        ([], False),
        (["not"], False),
        (["came", "not"], False),
        (["not", "not"], True),
        (["not", "excused"], False),
        (["not", "unknown"], False),
    ],
)
def test_not_coming_twice_running_is_told(came: list[str], told: bool) -> None:  # noqa: FBT001  # pytest's table
    assert missed_running(came) is told


@pytest.mark.once
def test_groups_for_different_people_never_meet_on_one_day(clock: FixedClock) -> None:
    day = clock.today()

    assert isinstance(day_is_free(day, of_other_kind={day}, own=()), Refused)
    assert not isinstance(day_is_free(day, of_other_kind={day + timedelta(days=1)}, own=()), Refused)


# --- refusals ---


def test_day_of_the_others_is_refused(family: Family, clock: FixedClock) -> None:
    one, two = cohort_of(family), cohort_of(family, Kind.HARMED)
    add_session(cohort=one, on=clock.today(), by=family.cast.worker("duty"), clock=clock)

    answer = add_session(cohort=two, on=clock.today(), by=family.cast.worker("duty"), clock=clock)

    assert isinstance(answer, Refused)


def test_group_led_by_a_worker_of_the_case_is_refused(family: Family) -> None:
    assert isinstance(asks(family, cohort_of(family, first="child_worker")), Refused)
    assert not Place.objects.exists()


def test_place_of_which_nothing_is_settled_does_not_begin(family: Family) -> None:
    place = asks(family, cohort_of(family))

    assert isinstance(takes_in(family, place), Refused)
    answers(family, place.pk, ContactOffered.UNKNOWN)
    assert isinstance(takes_in(family, place), Refused)
    assert isinstance(answers(family, place.pk, ContactOffered.NOT_SAFE), Refused)
    assert isinstance(takes_in(family, place), Refused)


def test_settled_by_a_row_put_in_by_hand_counts_for_nothing(family: Family) -> None:
    place = asks(family, cohort_of(family))
    forged: dict[str, Any] = {"subject": place.pk, "actor": None, "clock": family.clock}
    with atomic():
        append(chain=the_service().pk, event=Event.BESIDE_SETTLED, digest=b"\1" * 32, **forged)

    assert settled([place.pk]) == set()


def test_two_of_one_case_are_not_taken_into_one_group(family: Family) -> None:
    cohort = cohort_of(family, Kind.HARMED)
    one, two = asks(family, cohort, "harmed", None), asks(family, cohort, "child", None)

    assert not isinstance(takes_in(family, one), Refused)
    refusal = takes_in(family, two)

    assert isinstance(refusal, Refused)
    assert "Nobody here may know more" in refusal.reasons[0].text


@pytest.mark.parametrize("part", ["lead", "other_worker", "supervisor", "manager"])
def test_register_is_not_there_for_who_does_not_lead_the_group(
    family: Family, browser: Browser, part: str
) -> None:
    cohort = cohort_of(family)
    place = asks(family, cohort)

    assert browser(part).get(reverse("groups:one", args=[cohort.pk])).status_code == 404
    assert browser(part).post(reverse("groups:take_in", args=[place.pk])).status_code == 404
    with pytest.raises(NotThere):
        takes_in(family, place, part)


def test_supervisor_cannot_settle_what_was_asked_of_her_worker(family: Family, clock: FixedClock) -> None:
    place = asks(family, cohort_of(family))
    cast = family.cast

    with pytest.raises(NotThere):
        say_why_nobody(
            place=place,
            why=WhyNobody.NOBODY,
            by=cast.worker("supervisor"),
            keyring=cast.keyring("supervisor"),
            clock=clock,
        )


# --- neither side learns of the other ---


def test_what_she_answers_changes_no_byte_of_his_pages(family: Family, browser: Browser) -> None:
    place = asks(family, cohort_of(family))
    ready.read_waiting_notes(family)
    room = family.rooms["other"].pk
    paths = ["/", reverse("record:room", args=[room]), reverse("groups:place", args=[room]), "/groups/"]
    browser("other_worker").get(paths[1])
    before = [masked(browser("other_worker").get(path)) for path in paths]
    group = reverse("groups:one", args=[place.cohort_id])
    seen = masked(browser("outsider").get(group))

    answers(family, place.pk, ContactOffered.DECLINED, "She wants nobody to know.")

    assert [masked(browser("other_worker").get(path)) for path in paths] == before
    assert masked(browser("outsider").get(group)) == seen


def test_whether_he_came_changes_no_byte_of_her_pages(family: Family, browser: Browser) -> None:
    cohort = cohort_of(family)
    place = asks(family, cohort)
    answers(family, place.pk)
    takes_in(family, place)
    room = family.rooms["harmed"].pk
    paths = ["/", reverse("record:room", args=[room]), reverse("groups:beside", args=[room]), "/groups/owed/"]
    browser("harmed_worker").get(paths[1])
    before = [masked(browser("harmed_worker").get(path)) for path in paths]

    attendance(family, cohort, place, Came.NOT)

    assert [masked(browser("harmed_worker").get(path)) for path in paths] == before
    own = words_of(browser("other_worker").get(reverse("groups:place", args=[family.rooms["other"].pk])))
    assert "Did not come" in own


# --- what can be done ---


def test_place_begins_when_she_was_offered_contact_whatever_she_said(family: Family) -> None:
    place = asks(family, cohort_of(family))
    answers(family, place.pk, ContactOffered.DECLINED)

    assert not isinstance(takes_in(family, place), Refused)
    place.refresh_from_db()
    assert place.standing == Standing.IN_GROUP


def test_supervisor_says_why_nobody_is_asked(family: Family, browser: Browser) -> None:
    place = asks(family, cohort_of(family), beside=None)
    page = words_of(browser("supervisor").get("/groups/owed/"))
    assert f"Case {family.case.reference}" in page
    assert "Why is nobody offered contact?" in page

    field = f"{place.pk.hex}-why"
    browser("supervisor").post(reverse("groups:why", args=[place.pk]), {field: "elsewhere"})

    assert not isinstance(takes_in(family, place), Refused)


def test_not_coming_twice_is_told_to_the_case_supervisor_alone(family: Family, clock: FixedClock) -> None:
    cohort, cast = cohort_of(family), family.cast
    place = asks(family, cohort)
    answers(family, place.pk)
    takes_in(family, place)
    for _week in range(2):
        attendance(family, cohort, place, Came.NOT)
        clock.move_to(clock.now() + timedelta(days=7))

    owed = owed_by(cast.worker("supervisor"), cast.keyring("supervisor"))

    assert [each.missed_on for each in owed] == [clock.today() - timedelta(days=7)]
    told = set(Told.objects.values_list("worker__username", flat=True))
    assert told == {"other_worker", "supervisor"}


def test_who_leads_reads_what_they_are_called_and_no_case(family: Family, browser: Browser) -> None:
    cohort = cohort_of(family)
    asks(family, cohort)
    cast = family.cast

    shown = register_of(cohort, cast.worker("outsider"), cast.keyring("outsider"))
    page = words_of(browser("outsider").get(reverse("groups:one", args=[cohort.pk])))

    assert [each.called for each in shown] == ["R."]
    assert str(family.case.reference) not in page


def test_her_worker_is_asked_by_a_note_in_her_room(family: Family, browser: Browser) -> None:
    place = asks(family, cohort_of(family))
    ready.read_waiting_notes(family)
    address = reverse("groups:beside", args=[family.rooms["harmed"].pk])
    assert PartnerContactAsked.title in words_of(
        browser("harmed_worker").get(reverse("record:room", args=[family.rooms["harmed"].pk]))
    )

    browser("harmed_worker").post(address, {"offered": "wanted", "words": "By telephone, mornings."})

    assert settled([place.pk]) == {place.pk}
    assert "Nothing is asked here now." in words_of(browser("harmed_worker").get(address))
