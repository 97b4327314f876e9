"""The register as the JSON that `restructure propose` reads, as at a day."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from joinedup import lawbook
from joinedup.apps.register.exports.tables import sitting_on, structure_rows
from joinedup.apps.register.models import Requirement
from joinedup.apps.register.models.partnerships import Status
from joinedup.apps.register.queries.records import requirement_record
from joinedup.formats.register_json import Duty, RegisterArea, RegisterPartnership, register_json
from joinedup.rules.register.operations import what_may_be_done
from joinedup.rules.register.origin import origin_of

STATUS = {True: "separate", False: "none", None: None}


def proposal_on(day: date, provenance: Mapping[str, Any]) -> dict[str, Any]:
    """Partnerships and areas. What the register does not keep (cost, answers) is null, never made up."""
    rows = structure_rows(day)
    members: dict[int, set[str]] = defaultdict(set)
    sitting = sitting_on(day).values_list("partnership_id", "organisation__ref")
    for partnership, organisation in sitting:
        members[partnership].add(organisation)
    listed = {row.ref for row in rows}
    once = set(Requirement.objects.filter(valid_until__lte=day).values_list("partnership_id", flat=True))
    areas = {each.area.code for row in rows for each in row.live_coverage}
    return register_json(
        [_partnership(row, sorted(members[row.pk]), listed, row.pk in once, day) for row in rows],
        [RegisterArea(code) for code in sorted(areas)],
        unit_values={},
        provenance=dict(provenance) | {"on": day.isoformat()},
    )


def _partnership(row: Any, members: list[str], listed: set[str], was_required: bool, day: date) -> RegisterPartnership:
    """It may close where the rules allow it and it is finished: said to be dormant, or all that required it ended.

    That the rules would allow it is not enough: nobody has said that it should.
    """
    origin = origin_of([requirement_record(each) for each in row.live_requirements], day).kind
    nested = [link.parent.ref for link in row.live_links if link.relation == "nested_in"]
    kind = lawbook.type_of(row.type_id) if row.type_id else None
    whole = sorted(row.live_coverage, key=lambda each: (not each.is_whole, each.area.code))
    close = what_may_be_done(origin, row.has_separate_legal_status)[-1]
    is_finished = row.status == Status.DORMANT or (was_required and not row.live_requirements)
    return RegisterPartnership(
        id=row.ref,
        name=row.name,
        members=members,
        themes=sorted(theme.theme_id for theme in row.themes.all()),
        duties=[Duty(kind.required_plan)] if kind and kind.required_plan and origin != "voluntary" else [],
        area=whole[0].area.code if whole else None,
        origin=origin,
        legal_status=STATUS[row.has_separate_legal_status],
        parent=nested[0] if nested and nested[0] in listed else None,
        may_close=close.holds and is_finished,
    )
