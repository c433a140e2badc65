"""What a forecast depends on, beside what a user assumes."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from detente.outlook.entries import Entry
from detente.outlook.scenarios import STATES, Assumption

UNLESS = "unless"
# What opens a condition that an act fulfils; others ask for what lasts ("as long as").
IF = ("if", "should", "once", "when", "provided", "assuming", "were", "in", "after")
# Acts that two do with each other, so that it doesn't matter whom a text names first.
EITHER_WAY = frozenset(("AGREE", "CONSULT", "SUPPORT", "COOPERATE"))
_DENIED = re.compile(
    r"\b(?:not(?! only)|no(?! (?:later|less|more|fewer|doubt|matter|longer)\b)|never|neither|nor|"
    r"fail(?:s|ed|ing)? to|absence)\b|n[’']t\b|^without\b",
    re.I,
)
_STOPPED = re.compile(
    r"\b(?:stop(?:s|ped|ping)?|halt(?:s|ed|ing)?|end(?:s|ed|ing)?|ceas(?:es?|ed|ing)|lift(?:s|ed|ing)?|"
    r"suspend(?:s|ed|ing)?|suspension|cessation|drop(?:s|ped|ping)?|froze|frozen|freez(?:es?|ing)|"
    r"refrain(?:s|ed|ing)?|renounc(?:es?|ed|ing)|no longer)\b",
    re.I,
)
_BROKEN = re.compile(
    r"\b(?:collaps\w+|br(?:eaks?|oke|oken|eaking)(?:\s+down)?|violat\w+|expir\w+|unravel\w*|"
    r"crumbl\w+|breach\w*|falter\w*)\b",
    re.I,
)
_CONCEDED = re.compile(
    r"(?:even (?:if|should|when|were|without)|whether or not|no matter|regardless|although|"
    r"though)\b",
    re.I,
)
# Two that one preposition holds together: "a summit of Chad and Sudan takes place".
_PAIRED = re.compile(
    r"\b(?:of|with|between|by|from|both|in|to)\s+(?:the\s+)?[A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*)*,?\s+"
    r"(?:and|or)\s+(?:the\s+)?[A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*)*"
)
# Another conjunction, or a name or thing with a verb of its own behind it.
_JOINED = re.compile(
    r"\b(and|or)(?:\s*$|,?\s+(?:only\s+)?(?:if|unless|when|once|provided|should)\b|,?\s+"
    r"(?:it|they|(?:(?:the|its|their)\s+\w+|[A-Z][\w’'-]*)(?:\s+[A-Z][\w’'-]*)*)\s+"
    r"(?:(?-i:[a-z]+(?<!s)(?<!u)s)|do|have|are|will|can|not)\b)",
)
_WORD = re.compile(r"[\w’'-]+")
Noun = Callable[[str], tuple[str, bool]]


def opening_of(condition: str) -> str:
    """The word with which a condition opens, in small letters; "only if" opens with "if".

    >>> [opening_of(text) for text in ("Only if Peru signs", "unless it signs", "")]
    ['if', 'unless', '']
    """
    words = condition.casefold().split()
    return next((word for word in words if word not in ("only", "but", "and", "or", "then")), "")


def is_concession(condition: str) -> bool:
    """Whether what is said to be no matter stands where a condition would.

    >>> is_concession("even if Peru signs"), is_concession("if even Peru signs")
    (True, False)
    """
    return bool(_CONCEDED.match(condition))


def joined_by(condition: str) -> str:
    """``and`` or ``or`` where a condition has two parts, of which one at most is coded; else empty.

    >>> [joined_by(text) for text in ("if Peru signs and Chile ratifies", "if Peru and Chile sign",
    ...     "if Peru signs or if Chile ratifies", "If the rains fail, and")]
    ['and', '', 'or', 'and']
    """
    hit = _JOINED.search(_PAIRED.sub("of them", condition))
    return hit[1].lower() if hit else ""


def is_negative(condition: str) -> bool:
    """Whether a condition asks that something does not happen.

    >>> [is_negative(text) for text in ("if Peru does not sign", "unless it signs", "if it signs")]
    [True, True, False]
    """
    return (opening_of(condition) == UNLESS) != bool(_DENIED.search(condition))


def same_condition(
    entry: Entry, one: Assumption, *, noun: Noun, assumed: Collection[str] = ()
) -> bool:
    """Whether a forecast's condition is what is assumed, so that the forecast is about the same
    future: the same act or a word for it, between the same parties and in the same direction.

    A forecast for the case that it does *not* happen is none, nor one that asks for a party more
    than is assumed. Where the condition names one of the parties only, that one has to do (or
    suffer) it. For acts that are assumed to stop, a word for such a state ("truce"), or a word of
    ending beside one for the act ("stops its attacks"), decides.

    Args:
        noun: as for `detente.outlook.scenarios.read_assumption`.
        assumed: the parties of everything that is assumed; those of `one` where it is empty.
    """
    named = {*entry.condition_source, *entry.condition_target}
    if not named or not named <= {one.source, one.target, *assumed} or not _sided(entry, one):
        return False
    if joined_by(entry.condition) == "and":
        return False
    stops = _stops(entry.condition, one.halts or (one.action,), noun)
    lasts = stops is not None and stops != is_negative(entry.condition)
    if one.halts:
        denied = is_negative(entry.condition) and entry.condition_action in one.halts
        return lasts or (stops is None and denied)
    if stops or is_negative(entry.condition):
        return False
    spoken = bool(one.noun) and _holds(entry.condition, one.noun)
    return spoken or entry.condition_action == one.action


def _sided(entry: Entry, one: Assumption) -> bool:
    """Whether who acts and on whom is as assumed, as far as the condition says so."""
    named = {*entry.condition_source, *entry.condition_target}
    assumed = {one.source, one.target}
    if one.mutual or (not one.halts and one.action in EITHER_WAY):
        return assumed <= named or (len(named) == 1 and named <= assumed)
    if not entry.condition_source or not entry.condition_target:
        # Two on one side act together; a coder that saw no side leaves the other empty.
        side = {one.source} if entry.condition_source else {one.target}
        return assumed <= named or named == side
    return one.source in entry.condition_source and one.target in entry.condition_target


def _stops(condition: str, roots: Collection[str], noun: Noun) -> bool | None:
    """Whether the words, apart from a denial, say that acts of some sorts end (True) or that their
    absence ends (False); None where they speak of neither."""
    act = _STOPPED.search(condition) and _names_act(condition, roots, noun)
    if act:
        return True
    if any(set(of) & set(roots) and _holds(condition, state) for state, of in STATES.items()):
        return not (_BROKEN.search(condition) or _STOPPED.search(condition))
    return None


def _names_act(condition: str, roots: Collection[str], noun: Noun) -> bool:
    """Whether a noun or verb form of the words stands for one of some sorts of acts."""
    words = [word.casefold() for word in _WORD.findall(condition)]
    return any(noun(word)[0] in roots for word in words if word not in STATES)


def _holds(text: str, words: str) -> bool:
    """Whether words stand in a text as such, in the singular or plural."""
    return bool(re.search(rf"\b{re.escape(words)}s?\b", text, re.I))
