"""One who looks after people invents no colleague, is not both of two, and empties no service."""

from datetime import timedelta

import pytest
from django.test import Client

from yarrow.config.cast import Cast, Member
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Allowed, Refused
from yarrow.kernel.errors import NotThere
from yarrow.people import actions as people
from yarrow.people.models import Invitation, Leaving, NewKeys
from yarrow.sealing.keyring import Keyring
from yarrow.staff.actions import enrol_worker, freeze, set_up_service, unlock
from yarrow.staff.demo import DEMO_PASSPHRASE
from yarrow.staff.models import RosterEntry, Worker
from yarrow.staff.queries import fingerprint_of
from yarrow.staff.terms import Kind, Post

from .conftest import NEW, Browser, joined, sign_in

Unlocked = tuple[Worker, Keyring]


def codes(said: object) -> list[str]:
    return [reason.code for reason in said.reasons] if isinstance(said, Refused) else []


def vouched(newcomer: Worker, by: Unlocked, clock: FixedClock) -> object:
    seen = fingerprint_of(newcomer)
    return people.vouch(worker=newcomer, seen=seen, by=by[0], keyring=by[1], clock=clock)


def member(cast: Cast, part: str) -> Unlocked:
    return cast.worker(part), cast.keyring(part)


def brought_in(cast: Cast, clock: FixedClock, by: str, username: str = "newcomer") -> Unlocked:
    """Somebody whom the manager invited and another vouched for, a day after the service began."""
    clock.move_to(clock.now() + timedelta(days=1))
    newcomer = joined(cast, clock, username)
    assert isinstance(vouched(newcomer, member(cast, by), clock), Allowed)
    keyring = unlock(worker=newcomer, passphrase=NEW)
    assert isinstance(keyring, Keyring)
    return newcomer, keyring


def test_vouch_by_who_invited_them_is_refused(cast: Cast, clock: FixedClock) -> None:
    newcomer = joined(cast, clock)

    assert codes(vouched(newcomer, member(cast, "manager"), clock)) == ["another"]

    assert not RosterEntry.objects.filter(worker=newcomer).exists()
    assert isinstance(vouched(newcomer, member(cast, "supervisor"), clock), Allowed)


def test_vouch_for_whom_nobody_invited_is_refused(cast: Cast, clock: FixedClock) -> None:
    newcomer = joined(cast, clock)
    Invitation.objects.all().delete()

    assert codes(vouched(newcomer, member(cast, "supervisor"), clock)) == ["another"]


def test_vouch_where_nobody_else_looks_after_people_is_for_any_colleague_but_a_researcher(
    cast: Cast, clock: FixedClock
) -> None:
    newcomer = joined(cast, clock)
    with pytest.raises(NotThere):
        vouched(newcomer, member(cast, "lead"), clock)
    Worker.objects.filter(post=Post.SUPERVISOR).update(is_active=False)

    assert codes(vouched(newcomer, member(cast, "manager"), clock)) == ["another"]
    with pytest.raises(NotThere):
        vouched(newcomer, member(cast, "researcher"), clock)
    client = Client()
    sign_in(client, "lead")
    page = f"/people/{newcomer.pk}/"
    assert "Compare the figures" in client.get(page).content.decode()
    assert fingerprint_of(newcomer) in client.get(f"{page}figures/").content.decode()
    assert isinstance(vouched(newcomer, member(cast, "lead"), clock), Allowed)


@pytest.mark.usefixtures("db")
def test_vouch_alone_is_for_the_first_three_only_and_the_page_says_so(clock: FixedClock) -> None:
    set_up_service(kind=Kind.TEST, clock=clock)
    first = enrol_worker(
        username="manager", name="M", post=Post.MANAGER, passphrase=DEMO_PASSPHRASE, clock=clock
    )
    alone = Cast({"manager": Member(*first)})
    client = Client()
    sign_in(client, "manager")
    for name in ("one", "two"):
        newcomer = joined(alone, clock, name)
        page = client.get(f"/people/{newcomer.pk}/figures/").content.decode()
        assert "after that somebody else must compare the figures" in page
        assert isinstance(vouched(newcomer, first, clock), Allowed)

    third = joined(alone, clock, "three")

    assert codes(vouched(third, first, clock)) == ["another"]
    assert "Somebody else must compare" in client.get(f"/people/{third.pk}/figures/").content.decode()


