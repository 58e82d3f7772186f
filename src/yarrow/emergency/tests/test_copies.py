"""Copies of cards: made when a holder comes in, one size for all, at home in one place only."""

import pytest
from django.db import IntegrityError, transaction

from tests.browsers import Browser
from yarrow.cases.actions.lists import begin_list
from yarrow.cases.models import Case, NamedWorker
from yarrow.cases.terms import Stage
from yarrow.config.families import Family
from yarrow.emergency.actions import bring_copies, take_off_duty
from yarrow.emergency.content import CARD_SIZE, card_on
from yarrow.emergency.models import EmergencyCopy, KeptCard
from yarrow.emergency.queries import card_states, copies_to_bring, without_fresh_card
from yarrow.gate.words import LongText
from yarrow.rooms.actions import ask_grant, fulfil_grants, reseal_some, shut_out
from yarrow.sealing.errors import CannotOpen
from yarrow.sealing.keys import new_sealing_pair
from yarrow.staff.models import Worker

from .steps import card, found, name, write


def comes_in(family: Family, part: str) -> int:
    member = family.cast[part]
    return bring_copies(by=member.worker, keyring=member.keyring, clock=family.clock)


def test_somebody_named_later_gets_a_copy_when_a_holder_comes_in(on_duty: Family, browser: Browser) -> None:
    name(on_duty, "intake")
    assert found(on_duty, "Anwen", "intake") == []
    for part in ("other_worker", "supervisor", "duty"):
        assert comes_in(on_duty, part) == 0

    browser("harmed_worker").get("/")

    assert found(on_duty, "Anwen", "intake") == ["Anwen"]
    assert comes_in(on_duty, "lead") == 0


def test_nobody_on_duty_costs_and_makes_nothing(family: Family) -> None:
    write(family, "harmed")

    assert comes_in(family, "harmed_worker") == 0
    state = card_states([family.rooms["harmed"].pk], family.clock.today())[family.rooms["harmed"].pk]
    assert state.opened_by_nobody


def test_new_keys_take_the_old_copy_with_them_and_a_new_one_is_made(on_duty: Family) -> None:
    duty = on_duty.cast.worker("duty")

    Worker.objects.filter(pk=duty.pk).update(sealing_public=new_sealing_pair().public)

    assert not EmergencyCopy.objects.filter(worker=duty).exists()
    Worker.objects.filter(pk=duty.pk).update(sealing_public=duty.sealing_public)
    assert comes_in(on_duty, "harmed_worker") == 1


def test_copy_that_should_not_be_there_goes_when_a_holder_comes_in(on_duty: Family) -> None:
    """Somebody on duty who begins to hold the room keeps theirs; who stops holding it, but works on
    with somebody else of the family, loses it."""
    cast = on_duty.cast
    name(on_duty, "child_worker")
    assert comes_in(on_duty, "harmed_worker") == 0
    room, supervisor = on_duty.rooms["harmed"], cast.worker("supervisor")
    ask_grant(room=room, worker=cast.worker("child_worker"), by=supervisor, clock=on_duty.clock)
    holder = on_duty.holder("harmed")
    fulfil_grants(by=holder.worker, keyring=holder.keyring, clock=on_duty.clock)
    assert comes_in(on_duty, "harmed_worker") == 1
    cast.worker("child_worker").wraps.filter(version__room=room).delete()
    assert found(on_duty, "Anwen", "child_worker") == []

    comes_in(on_duty, "harmed_worker")

    assert not EmergencyCopy.objects.filter(worker__username="child_worker", card=room.pk).exists()


def test_every_copy_has_one_size_and_is_replaced_at_each_writing(on_duty: Family) -> None:
    before = set(EmergencyCopy.objects.values_list("pk", flat=True))
    longest = dict.fromkeys(("other_names", "numbers", "told_apart", "police"), "🦊" * 200)
    longest |= {"known_as": "\U0001f98a" * 200}
    words = ("danger_from", "children_where", "reach_safely", "reach_never", "first", "anything_else")
    write(on_duty, "other", **longest, **{name: LongText("\U0001f98a" * 500) for name in words})
    write(on_duty, "harmed")

    sizes = {len(copy.blob) for copy in EmergencyCopy.objects.all()}
    assert len(sizes) == 1
    assert CARD_SIZE < sizes.pop() < CARD_SIZE + 100
    assert not before & set(EmergencyCopy.objects.values_list("pk", flat=True))
    assert EmergencyCopy.objects.count() == 4


def test_copy_opens_at_home_alone(on_duty: Family) -> None:
    write(on_duty, "other", known_as="Bryn")
    keyring = on_duty.cast.keyring("duty")
    mine, other = EmergencyCopy.objects.filter(worker__username="duty").order_by("card__room__number")
    theirs = EmergencyCopy.objects.filter(worker__username="outsider").first()
    assert theirs is not None
    assert card_on(mine, keyring).card == card()

    mine.blob, other.blob = other.blob, mine.blob
    for moved in (mine, other, theirs):
        with pytest.raises(CannotOpen):
            card_on(moved, keyring)


