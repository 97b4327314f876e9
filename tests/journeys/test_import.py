"""Bring in a spreadsheet: its faults are named, the corrected file is taken in, and the import is undone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from joinedup.apps.register.models import Appointment, Import, Organisation, Partnership
from tests.journeys.walking import follow, heading, press

FIFE = "Fife Partnership Board"
NEW = "Fife Young Carers’ Forum"
COLUMNS = "partnership,organisation,sector,role,Started when\n"
GOOD = f"{FIFE},{NEW},community,member,1/4/2025\n{FIFE},Fife Beekeepers,voluntary,member,\n"
BAD = (
    f"{FIFE},{NEW},sideways,member,1/4/2025\n"
    f"{FIFE},Fife Beekeepers,voluntary,member,31/2/2025\n"
    f"{FIFE},=HYPERLINK(1),voluntary,member,\n"
)


def send(page: Page, rows: str, *, columns: str = COLUMNS, name: str = "members.csv") -> None:
    """Choose a file and have it checked."""
    page.goto("/imports/")
    follow(page, "Import a file")
    page.get_by_label("File").set_input_files(
        {"name": name, "mimeType": "text/csv", "buffer": (columns + rows).encode()}
    )
    press(page, "Check the file")


def say_what_the_column_is(page: Page) -> None:
    page.get_by_label("The column “Started when” is").select_option("from")
    press(page, "Use these columns")


def seat_counts() -> tuple[int, int, int]:
    return Appointment.objects.count(), Organisation.objects.count(), Import.objects.count()


def test_a_file_with_faults_is_put_right_taken_in_and_undone(as_alice: Page):
    page = as_alice
    before = seat_counts()
    send(page, BAD)
    assert heading(page) == "Check before you import"
    expect(page.locator(".error-summary")).to_be_focused()
    page.locator(".error-summary").get_by_role("link", name="Say what 1 column means").click()
    expect(page.locator("#columns")).to_be_focused()
    say_what_the_column_is(page)

    page.locator(".error-summary").get_by_role("link", name=re.compile("things in the file are wrong")).click()
    expect(page.locator("#faults")).to_be_focused()
    table = page.get_by_role("table", name="Where, and what to do")
    told = {int(row.locator("td").nth(1).inner_text()): row for row in table.locator("tbody tr").all()}
    assert set(told) == {2, 3, 4}
    expect(told[2]).to_contain_text("members.csv")
    expect(told[2]).to_contain_text("sector")
    expect(told[2]).to_contain_text("sideways")
    expect(told[2]).to_contain_text("community")  # what would be right
    expect(told[3]).to_contain_text("31/2/2025")
    expect(told[4]).to_contain_text("organisation")
    for row in told.values():
        assert all(text.strip() for text in row.locator("td").all_inner_texts()), row.inner_text()
    expect(page.get_by_role("button", name="Import all")).to_have_count(0)
    assert seat_counts() == before
    with page.expect_download() as waiting:
        follow(page, "Download this list as a spreadsheet (CSV)")
    assert "sideways" in waiting.value.path().read_text("utf-8")

    send(page, GOOD)
    say_what_the_column_is(page)
    expect(page.get_by_role("main")).to_contain_text("The file has 2 rows. They would add or change:")
    for told_of in ("2 organisations", "2 seats", "2 memberships"):
        expect(page.locator(".figures")).to_contain_text(told_of)
    assert seat_counts() == before
    press(page, "Import all")
    expect(page.get_by_role("status").first).to_contain_text("members.csv is imported")
    report = page.url
    assert seat_counts() == (before[0] + 2, before[1] + 2, before[2] + 1)

    ref = Partnership.objects.get(name=FIFE).ref
    page.goto(f"/partnerships/{ref}/")
    members = page.get_by_role("region", name="Members by sector")
    expect(members.get_by_role("row", name=re.compile("^Community"))).to_contain_text(NEW)
    page.goto(f"/partnerships/{ref}/seats/")
    expect(page.get_by_role("row", name=re.compile(f"^{NEW}"))).to_contain_text("1 April 2025")

    page.goto(report)
    follow(page, "Undo this import")
    press(page, "Undo the import")
    expect(page.get_by_role("status").first).to_contain_text("is undone")
    page.goto(f"/partnerships/{ref}/")
    expect(page.get_by_role("main")).not_to_contain_text(NEW)
    assert seat_counts()[:2] == before[:2]


def test_a_column_once_explained_is_known_the_next_time(as_alice: Page):
    page = as_alice
    send(page, GOOD)
    say_what_the_column_is(page)
    press(page, "Import all")
    expect(page.get_by_role("status").first).to_contain_text("is imported")
    send(page, GOOD)
    expect(page.get_by_role("main")).to_contain_text("The register says all of this already")
    page.goto("/imports/mappings/")
    forget = page.get_by_role("button", name=re.compile("^Forget.*Started when$"))
    forget.click()
    expect(forget).to_have_count(0)
    send(page, GOOD)
    expect(page.get_by_label("The column “Started when” is")).to_be_visible()


@pytest.mark.parametrize(
    ("columns", "rows"),
    [("partnership,organisation,organisation\n", "A,B,C\n"), ("name,other\n", "A,B\n"), ("", "")],
    ids=["a heading twice", "no column that we need", "nothing"],
)
def test_a_file_that_is_none_of_ours_is_refused_with_one_clear_error(as_alice: Page, columns: str, rows: str):
    page = as_alice
    before = seat_counts()
    send(page, rows, columns=columns)
    summary = page.locator(".error-summary")
    expect(summary).to_be_focused()
    assert summary.get_by_role("listitem").count() >= 1
    assert seat_counts() == before


def test_a_file_thrown_away_leaves_nothing_behind(as_alice: Page):
    page = as_alice
    before = seat_counts()
    send(page, GOOD)
    kept = page.url
    press(page, "Throw this file away")
    expect(page.get_by_role("status").first).to_contain_text("Nothing was imported")
    assert seat_counts() == before
    answer = page.goto(kept)
    assert answer is not None
    assert answer.status == 404


def test_what_is_sent_is_seen_by_nobody_else(as_alice: Page):
    page = as_alice
    send(page, GOOD)
    kept = page.url
    page.context.clear_cookies()
    answer = page.goto(kept)
    assert answer is not None
    assert answer.status == 404


def test_a_file_goes_out_as_at_the_day_on_the_page(page: Page):
    page.goto("/export/?on=2003-01-01")
    with page.expect_download() as waiting:
        follow(page, "Members as CSV")
    assert waiting.value.suggested_filename == "members-2003-01-01.csv"
    text = waiting.value.path().read_text("utf-8-sig")
    assert "Cllr Joan Marsden" in text
    assert FIFE not in text
