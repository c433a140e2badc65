"""A corpus becomes a folder of Parquet, part by part, with the statements of one machine."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest

from detente import pipeline, pipeline_corpus
from detente.documents.reading import Received
from detente.errors import InputError
from detente.model import Document, Rejection, Result, Statement
from detente.pipeline_coded import add_coded, read_part
from detente.pipeline_corpus import Part, Told, is_written, open_folder, plan
from detente.pipeline_engines import PartCoder, code_here
from detente.pipeline_once import code_files
from detente.settings import Settings
from detente.tables import canonical

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
SIDES = ("Uganda", "Tanzania", "Rwanda", "Burundi", "Ethiopia", "Somalia", "Malawi", "Zambia")
SETTINGS = Settings(processes=1)


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two files of documents, cut into several parts."""
    monkeypatch.setattr(pipeline_corpus, "BATCH_CHARS", 120)
    monkeypatch.setattr(pipeline_corpus, "PART_CHARS", 240)
    monkeypatch.setattr("detente.pipeline_coding.BATCH_CHARS", 120)
    folder = tmp_path / "archive"
    folder.mkdir()
    rows = [
        {
            "id": f"d{number}",
            "text": f"Kenya and {side} signed a treaty on {number + 1} March 2026. "
            f"{side} is unlikely to close its border with Kenya this year.",
            "published": f"202{5 + number % 2}-04-20",
            "publisher": "Lake Courier",
        }
        for number, side in enumerate(SIDES)
    ]
    rows.append({**rows[0], "id": "again"})
    for name, part in (("one", rows[:5]), ("two", rows[5:])):
        lines = "".join(json.dumps(row) + "\n" for row in part)
        (folder / f"{name}.jsonl").write_text(lines)
    return folder


def parts_of(corpus: Path) -> list[Part]:
    return list(plan([str(corpus)], settings=SETTINGS, metadata={}, rejected=[]))


def coded(corpus: Path, out: Path) -> list[Told]:
    open_folder(out, settings=SETTINGS)
    return list(code_here(parts_of(corpus), out, settings=SETTINGS))


def statements_in(folder: Path, told: Sequence[Told]) -> list[Statement]:
    return [row for one in told for _, found in read_part(folder, one.part) for row in found.rows]


def tables_of(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.glob("*/year=*/*.parquet"))
    }


def test_parts_hold_every_document_once_in_order(corpus: Path) -> None:
    parts = parts_of(corpus)
    spans = [
        (Path(piece.path).name, number)
        for part in parts
        for piece in part.pieces
        for number in range(piece.first, piece.last)
    ]
    assert len(parts) > 2
    assert spans == [("one.jsonl", n) for n in range(5)] + [("two.jsonl", n) for n in range(4)]


def test_the_statements_are_those_of_one_machine(corpus: Path, tmp_path: Path) -> None:
    rejected: list[Rejection] = []
    alone = code_files(
        [str(corpus)],
        settings=SETTINGS,
        metadata={},
        rejected=rejected,
        effort=pipeline.Effort(),
    )
    expected = sorted(canonical(row) for _, result in alone for row in result.rows)

    told = coded(corpus, tmp_path / "out")

    assert expected
    assert sorted(canonical(row) for row in statements_in(tmp_path / "out", told)) == expected