def test_one_broken_copy_does_not_hide_the_others(on_duty: Family) -> None:
    write(on_duty, "other", known_as="Bryn", other_names="Bryn Griffiths")
    EmergencyCopy.objects.filter(card=on_duty.rooms["other"].pk).update(blob=b"broken")

    assert found(on_duty, "Griffiths") == ["Anwen"]


def test_who_is_taken_off_and_named_again_starts_with_nothing(on_duty: Family) -> None:
    cast = on_duty.cast
    take_off_duty(worker=cast.worker("duty"), by=cast.worker("duty"), clock=on_duty.clock)
    name(on_duty, "duty")

    assert found(on_duty, "Anwen") == []
    assert len(copies_to_bring(cast.worker("lead"))) == 1
    assert without_fresh_card(cast.worker("lead"), on_duty.clock.today()) == (2, 3)


def test_card_whose_entry_does_not_open_is_passed_over(on_duty: Family) -> None:
    name(on_duty, "intake")
    KeptCard.objects.get().room.entries.update(blob=b"broken")

    assert comes_in(on_duty, "harmed_worker") == 0


def holders_of_copies(family: Family, part: str = "harmed") -> set[str]:
    copies = EmergencyCopy.objects.filter(card=family.rooms[part].pk)
    return set(copies.values_list("worker__username", flat=True))


def test_a_key_that_is_taken_takes_the_copy_with_it(on_duty: Family) -> None:
    """Who holds the room and works on the case is the other side's without the key."""
    cast, room = on_duty.cast, on_duty.rooms["harmed"]
    name(on_duty, "lead")
    assert comes_in(on_duty, "harmed_worker") == 1
    assert "lead" in holders_of_copies(on_duty)

    cast.worker("lead").wraps.filter(version__room=room).delete()

    assert holders_of_copies(on_duty) == {"duty", "outsider"}


def test_a_retired_version_takes_no_copy(on_duty: Family) -> None:
    room, lead = on_duty.rooms["harmed"], on_duty.cast.worker("lead")
    name(on_duty, "lead")
    comes_in(on_duty, "harmed_worker")
    supervisor = on_duty.cast.worker("supervisor")
    shut_out(worker=on_duty.cast.worker("harmed_worker"), by=supervisor, clock=on_duty.clock, room=room)
    holder = on_duty.cast["lead"]
    while reseal_some(room=room, keyring=holder.keyring, clock=on_duty.clock):
        pass
    assert room.versions.filter(retired_on__isnull=False).exists()
    assert lead.username in holders_of_copies(on_duty)


def test_a_name_struck_from_the_list_takes_the_copy_with_it(on_duty: Family) -> None:
    case, cast = on_duty.case, on_duty.cast
    listed = [cast.worker(part) for part in ("duty", "outsider", "lead")]
    with transaction.atomic():
        begin_list(case=case, workers=listed, by=cast.worker("supervisor"), clock=on_duty.clock)
    assert holders_of_copies(on_duty) == {"duty", "outsider"}

    NamedWorker.objects.filter(case=case, worker=cast.worker("duty")).delete()

    assert holders_of_copies(on_duty) == {"outsider"}


def test_a_closed_case_has_no_copies_and_gets_none(on_duty: Family) -> None:
    copy = EmergencyCopy.objects.filter(worker__username="duty").get()
    assert found(on_duty, "Anwen") == ["Anwen"]

    Case.objects.filter(pk=on_duty.case.pk).update(stage=Stage.CLOSED)

    assert not EmergencyCopy.objects.exists()
    assert found(on_duty, "Anwen") == []
    assert comes_in(on_duty, "harmed_worker") == 0
    with pytest.raises(IntegrityError), transaction.atomic():
        copy.save(force_insert=True)
    state = card_states([on_duty.rooms["harmed"].pk], on_duty.clock.today())[on_duty.rooms["harmed"].pk]
    assert state.has_ended
    write(on_duty, "harmed")
    assert not EmergencyCopy.objects.exists()


def test_opened_anew_its_copies_are_made_again(on_duty: Family) -> None:
    Case.objects.filter(pk=on_duty.case.pk).update(stage=Stage.CLOSED)
    Case.objects.filter(pk=on_duty.case.pk).update(stage=Stage.FIRST_CALLS)

    assert comes_in(on_duty, "harmed_worker") == 2
    assert holders_of_copies(on_duty) == {"duty", "outsider"}


@pytest.mark.parametrize("stage", [Stage.AFTER_CARE, Stage.PROCESS_ENDED])
def test_before_it_is_closed_every_copy_stays(on_duty: Family, stage: Stage) -> None:
    Case.objects.filter(pk=on_duty.case.pk).update(stage=stage)
    assert holders_of_copies(on_duty) == {"duty", "outsider"}
