"""How long the best restructuring takes to find and to prove, and what rules of thumb lose of it.

`python benchmarks/restructure.py [--sizes 20,60,150] [--seeds 1,2,3] [--seconds 120]`

HiGHS works on one thread, so seconds of processor are what it takes; the wall is shown as well, for other work on the
machine stretches it. Each register is made by `benchmarks/locality.py`.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from benchmarks.locality import SIZES, generate  # noqa: E402 - the path above comes first
from joinedup.engines.restructure import read_register  # noqa: E402
from joinedup.engines.restructure.curve import curve  # noqa: E402
from joinedup.engines.restructure.options import say_nothing  # noqa: E402
from joinedup.engines.restructure.programme import programme_of  # noqa: E402
from joinedup.engines.restructure.proof import Best, Prover  # noqa: E402
from joinedup.engines.restructure.tables import Tables  # noqa: E402
from joinedup.rules.rationalisation.changes import may_join  # noqa: E402
from joinedup.rules.rationalisation.checking import broken_rules  # noqa: E402
from joinedup.rules.rationalisation.costs import saved_by_merging, saving  # noqa: E402
from joinedup.rules.rationalisation.records import Plan, Setting  # noqa: E402

# The aims, in seconds: the fullest option proved, one point within a limit, and the curve of 50 points.
AIMS = {20: (0.5, 0.3, 5), 60: (0.5, 0.3, 5), 150: (3, 0.3, None), 400: (90, 1, None), 800: (120, None, None)}
CURVE_UP_TO = 60
HEAD = """
                           ---- fullest, proved -----                    a quarter    50 points         lost by
    N seed mergers   build    cpu s   wall s    aim   gap %  saves %    cpu s   aim    cpu s   aim proved  like save"""


def timed(work: Callable[[], Any]) -> tuple[Any, float, float]:
    """What work gives, with the seconds of processor and of the wall that it took."""
    processor, wall = time.process_time(), time.perf_counter()
    found = work()
    return found, time.process_time() - processor, time.perf_counter() - wall


def setting_of(num: int, seed: int) -> Setting:
    """The register of that size and seed, read as the command line reads it."""
    return read_register(json.dumps(generate(num, SIZES[num], seed)), "register.json").setting


def measure(num: int, seed: int, seconds: float) -> None:
    """Measure and print one register."""
    setting = setting_of(num, seed)
    prover, build, _ = timed(lambda: Prover(programme_of(Tables.of(setting))))
    full, processor, wall = timed(lambda: prover.best(seconds=seconds))
    checked(setting, prover, full)
    now = int(prover.programme.tables.alone.sum())
    gap = 100 * (full.bound_pence - full.saving_pence) / max(1, full.saving_pence)
    aims = AIMS.get(num, (None, None, None))
    head = f"{num:>5} {seed:>4} {len(prover.programme.mergers):>8} {build:>7.2f} {processor:>8.2f}"
    head += f" {wall:>8.2f} {aims[0] or '-':>6} {gap:>7.3f} {100 * full.saving_pence / now:>7.1f}"
    limited, processor, _ = timed(lambda: prover.best(max(1, full.effort // 4), seconds=seconds))
    checked(setting, prover, limited)
    head += f" {processor:>9.2f} {aims[1] or '-':>5}"
    if num <= CURVE_UP_TO:
        found, processor, _ = timed(lambda: curve(prover, full, 50, seconds, say_nothing))
        for point in found.points:
            checked(setting, prover, point)
        proved = sum(point.is_proved for point in found.points)
        head += f" {processor:>9.2f} {aims[2] or '-':>5} {proved:>3}/{len(found.points)}"
    lost = [100 * (1 - thumb(setting) / full.saving_pence) for thumb in (by_likeness, by_saving)]
    print(f"{head}   {lost[0]:>5.0f} {lost[1]:>5.0f}", flush=True)


def checked(setting: Setting, prover: Prover, best: Best) -> None:
    """Stop where the independent check does not bear an answer out."""
    plan = prover.programme.plan_of(best.chosen)
    assert broken_rules(setting, plan, best.effort) == ()
    assert saving(setting, plan) == best.saving_pence


def by_likeness(setting: Setting) -> int:
    """The saving of merging the most alike first, a quarter of their members at least, then nesting as best can be."""
    return _nested(setting, _greedy(setting, lambda one, host, _: _alike(one, host), 0.25))


def by_saving(setting: Setting) -> int:
    """The saving of merging whatever saves most first, then nesting as best can be."""

    def gain(one: str, host: str, there: tuple[str, ...]) -> float:
        bodies = setting.bodies
        before = saved_by_merging(setting.values, bodies[host], [bodies[each] for each in there])
        return saved_by_merging(setting.values, bodies[host], [bodies[each] for each in (*there, one)]) - before

    return _nested(setting, _greedy(setting, lambda one, host, there: gain(one.id, host.id, there), 1))


def _alike(one: Any, host: Any) -> float:
    return len(one.members & host.members) / len(one.members | host.members)


def _greedy(setting: Setting, worth: Callable[[Any, Any, tuple[str, ...]], float], least: float) -> dict[str, str]:
    bodies = setting.bodies
    pairs = [(one, host) for one in bodies for host in bodies if one != host]
    pairs = [(one, host) for one, host in pairs if may_join(setting, bodies[one], bodies[host]).holds]
    merges: dict[str, str] = {}
    ranked = sorted(pairs, key=lambda pair: (-worth(bodies[pair[0]], bodies[pair[1]], ()), pair))
    for one, host in ranked:
        there = Plan(merges).groups().get(host, ())
        is_free = one not in merges and host not in merges and one not in merges.values()
        if not is_free or worth(bodies[one], bodies[host], there) < least:
            continue
        seats = frozenset().union(*(bodies[each].members for each in (one, host, *there)))
        if len(seats) <= setting.values.largest_board and 2 + len(there) <= setting.values.largest_group:
            merges[one] = host
    return merges


def _nested(setting: Setting, merges: dict[str, str]) -> int:
    """The same nestings and wind-ups as the optimum would add: the best there are beside these mergers."""
    hosts = set(merges.values())
    left = {
        each: replace(body, may_close=body.may_close and each not in hosts)
        for each, body in setting.bodies.items()
        if each not in merges
    }
    rest = replace(setting, bodies=left, values=replace(setting.values, largest_group=1))
    prover = Prover(programme_of(Tables.of(rest)))
    no_mergers = prover.programme.gains > -(1 << 60)
    no_mergers[prover.programme.num_others :] = False
    tidy = prover.best(allowed=no_mergers, seconds=60)
    return saving(setting, Plan(merges)) + tidy.saving_pence


def main() -> None:
    """Measure and print, a line a register."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sizes", default="20,60,150")
    parser.add_argument("--seeds", default="1,2,3")
    parser.add_argument("--seconds", type=float, default=120.0)
    given = parser.parse_args()
    print(HEAD)
    for num in map(int, given.sizes.split(",")):
        for seed in map(int, given.seeds.split(",")):
            measure(num, seed, given.seconds)


if __name__ == "__main__":
    main()
