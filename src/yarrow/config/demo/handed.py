"""A sheet that came back from somebody's hands, and the neutral half of a day's run sheet."""

from yarrow.config.families import Family, InventionRefused
from yarrow.gate.facts.day import RunOfDay
from yarrow.gate.facts.own_hand import HandedSheet
from yarrow.gate.words import Answer, LongText, Mark
from yarrow.handover.actions import hand_over, send_answers, take_in
from yarrow.handover.browser import HandedKeys
from yarrow.handover.models import Handed
from yarrow.meetings.models import Plan

_TYPED = {
    "free": ["partly"],
    "asked": ["unsure"],
    "who": ["My mother-in-law rings every evening and asks whether I have said yes."],
    "help": ["Mornings. And to be asked twice, on different days."],
}


def a_sheet_and_a_run(family: Family, plan: Plan) -> None:
    """She wrote half for her worker and half for the supervisor alone; the day is agreed in its order."""
    _sheet(family)
    family.record("shared", run_of(plan))


def _sheet(family: Family) -> None:
    member, clock = family.holder("harmed"), family.clock
    keys = hand_over(
        room_id=family.rooms["harmed"].pk,
        sheet=HandedSheet.SAY_NO,
        name="Anwen",
        by=member.worker,
        clock=clock,
    )
    if not isinstance(keys, HandedKeys):
        raise InventionRefused(keys)
    send_answers(handed=Handed.objects.get(pk=keys.handed), keys=keys, typed=_TYPED, clock=clock)
    take_in(by=member.worker, keyring=member.keyring, clock=clock)


def run_of(plan: Plan) -> RunOfDay:
    """Who speaks when, and what is asked."""
    return RunOfDay(
        plan=Mark(str(plan.pk)),
        order=LongText("Whoever opens it\nAnwen\nBryn\nAnybody who wants to\nAnwen, if she wishes, last"),
        questions=LongText(
            "What matters to you today?\nWhat do you need from here?\nWho does what, by when?"
        ),
        rules=LongText("Telephones stay outside\nEverybody may hold the stone, and nobody has to"),
        breaks=LongText("After each question"),
        interpreters=LongText("Welsh and English: somebody from outside the family"),
        on_screen=Answer.YES,
    )
