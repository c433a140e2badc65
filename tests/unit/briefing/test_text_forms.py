"""Markdown, DOCX and the terminal hold what the page holds."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

import docx
import pytest

from detente.briefing import render_docx, render_markdown, summary_lines
from detente.briefing.markdown import escaped
from detente.model import Item


def test_markdown_has_every_line_with_its_footnote(made: Any) -> None:
    text = render_markdown(made.briefing, made.documents)
    plain = text.replace("\\", "")
    for name in ("takeaways", "events", "calendar", "outlook", "recommendations"):
        for item in made.briefing.lists[name]:
            assert item.text in plain
    used = set(re.findall(r"(?<!\n)\[\^(\d+)\]", text))
    defined = set(re.findall(r"^\[\^(\d+)\]:", text, flags=re.MULTILINE))
    assert used <= defined


@pytest.mark.parametrize("text", ["<b>x</b>", "[a](javascript:b)", "| a |", "# a", "1. a", "*a*"])
def test_markup_in_documents_is_escaped_in_markdown(text: str) -> None:
    assert not re.search(r"(?<!\\)[<\[|#*]|^1\.", escaped(text))


def test_docx_has_headings_a_table_and_the_notes(made: Any) -> None:
    file = docx.Document(io.BytesIO(render_docx(made.briefing, made.documents)))
    heads = [p.text for p in file.paragraphs if p.style.name.startswith("Heading 1")]
    assert heads[:2] == ["Takeaways", "Portfolio"]
    assert heads[-1] == "Evidence"
    assert [cell.text for cell in file.tables[0].rows[0].cells][:2] == ["Counterpart", "Overall"]
    text = "\n".join(p.text for p in file.paragraphs)
    assert "Norway sent energy aid to Finland in June 2024." in text


def test_docx_bytes_do_not_depend_on_the_clock(made: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    first = render_docx(made.briefing, made.documents)
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 86_400)
    assert render_docx(made.briefing, made.documents) == first


def test_docx_takes_characters_that_xml_has_no_place_for(made: Any, proof: Any) -> None:
    item = Item("drivers", "Norway\x00 needs \x0bcod.", (proof,))
    planted = made.with_line("drivers", item)
    file = docx.Document(io.BytesIO(render_docx(planted, made.documents)))
    assert any("needs" in paragraph.text for paragraph in file.paragraphs)


def test_terminal_shows_takeaways_and_a_matrix(made: Any) -> None:
    lines = summary_lines(made.briefing)
    assert lines[0].startswith("Norway, as of 1 July 2024")
    assert any(line.startswith("1. ") for line in lines)
    assert any(line.startswith("Iceland") and "−" in line for line in lines)
    assert all(len(line.splitlines()) <= 1 for line in lines)


def test_terminal_of_an_empty_briefing_has_no_matrix(corpus: Any, make: Callable[..., Any]) -> None:
    corpus.document("silent")
    corpus.write("The weather was mild.")
    assert len(summary_lines(make(corpus).briefing)) == 2
