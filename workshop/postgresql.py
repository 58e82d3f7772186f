"""A PostgreSQL cluster for one test run: made, used over a unix socket, thrown away."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# A crash may lose this cluster, and nobody would mind: it lives as long as the tests do.
_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60")
_OWNER = "yarrow"


def server_programs() -> Path | None:
    """The folder that holds PostgreSQL's own programs, newest version first, or None."""
    found = shutil.which("initdb")
    folders = [Path(found).resolve().parent] if found else []
    installed = Path("/usr/lib/postgresql").glob("*/bin")
    folders += sorted(installed, key=lambda folder: float(folder.parent.name), reverse=True)
    return next((folder for folder in folders if (folder / "pg_ctl").exists()), None)


@contextmanager
def throwaway_cluster(programs: Path) -> Iterator[dict[str, str]]:
    """Start a cluster; yields the environment that points Yarrow at it."""
    folder = Path(tempfile.mkdtemp(prefix="yarrow-pg-"))
    _give_to_owner(folder)
    data = str(folder / "data")
    try:
        _as_owner(
            programs / "initdb", "-D", data, "-U", _OWNER, "-A", "trust", "-E", "UTF8", "--no-locale", "-N"
        )
        settings = [f"unix_socket_directories={folder}", "listen_addresses=", *_FAST]
        options = " ".join(f"-c {setting}" for setting in settings)
        _as_owner(programs / "pg_ctl", "-D", data, "-l", str(folder / "log"), "-w", "-o", options, "start")
        yield {"YARROW_PG_HOST": str(folder), "YARROW_PG_USER": _OWNER, "YARROW_PG_DATABASE": "yarrow"}
    finally:
        _as_owner(programs / "pg_ctl", "-D", data, "-m", "immediate", "stop", must_work=False)
        shutil.rmtree(folder, ignore_errors=True)


def _runs_as() -> str | None:
    """PostgreSQL refuses to run as root, so root hands over to its system account."""
    return "postgres" if os.name == "posix" and os.geteuid() == 0 else None


def _give_to_owner(folder: Path) -> None:
    account = _runs_as()
    if account:
        shutil.chown(folder, account, account)


def _as_owner(program: Path, *arguments: str, must_work: bool = True) -> None:
    account = _runs_as()
    line = [str(program), *arguments]
    # Output goes to a file: pg_ctl's child keeps a pipe open for as long as the server lives.
    with tempfile.TemporaryFile() as output:
        extra: dict[str, object] = {"user": account, "group": account, "extra_groups": []} if account else {}
        done = subprocess.run(line, check=False, cwd="/", stdout=output, stderr=subprocess.STDOUT, **extra)  # type: ignore[call-overload]  # keyword names are right, the overloads cannot see them
        if done.returncode and must_work:
            output.seek(0)
            raise RuntimeError(f"{program.name} failed:\n{output.read().decode(errors='replace')}")
