"""A briefing in a reader's order, with paragraphs whose citations hold."""

from __future__ import annotations

import io
import json
from datetime import UTC, date, datetime

import docx
import pytest

from detente.briefing import render_docx, render_html, render_json, render_markdown
from detente.briefing.composing import CHOICE, compose, order_of, placed_marks
from detente.briefing.page import LISTS, OWN, Briefing
from detente.briefing.sections import PRINTED
from detente.model import Citation, Document, Evidence, Item, Paragraph

TEXT = "Kenya and Uganda agreed on quotas. Tanzania stayed away."
NOTE = Document("a1", "lake.txt", TEXT, "Lake", "Lake Post", published=date(2026, 4, 1))
QUOTE = TEXT[:34]
SAID = Evidence("a1", 0, 34, QUOTE, NOTE.published, NOTE.publisher)
DOCUMENTS = {"a1": NOTE}
AWAY = Citation("d:35-56:event", "a1", 35, 56, "Tanzania stayed away.")


def paragraph(text: str, *cited: Citation, name: str = "p1") -> Paragraph:
    when = datetime(2026, 5, 1, tzinfo=UTC)
    return Paragraph(name, "KEN", "What <it> means", text, "Ada", when, cited)


@pytest.fixture
def briefing() -> Briefing:
    lists = dict.fromkeys(LISTS, ())
    lists["takeaways"] = (Item("takeaways", "Quotas agreed.", (SAID,), {"about": "UGA"}, "t1"),)  # type: ignore[assignment]
    lists["drivers"] = (Item("drivers", "Fish is scarce.", (SAID,), {"role": "need"}, "d1"),)  # type: ignore[assignment]
    names = {"KEN": "Kenya", "UGA": "Uganda"}
    return Briefing("KEN", "Kenya", date(2026, 5, 1), {"documents": 1}, lists, names, DOCUMENTS)


def composed(briefing: Briefing, chosen: tuple[str, ...], *own: Paragraph) -> Briefing:
    return compose(briefing, chosen, own, documents=DOCUMENTS, rows={})


OWN_TEXT = f"It matters [@{AWAY.key}].\n\nA second <part>."


def test_chosen_parts_stand_alone_and_in_order_in_every_form(briefing: Briefing) -> None:
    page = composed(briefing, ("drivers", OWN + "p1", "takeaways"), paragraph(OWN_TEXT, AWAY))

    html = render_html(page, page.documents)
    markdown = render_markdown(page, page.documents)
    word = docx.Document(io.BytesIO(render_docx(page, page.documents)))
    texts = (html, markdown, "\n".join(one.text for one in word.paragraphs))
    for text in texts:
        places = [text.index(word) for word in ("Fish is scarce", "It matters", "Quotas agreed")]
        assert places == sorted(places)
        assert "Calendar" not in text and "Portfolio" not in text
        assert "Ada" in text and "[@" not in text
    assert "What &lt;it&gt; means" in html and "<part>" not in html
    assert list(json.loads(render_json(page)))[3:] == list(page.order)


def test_what_a_paragraph_cites_has_a_note(briefing: Briefing) -> None:
    page = composed(briefing, (), paragraph(OWN_TEXT, AWAY))

    markdown = render_markdown(page, page.documents)
    assert "**Tanzania stayed away.**" in markdown
    assert "It matters.[^1]" in markdown


def test_each_note_stands_where_it_was_cited_in_every_form(briefing: Briefing) -> None:
    agreed = Citation("d:0-34:event", "a1", 0, 34, QUOTE)
    text = f"*Quotas* came [@{agreed.key}], but not for all [@{AWAY.key}]. That will last."
    page = composed(briefing, (OWN + "p1",), paragraph(text, agreed, AWAY))

    markdown = render_markdown(page, page.documents)
    assert "\\*Quotas\\* came,[^1] but not for all.[^2] That will last." in markdown
    assert "[^2]: Lake Post, “Lake”, para. 1, 1 April 2026: " in markdown
    html = render_html(page, page.documents)
    assert html.index("came,") < html.index('href="#n1"') < html.index("but not for all.")
    assert html.index("but not for all.") < html.index('href="#n2"') < html.index("That will")
    assert "para. 1" in html
    word = docx.Document(io.BytesIO(render_docx(page, page.documents)))
    (words,) = (one for one in word.paragraphs if one.text.startswith("*Quotas*"))
    raised = [run.text for run in words.runs if run.font.superscript]
    assert words.text == "*Quotas* came,1 but not for all.2 That will last."
    assert raised == ["1", "2"]
    assert any("“Lake”, para. 1" in one.text for one in word.paragraphs)
    (line,) = json.loads(render_json(page))[OWN + "p1"]
    assert [line["text"][: mark["at"]] for mark in line["marks"]] == [
        "*Quotas* came,",
        "*Quotas* came, but not for all.",
    ]
    assert [line["evidence"][mark["evidence"][0]]["start"] for mark in line["marks"]] == [0, 35]


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("[@a] First. Then [@b]next", "First. Then next"),
        ("As (said [@a]) is", "As (said) is"),
        ("He said “no [@a].” Then", "He said “no.” Then"),
        ("[@a]", ""),
    ],
)
def test_keys_leave_no_gap_where_they_are_taken_out(written: str, printed: str) -> None:
    text, marks = placed_marks(written)

    assert text == printed
    assert all(0 <= at <= len(text) for at, _ in marks)


def test_without_a_choice_paragraphs_open_and_everything_follows(briefing: Briefing) -> None:
    one = paragraph("Plain words.")

    assert order_of((), [one]) == (OWN + "p1", *CHOICE)
    assert order_of(("takeaways",), [one]) == (OWN + "p1", "takeaways")
    assert set(CHOICE) == set(PRINTED)
    assert "cites no source" in render_markdown(composed(briefing, (), one), DOCUMENTS)


@pytest.mark.parametrize(
    ("own", "why"),
    [
        (paragraph("x [@k]", Citation("k", "gone", 0, 3, "abc")), "does not count"),
        (paragraph("x [@k]", Citation("k", "a1", 0, 3, "abc")), "not what stands there"),
        (paragraph("x [@k]", Citation("k", dataset="acts", row="1:2")), "no such row"),
        (paragraph("x [@k]"), "nothing was kept"),
    ],
)
def test_a_paragraph_whose_citation_fails_is_left_out_and_told(
    briefing: Briefing, own: Paragraph, why: str
) -> None:
    page = composed(briefing, ("takeaways", OWN + "p1"), own)

    assert page.order == ("takeaways", "rejected")
    assert why in page.lists["rejected"][0].text
    assert "Ada" in render_markdown(page, page.documents)


def test_events_without_the_matrix_are_called_events(briefing: Briefing) -> None:
    event = Item("events", "Talks were held.", (SAID,), {"begins_on": date(2026, 4, 1)}, "e1")
    page = compose(
        Briefing(**{**vars(briefing), "lists": {**briefing.lists, "events": (event,)}}),
        ("events",), (), documents=DOCUMENTS, rows={},
    )  # fmt: skip

    html = render_html(page, page.documents)
    assert "Talks were held" in html and "Without a counterpart" not in html
