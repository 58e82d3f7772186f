"""Searches that opened nothing: told to few, reviewed by another, and never forgotten before."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse

from tests.browsers import Browser
from yarrow.audit.models import AuditEvent
from yarrow.audit.terms import Event
from yarrow.cases.actions import exclude_worker
from yarrow.config.families import Family
from yarrow.emergency.actions import forget_old_searches, open_card, review_lookings
from yarrow.emergency.models import EmergencySearch, Looking, LookingCopy
from yarrow.emergency.queries import (
    looked_on,
    lookings_reviewed,
    lookings_up_to,
    openings_to_review,
    reviews_overdue,
    words_looked_for,
    words_of_review,
)
from yarrow.emergency.queries.lookings import lookings_to_review
from yarrow.emergency.terms import LookingOutcome
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.errors import NotThere
from yarrow.staff.actions import enrol_worker, freeze
from yarrow.staff.demo import DEMO_PASSPHRASE
from yarrow.staff.models import Worker
from yarrow.staff.terms import Post

from .reading import words_of
from .steps import WHY, copy_of, look, name, opened

SOMEBODY = "Gwenllian Atall"


def looked(family: Family, wanted: str = SOMEBODY, *, hours: int = 1) -> Looking:
    """Somebody on duty looked, opened nothing, and the hour is over."""
    search = look(family, wanted)
    assert isinstance(search, EmergencySearch)
    assert isinstance(family.clock, FixedClock)
    family.clock.move_to(family.clock.now() + timedelta(hours=hours))
    return Looking.objects.get(pk=search.pk)


def waits_for(family: Family, part: str) -> bool:
    return lookings_to_review(family.cast.worker(part), family.clock.now()).exists()


def reviewed(
    family: Family, looking: Looking, part: str = "manager", words: str = "Spoke with Dilys."
) -> int:
    return review_lookings(
        looking_id=looking.pk,
        outcome=LookingOutcome.RIGHT,
        words=words,
        by=family.cast.worker(part),
        clock=family.clock,
    )


# --- who may not ---


@pytest.mark.parametrize(
    "part", ["duty", "lead", "harmed_worker", "supervisor", "specialist", "researcher", "excluded", "frozen"]
)
def test_neither_who_looked_nor_who_is_not_asked_reviews_it(on_duty: Family, part: str) -> None:
    looking = looked(on_duty)
    assert waits_for(on_duty, "manager")
    assert waits_for(on_duty, "outsider")

    assert not waits_for(on_duty, part)
    assert not LookingCopy.objects.filter(worker=on_duty.cast.worker(part)).exists()
    with pytest.raises(NotThere):
        reviewed(on_duty, looking, part)
    assert Looking.objects.get().reviewed_by is None


def test_database_lets_nobody_review_their_own(on_duty: Family) -> None:
    looked(on_duty)
    with pytest.raises(IntegrityError), transaction.atomic():
        Looking.objects.update(
            reviewed_by=on_duty.cast.worker("duty"), reviewed_at=on_duty.clock.now(), outcome="right"
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Looking.objects.update(reviewed_by=on_duty.cast.worker("manager"))


def test_who_is_kept_from_a_card_that_was_found_is_not_told_and_others_are(on_duty: Family) -> None:
    cast = on_duty.cast
    exclude_worker(
        case=on_duty.case, worker=cast.worker("manager"), by=cast.worker("supervisor"), clock=on_duty.clock
    )
    looked(on_duty, "Anwen")

    assert not waits_for(on_duty, "manager")
    assert not LookingCopy.objects.filter(worker=cast.worker("manager")).exists()
    assert waits_for(on_duty, "outsider")


def test_who_was_brought_in_is_not_reviewed_by_who_brought_them(on_duty: Family, clock: FixedClock) -> None:
    """One person behind two accounts: one of them looks, the other says that it was right."""
    clock.move_to(clock.now() + timedelta(days=1))
    puppet, _keys = enrol_worker(
        username="puppet",
        name="Nobody Knows",
        post=Post.DUTY,
        passphrase=DEMO_PASSPHRASE,
        clock=clock,
        enrolled_by=on_duty.cast.keyring("manager"),
    )
    clock.move_to(clock.now() + timedelta(days=30))
    looking = looked(on_duty)
    assert waits_for(on_duty, "manager")
    Looking.objects.update(worker=puppet)

    assert not waits_for(on_duty, "manager")
    with pytest.raises(NotThere):
        reviewed(on_duty, looking)
    assert waits_for(on_duty, "outsider")


def test_an_opening_is_not_reviewed_by_whom_the_opener_brought_in(on_duty: Family, clock: FixedClock) -> None:
    clock.move_to(clock.now() + timedelta(days=1))
    newcomer, _keys = enrol_worker(
        username="newcomer",
        name="Nia New",
        post=Post.MANAGER,
        passphrase=DEMO_PASSPHRASE,
        clock=clock,
        enrolled_by=on_duty.cast.keyring("duty"),
    )
    clock.move_to(clock.now() + timedelta(days=30))
    opened(on_duty)

    assert openings_to_review(on_duty.cast.worker("manager"), clock.now()).exists()
    assert not openings_to_review(newcomer, clock.now()).exists()


# --- what is told ---


def test_nothing_of_what_was_typed_lies_plain_and_each_reads_no_more_than_they_need(on_duty: Family) -> None:
    looking = looked(on_duty)
    for copy in LookingCopy.objects.all():
        assert b"Gwenllian" not in bytes(copy.blob)
        assert b"neighbour" not in bytes(copy.blob)

    told = {}
    for part in ("manager", "outsider"):
        member = on_duty.cast[part]
        told[part] = words_looked_for([looking], member.worker, member.keyring)[looking.pk]
    assert (told["manager"].wanted, told["manager"].words) == (SOMEBODY, "")
    assert (told["outsider"].wanted, told["outsider"].words) == (SOMEBODY, WHY)
    other = on_duty.cast["outsider"]
    assert not words_looked_for([looking], on_duty.cast.worker("manager"), other.keyring)


def test_what_ended_in_an_opening_is_reviewed_there_and_not_twice(on_duty: Family) -> None:
    opened(on_duty)
    assert isinstance(on_duty.clock, FixedClock)
    on_duty.clock.move_to(on_duty.clock.now() + timedelta(hours=2))

    assert Looking.objects.get().opening is not None
    assert not LookingCopy.objects.exists()
    assert not waits_for(on_duty, "manager")


def test_a_search_that_may_still_open_a_card_waits_an_hour(on_duty: Family) -> None:
    search = look(on_duty)
    assert isinstance(search, EmergencySearch)
    assert not waits_for(on_duty, "manager")
    duty = on_duty.cast["duty"]
    open_card(
        search_id=search.pk,
        copy_id=copy_of(on_duty),
        by=duty.worker,
        keyring=duty.keyring,
        clock=on_duty.clock,
    )
    assert not LookingCopy.objects.exists()


def test_where_nobody_was_told_a_search_shows_on_one_post_only(on_duty: Family, browser: Browser) -> None:
    looking = looked(on_duty)
    assert waits_for(on_duty, "outsider")
    LookingCopy.objects.all().delete()

    assert not waits_for(on_duty, "outsider")
    page = reverse("emergency:looked", args=[looking.pk])
    assert browser("outsider").get(page).status_code == 404
    assert page not in browser("outsider").get("/").content.decode()
    assert waits_for(on_duty, "manager")


# --- the review ---


def test_a_day_is_reviewed_together_but_nothing_that_came_after(on_duty: Family) -> None:
    first, second = looked(on_duty, "Gwen"), looked(on_duty, "Gwenllian")
    later = looked(on_duty, "Mared")
    mari = on_duty.cast["manager"]
    now, today = on_duty.clock.now(), on_duty.clock.today()
    (group,) = looked_on(mari.worker, now=now, today=today)
    assert (group.count, group.id) == (3, later.pk)
    assert {each.pk for each in lookings_up_to(mari.worker, second.pk, now)} == {first.pk, second.pk}

    assert reviewed(on_duty, second) == 2

    assert [each.pk for each in lookings_to_review(mari.worker, now)] == [later.pk]
    with pytest.raises(NotThere):
        reviewed(on_duty, first)
    events = AuditEvent.objects.filter(event=Event.LOOKING_REVIEWED)
    assert {event.subject for event in events} == {first.pk, second.pk}
    found = lookings_reviewed(on_duty.cast.worker("outsider"))
    said = words_of_review(found, on_duty.cast.worker("outsider"), on_duty.cast.keyring("outsider"))
    assert {words.words for words in said.values()} == {"Spoke with Dilys."}


def test_what_was_typed_goes_after_a_day_and_what_is_to_be_reviewed_only_a_month_after_its_review(
    on_duty: Family, clock: FixedClock
) -> None:
    looking = looked(on_duty)
    clock.move_to(clock.now() + timedelta(days=90))
    forget_old_searches(clock=clock)
    assert not EmergencySearch.objects.exists()
    assert Looking.objects.exists()

    reviewed(on_duty, looking)
    clock.move_to(clock.now() + timedelta(days=29))
    forget_old_searches(clock=clock)
    assert LookingCopy.objects.exists()
    clock.move_to(clock.now() + timedelta(days=1))
    forget_old_searches(clock=clock)
    assert not Looking.objects.exists()
    assert not LookingCopy.objects.exists()


def test_after_three_working_days_the_tick_counts_it_and_the_page_says_so(
    on_duty: Family, clock: FixedClock
) -> None:
    looking = looked(on_duty)
    clock.move_to(clock.now() + timedelta(days=3))
    assert reviews_overdue(clock.now()) == 0
    clock.move_to(clock.now() + timedelta(days=1))
    said = StringIO()
    call_command("tick", stdout=said)
    assert "emergency reviews overdue: 1" in said.getvalue()
    (group,) = looked_on(on_duty.cast.worker("manager"), now=clock.now(), today=clock.today())
    assert group.is_overdue

    reviewed(on_duty, looking)
    assert reviews_overdue(clock.now()) == 0


# --- pages ---


def test_from_today_to_the_review_and_nobody_else_sees_it(on_duty: Family, browser: Browser) -> None:
    looking = looked(on_duty)
    page = reverse("emergency:looked", args=[looking.pk])
    for part in ("duty", "supervisor", "lead", "researcher", "excluded"):
        assert browser(part).get(page).status_code == 404
        assert browser(part).post(page, {"outcome": "right"}).status_code == 404
    assert page in browser("manager").get("/").content.decode()
    assert page not in browser("lead").get("/").content.decode()

    shown = words_of(browser("manager").get(page))
    assert SOMEBODY in shown
    assert WHY not in shown
    assert WHY in words_of(browser("outsider").get(page))
    assert SOMEBODY not in browser("manager").get(reverse("emergency:openings")).content.decode()

    empty = browser("manager").post(page, {"outcome": "worrying", "words": ""})
    assert empty.status_code == 302
    assert "Say what is worrying" in words_of(browser("manager").get(empty["Location"]))
    done = browser("manager").post(page, {"outcome": "worrying", "words": "A list of neighbours."})
    assert done["Location"] == reverse("emergency:openings")
    assert browser("manager").get(page).status_code == 404
    assert "A list of neighbours." in words_of(browser("outsider").get(done["Location"]))
    assert "A list of neighbours." not in words_of(browser("supervisor").get(done["Location"]))


def test_a_frozen_reviewer_is_told_nothing(on_duty: Family) -> None:
    name(on_duty, "intake")
    worker = on_duty.cast.worker("intake")
    freeze(worker=worker, by=on_duty.cast.worker("manager"), clock=on_duty.clock)
    looked(on_duty)
    assert not LookingCopy.objects.filter(worker=worker).exists()
    assert not waits_for(on_duty, "intake")
    assert Worker.objects.get(pk=worker.pk).is_active
