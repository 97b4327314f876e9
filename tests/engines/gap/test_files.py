"""Files of values and ranks: joined, cut and summed as arrays are, and every fault told in one line."""

from pathlib import Path

import duckdb
import numpy as np
import pytest

from joinedup.engines.gap import cutting
from joinedup.engines.gap.files.summing import Cut, Summed, summed
from joinedup.formats.faults import BadInput

RANKED = "period,indicator,within,area,numerator,population,rank\n"
QUANTILES = "period,indicator,within,area,numerator,population,quantile\n"


@pytest.fixture
def write(tmp_path: Path):
    def written(text: str, name: str = "values.csv") -> Path:
        path = tmp_path / name
        path.write_text(text, "utf-8")
        return path

    return written


def random_rows(num: int, seed: int = 3) -> tuple[str, dict[str, np.ndarray]]:
    """Rows of two sets with tied ranks and some suppressed numerators, as text and as arrays."""
    draw = np.random.default_rng(seed)
    sets, ranks = np.sort(draw.integers(0, 2, num)), draw.integers(1, num, num).astype(float)
    people = draw.integers(0, 900, num).astype(float)
    events = np.where(draw.random(num) < 0.1, np.nan, np.floor(people * draw.random(num)))
    text = RANKED + "".join(
        f"2019,work,{'AB'[s]},a{i},{'' if np.isnan(x) else x},{n},{r}\n"
        for i, (s, x, n, r) in enumerate(zip(sets, events, people, ranks, strict=True))
    )
    return text, {"sets": sets, "ranks": ranks, "people": people, "events": events}


def same(one: Summed, sets: list[str], table: np.ndarray) -> None:
    assert [within for _, _, within in one.sets] == sets
    np.testing.assert_array_equal(one.groups.weighted, table)


@pytest.mark.parametrize("by", ["areas", "people"])
@pytest.mark.parametrize("seed", [3, 4, 5])
def test_files_are_cut_and_summed_as_arrays_are(write, by: str, seed: int):
    text, rows = random_rows(80, seed)
    made = summed(write(text), Cut(num_quantiles=7, by=by)).groups
    if by == "areas":
        quantiles = cutting.by_areas(rows["sets"], rows["ranks"], 7)
    else:
        quantiles = cutting.by_people(rows["sets"], rows["ranks"], rows["people"], 7)
    told = cutting.summed(rows["sets"], quantiles, rows["events"], rows["people"], "proportion", 7)
    for name in ("weighted", "people", "num_areas", "num_suppressed"):
        np.testing.assert_array_equal(getattr(made, name), getattr(told, name))


def test_parquet_gives_what_the_csv_gives(write, tmp_path: Path):
    path = write(random_rows(60)[0])
    other = tmp_path / "values.parquet"
    duckdb.read_csv(str(path)).write_parquet(str(other))
    one, two = summed(path, Cut(num_quantiles=5)), summed(other, Cut(num_quantiles=5))
    np.testing.assert_array_equal(one.groups.weighted, two.groups.weighted)
    assert one.sets == two.sets


def test_a_missing_number_in_parquet_is_suppressed_and_not_nought(tmp_path: Path):
    path = tmp_path / "values.parquet"
    duckdb.sql(
        "SELECT '2019' AS period, 'work' AS indicator, 'A' AS within, 'a' || i AS area, "
        "CASE WHEN i = 1 THEN 'NaN'::DOUBLE WHEN i > 1 THEN i::DOUBLE END AS numerator, 50 AS population, i AS rank "
        "FROM range(6) t(i)"
    ).write_parquet(str(path))
    made = summed(path, Cut(num_quantiles=3)).groups
    assert made.num_suppressed.tolist() == [2]
    assert made.people.tolist() == [[0, 100, 100]]


def test_ranks_come_from_a_file_of_their_own(write):
    values = write("period,indicator,area,numerator,population\n" + "".join(f"2019,w,a{i},{i},50\n" for i in range(6)))
    ranks = write("area,within,rank\n" + "".join(f"a{i},A,{10 * (6 - i)}\n" for i in range(6)), "ranks.csv")
    made = summed(values, Cut(ranks=ranks, num_quantiles=3))
    same(made, ["A"], np.array([[9.0, 5, 1]]))
    assert set(made.inputs) == {"values.csv", "ranks.csv"}


