"""What the facts of one room protect, sign by sign, while it is plain. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields

from yarrow.gate.facts import Fact
from yarrow.gate.facts.kept import KeptFromOthers, KeptWhat
from yarrow.gate.facts.who import AddressSecret, AgeBand, Identity, Reach

from .addresses import addresses_in, of_address, secret_town, signs_of
from .codes import cars_in, mails_in, phones_in, postcodes_in
from .fields import PROTECTS, Looked
from .kinds import Kind
from .letters import Token, tokens_of
from .lexicon import COMMONEST, DAYS, DROPPED, MONTHS, TYPES
from .names import of_name, own_name, people_in, place_of, places_in, proper_runs
from .numbers import days_in, hours_in
from .reading import quotations, towns_in
from .signs import Plain, Shape, code, runs
from .words import exact, slips, written

_CHILDREN = frozenset({AgeBand.CHILD, AgeBand.YOUNG_PERSON})
_WINDOWED = 6
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class How:
    """What the rest of its room says about one record: whether it is part of a secret, or a child's."""

    secret: bool = False
    is_child: bool = False


@dataclass(slots=True)
class Made:
    """What some facts protect: signs, and runs of a child's words; and what stands there besides."""

    signs: dict[tuple[str, bool], Plain] = field(default_factory=dict)
    quoted: set[str] = field(default_factory=set)
    known: set[str] = field(default_factory=set)

    def take(self, found: Iterable[Plain]) -> None:
        """Keep each sign once."""
        for sign in found:
            self.signs.setdefault((sign.name, sign.secret), sign)


def hows_of(facts: Sequence[Fact]) -> list[How]:
    """For each of these facts of one room, how it is looked at."""
    is_child = any(isinstance(each, Identity) and each.age_band in _CHILDREN for each in facts)
    guarded = _guarded(facts)
    return [How(secret=each is guarded, is_child=is_child) for each in facts]


def made_of(found: Fact, how: How) -> Made:
    """Every sign of what one fact protects, and what it says that its room knows."""
    made = Made()
    for looked, words in texts_of(found):
        tokens = tokens_of(words)
        made.take(_signs_in(looked, words, tokens, secret=how.secret))
        if Looked.CHILD in looked or (how.is_child and Looked.OWN_WORDS in looked):
            made.quoted |= set(quotations([token.word for token in tokens]))
        made.known |= {f"k:{exact(token.word)}" for token in tokens if token.capital}
        made.known |= {f"k:{form}" for _at, form in towns_in(tokens)}
        if found.kind in _READ_HERE:
            made.known |= set(quotations([token.word for token in tokens]))
    if isinstance(found, KeptFromOthers):
        made.take(of_kept(found))
    made.known |= {f"i:{sign.name}" for sign in made.signs.values()}
    return made


_READ_HERE = frozenset({"shared_words"})
"""Kinds whose every word somebody agreed may be read here: quoting them to this person tells nothing."""


def texts_of(found: Fact) -> Iterator[tuple[Looked, str]]:
    """The fields of one fact that protect something, and their words."""
    for each in fields(found):  # type: ignore[arg-type]  # every kind is made a dataclass by fact()
        looked = PROTECTS.get(f"{found.kind}.{each.name}")
        if looked is not None and (words := getattr(found, each.name)):
            yield looked, words


def own_words(facts: Iterable[Fact]) -> frozenset[str]:
    """The names of the person whose room it is: none of them alone stops anything."""
    names = (f"{each.known_as} {each.full_name}" for each in facts if isinstance(each, Identity))
    return frozenset(token.word for name in names for token in tokens_of(name))


def _guarded(facts: Sequence[Fact]) -> Fact | None:
    """Where something must stay secret, the newest way to reach the person is part of it."""
    if not any(isinstance(each, AddressSecret) for each in facts):
        return None
    return next((each for each in reversed(facts) if isinstance(each, Reach)), None)


