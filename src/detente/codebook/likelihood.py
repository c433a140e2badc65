"""What a probability phrase stands for: an interval, not a number."""

from __future__ import annotations

import re
from pathlib import Path

from detente.codebook.files import read_table
from detente.codebook.personal_names import straight
from detente.codebook.stated_odds import DENIED, stated_odds

Interval = tuple[float, float]

FORMS = {
    **dict.fromkeys(("is", "are", "was", "were", "been", "being", "am"), "be"),
    **dict.fromkeys(("appears", "appeared", "appearing"), "appear"),
    **dict.fromkeys(("seems", "seemed", "seeming"), "seem"),
    **dict.fromkeys(("looks", "looked", "looking"), "look"),
    **dict.fromkeys(("remains", "remained", "remaining"), "remain"),
}
NEGATORS = frozenset({"not", "no", "never", "neither", "nor", "none", "nobody", "nothing"})
# "not only" and "not just" add, they do not deny.
ADDING = frozenset({"only", "just", "merely", "simply"})
FILLERS = frozenset(
    "still also now widely generally currently again even actually therefore thus then soon "
    "however indeed ultimately eventually further already commonly broadly reasonably".split()
)
STRONGER = frozenset(
    "very highly extremely quite increasingly exceedingly overwhelmingly all too".split()
)
WEAKER = frozenset({"somewhat", "fairly", "rather", "relatively", "moderately", "slightly"})
COPULAS = frozenset("be remain seem look appear".split())
CHANCES = frozenset(
    "likelihood probability possibility chance chances odds prospect prospects risk risks "
    "danger".split()
)
FEW = ("few",)
# Beyond this many words a phrase is a sentence, and a negator far off denies something else.
REACH = 4
CONTRACTIONS = (
    ("cannot", "can not"),
    ("won't", "will not"),
    ("can't", "can not"),
    ("shan't", "shall not"),
    ("n't", " not"),
    ("'ll", " will"),
    ("'d ", " would "),
)
# Denying that something is certain leaves it open; it does not make it all but impossible.
CERTAIN_FROM, CERTAIN_TO = 0.8, 0.98
DOUBT = (0.2, 0.65)
WORD = re.compile(r"[\w+]+(?:[-/'][\w]+)*")


def normal_words(phrase: str) -> tuple[str, ...]:
    """The words of a phrase with contractions undone and verb forms levelled.

    >>> normal_words("Isn't expected to")
    ('be', 'not', 'expected', 'to')
    """
    text = re.sub(r"\s+n't\b", "n't", straight(phrase).casefold())
    for short, full in CONTRACTIONS:
        text = text.replace(short, full)
    return tuple(FORMS.get(word, word) for word in WORD.findall(text))


class Likelihood:
    """The table of probability phrases.

    Base is the yardstick of US Intelligence Community Directive 203 (2015). Where people read such
    words more widely, the interval reaches to the 10th and 90th percentile of their answers
    (46 respondents, zonination/perceptions). Phrases that neither covers are set between their
    neighbours. It misleads as a number: two writers mean different things by the same word.
    """

    def __init__(self, intervals: dict[str, Interval]) -> None:
        self._intervals = {normal_words(phrase): found for phrase, found in intervals.items()}
        self._longest = max(map(len, self._intervals), default=0)
        self.phrases: tuple[str, ...] = tuple(
            sorted(intervals, key=lambda phrase: (-len(phrase.split()), -len(phrase), phrase))
        )

    def interval(self, phrase: str) -> Interval | None:
        """The probabilities, 0 to 1, that a phrase stands for; None where it holds no known one.

        A number in it counts ("odds are one in ten"), else the longest known phrase; what is said
        of a chance ("the likelihood is low") counts as before it. A negation outside it mirrors the
        interval to ``(1 - high, 1 - low)``, a second one mirrors it back; before a phrase of
        certainty ("not inevitable") it gives `DOUBT`. "Very" and "highly" move the interval half
        the way to the nearer end, "fairly" and "somewhat" a third of the way to one half.

        Args:
            phrase: as written: "is not expected to", "may weaken further", "highly unlikely".
        """
        numbers = [] if DENIED.search(phrase) else stated_odds(phrase)
        if numbers:
            return numbers[0].low, numbers[0].high
        words = normal_words(phrase)
        plain = tuple(word for word in words if word not in FILLERS)
        ways = [words, plain, *_turned(words), *_turned(plain)]
        place = max(map(self._places, ways), key=lambda found: found[:3])
        if not place[0]:
            return None
        size, _, _, start, used = place
        low, high = self._intervals[used[start : start + size]]
        before, after = used[:start], used[start + size :]
        if before and before[-1] in STRONGER | WEAKER:
            low, high = _shifted(low, high, before[-1] in STRONGER)
        denied = _negators(before[-REACH:], used[start : start + 1])
        # "Few analysts expect" leaves as little as "nobody expects"; "a few" does not.
        outside = (denied + (before[:1] == FEW and len(before) <= REACH)) % 2
        if outside and low >= CERTAIN_FROM and high >= CERTAIN_TO:
            low, high = DOUBT
        elif outside:
            low, high = 1 - high, 1 - low
        if _negators(after[:REACH], ()) % 2:
            low, high = 1 - high, 1 - low
        return round(low, 4), round(high, 4)

    def _places(self, words: tuple[str, ...]) -> tuple[int, int, int, int, tuple[str, ...]]:
        """The best known phrase: words, letters, earliness, start, and the words searched."""
        best = (0, 0, 0, 0, words)
        for start in range(len(words)):
            for size in range(min(self._longest, len(words) - start), 0, -1):
                found = words[start : start + size]
                if found in self._intervals:
                    best = max(best, (size, len(" ".join(found)), -start, start, words))
                    break
        return best


def _turned(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    """ "The likelihood is very low" as "the very low likelihood", as the table has it."""
    return [
        (*words[: at - 1], *words[at + 1 :], words[at - 1])
        for at, word in enumerate(words)
        if word in COPULAS and 0 < at < len(words) - 1 and words[at - 1] in CHANCES
    ]


def _negators(words: tuple[str, ...], following: tuple[str, ...]) -> int:
    """How often the words negate; "neither … nor" counts once, "not only" does not count."""
    count = 0
    for word, after in zip(words, (*words[1:], *(following or ("",))), strict=False):
        if word in NEGATORS and after not in ADDING and not (word == "nor" and "neither" in words):
            count += 1
    return count


def _shifted(low: float, high: float, stronger: bool) -> Interval:
    middle = (low + high) / 2
    if stronger:
        end = 1.0 if middle > 0.5 else 0.0
        return (low + end) / 2, (high + end) / 2
    return low + (0.5 - low) / 3, high + (0.5 - high) / 3


def read_likelihood(folder: Path | None = None) -> Likelihood:
    """The table of phrases.

    Raises:
        CodebookError: if a phrase stands twice or its interval is none within 0 to 1.
    """
    intervals: dict[str, Interval] = {}
    seen: set[tuple[str, ...]] = set()
    for line in read_table("likelihood.tsv", ("phrases", "low", "high", "basis"), folder=folder):
        low, high = line.number_in("low", 0, 1), line.number_in("high", 0, 1)
        if low > high:
            raise line.error(line["phrases"], f"low {low:g} is above high {high:g}")
        for phrase in line.several("phrases"):
            words = normal_words(phrase)
            if not words or words in seen:
                raise line.error(phrase, "stands twice, up to the form of its verb")
            seen.add(words)
            intervals[straight(phrase)] = (low, high)
    return Likelihood(intervals)
