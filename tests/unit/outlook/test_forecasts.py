"""Forecasts that documents make, as lines."""

from __future__ import annotations

from datetime import date
from typing import Any

from detente.codebook import load_codebook
from detente.model import Item, View
from detente.outlook import find_outlook
from detente.settings import Settings

AS_OF = date(2024, 7, 1)


def lines(corpus: Any, actor: str = "NOR", as_of: date = AS_OF) -> list[Item]:
    view = View(actor, as_of, corpus.documents, tuple(corpus.statements))
    rows = find_outlook(view, codebook=load_codebook(), settings=Settings()).rows
    return [item for item in rows if item.list == "outlook"]


def test_a_phrase_below_even_keeps_its_polarity_and_its_words(corpus: Any) -> None:
    corpus.tell(
        "Talks between Norway and Sweden are unlikely this year.",
        "NOR=SWE CONSULT",
        kind="forecast",
        phrase="are unlikely",
    )
    (line,) = lines(corpus)
    low, high = line.fields["likelihood"]  # type: ignore[misc]
    assert low < high < 0.5
    assert "“are unlikely” (5 to 45 %): “Talks between Norway and Sweden are unlikely" in line.text
    assert line.fields["reading"] == "Norway and Sweden hold talks"


def test_the_statements_own_interval_wins_over_the_table(corpus: Any) -> None:
    corpus.tell(
        "Norway may call Sweden.",
        "NOR>SWE CONSULT",
        kind="forecast",
        phrase="may",
        likelihood=(0.1, 0.2),
    )
    assert lines(corpus)[0].fields["likelihood"] == (0.1, 0.2)


def test_a_forecast_without_phrase_has_no_likelihood(corpus: Any) -> None:
    corpus.tell("Norway calls Sweden in this case.", "NOR>SWE CONSULT", kind="forecast")
    assert lines(corpus)[0].fields["likelihood"] is None


def test_a_repeated_forecast_is_one_line_with_both_sentences(corpus: Any) -> None:
    for sentence in ("Talks are unlikely in 2024.", "All said, talks are unlikely in 2024."):
        corpus.tell(
            sentence, "NOR=SWE CONSULT", kind="forecast", phrase="are unlikely", time="2024"
        )
    (line,) = lines(corpus)
    assert len(line.evidence) == 2


def test_opposite_phrases_are_two_forecasts(corpus: Any) -> None:
    corpus.tell("Talks are likely.", "NOR=SWE CONSULT", kind="forecast", phrase="likely")
    corpus.tell("Talks are unlikely.", "NOR=SWE CONSULT", kind="forecast", phrase="unlikely")
    assert len(lines(corpus)) == 2


def test_the_same_words_by_another_speaker_are_another_forecast(corpus: Any) -> None:
    for speaker in ("Kari Nord", "Per Sund"):
        corpus.tell(
            f"Talks are likely, says {speaker}.",
            "NOR=SWE CONSULT",
            kind="forecast",
            phrase="likely",
            speaker=speaker,
        )
    assert [line.fields["speaker"] for line in lines(corpus)] == ["Kari Nord", "Per Sund"]


def test_a_condition_makes_the_forecast_void_when_it_fails(corpus: Any) -> None:
    corpus.tell(
        "If the quota falls, Norway will likely sanction Iceland.",
        "NOR>ISL SANCTION",
        kind="forecast",
        phrase="will likely",
        condition="If the quota falls",
    )
    (line,) = lines(corpus)
    assert line.fields["condition"] == "If the quota falls"
    assert "void if the condition “If the quota falls” has not come true" in str(
        line.fields["resolution_rule"]
    )
    assert "If the quota falls" in line.text


def test_a_forecast_without_an_act_says_that_no_rule_decides_it(corpus: Any) -> None:
    corpus.tell(
        "The chill between Norway and Sweden is likely to persist through the winter.",
        "NOR=SWE ",
        kind="forecast",
        phrase="is likely to persist",
    )
    (line,) = lines(corpus)
    assert str(line.fields["resolution_rule"]).startswith("Cannot be resolved by rule")
    assert "is likely to persist through the winter" in line.text


