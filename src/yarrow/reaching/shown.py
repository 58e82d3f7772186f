"""What the pages say of a way to reach somebody: when, since when confirmed, and what is wrong with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext

from yarrow.gate.facts.routes import Weekday
from yarrow.gate.facts.who import Language
from yarrow.gate.policy import NOT_KNOWN, Policy
from yarrow.gate.words import Answer
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Reason, Refused
from yarrow.kernel.words import N_
from yarrow.policy.queries import policy_on

from .reachable import Claim, Reachable
from .rules import Route, RouteKind, Window, may_use

CANNOT_SAY = N_("We cannot say whether we know anybody of that name.")
"""What is said to whoever asks after somebody: the same words whether we know them or not."""


@dataclass(frozen=True, slots=True)
class RouteLine:
    """One route on a page: the way, the number, how old it is, and what stands against it."""

    way: str
    value: str
    age: str
    hours: str
    against: tuple[str, ...]


def route_line(route: Route, *, held: bool, clock: Clock) -> RouteLine:
    """One route as it is today."""
    return RouteLine(
        way=gettext(route.kind.words),
        value=route.value,
        age=age_of(route.confirmed_on, clock.today()),
        hours=hours_of(route),
        against=tuple(gettext(each.text) for each in reasons_against(route, held=held, clock=clock)),
    )


def reasons_against(route: Route, *, held: bool, clock: Clock) -> tuple[Reason, ...]:
    """Why this route is not used for routine work now; nothing where it may be."""
    said = may_use(route, moment=clock.now(), held=held, policy=_policy(clock.today()))
    return said.reasons if isinstance(said, Refused) else ()


def _policy(today: date) -> Policy:
    """What the service asks. Hazard: a page to warn from must not fail because a number cannot be read."""
    try:
        return policy_on(today)
    except Exception:  # noqa: BLE001  # then it is not known, and everything is marked as refused
        return NOT_KNOWN


def every_route(found: Reachable, *, clock: Clock, held: bool) -> list[RouteLine]:
    """Every number and address that was ever written down: first what counts, then the rest, then claims.

    For a warning: nothing is left out because it is old, unsafe, moved, claimed or on hold. It is marked.
    """
    counting = [route for route in found.routes if route.value.strip()]
    others = [route for route in found.known if route not in counting]
    lines = [route_line(route, held=held, clock=clock) for route in (*counting, *others)]
    return [*lines, *(_claimed(claim, lines) for claim in found.claims if _is_new(claim, lines))]


def _is_new(claim: Claim, lines: Sequence[RouteLine]) -> bool:
    return all(claim.value != line.value for line in lines)


def _claimed(claim: Claim, lines: Sequence[RouteLine]) -> RouteLine:
    del lines
    said = gettext("Only claimed: %(who)s") % {"who": claim.who_said or gettext("nobody noted by whom")}
    age = gettext("Told to us on %(day)s") % {"day": date_format(claim.day, "j F Y")}
    return RouteLine(gettext(claim.kind.words), claim.value, age, "", (said,))


def age_of(confirmed: date | None, today: date) -> str:
    """How long ago it was confirmed, in words."""
    if confirmed is None:
        return gettext("Never confirmed with them")
    days = (today - confirmed).days
    words = {"day": date_format(confirmed, "j F Y"), "days": days}
    if days < 0:
        return gettext("Confirmed on %(day)s, a day still to come: take it as never") % words
    return gettext("Confirmed on %(day)s (days ago: %(days)s)") % words


def hours_of(route: Route) -> str:
    """The days and hours in words; the words of the record where there are no figures."""
    if route.hours_known and route.windows:
        return "; ".join(_window(each) for each in route.windows)
    return route.hours_in_words or gettext("Not known")


def _window(window: Window) -> str:
    days = [gettext(day.words) for day in Weekday if day in window.days]
    hours = f"{window.start:%H:%M} - {window.until:%H:%M}"
    return f"{', '.join(days)}: {hours}"


@dataclass(frozen=True, slots=True)
class OnTheLine:
    """The words beside the telephone."""

    we_are: str
    agreed: str
    danger: str
    somebody_else: str
    dropped: str
    language: str
    voicemail: str
    who_shares: str


def on_the_line(found: Reachable, *, clock: Clock, held: bool) -> OnTheLine:
    """What is said and heard in a call to them; empty where nothing was agreed."""
    call, voice = found.route(RouteKind.CALL), found.route(RouteKind.VOICEMAIL)
    leaves = not reasons_against(voice, held=held, clock=clock)
    return OnTheLine(
        we_are=call.sender_name or found.words.name_to_use,
        agreed=found.words.agreed,
        danger=found.words.danger,
        somebody_else=call.who_may_answer or found.words.who_may_answer,
        dropped=call.dropped_call,
        language=gettext(call.language.words) if call.language is not Language.UNKNOWN else "",
        voicemail=voice.voicemail_words if leaves else "",
        who_shares=call.who_shares or (gettext("Somebody") if call.shared_device is Answer.YES else ""),
    )
