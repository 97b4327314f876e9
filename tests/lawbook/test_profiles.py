import datetime
import json
from fractions import Fraction

import pytest

from joinedup import lawbook
from joinedup.lawbook.register.profiles.parts import CheckOverride
from joinedup.lawbook.register.profiles.reading import profile_from
from joinedup.lawbook.shelf import files, read

ALL = list(lawbook.profiles().values())
NAMES = [profile.id for profile in ALL]
RIGHTS = {"vote", "speak", "papers", "quorum", "must_invite"}
EXPRESSIONS = {"all_members", "n", "n_from_m_organisations", "one_per_sector", "own_procedure", ""}


def required(profile_id: str, on: datetime.date) -> list[str]:
    return [seat.qualifier for seat in lawbook.profile_of(profile_id).required_seats_on(on)]


def test_there_are_12_profiles_one_a_file() -> None:
    assert len(ALL) == 12
    assert {f"register/profiles/{name}.toml" for name in NAMES} == {n for n in files() if "/profiles/" in n}


def test_12_types_have_a_default_profile() -> None:
    assert sorted(row.profile for row in lawbook.types().values() if row.profile) == sorted(NAMES)


@pytest.mark.parametrize("profile", ALL, ids=NAMES)
def test_its_seats_are_well_formed(profile: lawbook.Profile) -> None:
    assert len({seat.id for seat in profile.seats}) == len(profile.seats)
    for seat in profile.seats:
        assert lawbook.kind_of(seat.qualifier)
        assert seat.need in {"required", "must_invite", "may_invite"}
        assert set(seat.rights) <= RIGHTS == set(lawbook.rights())
        assert seat.rights
        assert seat.minimum == (0 if seat.need == "may_invite" else seat.minimum)
        assert seat.maximum is None or seat.maximum >= max(seat.minimum, 1)
        assert (seat.need == "must_invite") == ("must_invite" in seat.rights), seat.id


@pytest.mark.parametrize("profile", ALL, ids=NAMES)
def test_its_rules_use_the_words_of_the_contract(profile: lawbook.Profile) -> None:
    assert profile.quorum.expression in EXPRESSIONS
    assert profile.quorum.expression not in {"n", "n_from_m_organisations"} or profile.quorum.members
    assert set(profile.nations) <= set(lawbook.nations())
    assert set(profile.words) == set(profile.languages)
    assert {rule.check for rule in profile.check_overrides} <= set(lawbook.checks())
    assert {rule.allowed for rule in profile.structure} <= {"yes", "no", "by_route"}
    assert all(rule.route for rule in profile.structure if rule.allowed == "by_route")


@pytest.mark.parametrize("profile", ALL, ids=NAMES)
def test_it_lists_its_doubts_where_anything_is_in_doubt(profile: lawbook.Profile) -> None:
    parts = (*profile.seats, profile.chair, profile.meeting, profile.quorum, *profile.plans, *profile.reports)
    if any(part.mark == "U" for part in parts) or profile.mark != "V":
        assert profile.unverified
    assert all(doubt.strip() for doubt in profile.unverified)


def test_no_seat_rests_on_memory_alone() -> None:
    assert [(profile.id, seat.id) for profile in ALL for seat in profile.seats if seat.mark == "U"] == []


def test_a_profile_that_was_read_says_what_and_when() -> None:
    for profile in ALL:
        assert bool(profile.read) == (profile.checked_on is not None), profile.id
    assert {profile.id for profile in ALL if not profile.read} == {"lsp-2001", "mca-england"}


def test_names_bodies_and_vetoes_agree_with_the_research(shared_data) -> None:
    drafts = json.loads((shared_data / "profiles_draft.json").read_text(encoding="utf-8"))["profiles"]
    assert {draft["profile_id"] for draft in drafts} == set(NAMES)
    for draft in drafts:
        kept = lawbook.profile_of(draft["profile_id"])
        assert kept.name == draft["name"]
        assert kept.nation == draft["nation"]
        assert kept.status == draft["status"]
        assert kept.apex_kind == draft["apex_kind"]
        assert kept.valid_from == datetime.date.fromisoformat(draft["valid_from"])
        assert kept.sponsor.has_veto == draft["sponsor_role"].get("veto", False)
        assert kept.sponsor.is_informed == draft["sponsor_role"]["informed"]
        assert kept.word("apex") == draft["labels"]["apex"]
        made = " ".join(part.name.lower() for part in (*kept.plans, *kept.reports))
        assert [plan["name"] for plan in draft["plans"] if plan["name"].lower() not in made] == []


def test_only_pride_in_place_gives_its_sponsor_a_veto() -> None:
    """White paper 2.40: no veto, unless a profile of another regime says so."""
    assert [profile.id for profile in ALL if profile.sponsor.has_veto] == ["pip-board-2025"]


def test_no_default_forces_a_seat_on_a_local_strategic_partnership() -> None:
    """White paper 2.33: structure, membership and coverage are determined locally."""
    profile = lawbook.profile_of("lsp-2001")
    assert profile.required_seats_on(datetime.date(2002, 4, 1)) == ()
    assert {lawbook.kind_of(seat.qualifier).sector for seat in profile.seats} == set(lawbook.sectors())


