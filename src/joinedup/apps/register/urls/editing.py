"""Addresses for editing."""

from django.urls import URLPattern, path

from joinedup.apps.register.views import appointments as appointing
from joinedup.apps.register.views import coverage, links, organisation_editing, requirements, seat_editing
from joinedup.apps.register.views import partnership_editing as editing

A = "partnerships/<str:ref>/"

urlpatterns: list[URLPattern] = [
    path("partnerships/add/", editing.add_partnership_page, name="add_partnership"),
    path(A + "correct/", editing.correct_partnership_page, name="correct_partnership"),
    path(A + "change/", editing.change_partnership_page, name="change_partnership"),
    path(A + "accept/", editing.accept_partnership_page, name="accept_partnership"),
    path(A + "end/", editing.end_partnership_page, name="end_partnership"),
    path(A + "requirements/add/", requirements.add_requirement_page, name="add_requirement"),
    path(A + "requirements/<str:requirement>/end/", requirements.end_requirement_page, name="end_requirement"),
    path(A + "coverage/", coverage.set_coverage_page, name="set_coverage"),
    path(A + "links/add/", links.link_partnership_page, name="link_partnership"),
    path(A + "links/<int:link>/end/", links.end_link_page, name="end_link"),
    path(A + "seats/add/", seat_editing.add_seat_page, name="add_seat"),
    path(A + "seats/add-listed/", seat_editing.add_profile_seats_page, name="add_profile_seats"),
    path("seats/<str:ref>/correct/", seat_editing.correct_seat_page, name="correct_seat"),
    path("seats/<str:ref>/end/", seat_editing.end_seat_page, name="end_seat"),
    path("seats/<str:ref>/appoint/", appointing.appoint_page, name="appoint"),
    path("appointments/<str:ref>/end/", appointing.end_appointment_page, name="end_appointment"),
    path("organisations/add/", organisation_editing.add_organisation_page, name="add_organisation"),
    path("organisations/duplicates/", organisation_editing.duplicates, name="duplicates"),
    path(
        "organisations/<str:ref>/correct/",
        organisation_editing.correct_organisation_page,
        name="correct_organisation",
    ),
    path(
        "organisations/<str:ref>/merge/<str:other>/",
        organisation_editing.merge_organisations_page,
        name="merge_organisations",
    ),
]
