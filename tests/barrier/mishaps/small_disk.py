"""A disk of some megabytes that really fills up: a file system in memory, which root may mount on Linux."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.db import connections

NOT_HERE = "T12 on a real small disk did not run: {why}"


@dataclass(frozen=True, slots=True)
class SmallDisk:
    """Where it is mounted."""

    folder: Path

    @contextmanager
    def full(self) -> Iterator[None]:
        """Not one byte is left; afterwards as much as before."""
        filler = self.folder / "filler"
        with filler.open("wb", buffering=0) as file:
            for size in (65536, 4096, 1):
                _fill(file.fileno(), bytes(size))
        try:
            assert shutil.disk_usage(self.folder).free == 0
            yield
        finally:
            filler.unlink()


def _fill(file: int, some: bytes) -> None:
    try:
        while os.write(file, some) == len(some):
            pass
    except OSError:
        return


@contextmanager
def small_disk(parent: Path, *, megabytes: int, owner: str | None = None) -> Iterator[SmallDisk]:
    """One mounted below ``parent``; where that is not allowed, the test says that it did not run."""
    folder = parent / "small"
    folder.mkdir()
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        pytest.skip(NOT_HERE.format(why="only root on Linux may mount one"))
    mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=700", "tmpfs", str(folder)]
    if (done := subprocess.run(mount, check=False, capture_output=True, text=True)).returncode:
        pytest.skip(NOT_HERE.format(why=done.stderr.strip()))
    try:
        if owner:
            shutil.chown(folder, owner, owner)
        yield SmallDisk(folder)
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@contextmanager
def tablespace(disk: SmallDisk) -> Iterator[str]:
    """The disk as a place where PostgreSQL keeps tables."""
    name = f"small_{os.getpid()}"
    usual = connections["default"]
    with usual._nodb_cursor() as cursor:  # noqa: SLF001  # as Django's own runner does
        cursor.execute(f"CREATE TABLESPACE {name} LOCATION '{disk.folder}'")
    try:
        yield name
    finally:
        with usual._nodb_cursor() as cursor:  # noqa: SLF001
            cursor.execute(f"DROP TABLESPACE {name}")


def folder_of_the_server() -> Path:
    """Where a PostgreSQL that runs here beside the tests may look; elsewhere nothing can be mounted."""
    host = Path(connections["default"].settings_dict["HOST"] or "/nowhere")
    if not host.is_absolute() or not host.is_dir():
        pytest.skip(NOT_HERE.format(why="the database server runs elsewhere"))
    return host
