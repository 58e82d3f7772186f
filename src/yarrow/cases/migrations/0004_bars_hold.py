"""The database itself keeps a barred worker off a case, and a bar in its place (security.md §5.8).

Triggers, because ``QuerySet.update()`` and raw SQL pass by everything that Python can guard.
Hazard: SQLite drops a table's triggers whenever Django remakes the table. A migration that alters
one of these three tables must set these again; the tests of this package fail if it does not.
"""

from django.db import migrations

ALLOCATIONS, EXCLUSIONS = "cases_allocation", "cases_exclusion"

_KEPT = """EXISTS (SELECT 1 FROM cases_exclusion x WHERE x.case_id = NEW.case_id AND x.worker_id = NEW.worker_id)
 OR (EXISTS (SELECT 1 FROM cases_case c WHERE c.id = NEW.case_id AND c.closeness <> 'ordinary')
  AND NOT EXISTS (SELECT 1 FROM cases_namedworker n
   WHERE n.case_id = NEW.case_id AND n.worker_id = NEW.worker_id))"""

_AT_WORK = """EXISTS (SELECT 1 FROM cases_allocation a
 WHERE a.case_id = NEW.case_id AND a.worker_id = NEW.worker_id AND a.until_day IS NULL)"""

_BY_TWO = """EXISTS (SELECT 1 FROM cases_askedoftwo t
 WHERE t.case_id = OLD.case_id AND t.worker_id = OLD.worker_id AND t.kind = 'lift_bar'
  AND t.agreed_on IS NOT NULL AND t.asked_by_id <> t.asked_of_id)"""

_SAID = {
    "off": "cases: this worker is kept from this case",
    "on": "cases: end what the worker does on the case before the bar",
    "stays": "cases: a bar is lifted by two supervisors and never changed",
}

_SQLITE = (
    f"CREATE TRIGGER cases_allocation_not_barred BEFORE INSERT ON {ALLOCATIONS}"
    f" WHEN NEW.until_day IS NULL AND ({_KEPT}) BEGIN SELECT RAISE(ABORT, '{_SAID['off']}'); END",
    f"CREATE TRIGGER cases_allocation_not_again BEFORE UPDATE ON {ALLOCATIONS}"
    f" WHEN NEW.until_day IS NULL AND ({_KEPT}) BEGIN SELECT RAISE(ABORT, '{_SAID['off']}'); END",
    f"CREATE TRIGGER cases_exclusion_ends_work BEFORE INSERT ON {EXCLUSIONS}"
    f" WHEN {_AT_WORK} BEGIN SELECT RAISE(ABORT, '{_SAID['on']}'); END",
    f"CREATE TRIGGER cases_exclusion_no_change BEFORE UPDATE ON {EXCLUSIONS}"
    f" BEGIN SELECT RAISE(ABORT, '{_SAID['stays']}'); END",
    f"CREATE TRIGGER cases_exclusion_by_two BEFORE DELETE ON {EXCLUSIONS}"
    f" WHEN NOT {_BY_TWO} BEGIN SELECT RAISE(ABORT, '{_SAID['stays']}'); END",
)

_FUNCTION = """
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF {when} THEN
        RAISE EXCEPTION '{said}' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN {row};
END
$$
"""

_POSTGRESQL = (
    _FUNCTION.format(
        name="cases_keep_off", when=f"NEW.until_day IS NULL AND ({_KEPT})", said=_SAID["off"], row="NEW"
    ),
    _FUNCTION.format(name="cases_end_work", when=_AT_WORK, said=_SAID["on"], row="NEW"),
    _FUNCTION.format(name="cases_bar_stays", when="TRUE", said=_SAID["stays"], row="NEW"),
    _FUNCTION.format(name="cases_bar_by_two", when=f"NOT {_BY_TWO}", said=_SAID["stays"], row="OLD"),
    f"CREATE TRIGGER cases_allocation_not_barred BEFORE INSERT OR UPDATE ON {ALLOCATIONS}"
    " FOR EACH ROW EXECUTE FUNCTION cases_keep_off()",
    f"CREATE TRIGGER cases_exclusion_ends_work BEFORE INSERT ON {EXCLUSIONS}"
    " FOR EACH ROW EXECUTE FUNCTION cases_end_work()",
    f"CREATE TRIGGER cases_exclusion_no_change BEFORE UPDATE ON {EXCLUSIONS}"
    " FOR EACH ROW EXECUTE FUNCTION cases_bar_stays()",
    f"CREATE TRIGGER cases_exclusion_by_two BEFORE DELETE ON {EXCLUSIONS}"
    " FOR EACH ROW EXECUTE FUNCTION cases_bar_by_two()",
)

_NAMES = {
    "cases_allocation_not_barred": ALLOCATIONS,
    "cases_allocation_not_again": ALLOCATIONS,
    "cases_exclusion_ends_work": EXCLUSIONS,
    "cases_exclusion_no_change": EXCLUSIONS,
    "cases_exclusion_by_two": EXCLUSIONS,
}


def guarding(vendor):
    """The statements that set the guard."""
    if vendor == "sqlite":
        return list(_SQLITE)
    if vendor == "postgresql":
        return list(_POSTGRESQL)
    raise NotImplementedError(f"bars cannot be guarded on {vendor}")


def lifting(vendor):
    """The statements that take it away: going back before this migration, and tests."""
    if vendor == "postgresql":
        functions = ("cases_keep_off", "cases_end_work", "cases_bar_stays", "cases_bar_by_two")
        return [f"DROP FUNCTION {name}() CASCADE" for name in functions]
    return [f"DROP TRIGGER {name}" for name in _NAMES]


def guard(apps, schema_editor):
    for statement in guarding(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


def lift(apps, schema_editor):
    for statement in lifting(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("cases", "0003_conflicts")]

    operations = [migrations.RunPython(guard, lift)]
