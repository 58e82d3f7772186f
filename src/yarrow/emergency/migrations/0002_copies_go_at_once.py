"""The database itself deletes a copy the moment its worker may not have it, and keeps every alert standing.

Triggers, because what takes the right away happens in packages that know nothing of this one, and
because raw SQL passes by everything that Python can guard (security.md §5.6, §5.8):

- no copy of a card is written for who is barred from the case or not on its list, was asked whether they
  know the family and is not clear, ever worked on the case or holds another room of it without holding this
  one or supervising the case, has left, is frozen or is not on duty;
- a bar, a question before the case, a list for it, work on it, a key to another room, a leaving, a freeze,
  new keys, and an entry taken out as misfiled delete the copies concerned in the same transaction;
- an opening is changed once, by its review, and then no more.

On PostgreSQL the triggers hold the rows they judge by, so that two acts in one moment see each other;
SQLite has one writer at a time.

Hazard: SQLite drops a table's triggers whenever Django remakes the table, and refuses to remake a table
that triggers elsewhere name. A migration that alters one of the tables named here must lift these first
and set them again after (``lifting`` and ``guarding``); the tests of this package fail if they are gone.
"""

from django.db import migrations

_COPIES_OF_CASE = """DELETE FROM emergency_emergencycopy WHERE worker_id = NEW.worker_id AND card_id IN (
    SELECT r.id FROM rooms_room r WHERE r.case_id = NEW.case_id{but});"""
_WORDS_OF_CASE = """DELETE FROM emergency_openingcopy WHERE worker_id = NEW.worker_id AND opening_id IN (
    SELECT o.id FROM emergency_emergencyopening o JOIN rooms_room r ON r.id = o.room_id
    WHERE r.case_id = NEW.case_id{but});"""
_NOT_INSIDE = """ AND NOT EXISTS (SELECT 1 FROM rooms_wrap w JOIN rooms_roomversion v ON v.id = w.version_id
    WHERE v.room_id = r.id AND w.holder_id = NEW.worker_id)"""
_NOT_SUPERVISING = """ AND NOT EXISTS (SELECT 1 FROM cases_allocation s WHERE s.case_id = r.case_id
    AND s.worker_id = NEW.worker_id AND s.duty = 'supervisor' AND s.until_day IS NULL)"""
_ON_A_SIDE = _NOT_INSIDE + _NOT_SUPERVISING
_OF_ANOTHER_ROOM = """(SELECT h.case_id FROM rooms_roomversion g JOIN rooms_room h ON h.id = g.room_id
    WHERE g.id = NEW.version_id)"""
_OFF_THE_LIST = """DELETE FROM emergency_emergencycopy WHERE card_id IN (
    SELECT r.id FROM rooms_room r WHERE r.case_id = NEW.id) AND NOT EXISTS (SELECT 1 FROM cases_namedworker n
    WHERE n.case_id = NEW.id AND n.worker_id = emergency_emergencycopy.worker_id);"""
_ALL_COPIES = "DELETE FROM emergency_emergencycopy WHERE worker_id = {worker};"
_MISFILED = """DELETE FROM emergency_emergencycopy WHERE card_id IN (
    SELECT k.room_id FROM emergency_keptcard k WHERE k.entry_id = NEW.entry_id);"""

