from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from detente.events import group_events
from detente.events.grouping import Grouper
from detente.model import Judgement


def summit_twice(corpus):
    corpus.document("north")
    corpus.tell(
        "The presidents of Kenya and Uganda met in Kisumu on 4 March 2024.",
        "KEN=UGA CONSULT",
        time="2024-03-04",
    )
    corpus.document("south")
    corpus.tell(
        "In March Uganda's president held talks with his Kenyan host in Kisumu.",
        "KEN=UGA CONSULT",
        time="2024-03",
    )
    return corpus


def test_two_publishers_of_one_meeting_make_one_event(corpus):
    (event,) = summit_twice(corpus).events()
    assert event.n_documents == 2
    assert event.n_publishers == 2
    assert len(event.evidence) == len(event.statements) == 2


def test_event_takes_the_most_precise_of_fitting_dates(corpus):
    (event,) = summit_twice(corpus).events()
    assert (event.begins_on, event.ends_on, event.time) == (
        date(2024, 3, 4),
        date(2024, 3, 4),
        "2024-03-04",
    )


def test_ids_and_order_do_not_depend_on_the_order_of_the_input(corpus):
    summit_twice(corpus)
    corpus.tell("Kenya then closed the border at Busia.", "KEN>UGA SANCTION", time="2024-03")
    forwards = corpus.events()
    corpus.statements.reverse()
    assert [event.id for event in corpus.events()] == [event.id for event in forwards]


def test_meetings_of_different_days_stay_apart(corpus):
    corpus.document("north")
    corpus.tell("Kenya and Uganda met in Kisumu.", "KEN=UGA CONSULT", time="2024-03-04")
    corpus.document("south")
    corpus.tell("Kenya and Uganda met in Kisumu.", "KEN=UGA CONSULT", time="2024-03-19")
    assert len(corpus.events()) == 2


def test_a_report_of_the_whole_year_does_not_chain_two_dated_ones(corpus):
    for name, time in (("a", "2024-03"), ("b", "2024-08"), ("c", "2024")):
        corpus.document(name)
        corpus.tell(
            "Peru shipped vaccine and field hospitals to Bolivia.", "PER>BOL AID", time=time
        )
    assert sorted(len(event.statements) for event in corpus.events()) == [1, 2]


def test_opposite_directions_of_aid_stay_apart(corpus):
    corpus.document("a")
    corpus.tell("Chile sent fuel to Peru.", "CHL>PER AID", time="2024-03-04")
    corpus.document("b")
    corpus.tell("Peru sent fuel to Chile.", "PER>CHL AID", time="2024-03-04")
    assert len(corpus.events()) == 2


def test_halted_and_resumed_trade_stay_apart(corpus):
    corpus.document("a")
    corpus.tell("Trade halted.", "CHL=PER COOPERATE", time="2024-03", change="halt")
    corpus.document("b")
    corpus.tell("Trade resumed.", "CHL=PER COOPERATE", time="2024-03", change="resume")
    assert len(corpus.events()) == 2


def test_two_acts_of_one_sentence_are_two_events(corpus):
    corpus.write("Chile shelled the island and later shelled the harbour of the island.")
    corpus.code("CHL>PER ASSAULT", "shelled the island", time="2024-03-04")
    corpus.code("CHL>PER ASSAULT", "shelled the harbour of the island", time="2024-03-04")
    assert len(corpus.events()) == 2


def test_everything_discussed_on_one_day_is_one_meeting(corpus):
    corpus.tell("They met in Oslo.", "NOR=SWE CONSULT", time="2024-05-02")
    corpus.tell("The two discussed fisheries.", "NOR=SWE CONSULT", time="2024-05-02")
    corpus.tell("They also discussed grid links.", "NOR=SWE CONSULT", time="2024-05-02")
    assert len(corpus.events()) == 1


