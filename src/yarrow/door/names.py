"""Names of people, schools, employers and places: how one that is protected is recognised. Pure."""

from collections.abc import Iterable, Iterator, Sequence

from .kinds import Kind
from .letters import Token, tokens_of
from .lexicon import (
    COMMONEST,
    DAYS,
    DROPPED,
    GENERIC,
    MONTHS,
    TITLES,
    TYPES,
    WORD_NAMES,
    given_names,
    ordinary,
    surnames,
    towns,
)
from .signs import Plain, Shape, runs
from .words import exact, slips, sounds, written

_LONG_ENOUGH_FOR_A_SLIP = 6
_SHORTEST, _PAIR = 3, 2
_SHORTEST_NAME_SPACED = 5
GENERIC_FORMS = frozenset(exact(word) for word in GENERIC)
_NOT_NAMES = (
    frozenset(("english", "welsh", "british", "i", "ok", "tv", "gp", "nhs", "uk", "pip", "dvla"))
    | frozenset(MONTHS)
    | frozenset(DAYS)
)


def people_in(words: str, *, secret: bool = False) -> Iterator[Plain]:
    """Names in a field that asks for somebody; "her sister Anwen" is Anwen."""
    tokens = tokens_of(words)
    capitals = list(proper_runs(tokens, all_are_names=True))
    if not capitals and tokens:
        capitals = [
            [token for token in tokens if token.word not in ordinary() or token.word in given_names()]
        ]
    for run in capitals:
        yield from of_name(run, secret=secret)


def proper_runs(tokens: Sequence[Token], *, all_are_names: bool = False) -> list[list[Token]]:
    """Words with a capital that stand together, in running words.

    A capital at the beginning of a sentence says nothing, unless the word is a first name or is rare,
    or another capital follows at once.
    """
    found: list[list[Token]] = []
    run: list[Token] = []
    for at, token in enumerate(tokens):
        joins = not token.opens and "," not in token.gap and "." not in token.gap
        if run and not joins:
            found, run = [*found, run], []
        if _is_proper(tokens, at, all_are_names=all_are_names) or (
            run and token.word in DROPPED and joins and _is_capital(tokens, at + 1)
        ):
            run.append(token)
        elif run:
            found, run = [*found, run], []
    return [each for each in [*found, run] if each]


def _is_capital(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].capital and not tokens[at].opens


def _is_proper(tokens: Sequence[Token], at: int, *, all_are_names: bool) -> bool:
    token = tokens[at]
    word = token.word
    if (
        not token.capital
        or word in TITLES
        or word in _NOT_NAMES - {"may", "mai", "june", "april"}
        or len(word) == 1
    ):
        return False
    if word in COMMONEST and word not in WORD_NAMES | given_names():
        return False
    if (
        not token.opens
        or word in given_names()
        or (all_are_names and word not in ordinary() - surnames() - WORD_NAMES)
    ):
        return True
    return word not in ordinary() or (_is_capital(tokens, at + 1) and not tokens[at + 1].gap.strip())


def of_name(run: Sequence[Token], *, secret: bool = False) -> Iterator[Plain]:
    """One person: first and family name together in any order, also by sound; and each where it tells alone.

    A first name alone tells, since nobody else in a letter is likely to have it; one that is a word as well
    only with a capital inside a sentence, and a month never. A family name alone only where it is rare.
    """
    words = [
        token.word
        for token in run
        if not token.is_number and token.word not in COMMONEST | DROPPED - {"mair"}
    ]
    words = [word for word in words if word not in GENERIC or len(words) == 1]
    kept = words or [token.word for token in run if token.word in WORD_NAMES]
    if len(kept) > 1:
        yield _whole_name([kept[0], kept[-1]], "name", secret=secret)
    for at, word in enumerate(kept):
        if at == 0 or (word not in surnames() and word not in ordinary()):
            yield from _alone(word, secret=secret)


