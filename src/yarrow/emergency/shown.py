"""What pages show: a card in the order in which it is needed at night, and what stands on Today."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext

from yarrow.gate.facts.emergency import EmergencyCard
from yarrow.sealing.keyring import Keyring
from yarrow.staff.models import Worker

from .access import may_keep_list
from .queries import Alert, LookedOn, alerts_for, duty_people, is_on_duty, looked_on, without_fresh_card
from .rules import LEAST


def rows_of_card(card: EmergencyCard) -> list[tuple[str, str]]:
    """Heading and words, what to do first on top; what nobody wrote is said to be not known."""
    unknown = gettext("Not known")
    rows = [
        (gettext("What to do first"), card.first),
        (gettext("Danger now"), gettext(card.danger.words)),
        (gettext("From whom"), card.danger_from),
        (gettext("Children with them"), gettext(card.children.words)),
        (gettext("The children at night"), card.children_where),
        (gettext("How to reach them safely"), card.reach_safely),
        (gettext("Never"), card.reach_never),
        (gettext("Police"), card.police),
        (gettext("Other names"), card.other_names),
        (gettext("Telephone numbers"), card.numbers),
        (gettext("Also to know"), card.anything_else),
    ]
    return [(heading, words.strip() or unknown) for heading, words in rows]


@dataclass(frozen=True, slots=True)
class EmergencyToday:
    """What of all this concerns one worker today. ``without_card`` counts their own people's rooms."""

    alerts: tuple[Alert, ...] = ()
    looked: tuple[LookedOn, ...] = ()
    """Searches that opened nothing and wait for this worker's review."""
    is_on_duty: bool = False
    oversees: bool = False
    is_off: bool = False
    without_card: int = 0


def emergency_today(worker: Worker, keyring: Keyring, *, now: datetime, today: date) -> EmergencyToday:
    """The alerts first; then, where anybody is on duty at all, what keeps cards fit for use."""
    named = {row.worker_id for row in duty_people()}
    on_duty = worker.pk in named and is_on_duty(worker)
    return EmergencyToday(
        alerts=alerts_for(worker, keyring, now=now, today=today),
        looked=tuple(looked_on(worker, now=now, today=today)),
        is_on_duty=on_duty,
        oversees=on_duty or may_keep_list(worker),
        is_off=len(named) < LEAST,
        without_card=without_fresh_card(worker, today)[0] if named else 0,
    )
