"""Signing in by link: never says who has an account, works once, and only when the button is pressed."""

import re
import time
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.contrib.auth import get_user
from django.core import mail
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from sesame.utils import get_token

from joinedup.apps.audit.models import Event
from joinedup.apps.background.worker import work_once
from joinedup.apps.people.actions import correct_person, sign_in_address, use_link
from joinedup.apps.people.models import Person
from joinedup.apps.people.queries import SCOPE, person_of_link

pytestmark = pytest.mark.django_db


def path_of(address: str) -> str:
    """Address and query, without the host."""
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}"


def press(client: Client, address: str) -> object:
    """Open the link and press its button, as the page's own form does."""
    page = client.get(path_of(address)).content.decode()
    fields = dict(re.findall(r'name="(token|next)" value="([^"]*)"', page))
    return client.post("/people/sign-in/link/", fields)


def is_signed_in(client: Client) -> bool:
    return get_user(client).is_authenticated


@pytest.mark.django_db(transaction=True)
def test_asking_for_a_link_sends_one_that_signs_in(client: Client, charlie: Person) -> None:
    client.post("/people/sign-in/", {"email": "CHARLIE@example.org", "next": "/people/me/"})
    work_once(worker_id="w", clock=timezone.now)
    (message,) = mail.outbox
    assert message.to == ["charlie@example.org"]
    (address,) = re.findall(r"http://testserver\S+", message.body)
    response = press(client, address)
    assert response.status_code == 302
    assert response["Location"] == "/people/me/"
    assert get_user(client).pk == charlie.pk


def test_the_answer_does_not_say_who_has_an_account(charlie: Person) -> None:
    pages = []
    for email in ("charlie@example.org", "nobody@example.org"):
        client = Client()
        asked = client.post("/people/sign-in/", {"email": email})
        page = client.get(asked["Location"]).content.decode()
        pages.append((asked.status_code, asked["Location"], page.replace(email, "").split("<main")[1]))
    assert pages[0] == pages[1]
    assert DBTaskResult.objects.count() == 2  # a stranger's request costs the same work


def test_neither_the_address_nor_the_link_is_kept_in_the_queue(client: Client, charlie: Person) -> None:
    client.post("/people/sign-in/", {"email": "charlie@example.org"})
    (task,) = DBTaskResult.objects.all()
    assert task.args_kwargs == {"args": [charlie.pk, ""], "kwargs": {}}


def test_opening_the_link_without_pressing_the_button_does_not_use_it_up(client: Client, charlie: Person) -> None:
    address = sign_in_address(charlie)
    for _scan in range(3):
        assert Client().get(path_of(address)).status_code == 200
    press(client, address)
    assert is_signed_in(client)


def test_a_link_works_once(client: Client, charlie: Person) -> None:
    address = sign_in_address(charlie)
    token = address.split("token=")[1]
    press(client, address)
    other = Client()
    assert other.get(path_of(address)).status_code == 410
    other.post("/people/sign-in/link/", {"token": token})
    assert not is_signed_in(other)


def test_using_one_link_ends_every_other(charlie: Person) -> None:
    first, second = get_token(charlie, scope=SCOPE), get_token(charlie, scope=SCOPE)
    assert use_link(first) == charlie
    assert use_link(second) is None