def test_a_public_services_board_has_four_members_and_five_must_be_invited() -> None:
    """Well-being of Future Generations (Wales) Act 2015 ss.29(2), 30(1); Swansea shows the same classes."""
    profile = lawbook.profile_of("psb-wales-2015")
    seats = profile.seats_on(datetime.date(2020, 1, 1))
    assert required("psb-wales-2015", datetime.date(2020, 1, 1)) == [
        "local-authority",
        "local-health-board",
        "fire-and-rescue-authority",
        "natural-resources-body",
    ]
    invited = [seat for seat in seats if seat.need == "must_invite"]
    assert len(invited) == 5
    assert not any("vote" in seat.rights or "quorum" in seat.rights for seat in invited)


def test_its_quorum_is_all_members_and_two_meetings_have_60_days() -> None:
    """Well-being of Future Generations (Wales) Act 2015 Sch.3 paras 1 to 3."""
    profile = lawbook.profile_of("psb-wales-2015")
    assert profile.quorum.expression == "all_members"
    assert {rule.event: rule.days for rule in profile.meeting.deadlines} == {
        "established": 60,
        "ordinary_election": 60,
    }


def test_a_public_services_board_has_its_name_in_welsh() -> None:
    profile = lawbook.profile_of("psb-wales-2015")
    assert profile.word("apex", "cy") == "Bwrdd Gwasanaethau Cyhoeddus"
    assert lawbook.profile_of("lrf-ew").word("apex", "cy") == "Local Resilience Forum"


def test_scotland_names_the_local_authority_and_sixteen_partners() -> None:
    """Community Empowerment (Scotland) Act 2015 s.4 and Sch.1, as at 27 June 2018."""
    profile = lawbook.profile_of("cpp-scotland-2015")
    seats = profile.required_seats_on(datetime.date(2018, 6, 27))
    assert len(seats) == 17
    assert {seat.id for seat in seats if seat.is_conditional} == {
        "college",
        "highlands-and-islands-enterprise",
        "integration-joint-board",
        "national-park-authority",
        "regional-strategic-body",
        "regional-transport-partnership",
    }


@pytest.mark.parametrize(
    ("on", "health"),
    [
        (datetime.date(2007, 8, 1), ["primary-care-trust"]),
        (datetime.date(2013, 3, 31), ["primary-care-trust"]),
        (datetime.date(2013, 4, 1), ["clinical-commissioning-group"]),
        (datetime.date(2022, 7, 1), ["integrated-care-board"]),
        (datetime.date(1999, 1, 1), []),
    ],
)
def test_the_health_seat_of_a_community_safety_partnership_changes_by_law(on, health: list[str]) -> None:
    """Crime and Disorder Act 1998 s.5(1)(e), as it stood on each day."""
    kinds = {"primary-care-trust", "clinical-commissioning-group", "integrated-care-board"}
    assert [kind for kind in required("csp-england", on) if kind in kinds] == health


def test_a_health_and_wellbeing_board_has_its_six_seats() -> None:
    """Health and Social Care Act 2012 s.194(2)(a) to (f)."""
    assert required("hwb-england", datetime.date(2024, 1, 1)) == [
        "councillor",
        "director-of-adult-social-services",
        "director-of-childrens-services",
        "director-of-public-health",
        "local-healthwatch",
        "integrated-care-board",
    ]


def test_a_resilience_forum_meets_at_least_every_six_months() -> None:
    """SI 2005/2042 reg.4, as made and as substituted in 2012."""
    assert lawbook.profile_of("lrf-ew").meeting.max_interval_months == 6


@pytest.mark.parametrize(
    ("type_id", "nation", "on", "wanted"),
    [
        ("lsp", "England", datetime.date(2002, 4, 1), "lsp-2001"),
        ("lsp", "England", datetime.date(2011, 1, 1), None),
        ("lsp", "Wales", datetime.date(2002, 4, 1), None),
        ("cdrp", "England", datetime.date(2002, 4, 1), "csp-england"),
        ("cdrp", "Wales", datetime.date(2002, 4, 1), None),
        ("cpp", "scotland", datetime.date(2016, 12, 20), "cpp-scotland-2015"),
        ("cpp", "Scotland", datetime.date(2016, 12, 19), None),
        ("lrf", "Cymru", datetime.date(2020, 1, 1), "lrf-ew"),
        ("lrf", "Scotland", datetime.date(2020, 1, 1), None),
        ("pip", "UK", datetime.date(2026, 1, 1), "pip-board-2025"),
        ("dat", "England", datetime.date(2002, 4, 1), None),
    ],
)
def test_a_default_profile_fits_the_type_the_nation_and_the_day(type_id, nation, on, wanted) -> None:
    found = lawbook.profile_for(type_id, nation, on)
    assert (found.id if found else None) == wanted


def test_a_default_profile_of_an_unknown_type_is_refused() -> None:
    with pytest.raises(lawbook.UnknownRow):
        lawbook.profile_for("choir", "England", datetime.date(2002, 4, 1))


def test_a_key_that_nothing_reads_is_refused() -> None:
    row = dict(read("register/profiles/sab-england.toml")) | {"quroum": {}}
    with pytest.raises(ValueError, match="a key that Profile does not: quroum"):
        profile_from(row)


def test_a_profile_may_set_the_cut_offs_of_a_check() -> None:
    rule = {
        "check": "HC04",
        "measure": "vacancy_rate",
        "green": "0.1",
        "amber": "0.2",
        "cite": "x",
        "mark": "U",
    }
    row = dict(read("register/profiles/sab-england.toml")) | {"check_override": [rule]}
    made = profile_from(row).check_overrides[0]
    assert isinstance(made, CheckOverride)
    assert (made.green, made.amber, made.is_off) == (Fraction(1, 10), Fraction(1, 5), False)
