"""Every state and the main organisations are found by what texts call them."""

from __future__ import annotations

from datetime import date

import pytest

from detente.codebook import Actors, load_codebook
from detente.codebook.files import read_table
from detente.errors import InputError

UN_MEMBERS = """
AFG ALB DZA AND AGO ATG ARG ARM AUS AUT AZE BHS BHR BGD BRB BLR BEL BLZ BEN BTN BOL BIH BWA BRA
BRN BGR BFA BDI CPV KHM CMR CAN CAF TCD CHL CHN COL COM COG COD CRI CIV HRV CUB CYP CZE PRK DNK
DJI DMA DOM ECU EGY SLV GNQ ERI EST SWZ ETH FJI FIN FRA GAB GMB GEO DEU GHA GRC GRD GTM GIN GNB
GUY HTI HND HUN ISL IND IDN IRN IRQ IRL ISR ITA JAM JPN JOR KAZ KEN KIR KWT KGZ LAO LVA LBN LSO
LBR LBY LIE LTU LUX MDG MWI MYS MDV MLI MLT MHL MRT MUS MEX FSM MCO MNG MNE MAR MOZ MMR NAM NRU
NPL NLD NZL NIC NER NGA MKD NOR OMN PAK PLW PAN PNG PRY PER PHL POL PRT QAT KOR MDA ROU RUS RWA
KNA LCA VCT WSM SMR STP SAU SEN SRB SYC SLE SGP SVK SVN SLB SOM ZAF SSD ESP LKA SDN SUR SWE CHE
SYR TJK THA TLS TGO TON TTO TUN TUR TKM TUV UGA UKR ARE GBR TZA USA URY UZB VUT VEN VNM YEM ZMB
ZWE
""".split()


@pytest.fixture(scope="module")
def actors() -> Actors:
    return load_codebook().actors


def codes(actors: Actors, form: str) -> set[str]:
    return {code for alias in actors.lookup(form) for code in (alias.codes or (alias.code,))}


def test_there_are_193_members_and_the_other_states() -> None:
    assert len(UN_MEMBERS) == len(set(UN_MEMBERS)) == 193
    states = load_codebook().actors
    assert all(states.actor(code).kind == "state" for code in (*UN_MEMBERS, "TWN", "PSE", "XKX"))


@pytest.mark.parametrize("column", ["name", "adjective", "capital"])
def test_every_un_member_is_found_by(column: str, actors: Actors) -> None:
    columns = tuple("code name adjective people capital other ambiguous region borders".split())
    rows = {line["code"]: line for line in read_table("actors.tsv", columns)}
    for code in UN_MEMBERS:
        assert code in codes(actors, rows[code].required(column)), (code, column)


@pytest.mark.parametrize(
    ("form", "code", "role"),
    [
        ("DPRK", "PRK", ""),
        ("N. Korea", "PRK", ""),
        ("North Koreans", "PRK", "people"),
        ("Republic of Korea", "KOR", ""),
        ("Burma", "MMR", ""),
        ("Türkiye", "TUR", ""),
        ("Turkiye", "TUR", ""),
        ("the Netherlands", "NLD", ""),
        ("Dutch", "NLD", ""),
        ("Filipinos", "PHL", "people"),
        ("Kremlin", "RUS", "government"),
        ("Quai d’Orsay", "FRA", "foreign ministry"),
        ("Supreme People’s Assembly", "PRK", "parliament"),
        ("Pentagon", "USA", "armed forces"),
        ("Rodong Sinmun", "PRK", "state media"),
        ("Bundestag", "DEU", "parliament"),
        ("Kiev", "UKR", "capital"),
        ("Hezbollah", "HEZBOLLAH", ""),
        ("Gazprom", "RUS", "company"),
        ("European Commission", "EU", ""),
        ("Gaza", "PSE", "gaza"),
        ("Hong Kong", "CHN", "hong kong"),
    ],
)
def test_form_stands_for_actor_in_role(form: str, code: str, role: str, actors: Actors) -> None:
    first = actors.lookup(form)[0]
    assert (first.code, first.role, first.ambiguous) == (code, role, False)


@pytest.mark.parametrize("form", ["Georgia", "Chad", "Jordan", "NIS", "Kim", "Korea", "Congo"])
def test_form_with_several_meanings_needs_support(form: str, actors: Actors) -> None:
    assert actors.lookup(form)
    assert all(alias.ambiguous for alias in actors.lookup(form))


