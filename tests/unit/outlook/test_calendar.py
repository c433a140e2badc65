"""The calendar that documents give, merged over sentences and documents."""

from __future__ import annotations

from datetime import date
from typing import Any

from detente.codebook import load_codebook
from detente.model import Item, View
from detente.outlook import find_outlook
from detente.settings import Settings


def calendar(corpus: Any, as_of: date = date(2024, 7, 1)) -> list[Item]:
    view = View("NOR", as_of, corpus.documents, tuple(corpus.statements))
    rows = find_outlook(view, codebook=load_codebook(), settings=Settings()).rows
    return [item for item in rows if item.list == "calendar"]


def summit(corpus: Any, sentence: str, time: str) -> None:
    corpus.tell(sentence, "NOR=SWE CONSULT", kind="scheduled", time=time)


def test_one_occasion_in_two_sentences_is_one_entry_named_from_the_words(corpus: Any) -> None:
    summit(corpus, "The Norway-Sweden summit is set for October 2024.", "2024-10")
    summit(corpus, "Officials prepare the October 2024 Norway-Sweden summit.", "2024-10")
    (entry,) = calendar(corpus)
    assert entry.fields["title"] == "Norway-Sweden summit"
    assert (entry.fields["precision"], entry.fields["status"]) == ("month", "ahead")
    assert len(entry.evidence) == 2


def test_the_more_precise_date_names_the_day(corpus: Any) -> None:
    summit(corpus, "The Norway-Sweden summit will be held in 2024.", "2024")
    corpus.document("second", date(2024, 7, 1))
    summit(corpus, "The Norway-Sweden summit opens on 3 October 2024.", "2024-10-03")
    (entry,) = calendar(corpus)
    assert entry.fields["begins_on"] == entry.fields["ends_on"] == date(2024, 10, 3)


def test_nothing_past_is_ahead(corpus: Any) -> None:
    summit(corpus, "The Norway-Sweden summit is set for October 2024.", "2024-10")
    assert calendar(corpus, date(2024, 10, 31))[0].fields["status"] == "ahead"
    assert calendar(corpus, date(2024, 11, 1))[0].fields["status"] == "past"


def test_a_later_document_moves_the_date(corpus: Any) -> None:
    summit(corpus, "The Norway-Sweden summit is set for October 2024.", "2024-10")
    corpus.document("second", date(2024, 8, 1))
    summit(corpus, "The Norway-Sweden summit is now planned for December 2024.", "2024-12")
    entries = calendar(corpus, date(2024, 8, 2))
    assert [entry.fields["status"] for entry in entries] == ["moved", "ahead"]
    assert "a later document gives December 2024" in entries[0].text


def test_two_dates_in_one_document_are_two_occasions(corpus: Any) -> None:
    summit(corpus, "The Norway-Sweden summit is set for October 2024.", "2024-10")
    summit(corpus, "The Norway-Sweden summit of 2025 follows in March.", "2025-03")
    assert [entry.fields["status"] for entry in calendar(corpus)] == ["ahead", "ahead"]


def test_numbered_occasions_stay_apart(corpus: Any) -> None:
    summit(corpus, "The 4th Fisheries Council opens in October 2024.", "2024-10")
    summit(corpus, "The 5th Fisheries Council opens in October 2024.", "2024-10")
    assert len(calendar(corpus)) == 2


def test_an_occasion_inside_a_condition_is_on_the_calendar(corpus: Any) -> None:
    corpus.tell(
        "If the quota is dropped at the 4th Fisheries Congress in October, Norway may retaliate.",
        "NOR>SWE SANCTION",
        "Norway may retaliate",
        kind="forecast",
        phrase="may",
        condition="If the quota is dropped at the 4th Fisheries Congress in October",
    )
    (entry,) = calendar(corpus)
    assert entry.fields["title"] == "4th Fisheries Congress"
    assert entry.fields["begins_on"] == date(2024, 10, 1)
    assert len(entry.fields["hinges"]) == 1  # type: ignore[arg-type]


def test_a_month_of_a_past_visit_is_not_taken_for_the_next_one(corpus: Any) -> None:
    corpus.tell("The King’s visit to Stockholm in October suggests a thaw.", "NOR>SWE CONSULT")
    assert calendar(corpus) == []


