"""The 43 health checks and their cut-offs. What to count is the rooms' work; when a light changes is here."""

from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from types import MappingProxyType

from joinedup.lawbook.shelf import Row, by_id, find, read, rows, wordings


@dataclass(frozen=True)
class Band:
    """When one measure is green or amber; anything else is red.

    `better` is `more` (at least the cut-off), `less` (at most it) or `below` (strictly under it).
    `green` and `amber` are exact; shares are 0 to 1, not percentages. `unit` says what is counted.
    """

    measure: str
    unit: str
    better: str
    green: Fraction
    amber: Fraction


@dataclass(frozen=True)
class Check:
    """One health check. Wordings are the source's; `bands` are its cut-offs as numbers, where they are set.

    `room` is the app that answers it. `mark` is that of the cut-offs: U where they are only proposed.
    `interpretation` records how a gap in the printed cut-offs was read. `overlap` is the share from which a
    pair counts as overlapping (HC07), None elsewhere.
    """

    id: str
    dimension: str
    text: str
    data_needed: str
    calculation: str
    green: str
    amber: str
    red: str
    no_data_rule: str
    threshold_origin: str
    paragraph: str
    criterion: str
    room: str
    what_to_do: str
    bands: tuple[Band, ...]
    overlap: Fraction | None
    interpretation: str
    cite: str
    mark: str

    def band(self, measure: str) -> Band:
        """The cut-offs of one measure, or KeyError."""
        for band in self.bands:
            if band.measure == measure:
                return band
        raise KeyError(f'check {self.id} has no cut-offs for "{measure}"')


def _band(row: Row) -> Band:
    return Band(row["measure"], row["unit"], row["better"], Fraction(row["green"]), Fraction(row["amber"]))


def _check(row: Row) -> Check:
    return Check(
        **wordings(Check, row),
        bands=tuple(map(_band, row.get("band", ()))),
        overlap=Fraction(row["overlap"]) if "overlap" in row else None,
    )


@cache
def checks() -> MappingProxyType[str, Check]:
    """The 43 checks by id, HC01 to HC43."""
    return MappingProxyType(by_id("check", map(_check, rows("health/checks.toml", "check"))))


def check_of(check_id: str) -> Check:
    """One check, or `UnknownRow`."""
    return find("check", checks(), check_id)


def checks_for(room: str) -> tuple[Check, ...]:
    """The checks that one room answers, in order."""
    return tuple(check for check in checks().values() if check.room == room)


def checks_version() -> str:
    """The version of the list, as its file states it."""
    return str(read("health/checks.toml")["version"])
