"""Conditioning clauses: what a judgement or a threat hangs on, as written, and its own coding."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from detente.codebook import Codebook
from detente.statements.trees import Tree

SCENARIO = re.compile(
    r"\b(?:in|under)\s+(?:this|that|such\s+an?|the\s+[\w-]+|an?\s+[\w-]+)\s+(?:case|scenario|event)\b",
    re.IGNORECASE,
)
INVERTED = re.compile(
    r"(?:^|[,;:]\s+|[“\"]\s*)(?:Should|should|Were|were|Had|had)\s+(?=[A-Z“\"]|the\b|an?\b|its\b|their\b|it\b|they\b|he\b|she\b)"
)
PREPOSITIONAL = re.compile(
    r"^(?:in\s+(?:the\s+)?case\s+of|in\s+the\s+event\s+of|under|without|barring|absent|depending|given|pending|subject|contingent)\b",
    re.IGNORECASE,
)


# At the head of a sentence or behind a comma these reach to the next comma.
LEADING = re.compile(
    r"(?:^|,\s+)(?P<cue>absent|failing|barring|short\s+of|in\s+the\s+absence\s+of|"
    r"in\s+an?\s+(?:situation|scenario|world|case)\s+(?:where|in\s+which)|"
    r"the\s+(?:more|less|\w{3,}er)\s+(?=[^,]+,\s+the\s+(?:more|less|\w{3,}er)\b))",
    re.IGNORECASE,
)
# "In the case of Chad" says of whom something holds; "in the case of an attack" when.
OF_WHOM = re.compile(
    r"in\s+the\s+case\s+of\s+(?!(?:an?|any|another|further|renewed|new|no|war|failure|attack|"
    r"aggression|escalation|default|need|emergency)\b)",
    re.IGNORECASE,
)
PROVIDED = re.compile(
    r"(?:^|,\s+)(?P<cue>provided|providing)\s+(?!(?:by|to|for|with|in)\b)", re.IGNORECASE
)

FINITE = ("VBZ", "VBP", "VBD", "MD")
# These open a condition only by inversion, or are as often a preposition or a participle.
AMBIGUOUS = frozenset(
    "should were had given provided providing granted absent then while when".split()
)


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition in a sentence.

    Attributes:
        start, end: document offsets.
        words: as written.
        tokens: the tokens inside it.
        verb: its verb, or -1.
        head: the verb that it conditions, or -1.
    """

    start: int
    end: int
    words: str
    tokens: frozenset[int]
    verb: int = -1
    head: int = -1


def opener_pattern(codebook: Codebook) -> re.Pattern[str]:
    """One pattern of all condition openers of the codebook, longest first."""
    cues = codebook.lexicon.cues("condition_opener")
    plain = [c for c in cues if c.lower() not in AMBIGUOUS]
    joined = "|".join(re.escape(c).replace(r"\ ", r"\s+") for c in plain)
    return re.compile(rf"\b(?:{joined})\b", re.IGNORECASE)


def find_conditions(tree: Tree, openers: re.Pattern[str]) -> list[Condition]:
    """The conditions of a sentence, left to right, without overlaps."""
    text = tree.sentence.text
    opened = (m for m in openers.finditer(text) if not OF_WHOM.match(text, m.start()))
    spots = [(m.start(), m.group()) for m in opened]
    for m in INVERTED.finditer(text):
        at = m.end() - len(m.group().lstrip(' ,;:“"')) if m.group()[:1] in ',;:“"' else m.start()
        if not text.rstrip().endswith("?"):
            spots.append((at, "should"))
    spots += [(at, "should") for at in _inverted(tree)]
    leading = {m.start("cue") for m in LEADING.finditer(text)}
    provided = {m.start("cue") for m in PROVIDED.finditer(text)}
    found: list[Condition] = []
    last = -1
    for at, cue in sorted({*spots, *((s, "") for s in leading | provided)}):
        if at < last:
            continue
        if at in leading:
            condition = _reaching_to_comma(tree, at)
        elif at in provided and not cue:
            condition = _provided_at(tree, at)
        else:
            condition = _condition_at(tree, at, cue)
        if condition is not None and len(condition.words.split()) > 1:
            found.append(condition)
            last = condition.end - tree.sentence.start
    return found


