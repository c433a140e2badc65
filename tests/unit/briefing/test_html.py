"""The page as a reader, a printer, a screen reader and an attacker meet it."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

from lxml import html

from detente.briefing import page_view, render_html
from detente.model import Item

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&"


def page(made: Any) -> str:
    return render_html(made.briefing, made.documents)


def test_every_reference_leads_to_a_note_that_marks_the_sentence(made: Any) -> None:
    tree = html.fromstring(page(made))
    refs = {link.get("href")[1:] for link in tree.xpath("//a[@class='ref']")}
    notes = {note.get("id"): note for note in tree.xpath("//ol[@class='notes']/li[@id]")}
    assert refs
    assert refs <= set(notes)
    for note in notes.values():
        marked = note.xpath(".//mark")[0].text_content()
        assert any(marked in document.text for document in made.documents.values())


def test_a_note_shows_the_sentence_between_its_neighbours(made: Any) -> None:
    tree = html.fromstring(page(made))
    (quote,) = [
        note.xpath("./q")[0].text_content()
        for note in tree.xpath("//ol[@class='notes']/li[@id]")
        if note.xpath(".//mark")[0].text_content().startswith("Norway sent energy aid")
    ]
    assert quote.startswith("Norway and Sweden held talks")
    assert "threatened Iceland" in quote
    assert "summit" not in quote


def test_every_line_of_every_list_has_a_reference(made: Any) -> None:
    tree = html.fromstring(page(made))
    lines = tree.xpath("//ul[contains(@class, 'lines')]/li") + tree.xpath("//ol/li[p]/p/..")
    lines = [line for line in lines if not line.xpath("ancestor::ol[@class='notes']")]
    assert lines
    for line in lines:
        if "notes" not in (line.getparent().get("class") or ""):
            assert line.xpath(".//a[@class='ref']"), line.text_content()


def test_every_link_inside_the_page_has_a_target(made: Any) -> None:
    tree = html.fromstring(page(made))
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    inner = {href[1:] for href in tree.xpath("//a/@href") if href.startswith("#")}
    assert inner <= set(ids)


def test_counterparts_beyond_the_most_stand_in_one_table(made: Any, monkeypatch: Any) -> None:
    whole = html.fromstring(page(made))
    names = whole.xpath("//section[@id='counterparts']//section[contains(@id, 'with-')]/@id")
    monkeypatch.setattr(page_view, "MOST_IN_FULL", 1)
    tree = html.fromstring(page(made))
    full = tree.xpath("//section[@id='counterparts']//section[contains(@id, 'with-')]/@id")
    rows = tree.xpath("//section[@id='counterparts']//details//tr/@id")
    assert len([one for one in full if one != "with-none"]) == 1
    assert {*full, *rows} >= set(names) and len(rows) >= 1
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    inner = {href[1:] for href in tree.xpath("//a/@href") if href.startswith("#")}
    assert inner <= set(ids)


def test_nothing_is_loaded_from_outside(made: Any) -> None:
    text = page(made)
    tree = html.fromstring(text)
    assert not tree.xpath("//link | //img | //iframe | //script[@src] | //@srcset")
    assert "url(" not in text
    assert "@import" not in text


def test_hostile_text_stays_text(corpus: Any, make: Callable[..., Any]) -> None:
    corpus.document(
        "hostile",
        title=HOSTILE,
        publisher=HOSTILE,
        author=HOSTILE,
        url="javascript:alert(3)",
    )
    corpus.tell(f"Norway met Sweden {HOSTILE} in May 2024.", "NOR=SWE CONSULT", time="2024-05")
    corpus.tell(
        f"Norway may meet Sweden, said {HOSTILE}.",
        "NOR=SWE CONSULT",
        kind="forecast",
        phrase="may",
        speaker=HOSTILE,
        condition=HOSTILE,
    )
    tree = html.fromstring(page(make(corpus)))
    assert len(tree.xpath("//script")) == 1
    assert not tree.xpath("//img | //@onerror")
    assert not [href for href in tree.xpath("//@href") if href.startswith("javascript:")]
    assert "<script>alert(1)</script>" in tree.text_content()


def test_the_content_policy_names_the_pages_own_script(made: Any) -> None:
    import base64
    import hashlib

    tree = html.fromstring(page(made))
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    script = tree.xpath("//script")[0].text
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy


def test_the_same_briefing_gives_the_same_bytes(made: Any) -> None:
    assert page(made) == page(made)


def test_headings_go_down_one_step_at_a_time(made: Any) -> None:
    levels = [int(tag[1]) for tag in re.findall(r"<(h[1-6])", page(made))]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_tables_have_headers_for_their_rows_and_columns(made: Any) -> None:
    tree = html.fromstring(page(made))
    for table in tree.xpath("//table"):
        assert table.xpath("./caption")
        assert table.xpath("./thead//th[@scope='col']")


def test_a_cell_says_in_words_what_it_shows(made: Any) -> None:
    tree = html.fromstring(page(made))
    said = [cell.text_content() for cell in tree.xpath("//td/a/span[@class='hidden']")]
    assert any(re.match(r"Iceland, military: level −\d", text) for text in said)
    assert all("interval" in text and "probability" in text for text in said)


def test_confidence_and_likelihood_never_share_a_sentence(made: Any) -> None:
    for item in made.briefing.lists["takeaways"]:
        assert "confidence" not in item.text.lower()


class Nesting(HTMLParser):
    """Checks that what is opened last is closed first."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_elements_are_closed_in_order(made: Any) -> None:
    check = Nesting()
    check.feed(page(made))
    assert check.open == []


def test_an_empty_briefing_is_still_a_page(corpus: Any, make: Callable[..., Any]) -> None:
    corpus.document("silent")
    corpus.write("The weather was mild.")
    text = page(make(corpus))
    assert "The documents do not support a takeaway." in text
    assert "No relation could be estimated" in text


def test_a_moved_date_is_struck_out(made: Any, proof: Any) -> None:
    fields = {"title": "Council", "status": "moved", "begins_on": None, "hinges": ()}
    item = Item("calendar", "Council was first set for May.", (proof,), fields, id="calendar-x")
    text = render_html(made.with_line("calendar", item), made.documents)
    assert '<s class="moved">Council was first set for May.</s>' in text
