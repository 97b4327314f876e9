"""The reading pages: what each says, to whom, and as at which day."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from joinedup.apps.people.models import Person
from joinedup.apps.register.actions.links import link_partnerships
from joinedup.apps.register.actions.organisations import merge_organisations
from joinedup.apps.register.actions.partnerships import accept_partnership, change_partnership
from joinedup.apps.register.actions.requirements import add_requirement
from joinedup.apps.register.actions.seats import appoint
from joinedup.apps.register.models import Area, Organisation, Partnership
from joinedup.apps.register.models.partnerships import Relation
from joinedup.rules.life import Life
from tests.apps.register.making import BY_SYSTEM, SINCE, START, area, organisation, partnership, seat

SIGN_IN = "joinedup.apps.people.adapters.SignInBackend"

pytestmark = pytest.mark.django_db


def page(client: Client, name: str, *args: Any, **query: Any) -> str:
    """The text of a page that must answer."""
    answer = client.get(reverse(f"register:{name}", args=args), query)
    assert answer.status_code == 200, (name, answer.status_code)
    return answer.content.decode()


@pytest.fixture
def lsp(db: None) -> Partnership:
    """Northmoor Together over Stockton, with two seats, one of them vacant."""
    row = partnership(
        type_id="lsp", nation="England", areas=[(area(), True)], purpose="To close the gap", themes=["crime"]
    )
    appoint(seat(row, sector="public", may_vote=True), organisation(), life=SINCE, **BY_SYSTEM)
    seat(row, qualifier="Residents", sector="community")
    return row


def test_an_empty_installation_says_what_to_do_first(client: Client, alice: Person) -> None:
    client.force_login(alice, backend=SIGN_IN)
    text = page(client, "home")
    assert "Nothing is recorded yet" in text
    assert "Import a spreadsheet" in text


def test_an_empty_installation_asks_a_stranger_only_to_sign_in(client: Client, db: None) -> None:
    text = page(client, "home")
    assert "sign in" in text
    assert "Import a spreadsheet" not in text


def test_with_one_area_home_leads_straight_there(client: Client, lsp: Partnership) -> None:
    answer = client.get("/")
    assert (answer.status_code, answer["Location"]) == (302, "/areas/E06000004/")


def test_with_one_area_and_a_partnership_outside_it_home_stays(client: Client, lsp: Partnership) -> None:
    partnership("Nowhere Partnership")
    text = page(client, "home")
    assert "1 partnership</a> is recorded without an area" in text
    assert "Stockton-on-Tees" in text


def test_home_tells_a_manager_what_needs_attention_and_spares_everybody_else(
    client: Client, lsp: Partnership, alice: Person
) -> None:
    partnership("Nowhere Partnership")
    assert "What needs attention first" not in page(client, "home")
    client.force_login(alice, backend=SIGN_IN)
    text = page(client, "home")
    vacant, unexplained = text.index("Residents: Northmoor Together"), text.index("no reason to exist")
    assert vacant < unexplained < text.index("on the problem board")
    assert "1 partnership with no area" in text
    assert "2 records not yet accepted" in text


def test_a_manager_of_one_area_is_told_of_that_area_only(client: Client, lsp: Partnership, charlie: Person) -> None:
    other = partnership("Elsewhere", areas=[(area("E06000002", "Middlesbrough"), True)])
    seat(other, qualifier="Business")
    charlie.grants.create(role="manager", area=Area.objects.get(code="E06000004"), valid_from=START)
    client.force_login(charlie, backend=SIGN_IN)
    text = page(client, "home")
    assert "Residents: Northmoor Together" in text
    assert "Business: Elsewhere" not in text


def test_the_area_names_its_apex_and_lists_its_partnerships(client: Client, lsp: Partnership) -> None:
    csp = partnership("Safer Stockton", areas=[(area(), False)])
    link_partnerships(csp, lsp, life=SINCE, **BY_SYSTEM)
    text = page(client, "area", "E06000004")
    assert "At the apex:" in text
    assert text.index("Northmoor Together") < text.index("Safer Stockton")
    assert "What needs attention here first" in text


def test_an_area_that_does_not_exist_is_not_found(client: Client, db: None) -> None:
    assert client.get("/areas/E99999999/").status_code == 404


def test_the_register_answers_even_a_question_that_makes_no_sense(client: Client, lsp: Partnership) -> None:
    assert "Northmoor Together" in page(client, "partnerships", type="no-such-type", page="999", sort="x")
    assert "No partnership fits" in page(client, "partnerships", q="zzz")


def test_a_partnership_shows_what_it_is_why_who_and_what_is_vacant(client: Client, lsp: Partnership) -> None:
    text = page(client, "partnership", lsp.ref)
    for words in (
        "To close the gap",
        "Why does this exist?",
        "Checked against its source",
        "Northmoor Council",
        "Residents: 1 place vacant",
        "Nobody yet",
        "Stockton-on-Tees",
        "No map: no outline",
        "White paper, paragraph 2.39",
        "It may be closed: nothing outside requires it.",
        "Government Office",
    ):
        assert words in text, words


def test_a_start_that_is_not_known_is_an_ordinary_state(client: Client, db: None) -> None:
    row = partnership("West Lothian CPP", life=Life(None, date(2020, 5, 3)))
    assert "start not known, known on 3 May 2020" in page(client, "partnership", row.ref)
    assert "Whether it existed on this day is not known" in page(client, "partnership", row.ref, on="2010-01-01")


def test_the_page_of_a_past_day_has_the_name_of_that_day(client: Client, lsp: Partnership, alice: Person) -> None:
    change_partnership(lsp, from_day=date(2003, 4, 1), name="One Northmoor", **BY_SYSTEM)
    client.force_login(alice, backend=SIGN_IN)
    then, now = page(client, "partnership", lsp.ref, on="2002-06-01"), page(client, "partnership", lsp.ref)
    assert "<h1>" in then
    assert "One Northmoor</h1>" in now
    assert "Northmoor Together</h1>" in then
    assert f"/partnerships/{lsp.ref}/seats/?on=2002-06-01" in then
    assert "Formerly:" in page(client, "history", lsp.ref)


def test_only_those_who_may_edit_see_links_to_edit_and_only_today(
    client: Client, lsp: Partnership, alice: Person, bob: Person
) -> None:
    links = [
        reverse(f"register:{name}", args=[lsp.ref]) for name in ("correct_partnership", "add_seat", "set_coverage")
    ]
    assert not [link for link in links if link in page(client, "partnership", lsp.ref)]
    client.force_login(bob, backend=SIGN_IN)
    assert not [link for link in links if link in page(client, "partnership", lsp.ref)]
    client.force_login(alice, backend=SIGN_IN)
    text = page(client, "partnership", lsp.ref)
    assert [link for link in links if link in text] == links
    assert not [link for link in links if link in page(client, "partnership", lsp.ref, on="2003-01-01")]


def test_what_nobody_checked_in_a_profile_is_shown_to_administrators(
    client: Client, lsp: Partnership, alice: Person, dana: Person
) -> None:
    client.force_login(alice, backend=SIGN_IN)
    assert "What nobody has checked" not in page(client, "partnership", lsp.ref)
    client.force_login(dana, backend=SIGN_IN)
    assert "What nobody has checked" in page(client, "partnership", lsp.ref)


def test_an_unaccepted_record_is_not_blamed_for_what_is_not_recorded(client: Client, lsp: Partnership) -> None:
    assert "No manager has accepted this record yet" in page(client, "partnership", lsp.ref)
    accept_partnership(lsp, **BY_SYSTEM)
    text = page(client, "partnership", lsp.ref)
    assert "No manager has accepted" not in text
    assert '<span class="tag bad">Missing</span>' in text


def test_the_seat_table_tells_yes_no_and_not_known_apart(client: Client, lsp: Partnership) -> None:
    text = page(client, "seats", lsp.ref)
    assert "<strong>Yes:</strong> vote" in text
    assert "Not known:</span> speak, papers, quorum" in text
    assert "no person named" in text
    assert "since 1 April 2002" in text


def test_the_history_tells_who_joined_and_colleagues_who_recorded_it(
    client: Client, lsp: Partnership, alice: Person
) -> None:
    text = page(client, "history", lsp.ref)
    assert "Joined: Northmoor Council" in text
    assert "Who recorded what" not in text
    assert "system operator" not in page(client, "history", lsp.ref, recorded="yes")
    client.force_login(alice, backend=SIGN_IN)
    assert "Northmoor Together" in page(client, "history", lsp.ref, recorded="yes")
    assert "added a seat" in page(client, "history", lsp.ref, recorded="yes")


def test_the_problem_board_names_who_contributes_and_says_where_nobody_does(client: Client, lsp: Partnership) -> None:
    text = page(client, "area_problem_board", "E06000004")
    crime = text[text.index("Crime") : text.index("Education")]
    assert "Northmoor Council" in crime
    assert crime.count("Nobody yet") == 3
    assert text.count("Nobody yet") == 23
    assert "1 organisation</a>" in page(client, "problem_board")
    assert "Northmoor Council" in page(client, "organisations", theme="crime", sector="public")
    assert "No organisation fits" in page(client, "organisations", theme="crime", sector="private")


def test_a_diary_shows_what_is_sat_on_and_how_often_it_meets(client: Client, lsp: Partnership) -> None:
    council = Organisation.objects.get(name="Northmoor Council")
    council.identifiers.create(scheme="GB-LAE", number="NTM")
    lrf = partnership("Resilience Forum", type_id="lrf", nation="England", profile_id="lrf-ew")
    appoint(seat(lrf, may_vote=True), council, life=SINCE, **BY_SYSTEM)
    text = page(client, "organisation", council.ref)
    assert "org-id.guide/list/GB-LAE" in text
    assert "2 or more" in text
    assert '<span class="number">2</span> partnerships' in text
    assert "Northmoor Council" in page(client, "diaries")
    assert "Northmoor Council" in page(client, "organisations", q="GB-LAE-NTM")


def test_a_merged_record_leads_to_the_one_that_was_kept(client: Client, db: None) -> None:
    kept, gone = organisation("Moor CVS"), organisation("Moor Council for Voluntary Service")
    merge_organisations(gone, kept, **BY_SYSTEM)
    answer = client.get(reverse("register:organisation", args=[gone.ref]))
    assert (answer.status_code, answer["Location"]) == (301, f"/organisations/{kept.ref}/")


def test_the_diary_of_a_person_is_for_colleagues_only(
    client: Client, lsp: Partnership, bob: Person, charlie: Person
) -> None:
    address = reverse("register:person", args=[bob.pk])
    assert client.get(address).status_code == 404
    client.force_login(charlie, backend=SIGN_IN)
    assert client.get(address).status_code == 404
    client.force_login(bob, backend=SIGN_IN)
    assert client.get(address).status_code == 200
    assert client.get(reverse("register:person", args=[999_999])).status_code == 404


def test_pictures_of_structure_have_a_title_a_description_and_the_same_in_a_table(
    client: Client, lsp: Partnership
) -> None:
    csp = partnership("Safer Stockton", areas=[(area(), True)])
    company = partnership("Regeneration Company")
    link_partnerships(csp, lsp, life=SINCE, **BY_SYSTEM)
    link_partnerships(company, lsp, relation=Relation.REPORTS_TO, life=SINCE, **BY_SYSTEM)
    appoint(seat(csp), Organisation.objects.get(name="Northmoor Council"), life=SINCE, **BY_SYSTEM)
    text = page(client, "structure", "E06000004")
    assert text.count('<svg class="own-size"') == 2
    assert "3 partnerships, 1 nested in another." in text
    assert text.count('class="link dated"') == 1
    assert '<td data-label="Relation">reports to</td>' in text
    assert "(of another area)" in text
    assert "1 organisation sits on two or more of 2 partnerships." in text
    assert "style=" not in text
    family = page(client, "family_structure", csp.ref)
    assert "Northmoor Together" in family
    assert "Nothing to draw" in page(client, "structure", "E06000004", on="1999-01-01")


def test_every_requirement_is_shown_with_its_days(client: Client, lsp: Partnership) -> None:
    add_requirement(
        lsp,
        kind="funding",
        title="Neighbourhood Renewal Fund",
        life=Life(START, None, date(2006, 4, 1)),
        **BY_SYSTEM,
    )
    text = page(client, "partnership", lsp.ref, on="2005-12-01")
    assert "From 1 April 2002 until 1 April 2006" in text
    assert '<span class="tag caution">Review</span>' in text
