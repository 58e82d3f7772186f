"""The kit as text and on paper: what is printed opens, and a slip is told with its place."""

import re

import pypdfium2
import pytest

from yarrow.custody.actions.restoring import recover_from_kit
from yarrow.custody.kit import Kit, NoKit, kit_of, kit_text, read_kit
from yarrow.custody.models import PAIRS
from yarrow.custody.paper import Holder, printed_kit
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Refused
from yarrow.kernel.ids import new_id
from yarrow.sealing.age import new_age_identity
from yarrow.sealing.recovery_shares import Kept, new_codes, seal_for_pairs
from yarrow.sealing.typed import read_block, read_typed, spelled

from .conftest import THREE

pytestmark = pytest.mark.once
KEPT = Kept(b"r" * 32, b"p" * 32, new_age_identity().secret)
CODES = new_codes()
SERVICE = new_id()
KIT = Kit(SERVICE, 3, seal_for_pairs(kept=KEPT, codes=CODES, service=SERVICE, round_=3))


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


@pytest.mark.parametrize(
    "text", ["", "RECOVERY KIT 1", "SEALED FOR A AND A\n 1 0000", "SEALED FOR A AND B\n"]
)
def test_what_is_no_kit_is_refused(text: str) -> None:
    with pytest.raises(NoKit):
        read_kit(text)


def test_a_slip_in_a_kit_is_told_with_its_line() -> None:
    lines = kit_text(KIT).splitlines()
    at = lines.index("SEALED FOR A AND C") + 4
    lines[at] = lines[at].replace(lines[at][-1], "0" if lines[at][-1] != "0" else "1")

    with pytest.raises(NoKit) as told:
        read_kit("\n".join(lines))

    assert (told.value.pair, told.value.line) == ("ac", 4)


def test_bundles_of_two_services_are_no_kit() -> None:
    other = seal_for_pairs(kept=KEPT, codes=CODES, service=new_id(), round_=3)

    with pytest.raises(NoKit):
        kit_of({"ab": KIT.sealed["ab"], "ac": other["ac"]})
    with pytest.raises(NoKit):
        kit_of({"ab": KIT.sealed["ac"]})


def test_the_text_of_a_kit_has_no_secret_and_comes_back() -> None:
    text = kit_text(KIT)

    assert read_kit(text.lower()) == KIT
    for code in CODES:
        assert spelled(code) not in text
    assert KEPT.age_secret not in text


@pytest.mark.parametrize("letter", ["a", "b", "c"])
def test_a_paper_has_one_code_only_and_everything_to_restore(letter: str, clock: FixedClock) -> None:
    code = CODES["abc".index(letter)]
    pdf = printed_kit(kit=KIT, holder=Holder(letter, THREE), code=code, on=clock.today(), language="en")

    words = text_of(pdf)
    rows = re.search(r"((?:[0-9A-Z]{4}\s+){8}[0-9A-Z]{4})", words)
    assert rows is not None
    assert read_typed(rows[1]) == code
    flat = re.sub(r"[\s-]", "", words)
    for other in CODES:
        assert (spelled(other).replace("-", "") in flat) == (other == code)
    for pair in PAIRS:
        assert all(line in words for line in KIT.block(pair))
    assert THREE["abc".index(letter)].contact in words
    assert not any(who.contact in words for who in THREE if who != THREE["abc".index(letter)])
    assert "./run yarrow custody_restore" in words
    assert "./run yarrow custody_drill" in words


def test_a_paper_is_tagged_and_says_its_language(clock: FixedClock) -> None:
    for language in ("en", "cy"):
        pdf = printed_kit(
            kit=KIT, holder=Holder("a", THREE), code=CODES[0], on=clock.today(), language=language
        )

        assert pypdfium2.PdfDocument(pdf).is_tagged()
        assert b"pdfuaid" in pdf
        assert f"/Lang({language})".encode() in pdf


@pytest.mark.parametrize("pair", PAIRS)
def test_from_two_papers_alone_everything_is_recovered(pair: str, clock: FixedClock) -> None:
    """As on a bare machine: the lines are typed from one paper, the codes from two."""
    printed = text_of(
        printed_kit(kit=KIT, holder=Holder("a", THREE), code=CODES[0], on=clock.today(), language="en")
    )
    heading = f"Sealed for {pair[0].upper()} and {pair[1].upper()}"
    typed = re.findall(r"(?:[0-9A-Z]{4}-){8}[0-9A-Z]{4}", printed.split(heading)[1])[: len(KIT.block(pair))]

    blob = read_block([line.lower() for line in typed], pair)
    codes = ["abc".index(letter) for letter in pair]
    recovered = recover_from_kit(first=CODES[codes[1]], second=CODES[codes[0]], sealed=[blob])

    assert not isinstance(recovered, Refused)
    assert recovered[1] == KEPT
