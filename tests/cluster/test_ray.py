"""Ray codes a corpus to the same bytes as this machine, and goes on where it was stopped."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from detente.pipeline_corpus import Part, Told, is_written, open_folder, plan
from detente.pipeline_engines import Cluster, code_here, code_on_ray
from detente.settings import Settings

SIDES = ("Uganda", "Tanzania", "Rwanda", "Burundi", "Ethiopia", "Somalia", "Malawi", "Zambia")
SETTINGS = Settings()
TWO = Cluster(workers=2)


@pytest.fixture
def parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Part]:
    monkeypatch.setattr("detente.pipeline_corpus.PART_CHARS", 40_000)
    path = tmp_path / "archive.jsonl"
    with path.open("w") as lines:
        for number in range(240):
            side = SIDES[number % len(SIDES)]
            text = " ".join(
                f"Kenya and {side} signed treaty number {number * 10 + place} in Nairobi. "
                f"{side} is unlikely to close its border with Kenya this year."
                for place in range(5)
            )
            row = {"id": f"d{number}", "text": text, "published": f"202{number % 4}-04-20"}
            lines.write(json.dumps(row) + "\n")
    return list(plan([str(path)], settings=SETTINGS, metadata={}, rejected=[]))


def tables_of(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.glob("*/year=*/*.parquet"))
    }


def on_ray(parts: list[Part], folder: Path) -> list[Told]:
    return list(code_on_ray(parts, folder, settings=SETTINGS, cluster=TWO))


def test_ray_writes_the_same_bytes_and_goes_on_where_it_was(
    parts: list[Part], tmp_path: Path
) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    for folder in (here, there):
        open_folder(folder, settings=SETTINGS)
    list(code_here(parts, here, settings=SETTINGS))
    first = on_ray(parts[:1], there)

    rest = on_ray(parts, there)

    assert len(parts) > 2
    assert [one.part for one in first] == [parts[0].id]
    assert sorted(one.part for one in rest) == sorted(part.id for part in parts[1:])
    assert all(is_written(there, part) for part in parts)
    assert all(one.node and one.seconds > 0 for one in (*first, *rest))
    assert tables_of(here) == tables_of(there)
    assert on_ray(parts, there) == []