def _inverted(tree: Tree) -> list[int]:
    """Where "should it choose to" turns round, in front or in the middle of a sentence."""
    if tree.sentence.text.rstrip().endswith("?"):
        return []
    return [
        t.start - tree.sentence.start
        for t in tree.tokens
        if t.lemma.casefold() == "should"
        and t.dep == "aux"
        and tree.tokens[t.head].tag == "VB"
        and tree.tokens[t.head].dep in ("advcl", "ccomp", "conj")
        and any(k == t.number + 1 for k in _starts(tree, t.head))
    ]


def _starts(tree: Tree, verb: int) -> list[int]:
    return [min(tree.subtree(s)) for s in tree.kids(verb, "nsubj", "nsubjpass")]


def _condition_at(tree: Tree, at: int, cue: str) -> Condition | None:
    base = tree.sentence.start
    token = next((t for t in tree.tokens if t.end - base > at), None)
    if token is None:
        return None
    verb = _conditional_verb(tree, token.number, at)
    if verb is None and not PREPOSITIONAL.match(cue) and cue != "should":
        verb = _clause_after(tree, token.number, at + len(cue))
    if cue.lower() == "without" and _unconditional(tree, token.number):
        return None
    if verb is not None:
        if cue.lower() == "whether" and tree.tokens[verb].dep != "advcl":
            return None
        return _from_tokens(tree, token.number, verb)
    if cue == "should" or not PREPOSITIONAL.match(cue):
        if cue != "should":
            return None
        return _to_comma(tree, token.number, or_end=token.number > 0)
    inside = tree.subtree(token.number)
    inside = [n for n in inside if n >= token.number]
    start, end = tree.span(inside)
    return Condition(
        start, end, _clean(tree, start, end), frozenset(inside), -1, tree.clause_of(token.number)
    )


def _unconditional(tree: Tree, without: int) -> bool:
    """ "Signed it without mentioning X": what a told act left out conditions nothing."""
    clause = tree.clause_of(without)
    helpers = [tree.tokens[k].tag for k in tree.kids(clause, "aux", "auxpass")]
    return tree.is_verb(clause) and "MD" not in helpers and tree.tokens[clause].tag != "VB"


def _reaching_to_comma(tree: Tree, at: int) -> Condition | None:
    """ "Absent a breakthrough, …": from the opener to the next comma or the sentence's end."""
    token = next((t for t in tree.tokens if t.end - tree.sentence.start > at), None)
    if token is None:
        return None
    return _to_comma(tree, token.number, or_end=token.number > 0)


def _provided_at(tree: Tree, at: int) -> Condition | None:
    """ "…, provided both sides ask for it": only where a clause of its own follows."""
    token = next((t for t in tree.tokens if t.end - tree.sentence.start > at), None)
    if token is None or token.tag not in ("VBD", "VBN", "VBG", "IN"):
        return None
    told = bool(tree.kids(token.number, "ccomp", "pcomp"))
    told = told or (token.tag != "VBG" and _is_finite_until_comma(tree, token.number))
    if not told or tree.kids(token.number, "dobj", "nsubj"):
        return None
    return _to_comma(tree, token.number, or_end=True)


def _is_finite_until_comma(tree: Tree, number: int) -> bool:
    """ "Provided Peru ends its ban": a clause, which the parser may take for a sentence beside."""
    for token in tree.tokens[number + 1 :]:
        if token.text == ",":
            return False
        if token.tag in FINITE and token.dep != "relcl":
            return True
    return False


