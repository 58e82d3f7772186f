"""Where the bench lives: a throw-away home inside ``var``, on the disk that a service would use."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from workshop.tree import ROOT

SETTINGS = "workshop.bench.bare.settings"


@contextmanager
def throwaway_home(prefix: str = "bench-") -> Iterator[Path]:
    """A folder that is gone afterwards. In ``var``: the system's own may lie in memory."""
    (ROOT / "var").mkdir(exist_ok=True)
    with TemporaryDirectory(prefix=prefix, dir=ROOT / "var", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def surroundings(home: Path) -> dict[str, str]:
    """The environment of a service in that home: SQLite, cookies that work without TLS."""
    return {
        "YARROW_HOME": str(home),
        "YARROW_INSECURE_COOKIES": "1",
        "YARROW_PG_HOST": "",
        "DJANGO_SETTINGS_MODULE": SETTINGS,
        # The public form counts the posts of each network. With this each post may say where it is from.
        "YARROW_BEHIND_PROXY": "1",
        "PYTHONPATH": str(ROOT),
    }


def move_in(home: Path) -> None:
    """Make this process part of that service; before anything of Django is asked for."""
    os.environ |= surroundings(home)
    import django

    django.setup()
