"""Running the checks from the pages: who may, over what, for which day."""

from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from joinedup.apps.health import views
from joinedup.apps.health.models import Result, Run
from joinedup.apps.health.tasks import run_for
from joinedup.apps.register.models import Area
from tests.apps.health.asking import ON, sign_in, text
from tests.conftest import cast_member


def test_a_manager_runs_the_checks_of_every_partnership(client, alice, red, green):
    sign_in(client, alice)
    assert "Run the checks as at 1 January 2003" in text(client, reverse("health:overview"))
    response = client.post(reverse("health:run_checks") + "?on=2003-01-01", follow=True)
    assert "The checks of 2 partnerships were run" in response.content.decode()
    assert Run.objects.get().is_whole is True
    assert Run.objects.get().on == ON


def test_a_manager_of_one_area_runs_the_checks_of_that_area(client, red, green):
    manager = cast_member("Mo", "manager", area=Area.objects.get(code="X00001"))
    sign_in(client, manager)
    client.post(reverse("health:run_checks") + "?on=2003-01-01")
    assert set(Result.objects.values_list("partnership__name", flat=True)) == {"Council’s own"}


def test_a_run_over_many_is_left_to_the_worker(client, alice, red, green, monkeypatch):
    monkeypatch.setattr(views, "AT_ONCE", 1)
    sign_in(client, alice)
    response = client.post(reverse("health:run_checks") + "?on=2003-01-01", follow=True)
    assert "in the background" in response.content.decode()
    assert not Result.objects.exists()
    asked = DBTaskResult.objects.get()
    run_for.call(*asked.args_kwargs["args"])
    assert Result.objects.filter(on=ON).count() == 12


def test_the_checks_of_one_partnership_are_run_from_its_page(client, alice, red, green):
    sign_in(client, alice)
    client.post(reverse("health:run_checks_of", args=[red.ref]) + "?on=2003-01-01")
    assert set(Result.objects.values_list("partnership__name", "on")) == {("Council’s own", ON)}


def test_nothing_is_kept_for_a_day_to_come(client, alice, red):
    sign_in(client, alice)
    for address in (reverse("health:run_checks"), reverse("health:run_checks_of", args=[red.ref])):
        response = client.post(address + "?on=2199-01-01", follow=True)
        assert "today and earlier days" in response.content.decode()
    assert not Result.objects.exists()


def test_a_stranger_a_colleague_and_a_link_may_not_run_the_checks(client, bob, charlie, red):
    addresses = (reverse("health:run_checks"), reverse("health:run_checks_of", args=[red.ref]))
    for address in addresses:
        assert client.post(address).status_code == 404
        assert client.get(address).status_code == 405
    sign_in(client, charlie)
    assert [client.post(address).status_code for address in addresses] == [404, 404]
    sign_in(client, bob)
    assert client.post(addresses[0]).status_code == 403
    assert "Run the checks" not in text(client, reverse("health:overview"))
    assert not Result.objects.exists()
