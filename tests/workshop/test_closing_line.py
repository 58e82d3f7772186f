"""The closing line counts what happened, and a run that broke off is never counted as empty."""

from pathlib import Path

import pytest

from workshop import test as command
from workshop.test import Counts, read_report


def report(folder: Path, attributes: str) -> Path:
    path = folder / "report.xml"
    path.write_text(f"<testsuites><testsuite {attributes}></testsuite></testsuites>")
    return path


def test_an_error_in_set_up_counts_as_failed(tmp_path: Path) -> None:
    path = report(tmp_path, 'tests="9" failures="1" errors="2" skipped="3"')

    assert read_report(path) == Counts(passed=3, failed=3, skipped=3)


def test_a_report_without_a_suite_is_broken(tmp_path: Path) -> None:
    path = tmp_path / "report.xml"
    path.write_text("<testsuites/>")

    assert read_report(path).broken


@pytest.mark.parametrize("database", [Counts(broken=True), Counts(failed=1), Counts(passed=-1)])
def test_anything_but_a_clean_run_on_each_database_fails(
    database: Counts, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "_on_sqlite", lambda *_: Counts(passed=1))
    monkeypatch.setattr(command, "_on_postgresql", lambda *_: database)

    assert command.main([]) == 1
    assert capsys.readouterr().out.splitlines()[-1].endswith(" skipped")


def test_both_databases_are_summed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "_on_sqlite", lambda *_: Counts(passed=2, skipped=1))
    monkeypatch.setattr(command, "_on_postgresql", lambda *_: Counts(passed=2, skipped=1))

    assert command.main(["--long"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "4 passed, 0 failed, 2 skipped"


def test_an_unknown_option_runs_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["--fast"]) == 2
    assert "Usage" in capsys.readouterr().out
