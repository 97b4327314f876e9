"""What every page must keep, asked of the page itself as the browser has it."""

import re
from functools import cache
from importlib.resources import files
from typing import Any

from playwright.sync_api import Page

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# 320 pixels wide is also what 1280 becomes at 400 % zoom (WCAG 2.2, 1.4.10), and 256 what 1024 becomes.
NARROW = {"width": 320, "height": 256}
WIDE = {"width": 1280, "height": 1024}

# Two pages greet, and say in their title what they are.
OWN_TITLES = {"Partnerships", "Your own page"}

FACTS = """() => {
  const text = element => (element?.textContent || "").replace(/\\s+/g, " ").trim();
  const shown = element => element.checkVisibility({visibilityProperty: true});
  const brief = element => element.outerHTML.slice(0, 160);
  const all = selector => [...document.querySelectorAll(selector)];
  const named = element => {
    const by = (element.getAttribute("aria-labelledby") || "").split(/\\s+/).filter(Boolean);
    return element.ariaLabel || by.map(id => text(document.getElementById(id))).join("")
      || text(element.querySelector(":scope > title"));
  };
  const h1 = all("h1").map(one => {
    const copy = one.cloneNode(true);
    copy.querySelectorAll(".over-title").forEach(line => line.remove());
    return text(copy);
  });
  const levels = all("h1,h2,h3,h4,h5,h6").filter(shown).map(one => Number(one.tagName[1]));
  const ids = all("[id]").map(one => one.id);
  return {
    lang: document.documentElement.lang,
    title: document.title,
    h1,
    headings: levels.filter((level, place) => place && level > levels[place - 1] + 1),
    twice: ids.filter((id, place) => ids.indexOf(id) !== place),
    unnamed: all("img:not([alt])").concat(
      all("svg").filter(one => !one.closest("[aria-hidden=true]") && !named(one)),
      all("svg:not([aria-hidden=true]) a").filter(one => !text(one)),
      all("table").filter(one => !text(one.caption)),
    ).map(brief),
    unlabelled: all("input:not([type=hidden]), select, textarea")
      .filter(one => ![...one.labels].some(label => text(label)) && !named(one)).map(brief),
    nameless: all("button, a[href]").filter(one => shown(one) && !text(one) && !named(one)).map(brief),
    lost: all("a[href^='#']").filter(one => one.hash.length > 1 && !document.getElementById(
      decodeURIComponent(one.hash.slice(1)))).map(brief),
    undescribed: all("[aria-describedby], [aria-labelledby]").filter(one => ["aria-describedby",
      "aria-labelledby"].some(name => (one.getAttribute(name) || "").split(/\\s+/).filter(Boolean)
        .some(id => !document.getElementById(id)))).map(brief),
    jumping: all("[tabindex]").filter(one => one.tabIndex > 0).map(brief),
  };
}"""

TOO_WIDE = """() => {
  const page = document.documentElement;
  if (page.scrollWidth <= page.clientWidth) return [];
  const scrolls = one => one.parentElement && (
    ["auto", "scroll", "hidden"].includes(getComputedStyle(one.parentElement).overflowX)
    || scrolls(one.parentElement));
  return [...document.querySelectorAll("body *")]
    .filter(one => one.getBoundingClientRect().right > page.clientWidth + 0.5 && !scrolls(one))
    .map(one => one.outerHTML.slice(0, 160)).slice(0, 4).concat(`${page.scrollWidth} px`);
}"""


@cache
def axe_source() -> str:
    """axe-core, as the package carries it."""
    return (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")


def barriers(page: Page, rules: list[str] | None = None, *, leave_out: str = "") -> list[str]:
    """What axe finds on the page: a line for each element, with the rule it breaks."""
    only: dict[str, Any] = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": WCAG}
    options: dict[str, Any] = {"runOnly": only, "resultTypes": ["violations"]}
    if not rules:
        options["rules"] = {"target-size": {"enabled": True}}
    if leave_out:
        options["rules"][leave_out] = {"enabled": False}
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(axe_source())
    found = page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{broken['id']}: {node['html'][:200]} ({node['failureSummary']})"
        for broken in found["violations"]
        for node in broken["nodes"]
    ]


def facts(page: Page) -> dict[str, Any]:
    """What the page is and what it lacks."""
    found: dict[str, Any] = page.evaluate(FACTS)
    return found


def faults(known: dict[str, Any], *, lang: str = "en-gb") -> list[str]:
    """What is wrong in those facts, in words."""
    wrong = []
    if known["lang"] != lang:
        wrong.append(f"the language is said to be {known['lang']!r}")
    if len(known["h1"]) != 1:
        wrong.append(f"headings of the first level: {known['h1']}")
    elif not agree(known["title"], known["h1"][0]):
        wrong.append(f"the title {known['title']!r} does not name {known['h1'][0]!r}")
    kinds = ("headings", "twice", "unnamed", "unlabelled", "nameless", "lost", "undescribed", "jumping")
    return wrong + [f"{kind}: {known[kind]}" for kind in kinds if known[kind]]


def agree(title: str, heading: str) -> bool:
    """Whether a title names the page as its heading does, and then the site."""
    own, _dash, site = title.removeprefix("Error: ").rpartition(" - ")
    name = heading.rstrip("?")
    return (
        site == "joinedup" and bool(name) and bool(own) and (name in own or name.startswith(own) or own in OWN_TITLES)
    )


def main_of(html: str) -> str:
    """The main part, without what is new in every answer."""
    return re.sub(r'value="[A-Za-z0-9]{64}"', "", html[html.index("<main") : html.index("</main>")])


def too_wide(page: Page) -> list[str]:
    """What sticks out to the right at 320 pixels, which is also 400 % zoom; the page is left that narrow."""
    page.set_viewport_size(NARROW)
    found: list[str] = page.evaluate(TOO_WIDE)
    return found


def look_over(page: Page, *, briefly: bool = False) -> list[str]:
    """Everything that is wrong with the page as it is: in the light, in the dark, and at 320 pixels.

    Briefly, for a page that was looked over whole for somebody who is shown more of it, leaves out the dark
    and the contrast of its colours.
    """
    found = barriers(page, leave_out="color-contrast" if briefly else "")
    wrong = faults(facts(page)) + [f"light: {line}" for line in found]
    if not briefly:
        page.emulate_media(color_scheme="dark")
        # Only colours differ in the dark: the one style sheet that asks for it sets colours alone.
        wrong += [f"dark: {line}" for line in barriers(page, ["color-contrast", "link-in-text-block"])]
        page.emulate_media(color_scheme="light")
    narrow = too_wide(page)
    wrong += [f"at 320 pixels: {line}" for line in narrow]
    if not (narrow or briefly):
        small = barriers(page, ["target-size", "scrollable-region-focusable"])
        wrong += [f"at 320 pixels: {line}" for line in small]
    page.set_viewport_size(WIDE)
    return wrong
