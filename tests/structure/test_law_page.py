from pathlib import Path

from joinedup import lawbook
from joinedup.lawbook.pages import page

PAGE = Path(__file__).parents[2] / "docs" / "law.md"


def test_the_page_of_the_law_is_up_to_date() -> None:
    committed = PAGE.read_text(encoding="utf-8")
    assert committed == page(), "write it again: python -m joinedup.lawbook.pages > docs/law.md"


def test_the_page_has_a_row_for_every_type_and_every_check() -> None:
    text = page()
    assert [type_id for type_id in lawbook.types() if f"(`{type_id}`)" not in text] == []
    assert [check_id for check_id in lawbook.checks() if f"| {check_id} |" not in text] == []
    assert [profile.name for profile in lawbook.profiles().values() if f"Profile: {profile.name}" not in text] == []


def test_what_is_unverified_is_said_not_to_be_law() -> None:
    unverified = [line for line in page().splitlines() if line.rstrip().endswith("| U |")]
    assert unverified == []
