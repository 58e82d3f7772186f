"""Every column says what it holds: sealed, coded or plain, and why (``personal_data.COLUMNS``)."""

from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from tests.guards.reading import tell

Columns = Mapping[str, tuple[str, str]]
KINDS = frozenset({"sealed", "coded", "plain"})
SHORTEST_REASON = 4


def columns_of(tables: Iterable[type[models.Model]]) -> list[str]:
    """The columns that these tables have in the database, as ``Model.column``."""
    return [f"{t.__name__}.{f.name}" for t in tables for f in t._meta.local_fields if not t._meta.proxy]


def breaches(tables: Iterable[type[models.Model]], classified: Columns) -> Iterator[str]:
    """Columns nobody spoke for, and words about columns that are not there."""
    there = columns_of(tables)
    yield from (f"{column} is not classified" for column in there if column not in classified)
    yield from (f"{column} is classified, but not there" for column in classified if column not in there)
    for column, (kind, why) in classified.items():
        if kind not in KINDS or len(why) < SHORTEST_REASON:
            yield f"{column}: say sealed, coded or plain, and why"


def classified_by(package: str) -> Columns:
    """What a package says about its columns; nothing, where it has no ``personal_data.py``."""
    name = f"{package}.personal_data"
    columns: Columns = import_module(name).COLUMNS if find_spec(name) else {}
    return columns


def test_every_column_is_classified() -> None:
    ours = [config for config in apps.get_app_configs() if config.name.startswith("yarrow.")]

    found = [
        f"{config.label}: {line}"
        for config in ours
        for line in breaches(config.get_models(include_auto_created=True), classified_by(config.name))
    ]

    assert not found, tell(found)


@isolate_apps("yarrow.rooms")
def test_a_forgotten_column_is_found() -> None:
    class Note(models.Model):
        words = models.TextField()

        class Meta:
            app_label = "rooms"

    found = list(breaches([Note], {"Note.id": ("plain", "random"), "Note.gone": ("secret", "")}))

    assert found == [
        "Note.words is not classified",
        "Note.gone is classified, but not there",
        "Note.gone: say sealed, coded or plain, and why",
    ]
