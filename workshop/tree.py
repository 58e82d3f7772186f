"""The files of the project, without what a machine made of them."""

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "yarrow"
_MADE = frozenset({"node_modules", "vendor", "var", "dist", "test-results", "__pycache__"})


def project_files(root: Path = ROOT) -> Iterator[Path]:
    """Every file that belongs to the project, in a stable order. Hidden folders other than .ci do not."""
    for path in sorted(root.iterdir()):
        if path.name in _MADE or path.suffix == ".mo":
            continue
        if path.is_file():
            yield path
        elif path.is_dir() and (path.name == ".ci" or not path.name.startswith(".")):
            yield from project_files(path)


def packages() -> list[str]:
    """The packages of the house, by name."""
    return sorted(path.parent.name for path in SOURCE.glob("*/__init__.py"))
