"""`joinedup gap`: the gap between the most deprived neighbourhoods and the rest, from files, with no server."""

from pathlib import Path

import click

JSON = click.option("--json", "as_json", is_flag=True, help="answer as JSON")
OUT = click.option("--out", type=click.Path(path_type=Path), help="a table (.csv, .parquet or .xlsx)")
VALUES = click.argument("values", type=click.Path(path_type=Path))
RANKS = click.option("--ranks", metavar="FILE|current", help="a file of ranks; or: ranks may change by period")
WHOLE = click.option("--whole", metavar="NAME", help="add the union of all sets, under this name")
QUANTILES = click.option("--quantiles", type=click.IntRange(3, 100), default=10, show_default=True)
BY = click.option("--by", "cut_by", type=click.Choice(["areas", "people"]), default="areas", show_default=True)
TARGET = click.option(
    "--target", type=click.IntRange(1, 99), default=1, show_default=True, help="how many of the most deprived quantiles"
)
KIND = click.option(
    "--kind", type=click.Choice(["proportion", "rate", "value"]), help="what is measured; value where there are values"
)
POLARITY = click.option(
    "--polarity", type=click.Choice(["low", "high"]), default="low", show_default=True, help="which is good"
)
CONFIDENCE = click.option("--confidence", type=float, default=0.95, show_default=True)
BOUNDS = click.option("--bounds", metavar="LOW:HIGH", help="lowest and highest possible, for Erreygers's index")
ENGINE = click.option("--engine", type=click.Choice(["duckdb", "spark"]), default="duckdb", show_default=True)


@click.group()
def gap() -> None:
    """The gap between the most deprived neighbourhoods and the rest."""


@gap.command("measure")
@VALUES
@RANKS
@WHOLE
@QUANTILES
@BY
@TARGET
@KIND
@POLARITY
@CONFIDENCE
@BOUNDS
@ENGINE
@OUT
@JSON
def measure(
    values: Path,
    ranks: str | None,
    whole: str | None,
    quantiles: int,
    cut_by: str,
    target: int,
    kind: str | None,
    polarity: str,
    confidence: float,
    bounds: str | None,
    engine: str,
    out: Path | None,
    as_json: bool,
) -> None:
    """Every measure of the gap, with limits, for each period, indicator and set in VALUES (CSV or Parquet).

    VALUES: period, indicator, within, area; numerator and population, or value, standard_error and population; rank
    or quantile, 1 the most deprived. A blank numerator is suppressed, never nought.
    """
    from joinedup.cli.gap.measuring import Given, show_measures

    given = Given(values, ranks, whole, quantiles, cut_by, target, kind, polarity, confidence, bounds, engine)
    show_measures(given, out, as_json)


@gap.command("trend")
@VALUES
@click.option("--measure", default="gap_rest", show_default=True, help="one of the measures of joinedup gap measure")
@click.option("--baseline", required=True, metavar="PERIOD", help="the period to compare with")
@click.option("--target", required=True, metavar="-10%|VALUE", help="a cut of the gap at baseline, or a value")
@click.option("--by", required=True, metavar="PERIOD", help="when the target is to be met")
@click.option("--shock", "shocks", multiple=True, type=int, default=(2020,), show_default=True, metavar="YEAR")
@click.option("--group", type=click.IntRange(1, 99), default=1, show_default=True, help="as --target in gap measure")
@click.option("--cut", "cut_by", type=click.Choice(["areas", "people"]), default="areas", show_default=True)
@RANKS
@WHOLE
@QUANTILES
@KIND
@POLARITY
@CONFIDENCE
@ENGINE
@OUT
@JSON
def trend(
    values: Path,
    measure: str,
    baseline: str,
    target: str,
    by: str,
    shocks: tuple[int, ...],
    group: int,
    cut_by: str,
    ranks: str | None,
    whole: str | None,
    quantiles: int,
    kind: str | None,
    polarity: str,
    confidence: float,
    engine: str,
    out: Path | None,
    as_json: bool,
) -> None:
    """Whether each set's gap in VALUES closed since the baseline, how, and how probably it meets a target."""
    from joinedup import cli
    from joinedup.cli.gap.measuring import Given
    from joinedup.cli.gap.trending import question, show_trends
    from joinedup.engines.gap.measuring import MEASURES

    if measure not in MEASURES:
        cli.refuse(f'--measure "{measure}": it is not a measure; choose one of {", ".join(MEASURES)}')
    asked = question(measure, baseline, target, by, polarity, confidence, shocks)
    given = Given(values, ranks, whole, quantiles, cut_by, group, kind, polarity, confidence, None, engine)
    told = {"measure": measure, "baseline": baseline, "target": target, "group": group, "by": by, "cut": cut_by}
    show_trends(given, asked, told | {"shock": list(shocks)}, out, as_json)
