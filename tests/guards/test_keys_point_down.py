"""A foreign key points down the shelves, as an import does; the import contracts cannot see it."""

import tomllib
from collections.abc import Iterable, Iterator

from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from tests.guards.reading import tell
from workshop.tree import ROOT


def shelves() -> dict[str, int]:
    """Each package with the height of its shelf, from the import contract."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["id"] == "shelves")
    rising = enumerate(reversed(layers))
    return {name.strip(): height for height, layer in rising for name in layer.split("|")}


def breaches(tables: Iterable[type[models.Model]]) -> Iterator[str]:
    """Keys that point up the house, or sideways."""
    heights = shelves()
    for table in tables:
        here = table._meta.app_label
        for field in (*table._meta.local_fields, *table._meta.local_many_to_many):
            target = field.remote_field.model if field.remote_field else None
            there = target._meta.app_label if isinstance(target, type) else here
            if here in heights and there in heights and here != there and heights[there] >= heights[here]:
                yield f"{table._meta.label}.{field.name} points up to {there}"


def test_every_key_points_down() -> None:
    found = list(breaches(apps.get_models(include_auto_created=True)))

    assert not found, tell(found)


@isolate_apps("yarrow.audit", "yarrow.rooms")
def test_a_key_that_points_up_is_found() -> None:
    class Upper(models.Model):
        class Meta:
            app_label = "rooms"

    class Lower(models.Model):
        up = models.ForeignKey(Upper, on_delete=models.CASCADE)

        class Meta:
            app_label = "audit"

    assert list(breaches([Upper, Lower])) == ["audit.Lower.up points up to rooms"]
