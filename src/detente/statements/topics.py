"""Sectors, quantities, labels, motives and stances: what the words of a statement add."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from detente.codebook import Codebook
from detente.codebook.senses import RelationTerm
from detente.codebook.spelling import fold

QUANTITY = re.compile(
    r"(?:(?:US|A|C|HK)?[$€£¥]\s?)?\b\d[\d,.]*(?:\s?(?:%|percent|per\s+cent|million|billion|trillion|"
    r"thousand|hundred|dozen))*(?:\s(?:troops|soldiers|tanks|drones|jets|vehicles|doses|prisoners|"
    r"diplomats|companies|officials|warships|tons|tonnes|barrels|people|workers|dollars|"
    r"euros|yuan|rubles|roubles|missiles|shells|rounds|aircraft|ships|vessels|visitors|tourists|"
    r"students|refugees|kilometers|kilometres|km|miles|megawatts|MW|GW))?",
    re.IGNORECASE,
)
ALWAYS = {"ASSAULT": ("military",), "MOBILIZE": ("military",)}
DEFAULTS = {
    "ASSAULT": ("military",),
    "MOBILIZE": ("military",),
    "SANCTION": ("economic", "diplomatic"),
}
CONTACT = re.compile(
    r"\b(talks?|dialogue|negotiat\w+|summit\w*|meet\w*|contact\w*|engag\w+|diplomacy|discussions?|"
    r"door|table|rapport|personal (?:tie|relationship)\w*|relations|ties|invitation)\b",
    re.IGNORECASE,
)
CLOSED = re.compile(
    r"\b(refus\w+|reject\w+|impossible|rule[sd]? out|"
    r"no longer (?:an? )?(?:priority|option|interest\w*|possib\w+|aim|goal)|"
    r"could not be (?:held|realized|realised|arranged|resumed)|cannot|"
    r"not (?:possible|interested|prepared|ready|willing)|declin\w+|closed|suspended|"
    r"indifferen\w+|pointless|no intention|no interest|spurn\w*|rebuff\w*|shut)\b",
    re.IGNORECASE,
)
OPEN = re.compile(
    r"\b(open(?:ness)?(?: to)?|willing\w*|ready|readiness|remain(?:s|ed)? intact|rapport|"
    r"good relationship|"
    r"(?:positive|fond|warm|good) (?:memor\w+|words|feelings)|"
    r"welcom\w+|interested|prepared to|door|offer\w*|propos\w+|invit\w+)\b",
    re.IGNORECASE,
)
KEPT_OPEN = re.compile(r"\b(?:never|not|n[’']t)\b[\w\s]{0,20}\b(?:clos|shut)\w*", re.IGNORECASE)
MONEY_OR_SHARE = re.compile(r"[$€£¥%]|percent|per\s+cent|million|billion|thousand|[a-z]{2}", re.I)


def sectors_of(
    lemmas: Sequence[str], *, codebook: Codebook, code: str, hinted: Sequence[str]
) -> tuple[str, ...]:
    """Up to three sectors, strongest first; the action's own where the words are silent."""
    scored = dict(codebook.lexicon.sectors_of(lemmas))
    for sector in hinted:
        scored[sector] = scored.get(sector, 0.0) + 1.5
    for sector in ALWAYS.get(code, ()):
        scored[sector] = scored.get(sector, 0.0) + 1.0
    if not scored:
        return ()
    ranked = sorted(scored.items(), key=lambda item: (-item[1], item[0]))
    return tuple(sector for sector, score in ranked[:3] if score >= max(1.0, ranked[0][1] / 4))


