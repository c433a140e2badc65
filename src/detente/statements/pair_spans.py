"""One sentence with two parties marked in it, ready for the parser and as a tree.

A party's whole noun phrase becomes one word to the parser ("two opposition activists" reads as a
name), unless the phrase names a thing that the act is done to ("the travel ban"): such a phrase
is read word by word, because its noun decides what the verb means.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from detente.codebook import Codebook
from detente.model import Sentence
from detente.statements.masks import Masked, mask_sentence
from detente.statements.mentions import AliasIndex, Mention, find_mentions
from detente.statements.trees import Tree

SOURCE, TARGET = "SOURCE", "TARGET"
# What a noun phrase goes on with after its head: "police | in Lagos", "leaders | who fled".
TAIL = re.compile(
    r",|\(| -|\b(?:of|in|from|for|to|at|on|by|with|near|outside|who|whose|that|which|and|accused|"
    r"based|suspected|including|convicted|over|against|under|led|seeking|held|allied|loyal|wanted|"
    r"belonging|linked|backed|carrying|protesting|trying|arrested|charged|being|among|inside)\b"
)
WORD = re.compile(r"[A-Za-zÀ-ÿ][\wÀ-ÿ’'-]*")
# Classes of nouns.tsv that can act or be acted on as somebody.
BEINGS = frozenset("people force group body envoy captive media".split())
DETERMINER = re.compile(r"\b(?:the|an?|all|its|their|his|her)\s+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence and the character spans of two parties in it; None where one is not named."""

    text: str
    source: tuple[int, int] | None
    target: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class PairTree:
    """The parse of a pair's sentence.

    Attributes:
        tree: its tokens; a party that was read as one word has a mention with the code
            `SOURCE` or `TARGET`.
        source, target: the token that heads each party, -1 where it is not named.
        source_words, target_words: the words of each party as written.
        things: the parties that were read word by word, as they name things.
    """

    tree: Tree
    source: int
    target: int
    source_words: str
    target_words: str
    things: frozenset[str] = frozenset()


def head_words(phrase: str) -> tuple[str, ...]:
    """The words of a noun phrase up to its head: "ten union leaders of the port" ends in leaders.

    >>> head_words("10 trade union leaders of the port")
    ('trade', 'union', 'leaders')
    """
    start = phrase
    while (cut := TAIL.search(start)) is not None and not WORD.search(start[: cut.start()]):
        start = start[cut.end() :]
    words = WORD.findall(start[: cut.start()] if cut else start)
    while words and words[0].lower() in ("the", "a", "an", "some", "its", "his", "their", "all"):
        words = words[1:]
    return tuple(re.sub(r"[’']s?$", "", word) for word in words)


@lru_cache(maxsize=50_000)
def singular(word: str) -> str:
    """The likely singular of a noun in lower case."""
    low = word.lower()
    for end, cut in (("ies", "y"), ("sses", "ss"), ("ches", "ch"), ("shes", "sh"), ("men", "man")):
        if low.endswith(end) and len(low) > len(end) + 1:
            return low[: -len(end)] + cut
    return low[:-1] if low.endswith("s") and not low.endswith(("ss", "us", "is")) else low


def names_thing(phrase: str, codebook: Codebook) -> bool:
    """Whether a phrase is headed by what is done or made rather than by someone."""
    words = head_words(phrase)
    if not words or words[-1][:1].isupper():
        return False
    if codebook.offices.lookup(words[-1]) is not None:
        return False
    sense = codebook.lexicon.noun(words[-1]) or codebook.lexicon.noun(singular(words[-1]))
    return sense is not None and sense.noun_class not in BEINGS


def mask_pair(pair: Pair, *, codebook: Codebook, index: AliasIndex) -> tuple[Sentence, Masked]:
    """The sentence as the parser reads it."""
    own = [m for m in _own_mentions(pair, codebook, index) if m is not None]
    others = [
        m
        for m in find_mentions(pair.text, index=index, published=None)
        if not any(m.start < party.end and party.start < m.end for party in own)
    ]
    mentions = sorted([*own, *others], key=lambda m: m.start)
    sentence = Sentence("pair", 0, 0, len(pair.text), pair.text)
    return sentence, mask_sentence(pair.text, 0, mentions)


def pair_tree(pair: Pair, tree: Tree) -> PairTree:
    """Find the two parties in the parse of a masked sentence."""
    return PairTree(
        tree=tree,
        source=_head(tree, pair.source),
        target=_head(tree, pair.target),
        source_words=_written(pair.text, pair.source),
        target_words=_written(pair.text, pair.target),
        things=frozenset(
            name
            for name, span in ((SOURCE, pair.source), (TARGET, pair.target))
            if span is not None and not any(_is_party(t.mention, name) for t in tree.tokens)
        ),
    )


def _written(text: str, span: tuple[int, int] | None) -> str:
    return text[span[0] : span[1]] if span is not None else ""


def _is_party(mention: Mention | None, name: str) -> bool:
    return mention is not None and mention.codes == (name,)


def _head(tree: Tree, span: tuple[int, int] | None) -> int:
    """The token of a span whose head lies outside it; the first where there are several."""
    if span is None:
        return -1
    inside = {t.number for t in tree.tokens if t.start < span[1] and span[0] < t.end}
    tops = [n for n in sorted(inside) if tree.tokens[n].head not in inside]
    tops += [n for n in sorted(inside) if tree.tokens[n].head == n]
    nouns = [n for n in tops if tree.is_noun(n)]
    return (nouns or tops or [-1])[0]


def _own_mentions(pair: Pair, codebook: Codebook, index: AliasIndex) -> list[Mention | None]:
    found: list[Mention | None] = []
    for name, span in ((SOURCE, pair.source), (TARGET, pair.target)):
        if span is None:
            continue
        words = pair.text[span[0] : span[1]]
        if names_thing(words, codebook):
            continue
        found.append(_party(pair.text, span, name, index))
    return found


def _party(text: str, span: tuple[int, int], name: str, index: AliasIndex) -> Mention:
    start, end = span
    while end > start and text[end - 1] in " ,;":
        end -= 1
    words = text[start:end]
    known = find_mentions(words, index=index, published=None)
    whole = next((m for m in known if m.start == 0 and m.end == len(words)), None)
    if whole is not None and whole.adjectival:
        return replace(whole, start=start, end=end, codes=(name,), stance="")
    determined = DETERMINER.search(text[:start])
    if determined and not text[determined.start() : start][0].isupper():
        start = determined.start()
    return Mention(start, end, (name,), "", _kind(words), words)


def _kind(words: str) -> str:
    """What stands in for a party: a people for a plural, a person for a title and name."""
    head = head_words(words)
    if head and head[-1][0].islower():
        plural = head[-1].endswith("s") and not head[-1].endswith("ss")
        return "demonym" if plural or head[-1] in ("police", "people") else "name"
    capital = [w for w in head if w[0].isupper()]
    return "person" if len(capital) > 2 and words == " ".join(head) else "name"
