"""Probability phrases stand for intervals whose side of one half is right."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.codebook import Likelihood, load_codebook
from detente.codebook.likelihood import normal_words

# Intelligence Community Directive 203 (2015), section D.6.e(2)(a).
ICD_203 = {
    "almost no chance": (0.01, 0.05),
    "remote": (0.01, 0.05),
    "very unlikely": (0.05, 0.20),
    "highly improbable": (0.05, 0.20),
    "unlikely": (0.20, 0.45),
    "improbable": (0.20, 0.45),
    "roughly even chance": (0.45, 0.55),
    "roughly even odds": (0.45, 0.55),
    "likely": (0.55, 0.80),
    "probable": (0.55, 0.80),
    "very likely": (0.80, 0.95),
    "highly probable": (0.80, 0.95),
    "almost certain": (0.95, 0.99),
    "nearly certain": (0.95, 0.99),
}
# 10th and 90th percentile of 46 answers each in zonination/perceptions.
SURVEY = {
    "almost certainly": (0.85, 0.98),
    "highly likely": (0.80, 0.95),
    "very good chance": (0.72, 0.90),
    "probable": (0.60, 0.85),
    "likely": (0.60, 0.85),
    "probably": (0.57, 0.85),
    "we believe": (0.50, 0.85),
    "better than even": (0.51, 0.66),
    "we doubt": (0.09, 0.42),
    "improbable": (0.03, 0.38),
    "unlikely": (0.09, 0.35),
    "probably not": (0.15, 0.40),
    "little chance": (0.05, 0.23),
    "almost no chance": (0.01, 0.09),
    "highly unlikely": (0.03, 0.17),
    "chances are slight": (0.05, 0.30),
}
# The same of 1,853 to 1,866 answers each in the survey of A. and M. Mauboussin (2018).
SECOND_SURVEY = {
    "almost certainly": (0.80, 0.99),
    "certainly": (0.80, 0.99),
    "likely": (0.55, 0.80),
    "maybe": (0.25, 0.50),
    "might": (0.10, 0.55),
    "possibly": (0.15, 0.60),
    "probably": (0.51, 0.80),
    "real possibility": (0.20, 0.80),
    "serious possibility": (0.30, 0.86),
    "unlikely": (0.05, 0.30),
    "with high probability": (0.70, 0.90),
}


@pytest.fixture(scope="module")
def likelihood() -> Likelihood:
    return load_codebook().likelihood


@pytest.mark.parametrize(
    ("phrase", "bounds"),
    [*ICD_203.items(), *SURVEY.items(), *SECOND_SURVEY.items()],
    ids=lambda part: str(part),
)
def test_interval_holds_the_yardstick_and_most_readers(
    phrase: str, bounds: tuple[float, float], likelihood: Likelihood
) -> None:
    found = likelihood.interval(phrase)
    assert found is not None
    assert found[0] <= bounds[0] and bounds[1] <= found[1]


@pytest.mark.parametrize(
    "phrase",
    [
        "unlikely",
        "are not likely",
        "highly unlikely",
        "is difficult to foresee",
        "hard to imagine",
        "is not expected to",
        "isn't widely expected to",
        "won't",
        "will not",
        "cannot be expected",
        "there is little likelihood",
        "no prospect",
        "neither side will",
        "should face no",
        "improbable",
        "chances are slight",
        "doubtful",
        "cannot be ruled out",
        "unlikely to be resumed soon",
        "will probably not",
        "will not be able to",
        "is hardly likely",
    ],
)
def test_denying_phrase_lies_below_one_half(phrase: str, likelihood: Likelihood) -> None:
    found = likelihood.interval(phrase)
    assert found is not None
    assert sum(found) / 2 < 0.5


@pytest.mark.parametrize(
    "phrase",
    [
        "is expected to",
        "are still expected to",
        "will",
        "is set to",
        "poised to",
        "is bound to",
        "seems all but assured",
        "almost certainly",
        "more likely than not",
        "most likely",
        "is projected to",
        "presumably",
        "in all probability",
        "not only likely",
        "there is no doubt",
        "is not unlikely",
        "appears to",
        "hard to avoid",
        "should",
    ],
)
def test_affirming_phrase_lies_above_one_half(phrase: str, likelihood: Likelihood) -> None:
    found = likelihood.interval(phrase)
    assert found is not None
    assert sum(found) / 2 > 0.5


def test_longest_known_phrase_decides(likelihood: Likelihood) -> None:
    assert likelihood.interval("may weaken further") == likelihood.interval("may")
    assert likelihood.interval("may well weaken") == likelihood.interval("may well")
    assert likelihood.interval("seems unlikely") == likelihood.interval("unlikely")


def test_negation_outside_the_phrase_mirrors(likelihood: Likelihood) -> None:
    low, high = likelihood.interval("most likely") or (0, 0)
    assert likelihood.interval("neither is most likely") == (round(1 - high, 4), round(1 - low, 4))


def test_denied_certainty_leaves_it_open_unless_the_act_is_denied(likelihood: Likelihood) -> None:
    assert (
        likelihood.interval("not inevitable") == likelihood.interval("not bound to") == (0.2, 0.65)
    )
    low, high = likelihood.interval("will definitely not") or (1, 1)
    assert low < high <= 0.2


def test_contractions_read_as_their_full_forms(likelihood: Likelihood) -> None:
    for short in ("won't", "won’t", "wo n't"):
        assert likelihood.interval(short) == likelihood.interval("will not")
    assert likelihood.interval("can't") == likelihood.interval("cannot")


def test_what_nobody_can_tell_says_nothing(likelihood: Likelihood) -> None:
    assert likelihood.interval("is difficult to predict") == (0, 1)
    assert likelihood.interval("may or may not") == (0.2, 0.8)


def test_intensifier_moves_half_the_way_to_the_end(likelihood: Likelihood) -> None:
    low, high = likelihood.interval("possible") or (0, 0)
    moved = likelihood.interval("very possible")
    assert moved == (low / 2, high / 2)


def test_open_outcome_says_nothing(likelihood: Likelihood) -> None:
    assert likelihood.interval("remains to be seen") == (0, 1)


def test_phrase_without_a_known_word_has_no_interval(likelihood: Likelihood) -> None:
    assert likelihood.interval("the delegation arrived") is None
    assert likelihood.interval("") is None


def test_phrases_are_listed_longest_first(likelihood: Likelihood) -> None:
    lengths = [len(phrase.split()) for phrase in likelihood.phrases]
    assert lengths == sorted(lengths, reverse=True)
    assert len(likelihood.phrases) > 60


@given(st.text(max_size=60))
def test_any_text_gives_a_proper_interval_or_none(text: str) -> None:
    found = load_codebook().likelihood.interval(text)
    assert found is None or 0 <= found[0] <= found[1] <= 1


def test_every_listed_phrase_keeps_its_own_interval(likelihood: Likelihood) -> None:
    by_words = {normal_words(phrase): likelihood.interval(phrase) for phrase in likelihood.phrases}
    assert None not in by_words.values()
    assert len(by_words) == len(likelihood.phrases)


def test_few_who_expect_leave_as_little_as_nobody(likelihood: Likelihood) -> None:
    usual = likelihood.interval("expect")
    assert usual is not None
    for phrase in ("Few analysts expect", "few expect", "Nobody expects"):
        found = likelihood.interval(phrase)
        assert found is not None and found[1] <= 0.5, phrase
    assert likelihood.interval("A few analysts expect") == usual


@pytest.mark.parametrize(
    ("phrase", "same"),
    [
        ("likelihood is low", "low likelihood"),
        ("The probability remains very high", "very high probability"),
        ("chances are even", "even chance"),
        ("risk looks small", "small risk"),
    ],
)
def test_what_is_said_of_a_chance_counts_as_before_it(
    likelihood: Likelihood, phrase: str, same: str
) -> None:
    assert likelihood.interval(phrase) == likelihood.interval(same) is not None


def test_a_number_in_a_phrase_counts_in_place_of_its_words(likelihood: Likelihood) -> None:
    assert likelihood.interval("odds are one in ten") == (0.1, 0.1)
    assert likelihood.interval("probability is 30 percent") == (0.3, 0.3)
