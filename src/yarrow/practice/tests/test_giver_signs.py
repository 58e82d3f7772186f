"""Nobody is named behind their back: who is said to have given supervision is one of the two who sign."""

import pytest

from yarrow.kernel.decision import Allowed, Refused
from yarrow.practice import access
from yarrow.practice.models import Attestation
from yarrow.practice.queries import InDate, in_date_of, waiting_for_second

from .conftest import SUPERVISION, Hands


def of(hands: Hands) -> InDate:
    worker = hands.cast.worker("lead")
    return in_date_of([worker.pk], hands.today)[worker.pk]


def test_who_is_said_to_have_given_it_is_one_of_the_two(hands: Hands) -> None:
    row = hands.record("lead", subject=SUPERVISION, given_by=hands.cast.worker("manager"))

    for part in ("signing_supervisor", "lead"):
        assert isinstance(hands.confirm(row, part), Refused)
        assert row not in waiting_for_second(hands.cast.worker(part))
    assert of(hands) == InDate()
    assert row in waiting_for_second(hands.cast.worker("manager"))
    assert not isinstance(hands.confirm(row, "manager"), Refused)
    assert of(hands).supervised_on == row.on


@pytest.mark.parametrize("giver", ["researcher", "frozen", "ex_worker", "guest"])
def test_who_cannot_sign_is_not_named(hands: Hands, giver: str) -> None:
    said = hands.tries("lead", subject=SUPERVISION, given_by=hands.cast.worker(giver))

    assert isinstance(said, Refused)
    assert not Attestation.objects.exists()


def test_signed_by_two_others_it_counts_for_nothing(hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    """As it could be signed before: two signatures and our mark, but not that of who gave it."""
    row = hands.record("lead", subject=SUPERVISION, given_by=hands.cast.worker("manager"))
    monkeypatch.setattr(access, "second_is_apart", lambda *_: Allowed())
    assert not isinstance(hands.confirm(row, "lead"), Refused)

    assert of(hands) == InDate()


def test_who_gave_it_and_records_it_needs_any_second(hands: Hands) -> None:
    row = hands.record("lead", subject=SUPERVISION, given_by=hands.cast.worker("supervisor"))

    assert row in waiting_for_second(hands.cast.worker("lead"))
    assert not isinstance(hands.confirm(row, "lead"), Refused)
    assert of(hands).supervised_on == row.on
