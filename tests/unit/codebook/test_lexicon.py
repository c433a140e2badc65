"""The lexicon: which sense of a word fits, and what an operator makes of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.codebook import algebra
from detente.codebook.lexicon import Lexicon, load_lexicon
from detente.codebook.lexicon_tables import CUE_CATEGORIES, read_sectors
from detente.codebook.senses import Phrase
from detente.model import ACTIONS, SECTORS


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon()


def code(lexicon: Lexicon, verb: str, noun: str = "", particle: str = "") -> str:
    """The code of a verb with an object; an operator is applied to the object's code."""
    sense = lexicon.best_sense(
        verb,
        particles=particle.split(),
        direct=Phrase(nouns=[noun, noun.split()[-1]]) if noun else None,
    )
    assert sense is not None, verb
    if not sense.is_operator:
        return sense.code
    named = lexicon.noun(noun)
    found = lexicon.apply(sense.code, named.code if named else "", change=sense.change)
    return found[0] if found else ""


@pytest.mark.parametrize(
    ("verb", "noun", "expected"),
    [
        ("recall", "ambassador", "SANCTION"),
        ("expel", "diplomat", "SANCTION"),
        ("lift", "sanction", "CONCEDE"),
        ("release", "prisoner", "CONCEDE"),
        ("fire", "missile", "MOBILIZE"),
        ("fire", "", "ASSAULT"),
        ("test", "missile", "MOBILIZE"),
        ("deploy", "troop", "MOBILIZE"),
        ("deploy", "peacekeeper", "AID"),
        ("withdraw", "troop", "CONCEDE"),
        ("withdraw", "ambassador", "SANCTION"),
        ("sever", "tie", "SANCTION"),
        ("restore", "tie", "SUPPORT"),
        ("elevate", "relationship", "SUPPORT"),
        ("sign", "treaty", "SUPPORT"),
        ("reach", "agreement", "AGREE"),
        ("ratify", "treaty", "SUPPORT"),
        ("extend", "invitation", "AGREE"),
        ("grant", "asylum", "AID"),
        ("supply", "weapon", "AID"),
        ("impose", "tariff", "SANCTION"),
        ("hold", "summit", "CONSULT"),
        ("stage", "military drill", "MOBILIZE"),
        ("hold", "joint exercise", "COOPERATE"),
        ("hold", "protest", "PROTEST"),
        ("suspend", "joint drill", "CONCEDE"),
        ("suspend", "talk", "REJECT"),
        ("suspend", "aid", "SANCTION"),
        ("halt", "loudspeaker broadcast", "CONCEDE"),
        ("abort", "tour", "SANCTION"),
        ("expand", "trade", "COOPERATE"),
        ("reduce", "trade", "SANCTION"),
        ("summon", "ambassador", "ACCUSE"),
        ("veto", "resolution", "REJECT"),
        ("destroy", "road", "SANCTION"),
        ("seize", "tanker", "COERCE"),
        ("invade", "", "ASSAULT"),
        ("strike", "deal", "AGREE"),
        ("strike", "base", "ASSAULT"),
        ("condemn", "launch", "ACCUSE"),
        ("congratulate", "", "SUPPORT"),
        ("import", "oil", "COOPERATE"),
        ("offer", "talk", "AGREE"),
        ("reject", "offer", "REJECT"),
        ("demand", "withdrawal", "REQUEST"),
        ("threaten", "retaliation", "THREATEN"),
        ("vow", "counterattack", "THREATEN"),
        ("demonstrate", "", "PROTEST"),
        ("demonstrate", "posture", ""),
        ("evade", "sanction", ""),
        ("release", "report", ""),
        ("release", "hostage", "CONCEDE"),
        ("provide", "ammunition", "AID"),
        ("provide", "momentum", ""),
        ("maintain", "communication channel", "CONSULT"),
        ("deliver", "howitzer", "AID"),
        ("expel", "migrant", "COERCE"),
        ("raise", "relation", "SUPPORT"),
        ("raise", "tariff", "SANCTION"),
        ("lift", "ban", "CONCEDE"),
    ],
)
def test_object_decides_what_a_verb_counts_as(
    lexicon: Lexicon, verb: str, noun: str, expected: str
) -> None:
    assert code(lexicon, verb, noun) == expected


def test_particle_outranks_the_bare_verb(lexicon: Lexicon) -> None:
    assert code(lexicon, "break", "talk", "off") == "REJECT"
    assert code(lexicon, "hit", particle="back at") == "ASSAULT"
    assert code(lexicon, "crack", particle="down on") == "COERCE"


