"""Every form, sent empty and sent wrong: what is wrong is listed first, and each line lands on its field."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.gallery import GALLERY, Things
from tests.journeys.looking import barriers, facts, faults, main_of
from tests.journeys.walking import sign_in

MAIN_FORM = "main form[method=post]:has(.field)"
BUTTON = ".button-row button.button:not([name])"  # those with a name look something up or stop
# Of these anything may be said, or nothing at all; and a browser asks for a passkey before it sends its form.
NEVER_WRONG = {
    "register:setup_step:accountabilities",
    "register:setup_step:profile",
    "register:import_preview",
    "mfa_add_webauthn",
}
GROUPS = 3

EMPTY = """form => {
  for (const one of form.querySelectorAll("input:not([type=hidden]), textarea, select")) {
    if (one.type === "radio" || one.type === "checkbox") one.checked = false;
    else if (one.tagName === "SELECT") one.selectedIndex = one.multiple ? -1 : 0;
    else if (one.type !== "file") one.value = "";
  }
}"""
WRONG = """form => {
  const wrong = {number: "-5", email: "nobody", url: "x", password: "short"};
  for (const one of form.querySelectorAll("input:not([type=hidden]), textarea")) {
    if (["radio", "checkbox", "file"].includes(one.type)) continue;
    one.value = one.classList.contains("day") ? "31/2/2026" : wrong[one.type] || "=1+1";
  }
}"""
FOLLOW = """async () => {
  const wrong = [];
  const squeezed = text => text.replace(/\\s+/g, " ").trim();
  for (const line of document.querySelectorAll(".error-summary li")) {
    const link = line.querySelector("a"), text = squeezed(line.textContent);
    const target = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!target) { wrong.push(`nowhere to go: ${text}`); continue; }
    link.click();
    await new Promise(requestAnimationFrame);
    if (document.activeElement !== target) { wrong.push(`no focus on ${link.hash}: ${text}`); continue; }
    const by = [target, target.closest("fieldset")].map(one => one?.getAttribute("aria-describedby") || "")
      .join(" ").split(/\\s+/).filter(name => name.endsWith("_error"));
    const told = squeezed(by.map(name => document.getElementById(name)?.textContent || "").join(" "));
    // What is wrong with the form as a whole is told of no field; its line lands on the first.
    const ofTheWhole = ![...document.querySelectorAll(".error-message")].some(
      one => squeezed(one.textContent).includes(text));
    if (!(told.includes("Error:") && told.includes(text)) && !ofTheWhole)
      wrong.push(`${link.hash} is described as "${told}", not "${text}"`);
  }
  return wrong;
}"""


def try_out(page: Page, spoil: str) -> tuple[bool, list[str]]:
    """Spoil the form on the page and send it; whether errors were listed, and what is wrong with how."""
    form = page.locator(MAIN_FORM).first
    form.evaluate(spoil)
    form.locator(BUTTON).last.click()
    if page.locator(".error-summary").count() == 0:
        return False, []
    wrong: list[str] = page.evaluate(FOLLOW)
    if not page.title().startswith("Error: "):
        wrong.append(f"the title is {page.title()!r}")
    return True, wrong


def pages_of(things: Things, group: int) -> list[tuple[str, str]]:
    """(name, path) of this group's share of the gallery, each step of the set-up by itself."""
    found = []
    for name, paths in ((name, at(things)) for name, at in GALLERY.items()):
        is_steps = name == "register:setup_step"
        for path in paths if is_steps else paths[:1]:
            found.append((f"{name}:{path.rstrip('/').rpartition('/')[2]}" if is_steps else name, path))
    return found[group::GROUPS]


@pytest.mark.parametrize("group", range(GROUPS))
def test_every_error_is_listed_and_lands_on_its_field(group: int, page: Page, a_standing_world: Any):
    sign_in(page, "dana@northmoor.example")
    wrong, silent, tried = [], set(), set()
    for name, path in pages_of(Things(), group):
        main = main_of(page.request.get(path).text())
        if 'method="post"' not in main or 'class="field' not in main:
            continue
        page.goto(path)
        if not page.locator(MAIN_FORM).count():  # the fields are those of a search
            continue
        told = []
        for spoil in (EMPTY, WRONG):
            if not page.locator(MAIN_FORM).count():  # it took the first, and led on
                page.goto(path)
            is_told, trouble = try_out(page, spoil)
            told.append(is_told)
            wrong += [f"{name}: {line}" for line in trouble]
        tried.add(name)
        if not any(told):
            silent.add(name)
        elif told[-1]:
            found = faults(facts(page)) + barriers(page, leave_out="" if len(tried) == 1 else "color-contrast")
            wrong += [f"{name}, with errors: {line}" for line in found]
    assert wrong == []
    assert len(tried) >= 8
    assert silent <= NEVER_WRONG, "these took anything"


def test_the_summary_has_the_focus_and_a_key_leads_from_it_to_the_field(as_alice: Page):
    as_alice.goto("/organisations/add/")
    as_alice.locator(MAIN_FORM).first.locator(BUTTON).last.click()
    expect(as_alice.locator(".error-summary")).to_be_focused()
    as_alice.keyboard.press("Tab")
    as_alice.keyboard.press("Enter")
    expect(as_alice.locator("[name=name]")).to_be_focused()
    expect(as_alice.locator("[name=name]")).to_be_in_viewport()
