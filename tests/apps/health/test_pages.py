"""The pages: public, as at a day, the worst first, never more than a dozen queries."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from joinedup import lawbook
from joinedup.apps.health import views
from joinedup.apps.health.models import Result
from joinedup.apps.health.templatetags.health_words import number_words
from joinedup.apps.people.models import Person
from joinedup.apps.people.permissions import PUBLIC
from joinedup.apps.register.models import Appointment, FormerFacts
from tests.apps.health.asking import ON, run, sign_in, text
from tests.apps.health.boards import START, appoint, balanced, cover, member, nest, partnership, seat
from tests.conftest import cast_member

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


def test_the_pages_are_public():
    for view in (views.overview, views.partnership, views.check):
        assert view.permission == PUBLIC


def test_with_nothing_kept_the_list_says_so_and_how_to_run(client, red):
    page = text(client, reverse("health:overview"))
    assert "No results are kept for this day or an earlier one" in page
    assert "background worker runs the checks every night" in page


def test_the_list_shows_red_first(client, red, green):
    run()
    page = text(client, reverse("health:overview"))
    assert "Results as at 1 January 2003, of 2 partnerships." in page
    rows = client.get(reverse("health:overview"), {"on": "2003-01-01"}).context["page"].object_list
    assert [row.light for row in rows][:2] == ["red", "red"]
    order = ["red", "amber", "no data", "green"]
    assert [order.index(row.light) for row in rows] == sorted(order.index(row.light) for row in rows)


def test_the_list_uses_the_latest_run_on_or_before_the_day(client, red):
    run(ON)
    member(red, "Firm", "private", valid_from=date(2004, 1, 1))
    run(date(2004, 1, 1))
    for day, shown in ((date(2003, 12, 31), "1 January 2003"), (date(2004, 6, 1), "1 January 2004")):
        assert f"Results as at {shown}" in text(client, reverse("health:overview"), day)
    assert "No results are kept" in text(client, reverse("health:overview"), ON - timedelta(days=1))


def test_the_list_is_filtered_by_area_check_and_light(client, red, green):
    run()

    def shown(**asked):
        page = client.get(reverse("health:overview"), {"on": "2003-01-01"} | asked).context["page"]
        return {(row.partnership.name, row.check_id, row.light) for row in page.object_list}

    assert {name for name, _check, _light in shown(area="X00002")} == {"Balanced"}
    assert {name for name, _check, _light in shown(area="area x00001")} == {"Council’s own"}
    assert shown(check="HC03") == {("Council’s own", "HC03", "red"), ("Balanced", "HC03", "green")}
    assert shown(light="green", area="X00001") == {("Council’s own", "HC04", "green")}
    assert len(shown(check="nonsense")) == 12


def test_a_check_that_is_not_built_is_explained_in_the_list(client, red):
    run()
    assert "no data: room not built" in text(client, reverse("health:overview"), check="HC20")


def test_no_roll_up_hides_the_red(client, red, green):
    run()
    given = client.get(reverse("health:overview"), {"on": "2003-01-01"}).context
    membership = next(heap for heap in given["dimensions"] if heap.name == "membership")
    assert (membership.worst, membership.num_red) == ("red", 2)
    assert sum(heap.num_no_data + heap.num_red + heap.num_amber + heap.num_green for heap in given["criteria"]) == 86


def test_a_partnerships_page_is_worked_out_for_the_day_and_needs_no_run(client, red):
    member(red, "Firm", "private", valid_from=date(2004, 1, 1))
    address = reverse("health:partnership", args=[red.ref])
    assert "public 5, private 0" in text(client, address)
    assert "public 5, private 1" in text(client, address, date(2004, 1, 1))
    assert not Result.objects.exists()


def test_a_partnerships_page_has_every_check_with_its_why_and_where_its_cut_off_is_from(client, red):
    page = text(client, reverse("health:partnership", args=[red.ref]))
    for check_id in lawbook.checks():
        assert f'id="{check_id}"' in page
    assert "Largest organisation Council: 100% of votes" in page
    assert "proposed default, editable per profile" in page
    assert "Hansard 7 Jan 2004" in page
    assert f"Version {lawbook.checks_version()} of the checks." in page
    assert page.count("no data: room not built") == 37


def test_records_behind_an_answer_are_named_and_linked(client, red):
    place = seat(red, qualifier="fire authority", role_text="observer", num_places=2)
    page = text(client, reverse("health:partnership", args=[red.ref]))
    assert ">Fire and rescue authority, observer</a>" in page
    assert f">{red.name}</a>" in page
    assert place.ref not in page


def test_a_partnerships_page_has_the_name_and_the_profile_of_the_day(client):
    row = partnership(profile_id="csp-england")
    facts = {"name": "Moor Forum", "profile_id": "lsp-2001"}
    FormerFacts.objects.create(partnership=row, facts=facts, valid_until=date(2004, 1, 1))
    address = reverse("health:partnership", args=[row.ref])
    page = text(client, address)
    assert "Moor Forum" in page
    assert "membership is determined locally" in page
    assert "Moor Forum" not in text(client, address, date(2004, 1, 1))


def test_a_record_merely_imported_says_what_that_means(client):
    row = partnership(accepted_on=ON)
    address = reverse("health:partnership", args=[row.ref])
    assert "Imported, not yet accepted" in text(client, address, ON - timedelta(days=1))
    assert "Imported, not yet accepted" not in text(client, address, ON)


def test_a_partnership_on_a_day_it_is_not_shown_has_nothing_to_check(client, red):
    page = text(client, reverse("health:partnership", args=[red.ref]), START - timedelta(days=1))
    assert "Not shown on 31 March 2002" in page


def test_the_trend_is_a_picture_with_its_figures_in_a_table(client, red):
    for day in (ON, date(2003, 2, 1)):
        run(day)
    page = text(client, reverse("health:partnership", args=[red.ref]), date(2003, 2, 1))
    assert '<title id="HC03-trend">HC03 over time</title>' in page
    assert "Figures of HC03 over time" in page
    assert "1 January 2003: red, 100% of votes." in page


def test_a_checks_page_says_what_it_is_and_who_is_red(client, red, green):
    run()
    page = text(client, reverse("health:check", args=["hc03"]))
    assert "No single organisation or sector can carry a vote alone" in page
    assert page.index("Council’s own") < page.index("Balanced")
    assert "at most 25% of votes" in page
    assert "largest organisation share and largest sector share of votes" in page


@pytest.mark.parametrize("check_id", sorted(lawbook.checks()))
def test_every_check_has_a_page_with_its_source(client, check_id):
    page = client.get(reverse("health:check", args=[check_id]))
    assert page.status_code == 200
    assert page.context["check"].cite


def test_a_check_or_partnership_that_there_is_not_is_not_found(client):
    assert client.get(reverse("health:check", args=["HC44"])).status_code == 404
    assert client.get(reverse("health:partnership", args=["nobody"])).status_code == 404


def test_no_person_is_named_on_any_page(client, red):
    ann = Person.objects.create_person("Ann Jones")
    Appointment.objects.update(person=ann)
    appoint(seat(red, qualifier="Chair"), "Firm", person=ann, valid_until=date(2002, 6, 1))
    run()
    for address in ("health:overview", "health:partnership", "health:check"):
        args = {"health:partnership": [red.ref], "health:check": ["HC01"]}.get(address, [])
        assert "Ann Jones" not in text(client, reverse(address, args=args))


def test_every_page_keeps_to_a_dozen_queries(client, alice, django_assert_max_num_queries):
    apex = balanced(partnership("Apex", accepted_on=START))
    for n in range(8):
        row = balanced(partnership(f"Partnership {n}", accepted_on=START))
        seat(row, qualifier="Empty")
        cover(row)
        nest(row, apex)
    FormerFacts.objects.create(partnership=apex, facts={"name": "Old"}, valid_until=date(2999, 1, 1))
    run()
    run(ON + timedelta(days=1))
    sign_in(client, alice)
    for address in (
        reverse("health:overview"),
        reverse("health:overview") + "?area=X00001",
        reverse("health:partnership", args=[apex.ref]),
        reverse("health:partnership", args=[row.ref]),
        reverse("health:check", args=["HC04"]),
    ):
        with django_assert_max_num_queries(MOST_QUERIES):
            assert client.get(address).status_code == 200


@pytest.mark.parametrize("num", [1, 9])
def test_the_manager_of_an_area_needs_a_dozen_queries_whatever_the_size(client, num, django_assert_max_num_queries):
    apex = balanced(partnership("Apex", accepted_on=START))
    for n in range(num):
        row = balanced(partnership(f"Partnership {n}", accepted_on=START))
        seat(row, qualifier="Empty")
        nest(row, apex)
        cover(row)
    area = cover(apex).area
    run()
    run(ON + timedelta(days=1))
    sign_in(client, cast_member("Mo", "manager", area=area))
    for address in (reverse("health:partnership", args=[each.ref]) for each in (apex, row)):
        for asked in ({}, {"on": "2003-01-05"}):
            with django_assert_max_num_queries(MOST_QUERIES):
                assert "Run the checks" in client.get(address, asked).content.decode()


def test_what_to_look_at_first_is_red_then_amber(client, red):
    row = partnership("Half and half", accepted_on=START)
    for n, (sector, places) in enumerate((("public", 30), ("private", 2), ("voluntary", 3), ("community", 2))):
        member(row, f"Body {n}", sector, places=places)
    given = client.get(reverse("health:partnership", args=[row.ref]), {"on": "2003-01-01"}).context["attention"]
    assert [card["light"] for card in given] == ["red", "red", "amber"]
    assert given[0]["title"].startswith("HC03")


@pytest.mark.parametrize(
    ("check_id", "number", "words"),
    [
        ("HC02", 0.08, "8% of voting seats"),
        ("HC04", 35.0, "35 days"),
        ("HC04", 1.0, "1 day"),
        ("HC07", 1.0, "1 pair of partnerships"),
        ("HC40", 1.0, "100% of partnerships known"),
        ("HC04", None, ""),
        ("HC20", 3.0, ""),
    ],
)
def test_a_number_is_said_with_its_unit(check_id, number, words):
    assert number_words(number, check_id) == words
