"""The chain in the database: one gapless line of rows, in which any single mutation is found and named."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, connections, transaction

from joinedup.apps.audit import views
from joinedup.apps.audit.actions import (
    SYSTEM,
    NotInTransactionError,
    erase_personal,
    in_bulk,
    plain,
    record,
)
from joinedup.apps.audit.events import UnknownEventError
from joinedup.apps.audit.models import AppendOnlyError, Event, Head, Personal
from joinedup.apps.audit.queries import PublishedHead, head, sentence, verify
from joinedup.apps.people import events
from joinedup.apps.people.models import Person

NUM_ROWS = 5


def add_rows(person: Person, number: int = NUM_ROWS) -> None:
    for count in range(number):
        record(
            events.PERSON_CORRECTED,
            by=person,
            subject=person,
            facts={"count": count, "share": 1e22},
            personal={"who": f"Person {count}"},
        )


@pytest.fixture
def chain(charlie: Person) -> list[Event]:
    """Five rows, each with a personal part."""
    add_rows(charlie)
    return list(Event.objects.order_by("sequence"))


@contextmanager
def tampered(sql: str, *params: object) -> Iterator[None]:
    """Somebody who can write to the database runs this; afterwards it is as if they had not."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            assert cursor.rowcount >= 1
        yield
        transaction.set_rollback(True)


# Each column of a row, and what somebody might put there instead.
COLUMNS = {
    "at": "2001-01-01 00:00:00+00",
    "kind": "people.signed_in",
    "actor_id": 999,
    "subject_kind": "register.partnership",
    "subject_id": "999",
    "facts": json.dumps({"count": 99}),
    "personal_digest": "0" * 64,
    "previous_hash": "1" * 64,
    "hash": "2" * 64,
}


def test_every_column_of_a_row_is_among_those_tried():
    assert {field.column for field in Event._meta.fields} == {*COLUMNS, "sequence"}


def test_a_chain_that_nobody_touched_holds(chain):
    assert verify(head()).holds
    assert verify(head()).num_rows == NUM_ROWS
    assert verify(head()).warnings == []


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("sequence", range(1, NUM_ROWS + 1))
def test_an_altered_column_is_found_and_the_row_named(chain, sequence, column):
    with tampered(f"UPDATE audit_event SET {column} = %s WHERE sequence = %s", COLUMNS[column], sequence):
        assert sequence in {fault.sequence for fault in verify().faults}


@pytest.mark.parametrize("sequence", range(1, NUM_ROWS + 1))
def test_a_renumbered_row_is_found(chain, sequence):
    with (
        tampered("DELETE FROM audit_personal WHERE event_id = %s", sequence),
        tampered("UPDATE audit_event SET sequence = 99 WHERE sequence = %s", sequence),
    ):
        assert 99 in {fault.sequence for fault in verify().faults}


@pytest.mark.parametrize("sequence", range(1, NUM_ROWS + 1))
def test_a_removed_row_is_found_wherever_it_stood(chain, sequence):
    with (
        tampered("DELETE FROM audit_personal WHERE event_id = %s", sequence),
        tampered("DELETE FROM audit_event WHERE sequence = %s", sequence),
    ):
        faults = verify().faults
        named = " ".join(fault.what for fault in faults)
        assert f"row {sequence} is missing" in named or f"rows after row {sequence - 1} are missing" in named


@pytest.mark.parametrize(("one", "two"), [(a, b) for a in range(1, NUM_ROWS + 1) for b in range(a + 1, NUM_ROWS + 1)])
def test_two_rows_that_changed_places_are_found(chain, one, two):
    swap = {"one": chain[one - 1], "two": chain[two - 1]}
    assignments = ", ".join(f"{column} = %s" for column in COLUMNS)
    with connection.cursor() as cursor, transaction.atomic():
        for target, source in ((one, swap["two"]), (two, swap["one"])):
            values = {column: getattr(source, column) for column in COLUMNS}
            values |= {
                "facts": json.dumps(source.facts),
                "at": connection.ops.adapt_datetimefield_value(source.at),
            }
            cursor.execute(f"UPDATE audit_event SET {assignments} WHERE sequence = %s", [*values.values(), target])
        found = {fault.sequence for fault in verify().faults}
        transaction.set_rollback(True)
    assert {one, two} <= found