def test_another_worker_writes_the_same_bytes(corpus: Path, tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    coded(corpus, here)
    open_folder(there, settings=SETTINGS)
    worker = PartCoder(str(there), SETTINGS.model_dump(mode="json"))

    for part in reversed(parts_of(corpus)):
        worker.code(part)

    assert tables_of(here)
    assert tables_of(here) == tables_of(there)


def test_a_stopped_run_goes_on_where_it_was(corpus: Path, tmp_path: Path) -> None:
    whole, out = tmp_path / "whole", tmp_path / "out"
    coded(corpus, whole)
    open_folder(out, settings=SETTINGS)
    parts = parts_of(corpus)
    running = code_here(parts, out, settings=SETTINGS)
    first = next(running)
    running.close()
    before = {path: path.stat().st_mtime_ns for path in out.glob(f"*/*/part-{first.part}.parquet")}

    rest = coded(corpus, out)

    assert len(rest) == len(parts) - 1
    assert all(is_written(out, part) for part in parts)
    assert all(path.stat().st_mtime_ns == when for path, when in before.items())
    assert tables_of(out) == tables_of(whole)


def test_a_project_takes_the_folder_up_without_coding_again(corpus: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    coded(corpus, out)
    with pipeline.open_project(tmp_path / "direct") as direct:
        pipeline.add(direct, [str(corpus)], now=NOW)
        expected = pipeline.read_project(direct, as_of=date(2026, 5, 1))
    with pipeline.open_project(tmp_path / "project") as project:
        added = add_coded(project, out, now=NOW)
        documents, _ = pipeline.distinct_documents(project)

        assert added.new == len(SIDES) + 1
        assert pipeline.count_pending(project) == 0
        reading = pipeline.read_project(project, as_of=date(2026, 5, 1))
        assert reading.statements == expected.statements
        assert set(documents) == set(expected.documents)
        again = add_coded(project, out, now=NOW)
        assert (again.new, again.unchanged) == (0, len(SIDES) + 1)


def test_other_programs_read_the_tables_as_they_are(corpus: Path, tmp_path: Path) -> None:
    told = coded(corpus, tmp_path / "out")
    frame = pl.scan_parquet(tmp_path / "out" / "statements", hive_partitioning=True).collect()
    assert len(frame) == sum(one.statements for one in told)
    assert set(frame["year"].to_list()) == {2025, 2026}


def test_parquet_documents_are_coded_like_lines(corpus: Path, tmp_path: Path) -> None:
    lines = (corpus / "one.jsonl").read_text().splitlines()
    rows = pl.DataFrame([json.loads(line) for line in lines])
    table = tmp_path / "table"
    table.mkdir()
    rows.with_columns(pl.col("published").str.to_date()).write_parquet(table / "one.parquet")
    shutil.copy(corpus / "one.jsonl", tmp_path / "one.jsonl")

    of_table = statements_in(tmp_path / "a", coded(table, tmp_path / "a"))
    of_lines = statements_in(tmp_path / "b", coded(tmp_path / "one.jsonl", tmp_path / "b"))

    assert of_lines
    assert [canonical(row) for row in of_table] == [canonical(row) for row in of_lines]


def test_a_poisoned_document_costs_that_document(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    poison = corpus / "poison.jsonl"
    poison.write_text(json.dumps({"id": "bad", "text": "Kenya " * 400 + "met Uganda."}) + "\n")
    settings = SETTINGS.model_copy(update={"coding_seconds": 1e-6})
    open_folder(tmp_path / "out", settings=settings)
    parts = list(plan([str(poison)], settings=settings, metadata={}, rejected=[]))

    (told,) = code_here(parts, tmp_path / "out", settings=settings)

    assert (told.documents, told.rejected) == (1, 1)
    ((_, result),) = read_part(tmp_path / "out", told.part)
    assert "seconds" in result.rejected[0].reason


def test_a_folder_of_something_else_is_refused(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("Dear colleague")
    with pytest.raises(InputError, match="not empty"):
        open_folder(tmp_path / "full", settings=SETTINGS)
    coded(corpus, tmp_path / "out")
    contract = tmp_path / "out" / "coded.json"
    told = json.loads(contract.read_text())
    contract.write_text(json.dumps({**told, "coding": "0123456789abcdef"}))
    with pytest.raises(InputError, match="another version of the coder"):
        open_folder(tmp_path / "out", settings=SETTINGS)
    contract.write_text(json.dumps({**told, "layout": 99}))
    with pytest.raises(InputError, match="layout 99"):
        open_folder(tmp_path / "out", settings=SETTINGS)


def test_a_part_that_was_cut_short_is_named(corpus: Path, tmp_path: Path) -> None:
    told = coded(corpus, tmp_path / "out")
    path = next((tmp_path / "out" / "statements").glob("*/*.parquet"))
    path.write_bytes(path.read_bytes()[:40])
    with (
        pipeline.open_project(tmp_path / "project") as project,
        pytest.raises(InputError, match=r"code the corpus again"),
    ):
        add_coded(project, tmp_path / "out", now=NOW)
    assert told


def test_what_no_worker_can_read_is_refused() -> None:
    with pytest.raises(InputError, match="save it first"):
        list(plan(["-"], settings=SETTINGS, metadata={}, rejected=[]))


def test_a_file_of_several_parts_is_read_once_for_them(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = parts_of(corpus)
    open_folder(tmp_path / "out", settings=SETTINGS)
    read: list[str] = []
    whole = pipeline_corpus.read_one

    def counted(received: Received, *, settings: Settings) -> Result[Document]:
        """As it is, with the file's name noted."""
        read.append(received.name)
        return whole(received, settings=settings)

    monkeypatch.setattr(pipeline_corpus, "read_one", counted)
    list(code_here(parts, tmp_path / "out", settings=SETTINGS))

    assert len(parts) > 2
    assert read == ["one.jsonl", "two.jsonl"]