@pytest.mark.parametrize(("by", "days"), [("supervisor", 13), ("manager", 400)])
def test_confirm_by_somebody_new_or_whom_the_first_brought_in_is_refused(
    cast: Cast, clock: FixedClock, by: str, days: int
) -> None:
    second, keyring = brought_in(cast, clock, "supervisor")
    if by == "manager":
        RosterEntry.objects.filter(worker=second).update(signed_by=cast.worker("manager"))
    clock.move_to(clock.now() + timedelta(days=days))
    keys = people.begin_new_keys(
        worker=cast.worker("lead"), drops_factor=False, by=cast.worker("manager"), clock=clock
    )
    assert isinstance(keys, NewKeys)

    said = people.confirm_new_keys(keys=keys, confirms_drop=False, by=second, keyring=keyring, clock=clock)

    assert codes(said) == ["not_independent"]
    assert NewKeys.objects.get().confirmed_by is None


def test_confirm_by_whom_another_brought_in_a_fortnight_ago_is_good(cast: Cast, clock: FixedClock) -> None:
    second, keyring = brought_in(cast, clock, "supervisor")
    clock.move_to(clock.now() + timedelta(days=14))
    keys = people.begin_new_keys(
        worker=cast.worker("lead"), drops_factor=False, by=cast.worker("manager"), clock=clock
    )
    assert isinstance(keys, NewKeys)

    said = people.confirm_new_keys(keys=keys, confirms_drop=False, by=second, keyring=keyring, clock=clock)

    assert not isinstance(said, Refused)


def ended(cast: Cast, part: str, clock: FixedClock, by: str = "manager") -> object:
    return people.begin_leaving(worker=cast.worker(part), by=cast.worker(by), clock=clock)


def test_ending_a_fourth_within_a_day_is_refused_and_one_begun_goes_on(
    cast: Cast, clock: FixedClock, browser: Browser
) -> None:
    for part in ("lead", "outsider", "duty"):
        assert isinstance(ended(cast, part, clock), Leaving)

    assert codes(ended(cast, "intake", clock)) == ["ended_enough"]
    assert Worker.objects.get(username="intake").is_active
    answer = browser("manager").post(f"/people/{cast.worker('intake').pk}/leave/")
    assert "Ask another colleague" in browser("manager").get(answer["Location"]).content.decode()
    assert isinstance(ended(cast, "duty", clock), Leaving)
    assert isinstance(ended(cast, "intake", clock, by="supervisor"), Leaving)
    clock.move_to(clock.now() + timedelta(hours=24, seconds=1))
    assert isinstance(ended(cast, "intake_two", clock), Leaving)


def test_ending_who_looks_after_people_is_refused_where_fewer_than_two_would_be_left(
    cast: Cast, clock: FixedClock
) -> None:
    assert isinstance(ended(cast, "signing_supervisor", clock), Leaving)

    assert codes(ended(cast, "supervisor", clock)) == ["too_few_left"]

    assert Worker.objects.get(username="supervisor").is_active
    assert isinstance(ended(cast, "lead", clock), Leaving)


def test_ending_who_was_frozen_first_is_refused_the_same(cast: Cast, clock: FixedClock) -> None:
    """Freezing somebody does not make them count as gone already."""
    ended(cast, "signing_supervisor", clock)
    freeze(worker=cast.worker("supervisor"), by=cast.worker("manager"), clock=clock)

    assert codes(ended(cast, "supervisor", clock)) == ["too_few_left"]