def quantity_of(words: str) -> tuple[str, float | None]:
    """The first quantity with a unit ("40 %", "10,000 troops") and its value; years excluded.

    >>> quantity_of("cut tariffs by 15 percent in 2024")
    ('15 percent', 15.0)
    >>> quantity_of("in 2024")
    ('', None)
    """
    for found in QUANTITY.finditer(words):
        text = found.group().strip()
        if not MONEY_OR_SHARE.search(text):
            continue
        digits = re.search(r"\d[\d,]*(?:\.\d+)?", text)
        if digits is None:
            continue
        value = float(digits.group().replace(",", ""))
        for name, factor in (
            ("thousand", 1e3),
            ("million", 1e6),
            ("billion", 1e9),
            ("trillion", 1e12),
        ):
            if name in text.lower():
                value *= factor
        return text, value
    return "", None


def stance_of(words: str, *, condition: str) -> str:
    """``open``, ``closed`` or ``conditional`` towards contact, empty where none is taken."""
    if not CONTACT.search(words):
        return ""
    if KEPT_OPEN.search(words):
        return "open"
    closed, opened = CLOSED.search(words), OPEN.search(words)
    if condition or re.search(r"\b(as long as|unless|only if|solely|until|precondition)\b", words):
        return "conditional" if closed or opened else ""
    if closed:
        return "closed"
    return "open" if opened else ""


LONGEST_TERM = 5


@lru_cache(maxsize=4)
def _first_words(codebook: Codebook) -> frozenset[str]:
    return frozenset(fold(term.term).split()[0] for term in codebook.lexicon.relation_terms)


def relation_terms_in(
    lemmas: Sequence[str], *, codebook: Codebook
) -> tuple[tuple[RelationTerm, int, int], ...]:
    """Words of relation in a run of lemmas, longest first at each place, without overlaps."""
    found: list[tuple[RelationTerm, int, int]] = []
    firsts = _first_words(codebook)
    at = 0
    while at < len(lemmas):
        if fold(lemmas[at]).split(" ")[0] not in firsts:
            at += 1
            continue
        for length in range(min(LONGEST_TERM, len(lemmas) - at), 0, -1):
            term = codebook.lexicon.relation(" ".join(lemmas[at : at + length]))
            if term is not None:
                found.append((term, at, at + length))
                at += length
                break
        else:
            at += 1
    return tuple(found)


def label_of(words: str, lemmas: Sequence[str], *, codebook: Codebook, named: bool = False) -> str:
    """A name that is given to another or to a relation ("principal enemy"), as written.

    The quoted words around the label where it stands in quotation marks; with ``named`` (after
    "calls", "defines as") whatever stands in quotation marks.
    """
    plain = re.sub(r"[‐‑–-]", " ", words.lower())
    quoted_words = QUOTED.search(words)
    if named and quoted_words:
        return quoted_words.group(1).strip(" ,.")
    for term, _, _ in reversed(relation_terms_in(lemmas, codebook=codebook)):
        if term.kind != "label":
            continue
        for quoted in QUOTED.finditer(words):
            inner = quoted.group(1).lower()
            if term.term.split()[-1][:5] in inner:
                return quoted.group(1).strip(" ,.")
        if re.search(rf"\b{re.escape(term.term)}\b(?! management| structure| member)", plain):
            return term.term
    return ""


QUOTED = re.compile(r"[\"“]([^\"“”]{3,60})[\"”]")


@lru_cache(maxsize=4)
def _motives(codebook: Codebook) -> tuple[dict[str, str], frozenset[str]]:
    roles = {fold(motive.cue): motive.role for motive in codebook.lexicon.motives}
    return roles, frozenset(cue.split()[0] for cue in roles)


def motive_of(lemmas: Sequence[str], *, codebook: Codebook) -> str:
    """Role of a motive (incentive, constraint, dependence, leverage), empty where none is named."""
    roles, first_words = _motives(codebook)
    words = " ".join(fold(lemma) for lemma in lemmas).split()
    starts = [at for at, word in enumerate(words) if word in first_words]
    for length in range(LONGEST_TERM, 0, -1):
        for at in starts:
            role = roles.get(" ".join(words[at : at + length]))
            if role and at + length <= len(words):
                return role
    return ""
