"""What was so on a day: facts that changed, the list that is searched, the vacancies that are counted."""

from datetime import date, timedelta

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from joinedup.apps.register.actions.endings import end_partnership
from joinedup.apps.register.actions.partnerships import change_partnership
from joinedup.apps.register.actions.requirements import add_requirement
from joinedup.apps.register.actions.seats import appoint, end_appointment
from joinedup.apps.register.models import Appointment, Partnership, Seat
from joinedup.apps.register.queries.partnerships import facts_on, one_on, sheet
from joinedup.apps.register.queries.records import appointment_record, seat_record
from joinedup.apps.register.queries.search import Wanted, matching
from joinedup.apps.register.queries.vacancies import counts_and_vacant, longest_vacant, seat_counts
from joinedup.rules.life import Life
from joinedup.rules.register.seats import vacancies
from tests.apps.register.making import BY_SYSTEM, SINCE, START, TODAY, area, organisation, partnership, seat

pytestmark = pytest.mark.django_db

FIRST_CHANGE, SECOND_CHANGE = date(2003, 4, 1), date(2003, 10, 1)
DAYS = [
    START,
    FIRST_CHANGE - timedelta(days=1),
    FIRST_CHANGE,
    SECOND_CHANGE - timedelta(days=1),
    SECOND_CHANGE,
]


def found(day: date = TODAY, **wanted: object) -> list[str]:
    """The names that a search finds."""
    return [row.name for row in matching(Wanted(**wanted), day)]  # type: ignore[arg-type] # as given


@pytest.fixture
def changed(db: None) -> Partnership:
    """A partnership that took a new name, and later a new purpose and type."""
    row = partnership("Old Name", purpose="First", type_id="lsp")
    change_partnership(row, from_day=FIRST_CHANGE, name="New Name", **BY_SYSTEM)
    change_partnership(row, from_day=SECOND_CHANGE, purpose="Second", type_id="cdrp", **BY_SYSTEM)
    return row


def test_each_day_has_the_facts_of_that_day(changed: Partnership) -> None:
    told = [(row.name, row.purpose, row.type_id) for row in (one_on(changed.ref, day) for day in DAYS)]
    assert told == [
        ("Old Name", "First", "lsp"),
        ("Old Name", "First", "lsp"),
        ("New Name", "First", "lsp"),
        ("New Name", "First", "lsp"),
        ("New Name", "Second", "cdrp"),
    ]


def test_a_list_of_partnerships_has_the_facts_of_that_day_too(changed: Partnership) -> None:
    other = partnership("Never Changed")
    rows = facts_on(list(Partnership.objects.order_by("pk")), START)
    assert [row.name for row in rows] == ["Old Name", "Never Changed"]
    assert other.pk == rows[1].pk


def test_the_filter_by_type_asks_about_the_day(changed: Partnership) -> None:
    assert found(START, type_id="lsp") == found(FIRST_CHANGE, type_id="lsp") == ["New Name"]
    assert found(SECOND_CHANGE, type_id="lsp") == []
    assert found(SECOND_CHANGE, type_id="cdrp") == ["New Name"]


def test_a_former_name_still_finds_it(changed: Partnership) -> None:
    assert found(text="old name") == ["New Name"]


def test_before_it_ended_a_partnership_was_not_ended() -> None:
    row = partnership(legal_personality="no")
    end_partnership(row, until=FIRST_CHANGE, **BY_SYSTEM)
    assert one_on(row.ref, START).status == "active"
    assert one_on(row.ref, FIRST_CHANGE).status == "ended"
    assert found(START, status="active") == ["Northmoor Together"]
    assert found(FIRST_CHANGE) == []
    assert found(FIRST_CHANGE, status="ended") == ["Northmoor Together"]


def test_it_is_found_by_who_sits_on_it_on_the_day_and_not_after() -> None:
    row = partnership()
    held = appoint(seat(row), organisation("Moorside Housing Association"), life=SINCE, **BY_SYSTEM)
    end_appointment(held, until=FIRST_CHANGE, **BY_SYSTEM)
    assert found(START, text="moorside housing") == ["Northmoor Together"]
    assert found(FIRST_CHANGE, text="moorside housing") == []


def test_it_is_found_by_the_words_of_a_theme() -> None:
    partnership("Safer Northmoor", themes=["crime"])
    partnership("Healthy Northmoor", themes=["health"])
    assert found(text="community safety") == ["Safer Northmoor"]
    assert found(theme="health") == ["Healthy Northmoor"]