def _signs_in(looked: Looked, words: str, tokens: Sequence[Token], *, secret: bool) -> Iterator[Plain]:
    yield from anywhere_in(words, tokens, secret=secret)
    if Looked.ADDRESS in looked:
        yield from of_address(words, secret=secret)
    if Looked.SOMEBODY in looked:
        yield from people_in(words)
    if Looked.NAMES in looked:
        for run in proper_runs(tokens):
            yield from of_name(run)
    if Looked.PLACES in looked:
        yield from places_in(words)
    if Looked.OWN_NAME in looked:
        yield from own_name(words)
    if Looked.SECRET_TOWNS in looked:
        yield from (secret_town(form, secret=False) for _at, form in towns_in(tokens))


def anywhere_in(words: str, tokens: Sequence[Token], *, secret: bool = False) -> Iterator[Plain]:
    """What is protected in whatever words it stands: codes, and streets."""
    if any(sign.isdigit() for sign in words):
        yield from (code(Kind.POSTCODE, "c", each, secret=secret) for each in postcodes_in(words))
        yield from (code(Kind.CAR, "c", each, secret=secret) for each in cars_in(words))
        yield from (code(Kind.PHONE, "t", each, secret=secret) for each in phones_in(words))
    if "@" in words:
        yield from (code(Kind.EMAIL, "j", each, secret=secret) for each in mails_in(words))
    if any(token.word in TYPES for token in tokens):
        for street in addresses_in(tokens):
            yield from signs_of(street, secret=secret)


def of_kept(kept: KeptFromOthers) -> Iterator[Plain]:
    """The signs of what must never reach the others, by what sort of thing it is; always secret."""
    words, what = kept.words, kept.what
    yield from anywhere_in(words, tokens_of(words), secret=True)
    if what is KeptWhat.ADDRESS:
        yield from of_address(words, secret=True)
    elif what in {KeptWhat.SCHOOL, KeptWhat.WORK}:
        yield from place_of(tokens_of(words), secret=True)
    elif what is KeptWhat.PERSON:
        yield from people_in(words, secret=True)
    elif what is KeptWhat.APPOINTMENT:
        yield from _appointment(words)
    elif what is KeptWhat.OTHER:
        yield from _phrase(words)


def _appointment(words: str) -> Iterator[Plain]:
    """Its day and its hour within a few words of each other; and the place, and the name."""
    tokens = tokens_of(words)
    days = frozenset(form for _at, form in days_in(tokens) if form.startswith("D:"))
    days = days or frozenset(form for _at, form in days_in(tokens))
    hours = frozenset(form for _at, form in hours_in(tokens))
    if days and hours:
        name = "appointment " + " ".join(sorted(days | hours))
        yield Plain(
            kind=Kind.APPOINTMENT, shape=Shape.TOGETHER, name=name, elements=(days, hours), secret=True
        )
    for run in proper_runs(tokens):
        yield from place_of(run, secret=True)
    if days:
        for run in proper_runs(tokens):
            own = [
                token.word
                for token in run
                if token.word not in DROPPED | COMMONEST | DAYS.keys() | MONTHS.keys()
            ]
            if own:
                elements = (days, *(frozenset(written(word)) for word in own))
                name = "there " + " ".join(sorted((*days, *own)))
                yield Plain(
                    kind=Kind.APPOINTMENT, shape=Shape.TOGETHER, name=name, elements=elements, secret=True
                )


def _phrase(words: str) -> Iterator[Plain]:
    """All its words that are not among the commonest, close together; one alone, since somebody said so."""
    tokens = [token for token in tokens_of(words) if not token.is_number]
    kept = [token.word for token in tokens if token.word not in COMMONEST and len(token.word) >= _SHORTEST]
    if not kept or len(kept) > 2 * _WINDOWED:
        return
    alone = len(kept) == 1
    forms = (frozenset({exact(word), *slips(word)}) if alone else frozenset(written(word)) for word in kept)
    yield Plain(
        kind=Kind.SECRET,
        shape=Shape.TOGETHER,
        name="kept " + " ".join(sorted(kept)),
        elements=tuple(forms),
        anywhere=runs(kept),
        secret=True,
    )
