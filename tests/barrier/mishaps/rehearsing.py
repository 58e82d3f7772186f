"""A service on disk of its own, backed up, and put back by the real commands in processes of their own."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.db import connection

from yarrow.config.cast import enrol_cast
from yarrow.config.families import Family, open_family
from yarrow.gate.facts.choice import Statement
from yarrow.gate.words import LongText
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Refused
from yarrow.rooms.actions import seal_entry
from yarrow.sealing.age import AgeIdentity, new_age_identity
from yarrow.staff.actions import set_up_service
from yarrow.staff.terms import Kind

SAID = "She walks past the bakery at six, canary-7f31"
RESTORED = "yarrow_restored"

# What a worker does first on the machine that was put back: unlock with their passphrase, open their room.
READ = """
import django; django.setup()
from yarrow.staff.models import Worker
from yarrow.staff.actions import unlock
from yarrow.staff.demo import DEMO_PASSPHRASE
from yarrow.rooms.queries import entries_in, rooms_held_by
worker = Worker.objects.get(username="harmed_worker")
keyring = unlock(worker=worker, passphrase=DEMO_PASSPHRASE)
for room in rooms_held_by(worker):
    for read in entries_in(room, keyring):
        print(read.fact)
"""


@dataclass(slots=True, repr=False)
class Served:
    """A family in a service, and the keys of the two who may open its backups."""

    family: Family
    clock: FixedClock
    operations: AgeIdentity = field(default_factory=new_age_identity)
    custodians: AgeIdentity = field(default_factory=new_age_identity)

    @property
    def recipients(self) -> list[str]:
        """Both, as the command passes them."""
        return [self.operations.recipient, self.custodians.recipient]


def serve_a_family(clock: FixedClock) -> Served:
    """A small service with one family, in whose harmed person's room a canary is written."""
    set_up_service(kind=Kind.TEST, clock=clock)
    family = open_family(cast=enrol_cast(clock=clock), clock=clock)
    holder = family.holder("harmed")
    said = Statement(source="She herself", words=LongText(SAID))
    room = family.rooms["harmed"]
    entry = seal_entry(room=room, fact=said, by=holder.worker, keyring=holder.keyring, clock=clock)
    assert not isinstance(entry, Refused)
    return Served(family, clock)


def empty_home(folder: Path) -> dict[str, str]:
    """A new machine: nothing but the pepper from the kit, and on PostgreSQL an empty database."""
    folder.mkdir()
    shutil.copy(settings.PEPPER_FILE, folder / "pepper")
    environment = os.environ | {
        "YARROW_HOME": str(folder),
        "DJANGO_SETTINGS_MODULE": "yarrow.config.settings",
    }
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {RESTORED}")
            cursor.execute(f"CREATE DATABASE {RESTORED}")
        environment["YARROW_PG_DATABASE"] = RESTORED
    return environment


def command(environment: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    """One command of the service, as somebody at that machine types it."""
    line = [str(Path(sys.executable).with_name("yarrow")), *words]
    return subprocess.run(line, env=environment, capture_output=True, text=True, timeout=120, check=False)


def read_there(environment: dict[str, str]) -> str:
    """What the harmed person's worker reads on that machine."""
    done = subprocess.run(
        [sys.executable, "-c", READ],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def identity_file(folder: Path, who: AgeIdentity) -> str:
    """The key as ``backup_key`` writes it."""
    path = folder / f"{who.recipient[-8:]}.txt"
    path.write_text(f"# recipient: {who.recipient}\n{who.secret}\n")
    return str(path)
