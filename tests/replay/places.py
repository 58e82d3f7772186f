"""Where the cases lie."""

from pathlib import Path

OWN = Path(__file__).with_name("cases")
"""Invented cases that belong to this repository."""

PUBLISHED = Path(__file__).parents[3] / "shared" / "replays"
"""Published cases, paraphrased; they lie beside the repository, where they are there at all."""

NOT_THERE = f"no published cases at {PUBLISHED}"
