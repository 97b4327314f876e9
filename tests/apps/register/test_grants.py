"""Who may do what: invitations, roles given and ended, what strangers and colleagues are told."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from joinedup.apps.audit.actions import SYSTEM
from joinedup.apps.audit.models import Event
from joinedup.apps.audit.queries import sentence, verify
from joinedup.apps.notifications.models import Message
from joinedup.apps.people.models import Person
from joinedup.apps.people.permissions import ANYWHERE, Refused, Role, UnknownPermissionError
from joinedup.apps.register.actions.grants import end_role, grant_role, invite_person
from joinedup.apps.register.actions.refusals import RefusedByRuleError, StaleError
from joinedup.apps.register.forms.access import thing_called
from joinedup.apps.register.models import Area, Coverage, Organisation, Partnership, RoleGrant
from joinedup.apps.register.permissions import EDIT_PARTNERSHIP, GRANT_ROLE

TODAY = timezone.localdate()


@pytest.fixture
def moor(db: None) -> Partnership:
    return Partnership.objects.create(
        name="Northmoor Together", name_key="northmoor together", valid_from=date(2001, 9, 1)
    )


@pytest.fixture
def area(moor: Partnership) -> Area:
    area = Area.objects.create(code="E06000004", name="Stockton-on-Tees")
    Coverage.objects.create(partnership=moor, area=area, valid_from=date(2001, 9, 1))
    return area


def invite(email: str = "erin@example.org", role: Role = Role.MANAGER, over: object = None, by: object = SYSTEM):
    return invite_person(email, "Erin", role, over, by=by, on=TODAY)


def test_an_invitation_makes_an_account_a_role_a_message_and_one_row_of_audit(dana, moor):
    grant = invite("Erin@Example.org ", over=moor, by=dana)
    assert (grant.person.name, grant.person.email) == ("Erin", "erin@example.org")
    assert (grant.role, grant.over, grant.valid_from) == ("manager", moor, TODAY)
    assert not grant.person.has_usable_password()
    (row,) = Event.objects.select_related("personal")
    assert sentence(row) == "Dana invited Erin to be manager of Northmoor Together"
    message = Message.objects.get(recipient_id=grant.person.pk)
    assert message.address == "erin@example.org"
    assert message.link == "/people/sign-in/"
    assert "token" not in message.body


def test_the_row_holds_nothing_personal_outside_its_personal_part(dana, moor):
    invite(over=moor, by=dana)
    (row,) = Event.objects.all()
    assert "rin" not in str(row.facts)


def test_whoever_has_an_account_gets_the_role_and_no_second_account(dana, bob):
    grant = invite("BOB@example.org", by=dana)
    assert grant.person == bob
    (row,) = Event.objects.select_related("personal")
    assert sentence(row) == "Dana made Bob manager of everything"


@pytest.mark.parametrize("email", ["", "erin", "erin@", "a b@example.org"])
def test_an_address_that_is_none_is_refused_and_nothing_is_stored(dana, email):
    with pytest.raises(ValidationError):
        invite(email, by=dana)
    assert (Person.objects.count(), Event.objects.count(), Message.objects.count()) == (1, 0, 0)


def test_a_role_held_already_is_refused_with_what_would_do(dana, alice):
    with pytest.raises(RefusedByRuleError, match="Alice is manager of everything already"):
        grant_role(alice, Role.MANAGER, None, by=dana, on=TODAY)


def test_the_same_role_over_something_else_is_another_role(dana, alice, moor):
    assert grant_role(alice, Role.MANAGER, moor, by=dana, on=TODAY).over == moor


def test_a_closed_account_gets_no_role(dana, charlie):
    Person.objects.filter(pk=charlie.pk).update(is_active=False)
    charlie.refresh_from_db()
    with pytest.raises(ValidationError, match="closed"):
        grant_role(charlie, Role.MANAGER, None, by=dana, on=TODAY)


@pytest.mark.parametrize("who", ["alice", "bob", "charlie"])
def test_only_an_administrator_gives_and_ends_roles(request, dana, who):
    person = request.getfixturevalue(who)
    with pytest.raises(Refused):
        invite(by=person)
    grant = RoleGrant.objects.get(person=dana)
    with pytest.raises(Refused):
        end_role(grant, by=person, on=TODAY)
    assert Event.objects.count() == 0


def test_an_administrator_of_one_area_gives_roles_there_only(dana, charlie, area, moor):
    grant_role(charlie, Role.ADMINISTRATOR, area, by=dana, on=TODAY)
    assert invite(over=area, by=charlie).over == area
    with pytest.raises(Refused):
        invite("fay@example.org", by=charlie)


def test_an_ended_role_is_held_until_that_day_and_its_history_stays(dana, alice):
    grant = RoleGrant.objects.get(person=alice)
    end_role(grant, by=dana, on=TODAY)
    grant.refresh_from_db()
    assert grant.valid_until == TODAY
    assert RoleGrant.objects.filter(person=alice).on(TODAY - timedelta(1)).exists()
    assert not Person.objects.get(pk=alice.pk).has_perm(EDIT_PARTNERSHIP)
    (row,) = Event.objects.select_related("personal")
    assert sentence(row, str(grant)) == "Dana ended the role of Alice as manager of everything"


def test_a_role_given_by_mistake_can_be_taken_back_the_same_day(dana, charlie):
    grant = grant_role(charlie, Role.MANAGER, None, by=dana, on=TODAY)
    end_role(grant, by=dana, on=TODAY)
    assert not RoleGrant.objects.filter(person=charlie).exists()
    assert [row.kind for row in Event.objects.all()] == ["register.role_granted", "register.role_ended"]
    assert verify().holds


def test_the_last_administrator_stays(dana):
    grant = RoleGrant.objects.get(person=dana)
    with pytest.raises(RefusedByRuleError, match="Make somebody else administrator first"):
        end_role(grant, by=dana, on=TODAY)
    invite(role=Role.ADMINISTRATOR, by=dana)
    end_role(grant, by=dana, on=TODAY)


def test_an_administrator_who_cannot_sign_in_does_not_count(dana):
    other = invite(role=Role.ADMINISTRATOR, by=dana).person
    Person.objects.filter(pk=other.pk).update(is_active=False)
    with pytest.raises(RefusedByRuleError):
        end_role(RoleGrant.objects.get(person=dana), by=dana, on=TODAY)


def test_a_role_ended_meanwhile_by_somebody_else_is_not_ended_again(dana, alice):
    stale = RoleGrant.objects.get(person=alice)
    end_role(RoleGrant.objects.get(person=alice), by=dana, on=TODAY)
    with pytest.raises(StaleError):
        end_role(stale, by=dana, on=TODAY)


def test_a_role_over_an_area_reaches_what_covers_it_and_no_other(charlie, dana, area, moor):
    other = Partnership.objects.create(name="Elsewhere", name_key="elsewhere", valid_from=date(2001, 9, 1))
    grant_role(charlie, Role.MANAGER, area, by=dana, on=TODAY)
    charlie = Person.objects.get(pk=charlie.pk)
    assert charlie.has_perm(EDIT_PARTNERSHIP, moor)
    assert not charlie.has_perm(EDIT_PARTNERSHIP, other)
    assert not charlie.has_perm(EDIT_PARTNERSHIP)
    assert charlie.has_perm(EDIT_PARTNERSHIP, ANYWHERE)


def test_a_role_not_yet_begun_or_over_permits_nothing(charlie):
    RoleGrant.objects.create(person=charlie, role="manager", valid_from=TODAY + timedelta(1))
    RoleGrant.objects.create(person=charlie, role="manager", valid_from=date(2001, 1, 1), valid_until=TODAY)
    assert not charlie.has_perm(EDIT_PARTNERSHIP)


def test_a_permission_that_nobody_declared_raises_even_for_an_administrator(dana):
    with pytest.raises(UnknownPermissionError):
        dana.has_perm("register.made_up")


def test_things_are_found_by_reference_code_and_name(area, moor):
    organisation = Organisation.objects.create(name="Moor Council", name_key="moor council")
    assert thing_called("") is None
    assert thing_called(moor.ref) == moor
    assert thing_called(organisation.ref) == organisation
    assert thing_called("e06000004") == area
    assert thing_called("  northmoor   TOGETHER ") == moor
    Organisation.objects.create(name="Moor Council", name_key="moor council")
    with pytest.raises(ValidationError, match="the name of 2 things"):
        thing_called("Moor Council")
    with pytest.raises(ValidationError, match="Nothing is called"):
        thing_called("Nowhere")


# Address, and the answer to: nobody, a stranger, a colleague without the role, a manager, an administrator.
PAGES = [
    ("/access/", 404, 404, 403, 403, 200),
    ("/access/give/", 404, 404, 403, 403, 200),
    ("/audit/", 404, 404, 403, 200, 200),
    ("/people/me/", 404, 200, 200, 200, 200),
    ("/people/sign-in/", 200, 302, 302, 302, 302),
]


WHO = ("nobody", "charlie", "bob", "alice", "dana")


@pytest.mark.parametrize(("address", "answers"), [(address, answers) for address, *answers in PAGES])
def test_strangers_get_404_and_colleagues_without_the_role_403(request, db, address, answers):
    given = []
    for who in WHO:
        client = Client()
        if who != "nobody":
            client.force_login(request.getfixturevalue(who))
        given.append(client.get(address).status_code)
    assert given == answers


def test_a_colleague_is_told_in_words_what_they_may_not_do(client, bob):
    client.force_login(bob)
    page = client.get("/access/").content.decode()
    assert "See who has access, and to what" in page
    assert "administrator, auditor" in page


def test_nobody_is_offered_to_sign_in_where_there_is_no_such_page(client, db):
    assert "/people/sign-in/" in client.get("/access/").content.decode()


def test_an_administrator_gives_a_role_on_the_page_and_ends_it(client, dana, moor):
    client.force_login(dana)
    fields = {"email": "erin@example.org", "name": "Erin", "role": "representative", "over": moor.name}
    assert client.post("/access/give/", fields)["Location"] == "/access/"
    grant = RoleGrant.objects.get(person__email="erin@example.org")
    assert grant.over == moor
    page = client.get("/access/?q=erin").content.decode()
    assert "Erin" in page
    assert "Dana" not in page.split("<main")[1]
    assert client.post(f"/access/{grant.pk}/end/")["Location"] == "/access/"
    assert "No person with a role matches" in client.get("/access/?q=erin").content.decode()


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("email", "", "Enter an e-mail address"),
        ("email", "erin", "Enter an e-mail address like name@example.org"),
        ("role", "emperor", "emperor"),
        ("over", "Nowhere", "Nothing is called"),
    ],
)
def test_what_cannot_be_given_is_said_beside_its_field_and_nothing_is_stored(client, dana, field, value, said):
    client.force_login(dana)
    fields = {"email": "erin@example.org", "role": "manager", "over": ""} | {field: value}
    page = client.post("/access/give/", fields).content.decode()
    assert said in page
    assert f'href="#id_{field}"' in page
    assert RoleGrant.objects.count() == 1


def test_the_last_administrator_is_told_why_on_the_page(client, dana):
    client.force_login(dana)
    grant = RoleGrant.objects.get(person=dana)
    assert "Make somebody else administrator first" in client.post(f"/access/{grant.pk}/end/").content.decode()


@pytest.mark.parametrize("address", ["/access/", "/audit/"])
def test_long_lists_take_few_queries(client, dana, moor, address, django_assert_max_num_queries):
    for number in range(70):
        invite(f"p{number}@example.org", over=moor if number % 2 else None, by=dana)
    client.force_login(dana)
    with django_assert_max_num_queries(12):
        assert "of 70" in client.get(address).content.decode().replace("of 71", "of 70")


def test_the_audit_speaks_in_sentences_and_is_filtered(client, dana, moor):
    invite(over=moor, by=dana)
    grant_role(Person.objects.get(email="erin@example.org"), Role.SCRUTINEER, None, by=dana, on=TODAY)
    client.force_login(dana)
    page = client.get("/audit/").content.decode()
    assert "Dana invited Erin to be manager of Northmoor Together" in page
    assert "Dana made Erin scrutineer of everything" in page
    page = client.get("/audit/?kind=register.role_granted").content.decode().split("<tbody>")[1]
    assert "invited" not in page
    assert "Dana made Erin" in page


def test_asking_again_about_who_may_give_roles_costs_one_query(dana, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert dana.has_perm(GRANT_ROLE)
        assert dana.has_perm(EDIT_PARTNERSHIP)