_MAY_NOT = f"""
EXISTS (SELECT 1 FROM rooms_room r JOIN cases_exclusion e ON e.case_id = r.case_id
    WHERE r.id = NEW.card_id AND e.worker_id = NEW.worker_id)
OR EXISTS (SELECT 1 FROM rooms_room r JOIN cases_conflictquestion q ON q.case_id = r.case_id
    WHERE r.id = NEW.card_id AND q.worker_id = NEW.worker_id AND q.state <> 'clear')
OR EXISTS (SELECT 1 FROM rooms_room r JOIN cases_case c ON c.id = r.case_id
    WHERE r.id = NEW.card_id AND c.closeness <> 'ordinary' AND NOT EXISTS (
        SELECT 1 FROM cases_namedworker n WHERE n.case_id = c.id AND n.worker_id = NEW.worker_id))
OR EXISTS (SELECT 1 FROM rooms_room r WHERE r.id = NEW.card_id AND (
        EXISTS (SELECT 1 FROM cases_allocation a WHERE a.case_id = r.case_id AND a.worker_id = NEW.worker_id)
        OR EXISTS (SELECT 1 FROM rooms_wrap k JOIN rooms_roomversion g ON g.id = k.version_id
            JOIN rooms_room h ON h.id = g.room_id WHERE h.case_id = r.case_id AND k.holder_id = NEW.worker_id)
    ){_ON_A_SIDE})
OR EXISTS (SELECT 1 FROM staff_worker w WHERE w.id = NEW.worker_id AND NOT w.is_active)
OR EXISTS (SELECT 1 FROM staff_freeze f WHERE f.worker_id = NEW.worker_id AND f.lifted_at IS NULL)
OR NOT EXISTS (SELECT 1 FROM emergency_dutyperson d WHERE d.worker_id = NEW.worker_id)
"""
_CHANGED = """
OLD.reviewed_at IS NOT NULL OR NEW.id <> OLD.id OR NEW.room_id <> OLD.room_id OR NEW.worker_id <> OLD.worker_id
OR NEW.at <> OLD.at OR NEW.closes_at <> OLD.closes_at OR NEW.review_due <> OLD.review_due
"""
_REFUSED = {
    "copy": "emergency_emergencycopy: this worker may not hold this card",
    "opening": "emergency_emergencyopening: an opening stands as it was, but for its one review",
}

_HOLD_CASE = "PERFORM 1 FROM cases_case WHERE id = NEW.case_id FOR NO KEY UPDATE; "
_HOLD_FOR_COPY = """PERFORM 1 FROM staff_worker WHERE id = NEW.worker_id FOR SHARE;
    PERFORM 1 FROM cases_case WHERE id = (SELECT r.case_id FROM rooms_room r WHERE r.id = NEW.card_id) FOR SHARE;"""
_HOLD_WORKER = "PERFORM 1 FROM staff_worker WHERE id = NEW.worker_id FOR NO KEY UPDATE; "

_WORK = _COPIES_OF_CASE.format(but=_ON_A_SIDE) + _WORDS_OF_CASE.format(but=_ON_A_SIDE)
_KEY = _WORK.replace("NEW.case_id", _OF_ANOTHER_ROOM).replace("NEW.worker_id", "NEW.holder_id")
_NOT_CLEAR = "NEW.state <> 'clear'"
_GONE_OR_NEW = "NOT NEW.is_active OR NEW.sealing_public <> OLD.sealing_public"

# name: table, act, when (empty: always), what is deleted, what PostgreSQL holds first
_TAKING = {
    "bar": (
        "cases_exclusion",
        "INSERT",
        "",
        _COPIES_OF_CASE.format(but="") + _WORDS_OF_CASE.format(but=""),
        _HOLD_CASE,
    ),
    "work": ("cases_allocation", "INSERT", "", _WORK, _HOLD_CASE),
    "work_changed": ("cases_allocation", "UPDATE", "", _WORK, _HOLD_CASE),
    # Held by rooms' own trigger, for share: to ask for more would let two new keys wait for each other.
    "key": ("rooms_wrap", "INSERT", "", _KEY, ""),
    # The card alone: it is sealed anew to who turns out to be clear, and what was said of an opening is not.
    "asked": ("cases_conflictquestion", "INSERT", _NOT_CLEAR, _COPIES_OF_CASE.format(but=""), _HOLD_CASE),
    "answered": ("cases_conflictquestion", "UPDATE", _NOT_CLEAR, _COPIES_OF_CASE.format(but=""), _HOLD_CASE),
    "closely": ("cases_case", "UPDATE OF closeness", "NEW.closeness <> 'ordinary'", _OFF_THE_LIST, ""),
    "freeze": ("staff_freeze", "INSERT", "", _ALL_COPIES.format(worker="NEW.worker_id"), _HOLD_WORKER),
    "keys": (
        "staff_worker",
        "UPDATE OF is_active, sealing_public",
        _GONE_OR_NEW,
        _ALL_COPIES.format(worker="NEW.id"),
        "",
    ),
    "misfiled": ("rooms_quarantine", "INSERT", "", _MISFILED, ""),
}

