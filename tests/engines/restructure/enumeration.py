"""Every plan there is for a small register, tried one by one against the rules: no engine, no solver."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

from joinedup.rules.rationalisation.changes import may_join, may_nest, may_wind_up
from joinedup.rules.rationalisation.checking import broken_rules
from joinedup.rules.rationalisation.costs import saving
from joinedup.rules.rationalisation.effort import effort
from joinedup.rules.rationalisation.records import Plan, Setting

Priced = tuple[int, int]


def exact_front(setting: Setting) -> list[Priced]:
    """Each effort at which more can be saved than for less, with the most that it saves, in pence.

    A plan's saving and effort are the sums of those of its mergers and wind-ups and of each nesting; only a plan
    that would be the best so far is put together and judged as a whole.
    """
    best: dict[int, int] = {0: 0}
    nestings = _nestings(setting)
    for fate in _fates(setting):
        saved, points = saving(setting, fate), effort(setting, fate)
        stay = [one for one in sorted(setting.bodies) if one not in fate.gone()]
        choices = [[(one, *nesting) for nesting in nestings[one] if nesting[0] not in fate.gone()] for one in stay]
        for chosen in product(*choices):
            total, needed = saved + sum(each[2] for each in chosen), points + sum(each[3] for each in chosen)
            if total <= max(most for least, most in best.items() if least <= needed):
                continue
            plan = Plan(fate.merges, {child: parent for child, parent, _, _ in chosen if parent}, fate.closes)
            if not broken_rules(setting, plan):
                assert (saving(setting, plan), effort(setting, plan)) == (total, needed)
                best[needed] = total
    front: list[Priced] = []
    for points in sorted(best):
        if not front or best[points] > front[-1][1]:
            front.append((points, best[points]))
    return front


def _fates(setting: Setting) -> Iterator[Plan]:
    """Every choice of mergers and wind-ups whose changes are each allowed on their own."""
    bodies = setting.bodies
    choices = []
    for one in sorted(bodies):
        hosts = [host for host in sorted(bodies) if host != one and may_join(setting, bodies[one], bodies[host]).holds]
        choices.append(["stay", *(["close"] if may_wind_up(bodies[one]).holds else []), *hosts])
    for fates in product(*choices):
        fate = dict(zip(sorted(bodies), fates, strict=True))
        merges = {one: host for one, host in fate.items() if host not in ("stay", "close")}
        if all(fate[host] == "stay" for host in merges.values()):
            plan = Plan(merges, {}, frozenset(one for one, what in fate.items() if what == "close"))
            if all(1 + len(joining) <= setting.values.largest_group for joining in plan.groups().values()):
                yield plan


def _nestings(setting: Setting) -> Mapping[str, list[tuple[str, int, int]]]:
    """Of each partnership, every parent that it could have ("" for none), with what that saves and takes."""
    found = {}
    for child in setting.bodies:
        parents = [setting.lsp] if may_nest(setting, setting.bodies[child], None).holds else []
        for parent in sorted(setting.bodies):
            if may_nest(setting, setting.bodies[child], setting.bodies[parent]).holds:
                parents.append(parent)
        plans = {parent: Plan(nests={child: parent}) for parent in parents}
        found[child] = [("", 0, 0)]
        found[child] += [(parent, saving(setting, plan), effort(setting, plan)) for parent, plan in plans.items()]
    return found