def test_brussels_is_the_union_before_it_is_anything_else(actors: Actors) -> None:
    found = actors.lookup("Brussels")
    assert [alias.code for alias in found][:1] == ["EU"]
    assert {alias.code for alias in found if alias.ambiguous} == {"BEL", "NATO"}


def test_unknown_form_has_no_reading_and_capitals_count(actors: Actors) -> None:
    assert actors.lookup("Ruritania") == ()
    assert actors.lookup("us") == ()
    assert actors.lookup("US")[0].code == "USA"


@pytest.mark.parametrize(
    ("form", "parties"),
    [
        ("inter-Korean", {"PRK", "KOR"}),
        ("cross-strait", {"CHN", "TWN"}),
        ("Sino-Russian", {"CHN", "RUS"}),
        ("Franco-German", {"FRA", "DEU"}),
        ("Russo-Turkish", {"RUS", "TUR"}),
        ("Greco-Turkish", {"GRC", "TUR"}),
    ],
)
def test_pair_names_both_parties(form: str, parties: set[str], actors: Actors) -> None:
    found = actors.lookup(form)
    assert found[0].kind == "pair"
    assert set(found[0].codes) == parties


def test_indo_pacific_is_a_region_and_no_pair(actors: Actors) -> None:
    assert {alias.kind for alias in actors.lookup("Indo-Pacific")} == {"region"}


def test_former_state_ends(actors: Actors) -> None:
    (alias,) = actors.lookup("USSR")
    assert alias.code == "RUS"
    assert alias.holds(date(1991, 12, 31))
    assert not alias.holds(date(1992, 1, 1))


def test_taliban_is_a_group_and_later_a_government(actors: Actors) -> None:
    on = {day: [a.code for a in actors.lookup("Taliban") if a.holds(day)] for day in DAYS}
    assert on == {DAYS[0]: ["TALIBAN"], DAYS[1]: ["AFG"]}


DAYS = (date(2021, 8, 14), date(2021, 8, 15))


@pytest.mark.parametrize(
    ("body", "day", "inside", "outside"),
    [
        ("NATO", date(2023, 4, 3), "ALB", "FIN"),
        ("NATO", date(2023, 4, 4), "FIN", "SWE"),
        ("NATO", date(2024, 3, 7), "SWE", "UKR"),
        ("EU", date(2020, 1, 31), "GBR", "TUR"),
        ("EU", date(2020, 2, 1), "HRV", "GBR"),
        ("BRICS", date(2023, 12, 31), "ZAF", "IRN"),
        ("BRICS", date(2025, 1, 6), "IDN", "DZA"),
    ],
)
def test_members_on_a_day(body: str, day: date, inside: str, outside: str, actors: Actors) -> None:
    assert inside in actors.members(body, day)
    assert outside not in actors.members(body, day)


def test_members_today_leave_out_who_left(actors: Actors) -> None:
    assert "GBR" not in actors.members("EU")
    assert len(actors.members("EU")) == 27
    assert len(actors.members("NATO")) == 32
    assert actors.members("FRA") == ()
    assert actors.actor("NATO").members == actors.members("NATO")


def test_borders_are_mutual(actors: Actors) -> None:
    for code in actors.codes():
        for neighbour in actors.actor(code).borders:
            assert code in actors.actor(neighbour).borders, (code, neighbour)


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("PRK", "PRK"),
        ("prk", "PRK"),
        ("north korea", "PRK"),
        ("dprk", "PRK"),
        ("The Netherlands", "NLD"),
        ("georgia", "GEO"),
        (" nato ", "NATO"),
        ("türkiye", "TUR"),
        ("Cote d’Ivoire", "CIV"),
    ],
)
def test_resolve_takes_what_users_type(query: str, code: str, actors: Actors) -> None:
    assert actors.resolve(query) == code


def test_resolve_suggests_the_nearest(actors: Actors) -> None:
    with pytest.raises(InputError, match=r"North Koera.*nearest: North Korea \(PRK\)"):
        actors.resolve("North Koera")
    with pytest.raises(InputError, match="ISO 3166"):
        actors.resolve("xyzzy")


def test_resolve_asks_where_several_fit(actors: Actors) -> None:
    with pytest.raises(InputError, match=r"KOR.*PRK"):
        actors.resolve("Korea")


def test_unknown_code_is_an_error_but_its_name_is_the_code(actors: Actors) -> None:
    with pytest.raises(InputError, match="ZZZ"):
        actors.actor("ZZZ")
    assert actors.name("ZZZ") == actors.adjective("ZZZ") == "ZZZ"
    assert (actors.name("PRK"), actors.adjective("PRK")) == ("North Korea", "North Korean")
