"""The database itself refuses to change or remove what was written (security.md O-01).

Triggers, because ``QuerySet.update()`` and raw SQL pass by everything that Python can guard.
Hazard: SQLite drops a table's triggers whenever Django remakes the table, which most later
alterations do. A migration that alters ``audit_auditevent`` or ``audit_dailyhead`` must set
these again; the tests of this package fail if it does not.
"""

from django.db import migrations

EVENTS, HEADS = "audit_auditevent", "audit_dailyhead"

_SQLITE_REFUSE = """
CREATE TRIGGER {table}_no_{act} BEFORE {act} ON {table}
BEGIN SELECT RAISE(ABORT, '{table}: rows are only ever added, never changed or removed'); END
"""

# INSERT OR REPLACE removes the old row without waking the trigger for removal.
_SQLITE_NO_REPLACE = """
CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table}
WHEN EXISTS (SELECT 1 FROM {table} WHERE {same})
BEGIN SELECT RAISE(ABORT, '{table}: rows are only ever added, never changed or removed'); END
"""

_SAME_ROW = {
    EVENTS: "id = NEW.id OR (chain = NEW.chain AND number = NEW.number)",
    HEADS: "id = NEW.id OR day = NEW.day",
}

_POSTGRESQL_REFUSE = """
CREATE FUNCTION audit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%: rows are only ever added, never changed or removed', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END
$$
"""

_POSTGRESQL_TRIGGERS = (
    "CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}"
    " FOR EACH ROW EXECUTE FUNCTION audit_refuse_change()",
    "CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}"
    " FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change()",
)


def guarding(vendor):
    """The statements that set the guard on both tables."""
    if vendor == "sqlite":
        refusals = [_SQLITE_REFUSE.format(table=t, act=act) for t in _SAME_ROW for act in ("UPDATE", "DELETE")]
        return refusals + [_SQLITE_NO_REPLACE.format(table=t, same=same) for t, same in _SAME_ROW.items()]
    if vendor == "postgresql":
        return [_POSTGRESQL_REFUSE, *(sql.format(table=t) for t in _SAME_ROW for sql in _POSTGRESQL_TRIGGERS)]
    raise NotImplementedError(f"the audit record cannot be guarded on {vendor}")


def lifting(vendor):
    """The statements that take the guard away: going back before this migration, and tests of tampering."""
    if vendor == "postgresql":
        return ["DROP FUNCTION audit_refuse_change() CASCADE"]
    return [f"DROP TRIGGER {t}_no_{act}" for t in _SAME_ROW for act in ("UPDATE", "DELETE", "replace")]


def guard(apps, schema_editor):
    for statement in guarding(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


def lift(apps, schema_editor):
    for statement in lifting(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RunPython(guard, lift)]
