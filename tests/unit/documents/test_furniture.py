"""Furniture: what is left out, and what looks like it and stays."""

from __future__ import annotations

import pytest

from detente.documents.furniture import first_heading, mark_furniture, merge_spans
from detente.documents.sentences import split_sentences
from detente.model import Document, Span

BODY = "Nairobi recalled its envoy from Kampala on Monday. Kampala called the step regrettable."


def read_lines(text: str, title: str = "") -> list[str]:
    document = Document(id="d", origin="o", text=text, furniture=mark_furniture(text, title=title))
    return [sentence.text for sentence in split_sentences(document)]


@pytest.mark.parametrize(
    "line",
    [
        "Stay informed about our latest news,\npublications, & uploads:",
        "Subscribe to our weekly newsletter to get analysis in your inbox.",
        "Share this article on Facebook",
        "Follow us on X",
        "© 2024 Institute for Lake Studies. All rights reserved.",
        "We use cookies to improve your experience.",
        "Media contact: Jane Doe, +1 202 555 0100",
        "press@institute.example",
        "https://institute.example/report",
        "Photo: Ana Ruiz/Lake Press",
        "Reporting by Ana Ruiz; editing by Tom Bell",
        "The views expressed here are those of the author.",
        "This article was first published in Lake Review.",
        "Read more: Five things to know about the lake",
        "Related articles",
        "Tags: Kenya, Uganda, diplomacy",
        "By Ana Ruiz and Tom Bell",
        "Country | 2022 | 2023",
        "Page 3 of 12",
        "For more information, contact the press office.",
        "A Relationship Under Strain",
        "Key Takeaways:",
        "## What comes next",
    ],
)
def test_boilerplate_holds_no_sentences(line: str) -> None:
    text = f"{BODY}\n\n{line}\n\n{BODY}"
    assert read_lines(text) == BODY.split(". ")[:0] + 2 * [
        "Nairobi recalled its envoy from Kampala on Monday.",
        "Kampala called the step regrettable.",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Contacts at the working level resumed in May.",
        "Video by state television showed the minister inspecting a ship on the lake.",
        "More in the region fear a war.",
        "The report was published on Monday by the ministry of Kenya.",
        "Registered voters in Uganda reject the treaty.",
        "Copyright violations strained trade ties with Kenya.",
        "Accessibility of the port improved.",
        "Kenya and Uganda share the lake.",
        "- Kenya halted all ferry traffic with Uganda",
        "The spokesman said the following:",
        "“We will not return to the table,” the minister said",
        "Amina Otieno is a former minister who signed the treaty with Uganda in 2019.",
    ],
)
def test_prose_that_resembles_boilerplate_stays(line: str) -> None:
    text = f"{BODY}\n\n{line}\n\n{BODY}"
    if line.startswith("“"):
        text = text.replace("said", "said on Monday after the long talks in the lake town near the"
                            " border that day")  # fmt: skip
    assert len(read_lines(text)) == 5


def test_closing_biography_holds_no_sentences() -> None:
    biography = (
        "Amina Otieno is a Research Fellow at the Lake Institute’s Center for Trade. She holds a "
        "Ph.D. from Lake University. Since joining in 2019, Dr. Otieno has advised the ministry."
    )
    text = "\n".join([BODY, BODY, BODY, biography])
    assert len(read_lines(text)) == 6
    assert mark_furniture(text)[-1].reason == "biography"


def test_biography_goes_on_in_the_next_paragraph() -> None:
    text = "\n".join(
        [BODY, BODY, BODY, "Amina Otieno is a senior fellow at the Lake Institute.",
         "She previously served as an ambassador to Uganda."]
    )  # fmt: skip
    assert len(read_lines(text)) == 6


def test_expert_introduced_inside_the_text_stays() -> None:
    expert = "Amina Otieno is a senior fellow at the Lake Institute and expects Kenya to yield."
    assert expert in read_lines("\n".join([BODY, expert, *[BODY] * 12]))


def test_first_short_line_is_the_title() -> None:
    text = f"Two States and a Lake\n{BODY}"
    furniture = mark_furniture(text)
    assert furniture == (Span(0, len("Two States and a Lake"), "title"),)
    assert first_heading(text, furniture) == "Two States and a Lake"


def test_line_that_repeats_a_known_title_is_furniture_even_with_a_full_stop() -> None:
    assert read_lines(f"Kenya Recalls Envoy.\n{BODY}", title="Kenya recalls envoy")[0].startswith(
        "Nairobi recalled"
    )


def test_headlines_without_full_stops_are_all_that_is_said() -> None:
    assert read_lines("Kenya recalls its envoy\nUganda protests") == [
        "Kenya recalls its envoy",
        "Uganda protests",
    ]


def test_what_follows_the_end_mark_is_left_out() -> None:
    assert (
        len(read_lines(f"{BODY}\n\n###\n\nThe Lake Institute studies trade between states.")) == 2
    )


def test_references_are_left_out() -> None:
    text = "\n".join(
        [BODY, BODY, "References", "[1] A. Otieno, Lake Trade (2019), pp. 3-9.",
         "[2] T. Bell, “Ferries,” https://lake.example/2."]
    )  # fmt: skip
    assert len(read_lines(text)) == 4


def test_merged_spans_do_not_overlap() -> None:
    merged = merge_spans([Span(5, 9, "b"), Span(0, 6, "a"), Span(2, 4, "c")])
    assert merged == (Span(0, 6, "a"), Span(6, 9, "b"))
