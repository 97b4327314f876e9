"""What the health checks put on the register's pages: one query each."""

from django.test import RequestFactory

from joinedup.apps.health import panels
from joinedup.apps.register.models import Area
from tests.apps.health.asking import ON, run
from tests.apps.health.boards import START


def asking(on=ON):
    request = RequestFactory().get("/")
    request.on = request.today = on
    return request


def test_the_panel_of_a_partnership_counts_its_lights_in_one_query(red, django_assert_num_queries):
    run()
    with django_assert_num_queries(1):
        (panel,) = panels.partnership_panels(asking(), red)
    assert dict(panel.context["counts"])["red"] == 3
    assert [row.check_id for row in panel.context["results"]][:2] == ["HC02", "HC03"]
    assert panel.context["kept_on"] == ON
    (empty,) = panels.partnership_panels(asking(START), red)
    assert empty.context["kept_on"] is None


def test_the_panel_of_an_area_shows_its_worst_and_no_others_in_one_query(red, green, django_assert_num_queries):
    run()
    area = Area.objects.get(code="X00001")
    with django_assert_num_queries(1):
        (panel,) = panels.area_panels(asking(), area)
    assert {row.partnership.name for row in panel.context["results"]} == {"Council’s own"}
    counts = {str(light): num for light, num in panel.context["counts"]}
    assert (counts["red"], sum(counts.values())) == (3, 6)