def test_a_link_ends_after_fifteen_minutes(charlie: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    token = get_token(charlie, scope=SCOPE)
    now = time.time()
    monkeypatch.setattr("sesame.tokens_v2.time.time", lambda: now + 14 * 60)
    assert person_of_link(token) == charlie
    monkeypatch.setattr("sesame.tokens_v2.time.time", lambda: now + 16 * 60)
    assert person_of_link(token) is None


@pytest.mark.parametrize("token", ["", "x", "AAAA", "a:b:c", "é" * 50])
def test_what_is_not_a_token_signs_nobody_in(client: Client, charlie: Person, token: str) -> None:
    assert client.get("/people/sign-in/link/", {"token": token}).status_code == 410
    client.post("/people/sign-in/link/", {"token": token})
    assert not is_signed_in(client)


def test_a_token_made_for_something_else_does_not_sign_in(charlie: Person) -> None:
    assert person_of_link(get_token(charlie, scope="something else")) is None


def test_a_closed_account_does_not_sign_in(client: Client, charlie: Person) -> None:
    address = sign_in_address(charlie)
    Person.objects.filter(pk=charlie.pk).update(is_active=False)
    press(client, address)
    assert not is_signed_in(client)


def test_signing_in_never_leads_to_another_site(client: Client, charlie: Person) -> None:
    for elsewhere in ("https://evil.example/", "//evil.example/", "javascript:alert(1)"):
        token = get_token(Person.objects.get(pk=charlie.pk), scope=SCOPE)
        response = client.post("/people/sign-in/link/", {"token": token, "next": elsewhere})
        assert response["Location"] == "/"
        client.logout()


def test_signing_in_leaves_one_row_in_the_audit_and_proves_the_address(client: Client, charlie: Person) -> None:
    press(client, sign_in_address(charlie))
    (row,) = Event.objects.all()
    assert (row.kind, row.actor_id) == ("people.signed_in", charlie.pk)
    assert EmailAddress.objects.get(user=charlie).verified


def test_too_many_requests_for_one_address_are_refused_whoever_it_is(charlie: Person) -> None:
    for email in ("charlie@example.org", "nobody@example.org"):
        answers = [Client().post("/people/sign-in/", {"email": email}).status_code for _time in range(4)]
        assert answers == [302, 302, 302, 429]


def test_an_address_that_is_none_gets_a_clear_error(client: Client) -> None:
    page = client.post("/people/sign-in/", {"email": "not an address"}).content.decode()
    assert "Enter an e-mail address like name@example.org" in page


def code_now(secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def test_a_link_alone_does_not_sign_in_whoever_has_an_authenticator_app(client: Client, charlie: Person) -> None:
    secret = generate_totp_secret()
    TOTP.activate(charlie, secret)
    response = press(client, sign_in_address(charlie))
    assert response["Location"] == "/people/account/second-step/"
    assert not is_signed_in(client)
    assert "second step" in client.get(response["Location"]).content.decode()
    assert client.post(response["Location"], {"code": "000000"}).status_code == 200
    assert not is_signed_in(client)
    client.post(response["Location"], {"code": code_now(secret)})
    assert get_user(client).pk == charlie.pk


def test_a_password_alone_does_not_sign_in_whoever_has_an_authenticator_app(client: Client, charlie: Person) -> None:
    charlie.set_password("three unlikely words")
    charlie.save()
    TOTP.activate(charlie, generate_totp_secret())
    fields = {"login": "charlie@example.org", "password": "three unlikely words"}
    response = client.post("/people/sign-in/password/", fields)
    assert response["Location"] == "/people/account/second-step/"
    assert not is_signed_in(client)


def test_a_password_signs_in_whoever_has_set_one(client: Client, charlie: Person) -> None:
    fields = {"login": "charlie@example.org", "password": "three unlikely words"}
    assert client.post("/people/sign-in/password/", fields).status_code == 200
    assert not is_signed_in(client)
    charlie.set_password("three unlikely words")
    charlie.save()
    client.post("/people/sign-in/password/", fields)
    assert get_user(client).pk == charlie.pk


def test_setting_a_password_is_recorded_and_told(client: Client, charlie: Person) -> None:
    press(client, sign_in_address(charlie))
    words = {"password1": "three unlikely words", "password2": "three unlikely words"}
    assert client.post("/people/account/password/set/", words).status_code == 302
    assert Event.objects.filter(kind="people.method_changed").count() == 1
    page = client.get("/people/me/messages/").content.decode()
    assert "a password was set" in page


def test_signing_out_asks_for_a_post_and_ends_the_session(client: Client, charlie: Person) -> None:
    client.force_login(charlie)
    assert client.get("/people/sign-out/").status_code == 405
    client.post("/people/sign-out/")
    assert not is_signed_in(client)


def test_a_session_outlives_the_link(client: Client, charlie: Person) -> None:
    press(client, sign_in_address(charlie))
    session = client.session
    assert session.get_expiry_age() > timedelta(days=13).total_seconds()


ACCOUNT_PAGES = [
    "/people/account/",
    "/people/account/app/",
    "/people/account/passkeys/",
    "/people/account/passkeys/add/",
    "/people/account/password/set/",
    "/people/me/",
    "/people/me/details/",
    "/people/me/messages/",
]


@pytest.mark.parametrize("address", ACCOUNT_PAGES)
def test_own_pages_are_in_our_frame_and_only_for_those_signed_in(client: Client, charlie: Person, address: str) -> None:
    assert client.get(address).status_code == 404
    client.force_login(charlie)
    response = client.get(address)
    assert response.status_code == 200
    assert '<main id="main"' in response.content.decode()


def test_no_page_holds_a_script_or_a_style_that_the_content_policy_would_stop(client: Client, charlie: Person) -> None:
    client.force_login(charlie)
    for address in [*ACCOUNT_PAGES, "/people/account/codes/new/"]:
        page = client.get(address).content.decode()
        scripts = re.findall(r"<script(?![^>]*(?:src=|type=\"application/json\"))", page)
        assert (scripts, re.findall(r"<style|\sstyle=|\son[a-z]+=", page)) == ([], []), address


def test_an_authenticator_app_is_added_with_recovery_codes_and_removed(client: Client, charlie: Person) -> None:
    press(client, sign_in_address(charlie))
    page = client.get("/people/account/app/").content.decode()
    (secret,) = re.findall(r'<code id="app-key">([A-Z2-7]+)</code>', page)
    added = client.post("/people/account/app/", {"code": code_now(secret)})
    assert added["Location"] == "/people/account/codes/"
    codes = re.findall(r"<code>(\d{8})</code>", client.get("/people/account/codes/").content.decode())
    assert len(set(codes)) == 10
    client.post("/people/account/app/remove/")
    whats = [row.facts["what"] for row in Event.objects.filter(kind="people.method_changed")]
    assert whats == [
        "an authenticator app was added",
        "new recovery codes were made",
        "the authenticator app was removed",
    ]


def test_changing_how_one_signs_in_asks_again_after_a_while(client: Client, charlie: Person) -> None:
    client.force_login(charlie)  # a session that shows no recent proof
    TOTP.activate(charlie, generate_totp_secret())
    response = client.post("/people/account/app/remove/")
    assert response["Location"].startswith("/people/account/again/code/")
    assert "Show that it is you" in client.get(response["Location"]).content.decode()
    assert charlie.authenticator_set.filter(type="totp").exists()


def test_the_language_chosen_is_kept_in_a_cookie(client: Client) -> None:
    response = client.post("/people/language/", {"language": "cy", "next": "/people/sign-in/"})
    assert response["Location"] == "/people/sign-in/"
    assert client.cookies["django_language"].value == "cy"


def test_guessing_a_password_is_stopped_for_a_while(client: Client, charlie: Person) -> None:
    charlie.set_password("three unlikely words")
    charlie.save()
    fields = {"login": "charlie@example.org", "password": "wrong"}
    for _guess in range(5):
        client.post("/people/sign-in/password/", fields)
    client.post("/people/sign-in/password/", fields | {"password": "three unlikely words"})
    assert not is_signed_in(client)


def test_asking_too_often_shows_a_page_of_ours(client: Client, charlie: Person) -> None:
    for _time in range(31):
        response = client.post("/people/sign-in/password/", {"login": f"x{_time}@example.org", "password": "x"})
    assert response.status_code == 429
    assert "joinedup" in response.content.decode()


def test_details_are_corrected_and_the_old_ones_kept_in_the_audit(client: Client, charlie: Person) -> None:
    client.force_login(charlie)

    client.post("/people/me/details/", {"name": "Charlotte"})
    charlie.refresh_from_db()
    assert (charlie.name, charlie.wants_email) == ("Charlotte", False)
    assert charlie.recipient.address == ""
    row = Event.objects.select_related("personal").get(kind="people.person_corrected")
    assert row.facts == {"fields": ["name", "wants_email"]}
    assert row.personal.content["changed"]["name"] == ["Charlie", "Charlotte"]


def test_saving_details_that_are_as_they_were_leaves_no_row(client: Client, charlie: Person) -> None:
    client.force_login(charlie)
    client.post("/people/me/details/", {"name": "Charlie", "wants_email": "on"})
    assert not Event.objects.filter(kind="people.person_corrected").exists()


def test_nobody_corrects_the_record_of_another(charlie: Person, alice: Person) -> None:
    with pytest.raises(PermissionError):
        correct_person(charlie, by=alice, name="Mallory")


def test_ones_own_page_takes_few_queries(client: Client, bob: Person, django_assert_max_num_queries: Any) -> None:
    client.force_login(bob)
    with django_assert_max_num_queries(12):
        assert "Bob" in client.get("/people/me/").content.decode()
