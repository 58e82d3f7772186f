"""Every word a person may read has its line in the Welsh catalogue, and placeholders fit."""

from pathlib import Path

from babel.messages.catalog import Catalog

from tests.guards.reading import planted, tell
from workshop.catalogue import faults, marked, missing, written


def test_every_marked_word_is_in_the_catalogue() -> None:
    found = missing(marked(), written())

    assert not found, tell(found) + "\n\nAdd them: python -m workshop.catalogue --write"


def test_every_placeholder_fits() -> None:
    found = faults(written())

    assert not found, tell(found)


def test_a_forgotten_word_and_a_wrong_placeholder_are_found(tmp_path: Path) -> None:
    house = planted(tmp_path, rooms__terms='A = N_("Known")\nB = gettext("Forgotten")\n')
    (house / "page.html").write_text("{% trans %}On a page{% endtrans %}")
    have = Catalog(locale="cy")
    have.add("Known", "Hysbys")
    have.add("Seen %(day)s", "Gwelwyd %(dydd)s", flags=["python-format"])

    assert sorted(missing(marked(house), have)) == ["Forgotten", "On a page"]
    assert len(faults(have)) == 1
