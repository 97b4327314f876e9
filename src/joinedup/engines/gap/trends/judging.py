"""From measures by period to a judgement on each series: did the gap close, how, and will it meet the target?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from joinedup.engines.gap.distributions import Array, normal_below, student_below, student_quantile, two_sided
from joinedup.engines.gap.estimate import Estimate, Marks, flag_names
from joinedup.engines.gap.trends.fitting import Projection, bends, robust, weighted
from joinedup.engines.gap.trends.periods import Period, fitted_places
from joinedup.engines.gap.trends.targets import RATIOS, Aim, Target, aim_of

# Reference 4.2: on track from a chance of 3 in 4, slightly off from 2 in 5.
ON_TRACK, SLIGHTLY_OFF = 0.75, 0.4
# A marker of trend needs five points, the robust line six (reference 4.2).
FEWEST, FEWEST_ROBUST = 5, 6


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: the measure, from when, towards what and by when; `shocks` are years not like the others."""

    measure: str
    baseline: Period
    target: Target
    by: Period
    polarity: str = "low"
    confidence: float = 0.95
    shocks: tuple[int, ...] = (2020,)


@dataclass(frozen=True, slots=True)
class Trend:
    """One series judged. None is "undefined" or "not known"; rates of change are a year, in the measure's units.

    For ratios the rates of change are of the logarithm. `relative_change` is that of the ratio of the two groups.
    """

    baseline: float | None
    latest: float | None
    change: float | None
    lower: float | None
    upper: float | None
    how: str | None
    has_closed: bool | None
    change_target: float | None
    change_rest: float | None
    relative_change: float | None
    target: float | None
    projected: float | None
    projected_lower: float | None
    projected_upper: float | None
    required_a_year: float | None
    achieved_a_year: float | None
    trend: str
    on_track: str
    probability: float | None
    p_value: float | None
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """One indicator's measures: `periods` in order, and for each measure an Estimate of N sets a period (or None)."""

    periods: Sequence[Period]
    measures: Mapping[str, Sequence[Estimate]]

    def table(self, measure: str, part: str) -> Array:
        """Values or limits of a measure, (N, T)."""
        return np.stack([getattr(each, part) for each in self.measures[measure]], axis=1)


def trends(series: Series, asked: Question) -> list[Trend]:
    """A judgement on each of the N series. Raises ValueError where the baseline is not one of the periods."""
    names = [period.name for period in series.periods]
    if asked.baseline.name not in names:
        raise ValueError(f'the baseline "{asked.baseline.name}" is not a period of the file')
    start = names.index(asked.baseline.name)
    if asked.by.middle < series.periods[-1].middle:
        raise ValueError(f'"{asked.by.name}" is before the latest period, "{names[-1]}"; give a later one')
    changes = _changes(series, asked, start)
    aim = aim_of(asked.target, asked.measure, series.table(asked.measure, "value")[:, start])
    fit = _fit(series, asked, start, aim)
    return [_judged(series, asked, start, place, changes, aim, fit) for place in range(len(aim.shown))]


@dataclass(frozen=True, slots=True)
class Changes:
    """Change of the measure with limits, and of the two groups and their ratio, (N,)."""

    value: Array
    lower: Array
    upper: Array
    p_value: Array
    target: Array
    rest: Array
    ratio: Array


def _changes(series: Series, asked: Question, start: int) -> Changes:
    value, lower, upper = (series.table(asked.measure, part) for part in ("value", "lower", "upper"))
    change = value[:, -1] - value[:, start]
    # The limits may be lopsided: each side is joined with the other's opposite side (MOVER; the root of the sum
    # of squared errors where they are not).
    down = np.hypot(value[:, -1] - lower[:, -1], upper[:, start] - value[:, start])
    up = np.hypot(upper[:, -1] - value[:, -1], value[:, start] - lower[:, start])
    z = two_sided(asked.confidence)
    error = np.where(change > 0, down, up) / z
    score = np.divide(np.abs(change), error, out=np.full(change.shape, np.nan), where=error > 0)
    moves = [series.table(name, "value") for name in ("rate_target", "rate_rest", "ratio_rest")]
    return Changes(
        change,
        change - down,
        change + up,
        2 * (1 - normal_below(np.where(np.isnan(score), 0, score))) + np.where(np.isnan(score), np.nan, 0),
        *(each[:, -1] - each[:, start] for each in moves),
    )


@dataclass(frozen=True, slots=True)
class Fit:
    """The line that is believed, with why: (N,)."""

    line: Projection
    probability: Array
    is_robust: Marks
    is_poor: Marks
    is_bent: Marks
    num_periods: Array
    has_shock: bool
    is_rolling: bool
    is_far: bool


def _fit(series: Series, asked: Question, start: int, aim: Aim) -> Fit:
    places = [place for place in fitted_places(list(series.periods)) if place >= start]
    values, errors = _scaled(series, asked)
    times = np.array([period.middle for period in series.periods])
    at, later = asked.by.middle, len(series.periods) - start
    is_base = np.zeros(values.shape)
    is_base[:, start] = 1
    is_in = np.isin(np.arange(len(times)), places)
    held = np.where(is_in, values, np.nan)
    first = weighted(held, errors, times, at, is_base, aim.share)
    tough = robust(held[:, places], errors[:, places], times[places], at, aim.share * errors[:, start])
    shocks = [bool(set(series.periods[place].calendar_years) & set(asked.shocks)) for place in places]
    calm = [place for place, is_shock in zip(places, shocks, strict=True) if not is_shock]
    num = np.isfinite(held).sum(axis=1)
    is_robust = (first.is_poor | any(shocks)) & (num >= FEWEST_ROBUST)
    line = Projection(
        np.where(is_robust, tough.value, first.value),
        np.where(is_robust, tough.spread, first.spread),
        np.where(is_robust, tough.slope, first.slope),
        first.freedom,
        first.is_poor,
    )
    length = series.periods[-1].middle - series.periods[start].middle
    is_bent = bends(values[:, calm], errors[:, calm], times[calm])
    return Fit(
        line,
        _probability(line, aim),
        is_robust,
        first.is_poor,
        is_bent,
        num,
        any(shocks),
        len(places) < later,
        at - series.periods[-1].middle > length / 2,
    )


