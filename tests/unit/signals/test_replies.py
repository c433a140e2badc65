from __future__ import annotations

import pytest

from detente.signals.links import lag_in_words, reversed_order


def fees(corpus, second="2024-05-09"):
    corpus.document("a")
    corpus.tell("Chile raised port fees.", "CHL>PER SANCTION", time="2024-05-02")
    corpus.document("b")
    corpus.tell("Peru raised its own port fees.", "PER>CHL SANCTION", time=second)
    return corpus.items("reciprocity", "CHL")


def test_same_act_soon_after_is_a_reply_with_its_lag(corpus):
    (item,) = fees(corpus)
    events = {event.id: event for event in corpus.events()}
    assert events[item.fields["first"]].source == ("CHL",)
    assert events[item.fields["reply"]].source == ("PER",)
    assert item.fields["lag_days"] == 9 - 2
    assert item.fields["in_kind"] is True
    assert len(item.evidence) == 2


def test_act_outside_the_window_answers_nothing(corpus):
    assert fees(corpus, second="2024-06-20") == []


def test_same_day_without_a_link_in_words_answers_nothing(corpus):
    assert fees(corpus, second="2024-05-02") == []


def test_acts_of_different_sorts_are_no_reply(corpus):
    corpus.tell("Chile raised port fees.", "CHL>PER SANCTION", time="2024-05-02")
    corpus.tell("Peru sent aid to the port.", "PER>CHL AID", time="2024-05-09")
    assert corpus.items("reciprocity", "CHL") == []


def linked(corpus, denial="denied that this was a quid pro quo"):
    corpus.write(
        "When Chile suspended its radio broadcasts in May, Peru responded the following day by "
        "halting its own broadcasts."
    )
    corpus.code("CHL>PER CONCEDE", "Chile suspended its radio broadcasts", time="2024-05")
    corpus.code("PER>CHL CONCEDE", "halting its own broadcasts", time="2024-05")
    if denial:
        corpus.tell(f"Lima {denial}.", "PER>CHL REJECT", "Lima denied", denies=True)
    return corpus.items("reciprocity", "PER")


def test_words_that_link_two_acts_give_order_and_lag_at_month_precision(corpus):
    (item,) = linked(corpus, denial="")
    assert item.fields["lag_days"] == 1
    assert item.fields["in_kind"] is True
    assert "denies" not in item.text


def test_denied_link_stands_beside_the_reply_and_in_contested(corpus):
    (item,) = linked(corpus)
    assert item.text.endswith("; Peru denies that it was a reply.")
    assert any("quid pro quo" in cited.quote for cited in item.evidence)
    (contested,) = corpus.items("contested", "PER")
    assert contested.fields["denied_by"] == ("PER",)
    assert contested.fields["asserted_by"] == ("first press",)


def test_order_is_turned_where_the_answer_is_told_first(corpus):
    corpus.write("Peru expelled two envoys three days after Chile expelled two envoys of its own.")
    corpus.code("PER>CHL SANCTION", "Peru expelled two envoys", time="2024-05")
    corpus.code("CHL>PER SANCTION", "Chile expelled two envoys of its own", time="2024-05")
    (item,) = corpus.items("reciprocity", "CHL")
    events = {event.id: event for event in corpus.events()}
    assert events[item.fields["first"]].source == ("CHL",)
    assert item.fields["lag_days"] == 3


def test_meetings_answer_nothing(corpus):
    corpus.write("Chile visited Peru and Peru responded with a visit to Chile.")
    corpus.code("CHL>PER CONSULT", "Chile visited Peru", time="2024-05-01")
    corpus.code("PER>CHL CONSULT", "a visit to Chile", time="2024-05-11")
    assert corpus.items("reciprocity", "CHL") == []


def test_replies_between_other_states_are_not_listed(corpus):
    linked(corpus)
    assert corpus.items("reciprocity", "BRA") == []


@pytest.mark.parametrize(
    ("words", "lag"),
    [
        ("answered the next day", 1),
        ("replied two weeks later", 14),
        ("hit back 10 days after", 10),
        ("retaliated within hours", 0),
        ("answered in kind", None),
    ],
)
def test_lag_is_read_from_words(words, lag):
    assert lag_in_words(words) == lag


def test_order_is_kept_where_the_next_day_follows():
    assert not reversed_order(", and the day after that the following day ")
    assert reversed_order(" in response to ")


def test_link_in_the_first_of_two_sentences_says_nothing_of_the_second(corpus):
    corpus.write("Chile suspended its broadcasts, and the following day Peru thanked it.")
    corpus.code("CHL>PER CONCEDE", "Chile suspended its broadcasts", time="2024-05")
    corpus.write("Peru also cut its own broadcasts in June.")
    corpus.code("PER>CHL CONCEDE", "cut its own broadcasts", time="2024-06")
    assert corpus.items("reciprocity", "CHL") == []


def test_act_coded_for_both_sides_is_read_as_that_of_the_first_named(corpus):
    corpus.write("Chile halted its broadcasts to Peru and Peru responded by halting its own "
                 "broadcasts the next day.")  # fmt: skip
    corpus.code("CHL=PER CONCEDE", "Chile halted its broadcasts to Peru", time="2024-05")
    corpus.code("PER>CHL CONCEDE", "halting its own broadcasts", time="2024-05")
    (item,) = corpus.items("reciprocity", "CHL")
    assert item.fields["lag_days"] == 1
