"""What the ceremonies that print have in common: the folder for the kits, never beside a secret."""

from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings

from yarrow.backups.rules import lies_with_secrets
from yarrow.custody.ceremony import Asking, Folder, kit_folder


def add_folder(parser: ArgumentParser) -> None:
    """In which language the papers are."""
    parser.add_argument("--language", choices=[code for code, _name in settings.LANGUAGES], default="en")


def chosen_folder(to: Asking, language: str) -> Folder:
    """Where the kits go: asked, empty, and not below or above the folder of the service."""
    typed = to.ask("folder", "An empty folder for the papers, best on a stick", str.strip)
    return kit_folder(typed, language=language, homes=_lies_with_secrets)


def _lies_with_secrets(path: Path) -> bool:
    return lies_with_secrets(path.parent, [settings.PEPPER_FILE, settings.HOME / "secret_key"])