def _scaled(series: Series, asked: Question) -> tuple[Array, Array]:
    """Values and their standard errors, (N, T), in logarithms for ratios. Errors come from the limits."""
    value, lower, upper = (series.table(asked.measure, part) for part in ("value", "lower", "upper"))
    if asked.measure in RATIOS:
        value, lower, upper = (np.log(np.where(each > 0, each, np.nan)) for each in (value, lower, upper))
    return value, (upper - lower) / (2 * two_sided(asked.confidence))


def _probability(line: Projection, aim: Aim) -> Array:
    """The chance that what will be seen is on the good side of the target (Student's t)."""
    off = (aim.where - line.value) * aim.side / line.spread
    found = np.full(off.shape, np.nan)
    for freedom in np.unique(line.freedom[line.freedom > 0]).astype(int).tolist():
        which = (line.freedom == freedom) & np.isfinite(off)
        found[which] = student_below(off[which], freedom)
    return found


def _judged(series: Series, asked: Question, start: int, place: int, changes: Changes, aim: Aim, fit: Fit) -> Trend:
    ends = [series.measures[asked.measure][each] for each in (start, -1)]
    baseline, latest = (float(each.value[place]) for each in ends)
    how = how_closed(float(changes.target[place]), float(changes.rest[place]), asked.polarity)
    flags = _flags(series, asked, place, fit) + (["fell_behind"] if how == "fell_behind" else [])
    is_known = not (fit.is_bent[place] or fit.num_periods[place] < FEWEST or _is_unfitted(fit, place))
    probability = float(fit.probability[place]) if is_known else float("nan")
    line, left = fit.line, asked.by.middle - series.periods[-1].middle
    half = student_quantile(0.5 + asked.confidence / 2, max(int(line.freedom[place]), 1)) * line.spread[place]
    back = np.exp if asked.measure in RATIOS else np.asarray
    now = np.log(latest) if asked.measure in RATIOS and latest > 0 else latest
    neutral = 1.0 if asked.measure in RATIOS else 0.0
    middle, low, high = (
        _known(float(back(line.value[place] + sign * half)) if is_known else np.nan) for sign in (0, -1, 1)
    )
    return Trend(
        _known(baseline),
        _known(latest),
        _known(changes.value[place]),
        _known(changes.lower[place]),
        _known(changes.upper[place]),
        None if how == "fell_behind" else how,
        None if np.isnan(baseline + latest) else bool(abs(latest - neutral) < abs(baseline - neutral)),
        _known(changes.target[place]),
        _known(changes.rest[place]),
        _known(changes.ratio[place]),
        _known(aim.shown[place]),
        middle,
        low,
        high,
        _known((aim.where[place] - now) / left if left > 0 else np.nan),
        _known(line.slope[place] if is_known else np.nan),
        ("robust" if fit.is_robust[place] else "weighted") if is_known else "none",
        on_track(probability),
        _known(probability),
        _known(changes.p_value[place]),
        tuple(dict.fromkeys(flags)),
    )


def how_closed(target: float, rest: float, polarity: str) -> str | None:
    """How the two groups moved: `target` and `rest` are the changes of their rates.

    Both better or both worse; else, where the target group gained on the rest, "levelled_up" if its own gain was
    the greater part and "rest_got_worse" if the rest's loss was; where it lost, "fell_behind". None if not known.
    """
    sign = -1 if polarity == "low" else 1
    gain, other = sign * target, sign * rest
    if np.isnan(gain) or np.isnan(other):
        return None
    if gain > 0 and other > 0:
        return "both_better"
    if gain < 0 and other < 0:
        return "both_worse"
    if gain <= other:
        return "fell_behind"
    return "levelled_up" if gain >= -other else "rest_got_worse"


def on_track(probability: float) -> str:
    """The chance in a word."""
    if np.isnan(probability):
        return "unknown"
    if probability >= ON_TRACK:
        return "yes"
    return "slightly_off" if probability >= SLIGHTLY_OFF else "no"


def adjusted(p_values: Iterable[float | None]) -> list[float | None]:
    """Benjamini and Hochberg's adjusted p values, in the order given; what is not known stays so."""
    given = list(p_values)
    known = sorted((value, place) for place, value in enumerate(given) if value is not None)
    found: list[float | None] = [None] * len(given)
    least = 1.0
    for rank in range(len(known), 0, -1):
        value, place = known[rank - 1]
        least = min(least, value * len(known) / rank)
        found[place] = least
    return found


def _is_unfitted(fit: Fit, place: int) -> bool:
    """Whether the weighted line fits poorly with too few points for the robust one."""
    return bool((fit.is_poor[place] or fit.has_shock) and not fit.is_robust[place])


def _flags(series: Series, asked: Question, place: int, fit: Fit) -> list[str]:
    told = {
        "lack_of_fit": fit.is_poor[place],
        "shock_year": fit.has_shock,
        "curved": fit.is_bent[place],
        "too_few_periods": fit.num_periods[place] < FEWEST,
        "far_projection": fit.is_far,
        "rolling_periods": fit.is_rolling,
    }
    bits = 0
    for each in series.measures[asked.measure]:
        bits |= int(each.flags[place])
    return [name for name, is_so in told.items() if is_so] + list(flag_names(bits))


def _known(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