def test_undated_mention_joins_only_where_words_agree(corpus):
    corpus.document("a")
    corpus.tell("Norway delivered two icebreakers to Sweden.", "NOR>SWE AID", time="2024-05-02")
    corpus.document("b")
    corpus.tell(
        "After the two icebreakers delivered by Norway, work began.",
        "NOR>SWE AID",
        "the two icebreakers delivered by Norway",
    )
    corpus.document("c")
    corpus.tell("Norway has sent blankets before.", "NOR>SWE AID")
    assert sorted(len(event.statements) for event in corpus.events()) == [1, 2]


def test_copied_sentence_is_no_second_publisher(corpus):
    for name in ("agency", "paper"):
        corpus.document(name)
        corpus.tell("Norway delivered two icebreakers to Sweden.", "NOR>SWE AID", time="2024-05-02")
    (event,) = corpus.events()
    assert len(event.evidence) == 2
    assert (event.n_documents, event.n_publishers) == (1, 1)


def test_denied_action_makes_no_event_and_contests_the_reported_one(corpus):
    corpus.document("a")
    corpus.tell("Chile shelled the harbour of Arica.", "CHL>PER ASSAULT", time="2024-05-02")
    corpus.document("b")
    corpus.tell(
        "Chile denied it had shelled the harbour of Arica.",
        "CHL>PER ASSAULT",
        time="2024-05-03",
        denies=True,
    )
    (event,) = corpus.events()
    assert event.contested
    assert event.asserted_by == ()


def test_denied_motive_leaves_the_act_standing(corpus):
    corpus.tell("Chile released the harbour pilots.", "CHL>PER CONCEDE", time="2024-05-02")
    corpus.tell(
        "Chile denied that the release of the pilots was a quid pro quo.",
        "CHL>PER REJECT",
        time="2024-05-03",
        denies=True,
    )
    released = next(event for event in corpus.events() if event.action == "CONCEDE")
    assert not released.contested


def test_allegation_of_one_state_is_contested_until_others_report_it(corpus):
    corpus.document("a")
    corpus.tell(
        "Peru's army said Chilean drones crossed the border river.",
        "CHL>PER MOBILIZE",
        time="2024-05-02",
        speaker="Peru's army",
        speaker_actor="PER",
    )
    (alone,) = corpus.events()
    assert alone.contested
    assert alone.asserted_by == ("PER",)
    corpus.document("b")
    corpus.tell("Chilean drones crossed the river.", "CHL>PER MOBILIZE", time="2024-05-02")
    (reported,) = corpus.events()
    assert not reported.contested
    assert reported.asserted_by == ()


def test_only_statements_of_kind_event_become_events(corpus):
    corpus.tell("Talks may resume.", "CHL=PER CONSULT", kind="forecast")
    assert corpus.events() == ()


def test_event_without_actors_is_rejected_with_a_reason(corpus):
    corpus.tell("Shots were fired.", "> ASSAULT")
    result = group_events(
        corpus.statements,
        documents=corpus.documents,
        codebook=corpus.codebook,
        settings=corpus.settings,
    )
    assert result.rows == ()
    assert "no acting party" in result.rejected[0].reason


def judged(corpus, verdict):
    one, two = corpus.statements
    verdicts = [
        Judgement(one.key, verdict, "reviewer", datetime(2024, 7, 1, tzinfo=UTC), other=two.key)
    ]
    return group_events(
        corpus.statements,
        documents=corpus.documents,
        codebook=corpus.codebook,
        settings=corpus.settings,
        judgements=verdicts,
    ).rows


def test_people_outrank_the_rules_in_both_directions(corpora):
    together = summit_twice(corpora())
    assert len(judged(together, "different")) == 2
    apart = corpora()
    apart.tell("Chile lifted the fee.", "CHL>PER CONCEDE", time="2024-03-04")
    apart.tell("Santiago let trucks pass again.", "CHL>PER CONCEDE", time="2024-03-06")
    assert len(apart.events()) == 2
    assert len(judged(apart, "same")) == 1


def test_name_is_taken_from_the_words_of_the_report(corpus):
    corpus.tell(
        "After months of quarrel, Chile lifted the port fee for Peruvian trucks, aides said.",
        "CHL>PER CONCEDE",
        "lifted the port fee for Peruvian trucks",
    )
    (event,) = corpus.events()
    assert event.what == "lifted the port fee for Peruvian trucks"