def test_origin_is_statute_before_funding() -> None:
    row = partnership()
    add_requirement(row, kind="funding", title="NRF", life=SINCE, **BY_SYSTEM)
    assert found(origin="funding") == ["Northmoor Together"]
    add_requirement(row, kind="statute", title="An Act", life=Life(FIRST_CHANGE), **BY_SYSTEM)
    assert found(START, origin="funding") == ["Northmoor Together"]
    assert found(FIRST_CHANGE, origin="funding") == []
    assert found(FIRST_CHANGE, origin="statute") == ["Northmoor Together"]
    assert found(no_reason=True) == []


def test_it_is_found_by_its_area_or_by_having_none() -> None:
    partnership("With", areas=[(area(), False)])
    partnership("Without")
    assert found(area="stockton") == found(area="e06000004") == ["With"]
    assert found(area="none") == ["Without"]


def test_the_list_can_be_cut_to_vacancies() -> None:
    full, empty = partnership("Full"), partnership("Empty")
    appoint(seat(full), organisation(), life=SINCE, **BY_SYSTEM)
    seat(empty)
    assert found(has_vacancies=True) == ["Empty"]


def test_the_sheet_keeps_rows_of_other_days_for_the_history() -> None:
    row = partnership()
    held = appoint(seat(row), organisation(), life=SINCE, **BY_SYSTEM)
    end_appointment(held, until=FIRST_CHANGE, **BY_SYSTEM)
    assert len(sheet(one_on(row.ref, TODAY), TODAY).appointments) == 1


days = st.dates(date(2002, 4, 1), date(2004, 12, 31))


@st.composite
def terms(draw: st.DrawFn) -> tuple[Life, int]:
    """When an appointment runs, and for how many places."""
    start, end = draw(days), draw(st.none() | days)
    until = end if end and end > start else None
    is_known = draw(st.booleans())
    life = Life(start, None, until) if is_known else Life(None, start, until)
    return life, draw(st.integers(1, 2))


class TheCountInTheDatabase(TestCase):
    """Agrees with the rule, whatever appointments there are."""

    @settings(max_examples=40)
    @given(places=st.integers(1, 3), held=st.lists(terms(), max_size=5), day=days)
    def test_vacant_places_and_the_longest_vacancy_are_those_of_the_rule(
        self, places: int, held: list[tuple[Life, int]], day: date
    ) -> None:
        row = partnership()
        place = seat(row, num_places=places)
        who = organisation()
        for life, number in held:
            Appointment.objects.create(
                seat=place,
                partnership=row,
                organisation=who,
                num_places=number,
                valid_from=life.valid_from,
                known_on=life.known_on,
                valid_until=life.valid_until,
            )
        rows = list(Appointment.objects.select_related("organisation", "person"))
        rule = vacancies([seat_record(place)], [appointment_record(x, place.ref) for x in rows], day)
        assert seat_counts([row.pk], day) == {row.pk: (places, rule.num_vacant)}
        num, longest = longest_vacant(Partnership.objects.on(day), day)
        assert num == len(longest) == (1 if rule.num_vacant else 0)
        assert counts_and_vacant([row.pk], day) == ({row.pk: (places, rule.num_vacant)}, longest)
        if longest:
            assert (longest[0].num_vacant, longest[0].since) == (rule.num_vacant, rule.vacancies[0].since)


def test_the_longest_vacancies_come_first() -> None:
    row = partnership()
    for name, since in (("B", date(2003, 1, 1)), ("A", date(2002, 9, 1)), ("C", START)):
        Seat.objects.create(partnership=row, qualifier=name, valid_from=since)
    num, longest = longest_vacant(Partnership.objects.on(TODAY), TODAY, most=2)
    assert (num, [one.seat for one in longest]) == (3, ["C", "A"])


def test_the_seats_of_a_partnership_not_yet_there_say_that_it_was_not(client: Client) -> None:
    row = Partnership.objects.create(name="Later", name_key="later", valid_from=date(2003, 4, 1))
    page = client.get(f"/partnerships/{row.ref}/seats/?on=2003-03-31")
    assert "has not been recorded" not in page.content.decode()
    assert client.get(f"/partnerships/{row.ref}/seats/?on=2003-04-01").status_code == 200
