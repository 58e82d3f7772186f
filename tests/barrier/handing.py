"""Sheets that were handed over: one still in somebody's hands, one sent, with what only another may read."""

from uuid import UUID

from yarrow.config.families import Family
from yarrow.gate.facts.own_hand import HandedSheet
from yarrow.handover.actions import hand_over, keep_words, send_answers
from yarrow.handover.browser import HandedKeys
from yarrow.handover.models import ApartAnswers, Handed

KEYS: dict[UUID, HandedKeys] = {}
"""What the browsers in people's hands hold, which nobody else ever has."""


def handed(family: Family, words: str) -> Handed:
    """Her worker's telephone is in her hands, and something is typed and not sent."""
    by, clock = family.cast.worker("harmed_worker"), family.clock
    keys = hand_over(
        room_id=family.rooms["harmed"].pk, sheet=HandedSheet.SAY_NO, name="Anwen", by=by, clock=clock
    )
    assert isinstance(keys, HandedKeys)
    KEYS[keys.handed] = keys
    row = Handed.objects.get(pk=keys.handed)
    keep_words(handed=row, typed={"help": [words]})
    row.refresh_from_db()
    return row


def sent(family: Family, for_room: str, apart: str) -> UUID:
    """She sent it: the half for her room waits for her worker's keys, the other is the supervisor's."""
    row = handed(family, for_room)
    typed = {"help": [for_room], "who": [apart], "cost": ["yes"]}
    send_answers(handed=row, keys=KEYS.pop(row.pk), typed=typed, clock=family.clock)
    return ApartAnswers.objects.latest("day").pk