def test_statements_that_share_a_span_get_ids_of_their_own(corpus):
    row = corpus.tell("Chile vowed revenge on Peru.", "CHL>PER THREATEN", time="2024-03-04")
    corpus.statements.append(replace(row, codes=("ACCUSE",)))
    assert len({event.id for event in corpus.events()}) == 2


def test_neighbouring_months_are_no_common_date(corpus):
    for name, time in (("a", "2024-01"), ("b", "2024-02")):
        corpus.document(name)
        corpus.tell("Chile sent grain by ship.", "CHL>PER AID", time=time)
    assert len(corpus.events()) == 2


def test_a_night_between_two_publishers_dates_is_forgiven(corpus):
    for name, time in (("a", "2024-01-05"), ("b", "2024-01-06")):
        corpus.document(name)
        corpus.tell("Chile fired test rockets.", "CHL>PER MOBILIZE", time=time)
    assert len(corpus.events()) == 1


def test_scrap_of_a_word_is_told_with_its_sentence(corpus):
    corpus.tell("A ferry line to Callao was pursued.", "CHL=PER CONSULT", "pursued")
    (event,) = corpus.events()
    assert event.what == "A ferry line to Callao was pursued"


def test_long_report_is_named_from_its_deciding_words_on(corpus):
    corpus.tell(
        "After a long winter of quarrels about fees, quotas, escorts and the rules for trucks, "
        "Chile and Peru reopened the pass that their grandfathers had built for the wool trade.",
        "CHL=PER CONCEDE",
        trigger="reopened",
    )
    (event,) = corpus.events()
    assert "reopened the pass" in event.what
    assert len(event.what) <= 125


def test_a_decision_on_a_forecast_leaves_the_events_as_they_were_grouped(corpus):
    summit_twice(corpus)
    corpus.tell("Kenya will close the border at Busia.", "KEN>UGA SANCTION", kind="forecast")
    grouper = Grouper(corpus.codebook)
    first, forecast = corpus.statements[0], corpus.statements[-1]

    before = grouper.group(corpus.statements, documents=corpus.documents)
    decided = grouper.group(
        [one for one in corpus.statements if one is not forecast], documents=corpus.documents
    )
    rejected = grouper.group(
        [one for one in corpus.statements if one is not first], documents=corpus.documents
    )
    renamed = {key: replace(one, publisher="Rift Herald") for key, one in corpus.documents.items()}
    graded = grouper.group(corpus.statements, documents=renamed)

    assert decided is before
    assert [one.n_publishers for one in before.rows] == [2]
    assert [one.statements for one in rejected.rows] == [(corpus.statements[1].key,)]
    assert [one.n_publishers for one in graded.rows] == [1]


def test_grouping_after_a_decision_equals_grouping_all_anew(corpus):
    places = "Kisumu Busia Namanga Moyale Mombasa Garissa Lamu Nakuru".split()
    for number in range(60):
        corpus.document(f"paper {number % 5}")
        place, day = places[number % 8], number % 4 + 1
        acts = ("KEN=UGA CONSULT", "KEN>UGA AID", "UGA>KEN AID", "KEN>TZA SANCTION")
        corpus.tell(
            f"Kenya sent word from {place} on the {places[number % 7]} road on {day} March 2024.",
            acts[number % 3 if number % 5 else 3],
            time=f"2024-03-0{day}" if number % 6 else "2024-03",
        )
    grouper = Grouper(corpus.codebook)
    grouper.group(corpus.statements, documents=corpus.documents)
    for number in range(0, 60, 7):
        rows = [row for row in corpus.statements if row is not corpus.statements[number]]
        rows[number % 50] = replace(rows[number % 50], codes=("AID",))
        judged = [
            Judgement(rows[3].key, "same", "R", datetime(2024, 7, 1, tzinfo=UTC), other=rows[9].key)
        ]
        again = grouper.group(rows, documents=corpus.documents, judgements=judged)
        anew = Grouper(corpus.codebook).group(rows, documents=corpus.documents, judgements=judged)

        assert again == anew
        assert len(again.rows) < len(rows)
