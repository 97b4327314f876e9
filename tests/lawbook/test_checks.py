from fractions import Fraction

import pytest

from joinedup import lawbook

IN_THE_REGISTER = ["HC01", "HC02", "HC03", "HC04", "HC07", "HC40"]
CARRIED = {
    "id": "check_id",
    "text": "check_text",
    "cite": "source",
    "paragraph": "wp_paragraph",
    "criterion": "accreditation_criterion",
}
SAME = [
    "dimension",
    "data_needed",
    "calculation",
    "green",
    "amber",
    "red",
    "no_data_rule",
    "threshold_origin",
]
ROOMS = {
    "register",
    "governance",
    "strategy",
    "resources",
    "funds",
    "rationalisation",
    "accreditation",
    "public",
}


def test_there_are_43_checks_in_order() -> None:
    assert list(lawbook.checks()) == [f"HC{number:02}" for number in range(1, 44)]


def test_every_column_of_the_research_is_carried_over(shared_rows) -> None:
    rows = shared_rows("health_checks.csv")
    pairs = CARRIED | {name: name for name in SAME}
    assert set(pairs.values()) == set(rows[0])
    for row in rows:
        check = lawbook.check_of(row["check_id"])
        for field, column in pairs.items():
            assert getattr(check, field) == row[column], (check.id, column)


def test_six_checks_are_answered_in_the_register() -> None:
    assert [check.id for check in lawbook.checks_for("register")] == IN_THE_REGISTER


def test_the_checks_of_the_register_and_of_governance_have_numbers_and_say_what_to_do() -> None:
    own = [check for check in lawbook.checks().values() if check.room in ("register", "governance")]
    assert [check.id for check in lawbook.checks().values() if check.bands] == [check.id for check in own]
    assert all(check.what_to_do for check in own)


def test_every_check_has_a_room() -> None:
    assert {check.room for check in lawbook.checks().values()} <= ROOMS


@pytest.mark.parametrize(
    ("check_id", "measure", "better", "green", "amber"),
    [
        ("HC01", "filled_share", "more", "1", "9/10"),
        ("HC02", "num_sectors", "more", "4", "4"),
        ("HC02", "smallest_sector_share", "more", "1/10", "1/20"),
        ("HC03", "largest_organisation_share", "less", "1/4", "2/5"),
        ("HC03", "largest_sector_share", "less", "1/2", "3/5"),
        ("HC04", "longest_vacancy_days", "less", "60", "120"),
        ("HC04", "vacancy_rate", "less", "3/20", "3/20"),
        ("HC07", "num_overlapping_pairs", "less", "0", "2"),
        ("HC07", "highest_overlap", "below", "4/5", "4/5"),
        ("HC40", "placed_share", "more", "19/20", "4/5"),
    ],
)
def test_the_numbers_are_those_of_the_printed_cut_offs(check_id, measure, better, green, amber) -> None:
    band = lawbook.check_of(check_id).band(measure)
    assert (band.better, band.green, band.amber) == (better, Fraction(green), Fraction(amber))


def test_bands_are_in_order() -> None:
    for check in lawbook.checks().values():
        for band in check.bands:
            assert band.better in {"more", "less", "below"}
            assert band.green >= band.amber if band.better == "more" else band.green <= band.amber


def test_a_pair_overlaps_from_three_fifths() -> None:
    assert lawbook.check_of("HC07").overlap == Fraction(3, 5)
    assert lawbook.check_of("HC01").overlap is None


def test_a_measure_that_a_check_does_not_have_is_refused() -> None:
    with pytest.raises(KeyError, match='check HC01 has no cut-offs for "age"'):
        lawbook.check_of("HC01").band("age")


def test_a_cut_off_that_is_only_proposed_is_never_law() -> None:
    for check in lawbook.checks().values():
        if check.threshold_origin == "proposed default, editable per profile":
            assert check.mark == "U", check.id
    assert lawbook.check_of("HC41").mark == "V"


def test_a_gap_in_the_printed_cut_offs_says_how_it_was_read() -> None:
    register = {check.id for check in lawbook.checks_for("register") if check.interpretation}
    assert register == {"HC01", "HC02", "HC40"}


def test_the_list_states_its_version() -> None:
    assert lawbook.checks_version() == "1"
