"""Addresses of who has access, and to what."""

from django.urls import path

from joinedup.apps.register.views import access

urlpatterns = [
    path("access/", access.access, name="access"),
    path("access/give/", access.give_role, name="give_role"),
    path("access/<int:pk>/end/", access.end_role_page, name="end_role"),
]
