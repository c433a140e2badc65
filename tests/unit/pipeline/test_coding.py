import os
import re
from dataclasses import replace
from datetime import date

import pytest

from detente import pipeline_coding
from detente.errors import AdapterError
from detente.model import Document
from detente.pipeline_coding import Effort, batches_of, code_all, coding_of, coding_version
from detente.settings import Settings

TEXT = (
    "Kenya and Uganda signed a rail agreement on 3 March 2024. It halted grain exports in April. "
    "Uganda is likely to ask Kenya for new talks. "
)


def documents(number, text=TEXT):
    return [
        Document(f"d{n}", f"{n}.txt", f"Report {n}. {text}", published=date(2024, 6, 1))
        for n in range(number)
    ]


def coded(settings, number=6):
    return list(code_all(documents(number), settings=settings))


def test_several_processes_give_the_rows_of_one_in_the_same_order(monkeypatch):
    monkeypatch.setattr(pipeline_coding, "POOL_CHARS", 100)
    monkeypatch.setattr(pipeline_coding, "BATCH_CHARS", 300)
    effort = Effort()
    together = list(code_all(documents(6), settings=Settings(processes=2), effort=effort))
    assert together == coded(Settings(processes=1))
    assert [document.id for document, _ in together] == [f"d{n}" for n in range(6)]
    assert effort.sentences == 6 * 4
    assert all(result.rows for _, result in together)


def test_a_document_has_the_same_statements_alone_and_among_others():
    alone = [next(code_all([one], settings=Settings(processes=1)))[1] for one in documents(3)]
    assert alone == [result for _, result in coded(Settings(processes=1), 3)]


def test_no_process_is_started_for_little_text(monkeypatch):
    monkeypatch.setattr(pipeline_coding, "code_in_pool", None)
    assert len(coded(Settings(processes=2))) == 6


def test_nothing_gives_nothing():
    assert list(code_all([], settings=Settings())) == []


def test_documents_are_not_read_before_there_is_room(monkeypatch):
    monkeypatch.setattr(
        pipeline_coding, "code_batch", lambda batch, _: ([None] * len(batch), Effort())
    )
    monkeypatch.setattr(pipeline_coding, "BATCH_CHARS", 10)
    read = []
    source_documents = (read.append(one) or one for one in documents(500))
    stream = code_all(source_documents, settings=Settings(processes=1))
    next(stream)
    assert len(read) < 500


def test_batches_hold_every_document_once_whatever_their_size():
    long = replace(documents(1)[0], text="x" * 90_000)
    rows = [*documents(3), long, *documents(400)]
    batches = list(batches_of(rows))
    assert [one for batch in batches for one in batch] == rows
    assert len(batches) > 2


def test_a_coding_depends_on_text_date_and_publisher_but_not_on_the_place():
    one = documents(1)[0]
    version = coding_version(Settings())
    assert coding_of(one, version) == coding_of(replace(one, origin="b.txt", version=3), version)
    for change in ({"text": "Other."}, {"publisher": "P"}, {"published": date(2020, 1, 1)}):
        assert coding_of(one, version) != coding_of(replace(one, **change), version)
    assert coding_of(one, version) != coding_of(one, "another version")


def test_settings_of_reading_and_estimating_need_no_new_coding():
    same = Settings(processes=3, half_life_days=10, fetch_timeout_seconds=1)
    assert coding_version(Settings()) == coding_version(same)


def die(batch, settings):
    os._exit(1)


real = pipeline_coding.code_batch


def die_of_the_poisoned(batch, settings):
    if any("poison" in document.text for document in batch):
        os._exit(1)
    return real(batch, settings)


@pytest.fixture
def forked(monkeypatch):
    from multiprocessing import get_context

    monkeypatch.setattr(pipeline_coding, "POOL_CHARS", 100)
    monkeypatch.setattr(pipeline_coding, "BATCH_CHARS", 300)
    monkeypatch.setattr(pipeline_coding, "get_context", lambda _: get_context("fork"))
    monkeypatch.setattr(pipeline_coding, "bound_memory", lambda _: None)


@pytest.mark.skipif(os.name == "nt", reason="the dying coder is inherited by a forked process")
def test_processes_that_die_whatever_they_code_are_a_known_error(monkeypatch, forked):
    monkeypatch.setattr(pipeline_coding, "code_batch", die)
    with pytest.raises(AdapterError, match="processes died"):
        coded(Settings(processes=2))


@pytest.mark.skipif(os.name == "nt", reason="the dying coder is inherited by a forked process")
def test_a_document_that_ends_its_process_costs_that_document(monkeypatch, forked):
    monkeypatch.setattr(pipeline_coding, "code_batch", die_of_the_poisoned)
    rows = documents(7)
    rows[3] = replace(rows[3], text="A poisoned report. " + TEXT)
    results = list(code_all(rows, settings=Settings(processes=2)))
    assert [one.id for one, _ in results] == [one.id for one in rows]
    assert [bool(result.rows) for _, result in results] == [n != 3 for n in range(7)]
    (left_out,) = results[3][1].rejected
    assert "process died" in left_out.reason and left_out.what == "3.txt"


class Slow:
    """A coder whose work on one document has no end, or fails."""

    def __init__(self, coder, fault):
        self.coder, self.fault = coder, fault

    def __getattr__(self, name):
        return getattr(self.coder, name)

    def code_many(self, batch):
        for document in batch:
            if "poison" in document.text:
                self.fault()
            yield from self.coder.code_many([document])

    def code(self, document):
        return next(self.code_many([document]))[1]


def run_on():
    while True:
        pass


def run_over():
    raise MemoryError


def stumble():
    raise IndexError("no such word")


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (run_on, "more than 0 seconds of processor time"),
        (run_over, "more memory than coding_bytes"),
        (stumble, "the coder failed on it \\(IndexError: no such word\\)"),
    ],
)
def test_a_document_that_breaks_a_bound_is_left_out_and_the_others_go_on(
    monkeypatch, fault, reason
):
    settings = Settings(processes=1)
    coder = Slow(pipeline_coding.coder_of_process(settings), fault)
    monkeypatch.setattr(pipeline_coding, "coder_of_process", lambda _: coder)
    rows = [*documents(2), replace(documents(3)[2], text="A poisoned report. " + TEXT)]
    hasty = settings.model_copy(update={"coding_seconds": 0.15})
    results = list(code_all(rows, settings=hasty))
    assert [bool(result.rows) for _, result in results] == [True, True, False]
    (left_out,) = results[2][1].rejected
    assert re.search(reason, left_out.reason)
    assert not results[0][1].rejected