def test_object_of_a_preposition_decides_for_a_prepositional_verb(lexicon: Lexicon) -> None:
    from_treaty = lexicon.best_sense(
        "withdraw", particles=["from"], governed={"from": Phrase(nouns=["treaty"])}
    )
    from_city = lexicon.best_sense(
        "withdraw", particles=["from"], governed={"from": Phrase(nouns=["city"])}
    )
    assert from_treaty is not None and from_treaty.code == "REJECT"
    assert from_city is not None and from_city.code == "CONCEDE"


def test_direct_object_outranks_a_preposition_with_an_unknown_object(lexicon: Lexicon) -> None:
    sense = lexicon.best_sense(
        "withdraw",
        particles=["from"],
        direct=Phrase(nouns=["ambassador"]),
        governed={"from": Phrase(nouns=["capital"], traits={"actor"})},
    )
    assert sense is not None and sense.code == "SANCTION"


def test_named_party_outranks_a_preposition_but_a_clause_does_not(lexicon: Lexicon) -> None:
    """ "Called Lee on Monday" is a call; "called on Lee to resign" is a demand."""
    on = {"on": Phrase(nouns=["monday"])}
    phoned = lexicon.best_sense(
        "call", particles=["on"], direct=Phrase(traits={"person"}), governed=on
    )
    urged = lexicon.best_sense(
        "call", particles=["on"], direct=Phrase(traits={"clause"}), governed=on
    )
    assert phoned is not None and phoned.code == "CONSULT"
    assert urged is not None and urged.code == "=DEMAND"


@pytest.mark.parametrize(
    ("verb", "preposition", "noun", "expected"),
    [
        ("meet", "with", "retaliation", "THREATEN"),
        ("meet", "with", "resistance", "REJECT"),
        ("retaliate", "with", "tariff", "SANCTION"),
        ("retaliate", "with", "airstrike", "ASSAULT"),
        ("add", "to", "blacklist", "SANCTION"),
        ("put", "on", "white list", "SUPPORT"),
    ],
)
def test_preposition_and_its_object_decide_together(
    lexicon: Lexicon, verb: str, preposition: str, noun: str, expected: str
) -> None:
    phrase = Phrase(nouns=[noun, noun.split()[-1]])
    sense = lexicon.best_sense(verb, particles=[preposition], governed={preposition: phrase})
    assert sense is not None and sense.code == expected


def test_acts_done_by_speaking_open_no_reported_speech(lexicon: Lexicon) -> None:
    acts = {"urge", "demand", "ask", "order", "vow", "pledge", "promise", "threaten", "deny"}
    assert acts.isdisjoint(lexicon.cues("speech"))
    told_that = lexicon.best_sense("tell", particles=["that"], direct=Phrase(traits={"clause"}))
    assert told_that is not None and told_that.code == "=SAY"


def test_noun_outranks_its_class_and_class_outranks_any_object(lexicon: Lexicon) -> None:
    sense = lexicon.best_sense("send", direct=Phrase(nouns=["rescue team", "team"]))
    assert sense is not None and "rescue team" in sense.objects
    by_class = lexicon.best_sense("station", direct=Phrase(nouns=["frigate"]))
    assert by_class is not None and "@force" in by_class.objects


def test_trait_selects_a_sense(lexicon: Lexicon) -> None:
    actor = lexicon.best_sense("strike", direct=Phrase(traits={"actor"}))
    alone = lexicon.best_sense("strike")
    assert actor is not None and actor.code == "ASSAULT"
    assert alone is not None and alone.code == "PROTEST"


def test_receiving_turns_the_direction_round(lexicon: Lexicon) -> None:
    sense = lexicon.best_sense("receive", direct=Phrase(nouns=["aid"]))
    assert sense is not None
    assert (sense.code, sense.frame, sense.target_prepositions) == ("AID", "o>s", ("from",))


def test_spelling_variants_find_the_same_senses(lexicon: Lexicon) -> None:
    assert lexicon.verb("criticise") == lexicon.verb("criticize") != ()
    assert lexicon.noun("cease-fire") == lexicon.noun("cease fire") is not None
    assert lexicon.noun("mutual defense treaty") == lexicon.noun("mutual defence treaty")
    assert lexicon.relation("good neighbor") == lexicon.relation("good neighbour")


def test_broken_lemma_finds_its_verb(lexicon: Lexicon) -> None:
    assert lexicon.verb("stag") == lexicon.verb("stage") != ()
    assert lexicon.verb("relaunche") == lexicon.verb("relaunch") != ()


def test_unknown_words_have_no_sense(lexicon: Lexicon) -> None:
    assert lexicon.verb("zorble") == ()
    assert lexicon.best_sense("zorble") is None
    assert lexicon.noun("zorble") is None
    assert lexicon.relation("zorble") is None


