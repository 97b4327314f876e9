"""Set up a partnership, from nothing to the first meeting called, with a stop in the middle (2.32, 2.35)."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from joinedup.apps.people.models import Person
from tests.apps.register import setting_up
from tests.journeys.walking import fill_in, follow, heading, link_from_the_post, press, sign_in

ALICE = "alice@northmoor.example"
COUNCIL = "Northmoor Borough Council"
NAME = "Northmoor Works"
SAVE = "Save and go on"


@pytest.fixture(autouse=True)
def _empty_post(monkeypatch: pytest.MonkeyPatch) -> None:
    """No letters from another test."""
    monkeypatch.setattr("django.core.mail.outbox", [], raising=False)


def come_in(page: Page) -> None:
    """Sign in through the link in the e-mail."""
    page.goto("/people/sign-in/")
    page.get_by_label("E-mail address").fill(ALICE)
    press(page, "Send me a link")
    page.goto(link_from_the_post(ALICE))
    press(page, "Sign in")
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()


def choose_the_area(page: Page) -> None:
    page.get_by_label("Find an area by its name or code").fill("northmoor")
    page.get_by_label("Find an area by its name or code").press("Enter")  # searches; nothing is saved yet
    page.get_by_label("Northmoor (X07000001").select_option("The whole of it")
    press(page, SAVE)


def test_a_partnership_is_set_up_in_two_sittings(page: Page):
    come_in(page)
    page.goto("/partnerships/")
    follow(page, "Set up a partnership")
    press(page, "Begin")
    expect(page.get_by_role("main")).to_contain_text("Before you can finish, these are needed")
    expect(page.get_by_role("button", name="Finish and call the first meeting")).to_have_count(0)
    follow(page, "Say who is starting this")
    page.get_by_label("Which organisation is getting this going?").fill(COUNCIL)
    press(page, SAVE)
    assert heading(page) == "Choose the area"
    choose_the_area(page)
    expect(page.get_by_role("main")).to_contain_text("It covers: Northmoor (X07000001")
    fill_in(page, name=NAME, purpose="To bring work to Moorside.")
    press(page, "Save and stop for now")
    assert heading(page) == NAME
    page.get_by_role("button", name="Sign out").click()

    come_in(page)
    page.goto("/set-up/")
    follow(page, NAME)
    expect(page.locator("[aria-current=step]")).to_contain_text("Say what kind of partnership it is")
    follow(page, "Give it a name")
    expect(page.locator("main [name=name]")).to_have_value(NAME)  # what was answered is still there
    press(page, SAVE)
    assert heading(page) == "Say what kind of partnership it is"
    press(page, SAVE)
    fill_in(page, public=f"{COUNCIL}\nNorthmoor Police Division", private="Northmoor Chamber of Commerce")
    press(page, SAVE)
    expect(page.locator(".error-summary")).to_contain_text("Say why nobody is invited from")
    fill_in(page, why_not="The network of groups meets in July.")
    press(page, SAVE)
    assert heading(page) == "Agree the seats"
    press(page, SAVE)
    page.get_by_label("No: it is business for the first meeting").check()
    press(page, SAVE)
    fill_in(page, balance="Joan Marsden, the council")
    press(page, SAVE)
    meets_on = timezone.localdate() + timedelta(days=40)
    fill_in(page, day=f"{meets_on.day}/{meets_on.month}/{meets_on.year}", place="Town Hall, Northmoor")
    press(page, SAVE)
    assert heading(page) == NAME
    press(page, "Finish and call the first meeting")

    expect(page.get_by_role("status").first).to_contain_text("its first meeting is called")
    called = f"The first meeting is called for {meets_on:%A} {meets_on.day} {meets_on:%B %Y}. Place: Town Hall"
    expect(page.get_by_role("main")).to_contain_text(called)
    expect(page.get_by_role("main")).to_contain_text("Nobody is chosen to chair yet")
    follow(page, "Go to the partnership")
    assert heading(page) == NAME
    expect(page.get_by_role("main")).to_contain_text("To bring work to Moorside.")
    members = page.get_by_role("region", name="Members by sector")
    expect(members.get_by_role("row", name=re.compile("^Public"))).to_contain_text(COUNCIL)
    expect(members.get_by_role("row", name=re.compile("^Voluntary"))).to_contain_text("Nobody yet")
    expect(page.get_by_role("region", name="Seats and vacancies")).to_contain_text("1 place vacant")
    page.goto("/areas/X07000001/")
    expect(page.get_by_role("main").get_by_role("link", name=NAME).first).to_be_visible()
    page.goto("/")
    expect(page.get_by_role("main")).to_be_visible()


def test_those_who_were_invited_are_told_on_their_own_page(page: Page):
    alice = Person.objects.get(email=ALICE)
    answers = setting_up.ANSWERS | {"name": {"name": NAME, "purpose": ""}}
    answers["invite"] = answers["invite"] | {"private": ["Northmoor Chamber of Commerce"]}
    setup = setting_up.answered(alice, **answers)
    setting_up.finish_setup(setup, by=alice, at=timezone.now(), on=timezone.localdate())
    sign_in(page, "margaret@northmoor.example")  # represents the Chamber of Commerce
    page.get_by_role("link", name=re.compile("^Messages")).click()
    expect(page.get_by_role("main")).to_contain_text(f"{NAME}: you are invited to the first meeting")
    page.get_by_role("main").get_by_role("button", name=re.compile(f"^Open.*{NAME}")).click()
    assert heading(page) == NAME
