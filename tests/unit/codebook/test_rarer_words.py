"""The tables know the rarer ways to say what one party does to another."""

import pytest

from detente.codebook.lexicon import load_lexicon
from detente.codebook.senses import Phrase

LEXICON = load_lexicon()


@pytest.mark.parametrize(
    ("verb", "particles", "code"),
    [
        ("chew", ["out"], "ACCUSE"),
        ("kowtow", ["to"], "CONCEDE"),
        ("nab", [], "COERCE"),
        ("pressurise", [], "=DEMAND"),
        ("scupper", [], "=BLOCK"),
        ("obliterate", [], "ASSAULT"),
        ("stump", ["up"], "AID"),
        ("resile", ["from"], "REJECT"),
    ],
)
def test_a_rarer_verb_has_the_code_of_what_it_says(
    verb: str, particles: list[str], code: str
) -> None:
    sense = LEXICON.best_sense(verb, particles=particles, direct=Phrase(nouns=("offer",)))
    assert sense is not None
    assert sense.code == code


@pytest.mark.parametrize(
    ("verb", "thing", "code"),
    [("muster", "troop", "MOBILIZE"), ("unlock", "asset", "CONCEDE"), ("crew", "film", None)],
)
def test_a_verb_of_many_uses_is_read_by_its_object(verb: str, thing: str, code: str | None) -> None:
    sense = LEXICON.best_sense(verb, direct=Phrase(nouns=(thing,)))
    assert (sense.code if sense else None) == code
