"""Rows that the real actions made once in this process, put back for each test that asks for them.

Enrolling a cast takes a quarter of a second, and nearly every test begins with it. What is put
back is what was made: the same rows, and a copy of the same objects.
"""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.apps import apps
from django.db.models import AutoField, Max, Model, QuerySet

from yarrow.audit.models import AuditEvent
from yarrow.kernel.clock import FixedClock
from yarrow.sealing.pepper import PepperMissing
from yarrow.staff.queries import pepper

Made = TypeVar("Made")
Row = dict[str, Any]
Rows = dict[type[Model], dict[Any, Row]]


@dataclass(frozen=True, slots=True)
class Kept:
    """What an act of making left: its result, the rows that were added or changed, and its hours."""

    made: object
    given: tuple[object, ...]
    rows: Rows
    at: datetime
    until: datetime
    pepper: bytes


_KEPT: dict[str, Kept] = {}


def made_once(name: str, make: Callable[[], Made], *given: object, clock: FixedClock) -> Made:
    """The result of ``make``: done really the first time, put back after that.

    ``given`` are the objects of this test that the result refers to. Made anew where the clock or
    the pepper is another one. A clock that ``make`` moves is moved again.
    """
    kept = _KEPT.get(name)
    if kept is None or kept.at != clock.now() or kept.pepper != _pepper():
        return _make(name, make, *given, clock=clock)
    if not _follows(kept.rows):
        return make()
    put_back(kept.rows)
    clock.move_to(kept.until)
    memo = {id(old): new for old, new in zip(kept.given, (*given, clock), strict=True)}
    copied: Made = deepcopy(kept.made, memo)  # type: ignore[assignment]  # kept under this name by this caller
    return copied


def _make(name: str, make: Callable[[], Made], *given: object, clock: FixedClock) -> Made:
    at, before = clock.now(), _rows()
    made = make()
    held = (*given, clock)
    copies = tuple(deepcopy(each) for each in held)
    memo = {id(new): old for new, old in zip(held, copies, strict=True)}
    _KEPT[name] = Kept(deepcopy(made, memo), copies, _newer(_rows(), before), at, clock.now(), _pepper())
    return made


def _follows(rows: Rows) -> bool:
    """Whether each chain of the record still ends where it ended then: no number missing, none twice."""
    first: dict[Any, int] = {}
    for row in rows[AuditEvent].values():
        chain, number = row["chain"], row["number"]
        first[chain] = min(number, first.get(chain, number))
    written = AuditEvent.objects.filter(chain__in=first).values_list("chain").annotate(Max("number"))
    there: dict[Any, int] = dict(written)
    return all(there.get(chain, 0) + 1 == number for chain, number in first.items())


def _pepper() -> bytes:
    try:
        return pepper()
    except PepperMissing:
        return b""


def _rows() -> Rows:
    ours = (model for model in apps.get_models() if model.__module__.startswith("yarrow."))
    return {model: {row["pk"]: row["row"] for row in map(_row, QuerySet(model))} for model in ours}


def _row(found: Model) -> Row:
    values = {field.attname: _plain(getattr(found, field.attname)) for field in found._meta.concrete_fields}
    return {"pk": found.pk, "row": values}


def _plain(value: object) -> object:
    return bytes(value) if isinstance(value, memoryview) else value


def _newer(now: Rows, before: Rows) -> Rows:
    return {
        model: {pk: row for pk, row in rows.items() if before[model].get(pk) != row}
        for model, rows in now.items()
    }


def put_back(rows: Rows) -> None:
    """Write kept rows: new ones at once, changed ones over what is there."""
    for model, kept in rows.items():
        if isinstance(model._meta.pk, AutoField):
            _number_anew(model, kept)
        elif kept:
            _write(model, kept)


def _write(model: type[Model], kept: dict[Any, Row]) -> None:
    there = set(QuerySet(model).filter(pk__in=kept).values_list("pk", flat=True))
    for pk in there:
        model(**kept[pk]).save(force_update=True)
    new: list[Any] = [model(**row) for pk, row in kept.items() if pk not in there]
    QuerySet(model).bulk_create(new)


def _number_anew(model: type[Model], kept: dict[Any, Row]) -> None:
    """Numbers that the database gives may be taken by now; nothing refers to them."""
    unnumbered: list[Any] = [model(**(kept[pk] | {"id": None})) for pk in sorted(kept)]
    QuerySet(model).bulk_create(unnumbered)
