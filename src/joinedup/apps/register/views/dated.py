"""A request that knows the day it asks about (set by the site for every request)."""

from datetime import date

from django.http import HttpRequest


class DatedRequest(HttpRequest):
    """`on` is the day the page is shown as at; `on_wrong` says why a day given could not be read."""

    on: date
    today: date
    on_wrong: str
