"""Text is cut where something is marked in it, and nothing of it is lost."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from detente.web.marking import Block, Marked, blocks_of, parts_of, shown

TEXT = "Kenya met Uganda on Monday and praised its port. Tanzania objected."


def test_a_nested_statement_is_marked_inside_the_one_around_it() -> None:
    outer = Marked(1, "event", 0, 48, trigger="met", sentence=(0, 48))
    inner = Marked(2, "assessment", 31, 47, trigger="praised", sentence=(0, 48))
    (block,) = blocks_of(TEXT, [outer, inner], part=(0, len(TEXT)))

    assert [(run.text, run.number, run.depth) for run in block.runs if run.depth == 2] == [
        ("praised", 2, 2),
        (" its port", 2, 2),
    ]
    assert [run.opens for run in block.runs if run.opens] == [(1,), (2,)]
    assert [run.text for run in block.runs if run.is_trigger] == ["met", "praised"]
    assert block.runs[-1].number == 0


def test_spans_that_cross_each_other_are_both_seen() -> None:
    first, second = Marked(1, "event", 0, 20), Marked(2, "forecast", 10, 30)
    (block,) = blocks_of(TEXT, [first, second], part=(0, len(TEXT)))

    assert [(run.number, run.depth) for run in block.runs] == [(1, 1), (2, 2), (2, 1), (0, 0)]


def test_the_place_asked_for_begins_once_although_it_crosses_marks() -> None:
    mark = Marked(1, "event", 6, 16)
    (block,) = blocks_of(TEXT, [mark], part=(0, len(TEXT)), here=(0, 12))

    assert "".join(run.text for run in block.runs if run.is_here) == TEXT[:12]
    assert [run.begins_here for run in block.runs] == [True, False, False, False]


def test_paragraphs_are_blocks_and_long_ones_break_only_between_sentences() -> None:
    line = "words and words again and again\n"
    text = "First.\n\n" + line * 40
    sentence = (8 + 10 * len(line), 8 + 14 * len(line))
    held = Marked(1, "event", *sentence, sentence=sentence)
    blocks = blocks_of(text, [held], part=(0, len(text)))

    assert blocks[0].runs[0].text == "First."
    assert len(blocks) > 3
    assert not [one for one in blocks if sentence[0] < one.end < sentence[1]]


def test_pages_of_a_pdf_begin_their_own_blocks() -> None:
    blocks = blocks_of("one two three four", [], part=(0, 18), pages=(0, 8))

    assert [(one.page, one.runs[0].text) for one in blocks] == [(1, "one two"), (2, "three four")]


def test_marks_that_turn_the_writing_are_named() -> None:
    assert shown("a\u202eb\x00c\nd") == "a⟨U+202E⟩b c\nd"


def run_text(block: Block) -> str:
    """The text of a block without whitespace."""
    return "".join("".join(run.text for run in block.runs).split())


@given(
    text=st.text(alphabet="ab .\n", min_size=1, max_size=300),
    spans=st.lists(st.tuples(st.integers(0, 300), st.integers(1, 60)), max_size=8),
    most=st.integers(5, 400),
)
def test_no_character_is_lost_or_told_twice(
    text: str, spans: list[tuple[int, int]], most: int
) -> None:
    marked = [
        Marked(number, "event", start, min(start + length, len(text)), sentence=(start, start + 1))
        for number, (start, length) in enumerate(spans, 1)
        if start < len(text)
    ]
    parts = parts_of(text, most=most)
    found = [run_text(block) for part in parts for block in blocks_of(text, marked, part=part)]

    assert "".join(found) == "".join(text.split())
    assert parts[0][0] == 0 and parts[-1][1] == len(text)
    assert all(one[1] == two[0] for one, two in pairwise(parts))
