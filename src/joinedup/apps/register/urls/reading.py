"""Addresses for reading the register."""

from django.urls import URLPattern, path, register_converter
from django.urls.converters import StringConverter

from joinedup.apps.register.views import (
    areas,
    home,
    organisations,
    partnerships,
    people,
    problems,
    seats,
    structure,
)


class Ref(StringConverter):
    """The ref of a row, but for the words that stand in its place in the addresses for editing."""

    regex = "(?!add/|duplicates/)[^/]+"


register_converter(Ref, "ref")

urlpatterns: list[URLPattern] = [
    path("", home.home, name="home"),
    path("areas/<str:code>/", areas.area, name="area"),
    path("areas/<str:code>/structure/", structure.area_structure, name="structure"),
    path("areas/<str:code>/problem-board/", problems.area_problem_board, name="area_problem_board"),
    path("problem-board/", problems.problem_board, name="problem_board"),
    path("partnerships/", partnerships.partnerships, name="partnerships"),
    path("partnerships/<ref:ref>/", partnerships.partnership, name="partnership"),
    path("partnerships/<ref:ref>/seats/", seats.seats, name="seats"),
    path("partnerships/<ref:ref>/history/", partnerships.history, name="history"),
    path("partnerships/<ref:ref>/structure/", structure.family_structure, name="family_structure"),
    path("organisations/", organisations.organisations, name="organisations"),
    path("organisations/<ref:ref>/", organisations.organisation, name="organisation"),
    path("diaries/", people.diaries, name="diaries"),
    path("people-diaries/<int:pk>/", people.person, name="person"),
]
