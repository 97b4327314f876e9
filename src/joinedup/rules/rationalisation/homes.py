"""Where each theme and duty lives before and after: none may be left without a home (white paper 2.39)."""

from __future__ import annotations

from dataclasses import dataclass

from joinedup.rules.rationalisation.records import Plan, Setting


@dataclass(frozen=True, slots=True)
class Move:
    """One duty or theme of one partnership, and the partnership that has it once the plan is in effect."""

    what: str
    before: str
    after: str


def required(setting: Setting, duty: str) -> frozenset[str]:
    """Return the organisations that a duty requires at the table, whoever has it."""
    return frozenset().union(*(body.duties.get(duty, frozenset()) for body in setting.bodies.values()))


def duty_homes(setting: Setting, duty: str) -> tuple[str, ...]:
    """Return who can discharge a duty now: those who have it and seat all that it requires.

    Where nobody seats them all, that is a defect of today, not of a plan: then all who have it are homes.
    """
    needed = required(setting, duty)
    holders = [body for body in setting.bodies.values() if duty in body.duties]
    able = [body.id for body in holders if needed <= body.members]
    return tuple(sorted(able or (body.id for body in holders)))


def defects(setting: Setting) -> tuple[str, ...]:
    """Return the duties whose required members nobody who has the duty seats in full, in order of name."""
    able = {duty for body in setting.bodies.values() for duty in body.duties if required(setting, duty) <= body.members}
    return tuple(sorted(_all_duties(setting) - able))


def duties_without_home(setting: Setting, plan: Plan) -> tuple[str, ...]:
    """Return the duties that a plan would leave to nobody able, in order of name."""
    lost = []
    for duty in sorted(_all_duties(setting)):
        homes = {plan.merges.get(home, home) for home in duty_homes(setting, duty)}
        if homes <= plan.closes:
            lost.append(duty)
    return tuple(lost)


def themes_without_home(setting: Setting, plan: Plan) -> tuple[str, ...]:
    """Return the themes that a plan would leave to nobody, in order."""
    kept = {theme for body in setting.bodies.values() if body.id not in plan.closes for theme in body.themes}
    held = {theme for body in setting.bodies.values() for theme in body.themes}
    return tuple(sorted(held - kept))


def duty_sheet(setting: Setting, plan: Plan) -> tuple[Move, ...]:
    """Return where every duty of every partnership goes, in order of duty and partnership."""
    return tuple(
        Move(duty, body.id, _home_after(plan, body.id, duty_homes(setting, duty)))
        for duty in sorted(_all_duties(setting))
        for body in sorted(setting.bodies.values(), key=lambda each: each.id)
        if duty in body.duties
    )


def theme_sheet(setting: Setting, plan: Plan) -> tuple[Move, ...]:
    """Return where each theme goes of every partnership that would no longer exist, in order."""
    moves = []
    for partnership in sorted(plan.gone()):
        for theme in sorted(setting.bodies[partnership].themes):
            holders = tuple(sorted(body.id for body in setting.bodies.values() if theme in body.themes))
            moves.append(Move(theme, partnership, _home_after(plan, partnership, holders)))
    return tuple(moves)


def _home_after(plan: Plan, partnership: str, homes: tuple[str, ...]) -> str:
    """Who has it next: its host, itself, or where it is wound up the first of the others that can."""
    if partnership not in plan.closes:
        return plan.merges.get(partnership, partnership)
    return next((plan.merges.get(home, home) for home in homes if home not in plan.closes), "")


def _all_duties(setting: Setting) -> set[str]:
    return {duty for body in setting.bodies.values() for duty in body.duties}
