"""What looks over the pages finds what it is there to find."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.journeys.looking import NARROW, look_over

FRAME = """<!doctype html><html lang="en-gb"><head><title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body><main><h1>A page</h1>{body}</main></body></html>"""
SOUND = "A page - joinedup"


@pytest.fixture
def blank(new_context: Callable[..., BrowserContext]) -> Page:
    """An empty page."""
    return new_context().new_page()


def found(page: Page, body: str, title: str = SOUND) -> str:
    page.set_content(FRAME.format(body=body, title=title))
    return "\n".join(look_over(page))


def test_a_sound_page_has_nothing_wrong_with_it(blank: Page):
    assert found(blank, "<p>Words.</p>") == ""


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("<h1>Another</h1>", "headings of the first level"),
        ("<h3>Too deep</h3>", "headings: [3]"),
        ('<p id="a">One</p><p id="a">Two</p>', "twice"),
        ('<svg width="9" height="9"><circle r="4"/></svg>', "unnamed"),
        ('<img src="data:," width="9" height="9">', "unnamed"),
        ("<table><tr><td>1</td></tr></table>", "unnamed"),
        ('<input name="day">', "unlabelled"),
        ("<button></button>", "nameless"),
        ('<a href="#nowhere">Go</a>', "lost"),
        ('<p aria-describedby="nowhere">One</p>', "undescribed"),
        ('<p tabindex="3">One</p>', "jumping"),
        ('<p style="color:#999;background:#fff">Faint</p>', "light: color-contrast"),
        ('<p style="width:400px">Wide</p>', "at 320 pixels"),
        ('<a href="/a" style="display:block;width:9px;height:9px">a</a><a href="/b">b</a>', "target-size"),
        ("<style>@media (prefers-color-scheme:dark){p{color:#222;background:#000}}</style><p>Dim</p>", "dark: color-"),
    ],
)
def test_what_is_wrong_with_a_page_is_found(blank: Page, body: str, said: str):
    assert said in found(blank, body)


@pytest.mark.parametrize("title", ["", "joinedup", "Another - joinedup", "A page"])
def test_a_title_that_does_not_name_the_page_and_the_site_is_found(blank: Page, title: str):
    assert "the title" in found(blank, "", title)


def test_the_narrow_window_is_a_common_screen_at_four_times_its_size():
    assert (NARROW["width"] * 4, NARROW["height"] * 4) == (1280, 1024)
