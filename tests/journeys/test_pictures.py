"""What a picture shows, the table beside it says: the same names, and the same ways on."""

import pytest
from playwright.sync_api import Locator, Page, expect

from joinedup.apps.register.models import Partnership
from tests.journeys.walking import THEN

DRAWN = """links => links.map(link => [
  [...link.querySelectorAll("text")].map(text => text.textContent).join("").replace(/\\s/g, ""),
  link.getAttribute("href"),
])"""
WRITTEN = """links => links.map(link => [link.textContent.replace(/\\s/g, ""), link.getAttribute("href")])"""


def drawn(picture: Locator) -> list[list[str]]:
    """(name, address) of each box."""
    found: list[list[str]] = picture.locator("svg a").evaluate_all(DRAWN)
    return found


def written(table: Locator) -> list[list[str]]:
    """(name, address) of each row's heading."""
    found: list[list[str]] = table.locator("tbody th a").evaluate_all(WRITTEN)
    return found


@pytest.fixture
def family(page: Page) -> Page:
    """The structure of Northmoor, with its tables open."""
    ref = Partnership.objects.get(name="Northmoor Together").ref
    page.goto(f"/partnerships/{ref}/structure/?on={THEN}")
    for summary in page.get_by_text("The same as a table").all():
        summary.click()
    return page


def test_the_tree_and_its_table_name_the_same_partnerships_in_the_same_order(family: Page):
    boxes = drawn(family.get_by_role("group", name="Structure tree").first)
    table = family.get_by_role("table", name="Nesting")
    assert len(boxes) >= 12
    assert boxes == written(table)
    nested = table.locator("tbody tr").filter(has_not=family.get_by_text("None", exact=True))
    assert family.locator("svg[aria-labelledby=tree-svg-title] path.link:not(.dated)").count() == nested.count()


def test_the_dashed_lines_and_the_table_of_other_relations_are_as_many(family: Page):
    dashed = family.locator("svg[aria-labelledby=tree-svg-title] path.dated").count()
    assert dashed
    assert dashed == family.get_by_role("table", name="Other relations").locator("tbody tr").count()


def test_the_network_and_its_table_name_the_same_organisations(family: Page):
    boxes = drawn(family.locator("figure:has(svg[aria-labelledby=network-svg-title])"))
    table = family.get_by_role("table", name="Organisations on two or more")
    organisations = [box for box in boxes if "/organisations/" in box[1]]
    assert organisations
    assert sorted(organisations) == sorted(written(table))
    lines = family.locator("svg[aria-labelledby=network-svg-title] path.thin").count()
    assert lines == sum(int(text) for text in table.locator("tbody td.numeric").all_inner_texts())


def test_a_box_in_a_picture_leads_to_its_page_and_has_a_name(family: Page):
    picture = family.get_by_role("group", name="Structure tree").first
    name = "Northmoor Learning Partnership"
    picture.get_by_role("link", name=name).click()
    expect(family.get_by_role("heading", level=1)).to_contain_text(name)


def test_the_map_and_the_words_beside_it_name_the_same_areas(page: Page):
    ref = Partnership.objects.get(name="Northmoor and Fellgate Health Action Zone").ref
    page.goto(f"/partnerships/{ref}/?on=2003-03-01")
    coverage = page.get_by_role("region", name="What it covers").or_(page.locator("section:has(h2#coverage)")).first
    for name in ("Northmoor", "Fellgate", "Harrowdale"):
        expect(coverage).to_contain_text(name)
    expect(coverage.locator("svg").first).to_be_visible()
    expect(coverage.locator("svg title").first).not_to_be_empty()
