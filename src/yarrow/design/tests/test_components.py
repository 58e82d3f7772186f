"""Our components say the same as the published ones: the Jinja port against npm's own fixtures."""

import json
from pathlib import Path

import pytest

from yarrow.design.components import NAMES, component
from yarrow.design.tests.reading import Tokens

ROOT = Path(__file__).resolve().parents[4]
FIXTURES = ROOT / "frontend/node_modules/govuk-frontend/dist/govuk/components"
VENDOR = ROOT / "src/yarrow/design/static/vendor"


@pytest.mark.parametrize("name", NAMES)
def test_component_draws_what_npm_draws(name: str) -> None:
    file = FIXTURES / name / "fixtures.json"
    if not file.exists():
        pytest.skip("NOT CHECKED: frontend/node_modules is missing; run python hatch_build.py")

    fixtures = json.loads(file.read_text())["fixtures"]

    assert fixtures
    for fixture in fixtures:
        assert Tokens(component(name, fixture["options"])).found == Tokens(fixture["html"]).found, fixture[
            "name"
        ]


def test_built_files_hold_no_mark_of_others_and_ask_no_other_machine() -> None:
    css = VENDOR / "app.css"
    if not css.exists():
        pytest.skip("NOT CHECKED: the look is not built; run python hatch_build.py")

    assert not [word for word in ("GDS Transport", "@font-face", "crest", "crown") if word in css.read_text()]
    assert sorted(path.name for path in VENDOR.rglob("*") if path.is_file() and path.suffix != ".gz") == [
        "app.css",
        "govuk-frontend.min.js",
        "icon-document.svg",
    ]


def test_own_script_is_short_and_writes_only_text() -> None:
    scripts = sorted((ROOT / "src/yarrow/design/static/design").glob("*.js"))
    lines = [line for script in scripts for line in script.read_text().splitlines()]

    assert scripts
    assert len(lines) < 500  # passkeys, sealing what is typed, and the cover are the most of it
    for barred in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "localStorage"):
        assert not [line for line in lines if barred in line]
