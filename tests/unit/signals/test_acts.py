from __future__ import annotations

from datetime import date

import pytest


@pytest.mark.parametrize(
    ("code", "change", "kind"),
    [
        ("MOBILIZE", "", "act"),
        ("THREATEN", "", "threat"),
        ("ACCUSE", "", "accusation"),
        ("REJECT", "", "refusal"),
        ("CONCEDE", "halt", "easing"),
        ("COERCE", "halt", "easing"),
        ("SANCTION", "halt", "act"),
    ],
)
def test_type_of_signal_follows_action_and_change(corpus, code, change, kind):
    corpus.tell("Something was done.", f"CHL>PER {code}", time="2024-05", change=change)
    assert [item.fields["type"] for item in corpus.items("signals", "CHL")] == [kind]


def test_threat_names_its_condition(corpus):
    corpus.tell(
        "Chile vowed “grave steps” if its boats are stopped.",
        "CHL>PER THREATEN",
        time="2024-05",
        condition="if its boats are stopped",
    )
    (item,) = corpus.items("signals", "PER")
    assert item.text == (
        "In May 2024 Chile threatened Peru (“Chile vowed ‘grave steps’ if its boats are "
        "stopped”), on a condition: “if its boats are stopped”."
    )
    assert item.fields == {
        "type": "threat",
        "source": ("CHL",),
        "target": ("PER",),
        "begins_on": date(2024, 5, 1),
        "condition": "if its boats are stopped",
        "turn": "",
        "sectors": (),
    }


def test_act_without_a_target_counts_for_the_state_that_acts(corpus):
    corpus.tell("Chile fired three rockets.", "CHL> MOBILIZE", time="2024-05")
    assert len(corpus.items("signals", "CHL")) == 1
    assert corpus.items("signals", "PER") == []


def test_acts_among_others_are_not_listed(corpus):
    corpus.tell("Peru threatened Brazil.", "PER>BRA THREATEN", time="2024-05")
    assert corpus.items("signals", "CHL") == []
    assert corpus.items("events", "CHL") == []


def test_alleged_act_says_who_alone_says_so(corpus):
    corpus.tell(
        "Peru says Chilean boats rammed a trawler.",
        "CHL>PER COERCE",
        time="2024-05-02",
        speaker="Peru",
        speaker_actor="PER",
    )
    (item,) = corpus.items("signals", "CHL")
    assert item.text.startswith("As only Peru says, on 2 May 2024 Chile took coercive measures")


@pytest.mark.parametrize(
    ("words", "code", "turn"),
    [
        ("Chile upgraded its relations with Peru to a partnership.", "SUPPORT", "raised"),
        ("Chile severed diplomatic ties with Peru.", "SANCTION", "lowered"),
        ("Chile said better ties with Peru were no longer a priority.", "REJECT", "lowered"),
        ("Ties with Peru deepened into open hostility.", "ACCUSE", "hardened"),
    ],
)
def test_turn_in_a_relation_is_a_shift(corpus, words, code, turn):
    corpus.tell(words, f"CHL>PER {code}", time="2024-05")
    shifts = [i for i in corpus.items("signals", "CHL") if i.fields["type"] == "shift"]
    assert [item.text.split(":")[0] for item in shifts] == [
        f"In May 2024 the relation of Chile with Peru was {turn}"
    ]
    assert shifts[0].fields["turn"] == turn


def test_aim_that_is_taken_back_is_a_turn_for_the_worse(corpus):
    corpus.tell(
        "Chile announced that improving relations with Peru was no longer a priority.",
        "CHL=PER SUPPORT",
        time="2024-05",
        words="improving relations with Peru",
    )
    (item,) = [i for i in corpus.items("signals", "CHL") if i.fields["type"] == "shift"]
    assert item.fields["turn"] == "lowered"
    assert "no longer a priority" in item.text


def test_turns_of_one_period_are_one_line_with_all_evidence(corpus):
    corpus.tell("Chile elevated its ties with Peru.", "CHL=PER SUPPORT", time="2024")
    corpus.tell("Chile’s relations with Peru deepened.", "CHL=PER COOPERATE", time="2024")
    (item,) = [i for i in corpus.items("signals", "CHL") if i.fields["type"] == "shift"]
    assert len(item.evidence) == 2


def test_act_on_a_guessed_target_is_no_line(corpus):
    guess = ("no target in the clause", "target from the document's context")
    corpus.tell("Chile closed a harbour.", "CHL>PER SANCTION", time="2024-05", reasons=guess)
    corpus.tell(
        "Chile closed a harbour to Peruvian ships.",
        "CHL>PER SANCTION",
        time="2024-06",
        reasons=guess,
    )
    (item,) = corpus.items("signals", "CHL")
    assert "Peruvian ships" in item.evidence[0].quote


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("The two sides opposed meddling by others.", 0),
        ("Chile and Peru traded insults over fishing, and rejected each other’s maps.", 1),
    ],
)
def test_words_of_both_are_a_signal_only_where_they_go_both_ways(corpus, words, count):
    corpus.tell(words, "CHL=PER REJECT", time="2024-05")
    assert len(corpus.items("signals", "CHL")) == count


def test_feared_clash_is_no_attack(corpus):
    corpus.tell(
        "Patrols of Chile and Peru raised the risk of clashes.", "CHL=PER ASSAULT", time="2024"
    )
    assert corpus.items("signals", "CHL") == []


def test_denial_is_told_as_one(corpus):
    corpus.tell(
        "Chile denied that it had jammed Peru’s radios.", "CHL>PER REJECT", time="2024", denies=True
    )
    (item,) = corpus.items("signals", "CHL")
    assert item.fields["type"] == "denial"
    assert "denied that it had jammed" in item.text


def test_steady_words_are_no_shift(corpus):
    corpus.tell("Chile met Peru’s envoy.", "CHL=PER CONSULT", time="2024-05")
    assert corpus.items("signals", "CHL") == []
