"""The relation between two parties marked in a sentence."""

from __future__ import annotations

import pytest

from detente.bench.pair_rows import unmarked
from detente.statements.pair_coding import code_pairs
from detente.statements.pair_spans import Pair, head_words


@pytest.fixture
def read(coder):
    """Reads a sentence in which <s>…</s> and <t>…</t> stand around the parties."""

    def read_marked(marked):
        text, spans = unmarked(marked)
        return code_pairs([Pair(text, spans.get("s"), spans.get("t"))], coder=coder)[0]

    return read_marked


@pytest.mark.parametrize(
    ("marked", "root"),
    [
        ("<s>Kenya</s> condemned <t>Sudan</t> over the raid on the village.", "ACCUSE"),
        ("<t>Two Chilean editors</t> were detained by <s>the secret police</s>.", "COERCE"),
        ("<s>Norway</s> has given <t>Malawi</t> 40 million euros in food aid.", "AID"),
        ("<s>Kenya</s> and <t>Uganda</t> held talks in Mombasa on Friday.", "CONSULT"),
        ("<s>The rebels</s> freed <t>nine Polish hostages</t> after a month.", "CONCEDE"),
        ("<s>Peru</s> sent fighter jets to bomb <t>the smugglers</t>.", "ASSAULT"),
    ],
)
def test_the_verb_between_the_parties_decides(read, marked, root):
    assert read(marked).code == root


def test_a_promise_of_help_is_an_agreement_and_one_of_harm_a_threat(read):
    assert read("<s>Japan</s> will send doctors to <t>Nepal</t> next week.").code == "AGREE"
    assert read("<s>The junta</s> will bomb <t>the rebel camps</t>.").code == "THREATEN"


def test_what_is_refused_is_a_refusal_whatever_it_is(read):
    assert read("<s>Brazil</s> refused to meet <t>the Bolivian envoy</t>.").code == "REJECT"
    assert read("<s>Brazil</s> will not extradite <t>the banker</t>.").code == "REJECT"


def test_a_reported_attack_is_an_accusation(read):
    marked = "<s>Ukraine</s> said <t>Russian troops</t> had shelled a school in the north."
    assert read(marked).code == "ACCUSE"


def test_what_another_must_do_is_a_request(read):
    assert read("<s>Italy</s> said <t>Libya</t> must close the camps.").code == "REQUEST"


def test_taking_the_trigger_out_changes_the_decision(read):
    with_it = read("<s>Kenya</s> condemned <t>Sudan</t> on Friday.")
    without = read("<s>Kenya</s> neighboured <t>Sudan</t> on Friday.")
    assert with_it.trigger == "condemned"
    assert with_it.code != without.code


def test_every_proposal_names_its_line_of_the_lexicon(read):
    reading = read("<s>Kenya</s> condemned <t>Sudan</t> on Friday.")
    assert reading.margin > 0
    assert "verbs.tsv line" in reading.proposals[0].reason


def test_the_state_named_changes_nothing(read):
    marked = "<s>{}</s> has expelled <t>three diplomats from {}</t> over spying."
    readings = [read(marked.format(*names)) for names in (("Chad", "Peru"), ("Fiji", "Nauru"))]
    assert {reading.code for reading in readings} == {"SANCTION"}


@pytest.mark.parametrize(
    ("phrase", "words"),
    [
        ("ten union leaders of the port", ("ten", "union", "leaders")),
        ("the police in Lima", ("police",)),
        ("Kenya's", ("Kenya",)),
    ],
)
def test_the_head_of_a_party_ends_before_what_follows_it(phrase, words):
    assert head_words(phrase) == words
