"""``./run yarrow audit_verify``: whether the record, and what it speaks of, is as it was written."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from time import monotonic
from typing import Any

from django.core.management import BaseCommand, CommandError

from yarrow.audit.terms import Fault
from yarrow.audit.walk import Found
from yarrow.kernel.clock import SystemClock
from yarrow.oversight.actions import note_verification
from yarrow.oversight.verifying import KeptHead, NotAHead, kept_heads, verify_everything
from yarrow.sealing.errors import CannotOpen
from yarrow.sealing.pepper import PepperMissing

NO_KEY = (
    "Nothing was verified: the service's own key cannot be opened. Is this service's pepper in its place?"
)
WHOLE = "Everything is as it was written."
BROKEN = """{faults} places are not as they were written. Do not repair anything.
Keep this machine as it is, copy its disk, and ask somebody who did not run it to compare
with the last backup and the last head that was kept elsewhere."""
NO_COPY = (
    "Compared with no head kept elsewhere: a tail cut off since the last one would not show. See audit_head."
)


class Command(BaseCommand):
    """Exit code 0 when everything holds, 1 when anything does not, 2 when nothing could be said."""

    help = (
        "Verify every chain, every signed head and every sealed row. Run it once a week, and after a restore."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--head", type=Path, help="a copy of audit_head that was kept off this machine")

    def handle(self, *_args: Any, **options: Any) -> None:
        kept = _kept(options["head"])
        meter = Meter()
        try:
            verdict = verify_everything(kept=kept, progress=meter)
        except (CannotOpen, PepperMissing):
            raise CommandError(NO_KEY, returncode=2) from None
        finally:
            meter.done()
        note_verification(verdict=verdict, clock=SystemClock())
        for found in verdict.found:
            self.stdout.write(in_words(found))
        self.stdout.write(
            f"{verdict.events:,} events, {verdict.heads:,} heads, {verdict.rows:,} sealed rows."
        )
        if not kept:
            self.stdout.write(NO_COPY)
        if not verdict.is_whole:
            raise CommandError(BROKEN.format(faults=f"{verdict.faults:,}"), returncode=1)
        self.stdout.write(WHOLE)


class Meter:
    """How far it is and how long it takes yet; silent where nobody is looking."""

    def __init__(self) -> None:
        self._began, self._said, self._seen = monotonic(), 0.0, sys.stderr.isatty()

    def __call__(self, done: int, whole: int) -> None:
        now = monotonic()
        if not self._seen or not done or now - self._said < 1:
            return
        self._said = now
        left = (now - self._began) / done * (whole - done)
        sys.stderr.write(f"\r{done:,} of {whole:,}, about {left:.0f} seconds left   ")
        sys.stderr.flush()

    def done(self) -> None:
        if self._seen:
            sys.stderr.write("\n")


def in_words(found: Found) -> str:
    """One line: what is wrong, and where to look; an id says nothing without the database."""
    where = [str(found.chain)] if found.chain else []
    where += [f"event {found.number}"] if found.number else []
    where += [str(found.day)] if found.day else []
    return f"{Fault(found.fault).label}. {' '.join(where)}".strip()


def _kept(path: Path | None) -> tuple[KeptHead, ...]:
    if path is None:
        return ()
    try:
        kept = kept_heads(path.read_text())
    except NotAHead as line:
        raise CommandError(f"This line is not as it was copied: {line}", returncode=2) from None
    except (OSError, UnicodeDecodeError) as failure:
        raise CommandError(str(failure), returncode=2) from failure
    if not kept:
        raise CommandError(f"{path} holds no head.", returncode=2)
    return kept
