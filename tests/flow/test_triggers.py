"""Over the example documents: without its trigger words a statement is no longer made.

The words are blanked in the document, which is coded again. The decision has changed where the
sentence holds fewer statements of the same kind, code and parties than before.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from detente.bench.annotations import read_annotations
from detente.bench.scores import Share
from detente.pipeline_coding import coder_of_process
from detente.pipeline_once import read_files
from detente.settings import Settings

ROOT = Path(__file__).parents[2]
LEAST = 0.95
MOST_WORDS = 4.0


class RememberingParser:
    """Parses each sentence once: most of a document stays as it is when a few words go."""

    def __init__(self, parser):
        self.parser, self.trees = parser, {}
        self.version = parser.version

    def parse(self, rows):
        rows = list(rows)
        new = [row for row in rows if row not in self.trees]
        self.trees.update(zip(new, self.parser.parse(new), strict=True))
        return iter([self.trees[row] for row in rows])


@pytest.fixture(scope="module")
def coder():
    found = coder_of_process(Settings(processes=1))
    parser = found.parser
    found.parser = RememberingParser(parser)
    yield found
    found.parser = parser


@pytest.fixture(scope="module")
def documents():
    gold = sorted((ROOT / "tests" / "gate" / "gold").glob("*.jsonl"))
    names = [str(ROOT / "examples" / read_annotations(path)[0].doc) for path in gold]
    found = list(read_files(names, settings=Settings(), metadata={}, rejected=[]))
    assert len(found) == len(names)
    return found


def same(statements, wanted):
    """How many statements of a sentence say the same as one."""
    return Counter(
        (row.kind, (row.source, row.target) if row.directed else row.parties, row.action)
        for row in statements
        if row.sentence_start < wanted.sentence_end and row.sentence_end > wanted.sentence_start
    )[
        wanted.kind,
        (wanted.source, wanted.target) if wanted.directed else wanted.parties,
        wanted.action,
    ]


def without(document, triggers):
    text = document.text
    for trigger in triggers:
        blank = " " * (trigger.end - trigger.start)
        text = text[: trigger.start] + blank + text[trigger.end :]
    return replace(document, text=text)


def test_taking_the_trigger_words_out_changes_the_decision(coder, documents):
    changed, words, left = Share(), 0, []
    for document in documents:
        told = coder.explain(document)
        before = [statement for statement, _ in told]
        for statement, explanation in told:
            if statement.kind != "event":
                continue
            after = coder.code(without(document, explanation.triggers)).rows
            gone = same(after, statement) < same(before, statement)
            changed += Share(int(gone), 1)
            words += len(explanation.triggers)
            if not gone:
                left.append((statement.trigger, statement.action, statement.reasons))
    assert changed.whole > 100
    assert changed.value >= LEAST, f"{changed}; still made without them: {left}"
    # Blanking whole clauses would pass too; the triggers are a few words.
    assert words / changed.whole < MOST_WORDS
