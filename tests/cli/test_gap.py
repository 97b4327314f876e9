"""`joinedup gap`: files in, answers and refusals out."""

import csv
import json
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner, Result

from joinedup import cli
from joinedup.formats.tables.reading import read_tables
from tests.engines.gap.real import REAL, needs_real

HEADINGS = "period,indicator,within,area,numerator,population,rank\n"
FIELDS = ["period", "indicator", "within", "measure", "value", "lower", "upper", "confidence", "method", "flags"]
MEASURES = [
    "rate_target",
    "rate_rest",
    "rate_whole",
    "gap_rest",
    "gap_whole",
    "ratio_rest",
    "relative_gap_whole",
    "top_bottom_gap",
    "top_bottom_ratio",
    "sii",
    "rii",
    "sii_log",
    "rii_log",
    "sii_logit",
    "rii_logit",
    "aci",
    "ci",
    "wagstaff",
    "erreygers",
    "par",
    "paf",
    "excess",
    "theil",
    "mld",
]


def joinedup(*arguments: str) -> Result:
    return CliRunner().invoke(cli.main, ["gap", *arguments], catch_exceptions=False)


@pytest.fixture
def values(tmp_path: Path) -> Path:
    """Two districts of twelve areas and one of six, over six years; the target group's rate falls by 4 a year."""
    path = tmp_path / "values.csv"
    lines = [
        f"{year},work,{name},{name}{place},{120 - 8 * place - (4 * (year - 2010) if place < 2 else 0)},1000,{place}\n"
        for year in range(2010, 2016)
        for name, num in (("North", 12), ("South", 12), ("Isle", 6))
        for place in range(num)
    ]
    path.write_text(HEADINGS + "".join(lines), "utf-8")
    return path


def test_every_measure_is_given_for_every_set_with_the_fields_of_the_contract(values: Path):
    done = joinedup("measure", str(values), "--whole", "All", "--json")
    answer = json.loads(done.output)
    assert done.exit_code == 0
    assert len(answer["gaps"]) == 6 * 4 * len(MEASURES)
    assert list(answer["gaps"][0]) == FIELDS
    assert [row["measure"] for row in answer["gaps"][: len(MEASURES)]] == MEASURES


def test_the_answer_says_what_it_rests_on(values: Path):
    told = json.loads(joinedup("measure", str(values), "--target", "2", "--json").output)["provenance"]
    assert told["options"]["target"] == 2
    assert len(told["inputs"]["values.csv"]) == 64
    assert told["version"]


def test_undefined_is_null_with_a_flag_and_no_method(values: Path):
    rows = json.loads(joinedup("measure", str(values), "--json").output)["gaps"]
    isle = {row["measure"]: row for row in rows if row["within"] == "Isle" and row["period"] == "2010"}
    assert all("too_few_areas" in row["flags"] for row in isle.values())
    assert isle["rate_whole"]["value"] == pytest.approx(0.1)
    assert [isle["sii"][name] for name in ("value", "lower", "upper", "method")] == [None, None, None, "none"]


@pytest.mark.parametrize("ending", ["csv", "parquet", "xlsx"])
def test_a_table_of_numbers_below_nought_is_written_as_numbers(values: Path, tmp_path: Path, ending: str):
    out = tmp_path / f"gaps.{ending}"
    assert joinedup("measure", str(values), "--out", str(out)).exit_code == 0
    if ending == "parquet":
        rows = duckdb.read_parquet(str(out)).filter("measure = 'sii' AND within = 'North'").fetchall()
        assert rows[0][4] < 0
    else:
        (table,) = read_tables(out, out.name)
        assert list(table.headers) == FIELDS
        read = [dict(zip(FIELDS, cells, strict=True)) for _, cells in table.rows]
        (row,) = [r for r in read if (r["period"], r["within"], r["measure"]) == ("2010", "North", "sii")]
        assert float(row["lower"]) < float(row["value"]) < 0


def test_the_printed_lines_name_set_measure_and_method(values: Path):
    lines = joinedup("measure", str(values)).output.splitlines()
    assert any("North" in line and " sii " in line and "cornish_fisher" in line for line in lines)


def test_each_fault_is_a_line_and_nothing_is_written(tmp_path: Path):
    path, out = tmp_path / "values.csv", tmp_path / "gaps.csv"
    path.write_text(HEADINGS + "2010,w,A,a,many,50,1\n2010,w,A,b,60,50,2\n", "utf-8")
    done = joinedup("measure", str(path), "--out", str(out))
    assert done.exit_code == 2
    first, second = done.stderr.splitlines()
    assert first.startswith('values.csv, row 2, column "numerator": “many” is not a number; write')
    assert second.startswith('values.csv, row 3, column "numerator": the numerator is more than the population;')
    assert not out.exists()


