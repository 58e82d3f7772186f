"""Answers are parted and never scored; what must be seen soon is seen, and silence is no answer."""

import pytest

from yarrow.gate.facts.own_hand import HandedSheet
from yarrow.handover.rules import LONGEST, answers_in, parted, readers_of
from yarrow.handover.sheets import SHEETS
from yarrow.handover.terms import Face, Happened, ReadBy, Scale
from yarrow.kernel.ids import new_id

pytestmark = pytest.mark.once
ASIS = str
NEVER = ("abuse", "domestic", "restorative", "worker", "risk", "supervisor", "yarrow", "court", "police")


def test_neither_who_hands_over_nor_who_leads_reads_what_is_apart() -> None:
    by, lead, other = new_id(), new_id(), new_id()

    assert readers_of([by, lead], {lead}, by) == ()
    assert readers_of([by, lead, other], {lead}, by) == (other,)


@pytest.mark.parametrize("answer", [Scale.PARTLY, Scale.HARDLY, Scale.NO])
def test_not_free_to_say_no_must_be_seen(answer: Scale) -> None:
    assert parted(SHEETS[HandedSheet.SAY_NO], {"free": answer.value}, ASIS).is_alarm


@pytest.mark.parametrize("answer", [Happened.YES, Happened.UNSURE])
def test_pressure_must_be_seen_also_where_somebody_is_not_sure(answer: Happened) -> None:
    assert parted(SHEETS[HandedSheet.HOW_IT_WAS], {"pressure": answer.value}, ASIS).is_alarm


def test_nothing_said_is_no_answer_and_no_alarm() -> None:
    for sheet in SHEETS.values():
        said = parted(sheet, answers_in(sheet, {}), ASIS)
        assert (said.room, said.apart, said.is_alarm) == ((), (), False)


def test_only_the_sheets_own_questions_and_choices_are_taken() -> None:
    sheet = SHEETS[HandedSheet.SAY_NO]
    typed = {"free": ["maybe"], "help": ["a" * (LONGEST + 9)], "other": ["x"]}

    found = answers_in(sheet, typed)

    assert found == {"help": "a" * LONGEST}


@pytest.mark.parametrize("sheet", [*HandedSheet])
def test_no_word_on_a_sheet_tells_what_the_work_is(sheet: HandedSheet) -> None:
    asks = SHEETS[sheet]
    words = [asks.begins, sheet.words, *(each.asks for each in asks.questions)]
    words += [each.words for kind in (Scale, Happened, Face, ReadBy) for each in kind]

    assert [word for word in NEVER if word in " ".join(words).casefold()] == []
    assert len({each.name for each in asks.questions}) == len(asks.questions)
