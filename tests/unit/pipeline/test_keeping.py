"""A project is checked, kept in one file, and made of it again."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest

from detente import pipeline
from detente.adapters.datasets.keeping import MOST_SMALL
from detente.errors import InputError, LedgerError
from detente.model import Judgement
from detente.pipeline_datasets import Asked, held_datasets, import_datasets
from detente.pipeline_keeping import backup, check, restore_backup
from detente.pipeline_project import open_project

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
TODAY = date(2026, 5, 1)
ROWS = "day,source,target,action\n2026-01-02,KEN,UGA,AGREE\n2026-01-03,UGA,KEN,THREATEN\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with a document, a decision and a dataset."""
    text, table = tmp_path / "note.txt", tmp_path / "rows.csv"
    text.write_text("Kenya and Uganda signed a trade agreement in Nairobi on 2 March 2026.\n")
    table.write_text(ROWS)
    path = tmp_path / "project"
    with open_project(path) as opened:
        pipeline.add(opened, [str(text)], now=NOW, metadata={"published": "2026-03-03"})
        key = pipeline.coded_statements(opened, as_of=TODAY)[0].key
        verdict = Judgement(key, "accept", reviewer="Ada", decided_at=NOW)
        pipeline.judge(opened, verdict)
        asked = Asked(kind="plain", name="small")
        import_datasets(opened, [table], asked, now=NOW, tell=lambda *told: None)
    return path


def findings(path: Path) -> list[str]:
    with open_project(path) as opened:
        return [f"{one.where}: {one.what}" for one in check(opened, as_of=TODAY)]


def test_a_sound_project_has_no_findings(project: Path) -> None:
    assert findings(project) == []


def change_text(project: Path) -> None:
    change(project, "UPDATE documents SET text = replace(text, 'Uganda', 'Rwanda')")


def cut_rows(project: Path) -> None:
    part = next((project / "datasets" / "small").glob("rows/year=*/*.parquet"))
    part.write_bytes(part.read_bytes()[:-20])


def lose_rows(project: Path) -> None:
    next((project / "datasets" / "small").glob("rows/year=*/*.parquet")).unlink()


def cut_events(project: Path) -> None:
    part = next((project / "datasets" / "small").glob("events*/year=*/*.parquet"))
    part.write_bytes(part.read_bytes()[:40])


def change(project: Path, *lines: str) -> None:
    with sqlite3.connect(project / "ledger.sqlite") as database:
        for line in lines:
            database.execute(line)


def lose_statement(project: Path) -> None:
    change(project, "DELETE FROM statements")


def point_nowhere(project: Path) -> None:
    change(project, "PRAGMA foreign_keys = OFF", "DELETE FROM codings")


def break_text(project: Path) -> None:
    change(project, "UPDATE runs SET command = CAST(x'61ff62' AS TEXT)")


def break_json(project: Path) -> None:
    change(project, "UPDATE runs SET counts = '{\"new\": 1'")


def break_day(project: Path) -> None:
    change(project, "UPDATE documents SET published = '2026-0z-01'")


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        (break_text, "runs, row 1"),
        (break_json, "never wrote"),
        (break_day, "documents, row 1"),
        (change_text, "not what was recorded"),
        (cut_rows, "cut short"),
        (lose_rows, "gone"),
        (cut_events, "cut short"),
        (lose_statement, "no longer made"),
        (point_nowhere, "not there"),
    ],
)
def test_every_harm_is_told(project: Path, harm: Callable[[Path], None], told: str) -> None:
    harm(project)

    assert any(told in finding for finding in findings(project))


def bring_in(project: Path, *tables: Path) -> None:
    with open_project(project) as opened:
        asked = Asked(kind="plain", name="many")
        import_datasets(opened, list(tables), asked, now=NOW, tell=lambda *told: None)


def counted(project: Path) -> tuple[int, int]:
    with open_project(project) as opened:
        (many,) = (one for one in held_datasets(opened) if one.name == "many")
    parts = list((many.folder / "rows").rglob("*.parquet"))
    return pl.scan_parquet(parts, hive_partitioning=False).select(pl.len()).collect().item(), (
        many.events
    )


@pytest.fixture
def many(tmp_path: Path) -> list[Path]:
    """So many small files that their rows are merged."""
    paths = [tmp_path / f"rows-{number:02}.csv" for number in range(MOST_SMALL + 2)]
    for number, path in enumerate(paths):
        day, other = (
            f"2026-{1 + number % 12:02}-{1 + number % 28:02}",
            f"2025-02-{1 + number % 28:02}",
        )
        path.write_text(
            "day,source,target,action\n"
            f"{day},KEN,UGA,AGREE\n{other},UGA,KEN,THREATEN\n{other},XXQ,?,NOTHING\n"
        )
    return paths


