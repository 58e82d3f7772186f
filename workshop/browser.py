"""Where the browser for the stories is."""

import shutil

_NAMES = ("chromium", "chromium-browser", "google-chrome")
NO_BROWSER = "no Chromium on this machine (looked for " + ", ".join(_NAMES) + ")"


def chromium() -> str | None:
    """The path of a Chromium on this machine, or None; nothing is ever downloaded."""
    found = (shutil.which(name) for name in _NAMES)
    return next((path for path in found if path), None)
