"""The settings of a real service as one reviewed file (security.md T28): a change of one is seen as a diff.

``python -m workshop.settings_snapshot`` writes the file anew, for the review of the change.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

SNAPSHOT = Path(__file__).parents[1] / "tests" / "guards" / "settings_snapshot.txt"

_SHOW = """
import json
from yarrow.config import settings
names = sorted(name for name in dir(settings) if name.isupper() and name not in {"N_", "NONE", "SELF"})
print(json.dumps({name: repr(getattr(settings, name)) for name in names}))
"""
_SECRET = frozenset({"SECRET_KEY"})


def real_environment(home: str) -> dict[str, str]:
    """The environment of a real service: nothing of ours set but its home and its host."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("YARROW_", "DJANGO_"))}
    return ours | {
        "PYTHONHASHSEED": "0",  # a set is written in the same order each time
        "DJANGO_SETTINGS_MODULE": "yarrow.config.settings",
        "YARROW_HOME": home,
        "YARROW_HOSTS": "work.example.org",
    }


def rendered() -> str:
    """Every setting of ours as a real service has it, one a line; secrets and folders masked."""
    with TemporaryDirectory() as home:
        shown = subprocess.run(
            [sys.executable, "-c", _SHOW],
            env=real_environment(home),
            capture_output=True,
            text=True,
            check=True,
        )
        folders = {str(Path(home).resolve()): "<home>", str(Path(__file__).parents[1]): "<tree>"}
    settings: dict[str, str] = json.loads(shown.stdout)
    return "".join(f"{name} = {_masked(name, text, folders)}\n" for name, text in settings.items())


def _masked(name: str, text: str, folders: dict[str, str]) -> str:
    if name in _SECRET:
        return f"<{len(text) - 2} characters>"
    for folder, word in folders.items():
        text = text.replace(folder, word)
    return text.replace("PosixPath", "Path")


if __name__ == "__main__":
    SNAPSHOT.write_text(rendered())
    print(f"written: {SNAPSHOT}")
