from datetime import date

import pytest
from django.http import QueryDict
from django.test import Client
from django.utils.translation import override

from yarrow.design.forms import problems_of, summary_items, typed_in
from yarrow.design.tests.reading import PageRead
from yarrow.design.tests.sample_urls import EveryWidget

GOOD = QueryDict(
    "name=Asha&words=Peace&wish=end&helps=kin&helps=work&reach=call&on-day=3&on-month=4&on-year=2026"
    "&minutes=50&email=a@example.org&passphrase=p&read_back=on&draft=d&csrfmiddlewaretoken=secret"
)


def test_offer_again_without_problems_is_still_not_valid() -> None:
    fresh = EveryWidget(GOOD)

    offered = EveryWidget.offered_again(typed_in(fresh), {})

    assert fresh.is_valid()
    assert not offered.is_valid()


def test_offer_again_draws_what_the_refused_post_would_have_drawn() -> None:
    refused = EveryWidget(QueryDict("name=Asha&helps=kin&helps=work&on-day=31&on-month=2&on-year=2026"))

    offered = EveryWidget.offered_again(typed_in(refused), problems_of(refused))

    assert offered.render() == refused.render()
    assert summary_items(offered) == summary_items(refused)


def test_typed_in_keeps_only_the_fields_of_the_form() -> None:
    typed = typed_in(EveryWidget(GOOD))

    assert "csrfmiddlewaretoken" not in typed
    assert typed["helps"] == ["kin", "work"]
    assert typed["on-month"] == ["4"]


def test_clean_good_post_returns_plain_values() -> None:
    form = EveryWidget(GOOD)

    assert form.is_valid()
    assert form.cleaned_data["on"] == date(2026, 4, 3)


def test_problems_of_empty_post_names_each_question_once() -> None:
    form = EveryWidget(QueryDict(""))

    problems = problems_of(form)

    assert problems["wish"] == ["“Wish” needs an answer"]
    assert set(problems) == set(EveryWidget.base_fields)
    assert len({texts[0] for texts in problems.values()}) == len(problems)


def test_problems_of_a_welsh_post_are_in_welsh() -> None:
    with override("cy"):
        assert problems_of(EveryWidget(QueryDict("")))["wish"] == ["Mae angen ateb i “Wish”"]


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("on-month=4&on-year=2026", "The date must include a day"),
        ("on-day=3&on-year=2026", "The date must include a month"),
        ("on-day=3&on-month=4", "The date must include a year"),
        ("on-day=3&on-month=4&on-year=26", "The year must have four numbers"),
        ("on-day=31&on-month=2&on-year=2026", "Enter a date that is in the calendar"),
        ("on-day=x&on-month=2&on-year=2026", "Enter a date that is in the calendar"),
        ("on-day=²&on-month=2&on-year=2026", "Enter a date that is in the calendar"),
        ("on-day=3&on-month=4&on-year=0000", "Enter a date that is in the calendar"),
    ],
)
def test_clean_day_that_is_no_day_says_what_is_wrong(typed: str, problem: str) -> None:
    assert problems_of(EveryWidget(QueryDict(typed)))["on"] == [problem]


@pytest.mark.urls("yarrow.design.tests.sample_urls")
def test_error_summary_links_only_to_ids_that_are_in_the_page() -> None:
    read = PageRead(Client().get("/problems/").content.decode())

    links = [
        tag["href"] for tag in read.all("a") if "wrong" not in tag["href"] and tag["href"].startswith("#q")
    ]

    assert len(links) == len(EveryWidget.base_fields) - 1  # every field but the hidden one
    assert {link.removeprefix("#") for link in links} <= set(read.ids)
    assert "#q6-month" in links


@pytest.mark.urls("yarrow.design.tests.sample_urls")
def test_page_with_a_form_has_no_id_twice() -> None:
    ids = PageRead(Client().get("/problems/").content.decode()).ids

    assert sorted(ids) == sorted(set(ids))