# name: table, act, when it is refused, what PostgreSQL holds first
_REFUSING = {
    "copy_insert": ("emergency_emergencycopy", "INSERT", _MAY_NOT, "copy", _HOLD_FOR_COPY),
    "copy_update": ("emergency_emergencycopy", "UPDATE", _MAY_NOT, "copy", _HOLD_FOR_COPY),
    "opening": ("emergency_emergencyopening", "UPDATE", _CHANGED, "opening", ""),
}

_SQLITE_TAKE = "CREATE TRIGGER emergency_{name} AFTER {act} ON {table}{when} BEGIN {taken} END"
_SQLITE_REFUSE = (
    "CREATE TRIGGER emergency_{name} BEFORE {act} ON {table} WHEN {when} BEGIN SELECT RAISE(ABORT, '{said}'); END"
)
_FUNCTION = """
CREATE FUNCTION emergency_{name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    {hold}
    {body}
    RETURN {row};
END
$$
"""
_TRIGGER = (
    "CREATE TRIGGER emergency_{name} {moment} {act} ON {table} FOR EACH ROW EXECUTE FUNCTION emergency_{name}()"
)


def guarding(vendor):
    """The statements that set the guard."""
    if vendor == "sqlite":
        return _for_sqlite()
    if vendor == "postgresql":
        return _for_postgresql()
    raise NotImplementedError(f"cards cannot be guarded on {vendor}")


def _for_sqlite():
    taking = [
        _SQLITE_TAKE.format(name=name, act=act, table=table, when=f" WHEN {when}" if when else "", taken=taken)
        for name, (table, act, when, taken, _hold) in _TAKING.items()
    ]
    refusing = [
        _SQLITE_REFUSE.format(name=name, act=act, table=table, when=when, said=_REFUSED[what])
        for name, (table, act, when, what, _hold) in _REFUSING.items()
    ]
    return taking + refusing


def _for_postgresql():
    statements = []
    for name, (table, act, when, taken, hold) in _TAKING.items():
        body = f"IF {when} THEN {taken} END IF;" if when else taken
        statements.append(_FUNCTION.format(name=name, hold=hold, body=body, row="NULL"))
        statements.append(_TRIGGER.format(name=name, moment="AFTER", act=act, table=table))
    for name, (table, act, when, what, hold) in _REFUSING.items():
        said = f"RAISE EXCEPTION '{_REFUSED[what]}' USING ERRCODE = 'integrity_constraint_violation';"
        statements.append(_FUNCTION.format(name=name, hold=hold, body=f"IF {when} THEN {said} END IF;", row="NEW"))
        statements.append(_TRIGGER.format(name=name, moment="BEFORE", act=act, table=table))
    return statements


def lifting(vendor):
    """The statements that take the guard away."""
    names = [*_TAKING, *_REFUSING]
    if vendor == "postgresql":
        return [f"DROP FUNCTION emergency_{name}() CASCADE" for name in names]
    return [f"DROP TRIGGER emergency_{name}" for name in names]


def guard(apps, schema_editor):
    for statement in guarding(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


def lift(apps, schema_editor):
    for statement in lifting(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    # staff, cases and rooms as they are now: a table that these triggers name must not be remade after them.
    dependencies = [
        ("emergency", "0001_initial"),
        ("rooms", "0004_nobody_barred_holds_a_key"),
        ("cases", "0004_bars_hold"),
        ("staff", "0003_accounts"),
    ]

    operations = [migrations.RunPython(guard, lift)]
