"""One writer and many readers: none fails, none sees half of what was written at once."""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from soaking import for_long

from detente.adapters.ledger import open_ledger
from detente.adapters.ledger_records import append_judgements
from detente.errors import LedgerError
from detente.model import Judgement

READERS = for_long(4, 8)
SECONDS = for_long(4, 600)
NOW = datetime(2026, 6, 1, tzinfo=UTC)
READER = """
import sys, time
from datetime import date
from pathlib import Path
from detente.adapters.ledger import open_ledger
from detente.adapters.ledger_documents import read_documents
from detente.adapters.ledger_records import read_judgements
from detente.adapters.ledger_statements import codings, count_statements
until, looks = time.monotonic() + float(sys.argv[2]), 0
while time.monotonic() < until:
    with open_ledger(Path(sys.argv[1])) as ledger:
        for _ in range(20):
            with ledger.reading():
                judged = read_judgements(ledger)
                documents = [one.document for one in read_documents(ledger)]
                coded = count_statements(ledger)
            # Decisions are written two at a time; a document's statements all at once.
            assert len(judged) % 2 == 0, len(judged)
            assert {one.statement for one in judged[::2]} == {one.statement for one in judged[1::2]}
            assert all(number in (0, 3) for number in coded.values()), coded
            assert set(coded) <= {one.id for one in documents}
            looks += 1
print(looks)
"""
WRITER = """
import sys, time
from datetime import UTC, datetime
from pathlib import Path
from detente.adapters.ledger import open_ledger
from detente.adapters.ledger_documents import append_document, document_digest
from detente.adapters.ledger_records import append_judgements
from detente.adapters.ledger_schema import Receipt
from detente.adapters.ledger_statements import write_statements
from detente.model import Document, Judgement, Result, Statement
now, until, number = datetime(2026, 6, 1, tzinfo=UTC), time.monotonic() + float(sys.argv[2]), 0
with open_ledger(Path(sys.argv[1])) as ledger:
    while time.monotonic() < until:
        text = f"Report {number}. Kenya met Uganda. " * 20
        one = Document(f"{number:016x}", f"{number}.txt", text)
        append_document(ledger, one, Receipt(f"/{number}.txt", document_digest(one), "0" * 64, now))
        rows = tuple(
            Statement(one.id, "event", ("KEN",), ("UGA",), at, at + 9, at, at + 5)
            for at in (0, 9, 18)
        )
        write_statements(ledger, one, Result(rows), coding=f"{number % 3}")
        again = Document(f"{number // 2:016x}", "", text)
        write_statements(ledger, again, Result(rows), coding="again")
        pair = [Judgement(f"{number}", "accept", reviewer=who, decided_at=now) for who in "ab"]
        append_judgements(ledger, pair)
        number += 1
        time.sleep(0.002)
print(number)
"""


def started(program: str, *words: str) -> subprocess.Popen[str]:
    """A program of its own."""
    command = [sys.executable, "-c", program, *words]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_readers_beside_a_writer_see_whole_transactions(tmp_path: Path) -> None:
    open_ledger(tmp_path).close()
    words = (str(tmp_path), str(SECONDS))
    writer = started(WRITER, *words)
    readers = [started(READER, *words) for _ in range(READERS)]
    for process in (writer, *readers):
        out, told = process.communicate(timeout=SECONDS + 240)
        assert process.returncode == 0, told
        assert int(out) > 0, "it did nothing"
    with open_ledger(tmp_path) as ledger:
        assert ledger.database.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_second_writer_waits_and_is_then_told(tmp_path: Path) -> None:
    decision = [Judgement("a", "accept", reviewer="Ada", decided_at=NOW)]
    with open_ledger(tmp_path) as first, open_ledger(tmp_path, lock_wait_seconds=0.4) as second:
        with first.writing():
            began = time.monotonic()
            with pytest.raises(LedgerError, match="another process is writing"):
                append_judgements(second, decision)
            assert time.monotonic() - began >= 0.3
        append_judgements(second, decision)
