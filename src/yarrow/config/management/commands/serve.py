"""``./run serve``: a real service. Refuses until two custodians have tried out their codes."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from yarrow.config.serving import serve_forever
from yarrow.custody.ceremony import words_of
from yarrow.custody.queries import custody_state
from yarrow.custody.rules import may_serve
from yarrow.custody.terms import Keeping
from yarrow.kernel.decision import Refused
from yarrow.sealing.errors import CannotOpen
from yarrow.sealing.pepper import PepperMissing
from yarrow.staff.queries import is_set_up, may_hold_data, service_signing_pair, the_service
from yarrow.staff.terms import Kind

NOT_REAL = (
    "This database is a demonstration or a test; known passphrases open it. It is not served as a service."
)
NOT_THERE = "No service is set up here yet. Nothing was started. Type: ./run yarrow set_up"
BEHIND = "The database is older than this version of Yarrow. Make a backup, then type: ./run yarrow migrate"
NO_PEPPER = (
    "The pepper of this service is not here, or it is another's. Nobody could sign in. Nothing was started."
)
OVERDUE = "A restore drill is overdue since {day:%d %B %Y}. The service starts all the same: please hold one."


class Command(BaseCommand):
    """Starts only what could be recovered if this machine burnt tonight."""

    help = "Serve a real service, on this machine, behind a proxy that speaks TLS."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument(
            "--address", default="127.0.0.1", help="of the proxy's network; never a public one"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        self._check()
        self.stdout.write(f"Serving on {options['address']}, port {options['port']}. Stop with Ctrl-C.")
        self.stdout.flush()
        connection.close()
        serve_forever(port=options["port"], address=options["address"])

    def _check(self) -> None:
        if "staff_service" not in connection.introspection.table_names():
            raise CommandError(NOT_THERE)
        if _is_behind():
            raise CommandError(BEHIND)
        if not is_set_up():
            raise CommandError(NOT_THERE)
        if the_service().kind != Kind.REAL:
            raise CommandError(NOT_REAL)
        self._check_custody()

    def _check_custody(self) -> None:
        state = custody_state(settings.YARROW_CLOCK().today())
        if isinstance(refusal := may_serve(state), Refused) or not may_hold_data():
            words = words_of(refusal) if isinstance(refusal, Refused) else "No restore drill has passed."
            raise CommandError(f"{words} Nothing was started.")
        try:
            service_signing_pair(the_service())
        except (PepperMissing, CannotOpen):
            raise CommandError(NO_PEPPER) from None
        if state.keeping == Keeping.OVERDUE and state.next_due is not None:
            self.stderr.write(OVERDUE.format(day=state.next_due))


def _is_behind() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
