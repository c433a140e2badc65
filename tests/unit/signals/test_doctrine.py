from __future__ import annotations

from datetime import date

import pytest


def named_an_enemy(corpus):
    corpus.document("a", date(2024, 6, 30))
    corpus.tell(
        "In March 2023, Chile redefined its ties with Peru as those of two hostile states.",
        "CHL>PER",
        kind="assessment",
        time="2023-03",
    )
    corpus.tell(
        "This definition was repeated in speeches and reinforced as official doctrine.",
        "CHL>PER ACCUSE",
    )
    corpus.document("b", date(2024, 6, 1))
    corpus.tell(
        "Chile now calls Peru its “principal enemy”.", "CHL>PER", kind="assessment", time="2024"
    )
    return {item.fields["label"]: item for item in corpus.items("doctrine", "CHL")}


def test_each_label_is_a_line_as_written(corpus):
    assert set(named_an_enemy(corpus)) == {"two hostile states", "principal enemy"}


def test_labels_of_one_vein_share_their_beginning_and_repetitions(corpus):
    for item in named_an_enemy(corpus).values():
        assert item.fields["since"] == date(2023, 3, 1)
        assert date(2024, 1, 1) in item.fields["repeated"]
        assert item.fields["counterpart"] == "PER"


def test_sentence_that_takes_the_label_up_makes_it_official(corpus):
    item = named_an_enemy(corpus)["two hostile states"]
    assert item.fields["step"] == "official"
    assert any("official doctrine" in cited.quote for cited in item.evidence)


def test_label_that_is_given_up_is_none(corpus):
    corpus.tell(
        "Peru was no longer defined as a partner but as a “sworn enemy”.",
        "CHL>PER",
        kind="assessment",
    )
    assert [item.fields["label"] for item in corpus.items("doctrine", "CHL")] == ["sworn enemy"]


def test_what_the_other_side_calls_the_state_is_not_its_doctrine(corpus):
    corpus.tell("Peru calls Chile a “rogue state”.", "PER>CHL", kind="assessment")
    assert corpus.items("doctrine", "CHL") == []


def test_a_word_for_a_relation_alone_is_no_label(corpus):
    corpus.tell("The rivalry of Chile and Peru is old.", "CHL=PER", kind="assessment")
    assert corpus.items("doctrine", "CHL") == []


@pytest.mark.parametrize(
    ("words", "step"),
    [
        ("Chile’s parliament wrote into law that Peru is designated a “hostile state”.", "law"),
        ("The treaty calls Peru “a brotherly nation”.", "treaty"),
        ("A spokesman called Peru “a brotherly nation”.", "statement"),
    ],
)
def test_step_follows_the_words(corpus, words, step):
    corpus.tell(words, "CHL>PER", kind="assessment", time="2024")
    (item,) = corpus.items("doctrine", "CHL")
    assert item.fields["step"] == step


def test_names_of_the_counterpart_share_a_line_and_those_of_the_relation_another(corpus):
    for words in (
        "Chile calls Peru its “main foe”.",
        "Chile labels Peru a “sworn enemy”.",
        "Chile describes their ties as those of “two hostile states”.",
    ):
        corpus.tell(words, "CHL>PER", kind="assessment", time="2024")
    items = corpus.items("doctrine", "CHL")
    assert {item.fields["labels"] for item in items} == {
        ("main foe", "sworn enemy"),
        ("two hostile states",),
    }


def test_step_towards_an_alliance_is_none(corpus):
    corpus.tell("Chile called the plan a step towards an alliance.", "CHL>PER", kind="assessment")
    assert corpus.items("doctrine", "CHL") == []
