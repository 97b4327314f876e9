"""The look keeps its promises: contrast in both schemes, nothing inline, every table named."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "joinedup"
LOOK = SOURCE / "site" / "static" / "joinedup" / "look"
COLOURS = (LOOK / "colours.css").read_text("utf-8")
SHEETS = sorted(LOOK.glob("*.css"))
TEMPLATES = sorted(path for path in SOURCE.rglob("templates/**/*.html"))
DARK = "@media screen and (prefers-color-scheme: dark)"

FRAMES = {"base.html", "bare.html"}
# Django's forms and allauth's pages draw with these by name.
DRAWN_WITH = ("forms/", "django/forms/", "allauth/elements/")


def variables(css: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z-]+):\s*(#[0-9a-f]{6});", css))


def schemes() -> dict[str, dict[str, str]]:
    light, dark = COLOURS.split(DARK)
    return {"light": variables(light), "dark": variables(light) | variables(dark)}


def pairs() -> list[tuple[float, str, str]]:
    """The table in the comment at the head of colours.css: (ratio asked for, foreground, background)."""
    table = COLOURS[: COLOURS.index("*/")]
    found, asked = [], 0.0
    for line in table.splitlines():
        if heading := re.fullmatch(r"   (text|shape) ([\d.]+)", line):
            asked = float(heading[2])
        elif row := re.fullmatch(r"     ([a-z-]+): ([a-z -]+)", line):
            found += [(asked, row[1], ground) for ground in row[2].split()]
    return found


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb, 0 to 1 (WCAG 2.2, "relative luminance")."""
    channels = [int(colour[start:end], 16) / 255 for start, end in pairwise((1, 3, 5, 7))]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def rules(css: str) -> list[tuple[str, str]]:
    """Every innermost rule as (selector, body), comments left out."""
    return re.findall(r"([^{}]+)\{([^{}]*)\}", re.sub(r"/\*.*?\*/", "", css, flags=re.S))


def named(template: Path) -> str:
    return template.relative_to(SOURCE).as_posix()


def without_comments(template: Path) -> str:
    text = template.read_text("utf-8")
    return re.sub(r"\{% comment %\}.*?\{% endcomment %\}", "", text, flags=re.S)


def test_the_contrast_of_black_on_white_is_21_to_1():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)  # WebAIM's well-known grey


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_pair_of_colours_that_may_meet_has_enough_contrast(scheme: str):
    colours = schemes()[scheme]
    ratios = {
        f"{front} on {ground} (asked {asked})": round(contrast(colours[front], colours[ground]), 2)
        for asked, front, ground in pairs()
        if contrast(colours[front], colours[ground]) < asked
    }
    assert len(pairs()) > 60
    assert ratios == {}


def test_every_colour_is_in_a_pair_or_is_named_an_ornament():
    ornament = COLOURS.split("ornament\n")[1].split("*/")[0].split()
    met = {name for _, front, ground in pairs() for name in (front, ground)} | set(ornament)
    assert set(schemes()["light"]) == met


def test_dark_gives_every_colour_that_light_gives():
    light, dark = COLOURS.split(DARK)
    assert set(variables(light)) == set(variables(dark))


def test_every_rule_that_sets_words_on_a_ground_uses_a_declared_pair():
    declared = {(front, ground) for asked, front, ground in pairs() if asked >= 4.5}
    used = set()
    for sheet in SHEETS:
        for _, body in rules(sheet.read_text("utf-8")):
            front = re.search(r"(?<![a-z-])color:\s*var\(--([a-z-]+)\)", body)
            ground = re.search(r"background(?:-color)?:\s*var\(--([a-z-]+)\)", body)
            if front and ground:
                used.add((front[1], ground[1]))
    assert len(used) > 15
    # A count badge turns the band inside out: the ratio is the same either way.
    assert {(f, g) for f, g in used if (f, g) not in declared and (g, f) not in declared} == set()


@pytest.mark.parametrize("sheet", [s for s in SHEETS if s.name != "colours.css"], ids=lambda s: s.name)
def test_no_other_sheet_names_a_colour(sheet: Path):
    bodies = " ".join(body for _, body in rules(sheet.read_text("utf-8")))
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b|rgba?\(|hsla?\(|:\s*(?:white|black|red|grey|gray)\b", bodies) == []


def test_every_variable_used_is_declared():
    used = {name for sheet in SHEETS for name in re.findall(r"var\(--([a-z-]+)\)", sheet.read_text("utf-8"))}
    assert used <= set(schemes()["light"])


def test_every_sheet_is_linked_from_every_frame():
    linked = (SOURCE / "site/templates/frame/style_sheets.html").read_text("utf-8")
    assert set(re.findall(r"look/([a-z]+\.css)", linked)) == {sheet.name for sheet in SHEETS}
    for frame in FRAMES:
        assert "frame/style_sheets.html" in (SOURCE / "site/templates" / frame).read_text("utf-8")


@pytest.mark.parametrize("template", TEMPLATES, ids=named)
def test_a_template_has_no_style_attribute_and_no_inline_script(template: Path):
    text = without_comments(template)
    assert re.findall(r"\sstyle\s*=|<style\b|\son[a-z]+\s*=\s*[\"']|javascript:", text) == []
    # A block of JSON is data: a browser never runs it, and the content policy lets it be.
    run = [tag for tag in re.findall(r"<script\b[^>]*>", text) if 'type="application/json"' not in tag]
    assert [tag for tag in run if " src=" not in tag] == []


@pytest.fixture(scope="module")
def included() -> set[str]:
    """The names of all templates that some other template includes."""
    texts = " ".join(path.read_text("utf-8") for path in TEMPLATES)
    return set(re.findall(r"\{% include [\"']([^\"']+)[\"']", texts))


@pytest.mark.parametrize("template", TEMPLATES, ids=named)
def test_a_template_is_a_page_in_a_frame_or_a_part_for_others(template: Path, included: set[str]):
    name = template.as_posix().split("/templates/")[-1]
    # A panel is included by the page that gathers it, under the name that its room gives.
    is_part = name in included or name.startswith(DRAWN_WITH) or name.endswith("_panel.html")
    assert name in FRAMES or is_part or re.match(r"\s*\{% extends ", without_comments(template))


@pytest.mark.parametrize("template", TEMPLATES, ids=named)
def test_every_table_has_a_caption(template: Path):
    tables = re.findall(r"<table\b.*?</table>", without_comments(template), flags=re.S)
    assert [table[:80] for table in tables if "<caption" not in table] == []


@pytest.mark.parametrize("template", TEMPLATES, ids=named)
def test_every_column_and_row_heading_says_its_scope(template: Path):
    headings = re.findall(r"<th\b[^>]*>", without_comments(template))
    assert [heading for heading in headings if "scope=" not in heading] == []
