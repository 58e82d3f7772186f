"""Files that fetch or run something in ways that only their own program would see: not taken."""

import pytest

from yarrow.files.converting.answer import NotTaken
from yarrow.files.converting.papers import paper_copy
from yarrow.files.converting.sniffing import type_of

from .fetching import FETCHES_NOTHING, FETCHING, PACKED, paper_packed

pytestmark = pytest.mark.once


@pytest.mark.parametrize("what", FETCHING)
def test_what_fetches_something_is_not_taken(what: str) -> None:
    make, why = FETCHING[what]
    with pytest.raises(NotTaken) as refused:
        type_of(make())
    assert refused.value.code == why


@pytest.mark.parametrize("what", FETCHES_NOTHING)
def test_what_fetches_nothing_is_taken(what: str) -> None:
    assert type_of(FETCHES_NOTHING[what]()) in {"docx", "xlsx"}


@pytest.mark.parametrize("encrypted", [False, True])
@pytest.mark.parametrize("way", PACKED)
def test_a_script_is_seen_however_its_objects_are_packed(way: str, encrypted: bool) -> None:  # noqa: FBT001
    name, pack = PACKED[way]
    with pytest.raises(NotTaken) as refused:
        paper_copy(paper_packed(name, pack, acts=True, encrypted=encrypted))
    assert refused.value.code == "acts"


@pytest.mark.parametrize("encrypted", [False, True])
@pytest.mark.parametrize("way", PACKED)
def test_the_same_paper_without_a_script_is_taken(way: str, encrypted: bool) -> None:  # noqa: FBT001
    name, pack = PACKED[way]
    assert paper_copy(paper_packed(name, pack, acts=False, encrypted=encrypted)).type == "pdf"
