"""The database deletes a copy also where only a row is taken away, and when its case is closed.

What 0002 left open: the key of a room taken from somebody who works with the family, a name struck
from the list of a closely kept case, and a case that is closed. Reads refuse all three anyway; but a
copy that lies on opens for who keeps an old key and a copy of the database (security.md T9).

Hazard: as in 0002, a migration that alters a table named here must lift these triggers first and set
them again after (``lifting`` and ``guarding``).
"""

from importlib import import_module

from django.db import migrations

_before = import_module("yarrow.emergency.migrations.0002_copies_go_at_once")

_OF_ROOM = """ AND r.id = (SELECT v.room_id FROM rooms_roomversion v WHERE v.id = OLD.version_id)"""
_CASE_OF_ROOM = """(SELECT h.case_id FROM rooms_roomversion g JOIN rooms_room h ON h.id = g.room_id
    WHERE g.id = OLD.version_id)"""


def _taken_from(case, worker, but):
    both = _before._COPIES_OF_CASE.format(but=but) + _before._WORDS_OF_CASE.format(but=but)
    return both.replace("NEW.case_id", case).replace("NEW.worker_id", worker)


_KEY_GONE = _taken_from(_CASE_OF_ROOM, "OLD.holder_id", _OF_ROOM + _before._ON_A_SIDE)
_NAME_GONE = _taken_from(
    "OLD.case_id",
    "OLD.worker_id",
    " AND EXISTS (SELECT 1 FROM cases_case c WHERE c.id = r.case_id AND c.closeness <> 'ordinary')",
)
_CASE_CLOSED = """DELETE FROM emergency_emergencycopy WHERE card_id IN (
    SELECT r.id FROM rooms_room r WHERE r.case_id = NEW.id);"""
_OF_CLOSED = """EXISTS (SELECT 1 FROM rooms_room r JOIN cases_case c ON c.id = r.case_id
    WHERE r.id = NEW.card_id AND c.stage = 'closed')"""
_SAID = "emergency_emergencycopy: the case of this card is closed"

# name: table, act, when (empty: always), what is deleted
_TAKING = {
    "key_gone": ("rooms_wrap", "DELETE", "", _KEY_GONE),
    "name_gone": ("cases_namedworker", "DELETE", "", _NAME_GONE),
    "case_closed": ("cases_case", "UPDATE OF stage", "NEW.stage = 'closed'", _CASE_CLOSED),
}
_CLOSED = ("copy_of_closed", "copy_moved_to_closed")
_ACTS = dict(zip(_CLOSED, ("INSERT", "UPDATE"), strict=True))


def guarding(vendor):
    """The statements that set the guard."""
    if vendor == "sqlite":
        return _for_sqlite()
    if vendor == "postgresql":
        return _for_postgresql()
    raise NotImplementedError(f"cards cannot be guarded on {vendor}")


def _for_sqlite():
    taking = [
        _before._SQLITE_TAKE.format(name=name, act=act, table=table, when=f" WHEN {when}" if when else "", taken=taken)
        for name, (table, act, when, taken) in _TAKING.items()
    ]
    refusing = [
        _before._SQLITE_REFUSE.format(name=name, act=act, table="emergency_emergencycopy", when=_OF_CLOSED, said=_SAID)
        for name, act in _ACTS.items()
    ]
    return taking + refusing


def _for_postgresql():
    statements = []
    for name, (table, act, when, taken) in _TAKING.items():
        body = f"IF {when} THEN {taken} END IF;" if when else taken
        statements.append(_before._FUNCTION.format(name=name, hold="", body=body, row="NULL"))
        statements.append(_before._TRIGGER.format(name=name, moment="AFTER", act=act, table=table))
    for name, act in _ACTS.items():
        said = f"RAISE EXCEPTION '{_SAID}' USING ERRCODE = 'integrity_constraint_violation';"
        body = f"IF {_OF_CLOSED} THEN {said} END IF;"
        hold = _before._HOLD_FOR_COPY
        statements.append(_before._FUNCTION.format(name=name, hold=hold, body=body, row="NEW"))
        statements.append(
            _before._TRIGGER.format(name=name, moment="BEFORE", act=act, table="emergency_emergencycopy")
        )
    return statements


def lifting(vendor):
    """The statements that take the guard away."""
    names = [*_TAKING, *_ACTS]
    if vendor == "postgresql":
        return [f"DROP FUNCTION emergency_{name}() CASCADE" for name in names]
    return [f"DROP TRIGGER emergency_{name}" for name in names]


def guard(apps, schema_editor):
    for statement in guarding(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


def lift(apps, schema_editor):
    for statement in lifting(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


def of_closed_cases(apps, schema_editor):
    """Copies of cases that were closed before this guard was there."""
    copies = apps.get_model("emergency", "EmergencyCopy").objects.using(schema_editor.connection.alias)
    copies.filter(card__room__case__stage="closed").delete()


class Migration(migrations.Migration):
    dependencies = [
        ("emergency", "0002_copies_go_at_once"),
        ("rooms", "0005_recovery_awaited"),
        ("cases", "0004_bars_hold"),
    ]

    operations = [
        migrations.RunPython(of_closed_cases, migrations.RunPython.noop),
        migrations.RunPython(guard, lift),
    ]