def test_the_whole_is_the_union_of_all_sets_by_the_ranks_as_given(write):
    text = RANKED + "".join(f"2019,w,{'AB'[i % 2]},a{i},{i},50,{i}\n" for i in range(6))
    made = summed(write(text), Cut(whole="All", num_quantiles=3))
    assert [within for _, _, within in made.sets] == ["A", "All", "B"]
    assert made.groups.weighted.tolist() == [[0, 2, 4], [1, 5, 9], [1, 3, 5]]


def test_an_area_in_two_sets_counts_once_in_the_whole(write):
    text = RANKED + "".join(f"2019,w,{each},a{i},{i},50,{i}\n" for each in "AB" for i in range(6))
    assert summed(write(text), Cut(whole="All", num_quantiles=3)).groups.weighted[1].tolist() == [1, 5, 9]


def test_text_quantiles_are_the_numbers_they_hold(write):
    """Sorted as texts, Q10 comes before Q2: phe_sii then gives a wrong slope without a word."""
    text = QUANTILES + "".join(
        f"2019,w,A,a{q},{q},50,{label}{q}\n" for label, q in zip("QD" * 5, range(1, 11), strict=True)
    )
    assert summed(write(text), Cut()).groups.weighted.tolist() == [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]]


def test_a_set_of_six_areas_is_in_no_decile(write):
    text = RANKED + "".join(f"2019,w,A,a{i},{i},50,{i}\n" for i in range(6))
    made = summed(write(text), Cut()).groups
    assert made.people.tolist() == [[0] * 10]
    assert made.unplaced.people.tolist() == [300]


@pytest.mark.parametrize("sign", ["", "*", "c", "[low]", ":", "..", "-", " [c] "])
def test_what_publishers_write_for_a_held_back_number_is_suppressed(write, sign: str):
    text = RANKED + "".join(f"2019,w,A,a{i},{sign if i == 2 else i},50,{i}\n" for i in range(6))
    made = summed(write(text), Cut(num_quantiles=3)).groups
    assert made.num_suppressed.tolist() == [1]
    assert made.people.tolist() == [[100, 50, 100]]
    assert made.weighted.tolist() == [[1, 3, 9]]


ROW = "2019,w,A,a{i},{i},50,{i}\n"
GOOD = "".join(ROW.format(i=i) for i in range(4))


@pytest.mark.parametrize(
    ("text", "cut", "line"),
    [
        (
            RANKED + GOOD + "2019,w,A,b,many,50,9\n",
            Cut(),
            'values.csv, row 6, column "numerator": “many” is not a number',
        ),
        (RANKED + GOOD + "2019,w,A,b,-1,50,9\n", Cut(), 'row 6, column "numerator": the number is below nought'),
        (RANKED + GOOD + "2019,w,A,b,51,50,9\n", Cut(), 'row 6, column "numerator": the numerator is more than the'),
        (RANKED + GOOD + "2019,w,A,b,5,,9\n", Cut(), 'row 6, column "population": the cell is blank'),
        (RANKED + GOOD + "2019,w,A,b,5,*,9\n", Cut(), 'row 6, column "population": “*” is not a number'),
        (RANKED + GOOD + "2019,w,,b,5,50,9\n", Cut(), 'row 6, column "within": the cell is blank'),
        (RANKED + GOOD + "2019,w,A,b,5,50,\n", Cut(), 'row 6, column "rank": the cell is blank'),
        (RANKED + GOOD + "2019,w,A,b,inf,50,9\n", Cut(), "“inf” is not a number"),
        (RANKED + GOOD + "2019,w,A,a1,5,50,9\n", Cut(), 'row 6, column "area": the row repeats row 3'),
        (RANKED + GOOD + "2020,w,A,a1,5,50,9\n", Cut(), 'row 6, column "rank": the rank is not that of row 3'),
        (RANKED.replace("rank", "place") + GOOD, Cut(), "there is no column “rank” or “quantile”"),
        (RANKED.replace("population", "people") + GOOD, Cut(), 'row 1, column "population": the column is missing'),
        (RANKED + GOOD, Cut(whole="A"), "“A” is a set in the file already"),
        (RANKED + GOOD, Cut(kind="value"), 'column "value": the column is missing, which --kind value needs'),
        (RANKED.replace("period", "RANK") + GOOD, Cut(), "mean the same"),
        (QUANTILES + "2019,w,A,b,5,50,11\n", Cut(), 'row 2, column "quantile": the quantile is not a whole number'),
        (QUANTILES + "2019,w,A,b,5,50,1.5\n", Cut(), 'row 2, column "quantile": the quantile is not a whole number'),
        (QUANTILES + "2019,w,A,b,5,50,worst\n", Cut(), 'row 2, column "quantile": “worst” is not a number'),
        ("", Cut(), "values.csv: "),
        (RANKED, Cut(), "values.csv: there are no rows; put a row for each record"),
    ],
)
def test_each_fault_says_where_what_and_what_would_be_right(write, text: str, cut: Cut, line: str):
    with pytest.raises(BadInput) as refused:
        summed(write(text), cut)
    (fault,) = refused.value.faults
    assert line in str(fault)
    assert ";" in str(fault)


