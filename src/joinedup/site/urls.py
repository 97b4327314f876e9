"""Addresses: each room's own, under its own name."""

from django.urls import include, path

urlpatterns = [
    path("people/", include("joinedup.apps.people.urls")),
    path("health/", include("joinedup.apps.health.urls")),
    path("audit/", include("joinedup.apps.audit.urls")),
    path("", include("joinedup.apps.register.urls")),
]
