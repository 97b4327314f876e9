"""The project's own settings; only the list of addresses has one more."""

from joinedup.site.settings import *  # noqa: F403 - all of them

ROOT_URLCONF = "benchmarks.serving.urls"
WSGI_APPLICATION = "benchmarks.serving.wsgi.application"
