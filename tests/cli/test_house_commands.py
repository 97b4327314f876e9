"""`joinedup people`, `audit` and `worker`: what they print, and how they end."""

import json
import re

import pytest
from click.testing import CliRunner, Result
from django.core import mail
from django.db import connection
from django.test import Client

from joinedup import cli
from joinedup.apps.audit.models import Event
from joinedup.apps.people.models import Person
from joinedup.apps.register.models import Organisation, RoleGrant

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _database_is_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests have made their own."""
    monkeypatch.setattr(cli, "start", lambda: None)


def joinedup(*arguments: str) -> Result:
    return CliRunner().invoke(cli.main, arguments, catch_exceptions=False)


def invite(email: str = "dana@example.org", *more: str) -> Result:
    return joinedup("people", "invite", email, "--role", "administrator", *more)


def test_the_first_administrator_is_given_a_link_that_signs_in_once():
    done = invite()
    assert done.exit_code == 0
    (path,) = re.findall(r"http://testserver(/people/sign-in/link/\?token=\S+)", done.output)
    assert "You are signing in as dana" in Client().get(path).content.decode()
    assert sorted(mail.outbox, key=str) == []  # no mail is needed to start


def test_the_second_administrator_is_given_none_at_the_prompt():
    invite()
    done = invite("erin@example.org", "--json")
    assert json.loads(done.output)["sign_in_link"] is None


def test_the_answer_as_json_names_what_was_given():
    council = Organisation.objects.create(name="Moor Council", name_key="moor council")
    done = joinedup(
        *("people", "invite", "bob@example.org", "--role", "representative"),
        *("--over", council.ref, "--name", "Bob", "--json"),
    )
    answer = json.loads(done.output)
    assert (answer["person"], answer["email"]) == ("Bob", "bob@example.org")
    assert (answer["role"], answer["over"]) == ("representative", "Moor Council")


def test_the_audit_says_who_acted():
    invite()
    assert Event.objects.get().actor_id is None
    invite("erin@example.org", "--by", "dana@example.org")
    assert Event.objects.get(sequence=2).actor_id == Person.objects.with_email("dana@example.org").pk


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nonsense", "--role", "manager"), "valid email address"),
        (("dana@example.org", "--role", "emperor"), '"emperor" is not a role; one of manager, '),
        (("dana@example.org", "--role", "manager", "--over", "Nowhere"), "Nothing is called"),
        (
            ("dana@example.org", "--role", "manager", "--by", "nobody@example.org"),
            "nobody here has the address",
        ),
    ],
)
def test_bad_input_ends_with_2_says_what_is_wrong_and_stores_nothing(arguments, said):
    done = joinedup("people", "invite", *arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr
    assert (Person.objects.count(), RoleGrant.objects.count(), Event.objects.count()) == (0, 0, 0)


def test_whoever_may_not_invite_is_told_so():
    Person.objects.create_person("Charlie", "charlie@example.org")
    done = invite("erin@example.org", "--by", "charlie@example.org")
    assert done.exit_code == 2
    assert "Give and take away roles" in done.stderr


def test_a_role_held_already_is_a_no():
    invite()
    done = invite()
    assert done.exit_code == 1
    assert "already" in done.stderr


def test_verifying_says_that_the_chain_holds_and_what_it_cannot_exclude():
    invite()
    done = joinedup("audit", "verify", "--json")
    answer = json.loads(done.output)
    assert (done.exit_code, answer["holds"], answer["rows"]) == (0, True, 1)
    assert answer["head"] == {"sequence": 1, "hash": Event.objects.get().hash}
    assert answer["faults"] == []
    assert "cannot be excluded" in answer["warnings"][0]


def test_verifying_against_a_published_head_finds_rows_cut_off(settings, tmp_path):
    settings.JOINEDUP_HEADS_FOLDER = tmp_path
    invite()
    invite("erin@example.org")
    path = json.loads(joinedup("audit", "publish", "--json").output)["file"]
    assert joinedup("audit", "verify", "--head", path).exit_code == 0
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_personal WHERE event_id = 2")
        cursor.execute("DELETE FROM audit_event WHERE sequence = 2")
        cursor.execute("UPDATE audit_head SET sequence = 1, hash = (SELECT hash FROM audit_event)")
    assert joinedup("audit", "verify").exit_code == 0
    done = joinedup("audit", "verify", "--head", path, "--json")
    assert done.exit_code == 1
    assert [fault["sequence"] for fault in json.loads(done.output)["faults"]] == [2]


def test_an_altered_row_is_named_in_words():
    invite()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_event SET kind = 'people.signed_in' WHERE sequence = 1")
    done = joinedup("audit", "verify")
    assert done.exit_code == 1
    assert "row 1 has been altered" in done.output


def test_a_file_that_is_no_head_is_bad_input(tmp_path):
    path = tmp_path / "head.json"
    path.write_text("x")
    done = joinedup("audit", "verify", "--head", str(path))
    assert done.exit_code == 2
    assert "not a published head" in done.stderr


def test_the_worker_delivers_the_invitation(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("signal.signal", lambda *_wanted: None)  # Ctrl-C still stops the tests
    invite()
    done = joinedup("worker", "--once")
    assert done.exit_code == 0
    (message,) = mail.outbox
    assert message.to == ["dana@example.org"]
    assert "http://testserver/people/sign-in/" in message.body
