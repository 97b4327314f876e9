"""`joinedup bids`: a Business Improvement District's timetable, count and levy, from files alone."""

from datetime import date
from pathlib import Path

import click

from joinedup.cli.register import JSON, OUT, Day

NATIONS = ("England", "Wales", "Scotland", "Northern Ireland")
NATION = click.option("--nation", required=True, type=click.Choice(NATIONS, case_sensitive=False))
KIND = click.option(
    "--kind",
    default="new",
    type=click.Choice(["new", "renewal", "alteration"]),
    help="what the ballot is about; new arrangements unless said",
)
REGIME = click.option(
    "--regime",
    default="ratepayer",
    type=click.Choice(["ratepayer", "property-owner"]),
    help="who pays: ratepayers unless said (property owners: England only, SI 2014/3204)",
)


@click.group()
def bids() -> None:
    """A Business Improvement District: the days of its ballot, the count, and what everyone pays."""


@bids.command("timetable")
@NATION
@click.option("--ballot-day", required=True, type=Day(), help="the day by which votes are to be back")
@KIND
@REGIME
@click.option("--request-day", type=Day(), help="the day the request for a ballot is sent")
@click.option("--result-day", type=Day(), help="the day the result is published")
@click.option(
    "--done", "done", multiple=True, metavar="STEP=DAY", help="the day a step was done; says if it was in time"
)
@OUT
@JSON
def timetable(
    nation: str,
    ballot_day: date,
    kind: str,
    regime: str,
    request_day: date | None,
    result_day: date | None,
    done: tuple[str, ...],
    out: Path | None,
    as_json: bool,
) -> None:
    """Every step with its day and its provision. Exit 1 where the ballot day or a --done day is not allowed."""
    from joinedup.cli.bids.timetables import Asked, show_timetable

    asked = Asked(nation, kind, regime, ballot_day, request_day, result_day)
    show_timetable(asked, done, out, as_json)


@bids.command("count")
@click.argument("votes", type=click.Path(path_type=Path))
@NATION
@click.option("--on", "ballot_day", required=True, type=Day(), help="the day of the ballot")
@KIND
@REGIME
@click.option("--threshold-number", metavar="P", help="percent of votes in favour that the proposals ask for")
@click.option("--threshold-value", metavar="P", help="percent of rateable value that the proposals ask for")
@JSON
def count(
    votes: Path,
    nation: str,
    ballot_day: date,
    kind: str,
    regime: str,
    threshold_number: str | None,
    threshold_value: str | None,
    as_json: bool,
) -> None:
    """Count VOTES and say whether the ballot approves. Exit 1 where it is lost.

    VOTES is a CSV: hereditament, rateable_value, vote (yes, no, rejected, or blank for no paper), and if need be
    person, improvement_relief, role, share_percent. No row is stored, logged or repeated.
    """
    from joinedup.cli.bids.counting import Asked, show_count

    asked = Asked(nation, kind, regime, ballot_day, threshold_number, threshold_value)
    show_count(votes, asked, as_json)


@bids.command("levy")
@click.argument("rules", type=click.Path(path_type=Path))
@click.argument("listed", metavar="LIST", type=click.Path(path_type=Path))
@click.option("--period", required=True, metavar="START:END", help="the chargeable period, END the day after its last")
@click.option(
    "--engine",
    type=click.Choice(["rows", "duckdb", "spark"]),
    default="rows",
    help="rows (each in exact fractions) unless said; duckdb for long lists, with the same bills",
)
@OUT
@JSON
def levy(rules: Path, listed: Path, period: str, engine: str, out: Path | None, as_json: bool) -> None:
    """What everyone in LIST pays by RULES for a period, to the penny, with the working of each bill.

    RULES is a TOML of the arrangements; what they leave in doubt is refused unless they record an interpretation.
    LIST is a CSV: hereditament, payer, rateable_value, and what else the rules ask about.
    """
    from joinedup.cli.bids.billing import show_levy

    show_levy(rules, listed, period, engine, out, as_json)
