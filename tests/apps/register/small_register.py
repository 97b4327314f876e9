"""A small register in which every editing page has something to edit."""

from typing import Any

from django.urls import reverse

from joinedup.apps.register.actions.links import link_partnerships
from joinedup.apps.register.actions.requirements import add_requirement
from joinedup.apps.register.actions.seats import appoint
from tests.apps.register.making import BY_SYSTEM, SINCE, area, organisation, partnership, seat

PAGES = (
    "add_partnership", "correct_partnership", "change_partnership", "accept_partnership", "end_partnership",
    "add_requirement", "end_requirement", "set_coverage", "link_partnership", "end_link", "add_seat",
    "add_profile_seats", "correct_seat", "end_seat", "appoint", "end_appointment", "add_organisation",
    "correct_organisation", "merge_organisations", "duplicates",
)  # fmt: skip


def small_register() -> dict[str, list[Any]]:
    """A small register, and the address of every page in it: {page: arguments}."""
    row = partnership(profile_id="lsp-2001", areas=[(area(), True)])
    child = partnership("Safer Northmoor")
    link = link_partnerships(child, row, life=SINCE, **BY_SYSTEM)
    place = seat(row)
    held = appoint(place, organisation(), person_name="Jo Patel", life=SINCE, **BY_SYSTEM)
    one, other = organisation("Moor CVS", "voluntary"), organisation("Moor C.V.S.", "")
    reason = add_requirement(row, kind="funding", title="NRF", life=SINCE, **BY_SYSTEM)
    addresses: dict[str, list[Any]] = {name: [row.ref] for name in PAGES}
    return addresses | {
        "add_partnership": [],
        "add_organisation": [],
        "duplicates": [],
        "end_requirement": [row.ref, reason.ref],
        "end_link": [child.ref, link.pk],
        "correct_seat": [place.ref],
        "end_seat": [place.ref],
        "appoint": [place.ref],
        "end_appointment": [held.ref],
        "correct_organisation": [one.ref],
        "merge_organisations": [one.ref, other.ref],
    }


def page(there: dict[str, list[Any]], name: str) -> str:
    """The address of a page."""
    return reverse(f"register:{name}", args=there[name])
