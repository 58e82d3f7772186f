"""Who is on duty at night, cards of three families; one was opened last night, and one looked for in vain."""

from datetime import datetime, timedelta

from yarrow.config.cast import Cast
from yarrow.config.families import InventionRefused
from yarrow.emergency.actions import leave_word, look_for, name_duty_person, open_card, write_card
from yarrow.emergency.content import SearchWords
from yarrow.emergency.queries import candidates
from yarrow.gate.facts.emergency import ChildrenThere, Danger, DutyNote, EmergencyCard, OpeningReason
from yarrow.gate.words import Answer, LongText
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Refused
from yarrow.rooms.queries import labels_in, rooms_held_by
from yarrow.rooms.terms import RoomKind

ON_DUTY = {"duty": "manager", "supervisor": "manager"}
"""Who, and named by whom."""
NAMED_BEFORE, WRITTEN_BEFORE, LAST_NIGHT = timedelta(days=30), timedelta(days=1), timedelta(hours=9)
BEFORE_THAT = timedelta(hours=11)
OPENED = "Mared"

_CARDS = {
    "Mared": EmergencyCard(
        known_as="Mared",
        other_names="Mared Haf Pugh; Mared Owen before she married",
        numbers="01632 960311 (her sister Lowri), 01632 960312 (Osian's school)",
        told_apart="Has a son in year 4",
        danger=Danger.MAY_COME,
        danger_from=LongText("Rhodri. She means to part; he does not know. He reads her telephone."),
        children=ChildrenThere.SOME,
        children_where=LongText("Osian, eight. At night at home with both; at Lowri's on Fridays."),
        reach_safely=LongText("Through the school, before ten. At night through Lowri."),
        reach_never=LongText("Her own telephone, the house, e-mail. No message with anybody else."),
        first=LongText("999 to the house if there is shouting. Then Lowri. Speak of no plan."),
    ),
    "Ffion": EmergencyCard(
        known_as="Ffion",
        other_names="Ffion Elin Prys",
        numbers="01632 960315",
        told_apart="Works nights at the hospital",
        danger=Danger.MAY_COME,
        danger_from=LongText("Gwyn. The order forbids him the street; he has broken it once."),
        children=ChildrenThere.NONE,
        police="DPP/2200455/26, DC Huws",
        reach_safely=LongText("Her own telephone, any hour. Her full name means that she is alone."),
        reach_never=LongText("Nothing is known."),
        first=LongText("If he is there: 999, give the police reference. It is a breach."),
    ),
    "Catrin": EmergencyCard(
        known_as="Catrin",
        other_names="Catrin Mair Bowen",
        numbers="01632 960318",
        told_apart="Lives apart since spring, has a daughter",
        danger=Danger.NONE_KNOWN,
        children=ChildrenThere.SOME,
        children_where=LongText("Gwenno, eleven. With her in the week, with her father every other weekend."),
        reach_safely=LongText("At work, before ten."),
        reach_never=LongText("Not on handover days, Friday from four."),
        first=LongText("Ring her at work. She knows whom she wants beside her."),
    ),
}


def prepare_for_the_night(cast: Cast, now: datetime) -> None:
    """After all stories: cards are about people who are in them already."""
    before = FixedClock(now - NAMED_BEFORE)
    for part, by in ON_DUTY.items():
        named = name_duty_person(worker=cast.worker(part), by=cast.worker(by), clock=before)
        if isinstance(named, Refused):
            raise InventionRefused(named)
    lead = cast["lead"]
    rooms = [room for room in rooms_held_by(lead.worker) if room.kind == RoomKind.PERSON]
    names = {room: label.name for room, label in labels_in(rooms, lead.keyring).items()}
    for room in rooms:
        if names.get(room.pk) in _CARDS:
            clock = FixedClock(now - WRITTEN_BEFORE)
            write_card(
                room=room, card=_CARDS[names[room.pk]], by=lead.worker, keyring=lead.keyring, clock=clock
            )
    _looked_in_vain(cast, FixedClock(now - BEFORE_THAT))
    _opened_last_night(cast, FixedClock(now - LAST_NIGHT))


def _looked_in_vain(cast: Cast, night: FixedClock) -> None:
    """Of somebody whom nobody here knows: it waits for a colleague to look at it."""
    duty = cast["duty"]
    words = SearchWords("Siriol Penfold", OpeningReason.POLICE, "The police ask who works with her.")
    search = look_for(words=words, by=duty.worker, keyring=duty.keyring, clock=night)
    if isinstance(search, Refused):
        raise InventionRefused(search)


def _opened_last_night(cast: Cast, night: FixedClock) -> None:
    duty = cast["duty"]
    words = SearchWords(OPENED, OpeningReason.NO_WORKER, "Her sister rang: no answer since the afternoon.")
    search = look_for(words=words, by=duty.worker, keyring=duty.keyring, clock=night)
    if isinstance(search, Refused):
        raise InventionRefused(search)
    found = candidates(duty.worker, duty.keyring, OPENED).shown[0]
    opening = open_card(
        search_id=search.pk, copy_id=found.copy, by=duty.worker, keyring=duty.keyring, clock=night
    )
    note = DutyNote(
        words=LongText("Rang Lowri, as the card says. Mared was there, her telephone flat."),
        safe_now=Answer.YES,
    )
    leave_word(opening_id=opening.pk, note=note, by=duty.worker, keyring=duty.keyring, clock=night)
