"""Addresses of the working day: random ids, and plain words that tell nothing (security.md R-40)."""

from django.urls import path

from .views import acts, case, caseload, changed, closely, near, pathway, today, unused, visit

app_name = "desk"

urlpatterns = [
    path("", today.today_page, name="today"),
    path("come-in/", today.let_in, name="let_in"),
    path("look-again/", today.look_again, name="look_again"),
    path("caseload/", caseload.caseload_page, name="caseload"),
    path("caseload/<int:number>/", caseload.caseload_page, name="caseload_page"),
    path("changed/", changed.changed_page, name="changed"),
    path("visit/", visit.visit_page, name="visit"),
    path("visit/back/", visit.back, name="back"),
    path("visit/longer/", visit.longer, name="longer"),
    path("visit/<uuid:visit_id>/found/", visit.found, name="found"),
    path("c/<uuid:case_id>/", case.case_page, name="case"),
    path("c/<uuid:case_id>/card/", acts.care_card, name="care_card"),
    path("c/<uuid:case_id>/team/", acts.allocate_worker, name="allocate"),
    path("c/<uuid:case_id>/number/", acts.name_harm_page, name="name_harm"),
    path("c/<uuid:case_id>/stop/", acts.stop, name="stop"),
    path("c/<uuid:case_id>/pathway/", pathway.pathway_page, name="pathway"),
    path("c/<uuid:case_id>/pathway/move/", pathway.move_page, name="move_pathway"),
    path("pathway/<uuid:move_id>/", pathway.agree_to_move_page, name="agree_to_move"),
    path("c/<uuid:case_id>/near/", near.near_page, name="near"),
    path("c/<uuid:case_id>/near/away/", near.keep_away_page, name="keep_away"),
    path("c/<uuid:case_id>/near/away/<uuid:worker_id>/", near.keep_away_now, name="keep_away_now"),
    path("c/<uuid:case_id>/near/list/", closely.closely_page, name="closely"),
    path("c/<uuid:case_id>/near/two/", closely.second_page, name="second"),
    path("c/<uuid:case_id>/near/keys/", unused.unused_page, name="unused"),
    path("c/<uuid:case_id>/back/", near.step_back_page, name="step_back"),
    path("q/<uuid:question_id>/", near.question, name="question"),
    path("two/<uuid:asked_id>/", closely.agree_page, name="agree"),
]
