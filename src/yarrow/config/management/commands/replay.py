"""``yarrow replay PATH...``: put published cases to the rules."""

import argparse
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from yarrow.config.replay.apart import INSIDE, NO_CHANGES, NUMBERS, ReplayBroke, run_apart, run_inside
from yarrow.config.replay.reading import ReplayRefused, files_in, read_case
from yarrow.config.replay.report import lines, together

NOT_MET = 1
NOT_READABLE = 2


class Command(BaseCommand):
    """Exit 0 when every expectation is met, 1 when not, 2 when a file does not keep to the vocabulary."""

    help = "Drive published cases through the same actions and gate as the pages, and compare."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="PATH", help="a replay file, or a folder of them")
        parser.add_argument("--json", action="store_true", help="the same as data")
        parser.add_argument(INSIDE, action="store_true", help=argparse.SUPPRESS)
        parser.add_argument(NUMBERS, default="{}", help=argparse.SUPPRESS)

    def handle(self, *_args: Any, **options: Any) -> None:
        paths = readable(options["paths"])
        if options["inside"]:
            self.stdout.write(json.dumps(list(run_inside(paths, json.loads(options["numbers"])))))
            return
        whole = together([_without_path(data) for data in played(paths)])
        self.stdout.write(json.dumps(whole, indent=2) if options["json"] else "\n".join(lines(whole)))
        if whole["met"] != whole["expectations"]:
            raise SystemExit(NOT_MET)


def readable(named: list[str]) -> list[Path]:
    """Read every file before anything is played, so that a wrong word stops the run at once."""
    try:
        paths = files_in(named)
        for path in paths:
            read_case(path)
    except ReplayRefused as refusal:
        raise CommandError(str(refusal), returncode=NOT_READABLE) from refusal
    return paths


def played(paths: list[Path], changes: Mapping[str, int] = NO_CHANGES) -> list[dict[str, Any]]:
    """Play them apart; a process that broke is a CommandError."""
    try:
        return run_apart(paths, changes)
    except ReplayBroke as failure:
        raise CommandError("A replay ended without an answer; what it said stands above.") from failure


def _without_path(data: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name != "path"}
