"""The proposal as plain data: the fields of `contract.md`, `restructure propose --json`, and more beside them."""

from __future__ import annotations

from typing import Any

from joinedup.engines.restructure.options import Option, Proposal
from joinedup.rules.rationalisation.effort import consents
from joinedup.rules.rationalisation.homes import defects, duty_sheet, theme_sheet
from joinedup.rules.rationalisation.records import Body, Plan, Setting

COLUMNS = {
    "option": "VARCHAR",
    "status": "VARCHAR",
    "bound_pence": "DOUBLE",
    "saving_pence": "DOUBLE",
    "effort": "DOUBLE",
    "num_asked": "DOUBLE",
    "num_partnerships": "DOUBLE",
    "kind": "VARCHAR",
    "of": "VARCHAR",
    "into": "VARCHAR",
}


def answer(proposal: Proposal) -> dict[str, Any]:
    """Options, curve and defects found. Money in pence; an `into` of null is a change that leads into nothing."""
    setting = proposal.setting
    return {
        "options": [option_fields(setting, option) for option in proposal.options],
        "curve": [_point(option) for option in proposal.curve],
        "is_whole_curve": proposal.is_whole_curve,
        "defects": [
            {"duty": duty, "why": "nobody who has this duty seats all the members that it requires"}
            for duty in defects(setting)
        ],
    }


def option_fields(setting: Setting, option: Option) -> dict[str, Any]:
    """One option: the contract's fields first."""
    plan = option.plan
    return {
        "name": option.name,
        "status": option.status,
        "bound_pence": option.bound_pence,
        "saving_pence": option.saving_pence,
        "effort": option.effort,
        "changes": changes(setting, plan),
        "consents": [
            {
                "partnership": each.partnership,
                "effort": each.effort,
                "why": "; ".join(each.why),
                "how_hard": each.how_hard,
            }
            for each in consents(setting, plan)
        ],
        "duties": [{"duty": move.what, "from": move.before, "to": move.after} for move in duty_sheet(setting, plan)],
        "themes": [{"theme": move.what, "from": move.before, "to": move.after} for move in theme_sheet(setting, plan)],
        "what": str(option.what),
        "is_least_effort": option.is_least_effort,
        "before": sizes(setting, Plan()),
        "after": sizes(setting, plan),
        "attendances_freed": attendances(setting, Plan()) - attendances(setting, plan),
    }


def changes(setting: Setting, plan: Plan) -> list[dict[str, Any]]:
    """Mergers, then nestings, then wind-ups, then all that is left as it is in one."""
    found: list[dict[str, Any]] = [
        {"kind": "merge", "of": list(joining), "into": host} for host, joining in plan.groups().items()
    ]
    found += [{"kind": "nest", "of": [child], "into": plan.nests[child]} for child in sorted(plan.nests)]
    found += [{"kind": "wind_up", "of": [each], "into": None} for each in sorted(plan.closes)]
    changed = plan.gone() | set(plan.merges.values()) | set(plan.nests)
    if kept := sorted(setting.bodies.keys() - changed):
        found.append({"kind": "keep", "of": kept, "into": None})
    return found


def sizes(setting: Setting, plan: Plan) -> dict[str, int]:
    """How much there is once a plan is in effect, the LSP left out: partnerships, seats recorded, the largest board."""
    seats = [len(frozenset().union(*(body.members for body in group))) for group in _groups(setting, plan)]
    return {"num_partnerships": len(seats), "num_seats": sum(seats), "largest_board": max(seats, default=0)}


def attendances(setting: Setting, plan: Plan) -> int:
    """Seats times meetings in a year. Only the difference of two plans means anything where some are not known."""
    is_busiest = setting.values.is_busiest
    total = 0
    for group in _groups(setting, plan):
        meetings = max(body.meetings for body in group) if is_busiest else group[0].meetings
        total += meetings * len(frozenset().union(*(body.members for body in group)))
    return total


def _groups(setting: Setting, plan: Plan) -> list[list[Body]]:
    """Each partnership that goes on, with those that join it after it."""
    joined = plan.groups()
    return [
        [body, *(setting.bodies[each] for each in joined.get(body.id, ()))]
        for body in setting.bodies.values()
        if body.id not in plan.gone()
    ]


def table(proposal: Proposal) -> list[list[Any]]:
    """A row a change, in the order of COLUMNS."""
    rows = []
    for option in proposal.options:
        num_left = len(proposal.setting.bodies) - len(option.plan.gone())
        start = [option.name, option.status, option.bound_pence, option.saving_pence, option.effort]
        start += [len(consents(proposal.setting, option.plan)), num_left]
        for change in changes(proposal.setting, option.plan):
            rows.append([*start, change["kind"], "; ".join(change["of"]), change["into"]])
    return rows


def _point(option: Option) -> dict[str, Any]:
    fields = ("effort", "saving_pence", "bound_pence", "status")
    return {name: getattr(option, name) for name in fields}
