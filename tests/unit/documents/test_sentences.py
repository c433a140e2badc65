"""Sentences: where they end, what stays outside, and that offsets hold for any text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.documents.sentences import MAX_SENTENCE_CHARS, split_sentences
from detente.model import Document, Span


def sentences(text: str, furniture: tuple[Span, ...] = ()) -> list[str]:
    document = Document(id="d", origin="o", text=text, furniture=furniture)
    return [sentence.text for sentence in split_sentences(document)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Gen. John J. Allen met Mr. Lee and Dr. Sokolova at No. 10.",
        "The U.S. Navy and the U.K. Treasury agreed on Jan. 5, 2024, in Washington, D.C., too.",
        "Growth fell to 3.5 percent, e.g. in trade vs. last year's 4.1 percent.",
        "Envoys met in St. Petersburg at 3 p.m. Tuesday, under Art. 5 of the pact.",
        "Lt. Col. Ana Ruiz Jr. flew to Ft. Bragg.",
        "“Will they come?” Minister Osei asked.",
        "J. K. Adeyemi signed for the E.U. Commission.",
        "Lt.-Gen. Park and Prof. Dr. h.c. Weber came.",
        "Under Sec. 3(b) the parties agree: 1. To meet; 2. To talk.",
    ],
)
def test_abbreviations_do_not_end_a_sentence(sentence: str) -> None:
    assert sentences(f"{sentence} Talks failed.") == [sentence, "Talks failed."]


def test_abbreviation_ends_a_sentence_before_a_word_that_opens_one() -> None:
    assert sentences("Kyiv turned to the U.S. The talks failed.") == [
        "Kyiv turned to the U.S.",
        "The talks failed.",
    ]


def test_closing_quotation_mark_belongs_to_the_sentence() -> None:
    assert sentences("He said: “We agree.” They left. (He paused.) Then it ended… Perhaps.") == [
        "He said: “We agree.”",
        "They left.",
        "(He paused.)",
        "Then it ended…",
        "Perhaps.",
    ]


def test_footnote_marks_belong_to_the_sentence_before() -> None:
    assert sentences("Peru voted.[2] Chile abstained.(3) Cuba vetoed.¹ Haiti left.") == [
        "Peru voted.[2]",
        "Chile abstained.(3)",
        "Cuba vetoed.¹",
        "Haiti left.",
    ]


def test_sentence_may_open_with_a_number() -> None:
    assert sentences("Trade fell in 2019. 40 firms left.") == [
        "Trade fell in 2019.",
        "40 firms left.",
    ]


def test_list_items_split_and_lose_their_markers() -> None:
    text = (
        "- Hanoi agreed\n- Manila refused. It left\n"
        "• Jakarta waited\n2. Vientiane asked\n(a) Dili came"
    )
    assert sentences(text) == [
        "Hanoi agreed",
        "Manila refused.",
        "It left",
        "Jakarta waited",
        "Vientiane asked",
        "Dili came",
    ]


def test_bullets_inside_a_line_split() -> None:
    assert sentences("Hanoi agreed to talk. - Manila refused. • Jakarta waited.") == [
        "Hanoi agreed to talk.",
        "Manila refused.",
        "Jakarta waited.",
    ]


def test_wrapped_lines_stay_together_and_paragraphs_do_not() -> None:
    text = (
        "Lima said on Monday that it would halt all trade with\r\n"
        "Quito until the border commission of the two states\r\n"
        "Meets again. Quito called the step an error, and it\r\n"
        "asked for talks.\r\n\r\nLa Paz kept silent"
    )
    assert sentences(text) == [
        "Lima said on Monday that it would halt all trade with\r\nQuito until the border commission"
        " of the two states\r\nMeets again.",
        "Quito called the step an error, and it\r\nasked for talks.",
        "La Paz kept silent",
    ]


def test_heading_is_a_unit_of_its_own() -> None:
    assert sentences("A New Border Regime\nAccra met Lomé on Tuesday.\nOutlook\nTalks go on.") == [
        "A New Border Regime",
        "Accra met Lomé on Tuesday.",
        "Outlook",
        "Talks go on.",
    ]


def test_furniture_is_skipped_even_inside_a_paragraph() -> None:
    text = "Subscribe now! Oslo agreed. Share this."
    furniture = (Span(0, 14, "share"), Span(28, len(text), "share"))
    assert sentences(text, furniture) == ["Oslo agreed."]


def test_sentences_are_numbered_in_order_from_zero() -> None:
    found = split_sentences(Document(id="d", origin="o", text="One came. Two left. Three stayed."))
    assert [sentence.number for sentence in found] == [0, 1, 2]
    assert {sentence.document for sentence in found} == {"d"}


def test_endless_text_is_cut_at_a_blank() -> None:
    found = sentences("word " * 2_000)
    assert max(map(len, found)) <= MAX_SENTENCE_CHARS
    assert sum(len(sentence.split()) for sentence in found) == 2_000


@given(
    st.text(alphabet=st.sampled_from(list("AbC .!?…\"”“'()-•\r\n\t1239\u2028é中")), max_size=300)
)
def test_offsets_always_match_the_text_and_never_overlap(text: str) -> None:
    end = 0
    for sentence in split_sentences(Document(id="d", origin="o", text=text)):
        assert text[sentence.start : sentence.end] == sentence.text
        assert sentence.text == sentence.text.strip() != ""
        assert sentence.start >= end
        end = sentence.end


@given(st.text(max_size=200))
def test_no_letter_is_lost(text: str) -> None:
    def letters(written: str) -> int:
        return sum(character.isalpha() for character in written)

    # Only list markers such as "a)" or "iv." are left outside.
    lost = letters(text) - sum(map(letters, sentences(text)))
    assert lost <= 4 * (1 + text.count(".") + text.count(")"))


@pytest.mark.parametrize(
    "piece", [".", "a.", ". ", '"', "A. ", "\n", "x", "- ", '?" ', ".\n", "1. ", " • "]
)
def test_repetitive_text_takes_linear_time(piece: str) -> None:
    started = time.perf_counter()
    sentences(piece * (60_000 // len(piece)))
    assert time.perf_counter() - started < 2.0