def test_forecasts_hinge_on_the_date_that_they_name(corpus: Any) -> None:
    summit(corpus, "The Norway-Sweden summit is set for October 2024.", "2024-10")
    corpus.tell(
        "The Norway-Sweden summit could open the border.",
        "NOR=SWE CONCEDE",
        kind="forecast",
        phrase="could",
    )
    corpus.tell("Sweden may buy gas.", "SWE>NOR COOPERATE", kind="forecast", phrase="may")
    (entry,) = calendar(corpus)
    view = View("NOR", date(2024, 7, 1), corpus.documents, tuple(corpus.statements))
    rows = find_outlook(view, codebook=load_codebook(), settings=Settings()).rows
    named = {item.id: item for item in rows}
    hinges = [named[name] for name in entry.fields["hinges"]]  # type: ignore[attr-defined]
    assert ["open the border" in line.evidence[0].quote for line in hinges] == [True]


def test_an_undated_plan_is_rejected_with_a_reason(corpus: Any) -> None:
    summit(corpus, "The Norway-Sweden summit is planned.", "")
    view = View("NOR", date(2024, 7, 1), corpus.documents, tuple(corpus.statements))
    result = find_outlook(view, codebook=load_codebook(), settings=Settings())
    assert [row.what for row in result.rejected] == ["calendar entry"]


def test_a_vague_mention_joins_the_month_that_lies_in_it(corpus: Any) -> None:
    summit(corpus, "The Norway-Sweden summit is set for October 2024.", "2024-10")
    corpus.tell(
        "Prices may rise after the Norway-Sweden summit in late 2024.",
        "NOR=SWE COOPERATE",
        kind="forecast",
        phrase="may",
    )
    (entry,) = calendar(corpus)
    assert entry.fields["precision"] == "month"
    assert len(entry.evidence) == 2


def test_an_occasion_without_a_name_keeps_the_words_of_its_sentence(corpus: Any) -> None:
    summit(corpus, "Oslo and Stockholm will speak again in October 2024.", "2024-10")
    (entry,) = calendar(corpus)
    assert "Oslo and Stockholm will speak again" in entry.text


def test_the_summit_alone_means_the_only_one_of_its_document(corpus: Any) -> None:
    summit(corpus, "The Norway-Sweden summit is set for October 2024.", "2024-10")
    corpus.tell(
        "If the summit fails, Norway may tax Swedish timber.",
        "NOR>SWE SANCTION",
        kind="forecast",
        phrase="may",
        condition="If the summit fails",
    )
    (entry,) = calendar(corpus)
    assert len(entry.fields["hinges"]) == 1  # type: ignore[arg-type]


def test_the_summit_alone_is_left_open_where_there_are_two(corpus: Any) -> None:
    summit(corpus, "The Norway-Sweden summit is set for October 2024.", "2024-10")
    summit(corpus, "The Bergen energy summit is set for March 2025.", "2025-03")
    corpus.tell(
        "If the summit fails, Norway may tax Swedish timber.",
        "NOR>SWE SANCTION",
        kind="forecast",
        phrase="may",
    )
    assert [entry.fields["hinges"] for entry in calendar(corpus)] == [(), ()]


def test_what_a_later_document_calls_off_is_cancelled_until_another_plans_it_anew(
    corpus: Any,
) -> None:
    summit(corpus, "The Norway-Sweden summit is set for October 2024.", "2024-10")
    corpus.document("second", date(2024, 8, 1))
    corpus.tell("Norway called off the October 2024 summit with Sweden.", "NOR>SWE REJECT")
    (gone,) = calendar(corpus, date(2024, 8, 2))
    corpus.document("third", date(2024, 8, 20))
    summit(corpus, "The Norway-Sweden summit will be held in October 2024 after all.", "2024-10")
    (again,) = calendar(corpus, date(2024, 8, 21))

    assert gone.fields["status"] == "cancelled"
    assert "a document of 1 August 2024 says that it will not be" in gone.text
    assert len(gone.evidence) == 2
    assert again.fields["status"] == "ahead"


def test_a_visit_of_others_or_of_another_kind_that_is_called_off_cancels_nothing(
    corpus: Any,
) -> None:
    summit(corpus, "The Norway-Sweden summit is set for October 2024.", "2024-10")
    corpus.document("second", date(2024, 8, 1))
    corpus.tell("Norway called off the summit with Chad.", "NOR>TCD REJECT")
    corpus.tell("Norway cancelled the exercise with Sweden.", "NOR>SWE REJECT")
    corpus.tell("Norway denied that the summit with Sweden was cancelled.", "NOR>SWE REJECT")
    assert [entry.fields["status"] for entry in calendar(corpus, date(2024, 8, 2))] == ["ahead"]
