"""Reading a replay file, strictly: a word that the vocabulary does not have is refused, never guessed."""

import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any, NoReturn

import yaml

from . import vocabulary as words
from .case import Expected, Line, Person, ReplayCase, Step

_CODE = re.compile(r"E[1-9]\d?|MISSING")
_PERSON_KEYS = frozenset({"key", "part", "age", "relation"})
_STEP_KEYS = frozenset({"day", "est", "note", "facts", "expect"})
_EXPECT_KEYS = frozenset(
    {"answer", "basis", "because", "not_because", "missing", "if_complete", "about", "for", "note"}
)
_CASE_KEYS = frozenset(
    {
        "id",
        "title",
        "source",
        "pathway",
        "setting",
        "source_outcome",
        "decisive_point",
        "difficulty",
        "uncertain",
        "people",
        "steps",
    }
)


class ReplayRefused(Exception):
    """A file that does not keep to the vocabulary."""

    def __init__(self, path: Path, step: int | None, what: str) -> None:
        place = f"step {step}" if step else "head"
        super().__init__(f"{path.name}, {place}: {what}")


def files_in(paths: Collection[str]) -> list[Path]:
    """The files named, and every ``*.yaml`` of a folder named; raises ReplayRefused for what is not there."""
    found: list[Path] = []
    for path in map(Path, paths):
        inside = sorted(path.glob("*.yaml")) if path.is_dir() else [path] * path.is_file()
        if not inside:
            raise ReplayRefused(path, None, "no replay file here")
        found += inside
    return found


def read_case(path: Path) -> ReplayCase:
    """The case in a file; raises ReplayRefused with file, step and word."""
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as failure:
        raise ReplayRefused(path, None, f"cannot be read as YAML: {failure}") from failure
    return _Reader(path).case(raw)


class _Reader:
    """Knows which file and step it is reading, for the words of a refusal."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._step: int | None = None
        self._people: dict[str, Person] = {}

    def case(self, raw: Any) -> ReplayCase:
        head = self._mapping(raw, _CASE_KEYS, "case")
        self._people = {person.key: person for person in map(self._person, self._list(head, "people"))}
        if not self._people:
            self._refuse("people: there is nobody in this case")
        return ReplayCase(
            path=self._path,
            slug=str(head.get("id", self._path.stem)),
            pathway=self._closed(head, "pathway", words.PATHWAYS),
            setting=str(head.get("setting", "")),
            people=self._people,
            steps=tuple(self._steps(head)),
        )

    def _person(self, raw: Any) -> Person:
        given = self._mapping(raw, _PERSON_KEYS, "people")
        key = str(given.get("key", ""))
        if not key:
            self._refuse("people: a person without a key")
        age = {"age": "unknown"} | given
        return Person(key, self._closed(given, "part", words.PARTS), self._closed(age, "age", words.AGES))

    def _steps(self, head: dict[str, Any]) -> Iterator[Step]:
        for number, raw in enumerate(self._list(head, "steps"), start=1):
            self._step = number
            given = self._mapping(raw, _STEP_KEYS, "step")
            if type(given.get("day")) is not int:
                self._refuse(f"day: {given.get('day')!r} is not a whole number")
            lines = tuple(self._line(each) for each in self._list(given, "facts"))
            expect = self._mapping(given.get("expect") or {}, words.FORMS, "expect")
            expected = tuple(self._expected(form, each) for form, each in expect.items())
            yield Step(number, given["day"], lines, expected)

    def _line(self, raw: Any) -> Line:
        if not isinstance(raw, dict) or len(raw) != 1:
            self._refuse(f"facts: {raw!r} is not one fact")
        kind, keys = next(iter(raw.items()))
        if kind not in words.FACTS:
            self._refuse(f"fact {kind!r} is not in the vocabulary")
        shape = words.EVERYWHERE | words.FACTS[kind]
        given = self._mapping(keys or {}, shape, kind)
        said = {key: value for key, value in given.items() if value is not None}
        if (needed := words.NEEDED.get(kind)) and needed not in said:
            self._refuse(f"{kind}: {needed} is not said")
        return Line(kind, {key: self._values(f"{kind}.{key}", said[key], shape[key]) for key in said})

    def _values(self, where: str, raw: Any, shape: words.Of | words.Values) -> tuple[str, ...]:
        listed = raw if isinstance(raw, list) else [raw]
        for value in listed:
            if isinstance(value, bool):
                self._refuse(f"{where}: {value!r} is a bare yes or no; it must be quoted")
            if not isinstance(value, str | int | float):
                self._refuse(f"{where}: {value!r} is not a word")
        values = tuple(str(value) for value in listed)
        allowed = self._people if shape is words.Of.PERSON else shape
        if not isinstance(allowed, words.Of):
            for value in values:
                self._known(where, value, allowed)
        return values

    def _expected(self, form: str, raw: Any) -> Expected:
        given = self._mapping(raw, _EXPECT_KEYS, form)
        if "basis" in given:
            self._closed(given, "basis", words.BASES)
        if not isinstance(given.get("if_complete", False), bool):
            self._refuse(f"{form}.if_complete: {given['if_complete']!r} is neither true nor false")
        return Expected(
            form=form,
            answer=self._closed(given, "answer", words.ANSWERS),
            because=self._codes(given, "because"),
            not_because=self._codes(given, "not_because"),
            missing=self._codes(given, "missing"),
            if_complete=given.get("if_complete", False),
            about=self._values(f"{form}.about", given.get("about", ["harm"]), words.TOPICS),
            whose=self._values(f"{form}.for", given["for"], words.Of.PERSON)[0] if "for" in given else "",
        )

    def _codes(self, given: dict[str, Any], key: str) -> tuple[str, ...]:
        codes = tuple(str(code) for code in self._list(given, key))
        for code in codes:
            if not _CODE.fullmatch(code):
                self._refuse(f"{key}: {code!r} is not a reason")
        return codes

    def _closed(self, given: dict[str, Any], key: str, allowed: words.Values) -> str:
        value = given.get(key)
        if isinstance(value, bool):
            self._refuse(f"{key}: {value!r} is a bare yes or no; it must be quoted")
        return self._known(key, str(value), allowed)

    def _known(self, where: str, value: str, allowed: Collection[str]) -> str:
        if value not in allowed:
            self._refuse(f"{where}: {value!r} is not one of {', '.join(allowed)}")
        return value

    def _mapping(self, raw: Any, keys: Collection[str], what: str) -> dict[str, Any]:
        if not isinstance(raw, dict):
            self._refuse(f"{what}: {raw!r} is not a list of keys")
        for key in raw:
            if key not in keys:
                self._refuse(f"{what}: key {key!r} is not in the vocabulary")
        return dict(raw)

    def _list(self, given: dict[str, Any], key: str) -> list[Any]:
        raw = given.get(key) or []
        if not isinstance(raw, list):
            self._refuse(f"{key}: {raw!r} is not a list")
        return raw

    def _refuse(self, what: str) -> NoReturn:
        raise ReplayRefused(self._path, self._step, what)