def test_datasets_of_many_merged_files_are_sound_and_in_the_backup(
    project: Path, many: list[Path], tmp_path: Path
) -> None:
    bring_in(project, *many)
    assert list(project.rglob("part-merged-*.parquet"))
    assert findings(project) == []
    with open_project(project) as opened:
        backup(opened, tmp_path / "kept.zip", now=NOW)
    restore_backup(tmp_path / "kept.zip", tmp_path / "again")
    assert findings(tmp_path / "again") == []
    assert counted(tmp_path / "again") == counted(project)


@pytest.mark.parametrize("harm", ["cut", "gone"])
@pytest.mark.parametrize("merged", [False, True])
def test_rows_that_were_lost_come_back_by_importing_again(
    project: Path, many: list[Path], harm: str, merged: bool
) -> None:
    files = many if merged else many[:3]
    bring_in(project, *files)
    before = counted(project)
    part = next((project / "datasets" / "many" / "rows" / "year=2026").glob("*.parquet"))
    assert merged == ("merged" in part.name)
    if harm == "gone":
        part.unlink()
    else:
        part.write_bytes(part.read_bytes()[:100])
    told = findings(project)
    assert any("rows were recorded" in one for one in told)

    bring_in(project, *files)

    assert findings(project) == []
    assert counted(project) == before


def test_a_damaged_ledger_does_not_replace_a_good_backup(project: Path, tmp_path: Path) -> None:
    archive = tmp_path / "kept.zip"
    with open_project(project) as opened:
        backup(opened, archive, now=NOW)
    good = archive.read_bytes()
    ledger = project / "ledger.sqlite"
    content = bytearray(ledger.read_bytes())
    content[8192:-4096] = b"\x5a" * (len(content) - 12288)
    ledger.write_bytes(content)
    with pytest.raises(LedgerError, match="damaged"), open_project(project) as opened:
        backup(opened, archive, now=NOW)
    assert archive.read_bytes() == good
    assert not [one for one in tmp_path.iterdir() if one.name.startswith(".")]


def test_a_backup_makes_the_same_project(project: Path, tmp_path: Path) -> None:
    archive, again = tmp_path / "kept.zip", tmp_path / "again"
    with open_project(project) as opened:
        backup(opened, archive, now=NOW)
        before = pipeline.rebuild(opened, now=NOW).digest
        picture = pipeline.draw_picture(opened, "KEN", as_of=TODAY)

    kept = restore_backup(archive, again)

    assert (kept.made_at, findings(again)) == (NOW, [])
    with open_project(again) as opened:
        assert pipeline.rebuild(opened, now=NOW).digest == before
        assert pipeline.draw_picture(opened, "KEN", as_of=TODAY).items == picture.items


def test_a_folder_in_use_is_left_alone(project: Path, tmp_path: Path) -> None:
    archive = tmp_path / "kept.zip"
    with open_project(project) as opened:
        backup(opened, archive, now=NOW)

    with pytest.raises(InputError, match="not empty"):
        restore_backup(archive, project)


def damaged(archive: Path, how: str) -> None:
    """Change an archive."""
    content = archive.read_bytes()
    if how == "cut":
        archive.write_bytes(content[: len(content) // 2])
        return
    if how == "text":
        archive.write_bytes(b"hello")
        return
    with zipfile.ZipFile(archive) as old:
        members = {name: old.read(name) for name in old.namelist()}
    about = json.loads(members["manifest.json"])
    if how == "outside":
        about["files"]["../outside.txt"] = {"sha256": "0" * 64, "size": 1}
        members["../outside.txt"] = b"x"
    if how == "forged":
        members["ledger.sqlite"] = members["ledger.sqlite"][:-1] + b"\x01"
    if how == "longer":
        members["ledger.sqlite"] += b"\x00" * 4096
    if how == "newer":
        about["form"] = 99
    members["manifest.json"] = json.dumps(about).encode()
    with zipfile.ZipFile(archive, "w") as new:
        for name, content in members.items():
            new.writestr(name, content)


@pytest.mark.parametrize(
    ("how", "told"),
    [
        ("cut", "damaged"),
        ("text", "damaged"),
        ("outside", "no backup"),
        ("forged", "damaged"),
        ("longer", "damaged"),
        ("newer", "upgrade"),
    ],
)
def test_a_damaged_or_forged_archive_makes_nothing(
    project: Path, tmp_path: Path, how: str, told: str
) -> None:
    archive, again = tmp_path / "kept.zip", tmp_path / "folder" / "again"
    with open_project(project) as opened:
        backup(opened, archive, now=NOW)
    damaged(archive, how)

    with pytest.raises(InputError, match=told):
        restore_backup(archive, again)

    assert list(again.parent.iterdir()) == []
    assert not (tmp_path / "outside.txt").exists()