@pytest.mark.parametrize(
    ("options", "line"),
    [
        (["--engine", "spark"], "--engine spark: it is not built yet; leave --engine out"),
        (["--confidence", "95"], "options: confidence is from 0.5 up to but not 1, for example 0.95"),
        (["--target", "10"], "options: target is from 1 to 9: how many quantiles, of 10"),
        (["--bounds", "low"], '--bounds "low": write the lowest and the highest as LOW:HIGH, for example 0:100'),
        (["--ranks", "nowhere.csv"], "nowhere.csv: there is no such file; check its name and folder"),
        (["--out", "gaps.doc"], '--out "gaps.doc": end the name with .csv, .parquet or .xlsx'),
    ],
)
def test_an_option_that_cannot_be_is_refused_in_one_line(values: Path, options: list[str], line: str):
    done = joinedup("measure", str(values), *options)
    assert (done.exit_code, done.stderr.strip()) == (2, line)


def test_the_trend_says_whether_the_gap_closed_how_and_how_probably_the_target_is_met(values: Path):
    done = joinedup(
        *("trend", str(values), "--baseline", "2010", "--target", "-10%", "--by", "2017", "--whole", "All", "--json")
    )
    answer = json.loads(done.output)
    found = {row["within"]: row for row in answer["trends"]}
    assert set(found) == {"All", "Isle", "North", "South"}
    north = found["North"]
    assert north["change"] == pytest.approx(-0.02)
    assert north["lower"] < -0.02 < north["upper"]
    assert (north["how"], north["on_track"]) == ("levelled_up", "yes")
    assert 0.75 < north["probability"] <= 1
    assert (found["Isle"]["change"], found["Isle"]["on_track"]) == (None, "unknown")
    assert answer["provenance"]["options"]["target"] == "-10%"


def test_the_trend_is_printed_in_words_and_written_as_a_table(values: Path, tmp_path: Path):
    asked = ("trend", str(values), "--baseline", "2010", "--target", "0.01", "--by", "2017")
    assert "work  North  gap_rest: change -0.02" in joinedup(*asked).output
    out = tmp_path / "trends.csv"
    assert joinedup(*asked, "--out", str(out)).exit_code == 0
    with out.open(encoding="utf-8-sig", newline="") as file:
        assert [row["within"] for row in csv.DictReader(file)] == ["Isle", "North", "South"]


@pytest.mark.parametrize(
    ("options", "line"),
    [
        (["--measure", "luck"], '--measure "luck": it is not a measure; choose one of rate_target'),
        (["--baseline", "2001"], 'work: the baseline "2001" is not a period of the file'),
        (["--by", "2012"], 'work: "2012" is before the latest period, "2015"; give a later one'),
        (["--target", "much"], '--target: "much" is not a target; write a change such as -10% or a value'),
        (["--by", "soon"], '--by: "soon" is not a period that can be placed in time; write 2013'),
    ],
)
def test_a_trend_that_cannot_be_asked_is_refused_in_one_line(values: Path, options: list[str], line: str):
    asked = {"--baseline": "2010", "--target": "-10%", "--by": "2017"} | dict([options])
    done = joinedup("trend", str(values), *(each for pair in asked.items() for each in pair))
    assert done.exit_code == 2
    (only,) = done.stderr.splitlines()
    assert only.startswith(line)


@needs_real
def test_england_and_every_district_have_gaps_from_the_real_claimants(tmp_path: Path):
    """DWP's claimants by neighbourhood, 2022, by the deprivation of 2019; twelve monthly stocks summed, so / 12."""
    counts, ranks = tmp_path / "claimants.csv", tmp_path / "ranks.csv"
    with duckdb.connect() as database:
        for name, folder in (
            ("claimants", "claimants/claimants_lsoa11_2013_2022.csv.gz"),
            ("iod", "iod2019/iod2019_lsoa11_file7_rebuilt.csv.gz"),
            ("lookup", "lookups/lookup_lsoa11_ltla21.csv.gz"),
        ):
            database.read_csv(str(REAL / folder)).create_view(name)
        database.sql(
            "SELECT year AS period, 'claimants' AS indicator, area_code AS area, claimant_count / 12 AS numerator, "
            "pop AS population FROM claimants WHERE year = 2022"
        ).write_csv(str(counts))
        database.sql(
            'SELECT lsoa11_code AS area, ltla21_name AS within, "Index of Multiple Deprivation (IMD) Rank (where 1 is '
            'most deprived)" AS rank FROM iod JOIN lookup ON lsoa11_code = "LSOA code (2011)"'
        ).write_csv(str(ranks))
    done = joinedup("measure", str(counts), "--ranks", str(ranks), "--whole", "England", "--json")
    rows = json.loads(done.output)["gaps"]
    assert len({row["within"] for row in rows}) == 310
    gaps = {row["within"]: row for row in rows if row["measure"] == "gap_rest"}
    bare = {name for name, row in gaps.items() if row["value"] is None}
    assert bare == {"City of London", "Isles of Scilly"}  # six neighbourhoods and one
    assert all("too_few_areas" in gaps[name]["flags"] for name in bare)
    # Worked out apart: the thousand and more neighbourhoods of decile 1 against the others.
    assert gaps["England"]["value"] == pytest.approx(0.0494035, abs=1e-7)
    assert gaps["England"]["lower"] < gaps["England"]["value"] < gaps["England"]["upper"]
