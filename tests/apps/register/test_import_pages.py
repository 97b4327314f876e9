"""The pages of an import: send, look, explain, take in, undo; who may; and what a hostile file does there."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from joinedup.apps.people.models import Person
from joinedup.apps.people.permissions import Role
from joinedup.apps.register.models import (
    Appointment,
    Area,
    ColumnMapping,
    Coverage,
    Draft,
    Import,
    Link,
    Organisation,
    Partnership,
    RoleMapping,
)
from joinedup.apps.register.tasks import SCHEDULE, forget_drafts
from joinedup.formats.tables.limits import MAX_FILE_BYTES
from tests.apps.register.files import everything
from tests.conftest import cast_member

pytestmark = pytest.mark.django_db

GOOD = b"partnership,organisation,sector\nNorthmoor Together,Northmoor Council,public\n"
Sign = Callable[[Person], Client]


@pytest.fixture
def signed() -> Sign:
    """A browser with this person signed in."""

    def sign(person: Person) -> Client:
        client = Client()
        client.force_login(person, backend="joinedup.apps.people.adapters.SignInBackend")
        return client

    return sign


def send(client: Client, content: bytes, name: str = "members.csv") -> str:
    """Send a file; the address of its preview."""
    file = SimpleUploadedFile(name, content)
    answer = client.post(reverse("register:add_import"), {"file": file})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer.url)


def seen_on(page: str) -> str:
    """The mark of what was seen, as the button carries it."""
    found = re.search(r'name="seen" value="([0-9a-f]+)"', page)
    assert found, "there is no button to import"
    return found[1]


def test_a_file_is_sent_looked_at_and_taken_in(signed: Sign, alice: Person) -> None:
    client = signed(alice)
    preview = send(client, GOOD)
    page = client.get(preview).content.decode()
    assert not Partnership.objects.exists()
    for words in ("1</span> partnership", "1</span> organisation", "1</span> membership"):
        assert words in page
    answer = client.post(preview + "take/", {"seen": seen_on(page)}, follow=True)
    assert "members.csv is imported." in answer.content.decode()
    assert Appointment.objects.get().organisation.name == "Northmoor Council"
    assert Import.objects.get().by == alice
    assert not Draft.objects.exists()


def test_what_was_seen_is_what_is_written_or_nothing(signed: Sign, alice: Person) -> None:
    client = signed(alice)
    preview = send(client, GOOD)
    seen = seen_on(client.get(preview).content.decode())
    Organisation.objects.create(name="Northmoor Council", name_key="northmoor council")
    answer = client.post(preview + "take/", {"seen": seen}, follow=True)
    assert "The register has changed since you looked, so nothing was imported." in answer.content.decode()
    assert not Partnership.objects.exists()
    client.post(preview + "take/", {"seen": seen_on(answer.content.decode())})
    assert Partnership.objects.exists()


@pytest.mark.parametrize("seen", ["", "0" * 64])
def test_nothing_is_taken_in_that_was_not_seen(signed: Sign, alice: Person, seen: str) -> None:
    client = signed(alice)
    client.post(send(client, GOOD) + "take/", {"seen": seen})
    assert not Import.objects.exists()


def test_faults_are_shown_in_a_table_and_can_be_downloaded(signed: Sign, alice: Person) -> None:
    client = signed(alice)
    preview = send(client, b"partnership,organisation,from\nBoard,Council,31/2/2003\nBoard,=1+1,\n")
    page = client.get(preview).content.decode()
    assert "2 things are wrong" in page
    assert "is not a day in the calendar" in page
    assert 'name="seen"' not in page
    assert "<title>\nError:" in page or "Error:" in page.split("</title>")[0]
    faults = client.get(preview + "faults.csv")
    lines = faults.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "file,row,column,what is wrong,what would be right"
    assert [line.split(",")[1] for line in lines[1:]] == ["2", "3"]
    assert not any(line.startswith("=") for line in lines)


def test_strange_columns_are_asked_about_and_remembered_after_the_import(signed: Sign, alice: Person) -> None:
    client = signed(alice)
    preview = send(client, b"partnership,Body,Shoe size\nBoard,Council,9\n")
    page = client.get(preview).content.decode()
    assert "Say what 2 columns mean" in page
    told = {"text": ["Body", "Shoe size"], "choice_0": "organisation", "choice_1": "ignore"}
    page = client.post(preview + "columns/", told, follow=True).content.decode()
    assert not ColumnMapping.objects.exists()
    client.post(preview + "take/", {"seen": seen_on(page)})
    assert dict(ColumnMapping.objects.values_list("heading", "column")) == {
        "Body": "organisation",
        "Shoe size": "ignore",
    }
    again = send(client, b"partnership,body\nBoard,Police\n")
    assert "1</span> organisation" in client.get(again).content.decode()


def test_a_column_mapped_to_none_of_ours_is_not_kept(signed: Sign, alice: Person) -> None:
    client = signed(alice)
    preview = send(client, b"partnership,Body\nBoard,Council\n")
    client.post(preview + "columns/", {"text": ["Body"], "choice_0": "drop table"})
    assert Draft.objects.get().mapping == {}


def test_role_texts_are_offered_and_one_may_mean_nesting(signed: Sign, alice: Person) -> None:
    client = signed(alice)
    preview = send(client, b"partnership,organisation,role\nBig Board,Small Board,delivery sub-board\n")
    page = client.get(preview).content.decode()
    assert "Roles that no list knows" in page
    told = {"text": ["delivery sub-board"], "choice_0": "delivery-sub-board"}
    page = client.post(preview + "roles/", told, follow=True).content.decode()
    assert "link between partnerships" in page
    client.post(preview + "take/", {"seen": seen_on(page)})
    assert Link.objects.get().child.name == "Small Board"
    assert RoleMapping.objects.get().role_id == "delivery-sub-board"


def test_near_duplicates_are_offered_for_merging_on_the_page_of_the_import(signed: Sign, alice: Person) -> None:
    client = signed(alice)
    preview = send(client, b"partnership,organisation\nBoard,Moor Housing\nBoard,The Moor Housing\n")
    page = client.get(preview).content.decode()
    assert "may be one organisation" in page
    report = client.post(preview + "take/", {"seen": seen_on(page)}, follow=True).content.decode()
    refs = [Organisation.objects.get(name=name).ref for name in ("Moor Housing", "The Moor Housing")]
    assert reverse("register:merge_organisations", args=refs) in report


def test_an_import_is_undone_after_asking_once(signed: Sign, alice: Person) -> None:
    client = signed(alice)
    preview = send(client, GOOD)
    client.post(preview + "take/", {"seen": seen_on(client.get(preview).content.decode())})
    page = client.get(reverse("register:imports")).content.decode()
    undo = reverse("register:undo_import", args=[Import.objects.get().pk])
    assert undo in page
    assert Partnership.objects.exists()
    assert "Undo this import?" in client.get(undo).content.decode()
    assert "is undone" in client.post(undo, follow=True).content.decode()
    assert not Partnership.objects.exists()
    assert client.get(undo).status_code == 404


def test_a_refusal_to_undo_is_shown_on_the_page(signed: Sign, alice: Person) -> None:
    client = signed(alice)
    preview = send(client, GOOD)
    client.post(preview + "take/", {"seen": seen_on(client.get(preview).content.decode())})
    Partnership.objects.get().themes.create(theme_id="health")
    answer = client.post(reverse("register:undo_import", args=[Import.objects.get().pk]))
    assert "Things recorded later rest on this import" in answer.content.decode()
    assert Partnership.objects.exists()


def test_mappings_are_seen_and_forgotten(signed: Sign, alice: Person) -> None:
    column = ColumnMapping.objects.create(heading="Body", column="organisation")
    role = RoleMapping.objects.create(role_text="widget", role_id="member")
    client = signed(alice)
    page = client.get(reverse("register:import_mappings")).content.decode()
    assert "Body" in page
    assert "widget" in page
    client.post(reverse("register:forget_column", args=[column.pk]))
    client.post(reverse("register:forget_role", args=[role.pk]))
    assert not ColumnMapping.objects.exists()
    assert not RoleMapping.objects.exists()


def test_a_role_of_the_register_can_be_explained_later(signed: Sign, alice: Person) -> None:
    client = signed(alice)
    preview = send(client, b"partnership,organisation,role\nBig Board,Small Board,widget group\n")
    client.post(preview + "take/", {"seen": seen_on(client.get(preview).content.decode())})
    client.post(reverse("register:import_mappings"), {"role_text": "widget group", "role": "sub-group"})
    assert Link.objects.get().child.name == "Small Board"


def test_a_file_that_cannot_be_read_is_refused_where_it_was_chosen(signed: Sign, alice: Person) -> None:
    client = signed(alice)
    before = everything()
    file = SimpleUploadedFile("board.pdf", b"%PDF-1.7")
    page = client.post(reverse("register:add_import"), {"file": file}).content.decode()
    assert "There is a problem" in page
    assert 'href="#id_file"' in page
    assert everything() == before


def test_a_file_of_100_mb_is_answered_with_a_page_and_never_kept(signed: Sign, alice: Person) -> None:
    client = signed(alice)
    before = everything()
    file = SimpleUploadedFile("big.csv", b"x" * (100 * 1024 * 1024))
    answer = client.post(reverse("register:add_import"), {"file": file})
    assert answer.status_code == 413
    assert "It is larger than 25 MB, so it was not read and nothing was stored." in answer.content.decode()
    assert everything() == before


def test_a_file_just_over_the_limit_is_refused_too(signed: Sign, alice: Person) -> None:
    file = SimpleUploadedFile("big.csv", b"x" * (MAX_FILE_BYTES + 100_000))
    answer = signed(alice).post(reverse("register:add_import"), {"file": file})
    assert answer.status_code == 413


def test_drafts_are_their_senders_alone(signed: Sign, alice: Person, dana: Person) -> None:
    preview = send(signed(alice), GOOD)
    assert signed(dana).get(preview).status_code == 404
    assert signed(dana).post(preview + "take/", {"seen": "x"}).status_code == 404


def test_drafts_are_thrown_away_on_asking_and_after_a_day(signed: Sign, alice: Person) -> None:
    client = signed(alice)
    client.post(send(client, GOOD) + "discard/")
    assert not Draft.objects.exists()
    send(client, GOOD)
    forget_drafts.call()
    assert Draft.objects.exists()
    Draft.objects.update(at=timezone.now() - timedelta(hours=25))
    forget_drafts.call()
    assert not Draft.objects.exists()
    assert SCHEDULE["register.forget_drafts"][0] is forget_drafts


def test_a_person_keeps_three_drafts_at_most(signed: Sign, alice: Person) -> None:
    client = signed(alice)
    addresses = [send(client, GOOD) for _each in range(4)]
    assert [client.get(address).status_code for address in addresses] == [404, 200, 200, 200]


def test_the_template_is_a_workbook(signed: Sign, alice: Person) -> None:
    assert signed(alice).get(reverse("register:import_template")).content.startswith(b"PK")


GET_PAGES = ("imports", "add_import", "import_template", "import_mappings")


@pytest.mark.parametrize("name", GET_PAGES)
def test_a_manager_enters_a_colleague_is_told_no_and_a_stranger_finds_no_page(
    signed: Sign, alice: Person, bob: Person, charlie: Person, name: str
) -> None:
    address = reverse(f"register:{name}")
    codes = [signed(person).get(address).status_code for person in (alice, bob, charlie)]
    assert codes == [200, 403, 404]
    assert Client().get(address).status_code == 404


@pytest.mark.parametrize("name", ["import_report", "undo_import"])
def test_the_page_of_an_import_is_guarded_alike(
    signed: Sign, alice: Person, bob: Person, charlie: Person, name: str
) -> None:
    taken = Import.objects.create(file_name="a.csv", file_hash="0", at=timezone.now(), num_rows=1)
    address = reverse(f"register:{name}", args=[taken.pk])
    assert [signed(person).get(address).status_code for person in (alice, bob, charlie)] == [200, 403, 404]


@pytest.mark.parametrize(
    "name", ["explain_columns", "explain_roles", "take_import", "discard_import", "import_preview", "import_faults"]
)
def test_the_steps_of_an_import_are_guarded_alike(
    signed: Sign, alice: Person, bob: Person, charlie: Person, name: str
) -> None:
    send(signed(alice), GOOD)
    address = reverse(f"register:{name}", args=[Draft.objects.get().key])
    method = "get" if name in ("import_preview", "import_faults") else "post"
    assert [getattr(signed(person), method)(address).status_code for person in (bob, charlie)] == [403, 404]
    assert Draft.objects.exists()


def test_the_manager_of_an_area_imports_into_it_and_not_beside_it(signed: Sign) -> None:
    area = Area.objects.create(code="X00000001", name="Northmoor")
    Area.objects.create(code="X00000002", name="Southmoor")
    board = Partnership.objects.create(name="Board", name_key="board", known_on="2001-01-01")
    Coverage.objects.create(partnership=board, area=area, known_on="2001-01-01")
    client = signed(cast_member("Ned", Role.MANAGER, area=area))
    for content, may in (
        (b"partnership,organisation\nBoard,Council\n", True),
        (b"partnership,organisation\nElsewhere,Council\n", False),
        (b"partnership,areas\nNew One,X00000001:whole\n", True),
        (b"partnership,areas\nNew Two,X00000002:whole\n", False),
    ):
        preview = send(client, content)
        page = client.get(preview).content.decode()
        assert ('name="seen"' in page) is may
        seen = seen_on(page) if may else "0"
        code = client.post(preview + "take/", {"seen": seen}).status_code
        assert code == (302 if may else 403)
    assert sorted(Partnership.objects.values_list("name", flat=True)) == ["Board", "New One"]


def test_others_imports_are_not_shown_to_the_manager_of_an_area(signed: Sign, alice: Person) -> None:
    taken = Import.objects.create(file_name="a.csv", file_hash="0", at=timezone.now(), num_rows=1, by=alice)
    area = Area.objects.create(code="X00000001", name="Northmoor")
    client = signed(cast_member("Ned", Role.MANAGER, area=area))
    assert "a.csv" not in client.get(reverse("register:imports")).content.decode()
    assert client.get(reverse("register:import_report", args=[taken.pk])).status_code == 404
