"""What partnerships cost apart and together, in whole pence. Method: `docs/methods/restructure.md`.

Every percentage is rounded to the nearest penny, halves up, once for each group.
"""

from __future__ import annotations

from collections.abc import Iterable

from joinedup.rules.rationalisation.records import Body, Plan, Setting, Values


def percent_of(pence: int, percent: int) -> int:
    """Return so many per cent of an amount, to the nearest penny, halves up."""
    return (pence * percent + 50) // 100


def cost_together(values: Values, host: Body, joining: Iterable[Body] = ()) -> int:
    """Return what a host and those that have joined it cost in a year, in pence; alone, what it costs now."""
    group = [host, *joining]
    seats = len(frozenset().union(*(body.members for body in group)))
    themes = len(frozenset().union(*(body.themes for body in group)))
    duties = len(frozenset().union(*(body.duties for body in group)))
    budgets = sum(body.cost_pence for body in group)
    kept = max(body.cost_pence for body in group) if values.is_busiest else host.cost_pence
    meetings = max(body.meetings for body in group) if values.is_busiest else host.meetings
    return (
        values.seat_meeting_pence * meetings * seats
        + kept
        + percent_of(budgets - kept, values.shared_cost_percent)
        + values.theme_home_pence * themes
        + values.duty_home_pence * duties
        + values.crowded_seat_pence * max(0, seats - values.comfortable_board)
    )


def saved_by_merging(values: Values, host: Body, joining: Iterable[Body]) -> int:
    """Return what a year costs less once they have joined the host, in pence; below 0 when it costs more."""
    group = list(joining)
    apart = sum(cost_together(values, body) for body in [host, *group])
    return apart - cost_together(values, host, group)


def saved_by_nesting(setting: Setting, child: Body, parent: Body | None) -> int:
    """Return what nesting saves in a year, in pence. parent: None for the LSP itself.

    ValueError when the LSP's meetings are not known.
    """
    values = setting.values
    saved = values.reporting_line_pence + percent_of(child.cost_pence, values.shared_secretariat_percent)
    if parent is None:
        if setting.lsp_meetings is None:
            raise ValueError("how often the LSP meets is not known")
        return saved - values.seat_meeting_pence * setting.lsp_meetings
    shared = len(child.themes & parent.themes)
    return saved + values.theme_home_pence * shared - values.seat_meeting_pence * parent.meetings


def saving(setting: Setting, plan: Plan) -> int:
    """Return what a whole plan saves in a year, in pence."""
    bodies, values = setting.bodies, setting.values
    merged = sum(
        saved_by_merging(values, bodies[host], [bodies[each] for each in joining])
        for host, joining in plan.groups().items()
    )
    closed = sum(cost_together(values, bodies[each]) for each in plan.closes)
    nested = sum(
        saved_by_nesting(setting, bodies[child], None if parent == setting.lsp else bodies[parent])
        for child, parent in plan.nests.items()
    )
    return merged + closed + nested
