"""Runs in a process and a home of its own: fills a real service, or counts what its recovery key opens.

``python -m yarrow.config.tests.bare_machine fill``, or ``count`` with a kit and two codes on standard input.
"""

import json
import os
import sys

import django

PARTS = (
    "intake",
    "supervisor",
    "lead",
    "harmed_worker",
    "other_worker",
    "child_worker",
    "signing_supervisor",
    "specialist",
)


def fill() -> dict[str, int]:
    """Workers with real Argon2id, and the two-home family with its rooms and entries."""
    from yarrow.config.cast import ROLES, Cast, Member
    from yarrow.config.families import open_family
    from yarrow.kernel.clock import SystemClock
    from yarrow.kernel.decision import Refused
    from yarrow.rooms.models import Entry, RoomVersion
    from yarrow.staff.actions import enrol_worker, unlock
    from yarrow.staff.models import Worker

    clock = SystemClock()
    first = unlock(worker=Worker.objects.get(), passphrase=PASSPHRASE)
    if isinstance(first, Refused):
        raise PermissionError("the first worker does not come in")
    members = {}
    for part in PARTS:
        name, post = ROLES[part]
        members[part] = Member(
            *enrol_worker(
                username=part, name=name, post=post, passphrase=PASSPHRASE, clock=clock, enrolled_by=first
            )
        )
    open_family(cast=Cast(members), clock=clock)
    return {"versions": RoomVersion.objects.count(), "entries": Entry.objects.count()}


def count() -> dict[str, int]:
    """How many room keys, and how many entries under them, the recovered key opens."""
    from yarrow.custody.actions import recover_from_kit
    from yarrow.custody.kit import read_kit
    from yarrow.kernel.decision import Refused
    from yarrow.rooms.contexts import entry_context, recovery_context
    from yarrow.rooms.models import Entry, RoomVersion
    from yarrow.sealing.blob import unseal
    from yarrow.sealing.typed import read_typed
    from yarrow.sealing.wrap import unwrap_with

    given = json.loads(sys.stdin.read())
    first, second = (read_typed(code) for code in given["codes"])
    recovered = recover_from_kit(first=first, second=second, sealed=read_kit(given["kit"]).sealed.values())
    if isinstance(recovered, Refused):
        return {}
    private = recovered[1].recovery_private
    keys = {
        (each.room_id, each.number): unwrap_with(private, bytes(each.recovery_wrap), recovery_context(each))
        for each in RoomVersion.objects.all()
    }
    opened = [
        unseal(keys[entry.room_id, entry.version], bytes(entry.blob), entry_context(entry))
        for entry in Entry.objects.all()
    ]
    return {"versions": len(keys), "entries": sum(1 for words in opened if words)}


PASSPHRASE = "seven quiet herons wading"

if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "yarrow.config.settings"
    django.setup()
    sys.stdout.write(json.dumps({"fill": fill, "count": count}[sys.argv[1]]()))
