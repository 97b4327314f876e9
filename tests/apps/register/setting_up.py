"""A set-up with its answers, for the tests of its actions and of its pages."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from joinedup import lawbook
from joinedup.apps.register.actions.setups import begin_setup, finish_setup, save_step, seen_of
from tests.apps.register.making import TODAY, area

if TYPE_CHECKING:
    from joinedup.apps.people.models import Person
    from joinedup.apps.register.models import Partnership, SetUp

NOW = datetime(2004, 6, 1, 9, tzinfo=UTC)
ANSWERS: dict[str, dict[str, Any]] = {
    "convener": {"name": "Northmoor Council", "sector": "public"},
    "area": {"areas": {"E06000004": "whole"}},
    "name": {"name": "Northmoor Together", "purpose": "To close the gap"},
    "profile": {"type_id": "lsp", "nation": "england"},
    "invite": {
        "public": ["Northmoor Police"],
        "private": ["Northmoor Chamber"],
        "voluntary": ["Moor Volunteers"],
        "community": [],
        "why_not": "The residents’ forum meets in July",
    },
    "seats": {
        "listed": ["community"],
        "own": ["Northmoor Council", "Northmoor Police", "Moor Volunteers"],
        "agreed": ["Northmoor Council"],
        "decided": "Partners’ meeting, 1/5/2004",
    },
    "chair": {
        "is_chosen": True,
        "organisation": "Moor Volunteers",
        "person": "Ade Obi",
        "how": "by consensus, 1/5/2004",
    },
    "accountabilities": {"balance": "Ade Obi, Moor Volunteers", "decisions": "", "resources": ""},
    "first_meeting": {"day": "2004-07-01", "place": "Town Hall", "business": "Who answers for what"},
}


def answered(by: Person, **changes: Any) -> SetUp:
    """A set-up with every step answered."""
    area()
    setup = begin_setup(by=by, at=NOW)
    for step in lawbook.setup_steps():
        answers = changes.get(step.id, ANSWERS[step.id])
        if answers is not None:
            setup = save_step(setup, step.id, answers, seen=seen_of(setup, step.id), by=by)
    return setup


def finished(setup: SetUp, by: Person) -> Partnership:
    """The partnership that it makes."""
    return finish_setup(setup, by=by, at=NOW, on=TODAY)
