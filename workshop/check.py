"""``./run check``: every check runs, whatever the others said, and a table tells which failed."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence

PYTHON = sys.executable

CHECKS: dict[str, list[str]] = {
    "style": ["ruff", "check", "."],
    "format": ["ruff", "format", "--check", "."],
    "types": ["mypy"],
    "imports": ["lint-imports"],
    "templates": ["djlint", "--lint", "--quiet", "src"],
    "migrations": ["yarrow", "makemigrations", "--check", "--dry-run"],
    "translations": [PYTHON, "-m", "workshop.catalogue"],
    "secrets": [PYTHON, "-m", "workshop.leaks"],
    "house rules": [PYTHON, "-m", "pytest", "tests/guards", "-p", "no:cacheprovider"],
}


def main() -> int:
    """Run every check; returns the exit code."""
    with tempfile.TemporaryDirectory(prefix="yarrow-check-") as home:
        environment = os.environ | {"YARROW_HOME": home, "YARROW_INSECURE_COOKIES": "1", "YARROW_PG_HOST": ""}
        results = {name: run(line, environment) for name, line in CHECKS.items()}
    print("\n" + "\n".join(f"  {name:14}{'ok' if good else 'FAILED'}" for name, good in results.items()))
    failed = sum(not good for good in results.values())
    print(f"{len(results) - failed} checks passed, {failed} failed")
    return 1 if failed else 0


def run(line: Sequence[str], environment: dict[str, str]) -> bool:
    """One check; what it has to say is shown only where it failed. A tool that is missing is a failure."""
    started = time.monotonic()
    try:
        done = subprocess.run(
            line, env=environment, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
    except FileNotFoundError:
        print(f"== {line[0]} is not installed", flush=True)
        return False
    print(f"== {' '.join(line)} ({time.monotonic() - started:.0f} s)", flush=True)
    if done.returncode:
        print(done.stdout, flush=True)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
