"""Reads the wording of the library: data in ``en`` and ``cy``. Strictly: what it does not know it refuses."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from yarrow.cases.terms import Pathway, Setting
from yarrow.gate.forms import Form
from yarrow.library.rules import group_of
from yarrow.library.terms import Group, Tongue, When

_OURS = Path(__file__).parent
_LINES = ("not_for", "prepared", "kept", "not_kept")
_WHEN = tuple(each.value for each in When)

Lines = tuple[str, ...]
Prompts = Mapping[When, Lines]


class BadWording(ValueError):
    """A file of wording has something in it that it may not have, or lacks something."""


@dataclass(frozen=True, slots=True)
class FormPage:
    """All that the library says of one way of working, in one language; the rules are asked apart."""

    form: Form
    what: str
    not_for: Lines
    prepared: Lines
    kept: Lines
    not_kept: Lines
    prompts: Prompts
    children: Prompts
    pathways: tuple[Pathway, ...]
    settings: tuple[Setting, ...]


@cache
def page_of(form: Form, tongue: Tongue) -> FormPage:
    """What is said of a way of working: what its group shares, and what is its own."""
    own, shared = _of_form(form, tongue), _of_group(group_of(form), tongue)
    home = _homes()[form]
    return FormPage(
        form=form,
        what=own["what"],
        not_for=tuple(own["not_for"]),
        prepared=(*own["prepared"], *shared["prepared"]),
        kept=(*own["kept"], *shared["kept"]),
        not_kept=(*own["not_kept"], *shared["not_kept"]),
        prompts={when: (*shared["prompts"][when.value], *own["prompts"][when.value]) for when in When},
        children={when: tuple(shared["children"][when.value]) for when in When},
        pathways=tuple(Pathway(each) for each in home["pathways"]),
        settings=tuple(Setting(each) for each in home["settings"]),
    )


@cache
def around(tongue: Tongue) -> Mapping[Pathway | Setting, Lines]:
    """What to look out for on each pathway and in each setting."""
    read = _read(tongue, "around", {"reviewed", "pathway", "setting"})
    said = {**read["pathway"], **read["setting"]}
    return {each: tuple(_lines(said, each.value, tongue)) for each in (*Pathway, *Setting)}


@cache
def is_reviewed(tongue: Tongue) -> bool:
    """Whether somebody who speaks the language has read it."""
    return _read(tongue, "around", {"reviewed", "pathway", "setting"})["reviewed"] is True


def _of_form(form: Form, tongue: Tongue) -> Mapping[str, Any]:
    read = _read(tongue, form.value, {"what", "prompts", *_LINES})
    if not isinstance(read["what"], str) or not read["what"].strip():
        raise BadWording(f"{form.value}.{tongue}: what it is")
    return read


def _of_group(group: Group, tongue: Tongue) -> Mapping[str, Any]:
    known = {"prompts", "children", "prepared", "kept", "not_kept"}
    return _read(tongue, group.value, known)


def _read(tongue: Tongue, name: str, known: set[str]) -> Mapping[str, Any]:
    place = f"{name}.{tongue.value}"
    read = tomllib.loads((_OURS / tongue.value / f"{name}.toml").read_text(encoding="utf-8"))
    if wrong := set(read) ^ known:
        raise BadWording(f"{place}: {', '.join(sorted(wrong))}")
    for key in known & set(_LINES):
        _lines(read, key, tongue)
    for key in known & {"prompts", "children"}:
        if set(read[key]) != set(_WHEN):
            raise BadWording(f"{place}: {key}")
        for when in _WHEN:
            _lines(read[key], when, tongue)
    return read


def _lines(read: Mapping[str, Any], key: str, tongue: Tongue) -> list[str]:
    found = read.get(key)
    if not isinstance(found, list) or not all(isinstance(each, str) and each.strip() for each in found):
        raise BadWording(f"{key}.{tongue.value} is no list of words")
    return found


@cache
def _homes() -> Mapping[Form, Mapping[str, list[str]]]:
    read = tomllib.loads((_OURS / "forms.toml").read_text(encoding="utf-8"))
    if set(read) != {form.value for form in Form}:
        raise BadWording("forms.toml does not name every form once")
    return {Form.of(name): home for name, home in read.items()}
