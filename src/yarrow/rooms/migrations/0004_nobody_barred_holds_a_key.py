"""The database itself refuses a key to who may not have one (security.md R-05, §5.8).

Triggers, because raw SQL and ``bulk_create`` pass by everything that Python can guard. A wrap is
refused for a worker who has left, for one who is barred from the room's case or not on its list
where it has one, and for a version that is retired. A bar that is set takes with it every wrap that it forbids: declaring a conflict
must never fail because somebody was inside.

On PostgreSQL the triggers hold the rows they judge by, so that two acts in one moment see each
other; SQLite has one writer at a time.

Hazard: SQLite drops a table's triggers whenever Django remakes the table, and refuses to remake a
table that triggers elsewhere name. A migration that alters rooms_wrap, rooms_room,
rooms_roomversion, cases_exclusion, cases_case, cases_namedworker or staff_worker must lift these first and set them again after
(``lifting`` and ``guarding``); the tests of this package fail if they are gone.
"""

from django.db import migrations

_BARRED = """
EXISTS (
    SELECT 1 FROM rooms_roomversion v JOIN rooms_room r ON r.id = v.room_id
    JOIN cases_exclusion e ON e.case_id = r.case_id
    WHERE v.id = NEW.version_id AND e.worker_id = NEW.holder_id
) OR EXISTS (
    SELECT 1 FROM rooms_roomversion v JOIN rooms_room r ON r.id = v.room_id
    JOIN cases_case c ON c.id = r.case_id
    WHERE v.id = NEW.version_id AND c.closeness <> 'ordinary' AND NOT EXISTS (
        SELECT 1 FROM cases_namedworker n WHERE n.case_id = c.id AND n.worker_id = NEW.holder_id
    )
)
"""
_LEFT = "EXISTS (SELECT 1 FROM staff_worker w WHERE w.id = NEW.holder_id AND NOT w.is_active)"
_RETIRED = "EXISTS (SELECT 1 FROM rooms_roomversion v WHERE v.id = NEW.version_id AND v.retired_on IS NOT NULL)"

_FORBIDDEN = """
DELETE FROM rooms_wrap WHERE holder_id = NEW.worker_id AND version_id IN (
    SELECT v.id FROM rooms_roomversion v JOIN rooms_room r ON r.id = v.room_id WHERE r.case_id = NEW.case_id
);
"""

_SQLITE_REFUSE = """
CREATE TRIGGER rooms_wrap_{name} BEFORE {act} ON rooms_wrap
WHEN {barred} OR {left} OR {retired}
BEGIN SELECT RAISE(ABORT, 'rooms_wrap: this worker may not hold this key'); END
"""
_SQLITE_TAKE = """
CREATE TRIGGER cases_exclusion_takes_keys_{name} AFTER {act} ON cases_exclusion BEGIN {forbidden} END
"""

_POSTGRESQL_REFUSE = """
CREATE FUNCTION rooms_wrap_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM staff_worker WHERE id = NEW.holder_id FOR SHARE;
    PERFORM 1 FROM cases_case WHERE id = (
        SELECT r.case_id FROM rooms_roomversion v JOIN rooms_room r ON r.id = v.room_id
        WHERE v.id = NEW.version_id
    ) FOR SHARE;
    IF {barred} OR {left} OR {retired} THEN
        RAISE EXCEPTION 'rooms_wrap: this worker may not hold this key'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END
$$
"""
_POSTGRESQL_TAKE = """
CREATE FUNCTION cases_exclusion_take_keys() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM cases_case WHERE id = NEW.case_id FOR NO KEY UPDATE;
    {forbidden}
    RETURN NULL;
END
$$
"""


def guarding(vendor):
    """The statements that set the guard."""
    conditions = {"barred": _BARRED, "left": _LEFT, "retired": _RETIRED}
    acts = {"insert": "INSERT", "update": "UPDATE OF version_id, holder_id"}
    changes = {"insert": "INSERT", "update": "UPDATE OF case_id, worker_id"}
    if vendor == "sqlite":
        refuse = [_SQLITE_REFUSE.format(name=name, act=act, **conditions) for name, act in acts.items()]
        take = [_SQLITE_TAKE.format(name=name, act=act, forbidden=_FORBIDDEN) for name, act in changes.items()]
        return refuse + take
    if vendor == "postgresql":
        return [
            _POSTGRESQL_REFUSE.format(**conditions),
            _POSTGRESQL_TAKE.format(forbidden=_FORBIDDEN),
            "CREATE TRIGGER rooms_wrap_refuse BEFORE INSERT OR UPDATE OF version_id, holder_id ON rooms_wrap"
            " FOR EACH ROW EXECUTE FUNCTION rooms_wrap_refuse()",
            "CREATE TRIGGER cases_exclusion_take_keys AFTER INSERT OR UPDATE OF case_id, worker_id"
            " ON cases_exclusion FOR EACH ROW EXECUTE FUNCTION cases_exclusion_take_keys()",
        ]
    raise NotImplementedError(f"keys cannot be guarded on {vendor}")


def lifting(vendor):
    """The statements that take the guard away."""
    if vendor == "postgresql":
        return ["DROP FUNCTION rooms_wrap_refuse() CASCADE", "DROP FUNCTION cases_exclusion_take_keys() CASCADE"]
    return [
        f"DROP TRIGGER {name}_{act}"
        for name in ("rooms_wrap", "cases_exclusion_takes_keys")
        for act in ("insert", "update")
    ]


def guard(apps, schema_editor):
    for statement in guarding(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


def lift(apps, schema_editor):
    for statement in lifting(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    # staff and cases as they are now: a table that these triggers name must not be remade after them.
    dependencies = [("rooms", "0003_rekeying"), ("staff", "0003_accounts"), ("cases", "0004_bars_hold")]

    operations = [migrations.RunPython(guard, lift)]