def test_a_noun_that_rules_another_says_by_which_word(lexicon: Lexicon) -> None:
    assert "on" in lexicon.ruling("ban") and lexicon.noun("ban on import") is not None
    assert lexicon.ruling("zorble") == frozenset()


def test_plural_with_a_meaning_of_its_own_is_kept_apart(lexicon: Lexicon) -> None:
    fighting, feeling = lexicon.noun("hostilities"), lexicon.noun("hostility")
    assert fighting is not None and fighting.code == "ASSAULT"
    assert feeling is None or feeling.code == ""


def test_operator_noun_has_no_code_of_its_own(lexicon: Lexicon) -> None:
    sense = lexicon.noun("resumption")
    assert sense is not None
    assert (sense.code, sense.operator) == ("", "=RESUME")
    assert lexicon.apply(sense.operator, "CONSULT") == ("CONSULT",)


def test_stronger_words_for_a_relation_lie_further_out(lexicon: Lexicon) -> None:
    order = ["principal enemy", "adversary", "rival", "partner", "ally", "ironclad ally"]
    terms = [lexicon.relation(name) for name in order]
    levels = [term.level for term in terms if term]
    assert len(levels) == len(order)
    assert levels == sorted(levels)
    assert levels[0] < 0 < levels[-1]


def test_longer_relation_terms_come_first(lexicon: Lexicon) -> None:
    lengths = [len(term.term.replace("-", " ").split()) for term in lexicon.relation_terms]
    assert lengths == sorted(lengths, reverse=True)


def test_every_cue_category_has_cues_longest_first(lexicon: Lexicon) -> None:
    for category in CUE_CATEGORIES:
        cues = lexicon.cues(category)
        lengths = [len(cue.replace("-", " ").split()) for cue in cues]
        assert cues, category
        assert lengths == sorted(lengths, reverse=True)


def test_every_sector_is_reachable(lexicon: Lexicon) -> None:
    words = {
        "diplomatic": "ambassador",
        "military": "warship",
        "nuclear": "plutonium",
        "economic": "tariff",
        "energy": "pipeline",
        "technology": "semiconductor",
        "infrastructure": "railway",
        "tourism": "tourist",
        "humanitarian": "famine",
        "information": "loudspeaker",
        "culture": "orchestra",
        "legal": "court",
    }
    assert tuple(words) == SECTORS
    for sector, word in words.items():
        assert lexicon.sectors_of([word])[0][0] == sector


def test_every_sector_word_finds_its_own_sector(lexicon: Lexicon) -> None:
    for word, sector, _ in read_sectors(None):
        assert sector in dict(lexicon.sectors_of(word.split())), word
    for british, american in (("defence", "defense"), ("aid programme", "aid program")):
        assert lexicon.sectors_of(british.split()) == lexicon.sectors_of(american.split())


def test_words_inside_a_longer_sector_term_are_used_up(lexicon: Lexicon) -> None:
    whole = dict(lexicon.sectors_of(["nuclear", "power", "plant"]))
    assert "military" not in whole
    assert whole["energy"] > 0
    assert lexicon.sectors_of(["zorble"]) == ()


def test_motives_cover_every_role(lexicon: Lexicon) -> None:
    roles = {motive.role for motive in lexicon.motives}
    assert roles == {"incentive", "constraint", "dependence", "leverage"}


@given(st.sampled_from(sorted(algebra.OPERATORS)), st.sampled_from(("", *ACTIONS)))
def test_operator_yields_distinct_roots_only(operator: str, root: str) -> None:
    for change in ("", "rise", "fall", "halt", "resume", "start", "hold"):
        found = algebra.apply(operator, root, change=change)
        assert set(found) <= set(ACTIONS)
        assert len(found) == len(set(found))


@given(st.sampled_from(sorted(algebra.CONFLICT)))
def test_ending_a_hostile_act_is_giving_way(root: str) -> None:
    assert algebra.apply("=STOP", root)[0] == "CONCEDE"
    assert algebra.apply("=LOWER", root)[0] == "CONCEDE"
    assert algebra.apply("=RESUME", root)[0] == root


@given(st.sampled_from(sorted(algebra.COOPERATION)))
def test_ending_cooperation_is_never_cooperation(root: str) -> None:
    assert not set(algebra.apply("=STOP", root)) & algebra.COOPERATION
    assert algebra.apply("=PROMISE", root)[0] == "AGREE"


def test_families_split_the_roots() -> None:
    assert set(ACTIONS) == algebra.COOPERATION | algebra.CONFLICT
    assert not algebra.COOPERATION & algebra.CONFLICT


def test_unknown_operator_is_an_error() -> None:
    with pytest.raises(KeyError):
        algebra.apply("=NOSUCH", "AID")
