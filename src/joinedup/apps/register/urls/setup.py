"""Addresses for the guided set-up."""

from django.urls import URLPattern, path

from joinedup.apps.register.views import setups

urlpatterns: list[URLPattern] = [
    path("set-up/", setups.begin_setup_page, name="begin_setup"),
    path("set-up/<int:pk>/", setups.setup_page, name="setup"),
    path("set-up/<int:pk>/finish/", setups.finish_setup_page, name="finish_setup"),
    path("set-up/<int:pk>/<str:step>/", setups.setup_step_page, name="setup_step"),
]
