from __future__ import annotations

from datetime import date

AS_OF = date(2024, 7, 1)


def shut_door(corpus):
    corpus.tell("Chile refused all dialogue with Peru.", "CHL>PER REJECT", time="2024-05")
    corpus.tell("Chile did not respond to offers of talks from Peru.", "CHL>PER", kind="omission")
    return corpus


def two_legs(corpus):
    shut_door(corpus)
    corpus.tell("Peru met Brazil’s envoy.", "PER=BRA CONSULT", time="2024-04")
    corpus.tell("Chile and Brazil traded wheat.", "CHL=BRA COOPERATE", time="2024-05")
    return corpus


def test_third_party_with_both_legs_is_a_channel_to_the_one_who_refuses(corpus):
    (item,) = two_legs(corpus).items("channels", "CHL", AS_OF)
    assert (item.fields["origin"], item.fields["goal"]) == ("PER", "CHL")
    assert item.fields["via"] == ("BRA",)
    assert 0 < item.fields["score"] <= 1
    events = {event.id for event in corpus.events()}
    for leg in item.fields["legs"]:
        assert leg["basis"] == "events"
        assert set(leg["events"]) <= events


def test_events_of_the_other_leg_are_listed_so_that_references_hold(corpus):
    two_legs(corpus)
    (item,) = corpus.items("channels", "CHL", AS_OF)
    listed = {event.id for event in corpus.items("events", "CHL", AS_OF)}
    assert {event for leg in item.fields["legs"] for event in leg["events"]} <= listed


def test_no_channel_is_sought_where_the_door_is_open(corpus):
    corpus.tell("Chile and Peru held warm talks.", "CHL=PER CONSULT", time="2024-05")
    corpus.tell("Peru met Brazil’s envoy.", "PER=BRA CONSULT", time="2024-04")
    corpus.tell("Chile and Brazil traded wheat.", "CHL=BRA COOPERATE", time="2024-05")
    assert corpus.items("channels", "CHL", AS_OF) == []


def test_leg_that_went_cold_is_no_channel(corpus):
    shut_door(corpus)
    corpus.tell("Peru met Brazil’s envoy.", "PER=BRA CONSULT", time="2019-04")
    corpus.tell("Chile and Brazil traded wheat.", "CHL=BRA COOPERATE", time="2024-05")
    assert corpus.items("channels", "CHL", AS_OF) == []


def test_hostile_events_carry_nothing(corpus):
    shut_door(corpus)
    corpus.tell("Peru threatened Brazil.", "PER>BRA THREATEN", time="2024-04")
    corpus.tell("Chile and Brazil traded wheat.", "CHL=BRA COOPERATE", time="2024-05")
    assert corpus.items("channels", "CHL", AS_OF) == []


def test_leg_that_is_only_recommended_counts_less_and_says_so(corpus):
    shut_door(corpus)
    corpus.tell("Peru should use its ties with Brazil.", "PER=BRA CONSULT", kind="recommendation")
    corpus.tell("Chile and Brazil traded wheat.", "CHL=BRA COOPERATE", time="2024-05")
    (item,) = corpus.items("channels", "CHL", AS_OF)
    assert [leg["basis"] for leg in item.fields["legs"]] == ["proposed", "events"]
    assert "only proposed, planned or foreseen" in item.text


def test_next_date_is_an_occasion_ahead_of_the_third_party(corpus):
    two_legs(corpus)
    corpus.tell(
        "Brazil hosts a summit with Peru in May 2024.",
        "BRA=PER CONSULT",
        kind="scheduled",
        time="2024-05",
    )
    corpus.tell(
        "Brazil and the United States meet in September 2024.",
        "BRA=USA CONSULT",
        kind="scheduled",
        time="2024-09",
    )
    (item,) = corpus.items("channels", "CHL", AS_OF)
    assert item.fields["next_date"] == date(2024, 9, 1)


def test_hub_of_a_list_does_not_link_its_guests(corpus):
    shut_door(corpus)
    corpus.tell("Chile held summits with Brazil and Peru’s allies.", "CHL=BRA+OMN CONSULT",
                time="2024-05")  # fmt: skip
    assert corpus.items("channels", "CHL", AS_OF) == []


def legs_of_brazil(corpus):
    corpus.tell("Peru met Brazil’s envoy.", "PER=BRA CONSULT", time="2024-04")
    corpus.tell("Chile and Brazil traded wheat.", "CHL=BRA COOPERATE", time="2024-05")
    return corpus.items("channels", "CHL", AS_OF)


def test_a_door_that_opened_again_after_the_refusals_needs_no_channel(corpus):
    shut_door(corpus)
    corpus.tell("Chile and Peru held talks on fishing.", "CHL=PER CONSULT", time="2024-06-20")
    corpus.document("later", published=AS_OF)
    assert legs_of_brazil(corpus) == []


def test_refusals_after_the_last_meeting_shut_the_door(corpus):
    corpus.tell("Chile and Peru held talks.", "CHL=PER CONSULT", time="2024-02")
    shut_door(corpus)
    assert len(legs_of_brazil(corpus)) == 1


def test_who_names_a_price_and_who_doubts_hasn_t_shut_the_door(corpus):
    corpus.tell(
        "Peru refused talks with Chile unless the fishing ban ends.",
        "PER>CHL REJECT",
        time="2024-05",
        condition="unless the fishing ban ends",
    )
    corpus.tell(
        "A breakthrough in talks between Chile and Peru is unlikely.",
        "CHL=PER",
        kind="assessment",
    )
    assert legs_of_brazil(corpus) == []


def test_one_refusal_told_twice_in_one_sentence_is_one_sign(corpus):
    corpus.tell("Chile and Peru held talks.", "CHL=PER CONSULT", time="2024-02")
    corpus.write("Chile refused dialogue and rejected talks with Peru.")
    corpus.code("CHL>PER REJECT", "refused dialogue", time="2024-05")
    corpus.code("CHL>PER REJECT", "rejected talks", time="2024-05")
    assert legs_of_brazil(corpus) == []


def test_staying_away_from_a_summit_of_many_shuts_no_door(corpus):
    for name in ("one", "two"):
        corpus.document(name)
        corpus.tell("Chile sent nobody to the Pacific summit.", "CHL>PER", kind="omission")
    assert legs_of_brazil(corpus) == []


def test_dialogue_that_a_year_is_said_to_have_seen_opens_no_door(corpus):
    shut_door(corpus)
    corpus.tell("There was dialogue of Chile and Peru in 2024.", "CHL=PER CONSULT", time="2024")
    assert len(legs_of_brazil(corpus)) == 1