@pytest.mark.parametrize("sequence", range(1, NUM_ROWS + 1))
@pytest.mark.parametrize("change", ['content = \'{"actor": "Mallory"}\'', "salt = 'other'"], ids=["content", "salt"])
def test_an_altered_personal_part_is_found_and_the_row_named(chain, sequence, change):
    with tampered(f"UPDATE audit_personal SET {change} WHERE event_id = %s", sequence):
        assert [fault.sequence for fault in verify().faults] == [sequence]


@pytest.mark.parametrize("sequence", range(1, NUM_ROWS + 1))
def test_a_personal_part_removed_and_not_erased_is_found(chain, sequence):
    with tampered("DELETE FROM audit_personal WHERE event_id = %s", sequence):
        (fault,) = verify().faults
        assert (fault.sequence, "never erased" in fault.what) == (sequence, True)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE audit_head SET sequence = sequence - 1",
        "UPDATE audit_head SET sequence = sequence + 1",
        "UPDATE audit_head SET hash = ''",
        "UPDATE audit_head SET hash = 'f'",
        "DELETE FROM audit_head",
    ],
)
def test_an_altered_head_is_found(chain, sql):
    with tampered(sql):
        assert {fault.sequence for fault in verify().faults} & {NUM_ROWS, NUM_ROWS + 1}


def cut_tail(keep: int) -> None:
    """Remove the rows after `keep` and put the head back, as a careful intruder would."""
    last = Event.objects.get(sequence=keep)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_personal WHERE event_id > %s", [keep])
        cursor.execute("DELETE FROM audit_event WHERE sequence > %s", [keep])
        cursor.execute("UPDATE audit_head SET sequence = %s, hash = %s", [keep, last.hash])


def test_a_tail_cut_off_is_found_with_the_published_head_and_cannot_be_excluded_without_it(chain):
    published = head()
    cut_tail(NUM_ROWS - 2)
    assert verify(published).faults[0].sequence == NUM_ROWS
    without = verify()
    assert without.holds  # nothing inside the database can show it
    assert "cannot be excluded" in without.warnings[0]


def test_a_chain_rewritten_after_the_published_head_is_found(chain, charlie):
    published = head()
    cut_tail(2)
    add_rows(charlie, 3)
    assert verify().holds
    assert [fault.sequence for fault in verify(published).faults] == [NUM_ROWS]


def test_rows_added_since_the_head_was_published_are_no_fault(chain, charlie):
    published = head()
    add_rows(charlie, 2)
    assert verify(published).holds


def test_erasing_what_is_personal_keeps_the_chain_and_says_that_it_was_done(chain, charlie):
    published = head()
    erase_personal(chain[1:3], by=SYSTEM, why="asked by the person")
    assert verify(published).holds
    assert Personal.objects.filter(event__in=[2, 3]).count() == 0
    last = Event.objects.select_related("personal").latest("sequence")
    assert sentence(last) == "system operator erased the personal part of 2 audit rows"
    forgotten = Event.objects.select_related("personal").get(sequence=2)
    assert sentence(forgotten) == "someone corrected the record of …"


def test_a_row_that_says_what_was_erased_does_not_excuse_another(chain):
    erase_personal(chain[1:2], by=SYSTEM, why="asked by the person")
    with tampered("DELETE FROM audit_personal WHERE event_id = 3"):
        assert [fault.sequence for fault in verify().faults] == [3]


def test_a_row_is_recorded_only_inside_the_transaction_of_its_change(transactional_db):
    person = Person.objects.create_person("Charlie")
    with pytest.raises(NotInTransactionError):
        record(events.SIGNED_IN, by=SYSTEM, subject=person)
    with transaction.atomic():
        record(events.SIGNED_IN, by=SYSTEM, subject=person)
        transaction.set_rollback(True)
    assert (Event.objects.count(), head().sequence) == (0, 0)


