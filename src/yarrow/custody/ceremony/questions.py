"""What each ceremony asks."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from django.core.management import CommandError

from yarrow.custody.actions import FirstWorker
from yarrow.custody.actions.setting_up import FIRST_POSTS
from yarrow.custody.kit import Kit, NoKit, kit_of, read_kit
from yarrow.custody.models import LETTERS, PAIRS
from yarrow.custody.rules import Named
from yarrow.kernel.decision import Refused
from yarrow.sealing.recovery_shares import SEALED_BYTES
from yarrow.sealing.typed import Mistyped, read_block, read_typed, spelled_block
from yarrow.staff.rules import passphrase_is_good_enough
from yarrow.staff.terms import Post

from .asking import Asking, Wrong
from .saying import words_of

_ADVICE = {"a": "for example the chair", "b": "the safeguarding lead", "c": "the data protection lead"}
_SLIP = "There is a slip in it: the check at the end does not fit. Type it again from the paper."
_BLOCK_LINES = len(spelled_block(bytes(SEALED_BYTES), "ab"))


def ask_custodians(to: Asking, known: Mapping[str, Named] | None = None) -> list[Named]:
    """The three custodians; those who are ``known`` need only be confirmed by an empty answer."""
    return [_ask_custodian(to, letter, (known or {}).get(letter)) for letter in LETTERS]


def _ask_custodian(to: Asking, letter: str, known: Named | None) -> Named:
    who = f"Custodian {letter.upper()}"
    before = (known.name, known.office, known.contact) if known else ("", "", "")
    asked = (
        ("name", f"{who}, name"),
        ("office", f"{who}, office in the charity ({_ADVICE[letter]})"),
        ("contact", f"{who}, a word by which you know them on the telephone"),
    )
    answers = [
        to.ask(f"{letter}.{key}", f"{question} [{kept}]" if kept else question, _Said(kept))
        for (key, question), kept in zip(asked, before, strict=True)
    ]
    return Named(*answers)


class _Said:
    """Something was typed; nothing typed means what was there before."""

    def __init__(self, otherwise: str) -> None:
        self._otherwise = otherwise

    def __call__(self, typed: str) -> str:
        clean = " ".join(typed.split()) or self._otherwise
        if not clean:
            raise Wrong("Please say something here.")
        return clean


def ask_first_worker(to: Asking) -> FirstWorker:
    """Who comes in first; the passphrase is asked twice and shows nowhere."""
    username = to.ask("first.username", "First worker, sign-in name", _Said(""))
    name = to.ask("first.name", "First worker, name", _Said(""))
    post = to.ask("first.post", f"First worker, post ({' or '.join(sorted(FIRST_POSTS))})", _post)

    def good(typed: str) -> str:
        if isinstance(said := passphrase_is_good_enough(typed, username=username), Refused):
            raise Wrong(words_of(said))
        return typed

    passphrase = to.ask("first.passphrase", "First worker, passphrase", good, is_secret=True)

    def same(typed: str) -> str:
        if typed != passphrase:
            raise Wrong("That is not the same passphrase.")
        return typed

    to.ask("first.passphrase", "The same passphrase once more", same, is_secret=True)
    return FirstWorker(username, name, Post(post), passphrase)


def _post(typed: str) -> str:
    clean = typed.strip().lower()
    if clean not in FIRST_POSTS:
        raise Wrong("The first worker is a supervisor or a manager.")
    return clean


def ask_two_codes(to: Asking) -> tuple[bytes, bytes]:
    """Two codes, typed by two people, shown to nobody. A slip is told at once."""
    first = to.ask("first_code", "First custodian, type your code (it does not show)", _code, is_secret=True)

    def another(typed: str) -> str:
        if _code(typed) and read_typed(typed) == read_typed(first):
            raise Wrong("That is the first code again. It takes two custodians.")
        return typed

    second = to.ask(
        "second_code", "Second custodian, type your code (it does not show)", another, is_secret=True
    )
    return read_typed(first), read_typed(second)


def _code(typed: str) -> str:
    try:
        read_typed(typed)
    except Mistyped:
        raise Wrong(_SLIP) from None
    return typed


def ask_kit(to: Asking, path: Path | None) -> Kit:
    """The kit from its file or, without one, the sealed lines of one pair typed from paper."""
    try:
        return read_kit(path.read_text()) if path is not None else _typed_kit(to)
    except OSError:
        raise CommandError(f"There is no kit at {path}.") from None
    except NoKit as mistake:
        where = f", {' and '.join(mistake.pair.upper())}, line {mistake.line}" if mistake.pair else ""
        raise CommandError(f"The kit has a mistake{where}.") from None


def _typed_kit(to: Asking) -> Kit:
    def known(typed: str) -> str:
        pair = "".join(sorted(sign for sign in typed.lower().replace("and", "") if sign in LETTERS))
        if pair not in PAIRS:
            raise Wrong("Two of the letters A, B and C, as they stand on the two kits.")
        return pair

    pair = to.ask("pair", "Which two custodians are here (for example A and C)", known)
    lines: list[str] = []
    while len(lines) < _BLOCK_LINES:
        lines.append(_ask_line(to, pair, lines))
    return kit_of({pair: read_block(lines, pair)})


def _ask_line(to: Asking, pair: str, before: Sequence[str]) -> str:
    number = len(before) + 1

    def fits(typed: str) -> str:
        try:
            read_typed(typed, f"{pair}/{number}")
        except Mistyped:
            raise Wrong(_SLIP) from None
        return typed

    return to.ask(f"line.{number}", f"Sealed for {' and '.join(pair.upper())}, line {number}", fits)
