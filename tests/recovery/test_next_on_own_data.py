"""`detente outlook next` on a small dataset in which everybody has a usual partner."""

import json
import random
from datetime import date, timedelta

import pytest
from typer.testing import CliRunner

from detente.cli import app

pytest.importorskip("lightgbm", exc_type=Exception)

STATES = ("Kenya", "Uganda", "Rwanda", "Peru", "Chile", "Norway", "Sweden", "Oman")
PARTNER = dict(zip(STATES, (*STATES[1:], STATES[0]), strict=True))
ACTS = {"061": "COOPERATE", "112": "ACCUSE"}


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    chance = random.Random(5)
    lines = ["date,source,target,cameo"]
    for number in range(120):
        day = date(2024, 1, 1) + timedelta(days=number)
        for state in STATES:
            act = chance.choice(list(ACTS))
            usual = chance.random() < 0.85
            other = PARTNER[state] if usual else chance.choice(STATES)
            if other != state:
                lines.append(f"{day},{state},{other},{act}")
    folder = tmp_path_factory.mktemp("next")
    (folder / "acts.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    words = ["import", "plain", folder / "acts.csv", "--name", "acts", "--project", folder / "p"]
    result = CliRunner().invoke(app, [str(word) for word in words])
    assert result.exit_code == 0, result.output
    return folder / "p"


def ask(desk, *words):
    arguments = ["outlook", "next", *words, "--project", str(desk), "--json"]
    result = CliRunner().invoke(app, [*arguments, "--as-of", "2024-04-20"])
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_the_usual_partner_comes_first_both_ways_and_the_answer_is_kept(desk):
    first = ask(desk, "KEN", "--action", "COOPERATE", "--top", "3")
    best = {row["asked"]: row for row in first if row["rank"] == 1}
    assert best["target"]["other"] == "UGA" and best["actor"]["other"] == "OMN"
    assert 0.4 < best["target"]["chance"] <= 1 and best["target"]["met"]
    assert all(row["evidence"] for row in first)
    assert all(row["day"] == "2024-04-21" for row in first)
    (model,) = (desk / "models").glob("next-acts-*.npz")
    written = model.stat().st_size
    assert ask(desk, "KEN", "--action", "COOPERATE", "--top", "3") == first
    assert len(list((desk / "models").glob("next-*.npz"))) == 1
    assert model.stat().st_size == written


def test_who_acts_on_another_is_asked_for_by_target(desk):
    rows = ask(desk, "KEN", "--target", "PER", "--action", "ACCUSE")
    given = {row["given"] for row in rows if row["asked"] == "actor"}
    assert given == {"PER"}
    assert next(row["other"] for row in rows if row["asked"] == "actor") == "RWA"


def test_an_unknown_action_is_one_line(desk):
    words = ["outlook", "next", "KEN", "--action", "DANCE", "--project", str(desk)]
    result = CliRunner().invoke(app, words)
    assert result.exit_code == 1 and "is not known" in result.stderr