def test_an_event_that_nobody_declared_is_refused(charlie):
    with pytest.raises(UnknownEventError):
        record("people.made_up", by=SYSTEM, subject=charlie)


def test_rows_can_be_neither_changed_nor_removed(chain):
    with pytest.raises(AppendOnlyError):
        chain[0].save()
    with pytest.raises(AppendOnlyError):
        chain[0].delete()
    with pytest.raises(AppendOnlyError):
        Event.objects.filter(sequence=1).update(kind="x")
    with pytest.raises(AppendOnlyError):
        Event.objects.all().delete()
    with pytest.raises(AppendOnlyError):
        Event.objects.bulk_create([Event(sequence=99)])


def test_the_row_of_a_bulk_action_carries_how_many_and_a_digest_of_them_in_order():
    rows = [{"name": "a"}, {"name": "b"}]
    assert in_bulk(rows)["count"] == 2
    assert in_bulk(rows) == in_bulk(list(rows))
    assert in_bulk(rows) != in_bulk(rows[::-1])


def test_what_the_audit_cannot_hold_is_refused():
    assert plain({"share": 0.5, "days": (1, 2)}) == {"share": "0.5", "days": [1, 2]}
    with pytest.raises(TypeError):
        plain(object())


NUM_WRITERS = 64


@pytest.mark.django_db(transaction=True)
def test_sixty_four_writers_at_once_keep_one_gapless_chain():
    person = Person.objects.create_person("Charlie")
    together = Barrier(NUM_WRITERS)

    def write(number: int) -> None:
        try:
            together.wait(timeout=60)
            for turn in range(2):
                with transaction.atomic():
                    record(events.SIGNED_IN, by=SYSTEM, subject=person, facts={"writer": number, "turn": turn})
        finally:
            connections.close_all()

    with ThreadPoolExecutor(NUM_WRITERS) as writers:
        list(writers.map(write, range(NUM_WRITERS)))
    sequences = list(Event.objects.order_by("sequence").values_list("sequence", flat=True))
    assert sequences == list(range(1, 2 * NUM_WRITERS + 1))
    assert verify(head()).faults == []
    said = {(row.facts["writer"], row.facts["turn"]) for row in Event.objects.all()}
    assert len(said) == 2 * NUM_WRITERS


def test_a_file_that_is_no_published_head_is_refused(tmp_path):
    for text in ("", "[]", '{"sequence": "x", "hash": "y"}', "not json"):
        path = tmp_path / "head.json"
        path.write_text(text)
        with pytest.raises(ValueError, match="not a published head"):
            PublishedHead.read(path)
    with pytest.raises(ValueError, match="not a published head"):
        PublishedHead.read(tmp_path / "missing.json")


def test_the_head_is_published_outside_the_database(chain, settings, tmp_path):
    from joinedup.apps.audit.tasks import publish_head  # noqa: PLC0415 - beside what it proves

    settings.JOINEDUP_HEADS_FOLDER = tmp_path / "heads"
    assert publish_head.call() == publish_head.call()
    (path,) = (tmp_path / "heads").iterdir()
    assert PublishedHead.read(path) == head()
    assert Head.objects.get().sequence == NUM_ROWS


def test_the_page_shows_a_row_about_a_kind_of_thing_that_is_no_more(chain, client, dana):
    client.force_login(dana)
    with tampered("UPDATE audit_event SET subject_kind = 'gone.thing' WHERE sequence = 1"):
        assert "gone.thing" in client.get("/audit/").content.decode()


def test_an_erased_actor_is_called_someone_on_the_page(chain, client, dana):
    erase_personal(chain[:1], by=SYSTEM, why="asked by the person")
    client.force_login(dana)
    page = client.get("/audit/").content.decode()
    assert "someone corrected the record of …" in page
    assert "system operator erased the personal part of 1 audit rows" in page


def test_the_page_refuses_by_itself_where_the_site_did_not(rf, charlie):
    request = rf.get("/audit/")
    request.user = charlie
    with pytest.raises(PermissionDenied):
        views.events(request)
