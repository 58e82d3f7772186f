"""The demo's one document: drawn here, with a place beside it that the safe copy does not have."""

from yarrow.config.demo.files import a_drawing
from yarrow.config.families import Family
from yarrow.files.queries import content_of, documents_in


def test_the_drawing_of_the_demo_has_a_safe_copy_without_its_place(family: Family) -> None:
    a_drawing(family)
    room, member = family.rooms["child"], family.holder("child")
    (found,) = documents_in(room, member.keyring)

    assert found.original is not None
    assert found.safe_copy is not None
    original = b"".join(content_of(found.original, room.pk))
    copy = b"".join(content_of(found.safe_copy, room.pk))
    assert b"A telephone" in original
    assert b"A telephone" not in copy
    assert b"Exif" not in copy
