"""Copies: syndication is recognised, a changed fact is not taken for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from detente.documents.duplicates import (
    Originals,
    content_words,
    find_copies,
    in_precedence,
)
from detente.model import Document, Span
from detente.settings import Settings

SETTINGS = Settings()
STORY = " ".join(
    f"In round {word} the envoys of both lake states weighed {word} tariffs, {word} ferries and "
    f"the {word} patrols that each side had sent."
    for word in "first second third fourth fifth sixth seventh eighth ninth tenth".split()
)


def document(name: str, text: str, day: int = 1) -> Document:
    return Document(id=name, origin=f"{name}.txt", text=text, published=date(2024, 5, day))


def test_copy_points_at_the_one_published_first() -> None:
    documents = [document("late", STORY, 3), document("early", STORY + " It rained.", 1)]
    assert find_copies(documents, settings=SETTINGS) == {"late": "early"}


def test_order_of_the_input_does_not_matter() -> None:
    documents = [document(name, STORY) for name in ("c", "a", "b")]
    expected = {"b": "a", "c": "a"}
    assert find_copies(documents, settings=SETTINGS) == expected
    assert find_copies(documents[::-1], settings=SETTINGS) == expected


def test_agency_line_at_head_and_foot_makes_no_other_text() -> None:
    copied = f"LAKE TOWN, May 2 (Lake Press 0930) - {STORY} Reporting was done by 2 people."
    documents = [document("a", STORY), document("b", copied, 2)]
    assert find_copies(documents, settings=SETTINGS) == {"b": "a"}


def test_negated_text_is_no_copy() -> None:
    denied = STORY.replace("each side had sent.", "each side had not sent.", 5)
    changed = STORY[:300] + STORY[300:].replace("weighed fifth", "never weighed fifth")
    documents = [document("a", STORY), document("b", denied), document("c", changed)]
    assert find_copies(documents, settings=SETTINGS) == {}


def test_changed_number_is_no_copy() -> None:
    first = f"{STORY} Then 40 ships left. {STORY}"
    documents = [document("a", first), document("b", first.replace("40", "400"))]
    assert find_copies(documents, settings=SETTINGS) == {}


def test_another_name_in_the_same_words_is_no_copy() -> None:
    first = f"{STORY} Then the envoy of Uganda left. {STORY}"
    documents = [document("a", first), document("b", first.replace("Uganda", "Rwanda"))]
    assert find_copies(documents, settings=SETTINGS) == {}


def test_words_used_again_months_later_report_a_new_act() -> None:
    later = replace(document("b", STORY), published=date(2024, 9, 1))
    assert find_copies([document("a", STORY), later], settings=SETTINGS) == {}
    undated = replace(later, published=None)
    assert find_copies([document("a", STORY), undated], settings=SETTINGS) == {"b": "a"}


def test_furniture_does_not_count() -> None:
    head = "Subscribe to the lake wire and follow us everywhere, day and night. " * 8
    plain = document("a", STORY)
    framed = replace(document("b", head + STORY, 2), furniture=(Span(0, len(head), "share"),))
    assert find_copies([plain, framed], settings=SETTINGS) == {"b": "a"}


def test_different_stories_are_kept() -> None:
    other = STORY.replace("envoys", "ministers").replace("tariffs", "roads").replace("ferries", "x")
    assert find_copies([document("a", STORY), document("b", other)], settings=SETTINGS) == {}


def test_documents_without_words_are_nobodys_copy() -> None:
    assert find_copies([document("a", "…"), document("b", "…")], settings=SETTINGS) == {}


def test_copies_of_a_long_archive_are_those_found_without_forgetting() -> None:
    # The same office words come again every ten days: within three weeks a copy, later none.
    rows = [
        replace(document(f"n{number:02}", STORY if number % 2 else STORY[::-1]), published=day)
        for number in range(24)
        for day in [date(2024, 1, 1) + timedelta(days=5 * number)]
    ]
    found = find_copies(rows, settings=SETTINGS)
    kept = Originals(SETTINGS, lasting=True)
    unforgotten = {one.id: kept.take(one, content_words(one)) for one in in_precedence(rows)}
    assert found == {name: original for name, original in unforgotten.items() if original}
    assert 0 < len(found) < 22


def test_what_is_forgotten_no_longer_takes_memory() -> None:
    kept = Originals(SETTINGS, lasting=False)
    for number in range(50):
        day = date(2024, 1, 1) + timedelta(days=3 * number)
        one = replace(document(f"n{number}", f"{number} {STORY}"), published=day)
        kept.take(one, content_words(one))
    assert len(kept) <= 8


def test_an_undated_text_is_held_against_the_oldest() -> None:
    rows = [
        replace(document(f"n{number}", f"{number} boats. {STORY[: -90 - number]}"), published=day)
        for number, day in enumerate([date(2020, 1, 1), date(2021, 1, 1), date(2022, 1, 1)])
    ]
    late = replace(document("z", rows[0].text), published=None)
    assert find_copies([*rows, late], settings=SETTINGS) == {"z": "n0"}
