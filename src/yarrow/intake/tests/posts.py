"""What is typed and pressed again and again. Every person in it is invented."""

import re
from typing import Any
from uuid import UUID

from django.test import Client

from yarrow.config.cast import Cast
from yarrow.kernel.ids import new_id

HARMED = "He locks the door when he goes out, says Mair."
OTHER = "Dewi says that he wants to stop."
CHILDREN = "Nia is seven and sleeps badly."

FORM = "/start/"


def typed(**changes: str) -> dict[str, str]:
    """A public form that can be sent, but for what is changed."""
    return {
        "once": str(new_id()),
        "brought_by": "professional",
        "sender": "Bethan, a school nurse",
        "about_harmed": HARMED,
        "about_other": OTHER,
        "about_children": CHILDREN,
        "may_reach": "unknown",
    } | changes


def sent(browser: Client, **changes: str) -> Any:
    return browser.post(FORM, typed(**changes))


def the_case(cast: Cast, **changes: Any) -> dict[str, Any]:
    """The first page of triage for a family of three, each with a worker of their own."""

    def worker(part: str) -> str:
        return str(cast.worker(part).pk)

    return {
        "rows": "3",
        "pathway": "restorative_approaches",
        "setting": "family",
        "source": "agency",
        "abuse": "yes",
        "lead": worker("harmed_worker"),
        "supervisor": worker("supervisor"),
        "name_0": "Mair",
        "age_0": "adult",
        "role_0": "harmed",
        "worker_0": worker("harmed_worker"),
        "name_1": "Dewi",
        "age_1": "adult",
        "role_1": "caused_harm",
        "worker_1": worker("other_worker"),
        "name_2": "Nia",
        "age_2": "child",
        "role_2": "child_exposed",
        "worker_2": worker("child_worker"),
    } | changes


def referral_ids(browser: Client) -> list[UUID]:
    """Whatever the list links to."""
    page = browser.get("/incoming/").content.decode()
    return [UUID(found) for found in re.findall(r'href="/incoming/([0-9a-f-]{36})/"', page)]


def radio(page: str, name: str, label: str) -> str:
    """The value behind a radio button that reads so."""
    for found in re.finditer(
        rf'<input[^>]*name="{name}"[^>]*value="([^"]*)".*?<label[^>]*>(.*?)</label>', page, re.DOTALL
    ):
        if label in found[2]:
            return found[1]
    raise AssertionError(f"{name} offers no {label}")


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page) or re.search(
        rf'value="([^"]*)"[^>]*name="{name}"', page
    )
    assert found, name
    return found[1]
