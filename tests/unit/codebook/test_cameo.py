"""CAMEO's codes lead to roots, weights and sectors."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.codebook import load_codebook
from detente.codebook.cameo import load_cameo, read_cameo
from detente.codebook.foreign import load_foreign
from detente.errors import CodebookError
from detente.model import ACTIONS, SECTORS


@pytest.mark.parametrize(
    ("written", "root", "sector"),
    [
        ("0211", "REQUEST", "economic"),
        ("0212", "REQUEST", "military"),
        ("040", "CONSULT", "unspecified"),
        ("010", "", "unspecified"),
        ("163", "SANCTION", "economic"),
        ("191", "COERCE", "military"),
        ("0874", "CONCEDE", "military"),
        ("190", "ASSAULT", "military"),
        ("2042", "ASSAULT", "nuclear"),
    ],
)
def test_code_has_root_and_sector_by_its_own_meaning(written: str, root: str, sector: str) -> None:
    found = load_cameo().find(written)
    assert found is not None
    assert (found.root, found.sector) == (root, sector)


def test_code_that_the_table_lacks_counts_as_the_nearest_shorter_one() -> None:
    found = load_cameo().find("0219")
    assert found is not None and found.code == "021"


def test_dropped_leading_zero_is_put_back() -> None:
    found = load_cameo().find("42")
    assert found is not None and found.code == "042"


def test_title_and_root_are_found_as_well_as_digits() -> None:
    cameo = load_cameo()
    by_title = cameo.find("Express_intent_to_meet_or_negotiate")
    by_root = cameo.find("yield")
    assert by_title is not None and by_title.code == "036"
    assert by_root is not None and by_root.root == "CONCEDE"


@pytest.mark.parametrize("written", ["", "99", "3000", "dance", "0"])
def test_unknown_code_is_none(written: str) -> None:
    assert load_cameo().find(written) is None


def test_every_class_is_there_with_weights_in_range_and_every_root_is_reached() -> None:
    codes = list(load_cameo())
    assert {one.code for one in codes if len(one.code) == 2} == {f"{n:02}" for n in range(1, 21)}
    assert all(-10 <= one.goldstein <= 10 for one in codes)
    assert {one.root for one in codes if one.root} == set(ACTIONS)


def test_a_wrong_line_is_named(tmp_path: Path) -> None:
    (tmp_path / "cameo.tsv").write_text(
        "code\troot\tgoldstein\tsector\tname\n01\tDANCE\t0\tunspecified\tMake statement\n",
        encoding="utf-8",
    )
    with pytest.raises(CodebookError, match=r"cameo\.tsv:2: '01'.*DANCE"):
        read_cameo(tmp_path)


def test_foreign_codes_lead_to_actors_of_the_codebook() -> None:
    known = set(load_codebook().actors.codes())
    foreign = load_foreign()
    unknown = {
        (scheme, code, meaning.actor)
        for scheme, codes in foreign.items()
        for code, meaning in codes.items()
        if meaning.actor and meaning.actor not in known
    }
    assert not unknown
    assert {meaning.role for meaning in foreign["context"].values()} <= set(SECTORS)


def test_no_role_hides_a_state() -> None:
    foreign = load_foreign()
    assert not set(foreign["role"]) & set(load_codebook().actors.codes())
    assert not set(foreign["role"]) & set(foreign["state"])


def test_all_codes_of_cameo_are_there_with_root_weight_and_sector() -> None:
    codes = list(load_cameo())
    # The 312 of the published list, and 176 and 1214, which came later.
    assert len(codes) == 314
    assert sum(one.root == "" for one in codes) == 11
    assert all(one.root for one in codes if not one.code.startswith("01"))
    assert all(one.sector in (*SECTORS, "unspecified") for one in codes)
    by_code = {one.code: one.goldstein for one in codes}
    known = {"013": 0.4, "057": 8.0, "0871": 9.0, "112": -2.0, "1383": -7.0, "172": -5.0}
    assert {code: by_code[code] for code in known} == known
