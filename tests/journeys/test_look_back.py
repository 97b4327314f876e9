"""Looking back: a day is chosen on the page, who sat then is shown, and links and exports keep the day."""

import re
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, expect

from joinedup.apps.register.models import Partnership
from tests.journeys.walking import THEN, follow, heading

AREA = "/areas/X07000001/"
BEFORE = "2002-03-01"  # the day of Northmoor Together's shadow board: the council's three had not begun


def show_day(page: Page, day: str) -> None:
    """Change the day with the small form at the top."""
    bar = page.get_by_role("region", name="The day you are looking at")
    bar.get_by_label("Show another day").fill(day)
    bar.get_by_role("button", name="Show").click()
    expect(page).to_have_url(re.compile(f"on={day}"))


def test_a_day_chosen_on_the_area_page_leads_to_who_sat_then(page: Page):
    page.goto(AREA)
    expect(page.get_by_role("main")).to_contain_text("No partnership covers this area on this day")
    show_day(page, "2002-06-01")
    expect(page.get_by_role("strong").first).to_have_text("You are looking at 1 June 2002")
    expect(page.get_by_role("main")).to_contain_text("At the apex: Northmoor Together")
    follow(page, "Northmoor Together")
    assert heading(page) == "Northmoor Together"
    assert parse_qs(urlsplit(page.url).query) == {"on": ["2002-06-01"]}
    follow(page, "Seats")
    expect(page.get_by_role("main")).to_contain_text("Cllr Joan Marsden")
    expect(page.get_by_role("main")).to_contain_text("From 1 April 2002")


def test_another_day_shows_who_sat_on_that_day(page: Page):
    row = Partnership.objects.get(name="Northmoor Together")
    page.goto(f"/partnerships/{row.ref}/seats/?on={THEN}")
    chamber = page.get_by_role("row", name=re.compile("^Chamber of Commerce|Northmoor Chamber")).first
    expect(chamber).to_be_visible()
    then = page.get_by_role("main").inner_text()
    show_day(page, BEFORE)
    assert "Cllr Joan Marsden" not in page.get_by_role("main").inner_text()
    show_day(page, THEN)
    assert page.get_by_role("main").inner_text() == then  # history is never rewritten
    follow(page, "Overview")
    show_day(page, "2001-09-30")
    expect(page.get_by_role("main")).to_contain_text("It did not exist yet: it began on 1 October 2001")
    page.get_by_role("link", name="Go back to today").click()
    expect(page.get_by_role("main")).to_contain_text("It ended on 1 January 2005")


def test_every_link_into_the_register_keeps_the_day(page: Page):
    row = Partnership.objects.get(name="Northmoor Together")
    undated = re.compile(r"^/(people|set-up|imports|access|audit|static|open-data|accessibility)|/add/$|/export")
    for path in (AREA, f"{AREA}structure/", "/partnerships/", f"/partnerships/{row.ref}/", "/diaries/"):
        page.goto(f"{path}?on={THEN}")
        hrefs = page.locator("main a[href^='/'], nav a[href^='/'], main svg a").evaluate_all(
            "links => links.map(link => link.getAttribute('href'))"
        )
        lost = [href for href in hrefs if not undated.search(href) and f"on={THEN}" not in href]
        assert hrefs
        assert lost == [], path


def test_a_day_that_cannot_be_read_is_said_and_today_is_shown(page: Page):
    page.goto(f"{AREA}?on=31/2/2003")
    box = page.get_by_label("Show another day")
    expect(box).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#as-at-wrong")).to_contain_text("Error:")


def test_a_filter_and_the_day_are_kept_together(page: Page):
    page.goto(f"/partnerships/?on={THEN}")
    page.get_by_role("search").get_by_label("Name", exact=False).first.fill("crime")
    page.get_by_role("search").get_by_role("button", name="Search", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("Northmoor Crime and Disorder Reduction Partnership")
    show_day(page, "2004-06-01")
    assert parse_qs(urlsplit(page.url).query)["q"] == ["crime"]
    expect(page.get_by_role("main")).to_contain_text("Northmoor Crime and Disorder Reduction Partnership")
