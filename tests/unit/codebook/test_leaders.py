"""Leaders and officials by the day on which they hold the role."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import combinations

import pytest

from detente.codebook import Actors, Alias, load_codebook


@pytest.fixture(scope="module")
def actors() -> Actors:
    return load_codebook().actors


def roles(actors: Actors, form: str, day: date) -> set[tuple[str, str]]:
    return {(alias.code, alias.role) for alias in actors.lookup(form) if alias.holds(day)}


@pytest.mark.parametrize(
    ("form", "day", "expected"),
    [
        ("Kim Jong Un", date(2018, 4, 27), ("PRK", "leader")),
        ("Kim Jong-un", date(2018, 4, 27), ("PRK", "leader")),
        ("Kim Yo Jong", date(2020, 6, 16), ("PRK", "leader's family")),
        ("Donald Trump", date(2018, 6, 12), ("USA", "leader")),
        ("Donald Trump", date(2025, 1, 20), ("USA", "leader")),
        ("Joe Biden", date(2015, 1, 1), ("USA", "vice president")),
        ("Lee Jae Myung", date(2025, 6, 4), ("KOR", "leader")),
        ("Takaichi Sanae", date(2025, 11, 1), ("JPN", "leader")),
        ("Sergey Lavrov", date(2010, 1, 1), ("RUS", "foreign minister")),
        ("Recep Tayyip Erdogan", date(2010, 1, 1), ("TUR", "leader")),
        ("Jens Stoltenberg", date(2012, 1, 1), ("NOR", "leader")),
        ("Jens Stoltenberg", date(2020, 1, 1), ("NATO", "leader")),
        ("Mark Rutte", date(2024, 12, 1), ("NATO", "leader")),
        ("MBS", date(2022, 1, 1), ("SAU", "leader")),
        ("Thongloun Sisoulith", date(2025, 10, 10), ("LAO", "leader")),
        ("To Lam", date(2025, 10, 10), ("VNM", "leader")),
    ],
)
def test_role_on_a_day(form: str, day: date, expected: tuple[str, str], actors: Actors) -> None:
    assert expected in roles(actors, form, day)


def test_role_ends_with_the_office(actors: Actors) -> None:
    assert ("USA", "leader") not in roles(actors, "Donald Trump", date(2023, 1, 1))
    assert roles(actors, "Angela Merkel", date(2022, 1, 1)) == set()
    assert actors.lookup("Angela Merkel")[0].code == "DEU"


def test_family_name_alone_needs_support_unless_it_is_one_person_known_to_all(
    actors: Actors,
) -> None:
    assert all(alias.ambiguous for alias in actors.lookup("Lee"))
    assert all(alias.ambiguous for alias in actors.lookup("Brown"))
    assert {alias.code for alias in actors.lookup("Lee")} >= {"KOR", "SGP"}
    assert [alias.ambiguous for alias in actors.lookup("Putin")] == [False] * 3


@pytest.mark.parametrize("day", [date(year, 7, 1) for year in (2001, 2008, 2015, 2020, 2024)])
def test_nearly_every_state_has_a_leader_on(day: date, actors: Actors) -> None:
    without = [
        code
        for code in actors.codes()
        if actors.actor(code).kind == "state" and not actors.leaders(code, day)
    ]
    assert len(without) <= 8, without


def test_no_form_means_two_actors_on_one_day_without_saying_so(actors: Actors) -> None:
    by_form: dict[str, list[Alias]] = defaultdict(list)
    for alias in actors.aliases():
        if not alias.ambiguous:
            by_form[alias.form].append(alias)
    for form, found in by_form.items():
        for one, other in combinations(found, 2):
            begins = max(one.begins_on or date.min, other.begins_on or date.min)
            ends = min(one.ends_on or date.max, other.ends_on or date.max)
            same = (one.codes or one.code) == (other.codes or other.code)
            assert same or begins > ends, (form, one.code, other.code)
