"""Addresses of this room."""

from django.urls import path

from joinedup.apps.health import views

app_name = "health"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("run-checks/", views.run_checks_page, name="run_checks"),
    path("checks/<str:check_id>/", views.check, name="check"),
    path("<str:ref>/", views.partnership, name="partnership"),
    path("<str:ref>/run-checks/", views.run_checks_of, name="run_checks_of"),
]
