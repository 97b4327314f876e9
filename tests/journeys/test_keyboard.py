"""With the keyboard alone: Tab, Shift+Tab, Enter and Space, and always seen where one is."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.walking import THEN, heading, link_from_the_post

MOST_STEPS = 120
WHERE = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const style = getComputedStyle(one), box = one.getBoundingClientRect();
  const label = one.labels && [...one.labels].map(label => label.textContent).join(" ");
  return {
    name: (one.ariaLabel || label || one.textContent || one.value || "").replace(/\\s+/g, " ").trim(),
    tag: one.tagName, id: one.id, href: one.getAttribute("href") || "",
    ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight
      && box.right > 0 && box.left < innerWidth,
  };
}"""


def where(page: Page) -> dict[str, object] | None:
    """What has the focus, and whether a person sees that it has."""
    found: dict[str, object] | None = page.evaluate(WHERE)
    return found


def tab_to(page: Page, name: str, *, tag: str = "") -> None:
    """Tab until what is called that has the focus; at every step the focus must be seen."""
    for _step in range(MOST_STEPS):
        page.keyboard.press("Tab")
        here = where(page)
        if here is None:
            continue
        assert here["ring"], f"no ring round {here}"
        assert here["seen"], f"out of sight: {here}"
        if here["name"] == name and (not tag or here["tag"] == tag):
            return
    pytest.fail(f"{name} was not reached in {MOST_STEPS} steps")


def test_sign_in_find_open_look_back_and_see_the_structure(page: Page, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("django.core.mail.outbox", [], raising=False)
    page.goto(f"/?on={THEN}")
    tab_to(page, "Sign in")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    tab_to(page, "E-mail address")
    page.keyboard.type("alice@northmoor.example")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Look at your e-mail")
    page.goto(link_from_the_post("alice@northmoor.example"))
    tab_to(page, "Sign in", tag="BUTTON")
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    tab_to(page, "Register")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Register of partnerships")
    tab_to(page, "Show another day")
    page.keyboard.type("05052004")  # whichever of the two the browser's own box asks for first
    page.keyboard.press("Enter")
    expect(page.get_by_text("You are looking at 5 May 2004")).to_be_visible()
    tab_to(page, "Search", tag="BUTTON")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.type("northmoor crime")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Clear search and filters")).to_be_visible()
    tab_to(page, "Northmoor Crime and Disorder Reduction Partnership")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Crime and Disorder")
    tab_to(page, "Structure", tag="A")
    page.keyboard.press("Enter")
    assert heading(page) == "Structure"
    expect(page.get_by_text("You are looking at 5 May 2004")).to_be_visible()
    tab_to(page, "The same as a table", tag="SUMMARY")
    page.keyboard.press("Space")
    expect(page.get_by_role("table", name="Nesting")).to_be_visible()


def test_the_skip_link_leads_past_the_frame_to_the_main_part(page: Page):
    page.goto(f"/partnerships/?on={THEN}")
    page.keyboard.press("Tab")
    here = where(page)
    assert here is not None
    assert here["name"] == "Skip to main content"
    assert here["seen"]
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.querySelector('main').contains(document.activeElement)")


@pytest.mark.parametrize(
    "path",
    ["/", "/people/sign-in/", "/areas/X07000001/structure/", "/partnerships/", "/organisations/", "/problem-board/"],
)
def test_the_keyboard_goes_through_a_page_and_comes_out(page: Page, path: str):
    page.goto(f"{path}?on={THEN}")
    can = page.locator(
        "a[href], button:not([tabindex='-1']), input:not([type=hidden]), select, textarea, summary, [tabindex='0']"
    ).evaluate_all(
        """all => {
            all = all.filter(one => one.checkVisibility());
            const groups = new Set(all.filter(one => one.type === "radio").map(one => one.name));
            all.forEach((one, place) => one.dataset.place = place);
            return all.filter(one => one.type !== "radio").length + groups.size;
        }"""
    )
    reached: set[str] = set()
    for _step in range(can * 4 + 8):  # a box for a day has four stops
        page.keyboard.press("Tab")
        place = page.evaluate("() => document.activeElement.dataset.place || ''")
        if place == "" and reached:
            break
        reached.add(place)
    else:
        pytest.fail("the keyboard never came out of the page")
    assert len(reached - {""}) == can


def test_the_skip_link_and_the_ring_are_seen_in_the_dark_too(page: Page):
    page.emulate_media(color_scheme="dark")
    page.goto("/")
    for _step in range(6):
        page.keyboard.press("Tab")
        here = where(page)
        assert here is not None
        assert here["ring"]
        assert here["seen"]
