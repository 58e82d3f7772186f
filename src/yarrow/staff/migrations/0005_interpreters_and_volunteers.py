"""Posts for interpreters and volunteers.

Hazard: to change a constraint SQLite remakes the table, which drops the table's own triggers and fails where
triggers elsewhere name it (rooms 0004, emergency 0002). So whatever triggers name the table are taken down
first and set again word for word after, whichever of them are there already.
"""

from django.db import migrations, models

_POSTS = [
    ("practitioner", "Practitioner"),
    ("intake", "Intake worker"),
    ("supervisor", "Supervisor"),
    ("specialist", "Specialist"),
    ("researcher", "Researcher"),
    ("manager", "Manager"),
    ("duty", "Duty worker"),
    ("guest", "Guest from a partner service"),
    ("interpreter", "Interpreter"),
    ("volunteer", "Volunteer"),
]
_TABLE = "staff_worker"
_TAKEN_DOWN: list[tuple[str, str]] = []


def take_down(apps, schema_editor):
    if schema_editor.connection.vendor != "sqlite":
        return
    _TAKEN_DOWN.clear()
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND sql LIKE %s", [f"%{_TABLE}%"])
        _TAKEN_DOWN.extend(cursor.fetchall())
    for name, _sql in _TAKEN_DOWN:
        schema_editor.execute(f'DROP TRIGGER "{name}"', params=None)


def set_again(apps, schema_editor):
    if schema_editor.connection.vendor != "sqlite":
        return
    for _name, sql in _TAKEN_DOWN:
        schema_editor.execute(sql, params=None)
    _TAKEN_DOWN.clear()


class Migration(migrations.Migration):

    dependencies = [
        ("staff", "0004_guests"),
    ]

    operations = [
        migrations.RunPython(take_down, set_again),
        migrations.RemoveConstraint(model_name="worker", name="worker_post_is_known"),
        migrations.AlterField(
            model_name="worker",
            name="post",
            field=models.CharField(choices=_POSTS, max_length=16),
        ),
        migrations.AddConstraint(
            model_name="worker",
            constraint=models.CheckConstraint(
                condition=models.Q(("post__in", [value for value, _words in _POSTS])), name="worker_post_is_known"
            ),
        ),
        migrations.RunPython(set_again, take_down),
    ]
