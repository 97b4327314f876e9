"""The pages of the guided set-up, as a browser without script uses them."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from joinedup import lawbook
from joinedup.apps.people.models import Person
from joinedup.apps.register.actions.setups import begin_setup, save_step, seen_of
from joinedup.apps.register.models import Partnership, SetUp
from tests.apps.register.making import area, organisation, signed_in
from tests.apps.register.setting_up import answered, finished

pytestmark = pytest.mark.django_db

POSTS: dict[str, dict[str, Any]] = {
    "convener": {"organisation": "Northmoor Council"},
    "area": {"area_E06000004": "part"},
    "name": {"name": "Northmoor Together"},
    "profile": {"type_id": "lsp", "nation": "england"},
    "invite": {
        "public": "Police\n\nHealth Trust",
        "private": "Chamber",
        "voluntary": "CVS",
        "community": "Forum",
    },
    "seats": {"own": ["Northmoor Council", "CVS"], "agreed": ["Northmoor Council"]},
    "chair": {"is_chosen": "no"},
    "accountabilities": {},
    "first_meeting": {"day": "1/7/2030"},
}


def test_the_whole_of_it_in_a_browser_without_script(client: Client, alice: Person) -> None:
    area()
    organisation()
    signed_in(client, alice)
    answer = client.post(reverse("register:begin_setup"))
    setup = SetUp.objects.get()
    assert answer.url == reverse("register:setup", args=[setup.pk])
    steps = [step.id for step in lawbook.setup_steps()]
    for place, step in enumerate(steps):
        page = reverse("register:setup_step", args=[setup.pk, step])
        form = client.get(page).context["form"]
        answer = client.post(page, POSTS[step] | {"seen": form.initial["seen"]})
        assert answer.status_code == 302, answer.context["form"].errors
        following = steps[place + 1 :][:1]
        assert answer.url == (
            reverse("register:setup_step", args=[setup.pk, following[0]])
            if following
            else reverse("register:setup", args=[setup.pk])
        )
    client.post(reverse("register:finish_setup", args=[setup.pk]))
    text = client.get(reverse("register:setup", args=[setup.pk])).content.decode()
    assert "The first meeting is called for Monday 1 July 2030" in text
    assert "business for the first meeting" in text
    assert text.count("Nobody answers yet for") == 3
    assert Partnership.objects.get().coverage.get().is_whole is False


def test_a_step_that_somebody_else_answered_meanwhile_says_so_and_then_saves(
    client: Client, alice: Person, dana: Person
) -> None:
    setup = answered(alice)
    signed_in(client, alice)
    page = reverse("register:setup_step", args=[setup.pk, "name"])
    seen = client.get(page).context["form"].initial["seen"]
    save_step(setup, "name", {"name": "Dana’s"}, seen=seen, by=dana)
    again = client.post(page, {"name": "Alice’s", "seen": seen})
    assert "Somebody else changed this" in again.content.decode()
    assert again.context["form"]["name"].value() == "Alice’s"
    client.post(page, {"name": "Alice’s", "seen": again.context["form"].data["seen"]})
    assert SetUp.objects.get().answers["name"]["name"] == "Alice’s"


@pytest.mark.parametrize(
    ("step", "sent", "field"),
    [
        ("convener", {"organisation": ""}, "organisation"),
        ("convener", {"organisation": "Nobody Council"}, "organisation_choice"),
        ("area", {}, "q"),
        ("area", {"q": "Stock"}, "q"),
        ("name", {"name": " "}, "name"),
        ("name", {"name": "=SUM(A1)"}, "name"),
        ("invite", {"public": "Police"}, "why_not"),
        ("seats", {"agreed": ["Northmoor Police"]}, "own"),
        ("chair", {}, "is_chosen"),
        ("chair", {"is_chosen": "yes"}, "organisation"),
        ("first_meeting", {"day": "31/2/2030"}, "day"),
    ],
)
def test_a_wrong_answer_is_refused_on_its_field_and_nothing_is_kept(
    client: Client, alice: Person, step: str, sent: dict[str, Any], field: str
) -> None:
    setup = answered(alice)
    before = SetUp.objects.get().answers
    page = reverse("register:setup_step", args=[setup.pk, step])
    answer = signed_in(client, alice).post(page, sent | {"seen": seen_of(setup, step)})
    assert field in answer.context["form"].errors
    assert f'href="#{answer.context["form"][field].link_target}"' in answer.content.decode()
    assert SetUp.objects.get().answers == before


def test_a_search_for_areas_keeps_those_chosen_before(client: Client, alice: Person) -> None:
    area()
    area("E08000007", "Stockport")
    setup = begin_setup(by=alice, at=timezone.now())
    page = reverse("register:setup_step", args=[setup.pk, "area"])
    sent = {"q": "stockp", "area_E06000004": "part", "search": "1"}
    form = signed_in(client, alice).post(page, sent).context["form"]
    assert form["area_E06000004"].value() == "part"
    assert form["area_E08000007"].value() == "no"
    assert SetUp.objects.get().answers == {}


def test_only_whoever_may_set_up_there_sees_the_pages(
    client: Client, alice: Person, bob: Person, charlie: Person
) -> None:
    setup = answered(alice)
    pages = [reverse("register:begin_setup"), reverse("register:setup", args=[setup.pk])]
    pages += [reverse("register:setup_step", args=[setup.pk, step]) for step in POSTS]
    for page in pages:
        assert client.get(page).status_code == 404
        assert signed_in(client, charlie).get(page).status_code == 404
        assert signed_in(client, bob).get(page).status_code in {403, 404}
        assert signed_in(client, alice).get(page).status_code == 200
        client.logout()


def test_no_page_asks_the_database_more_than_twelve_times(
    client: Client, alice: Person, django_assert_max_num_queries: Any
) -> None:
    setup = answered(alice)
    signed_in(client, alice)
    pages = [reverse("register:begin_setup"), reverse("register:setup", args=[setup.pk])]
    pages += [reverse("register:setup_step", args=[setup.pk, step]) for step in POSTS]
    for page in pages:
        with django_assert_max_num_queries(12):
            client.get(page)
    finished(setup, alice)
    with django_assert_max_num_queries(12):
        assert client.get(reverse("register:setup", args=[setup.pk])).status_code == 200
