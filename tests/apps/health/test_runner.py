"""Running the checks: every id answers, results are kept once, one row of audit tells of a run."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from joinedup import lawbook
from joinedup.apps.audit.actions import SYSTEM
from joinedup.apps.audit.models import Event
from joinedup.apps.audit.queries import sentence, verify
from joinedup.apps.health import actions, tasks
from joinedup.apps.health.actions import DAILY, run_checks, thin_results
from joinedup.apps.health.models import Result, Run
from joinedup.apps.health.queries import answering, checks_on
from joinedup.apps.health.queries.answering import built_ids
from joinedup.apps.health.tasks import SCHEDULE, run_nightly
from joinedup.apps.people.permissions import Refused
from joinedup.apps.register.models import FormerFacts, Partnership
from joinedup.apps.register.queries.kept import state
from joinedup.rules.health import Light
from tests.apps.health.boards import START, balanced, member, partnership
from tests.conftest import cast_member

pytestmark = pytest.mark.django_db
ON = date(2003, 1, 1)
AT = datetime(2026, 11, 22, 3, tzinfo=UTC)


def run(on=ON, by=SYSTEM, at=AT):
    return run_checks(Partnership.objects.on(on), on=on, by=by, at=at)


def own_run_of(day):
    """A run over everything made on its own day, as every night."""
    return run(day, at=datetime(day.year, day.month, day.day, 3, tzinfo=UTC))


def test_every_one_of_the_43_checks_answers_for_every_partnership():
    rows = [partnership(), balanced(partnership("Another"))]
    found = checks_on(rows, ON)
    assert len(lawbook.checks()) == 43
    for row in rows:
        assert list(found[row.pk]) == list(lawbook.checks())
        assert all(result.check_id == check_id for check_id, result in found[row.pk].items())


def test_a_check_whose_room_is_not_built_says_so_and_names_the_room():
    row = partnership()
    results = checks_on([row], ON)[row.pk]
    for check in lawbook.checks().values():
        if check.id not in built_ids():
            assert results[check.id].light is Light.NO_DATA
            assert results[check.id].why == f"no data: room not built ({check.room})"
    assert "not built" not in results["HC04"].why


def test_two_rooms_may_not_answer_one_check(monkeypatch):
    class Room:
        CHECKS = {("HC01",): None}

    answering.built.cache_clear()
    monkeypatch.setattr(answering, "declared", lambda _name: iter([("one", Room), ("other", Room)]))
    with pytest.raises(ValueError, match="other may not answer HC01"):
        answering.built()
    answering.built.cache_clear()


def test_checks_see_the_facts_of_the_day():
    row = partnership(profile_id="csp-england")
    FormerFacts.objects.create(partnership=row, facts={"profile_id": "lsp-2001"}, valid_until=date(2003, 6, 1))
    then = checks_on([Partnership.objects.get()], date(2003, 5, 31))[row.pk]["HC01"]
    later = checks_on([Partnership.objects.get()], date(2003, 6, 1))[row.pk]["HC01"]
    assert "membership is determined locally" in then.why
    assert "required places" in later.why


def test_running_twice_keeps_one_set_of_results_and_the_later_answers():
    row = balanced(partnership())
    run()
    first = set(Result.objects.values_list("pk", flat=True))
    member(row, "Council", places=20)
    run(at=AT + timedelta(hours=1))
    assert set(Result.objects.values_list("pk", flat=True)) == first
    assert Result.objects.count() == len(built_ids())
    power = Result.objects.get(check_id="HC03")
    assert (power.light, power.computed_at, power.rule_version) == (
        "red",
        AT + timedelta(hours=1),
        lawbook.checks_version(),
    )


def test_what_is_kept_is_what_was_worked_out():
    row = balanced(partnership())
    run()
    for result in checks_on([row], ON)[row.pk].values():
        if result.check_id in built_ids():
            kept = Result.objects.get(check_id=result.check_id)
            assert (kept.light, kept.number, kept.why) == (result.light, result.number, result.why)
            assert (tuple(kept.records), kept.what_to_do) == (result.records, result.what_to_do)


def test_a_run_leaves_one_row_of_audit_with_its_count_and_digest():
    balanced(partnership())
    made = run()
    event = Event.objects.get(kind="health.checks_run")
    assert event.facts["count"] == made.num_results == len(built_ids())
    assert event.facts["digest"] == made.digest
    assert sentence(event) == ("system operator ran the health checks as at 2003-01-01: 6 results, 0 red")
    assert verify().holds


def test_the_digest_changes_with_the_answers_and_with_nothing_else():
    row = balanced(partnership())
    first, again = run().digest, run(at=AT + timedelta(days=1)).digest
    member(row, "Council", places=20)
    assert first == again != run().digest


def test_partnerships_not_shown_on_the_day_are_left_out():
    partnership(), partnership("Later", valid_from=date(2004, 1, 1))
    made = run_checks(Partnership.objects.all(), on=ON, by=SYSTEM, at=AT)
    assert (made.num_partnerships, made.is_whole) == (1, True)
    assert set(Result.objects.values_list("partnership__name", flat=True)) == {"Northmoor Together"}


def test_a_run_over_some_is_not_taken_for_a_run_over_everything():
    row = partnership()
    partnership("Another")
    assert run_checks([row], on=ON, by=SYSTEM, at=AT).is_whole is False


def test_a_manager_of_one_partnership_may_run_its_checks_and_no_others():
    row, other = partnership(), partnership("Another")
    manager = cast_member("Mo", "manager", partnership=row)
    assert run_checks([row], on=ON, by=manager, at=AT).num_partnerships == 1
    with pytest.raises(Refused, match="Run the health checks"):
        run_checks([row, other], on=ON, by=manager, at=AT)
    assert not Result.objects.filter(partnership=other).exists()


def test_a_representative_may_not_run_the_checks(bob):
    with pytest.raises(Refused):
        run_checks([partnership()], on=ON, by=bob, at=AT)
    assert not Result.objects.exists()
    assert not Run.objects.exists()


def test_results_go_with_their_partnership():
    row = partnership()
    run()
    row.delete()
    assert not Result.objects.exists()


def num_queries():
    with CaptureQueriesContext(connection) as found:
        run()
    return len(found)


def test_the_number_of_queries_grows_with_the_batches_not_with_the_partnerships(monkeypatch):
    balanced(partnership("The first"))
    run()  # the first row of audit makes the head of the chain
    few = num_queries()
    for n in range(7):
        balanced(partnership(f"Partnership {n}"))
    assert num_queries() == few
    monkeypatch.setattr(answering, "AT_ONCE", 4)
    assert few < num_queries() < 2 * few


def test_batches_give_the_same_answers_as_one_lot(monkeypatch):
    for n in range(5):
        balanced(partnership(f"Partnership {n}"))
    whole = run().digest
    monkeypatch.setattr(answering, "AT_ONCE", 2)
    assert run().digest == whole


def test_the_night_runs_over_every_partnership_of_today_and_twice_changes_nothing():
    balanced(partnership(accepted_on=START))
    partnership("Ended", valid_until=ON)
    assert run_nightly.call() == run_nightly.call() == Result.objects.count() == 6
    task, every = SCHEDULE["health.run_nightly"]
    assert (task, every) == (run_nightly, timedelta(days=1))


def test_the_night_ends_with_a_row_of_audit_so_that_no_page_is_kept_from_before_it(monkeypatch):
    """Letting go of old results has no row of its own."""
    balanced(partnership())
    heads = []
    monkeypatch.setattr(tasks, "thin_results", lambda **_day: heads.append(state()))
    run_nightly.call()
    assert heads != [state()]
    assert state()


def test_of_months_long_past_the_first_days_results_are_kept():
    partnership()
    days = [date(2026, 1, 5), date(2026, 1, 6), date(2026, 2, 1), date(2026, 2, 2), date(2026, 6, 1)]
    for day in days:
        own_run_of(day)
    num_gone = thin_results(today=date(2026, 6, 1))
    kept = set(Result.objects.values_list("on", flat=True))
    assert kept == {date(2026, 1, 5), date(2026, 2, 1), date(2026, 6, 1)}
    assert kept == set(Run.objects.values_list("on", flat=True))
    assert num_gone == 12
    assert thin_results(today=date(2026, 6, 1)) == 0


def test_results_are_kept_daily_for_sixty_days():
    partnership()
    for day in (date(2026, 3, 1), date(2026, 3, 2)):
        own_run_of(day)
    assert thin_results(today=date(2026, 3, 2) + DAILY) == 0
    assert thin_results(today=date(2026, 3, 3) + DAILY) == 6


def test_results_asked_for_as_at_a_day_of_the_past_are_never_let_go():
    partnership()
    for day in (date(2003, 1, 1), date(2003, 1, 2)):
        run(day)
    assert thin_results(today=date(2026, 6, 1)) == 0


def test_the_runner_offers_the_computation_without_storing():
    assert actions.checks_on is checks_on
    checks_on([partnership()], ON)
    assert not Result.objects.exists()
