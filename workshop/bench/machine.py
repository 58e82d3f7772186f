"""What a run was made on, without the name of any machine, person or folder."""

import os
import platform
import sqlite3
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

_GIB = 1024**3


@dataclass(frozen=True, slots=True)
class Machine:
    """Enough to tell two runs apart. ``load`` is how many programs wanted a core in the last minute."""

    cores: int
    memory_gib: int
    kind: str
    system: str
    versions: dict[str, str]
    load: float


def this_machine() -> Machine:
    """What the bench runs on now."""
    return Machine(
        cores=os.cpu_count() or 1,
        memory_gib=round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / _GIB),
        kind=platform.machine(),
        system=_system(),
        versions={
            "Python": platform.python_version(),
            "SQLite": sqlite3.sqlite_version,
            **{name: version(name) for name in ("django", "granian", "cryptography")},
        },
        load=round(os.getloadavg()[0], 1),
    )


def _system() -> str:
    if Path("/etc/os-release").exists():
        return platform.freedesktop_os_release().get("PRETTY_NAME", platform.system())
    return platform.system()
