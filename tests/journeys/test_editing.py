"""Keeping the register: a seat, who takes it, and what is refused on the field that it speaks of."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from joinedup.apps.register.models import Appointment, Link, Partnership, Seat
from tests.journeys.walking import fill_in, follow, heading, press

FIFE = "Fife Partnership Board"
SEAT = "Young people’s champion"


def written(day: date) -> str:
    """A day as people write it."""
    return f"{day.day}/{day.month}/{day.year}"


def today() -> str:
    return written(timezone.localdate())


def page_of(page: Page, name: str) -> None:
    """Find a partnership by search, as people do."""
    page.goto("/partnerships/")
    page.get_by_role("search").get_by_role("searchbox").or_(page.locator("[name=q]")).first.fill(name)
    page.get_by_role("search").get_by_role("button", name="Search", exact=True).click()
    follow(page, name)
    assert heading(page) == name


def add_a_seat(page: Page) -> None:
    """From the partnership's page to a seat that stands vacant."""
    page_of(page, FIFE)
    follow(page, "Seats")
    follow(page, "Add a seat")
    press(page, "Add the seat")
    expect(page.locator(".error-summary")).to_be_focused()
    fill_in(page, qualifier=SEAT, valid_from=today())
    press(page, "Add the seat")
    expect(page.get_by_role("status").first).to_contain_text("The seat is recorded")


def row_of_seat(page: Page) -> str:
    return page.get_by_role("row", name=re.compile(f"^{SEAT}")).inner_text()


def test_a_seat_is_added_stands_vacant_and_is_taken(as_alice: Page):
    page = as_alice
    add_a_seat(page)
    assert "Vacant" in row_of_seat(page)
    page.get_by_role("link", name=f"Appoint {SEAT}").click()
    fill_in(page, organisation="Fife Youth Parliament", person_name="Isla Reid", valid_from=today())
    press(page, "Save the appointment")
    expect(page.locator(".error-summary")).to_contain_text("Choose which one you mean")
    page.get_by_label("Add “Fife Youth Parliament” to the register").check()
    press(page, "Save the appointment")
    expect(page.get_by_role("status").first).to_contain_text("The appointment is recorded")
    assert "Isla Reid" in row_of_seat(page)
    assert "Vacant" not in row_of_seat(page)
    follow(page, "History")
    expect(page.get_by_role("main")).to_contain_text("Isla Reid")


def test_an_appointment_to_a_place_that_is_held_is_refused_on_its_field(as_alice: Page):
    page = as_alice
    seat = Appointment.objects.filter(partnership__name=FIFE, valid_until=None).first().seat
    before = Appointment.objects.count()
    page.goto(f"/seats/{seat.ref}/appoint/")
    fill_in(page, organisation="Fife Council", valid_from=today())
    press(page, "Save the appointment")
    summary = page.locator(".error-summary")
    expect(summary).to_be_focused()
    link = summary.get_by_role("link").first
    target = (link.get_attribute("href") or "").removeprefix("#")
    link.press("Enter")
    expect(page.locator(f"#{target}")).to_be_focused()
    expect(page.locator(f"#{target}")).to_have_attribute("aria-invalid", "true")
    assert Appointment.objects.count() == before


def test_nesting_that_would_make_a_loop_is_refused_on_the_field(as_alice: Page):
    page = as_alice
    names = ("Swansea Public Services Board", "Gwent Public Services Board")
    for child, parent in (names, names[::-1]):
        ref = Partnership.objects.get(name=child).ref
        page.goto(f"/partnerships/{ref}/links/add/")
        page.get_by_label(re.compile("^Nested in")).check()
        fill_in(page, parent=parent, valid_from=today())
        press(page, "Save the link")
    summary = page.locator(".error-summary")
    expect(summary).to_contain_text(re.compile("loop|itself|inside", re.IGNORECASE))
    summary.get_by_role("link").first.click()
    expect(page.locator("[name=parent]")).to_be_focused()
    expect(page.locator("[name=parent]")).to_have_value(names[0])  # what was typed is still there
    assert Link.objects.filter(child__name=names[1], parent__name=names[0]).count() == 0


def test_a_change_by_somebody_else_in_between_is_noticed_and_nothing_is_lost(as_alice: Page):
    page = as_alice
    seat = Seat.objects.filter(partnership__name=FIFE).first()
    page.goto(f"/seats/{seat.ref}/correct/")
    Seat.objects.filter(pk=seat.pk).update(role_text="vice-chair")
    fill_in(page, source="The meeting of 3 May")
    press(page, "Save the correction")
    expect(page.locator(".error-summary")).to_contain_text("Somebody else changed this")
    expect(page.locator("[name=source]")).to_have_value("The meeting of 3 May")
    press(page, "Save the correction")
    expect(page.get_by_role("status").first).to_contain_text("The seat is put right")


@pytest.mark.parametrize("wrong", ["31/2/2026", "13/13/2026", "tomorrow", "2/3/99"])
def test_a_day_that_is_none_is_refused_in_words_and_kept(as_alice: Page, wrong: str):
    page = as_alice
    ref = Partnership.objects.get(name=FIFE).ref
    before = Seat.objects.count()
    page.goto(f"/partnerships/{ref}/seats/add/")
    fill_in(page, qualifier=SEAT, valid_from=wrong)
    press(page, "Add the seat")
    expect(page.locator("#id_valid_from_error")).to_contain_text("Error:")
    expect(page.locator("[name=valid_from]")).to_have_value(wrong)
    assert Seat.objects.count() == before


def test_an_ending_says_first_what_it_ends(as_alice: Page):
    page = as_alice
    page_of(page, FIFE)
    follow(page, "Record that it has ended")
    expect(page.locator(".warning")).to_contain_text("seats")
    fill_in(page, until=today())
    press(page, "End the partnership")
    expect(page.get_by_role("main")).to_contain_text(re.compile("ended|did not exist", re.IGNORECASE))
