"""Choosing English or Welsh: Django's own view, which keeps the choice in a cookie."""

from django.views import i18n
from django.views.decorators.http import require_POST

from joinedup.apps.people.permissions import public

set_language = public(require_POST(i18n.set_language))
