"""The outbox: written with the change, delivered after it, once, and again when the post office was shut."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier, Lock

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connections, transaction
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from joinedup.apps.background.worker import work_once
from joinedup.apps.notifications.actions import GIVE_UP_AFTER, Recipient, deliver_due, mark_read, tell
from joinedup.apps.notifications.models import Message
from joinedup.apps.people.models import Person

NOON = datetime(2026, 3, 27, 12, 0, tzinfo=UTC)
ALICE = Recipient(1, "alice@example.org")


class Shut(BaseEmailBackend):
    """A post office that is shut."""

    def send_messages(self, email_messages):
        raise ConnectionRefusedError("the post office is shut")


class Watched(BaseEmailBackend):
    """A post office that notes what it was given, from any thread."""

    sent: list[str] = []
    lock = Lock()

    def send_messages(self, email_messages):
        with self.lock:
            self.sent.extend(message.subject for message in email_messages)
        return len(email_messages)


HERE = f"{__name__}."


@pytest.mark.django_db(transaction=True)
def test_a_change_that_is_undone_leaves_no_message_and_no_task():
    with transaction.atomic():
        tell([ALICE], subject="Called", body="A meeting.")
        assert Message.objects.count() == 1
        transaction.set_rollback(True)
    assert (Message.objects.count(), DBTaskResult.objects.count(), mail.outbox) == (0, 0, [])


@pytest.mark.django_db(transaction=True)
def test_a_message_is_delivered_after_the_change_by_the_worker():
    with transaction.atomic():
        tell([ALICE], subject="Called", body="A meeting.", link="/x/")
        assert DBTaskResult.objects.count() == 0
    assert mail.outbox == []  # the page does not wait for the post
    work_once(worker_id="w", clock=timezone.now)
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == (["alice@example.org"], "Called")
    assert sent.body == "A meeting.\n\nhttp://testserver/x/"
    work_once(worker_id="w", clock=timezone.now)
    assert len(mail.outbox) == 1


@pytest.mark.django_db
def test_each_person_is_told_once_though_named_twice():
    assert tell([ALICE, ALICE, Recipient(2, "")], subject="Called", body="A meeting.") == 2


@pytest.mark.django_db
def test_whoever_wants_no_e_mail_is_told_on_their_own_page_only():
    tell([Recipient(2, "")], subject="Called", body="A meeting.")
    assert deliver_due(at=timezone.now()) == 0
    assert Message.objects.get().recipient_id == 2


@pytest.mark.django_db
def test_a_failed_delivery_is_tried_again_after_longer_and_longer_waits(settings):
    settings.EMAIL_BACKEND = HERE + "Shut"
    tell([ALICE], subject="Called", body="A meeting.")
    waits, at = [], NOON
    for _attempt in range(3):
        deliver_due(at=at)
        message = Message.objects.get()
        waits.append(message.try_after - at)
        deliver_due(at=message.try_after - timedelta(seconds=1))  # too early: nothing happens
        assert Message.objects.get().num_attempts == message.num_attempts
        at = message.try_after
    assert waits == [timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=4)]
    assert "shut" in message.last_error
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert deliver_due(at=at) == 1
    assert Message.objects.get().sent_at == at
    assert Message.objects.get().last_error == ""


@pytest.mark.django_db
def test_it_gives_up_after_eight_attempts(settings):
    settings.EMAIL_BACKEND = HERE + "Shut"
    tell([ALICE], subject="Called", body="A meeting.")
    for attempt in range(GIVE_UP_AFTER + 3):
        deliver_due(at=NOON + timedelta(days=attempt))
    assert Message.objects.get().num_attempts == GIVE_UP_AFTER


@pytest.mark.django_db
def test_one_address_that_fails_does_not_hold_up_the_others():
    tell([Recipient(1, "bad\n@example.org"), Recipient(3, "c@example.org")], subject="Called", body="x")
    assert deliver_due(at=timezone.now()) == 1
    assert mail.outbox[0].to == ["c@example.org"]


@pytest.mark.django_db
def test_a_name_with_a_line_break_makes_no_header_of_its_own():
    tell([ALICE], subject="Bob\nBcc: everybody@example.org is now manager", body="x")
    assert deliver_due(at=timezone.now()) == 1
    assert mail.outbox[0].subject == "Bob Bcc: everybody@example.org is now manager"


@pytest.mark.django_db(transaction=True)
def test_eight_workers_at_once_send_nothing_twice(settings):
    settings.EMAIL_BACKEND = HERE + "Watched"
    Watched.sent = []
    for number in range(20):
        tell([ALICE], subject=f"Message {number}", body="x")
    together = Barrier(8)

    def deliver(_worker: int) -> int:
        try:
            together.wait(timeout=60)
            return deliver_due(at=NOON)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as workers:
        counts = list(workers.map(deliver, range(8)))
    assert sorted(Watched.sent) == sorted(f"Message {number}" for number in range(20))
    assert sum(counts) == 20


@pytest.mark.django_db
def test_a_message_is_read_once():
    tell([ALICE], subject="Called", body="A meeting.")
    message = Message.objects.get()
    mark_read(message, at=NOON)
    mark_read(message, at=NOON + timedelta(days=1))
    assert Message.objects.get().read_at == NOON


@pytest.fixture
def told(alice: Person, bob: Person) -> Message:
    """One message to Alice, and one to Bob."""
    tell(
        [alice.recipient, bob.recipient],
        subject="A meeting is called",
        body="On Tuesday.",
        link="/people/me/",
    )
    return Message.objects.get(recipient_id=alice.pk)


def test_messages_show_what_is_new_and_open_where_they_lead(client: Client, alice: Person, told: Message):
    client.force_login(alice)
    page = client.get("/people/me/messages/").content.decode()
    assert "1 message is new" in page
    assert "A meeting is called" in page
    assert client.post(f"/people/me/messages/{told.pk}/")["Location"] == "/people/me/"
    assert "0 messages are new" in client.get("/people/me/messages/").content.decode()


def test_nobody_opens_the_message_of_another(client: Client, bob: Person, told: Message):
    client.force_login(bob)
    assert client.post(f"/people/me/messages/{told.pk}/").status_code == 404
    assert Message.objects.get(pk=told.pk).read_at is None


def test_looking_does_not_mark_as_read(client: Client, alice: Person, told: Message):
    client.force_login(alice)
    assert client.get(f"/people/me/messages/{told.pk}/").status_code == 405
    client.get("/people/me/messages/")
    assert Message.objects.get(pk=told.pk).read_at is None


def test_all_messages_are_marked_as_read_and_only_ones_own(client: Client, alice: Person, told: Message):
    client.force_login(alice)
    client.post("/people/me/messages/read/")
    assert Message.objects.filter(read_at__isnull=True).count() == 1


def test_a_long_list_of_messages_takes_few_queries(client: Client, alice: Person, django_assert_max_num_queries):
    for number in range(45):
        tell([alice.recipient], subject=f"Message {number}", body="x")
    client.force_login(alice)
    with django_assert_max_num_queries(12):
        page = client.get("/people/me/messages/?page=2").content.decode()
    assert "21 to 40 of 45" in page