def test_a_forecast_of_others_in_a_text_about_others_is_left_out(corpus: Any) -> None:
    corpus.document("about others")
    for _ in range(4):
        corpus.tell("Chad met Mali.", "TCD=MLI CONSULT")
    corpus.tell("Chad may meet Niger.", "TCD=NER CONSULT", kind="forecast", phrase="may")
    corpus.document("about Norway")
    corpus.tell("Norway met Sweden.", "NOR=SWE CONSULT")
    corpus.tell("Sweden may meet Finland.", "SWE=FIN CONSULT", kind="forecast", phrase="may")
    assert [line.evidence[0].document for line in lines(corpus)] == ["about Norway"]


def test_a_forecast_that_names_nobody_is_rejected_with_a_reason(corpus: Any) -> None:
    corpus.tell("Norway met Sweden.", "NOR=SWE CONSULT")
    corpus.tell("The year will be hard.", "> ", kind="forecast", phrase="will")
    view = View("NOR", AS_OF, corpus.documents, tuple(corpus.statements))
    result = find_outlook(view, codebook=load_codebook(), settings=Settings())
    assert not [item for item in result.rows if item.list == "outlook"]
    assert "names no actor" in result.rejected[0].reason


def test_a_condition_outside_the_quoted_words_is_added_to_the_line(corpus: Any) -> None:
    corpus.tell(
        "Unless the weather holds, Norway is in the eyes of most observers likely to aid Sweden.",
        "NOR>SWE AID",
        "Norway is in the eyes of most observers likely to aid Sweden",
        kind="forecast",
        phrase="likely to",
        condition="Unless the weather holds",
    )
    assert "on the condition “Unless the weather holds”" in lines(corpus)[0].text


def test_one_clause_coded_with_and_without_its_act_is_one_forecast(corpus: Any) -> None:
    corpus.write("Norway is likely to aid Sweden.")
    corpus.code("NOR>SWE ", kind="forecast", phrase="likely to")
    corpus.code("NOR>SWE AID", kind="forecast", phrase="likely to")
    (line,) = lines(corpus)
    assert line.fields["action"] == "AID"


def test_a_date_of_the_condition_is_no_window(corpus: Any) -> None:
    corpus.tell(
        "If the ban falls at the congress in September, trade with Sweden may grow.",
        "NOR=SWE COOPERATE",
        kind="forecast",
        phrase="may",
        condition="If the ban falls at the congress in September",
        time="2024-09",
    )
    assert lines(corpus)[0].fields["window"] == (date(2024, 6, 30), date(2025, 6, 30))


def test_every_line_quotes_its_document_exactly(corpus: Any) -> None:
    corpus.tell("Norway met Sweden.", "NOR=SWE CONSULT")
    corpus.tell("Sweden might aid Norway.", "SWE>NOR AID", kind="forecast", phrase="might")
    for line in lines(corpus):
        for proof in line.evidence:
            text = corpus.documents[proof.document].text
            assert text[proof.start : proof.end] == proof.quote


def test_the_lines_of_another_state_differ_only_in_the_names(corpora: Any) -> None:
    texts = []
    for one, other, names in (("NOR", "SWE", "Norway Sweden"), ("PER", "CHL", "Peru Chile")):
        corpus = corpora()
        first, second = names.split()
        corpus.tell(
            f"{first} is expected to aid {second}.",
            f"{one}>{other} AID",
            kind="forecast",
            phrase="is expected to",
        )
        (line,) = lines(corpus, one)
        rule = str(line.fields["resolution_rule"])
        texts.append((line.text + rule).replace(first, "A").replace(second, "B"))
    assert texts[0] == texts[1]


def test_a_target_that_the_coder_filled_in_is_not_told(corpus: Any) -> None:
    corpus.tell(
        "Norway is likely to keep its ferries running.",
        "NOR>SWE COOPERATE",
        kind="forecast",
        phrase="is likely to",
        reasons=("target from the document's context",),
    )
    (line,) = lines(corpus)
    assert line.fields["target"] == ()
    assert "Sweden" not in line.text
