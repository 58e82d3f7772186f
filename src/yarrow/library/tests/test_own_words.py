"""A service's own words: two people, never a person or a promise in them, and never a rule."""

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from yarrow.config.cast import Cast
from yarrow.config.ready.library import agreed, written
from yarrow.gate.forms import Form
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.library.actions import agree_to_wording, withdraw_wording, write_wording
from yarrow.library.models import OwnWording
from yarrow.library.queries import standing_for
from yarrow.library.rules import asked_before
from yarrow.library.shown import address_of
from yarrow.staff.demo import DEMO_PASSPHRASE

ENQUIRY = Form.RESTORATIVE_ENQUIRY


def tries(cast: Cast, clock: FixedClock, part: str = "manager", **words: str) -> OwnWording | Refused:
    said = {"title": "Tea", "when": "When it rains.", "prompts": "What helps?"} | words
    return write_wording(
        form=ENQUIRY,
        title=said["title"],
        when=said["when"],
        prompts=said["prompts"],
        by=cast.worker(part),
        clock=clock,
    )


@pytest.mark.parametrize("part", ["lead", "harmed_worker", "researcher", "specialist"])
def test_who_does_not_answer_for_practice_neither_writes_nor_agrees_nor_takes_back(
    cast: Cast, clock: FixedClock, part: str
) -> None:
    row, worker = written(cast, clock), cast.worker(part)

    for act in (
        lambda: tries(cast, clock, part),
        lambda: agree_to_wording(row=row, by=worker, clock=clock),
        lambda: withdraw_wording(row=row, by=worker, clock=clock),
    ):
        with pytest.raises(NotThere):
            act()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("prompts", "What is it like at 12 Heol Fawr?"),
        ("when", "Ring 07700 900123 first."),
        ("title", "CF10 1AA"),
        ("when", "Ask anwen@example.org."),
        ("when", "When it is safe to meet."),
        ("prompts", "What makes this suitable?"),
    ],
)
def test_words_about_somebody_and_words_that_promise_are_refused(
    cast: Cast, clock: FixedClock, name: str, words: str
) -> None:
    said = tries(cast, clock, **{name: words})

    assert isinstance(said, Refused)
    assert {reason.field for reason in said.reasons} == {name}
    assert not OwnWording.objects.exists()


def test_nothing_is_read_before_a_second_agrees_and_nobody_agrees_with_themselves(
    cast: Cast, clock: FixedClock
) -> None:
    row = written(cast, clock, ENQUIRY)

    assert isinstance(agree_to_wording(row=row, by=cast.worker("manager"), clock=clock), Refused)
    assert standing_for(ENQUIRY) == []
    assert agree_to_wording(row=row, by=cast.worker("supervisor"), clock=clock)
    assert [each.title for each in standing_for(ENQUIRY)] == ["At our tables"]


def test_a_row_that_was_changed_forged_or_put_back_is_not_read(cast: Cast, clock: FixedClock) -> None:
    row = agreed(cast, clock)
    OwnWording.objects.filter(pk=row.pk).update(prompts="What did you do to deserve it?")
    assert standing_for(ENQUIRY) == []

    OwnWording.objects.filter(pk=row.pk).update(prompts=row.prompts)
    assert standing_for(ENQUIRY) == [row]
    withdraw_wording(row=row, by=cast.worker("signing_supervisor"), clock=clock)
    OwnWording.objects.filter(pk=row.pk).update(withdrawn_at=None, withdrawn_by=None)
    assert standing_for(ENQUIRY) == []

    unwritten = written(cast, clock, ENQUIRY)
    OwnWording.objects.filter(pk=unwritten.pk).update(when="Always.")
    said = agree_to_wording(row=unwritten, by=cast.worker("supervisor"), clock=clock)
    assert isinstance(said, Refused)


def test_a_later_version_replaces_once_agreed_and_both_are_kept(cast: Cast, clock: FixedClock) -> None:
    first = agreed(cast, clock)
    later = write_wording(
        form=ENQUIRY,
        title="Walking",
        when="Now.",
        prompts="What do you see?",
        by=cast.worker("manager"),
        clock=clock,
        replaces=first,
    )
    assert not isinstance(later, Refused)
    assert standing_for(ENQUIRY) == [first]

    agree_to_wording(row=later, by=cast.worker("supervisor"), clock=clock)
    assert standing_for(ENQUIRY) == [later]
    withdraw_wording(row=later, by=cast.worker("manager"), clock=clock)

    assert standing_for(ENQUIRY) == [first]
    assert OwnWording.objects.count() == 2


def test_one_versions_form_is_never_changed(cast: Cast, clock: FixedClock) -> None:
    first = agreed(cast, clock)
    with pytest.raises(NotThere), transaction.atomic():
        write_wording(
            form=Form.CONFERENCE,
            title="A",
            when="B",
            prompts="C",
            by=cast.worker("manager"),
            clock=clock,
            replaces=first,
        )


def test_the_pages_from_writing_to_taking_back(cast: Cast, clock: FixedClock, settings: Settings) -> None:
    settings.YARROW_CLOCK = lambda: clock
    cache.clear()
    writer, second, lead = Client(), Client(), Client()
    for client, name in ((writer, "manager"), (second, "supervisor"), (lead, "lead")):
        client.post("/sign-in/", {"username": name, "passphrase": DEMO_PASSPHRASE})
    rules_before, page = asked_before(ENQUIRY), address_of(ENQUIRY)

    bad = writer.post(f"{page}own/", {"title": "Tea", "when": "At 12 Heol Fawr", "prompts": "What helps?"})
    offered = writer.get(bad.headers["Location"]).content.decode()
    assert "names a place" in offered
    assert "What helps?" in offered
    good = writer.post(f"{page}own/", {"title": "Tea", "when": "When it rains", "prompts": "What helps?"})
    one = good.headers["Location"]
    assert "Somebody else must agree." in writer.get(one).content.decode()
    assert "When it rains" not in lead.get(page).content.decode()

    second.post(one)
    assert "When it rains" in lead.get(page).content.decode()
    second.post(f"{one}back/")
    assert "When it rains" not in lead.get(page).content.decode()
    assert "Taken back" in lead.get(reverse("library:own_all")).content.decode()
    assert asked_before(ENQUIRY) == rules_before
