"""Invented places for sealed values: the six things that make one place another."""

from dataclasses import replace
from uuid import uuid4

from yarrow.sealing.context import Context

ROOM = uuid4()
HERE = Context(deployment=uuid4(), table="entry", column="blob", row=uuid4(), room=ROOM, version=3)


ELSEWHERE = {
    "deployment": replace(HERE, deployment=uuid4()),
    "table": replace(HERE, table="draft"),
    "column": replace(HERE, column="subject"),
    "row": replace(HERE, row=uuid4()),
    "room": replace(HERE, room=uuid4()),
    "no room": replace(HERE, room=None),
    "version": replace(HERE, version=HERE.version + 1),
    "row and room exchanged": replace(HERE, row=ROOM, room=HERE.row),
    "letter moved across names": replace(HERE, table="entryb", column="lob"),
}
"""Every place that differs from here in a single thing."""
