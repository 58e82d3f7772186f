"""A standing as bytes, of one fixed size, so that their length tells nothing."""

import struct
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import product

from yarrow.gate.acts.moving import SAYS_NOTHING, TAIL_SIZE, moves_on_from_bytes, moves_on_to_bytes
from yarrow.gate.facts.base import Home
from yarrow.gate.forms import Form
from yarrow.gate.policy import OWN
from yarrow.gate.standing import CELLS, DOES_NOT_STAND, Last, Standing
from yarrow.gate.topics import Topic
from yarrow.gate.words import Answer

# Bytes: format, home, abuse, caused harm, rules version, look again, then a number per cell; 0 is a no;
# then, since the fourth format, the policy and what is said to moving on. A change of forms or topics
# needs another format: the place of a number is its meaning. An earlier format is read by what it knew,
# so that work with one person does not wait for an update.
_FORMAT = 4
_FORMS_OF: Mapping[int, tuple[Form, ...]] = {
    2: tuple(form for form in Form if form is not Form.PRIVATE_FAMILY_TIME),
    3: tuple(Form),
    _FORMAT: tuple(Form),
}
_TAIL_FROM = 4
_POLICY = struct.Struct(">I")
_HEAD = struct.Struct(">BBBBHI")
_CELL = struct.Struct(">I")
_HOMES = tuple(Home)
_ANSWERS = tuple(Answer)
AFTER_CELLS = TAIL_SIZE + _POLICY.size
SIZE = _HEAD.size + _CELL.size * len(CELLS) + AFTER_CELLS


class UnreadableStanding(ValueError):
    """Bytes that are no standing of a version that this one knows."""


def to_bytes(standing: Standing) -> bytes:
    """The standing in always the same number of bytes."""
    head = _HEAD.pack(
        _FORMAT,
        _HOMES.index(standing.home),
        _ANSWERS.index(standing.abuse),
        _ANSWERS.index(standing.caused_harm),
        standing.rules_version,
        _ordinal(standing.look_again_on),
    )
    cells = (_ordinal(standing.answers[cell].last_day) for cell in CELLS)
    tail = _POLICY.pack(standing.policy) + moves_on_to_bytes(standing.moves_on)
    return head + b"".join(_CELL.pack(number) for number in cells) + tail


def from_bytes(raw: bytes) -> Standing:
    """The standing in these bytes; UnreadableStanding for anything else."""
    try:
        return _unpacked(raw)
    except (struct.error, IndexError, ValueError, OverflowError) as failure:
        raise UnreadableStanding from failure


def _unpacked(raw: bytes) -> Standing:
    form, home, abuse, caused, version, look_again = _HEAD.unpack_from(raw)
    cells = tuple(product(_FORMS_OF.get(form, ()), Topic))
    end = _HEAD.size + _CELL.size * len(cells)
    if not cells or len(raw) != end + (AFTER_CELLS if form >= _TAIL_FROM else 0):
        raise UnreadableStanding
    said = dict(zip(cells, _lasts(raw[_HEAD.size : end]), strict=True))
    policy, moves_on = raw[end : end + _POLICY.size], raw[end + _POLICY.size :]
    return Standing(
        home=_HOMES[home],
        rules_version=version,
        abuse=_ANSWERS[abuse],
        answers=dict.fromkeys(CELLS, DOES_NOT_STAND) | said,
        look_again_on=_day(look_again),
        caused_harm=_ANSWERS[caused],
        moves_on=moves_on_from_bytes(moves_on) if moves_on else SAYS_NOTHING,
        policy=_POLICY.unpack(policy)[0] if policy else OWN.number,
    )


def _lasts(raw: bytes) -> Iterator[Last]:
    for (number,) in _CELL.iter_unpack(raw):
        day = _day(number)
        yield Last(stands=day is not None, last_day=day)


def _ordinal(day: date | None) -> int:
    return day.toordinal() if day else 0


def _day(number: int) -> date | None:
    return date.fromordinal(number) if number else None