def own_name(words: str) -> Iterator[Plain]:
    """The full name of the person whose room it is: never one word of it alone, and no news to the family."""
    kept = [token.word for token in tokens_of(words) if len(token.word) > 1 and token.word not in TITLES]
    if len(kept) < _PAIR:
        return
    yield _whole_name([kept[0], kept[-1]], "own", own=True)


def _whole_name(words: Sequence[str], called: str, *, secret: bool = False, own: bool = False) -> Plain:
    """First and family name together, in any order; middle names come and go."""
    return Plain(
        kind=Kind.NAME,
        shape=Shape.TOGETHER,
        name=f"{called} " + " ".join(sorted(words)),
        elements=tuple(frozenset((*written(word), *sounds(word, letter="P", least=2))) for word in words),
        anywhere=runs(words, words[::-1]),
        parts=tuple(exact(word) for word in words),
        secret=secret,
        own=own,
    )


def _alone(word: str, *, secret: bool) -> Iterator[Plain]:
    if word in MONTHS or word in COMMONEST - WORD_NAMES or len(word) < _SHORTEST or word.isdigit():
        return
    is_word = word in WORD_NAMES or (word in ordinary() and word not in given_names() | surnames())
    forms = {f"N:{word}"} if is_word else {exact(word)}
    if not is_word and len(word) >= _LONG_ENOUGH_FOR_A_SLIP:
        forms |= set(slips(word))
    yield Plain(
        kind=Kind.NAME,
        shape=Shape.TOGETHER,
        name=f"alone {word}",
        elements=(frozenset(forms),),
        anywhere=frozenset() if is_word else runs([word], least=_SHORTEST_NAME_SPACED),
        parts=(exact(word),),
        secret=secret,
    )


def places_in(words: str, *, secret: bool = False) -> Iterator[Plain]:
    """Names of schools, employers and other places in a field that asks for one, or in running words."""
    for run in proper_runs(tokens_of(words)):
        yield from place_of(run, secret=secret)


def place_of(run: Iterable[Token], *, secret: bool = False) -> Iterator[Plain]:
    """One place. Two words of its own together; one where it is rare, or beside what sort of place it is.

    A town is no place by itself; "Llanelwy Care Home" is all of these words together.
    """
    said = [token.word for token in run if not token.is_number]
    words = [word for word in said if word not in DROPPED and (len(word) >= _SHORTEST or word == "st")]
    own = [word for word in words if word not in GENERIC | COMMONEST | {"st"}]
    sort = [word for word in words if word in GENERIC or word in TYPES]
    rare = [word for word in own if word not in ordinary() and f"={word}" not in towns().values()]
    each = [frozenset(written(word)) for word in own]
    if "".join(own) in towns():
        if sort:
            yield _place(
                [*each, *(frozenset((exact(word),)) for word in sort)], [*own, *sort], said, secret=secret
            )
        return
    if len(rare) == 1:
        yield _place([frozenset(_of_place(rare[0]))], rare, said, secret=secret)
    if len(own) > 1 and (rare or not sort):
        yield _place(each, own, said, secret=secret)
    elif own and sort and not rare:
        sorts = frozenset((*GENERIC_FORMS, *(exact(word) for word in sort)))
        yield _place([*each, sorts], own, said, secret=secret)


def _place(
    elements: Sequence[frozenset[str]], own: Sequence[str], words: Sequence[str], *, secret: bool
) -> Plain:
    return Plain(
        kind=Kind.PLACE,
        shape=Shape.TOGETHER,
        name="place " + " ".join(sorted(own)),
        elements=tuple(elements),
        anywhere=runs(words, own)
        | (runs(own, least=_SHORTEST_NAME_SPACED) if len(elements) == 1 else frozenset()),
        parts=tuple(exact(word) for word in own),
        secret=secret,
    )


def _of_place(word: str) -> Iterator[str]:
    yield exact(word)
    if len(word) >= _LONG_ENOUGH_FOR_A_SLIP:
        yield from slips(word)