def test_ranks_may_change_by_period_where_that_is_said(write):
    text = RANKED + GOOD + "2020,w,A,a1,5,50,9\n2020,w,A,a2,5,50,1\n2020,w,A,a3,6,50,2\n"
    made = summed(write(text), Cut(num_quantiles=3, is_current=True))
    assert made.groups.weighted[1].tolist() == [5, 6, 5]


def test_an_area_without_a_rank_is_refused_with_its_row(write):
    values = write("period,indicator,area,numerator,population\n2019,w,a1,1,50\n2019,w,E0100,1,50\n")
    ranks = write("area,within,rank\na1,A,1\n", "ranks.csv")
    with pytest.raises(BadInput, match=r'row 3, column "area": “E0100” has no rank in ranks.csv'):
        summed(values, Cut(ranks=ranks))


def test_an_area_twice_among_the_ranks_is_refused(write):
    values = write("period,indicator,area,numerator,population\n2019,w,a1,1,50\n")
    ranks = write("area,within,rank\na1,A,1\na1,A,2\n", "ranks.csv")
    with pytest.raises(BadInput, match=r"ranks.csv, row 3, column .area.: the row repeats row 2"):
        summed(values, Cut(ranks=ranks))


def test_an_area_with_two_ranks_cannot_be_in_the_whole(write):
    text = RANKED + GOOD + "2019,w,B,a1,1,50,7\n"
    with pytest.raises(BadInput, match="“a1” has different numbers or ranks in two sets"):
        summed(write(text), Cut(whole="All"))


def test_thousands_of_like_faults_are_counted(write):
    text = RANKED + "".join(f"2019,w,A,a{i},x{i},50,{i}\n" for i in range(500))
    with pytest.raises(BadInput) as refused:
        summed(write(text), Cut())
    assert len(refused.value.faults) == 51
    assert "450 more rows have faults like these" in str(refused.value.faults[-1])


def test_a_file_that_is_not_there_is_refused(tmp_path: Path):
    with pytest.raises(BadInput, match="there is no such file"):
        summed(tmp_path / "none.csv", Cut())


def test_columns_that_are_not_used_are_told(write):
    text = RANKED.strip() + ",note\n" + "".join(f"2019,w,A,a{i},{i},50,{i},x\n" for i in range(4))
    made = summed(write(text), Cut())
    assert [str(note) for note in made.notes] == ["values.csv: columns not used: note"]


def test_fewer_quantiles_than_said_are_told(write):
    text = QUANTILES + "".join(f"2019,w,A,a{q},{q},50,{q}\n" for q in range(1, 6))
    (note,) = summed(write(text), Cut()).notes
    assert "if there are only 5, say --quantiles 5" in note


def test_values_with_their_errors_are_weighted_by_people(write):
    text = "period,indicator,within,area,value,standard_error,population,quantile\n2019,w,A,a,10,1,100,1\n"
    text += "2019,w,A,b,20,2,300,1\n2019,w,A,c,5,1,50,2\n2019,w,A,d,,,50,3\n"
    made = summed(write(text), Cut(num_quantiles=3)).groups
    assert made.kind == "value"
    assert made.rates[0, :2].tolist() == [17.5, 5]
    assert made.variance[0, 0] == 100**2 + 600**2
    assert made.num_suppressed.tolist() == [1]
