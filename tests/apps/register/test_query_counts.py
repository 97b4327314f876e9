"""At most twelve queries a page, whatever the size and whoever asks: the same pages at two sizes."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from joinedup.apps.people.models import Person
from joinedup.apps.register.actions.links import link_partnerships
from joinedup.apps.register.actions.partnerships import change_partnership
from joinedup.apps.register.actions.seats import appoint
from joinedup.apps.register.models import Organisation, Partnership
from joinedup.apps.register.queries.search import Found, Wanted, found, matching
from tests.apps.register.making import BY_SYSTEM, SINCE, START, TODAY, area, organisation, partnership, seat
from tests.conftest import cast_member

SIGN_IN = "joinedup.apps.people.adapters.SignInBackend"

pytestmark = pytest.mark.django_db

MOST = 12
PAGES = (
    "home", "area", "structure", "area_problem_board", "problem_board", "partnerships", "partnership",
    "seats", "history", "family_structure", "organisations", "organisation", "diaries", "person",
)  # fmt: skip
QUERIES = (
    {},
    {"on": "2003-01-01"},
    {"all": "1", "recorded": "yes", "q": "north", "vacant": "on", "theme": "crime"},
)


def fill(num: int) -> dict[str, list[Any]]:
    """A register of so many partnerships in two areas; and the address of every page in it."""
    here, there = area(), area("E06000002", "Middlesbrough")
    council = organisation()
    lsp = partnership(type_id="lsp", nation="England", areas=[(here, True)])
    partnership("Nowhere")
    change_partnership(lsp, from_day=TODAY, name="One Northmoor", **BY_SYSTEM)
    for place in range(num):
        child = partnership(f"Group {place}", areas=[(here, True), (there, False)], themes=["crime", "health"])
        link_partnerships(child, lsp, life=SINCE, **BY_SYSTEM)
        for row in (child, lsp):
            appoint(seat(row, num_places=2), council, life=SINCE, person_name=f"P {place}", **BY_SYSTEM)
            appoint(seat(row), organisation(f"Body {place} {row.pk}"), life=SINCE, **BY_SYSTEM)
    addresses: dict[str, list[Any]] = {name: [lsp.ref] for name in PAGES}
    plain = {name: [] for name in ("home", "problem_board", "partnerships", "organisations", "diaries")}
    in_area = {name: [here.code] for name in ("area", "structure", "area_problem_board")}
    person = Person.objects.get(name="P 0")
    return addresses | plain | in_area | {"organisation": [council.ref], "person": [person.pk]}


@pytest.mark.parametrize("num", [1, 12])
@pytest.mark.parametrize("who", ["nobody", "everything", "area"])
def test_no_page_needs_more_than_twelve_queries(
    who: str, num: int, client: Client, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    addresses = fill(num)
    if who != "nobody":
        person = cast_member("Mo", "manager", **({"area": area()} if who == "area" else {}))
        client.force_login(person, backend=SIGN_IN)
    for name, arguments in addresses.items():
        if name == "person" and who == "nobody":
            continue
        for query in QUERIES:
            with django_assert_max_num_queries(MOST, info=f"{name} {query}"):
                answer = client.get(reverse(f"register:{name}", args=arguments), query)
            assert answer.status_code == 200, (name, query)


def test_the_list_of_partnerships_is_cut_at_fifty(client: Client, db: None) -> None:
    Partnership.objects.bulk_create(
        Partnership(name=f"P {place:03}", name_key=f"p {place:03}", valid_from=START) for place in range(60)
    )
    Organisation.objects.bulk_create(
        Organisation(name=f"O {place:03}", name_key=f"o {place:03}") for place in range(60)
    )
    first, last = (client.get("/partnerships/", {"page": page}).content.decode() for page in (1, 2))
    assert first.count('scope="row"') == 50
    assert last.count('scope="row"') == 10
    assert "P 059" in last
    assert client.get("/organisations/").content.decode().count('scope="row"') == 50


def test_a_search_is_made_once_and_only_its_page_is_read(
    db: None, django_assert_num_queries: Callable[..., Any]
) -> None:
    Partnership.objects.bulk_create(
        Partnership(name=f"P {place:03}", name_key=f"p {place:03}", valid_from=START) for place in range(120)
    )
    with django_assert_num_queries(1):
        rows = found(Wanted(text="P 0", sort="newest"), TODAY)
        assert len(rows) == 100
    with django_assert_num_queries(1):
        assert [row.name for row in rows[50:53]] == ["P 050", "P 051", "P 052"]
    assert (rows[99].name, rows[-1].name, rows[100:]) == ("P 099", "P 099", [])
    everything = [row.pk for row in matching(Wanted(sort="oldest"), TODAY)]
    assert [row.pk for row in found(Wanted(sort="oldest"), TODAY)] == everything


def test_a_partnership_that_goes_between_two_queries_is_left_out(db: None) -> None:
    one, other = (Partnership.objects.create(name=name, name_key=name, valid_from=START) for name in ("a", "b"))
    rows = Found(Partnership.objects.order_by("pk"))
    one.delete()
    assert list(rows[:2]) == [other]
