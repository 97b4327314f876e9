"""The independent check of a whole plan: every rule of white paper 2.39 and every limit, partnership by partnership.

It shares no code with what finds plans, and works in whole numbers only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from joinedup.rules.rationalisation.changes import AGREEMENT, SENSIBLE, may_join, may_nest, may_wind_up
from joinedup.rules.rationalisation.effort import effort
from joinedup.rules.rationalisation.homes import duties_without_home, themes_without_home
from joinedup.rules.rationalisation.records import Plan, Setting
from joinedup.rules.working import Finding, Sentence, say

LEVELS_UNDER_LSP = 2


def broken_rules(setting: Setting, plan: Plan, most_effort: int | None = None) -> tuple[Finding, ...]:
    """Return every rule that the plan breaks, none for a sound plan. KeyError for an id that is not in the setting."""
    found = [*_one_place(plan), *_each_change(setting, plan), *_groups(setting, plan), *_homes(setting, plan)]
    parents = parents_after(setting, plan)
    found += [*_left_behind(parents, plan), *_tree(setting, plan, parents), *_spans(setting, plan, parents)]
    if most_effort is not None and (points := effort(setting, plan)) > most_effort:
        found.append(
            _broken(say("It needs {points} points of effort; at most {most}.", points=points, most=most_effort))
        )
    return tuple(found)


def parents_after(setting: Setting, plan: Plan) -> dict[str, str]:
    """Return what each partnership that goes on is nested in once the plan is in effect, "" where in nothing."""
    stay = [body for body in setting.bodies.values() if body.id not in plan.gone()]
    return {body.id: plan.nests.get(body.id, body.parent) for body in stay}


def _broken(why: Sentence, authority: str = SENSIBLE) -> Finding:
    return Finding(False, why, authority)


def _one_place(plan: Plan) -> Iterator[Finding]:
    roles = Counter([*plan.merges, *set(plan.merges.values()), *plan.closes])
    roles.update(plan.nests.keys() & plan.gone())
    for partnership in sorted(each for each, num in roles.items() if num > 1):
        yield _broken(say("{one} would be in two places at once.", one=partnership))


def _each_change(setting: Setting, plan: Plan) -> Iterator[Finding]:
    bodies = setting.bodies
    findings = [may_join(setting, bodies[one], bodies[host]) for one, host in sorted(plan.merges.items())]
    findings += [may_wind_up(bodies[one]) for one in sorted(plan.closes)]
    for child, parent in sorted(plan.nests.items()):
        findings.append(may_nest(setting, bodies[child], None if parent == setting.lsp else bodies[parent]))
    yield from (finding for finding in findings if not finding.holds)


def _groups(setting: Setting, plan: Plan) -> Iterator[Finding]:
    values = setting.values
    for host, joining in plan.groups().items():
        seats = len(frozenset().union(*(setting.bodies[each].members for each in (host, *joining))))
        if seats > values.largest_board:
            yield _broken(
                say("{host} would have {num} seats; at most {most}.", host=host, num=seats, most=values.largest_board)
            )
        if 1 + len(joining) > values.largest_group:
            yield _broken(say("{host} would be made of {num}.", host=host, num=1 + len(joining)))


def _homes(setting: Setting, plan: Plan) -> Iterator[Finding]:
    for theme in themes_without_home(setting, plan):
        yield _broken(say("Nobody would be left to work on {theme}.", theme=theme))
    for duty in duties_without_home(setting, plan):
        yield _broken(say("{duty} would have no home with its required members.", duty=duty), AGREEMENT)


def _left_behind(parents: dict[str, str], plan: Plan) -> Iterator[Finding]:
    for child, parent in sorted(parents.items()):
        if parent in plan.gone():
            yield _broken(say("{child} is nested in {parent}, which would be gone.", child=child, parent=parent))


def _tree(setting: Setting, plan: Plan, parents: dict[str, str]) -> Iterator[Finding]:
    for child in sorted(parents):
        chain, above = [child], parents[child]
        while above and above != setting.lsp and above not in chain and above in parents:
            chain.append(above)
            above = parents[above]
        if above in chain:
            yield _broken(say("{child} would be nested in itself.", child=child))
        is_new = not plan.nests.keys().isdisjoint(chain)
        if is_new and (above != setting.lsp or len(chain) > LEVELS_UNDER_LSP):
            yield _broken(
                say("{child} would not be within {num} levels of the LSP.", child=child, num=LEVELS_UNDER_LSP)
            )


def _spans(setting: Setting, plan: Plan, parents: dict[str, str]) -> Iterator[Finding]:
    before = Counter(body.parent for body in setting.bodies.values())
    after = Counter(parents.values())
    for parent in sorted(set(plan.nests.values())):
        values = setting.values
        most = values.most_under_lsp if parent == setting.lsp else values.most_under_partnership
        if after[parent] > max(most, before[parent]):
            yield _broken(say("{parent} would have {num} beneath it.", parent=parent, num=after[parent]))
