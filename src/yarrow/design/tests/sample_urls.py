"""Addresses that exist only for these tests."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path

from yarrow.design.colours import RoomColour, RoomShown
from yarrow.design.fields import DayField
from yarrow.design.forms import PageForm
from yarrow.kernel.errors import NotThere

handler400 = "yarrow.design.error_pages.not_understood"
handler403 = "yarrow.design.error_pages.not_there"
handler404 = "yarrow.design.error_pages.not_there"
handler500 = "yarrow.design.error_pages.went_wrong"

PAGE = """
{% extends "design/base.html" %}
{% block content %}
  {{ ui.error_summary(form) }}
  {% call ui.page_form(request) %}
    {{ ui.form_fields(form) }}
    {{ ui.save_button("Save", room) }}
  {% endcall %}
{% endblock %}
"""
PUBLIC_PAGE = """
{% extends "design/public_base.html" %}
{% block page_heading %}{{ ui.page_heading("Hello") }}{% endblock %}
"""


class EveryWidget(PageForm):
    name = forms.CharField(label="First name", help_text="As they say it", max_length=40)
    words = forms.CharField(label="Their words", widget=forms.Textarea)
    wish = forms.ChoiceField(
        label="Wish", widget=forms.RadioSelect, choices=[("stay", "Stay"), ("end", "End")]
    )
    helps = forms.MultipleChoiceField(
        label="Who helps", widget=forms.CheckboxSelectMultiple, choices=[("kin", "Family"), ("work", "Work")]
    )
    reach = forms.ChoiceField(label="How to reach", choices=[("", "Choose"), ("call", "Call")])
    on = DayField(label="Spoken on")
    minutes = forms.IntegerField(label="Minutes")
    email = forms.EmailField(label="E-mail")
    passphrase = forms.CharField(label="Passphrase", widget=forms.PasswordInput)
    read_back = forms.BooleanField(label="Read back to them")
    draft = forms.CharField(widget=forms.HiddenInput)


def page_of(request: HttpRequest, form: PageForm) -> HttpResponse:
    room = RoomShown("Asha", RoomColour.MOSS)
    template = engines["pages"].from_string(PAGE)
    return HttpResponse(template.render({"form": form, "room": room}, request))


def show(request: HttpRequest) -> HttpResponse:
    return page_of(request, EveryWidget())


def show_problems(request: HttpRequest) -> HttpResponse:
    problems = {name: [f"{name} is wrong"] for name in EveryWidget.base_fields} | {"__all__": ["All of it"]}
    return page_of(request, EveryWidget.offered_again({"on-day": ["3"], "on-year": ["2026"]}, problems))


def show_public(request: HttpRequest) -> HttpResponse:
    return HttpResponse(engines["pages"].from_string(PUBLIC_PAGE).render({}, request))


def refuse(request: HttpRequest) -> HttpResponse:
    raise NotThere("a room that is there, but not for you")


def fail(request: HttpRequest) -> HttpResponse:
    raise ValueError("12 Mill Lane")


def download(request: HttpRequest) -> HttpResponse:
    return HttpResponse("a letter", headers={"Content-Disposition": "attachment"})


urlpatterns = [
    path("", include("yarrow.design.urls")),
    path("show/", show, name="show"),
    path("problems/", show_problems),
    path("public/", show_public),
    path("refuse/", refuse),
    path("fail/", fail),
    path("download/", download),
]
