"""A move that was asked for, and what becomes of it where its people are gone or frozen."""

import pytest

from yarrow.cases.actions import agree_to_move, decline_to_move, exclude_worker
from yarrow.cases.models import Case, PathwayMove
from yarrow.cases.pathways import move_waiting
from yarrow.cases.terms import Pathway
from yarrow.config.families import Family
from yarrow.kernel.errors import NotThere
from yarrow.staff.actions import freeze

from .test_moving_pathways import asked


def test_where_both_people_of_a_move_are_gone_who_decides_takes_it_back(family: Family) -> None:
    move = asked(family, by="lead")
    assert isinstance(move, PathwayMove)
    for part in ("lead", "signing_supervisor"):
        gone = family.cast.worker(part)
        exclude_worker(case=family.case, worker=gone, by=family.cast.worker("supervisor"), clock=family.clock)

    decline_to_move(move=move, by=family.cast.worker("supervisor"), clock=family.clock)

    assert move_waiting(family.case) is None


def test_half_of_a_move_ends_with_a_frozen_account(family: Family) -> None:
    move = asked(family)
    assert isinstance(move, PathwayMove)
    asker = family.cast.worker("supervisor")
    freeze(worker=asker, by=asker, clock=family.clock)

    with pytest.raises(NotThere):
        agree_to_move(move=move, by=family.cast.worker("signing_supervisor"), clock=family.clock)
    assert Case.objects.get(pk=family.case.pk).pathway == Pathway.RESTORATIVE_APPROACHES