def _conditional_verb(tree: Tree, number: int, at: int) -> int | None:
    """The verb of the clause that an opener begins, if the parser hung it there."""
    chain = [number, *tree.ancestors(number)]
    if tree.tokens[number].lemma == "should":
        chain = tree.ancestors(number)
    for up in chain:
        token = tree.tokens[up]
        if token.dep in ("aux", "auxpass"):
            continue
        if tree.is_verb(up) or token.dep in ("advcl", "ccomp"):
            below = [n for n in tree.subtree(up) if not tree.tokens[n].text.isspace()]
            first = tree.tokens[min(below)].start - tree.sentence.start
            if token.dep != "ROOT" and first >= at - 12:
                return up
    return None


def _clause_after(tree: Tree, opener: int, stop: int) -> int | None:
    """The clause right behind an opener of several words, wherever the parser hung it."""
    base = tree.sentence.start
    for token in tree.tokens[opener:]:
        if not tree.is_verb(token.number) or token.dep not in ("advcl", "ccomp", "acl", "relcl"):
            continue
        first = min(tree.subtree(token.number))
        if opener <= first and tree.tokens[first].start - base <= stop + 2:
            return token.number
    return None


def _from_tokens(tree: Tree, opener: int, verb: int) -> Condition:
    inside = [n for n in tree.subtree(verb) if n >= opener]
    while inside and tree.tokens[inside[-1]].tag in (",", ".", ":", "``", "''"):
        inside.pop()
    if inside:
        inside = list(range(opener, inside[-1] + 1)) if inside[0] - opener <= 3 else inside
    start, end = tree.span(inside)
    head = next((a for a in tree.ancestors(verb) if tree.is_verb(a)), -1)
    return Condition(start, end, _clean(tree, start, end), frozenset(inside), verb, head)


def _to_comma(tree: Tree, number: int, *, or_end: bool = False) -> Condition | None:
    stop = next((t.number for t in tree.tokens[number:] if t.text == ","), None)
    if stop is None:
        if not or_end:
            return None
        stop = max(t.number for t in tree.tokens) + (tree.tokens[-1].tag != ".")
    inside = list(range(number, stop))
    verbs = [n for n in inside if tree.is_verb(n)]
    start, end = tree.span(inside)
    head = tree.roots()[0] if tree.roots() else -1
    return Condition(
        start, end, _clean(tree, start, end), frozenset(inside), verbs[0] if verbs else -1, head
    )


def _clean(tree: Tree, start: int, end: int) -> str:
    base = tree.sentence.start
    return tree.sentence.text[start - base : end - base].strip(" ,;:")


def left_over(
    conditions: Sequence[Condition], predicates: Sequence[tuple[int, str]]
) -> list[tuple[int, Condition]]:
    """Which predicate takes a condition that hangs on none: the next one, else the last before it.

    Args:
        conditions: those of a sentence.
        predicates: token and condition of each judgement or act to come, in order of the tokens.

    Returns:
        Positions in `predicates` with the condition that falls to each.
    """
    taken = {words for _, words in predicates}
    found: list[tuple[int, Condition]] = []
    for condition in conditions:
        if condition.words in taken or not condition.tokens:
            continue
        first, last = min(condition.tokens), max(condition.tokens)
        free = [
            k
            for k, (at, words) in enumerate(predicates)
            if not words and at not in condition.tokens
        ]
        after = [k for k in free if predicates[k][0] > last]
        before = [k for k in free if predicates[k][0] < first]
        if after and first <= OPENING_WORDS:
            found.append((after[0], condition))
        elif before:
            found.append((before[-1], condition))
    return found


# A condition that begins this early stands before what it conditions.
OPENING_WORDS = 4
OPENED = re.compile(r"\b(could|may|might|would)\b[^.\n]{0,120}\b(?:ways|scenarios?)\b")


def scenario_phrase(text: str) -> str:
    """The modal with which a document opens its scenarios ("could play out in two ways")."""
    found = OPENED.search(text)
    return found.group(1) if found else ""


def scenario_of(text: str) -> str:
    """The marker of a scenario that a sentence is told in ("in this case"), or empty."""
    found = SCENARIO.search(text)
    return found.group() if found else ""
