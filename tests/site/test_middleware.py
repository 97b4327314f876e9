"""What every answer carries and every page is given."""

from datetime import date

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import ResolverMatch
from django.utils import timezone

from joinedup.site.context import the_day
from joinedup.site.middleware import POLICY, as_at


def asked(rf: RequestFactory, address: str):
    """A request after the middleware has read its day."""
    request = rf.get(address)
    as_at(lambda _request: HttpResponse())(request)
    request.resolver_match = ResolverMatch(lambda: None, (), {}, "home", ["register"], ["register"])
    return request


def test_the_policy_allows_nothing_inline_and_nothing_from_elsewhere():
    assert "unsafe" not in POLICY
    assert "http" not in POLICY
    assert "default-src 'none'" in POLICY


@pytest.mark.django_db
def test_every_answer_carries_the_policy_also_one_that_there_is_no_page():
    for address in ("/people/sign-in/", "/no-such-page/"):
        assert Client().get(address).headers["Content-Security-Policy"] == POLICY


@pytest.mark.parametrize("text", ["2002-04-01", "1/4/2002", "1 April 2002"])
def test_a_page_is_shown_as_at_the_day_asked_for(rf: RequestFactory, text: str):
    request = asked(rf, f"/?on={text}&q=moor")
    assert request.on == date(2002, 4, 1)
    given = the_day(request)
    assert (given["is_past"], given["on_wrong"], given["as_at_keep"]) == (True, "", [("q", "moor")])


def test_a_day_that_cannot_be_read_shows_today_and_says_why(rf: RequestFactory):
    request = asked(rf, "/?on=31/2/2002")
    assert request.on == timezone.localdate()
    assert "not in the calendar" in the_day(request)["on_wrong"]


def test_without_a_day_it_is_today(rf: RequestFactory):
    request = asked(rf, "/")
    assert request.on == request.today == timezone.localdate()
    assert not the_day(request)["is_past"]


def test_a_room_where_every_day_is_the_same_shows_no_day(rf: RequestFactory):
    request = asked(rf, "/people/me/")
    request.resolver_match = ResolverMatch(lambda: None, (), {}, "me", ["people"], ["people"])
    assert the_day(request) == {}


def test_a_long_text_for_a_day_is_not_told_back_whole(rf: RequestFactory):
    wrong = asked(rf, f"/?on={'2' * 5000}").on_wrong
    assert "is not a day" in wrong
    assert len(wrong) < 200


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/partnerships/%00/", "/partnerships/?q=a%00b", "/?%00=1"])
def test_the_character_nul_is_not_understood_wherever_it_stands(address: str):
    """PostgreSQL cannot even be asked about it: the page would fail."""
    answer = Client().get(address)
    assert answer.status_code == 400
    assert "could not understand" in answer.content.decode()


@pytest.mark.django_db
def test_the_character_nul_is_not_understood_in_a_form():
    answer = Client().post("/people/sign-in/", {"email": "a\x00@example.org"})
    assert answer.status_code == 400
