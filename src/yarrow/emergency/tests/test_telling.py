"""Who is told of an opening, who never is, and that nothing silences it."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from django.urls import reverse

from tests.browsers import Browser
from yarrow.cases.models import ConflictQuestion, Stop
from yarrow.config import ready
from yarrow.config.families import Family
from yarrow.emergency.actions import leave_word, review_opening, take_card_back, take_off_duty
from yarrow.emergency.models import EmergencyOpening
from yarrow.emergency.queries import alerts_for, openings_to_review
from yarrow.emergency.queries.openings import told_in_words
from yarrow.emergency.terms import Outcome
from yarrow.gate.facts.emergency import CardOpened, DutyNote, OpeningReason
from yarrow.gate.forms import Form
from yarrow.gate.topics import Topic
from yarrow.gate.words import Answer, LongText
from yarrow.kernel.clock import FixedClock
from yarrow.rooms.actions import open_drops
from yarrow.rooms.models import Drop
from yarrow.rooms.queries import entries_in, trusted_standing, unopened_drops
from yarrow.staff.actions import freeze, leave_service

from .reading import masked, words_of
from .steps import SECRET, WHY, found, name, opened, write

TOLD = "by Dilys Duty"
NOTE = DutyNote(words=LongText("Officers went in at three."), told="Police", safe_now=Answer.YES)


def today(browser: Browser, part: str) -> str:
    return words_of(browser(part).get("/"))


# --- who never learns of it ---

EVERYTHING = ("desk:today", "desk:caseload", "desk:case", "desk:stop", "desk:care_card", "meetings:plan")


def pages(family: Family, browser: Browser, part: str, plan: UUID) -> list[str]:
    """All that this worker may look at, and the rooms and pages that are not theirs."""
    own = {"desk:case": family.case.pk, "desk:stop": family.case.pk, "desk:care_card": family.case.pk}
    own |= {"meetings:plan": plan}
    seen = [reverse(route, args=[own[route]] if route in own else []) for route in EVERYTHING]
    for room in family.rooms.values():
        seen += [reverse("record:room", args=[room.pk]), reverse("emergency:card", args=[room.pk])]
    seen += ["/emergency/", "/emergency/openings/", "/emergency/people/"]
    return [masked(browser(part).get(address)) for address in seen]


@pytest.mark.parametrize("part", ["other_worker", "child_worker", "specialist"])
def test_who_holds_only_other_rooms_sees_the_same_bytes(on_duty: Family, browser: Browser, part: str) -> None:
    ready.record_everything(on_duty)
    day = (on_duty.clock.now() + timedelta(days=9)).date()
    plan = ready.propose(on_duty, Form.CIRCLE_WITH_ALL, [Topic.HARM], joint_on=day).pk
    before = pages(on_duty, browser, part, plan)
    assert SECRET not in " ".join(before)

    opening, duty = opened(on_duty), on_duty.cast["duty"]
    told = pages(on_duty, browser, part, plan)
    leave_word(opening_id=opening.pk, note=NOTE, by=duty.worker, keyring=duty.keyring, clock=on_duty.clock)
    holder = on_duty.holder("harmed")
    assert open_drops(
        room=on_duty.rooms["harmed"], by=holder.worker, keyring=holder.keyring, clock=on_duty.clock
    )
    read = pages(on_duty, browser, part, plan)

    assert told == before
    assert read == before


def test_barred_colleague_on_duty_finds_the_same_bytes_as_if_nobody_were_there(
    family: Family, browser: Browser
) -> None:
    name(family, "excluded")
    name(family, "duty")
    typed = {"reason": "police", "words": "They ask.", "wanted": "Anwen"}

    def looked() -> list[str]:
        where = browser("excluded").post("/emergency/", typed)["Location"]
        return [
            masked(browser("excluded").get(path))
            for path in (where, "/emergency/", "/emergency/openings/", "/")
        ]

    nobody = looked()
    write(family, "harmed")
    assert found(family, "Anwen", "duty") == ["Anwen"]
    opened(family, "duty")
    somebody = looked()

    assert nobody == somebody
    assert "No card found" in somebody[0]


def test_colleague_on_duty_who_works_with_the_other_person_is_told_nothing(
    on_duty: Family, browser: Browser
) -> None:
    name(on_duty, "other_worker")
    before = today(browser, "other_worker")

    opened(on_duty)

    assert today(browser, "other_worker") == before
    assert browser("other_worker").get("/emergency/openings/").content.count(b"Dilys") == 1  # the list


# --- who is told what ---


@pytest.mark.parametrize("part", ["harmed_worker", "lead"])
def test_who_is_inside_is_told_whose_card_by_whom_and_why(
    on_duty: Family, browser: Browser, part: str
) -> None:
    opened(on_duty)

    said = today(browser, part)

    assert "The card of Anwen was opened on 10 March 2026, 09:30 by Dilys Duty" in said
    assert f"Reason: Somebody is in danger now. {WHY}" in said


def test_case_supervisor_is_told_without_a_name(on_duty: Family, browser: Browser) -> None:
    opened(on_duty)

    said = today(browser, "supervisor")

    assert f"A card of case {on_duty.case.reference} was opened on 10 March 2026, 09:30 by Dilys Duty" in said
    assert WHY in said
    assert "Anwen" not in said


def test_other_colleague_on_duty_is_told_without_name_case_or_words(
    on_duty: Family, browser: Browser
) -> None:
    opened(on_duty)

    said = today(browser, "outsider")

    assert "A card was opened on 10 March 2026, 09:30 by Dilys Duty. Reason: Somebody is in danger now" in (
        said.replace("Warning ", "")
    )
    assert "Anwen" not in said
    assert WHY not in said
    assert str(on_duty.case.reference) not in said


def test_who_answers_for_all_sees_who_and_when_and_nothing_else(on_duty: Family, browser: Browser) -> None:
    opened(on_duty)

    assert TOLD not in today(browser, "manager")
    said = words_of(browser("manager").get("/emergency/openings/"))
    assert "10 March 2026, 09:30, by Dilys Duty" in said
    assert "Review due by 13 March 2026" in said
    review = words_of(
        browser("manager").get(reverse("emergency:review", args=[EmergencyOpening.objects.get().pk]))
    )
    assert "Somebody is in danger now" in review
    assert not [word for word in ("Anwen", WHY, str(on_duty.case.reference)) if word in said + review]


def test_alert_shows_where_its_words_do_not_open(on_duty: Family, browser: Browser) -> None:
    opening = opened(on_duty)
    opening.copies.update(blob=b"broken")

    said = today(browser, "harmed_worker")

    assert "The card of Anwen was opened" in said
    assert WHY not in said


# --- the room ---


def test_reason_lies_in_the_room_signed_and_the_room_answers_nothing_until_it_is_read(
    on_duty: Family,
) -> None:
    room, holder = on_duty.rooms["harmed"], on_duty.holder("harmed")
    assert trusted_standing(room) is not None

    opened(on_duty)

    assert unopened_drops(room).count() == 1
    assert trusted_standing(room) is None
    open_drops(room=room, by=holder.worker, keyring=holder.keyring, clock=on_duty.clock)
    assert trusted_standing(room) is not None
    last = entries_in(room, holder.keyring)[-1]
    assert isinstance(last.fact, CardOpened)
    assert (last.fact.reason, last.fact.words, last.fact.at_hour) == (OpeningReason.DANGER, WHY, "09:30")
    assert last.entry.author == on_duty.cast.worker("duty")


def test_opening_and_its_notes_stop_nothing_that_others_would_see(on_duty: Family) -> None:
    holder, duty = on_duty.holder("harmed"), on_duty.cast["duty"]
    opening = opened(on_duty)
    leave_word(opening_id=opening.pk, note=NOTE, by=duty.worker, keyring=duty.keyring, clock=on_duty.clock)
    drops = Drop.objects.exclude(room=on_duty.rooms["harmed"])
    before = drops.count()

    open_drops(room=on_duty.rooms["harmed"], by=holder.worker, keyring=holder.keyring, clock=on_duty.clock)

    assert not Stop.objects.exists()
    assert drops.count() == before


def test_pressed_twice_it_is_one_opening_and_one_note(on_duty: Family) -> None:
    first, second = opened(on_duty), opened(on_duty)

    assert first == second
    assert on_duty.rooms["harmed"].drops.count() == 1


# --- nothing silences it ---


def the_opener_leaves_duty(family: Family) -> None:
    cast = family.cast
    take_off_duty(worker=cast.worker("duty"), by=cast.worker("manager"), clock=family.clock)


def the_opener_leaves_the_service(family: Family) -> None:
    cast = family.cast
    leave_service(worker=cast.worker("duty"), by=cast.worker("manager"), clock=family.clock)


def the_opener_is_frozen(family: Family) -> None:
    cast = family.cast
    freeze(worker=cast.worker("duty"), by=cast.worker("manager"), clock=family.clock)


def the_card_is_taken_back(family: Family) -> None:
    take_card_back(room=family.rooms["harmed"], by=family.holder("harmed").worker, clock=family.clock)


def the_note_is_read(family: Family) -> None:
    holder = family.holder("harmed")
    open_drops(room=family.rooms["harmed"], by=holder.worker, keyring=holder.keyring, clock=family.clock)


def months_go_by(family: Family) -> None:
    clock = family.clock
    assert isinstance(clock, FixedClock)
    clock.move_to(clock.now() + timedelta(days=60))


@pytest.mark.parametrize(
    "happening",
    [
        the_opener_leaves_duty,
        the_opener_leaves_the_service,
        the_opener_is_frozen,
        the_card_is_taken_back,
        the_note_is_read,
        months_go_by,
    ],
)
def test_alert_stands_whatever_happens(
    on_duty: Family, browser: Browser, happening: Callable[[Family], None]
) -> None:
    opened(on_duty)

    happening(on_duty)

    assert "The card of Anwen was opened" in today(browser, "harmed_worker")
    assert TOLD in today(browser, "supervisor")
    assert TOLD in today(browser, "outsider")


def test_no_page_offers_to_put_it_away_and_no_press_of_the_opener_does(
    on_duty: Family, browser: Browser
) -> None:
    opening = opened(on_duty)
    typed = {"outcome": "right", "words": ""}
    for route, part in (("emergency:review", "duty"), ("emergency:review", "harmed_worker")):
        assert browser(part).post(reverse(route, args=[opening.pk]), typed).status_code == 404

    assert "The card of Anwen was opened" in today(browser, "harmed_worker")


def test_alert_ends_for_everybody_with_the_review(on_duty: Family, browser: Browser) -> None:
    opening = opened(on_duty)
    page = reverse("emergency:review", args=[opening.pk])
    typed = {"outcome": "not_needed", "words": "Spoke with both. A wrong number."}

    the_note_is_read(on_duty)
    assert browser("outsider").post(page, typed)["Location"] == "/"

    for part in ("harmed_worker", "supervisor", "outsider", "duty"):
        assert TOLD not in today(browser, part)
    own = words_of(browser("duty").get(reverse("emergency:opened", args=[opening.pk])))
    assert "Reviewed by Olwen Outside: It turned out not to be needed." in own
    assert "A wrong number." in own
    assert "It turned out not to be needed" in words_of(browser("manager").get("/emergency/openings/"))


def test_review_by_colleagues_on_duty_does_not_silence_it_for_the_room_and_its_supervisor(
    on_duty: Family, browser: Browser, clock: FixedClock
) -> None:
    opening, by = opened(on_duty), on_duty.cast.worker("outsider")
    review_opening(opening_id=opening.pk, outcome=Outcome.RIGHT, words="", by=by, clock=clock)
    clock.move_to(clock.now() + timedelta(days=60))

    for part in ("harmed_worker", "lead", "supervisor"):
        said = today(browser, part)
        assert TOLD in said
        assert "A colleague has reviewed it" in said
        assert "It should have been reviewed" not in said
    for part in ("outsider", "duty", "manager"):
        assert TOLD not in today(browser, part)
    the_note_is_read(on_duty)
    for part in ("harmed_worker", "lead", "supervisor"):
        assert TOLD not in today(browser, part)


def test_another_note_read_is_not_the_note_of_the_opening(on_duty: Family, browser: Browser) -> None:
    opening, duty = opened(on_duty), on_duty.cast["duty"]
    leave_word(opening_id=opening.pk, note=NOTE, by=duty.worker, keyring=duty.keyring, clock=on_duty.clock)
    Drop.objects.filter(pk=opening.pk).update(blob=b"broken")
    by = on_duty.cast.worker("outsider")
    review_opening(opening_id=opening.pk, outcome=Outcome.RIGHT, words="", by=by, clock=on_duty.clock)

    the_note_is_read(on_duty)

    assert Drop.objects.filter(room=on_duty.rooms["harmed"], opened_on__isnull=False).count() == 1
    assert TOLD in today(browser, "supervisor")


def test_supervisor_who_was_never_asked_is_told_nothing(on_duty: Family, browser: Browser) -> None:
    opening = opened(on_duty)
    supervisor = on_duty.cast["supervisor"]
    assert TOLD in today(browser, "supervisor")
    assert supervisor.worker in told_in_words(opening)
    assert openings_to_review(supervisor.worker, on_duty.clock.now()).exists()

    ConflictQuestion.objects.filter(worker=supervisor.worker).delete()

    assert not alerts_for(
        supervisor.worker, supervisor.keyring, now=on_duty.clock.now(), today=on_duty.clock.today()
    )
    assert supervisor.worker not in told_in_words(opening)
    assert not openings_to_review(supervisor.worker, on_duty.clock.now()).exists()


def test_worrying_review_says_what_is_worrying(on_duty: Family, browser: Browser) -> None:
    page = reverse("emergency:review", args=[opened(on_duty).pk])

    browser("supervisor").post(page, {"outcome": "worrying", "words": ""})

    assert "Say what is worrying" in words_of(browser("supervisor").get(page))
    assert EmergencyOpening.objects.get().reviewed_at is None


def test_overdue_review_is_said_in_plain_words(on_duty: Family, browser: Browser, clock: FixedClock) -> None:
    opening = opened(on_duty)
    assert TOLD not in today(browser, "manager")
    clock.move_to(clock.now() + timedelta(days=4))

    for part in ("manager", "supervisor", "harmed_worker"):
        assert "It should have been reviewed by 13 March 2026" in today(browser, part)
    assert "Anwen" not in today(browser, "manager")
    assert TOLD not in today(browser, "signing_supervisor")
    assert "review overdue" in words_of(browser("manager").get("/emergency/openings/"))
    own = words_of(browser("duty").get(reverse("emergency:opened", args=[opening.pk])))
    assert "Nobody has reviewed this yet. It was due on 13 March 2026." in own


def test_review_by_somebody_who_is_told_the_code_alone(on_duty: Family) -> None:
    opening, by = opened(on_duty), on_duty.cast.worker("manager")

    review_opening(opening_id=opening.pk, outcome=Outcome.RIGHT, words="Spoke.", by=by, clock=on_duty.clock)

    assert EmergencyOpening.objects.get().reviewed_by == by
