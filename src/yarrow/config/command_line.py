"""``yarrow ARGS``: Django's command line with our settings."""

import os
import sys


def main() -> None:
    """Run one management command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yarrow.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
