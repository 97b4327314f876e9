"""The geometry of pictures: nothing lies on anything else, and the same rows always give the same picture."""

from itertools import pairwise

import pytest

from joinedup.apps.register.actions.links import link_partnerships
from joinedup.apps.register.actions.seats import appoint
from joinedup.apps.register.models import Area, Coverage, Partnership
from joinedup.apps.register.queries.structure import Structure, family_structure
from joinedup.apps.register.views.maps import coverage_map
from joinedup.apps.register.views.networks import network
from joinedup.apps.register.views.trees import tree
from tests.apps.register.making import BY_SYSTEM, SINCE, TODAY, organisation, partnership, seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def family(db: None) -> Structure:
    """Three levels, as in Northmoor: LSP, community safety partnership, drug action team."""
    names = (
        "Northmoor Together",
        "Safer Northmoor",
        "Drug Action Team",
        "Early Years Development Partnership",
    )
    lsp, csp, dat, eydcp = (partnership(name) for name in names)
    for child, parent in ((csp, lsp), (dat, csp), (eydcp, lsp)):
        link_partnerships(child, parent, life=SINCE, **BY_SYSTEM)
    council, police = organisation(), organisation("Police")
    for row in (lsp, csp, dat):
        appoint(seat(row), council, life=SINCE, **BY_SYSTEM)
    for row in (csp, dat):
        appoint(seat(row, qualifier="Police"), police, life=SINCE, **BY_SYSTEM)
    return family_structure(dat, TODAY)


def test_the_family_is_told_depth_first_from_its_apex(family: Structure) -> None:
    told = [(branch.partnership.name, branch.depth) for branch in family.branches]
    assert told == [
        ("Northmoor Together", 0),
        ("Safer Northmoor", 1),
        ("Drug Action Team", 2),
        ("Early Years Development Partnership", 1),
    ]


def test_organisations_on_most_come_first(family: Structure) -> None:
    assert [(one.name, len(one.on)) for one in family.shared] == [("Northmoor Council", 3), ("Police", 2)]
    assert family.num_shared == 2


def test_no_box_of_the_tree_lies_on_another(family: Structure) -> None:
    drawn = tree(family)
    assert all(above.top + above.height < below.top for above, below in pairwise(drawn.boxes))
    assert max(box.right for box in drawn.boxes) <= drawn.width
    assert len(drawn.nestings) == 3
    assert drawn.boxes[0].is_apex
    assert not drawn.boxes[1].is_apex


def test_no_label_of_the_network_lies_on_another(family: Structure) -> None:
    drawn = network(family)
    assert drawn is not None
    for column in (drawn.partnerships, drawn.organisations):
        assert all(above.top + above.height < below.top for above, below in pairwise(column))
    assert len(drawn.lines) == 5
    assert len(drawn.nestings) == 2


def test_the_same_rows_give_the_same_pictures(family: Structure) -> None:
    again = family_structure(Partnership.objects.get(name="Safer Northmoor"), TODAY)
    assert tree(again) == tree(family)
    assert network(again) == network(family)


def test_a_map_draws_what_has_an_outline_and_names_the_rest() -> None:
    square = Area.objects.create(
        code="X1", name="Square", outline="M0 0H1V1H0Z", outline_box="0 0 1 1", outline_frame="a"
    )
    half = Area.objects.create(
        code="X2", name="Half", outline="M1 0H2V1H1Z", outline_box="1.0,0.0,2.0,1.0", outline_frame="a"
    )
    blank = Area.objects.create(code="X3", name="Blank")
    row = partnership(areas=[(square, True), (half, False), (blank, True)])
    drawn = coverage_map(list(Coverage.objects.filter(partnership=row).select_related("area").order_by("pk")))
    assert drawn is not None
    assert [(shape.name, shape.is_whole) for shape in drawn.shapes] == [("Square", True), ("Half", False)]
    assert drawn.not_drawn == ("Blank",)
    assert (drawn.width, drawn.height) == (420, 218)
    assert coverage_map([]) is None
