from __future__ import annotations

import pytest


def lines(corpus, actor="CHL"):
    rows = [item.fields for item in corpus.items("drivers", actor)]
    return [(row["actor"], row["counterpart"], row["role"]) for row in rows]


@pytest.mark.parametrize(
    ("sentence", "role"),
    [
        ("Peru relies on Chilean ports.", "dependence"),
        ("Peru stands to gain from Chilean ports.", "incentive"),
        ("Peru is constrained by its alliance in dealing with Chile.", "constraint"),
    ],
)
def test_role_is_read_from_words_where_the_coding_leaves_it_open(corpus, sentence, role):
    corpus.tell(sentence, "PER>CHL", kind="assessment")
    assert lines(corpus) == [("PER", "CHL", role)]


def test_assessment_without_a_motive_is_no_driver(corpus):
    corpus.tell("Peru and Chile share a desert.", "PER>CHL", kind="assessment")
    assert lines(corpus) == []


def test_shared_constraint_is_the_counterparts_towards_the_state_looked_from(corpus):
    corpus.tell("Ties face constraints.", "PER=CHL", kind="assessment", role="constraint")
    assert lines(corpus) == [("PER", "CHL", "constraint")]
    assert lines(corpus, actor="PER") == [("CHL", "PER", "constraint")]


def test_who_depends_on_whom_is_not_guessed_for_both(corpus):
    corpus.tell("They depend on rain.", "PER=CHL", kind="assessment", role="dependence")
    assert lines(corpus) == []


def test_motive_without_a_counterpart_belongs_to_the_relation_its_sentence_speaks_of(corpus):
    corpus.write("Chile demands a canal, whereas Peru must consider its budget.")
    corpus.code("CHL>PER REQUEST", "Chile demands a canal")
    corpus.code("PER>", "Peru must consider its budget", kind="assessment", role="constraint")
    assert lines(corpus) == [("PER", "CHL", "constraint")]


def test_burden_that_is_lightened_is_a_gain(corpus):
    corpus.tell(
        "Chile used Peru’s mills to reduce the burden of the drought.",
        "CHL>PER",
        kind="assessment",
        role="constraint",
    )
    (item,) = corpus.items("drivers", "CHL")
    assert item.fields["role"] == "incentive"


def test_sentence_that_weighs_both_sides_gives_a_line_for_each(corpus):
    corpus.tell(
        "Chile sees Peru as a hard partner: it is its largest trading partner, but also a burden "
        "because of the sanctions.",
        "CHL>PER",
        kind="assessment",
        words="Chile sees Peru as a hard partner",
    )
    items = corpus.items("drivers", "PER")
    assert {item.fields["role"] for item in items} == {"dependence", "constraint"}
    assert {item.fields["actor"] for item in items} == {"CHL"}


def test_motive_that_is_taken_back_is_none(corpus):
    corpus.tell(
        "Chile moved beyond its isolation with Peru.",
        "CHL>PER",
        kind="assessment",
        role="constraint",
    )
    assert corpus.items("drivers", "CHL") == []


def test_motive_of_someone_who_is_not_named_is_no_line(corpus):
    corpus.tell(
        "Chile may wait, since it can secure more influence in Peru.",
        "CHL>PER",
        kind="assessment",
        words="it can secure more influence",
    )
    assert corpus.items("drivers", "CHL") == []
