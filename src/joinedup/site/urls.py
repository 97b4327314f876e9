"""Addresses: each room's own, under its own name."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("people/", include("joinedup.apps.people.urls")),
    path("health/", include("joinedup.apps.health.urls")),
    path("audit/", include("joinedup.apps.audit.urls")),
    path("", include("joinedup.apps.register.urls")),
]
if settings.DEBUG:
    from joinedup.site.style_guide import style_guide

    urlpatterns += [path("style-guide/", style_guide)]
