"""``./run demo``: an example service with invented families, at http://localhost:8000."""

from argparse import ArgumentParser
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command
from django.db import connection

from yarrow.config.demo.building import build_demo
from yarrow.config.serving import serve_forever
from yarrow.kernel.clock import SystemClock
from yarrow.staff.queries import is_set_up, the_service
from yarrow.staff.terms import Kind

STALE_AFTER = timedelta(days=2)
"""Then what the stories rest on begins to lapse, and the example is told again from the start."""

WELCOME = """
The example service is ready. Everybody in it is invented.

  Open    http://localhost:{port}/demo/
  Way in  choose somebody of the cast and press their button; try several, each sees other things
  Form    http://localhost:{port}/start/ is the public referral form

  Stop with Ctrl-C. It lives in {home}; delete that folder to begin again.
"""


class Command(BaseCommand):
    """Builds the example where it is missing or stale, says how to get in, and serves it."""

    help = "Build the example service where needed, and serve it on this machine."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--build-only", action="store_true", help="do not serve")
        parser.add_argument("--again", action="store_true", help="throw the example away and build it anew")

    def handle(self, *_args: Any, **options: Any) -> None:
        self._build_where_needed(again=options["again"])
        self.stdout.write(WELCOME.format(port=options["port"], home=settings.HOME))
        self.stdout.flush()
        if not options["build_only"]:
            serve_forever(port=options["port"])

    def _build_where_needed(self, *, again: bool) -> None:
        if again or self._is_stale():
            self._throw_away()
        self._say("Preparing the database …")
        call_command("migrate", verbosity=0)
        if not is_set_up():
            self._say("Telling the stories of sixteen invented families (a few seconds) …")
            build_demo(clock=SystemClock())
        if the_service().kind != Kind.DEMO:
            raise CommandError("This database is not a demonstration. Nothing was changed.")

    def _is_stale(self) -> bool:
        database = Path(settings.DATABASES["default"]["NAME"])
        if connection.vendor != "sqlite" or not database.exists():
            return False
        if "staff_service" not in connection.introspection.table_names() or not is_set_up():
            return True
        if the_service().kind != Kind.DEMO:
            raise CommandError("This database is not a demonstration. Nothing was changed.")
        written = SystemClock().now().timestamp() - _built_at().stat().st_mtime
        return written > STALE_AFTER.total_seconds()

    def _throw_away(self) -> None:
        """Delete the example's own files; never called for a database of another kind."""
        connection.close()
        for name in ("yarrow.sqlite3", "yarrow.sqlite3-wal", "yarrow.sqlite3-shm", "pepper"):
            (settings.HOME / name).unlink(missing_ok=True)

    def _say(self, words: str) -> None:
        self.stdout.write(words)
        self.stdout.flush()


def _built_at() -> Path:
    """The pepper is written once, when the example is built, so its age is the example's."""
    return Path(settings.PEPPER_FILE)
