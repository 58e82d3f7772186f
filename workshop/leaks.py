"""Secrets in the tree: whatever looks like one must be known, in ``.secrets.baseline``, as harmless.

``python -m workshop.leaks --accept`` writes the baseline anew; read its diff before you commit it.
"""

import json
import subprocess
import sys

from workshop.tree import ROOT, project_files

BASELINE = ROOT / ".secrets.baseline"
_LOCKS = frozenset({"uv.lock", "package-lock.json", BASELINE.name})

Finding = tuple[str, str, str]
"""File, what it looks like, and a digest of it. No line number: a line may move, its content may not."""


def unknown() -> list[Finding]:
    """Findings that nobody has accepted."""
    known = {(place, kind, digest) for place, kind, digest in json.loads(BASELINE.read_text())}
    return sorted(found() - known)


def found() -> set[Finding]:
    """Everything in the tree that looks like a secret."""
    files = [str(path.relative_to(ROOT)) for path in project_files() if path.name not in _LOCKS]
    line = [sys.executable, "-m", "detect_secrets", "scan", "--no-verify", *files]
    report = json.loads(subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=True).stdout)
    return {
        (place, finding["type"], finding["hashed_secret"])
        for place, findings in report["results"].items()
        for finding in findings
    }


def main(arguments: list[str]) -> int:
    """Scan; with ``--accept``, write down what was found as harmless."""
    if arguments == ["--accept"]:
        BASELINE.write_text(json.dumps(sorted(found()), indent=0) + "\n")
        return 0
    lines = unknown()
    print("\n".join(f"{place}: {kind}" for place, kind, _digest in lines))
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
