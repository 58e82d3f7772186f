"""Who is refused, first of all; every refusal where there is something to be kept from them."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from tests.browsers import Browser
from yarrow.cases.actions import exclude_worker
from yarrow.config.families import Family
from yarrow.emergency.actions import (
    leave_word,
    look_for,
    name_duty_person,
    open_card,
    review_opening,
    take_off_duty,
    write_card,
)
from yarrow.emergency.content import SearchWords
from yarrow.emergency.models import (
    DutyPerson,
    EmergencyCopy,
    EmergencyOpening,
    EmergencySearch,
    LookingCopy,
    OpeningCopy,
)
from yarrow.emergency.queries import openings_to_review
from yarrow.emergency.terms import Outcome
from yarrow.gate.facts.emergency import DutyNote, OpeningReason
from yarrow.gate.words import LongText
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.kernel.ids import new_id
from yarrow.rooms.actions import quarantine_unchecked
from yarrow.staff.actions import freeze, leave_service
from yarrow.staff.models import Worker
from yarrow.staff.tests.door import prove, unproved

from .steps import SECRET, WHY, card, copy_of, find, found, look, name, opened, typed, write

LOOK = "/emergency/"
NOTE = DutyNote(words=LongText("He had gone when they came."))


def barred(family: Family, part: str = "duty") -> None:
    cast = family.cast
    exclude_worker(
        case=family.case, worker=cast.worker(part), by=cast.worker("supervisor"), clock=family.clock
    )


def frozen(family: Family, part: str = "duty") -> None:
    cast = family.cast
    freeze(worker=cast.worker(part), by=cast.worker("manager"), clock=family.clock)


def left(family: Family, part: str = "duty") -> None:
    cast = family.cast
    leave_service(worker=cast.worker(part), by=cast.worker("manager"), clock=family.clock)


def off(family: Family, part: str = "duty") -> None:
    cast = family.cast
    take_off_duty(worker=cast.worker(part), by=cast.worker("manager"), clock=family.clock)


Loss = Callable[[Family], None]
LOSSES: list[Loss] = [barred, frozen, left, off]


# --- who is not on duty ---


@pytest.mark.parametrize(
    "part", ["harmed_worker", "other_worker", "lead", "supervisor", "manager", "specialist"]
)
def test_nobody_but_who_was_named_looks_for_a_card(on_duty: Family, browser: Browser, part: str) -> None:
    assert browser(part).get(LOOK).status_code == 404
    assert browser(part).post(LOOK, typed()).status_code == 404
    with pytest.raises(NotThere):
        look(on_duty, part=part)
    assert not EmergencySearch.objects.exists()


def test_nobody_not_on_duty_is_asked_for_a_passphrase_by_the_page(on_duty: Family, browser: Browser) -> None:
    unproved(browser("lead"))

    assert browser("lead").get(LOOK).status_code == 404


def test_who_is_on_duty_shows_again_that_it_is_them_and_loses_no_word(
    on_duty: Family, browser: Browser
) -> None:
    unproved(browser("duty"))

    assert browser("duty").get(LOOK)["Location"] == "/prove/"
    assert find(browser("duty")) == "/prove/"
    assert not EmergencySearch.objects.exists()
    prove(browser("duty"), on_duty.cast.worker("duty"))
    assert WHY in browser("duty").get(LOOK).content.decode()


@pytest.mark.parametrize("part", ["harmed_worker", "lead", "duty", "specialist", "researcher"])
def test_nobody_else_names_who_is_on_duty(on_duty: Family, browser: Browser, part: str) -> None:
    assert browser(part).get("/emergency/people/").status_code == 404
    with pytest.raises(NotThere):
        name(on_duty, "specialist", by=part)
    assert DutyPerson.objects.count() == 2


def test_nobody_names_themselves(on_duty: Family) -> None:
    mari = on_duty.cast.worker("manager")

    assert isinstance(name_duty_person(worker=mari, by=mari, clock=on_duty.clock), Refused)
    with pytest.raises(IntegrityError), transaction.atomic():
        DutyPerson.objects.create(worker=mari, named_by=mari, named_on=on_duty.clock.today())


@pytest.mark.parametrize("part", ["researcher", "ex_worker"])
def test_research_and_who_has_left_are_not_named(on_duty: Family, part: str) -> None:
    cast = on_duty.cast

    said = name_duty_person(worker=cast.worker(part), by=cast.worker("manager"), clock=on_duty.clock)

    assert isinstance(said, Refused)


def test_somebody_frozen_is_not_named(on_duty: Family) -> None:
    frozen(on_duty, "specialist")
    cast = on_duty.cast

    said = name_duty_person(worker=cast.worker("specialist"), by=cast.worker("manager"), clock=on_duty.clock)

    assert isinstance(said, Refused)


# --- who may no longer ---


@pytest.mark.parametrize("loss", LOSSES)
def test_copies_are_gone_at_once(on_duty: Family, loss: Loss) -> None:
    assert found(on_duty, "anwen") == ["Anwen"]

    loss(on_duty)

    assert not EmergencyCopy.objects.filter(worker__username="duty").exists()
    assert found(on_duty, "anwen", "outsider") == ["Anwen"]


@pytest.mark.parametrize("loss", LOSSES)
def test_what_was_found_before_opens_nothing_any_more(on_duty: Family, loss: Loss) -> None:
    search, copy, member = look(on_duty), copy_of(on_duty), on_duty.cast["duty"]
    assert isinstance(search, EmergencySearch)

    loss(on_duty)

    with pytest.raises(NotThere):
        open_card(
            search_id=search.pk,
            copy_id=copy,
            by=Worker.objects.get(pk=member.worker.pk),
            keyring=member.keyring,
            clock=on_duty.clock,
        )
    assert not EmergencyOpening.objects.exists()


def test_card_that_is_open_closes_for_who_is_barred(on_duty: Family, browser: Browser) -> None:
    page = reverse("emergency:opened", args=[opened(on_duty).pk])
    assert SECRET in browser("duty").get(page).content.decode()

    barred(on_duty)

    assert browser("duty").get(page).status_code == 404
    assert not OpeningCopy.objects.filter(worker__username="duty").exists()


def test_database_refuses_a_copy_for_who_may_not_have_one(on_duty: Family) -> None:
    kept = EmergencyCopy.objects.get(worker__username="duty").card
    for loss, part in ((barred, "intake"), (frozen, "intake_two")):
        name(on_duty, part)
        loss(on_duty, part)
    cast = on_duty.cast
    for part in ("intake", "intake_two", "ex_worker", "lead"):
        with pytest.raises(IntegrityError), transaction.atomic():
            EmergencyCopy.objects.create(card=kept, worker=cast.worker(part), blob=b"x")


def test_misfiled_card_is_found_by_nobody(on_duty: Family) -> None:
    entry = write(on_duty, "harmed")
    by = on_duty.holder("harmed").worker

    quarantine_unchecked(room=on_duty.rooms["harmed"], entry=entry.pk, by=by, clock=on_duty.clock)

    assert found(on_duty, "anwen") == []
    assert not EmergencyCopy.objects.exists()


def test_who_works_with_somebody_else_of_the_family_never_holds_the_card(on_duty: Family) -> None:
    name(on_duty, "other_worker")
    name(on_duty, "harmed_worker")
    write(on_duty, "harmed")

    assert found(on_duty, "anwen", "other_worker") == []
    assert found(on_duty, "anwen", "harmed_worker") == ["Anwen"]


# --- fewer than two ---


def test_one_alone_opens_nothing_and_is_told_so(on_duty: Family, browser: Browser) -> None:
    search, copy, member = look(on_duty), copy_of(on_duty), on_duty.cast["duty"]
    assert isinstance(search, EmergencySearch)
    off(on_duty, "outsider")

    assert isinstance(look(on_duty), Refused)
    with pytest.raises(NotThere):
        open_card(
            search_id=search.pk, copy_id=copy, by=member.worker, keyring=member.keyring, clock=on_duty.clock
        )
    page = browser("duty").get(LOOK).content.decode()
    assert "Emergency opening is off" in page
    assert "<textarea" not in page


def test_freezing_one_of_two_does_not_put_the_other_out(on_duty: Family) -> None:
    frozen(on_duty, "outsider")

    assert isinstance(look(on_duty), EmergencySearch)


# --- somebody else's, too late, not found ---


def test_card_that_was_not_found_is_not_opened(on_duty: Family) -> None:
    write(on_duty, "other", known_as="Bryn", other_names="Bryn Hughes", numbers="", police="")
    search, member = look(on_duty, "Bryn"), on_duty.cast["duty"]
    assert isinstance(search, EmergencySearch)

    for copy in (copy_of(on_duty, room="harmed"), copy_of(on_duty, "outsider", "other"), new_id()):
        with pytest.raises(NotThere):
            open_card(
                search_id=search.pk,
                copy_id=copy,
                by=member.worker,
                keyring=member.keyring,
                clock=on_duty.clock,
            )


def test_search_and_opening_of_somebody_else_are_not_there(on_duty: Family, browser: Browser) -> None:
    search = find(browser("duty"))
    opening = opened(on_duty)

    assert browser("outsider").get(search).status_code == 404
    for part in ("outsider", "harmed_worker", "supervisor", "manager"):
        assert browser(part).get(reverse("emergency:opened", args=[opening.pk])).status_code == 404
    by = on_duty.cast["outsider"]
    with pytest.raises(NotThere):
        leave_word(opening_id=opening.pk, note=NOTE, by=by.worker, keyring=by.keyring, clock=on_duty.clock)


def test_search_is_not_there_after_an_hour(on_duty: Family, browser: Browser, clock: FixedClock) -> None:
    search = EmergencySearch.objects.get(pk=find(browser("duty")).split("/")[-2])
    EmergencySearch.objects.update(at=clock.now() - timedelta(minutes=60))

    assert browser("duty").get(reverse("emergency:found", args=[search.pk])).status_code == 404


def test_card_is_shown_for_an_hour_and_not_longer(
    on_duty: Family, browser: Browser, clock: FixedClock
) -> None:
    opening, begun = opened(on_duty), clock.now()
    page = reverse("emergency:opened", args=[opening.pk])
    clock.move_to(begun + timedelta(minutes=59))
    assert SECRET in browser("duty").get(page).content.decode()

    clock.move_to(begun + timedelta(minutes=60))

    closed = browser("duty").get(page).content.decode()
    assert SECRET not in closed
    assert "The card is closed again" in closed


# --- review ---


def test_nobody_reviews_their_own(on_duty: Family, browser: Browser) -> None:
    opening = opened(on_duty)
    own = on_duty.cast.worker("duty")

    assert browser("duty").get(reverse("emergency:review", args=[opening.pk])).status_code == 404
    with pytest.raises(NotThere):
        review_opening(opening_id=opening.pk, outcome=Outcome.RIGHT, words="", by=own, clock=on_duty.clock)
    with pytest.raises(IntegrityError), transaction.atomic():
        EmergencyOpening.objects.update(
            reviewed_by=own, reviewed_at=on_duty.clock.now(), outcome=Outcome.RIGHT
        )


@pytest.mark.parametrize(
    "part", ["harmed_worker", "other_worker", "lead", "signing_supervisor", "specialist"]
)
def test_who_does_not_answer_for_it_does_not_review(on_duty: Family, part: str) -> None:
    opened(on_duty)

    assert not openings_to_review(on_duty.cast.worker(part), on_duty.clock.now()).exists()


def test_barred_colleague_on_duty_does_not_review(on_duty: Family) -> None:
    opened(on_duty)
    assert openings_to_review(on_duty.cast.worker("outsider"), on_duty.clock.now()).exists()

    barred(on_duty, "outsider")

    assert not openings_to_review(on_duty.cast.worker("outsider"), on_duty.clock.now()).exists()


def test_database_keeps_an_opening_as_it_was(on_duty: Family) -> None:
    opening, cast = opened(on_duty), on_duty.cast
    later = on_duty.clock.now() + timedelta(days=1)
    for change in ({"closes_at": later}, {"at": later}, {"worker": cast.worker("outsider")}):
        with pytest.raises(IntegrityError), transaction.atomic():
            EmergencyOpening.objects.update(**change)

    by = cast.worker("supervisor")
    review_opening(opening_id=opening.pk, outcome=Outcome.RIGHT, words="", by=by, clock=on_duty.clock)

    with pytest.raises(IntegrityError), transaction.atomic():
        EmergencyOpening.objects.update(reviewed_by=None, reviewed_at=None, outcome="")
    with pytest.raises(NotThere):
        review_opening(opening_id=opening.pk, outcome=Outcome.WORRYING, words="", by=by, clock=on_duty.clock)


# --- rooms ---


@pytest.mark.parametrize("part", ["other_worker", "supervisor", "duty", "excluded", "outsider"])
def test_only_who_is_inside_writes_the_card(on_duty: Family, browser: Browser, part: str) -> None:
    room, member = on_duty.rooms["harmed"], on_duty.cast[part]

    assert browser(part).get(reverse("emergency:card", args=[room.pk])).status_code == 404
    assert browser(part).post(reverse("emergency:take_back", args=[room.pk])).status_code == 404
    with pytest.raises(NotThere):
        write_card(room=room, card=card(), by=member.worker, keyring=member.keyring, clock=on_duty.clock)


@pytest.mark.parametrize("part", ["team", "shared"])
def test_room_of_nobody_has_no_card(on_duty: Family, browser: Browser, part: str) -> None:
    assert browser("lead").get(reverse("emergency:card", args=[on_duty.rooms[part].pk])).status_code == 404


def test_twenty_a_day_and_never_none_in_an_hour(on_duty: Family, clock: FixedClock) -> None:
    begun = clock.now()
    for minute in range(20):
        clock.move_to(begun + timedelta(minutes=minute))
        assert isinstance(look(on_duty), EmergencySearch)

    refused = look(on_duty)
    assert isinstance(refused, Refused)
    assert "twenty cards" in refused.reasons[0].text
    clock.move_to(begun + timedelta(minutes=19 + 60))
    assert isinstance(look(on_duty), EmergencySearch)
    assert isinstance(look(on_duty), Refused)
    clock.move_to(begun + timedelta(hours=26))
    assert isinstance(look(on_duty), EmergencySearch)


def test_search_alone_shows_nothing_of_what_was_typed(on_duty: Family) -> None:
    words = SearchWords("Anwen Griffiths", OpeningReason.OTHER, "nobody reads this here")
    duty = on_duty.cast["duty"]
    look_for(words=words, by=duty.worker, keyring=duty.keyring, clock=on_duty.clock)

    assert b"Anwen" not in bytes(EmergencySearch.objects.get().blob)
    assert not [copy for copy in LookingCopy.objects.all() if b"Anwen" in bytes(copy.blob)]
