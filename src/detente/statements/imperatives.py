"""Advice in the imperative: lists under "To the government of Kenya:", "Norway: Invite …".

What is told to do is a recommendation to whoever the label, the heading above or the document
addresses; an imperative addressed to nobody known tells no act.
"""

from __future__ import annotations

import re

from detente.statements.clauses import ClauseReader
from detente.statements.discourse import Discourse, Party
from detente.statements.modality import Mood
from detente.statements.trees import Tree

HEADING = re.compile(
    r"\W*+(?:(?:to|for)\b|.*\brecommend|.*\b(?:should|must|ought to|needs? to)\W*$)", re.IGNORECASE
)
LONGEST_HEADING = 14
# Sentences without an imperative after which a heading no longer holds.
PATIENCE = 4
BEFORE = ("advmod", "neg", "aux", "punct", "cc", "dep", "intj", "nummod", "npadvmod", "amod")
ORDINALS = frozenset(
    "first firstly second secondly third thirdly fourth fifth finally lastly next then also".split()
)
# These address the reader of a text, not a government.
TO_THE_READER = frozenset(
    "read click see subscribe follow note recall consider imagine suppose compare take look "
    "remember download share sign let say ask expect bet count bank watch think add".split()
)
CALL = Mood("call", "", False, "present", "imperative")


def imperative_of(tree: Tree) -> int:
    """The main verb of a sentence in the imperative; -1 for any other sentence."""
    root = next(iter(tree.roots()), -1)
    if root < 0 or tree.tokens[root].tag != "VB":
        return -1
    for kid in tree.kids(root):
        token = tree.tokens[kid]
        label = token.dep == "nsubj" and kid == 0 and tree.tokens[1].text == ":"
        if token.dep in ("nsubj", "nsubjpass", "expl", "csubj") and not label:
            return -1
        if token.dep == "aux" and token.lemma != "do":
            return -1
        if kid < root and token.dep not in BEFORE and not label:
            return -1
    return root


def follow_headings(reader: ClauseReader, discourse: Discourse) -> None:
    """Keep whom the list is for that a heading opens, and let go of it behind the list."""
    tree = reader.tree
    text = tree.sentence.text.strip()
    opens = text.endswith(":") or not text.endswith((".", "?", "!", '"', "”"))
    if opens and len(tree.tokens) <= LONGEST_HEADING and HEADING.match(text):
        named = reader.finder.mentioned(list(range(len(tree.tokens))))
        discourse.advised, discourse.advised_age = named, 0
    elif imperative_of(tree) >= 0:
        discourse.advised_age = 0
    elif any(t.tag == "MD" and t.lemma in ("should", "must", "ought") for t in tree.tokens):
        discourse.advised = ()
    else:
        discourse.advised_age += 1
        if discourse.advised_age > PATIENCE:
            discourse.advised = ()


def told_to(reader: ClauseReader, discourse: Discourse) -> tuple[Party, ...] | None:
    """Whom a sentence tells what to do; None where it is no imperative or nobody is known."""
    tree = reader.tree
    root = imperative_of(tree)
    if root < 0 or discourse.author:
        return None
    if tree.kids(root, "nsubj"):
        return reader.finder.parties(tree.kids(root, "nsubj")[0]) or None
    if tree.tokens[root].lemma in TO_THE_READER and tree.tokens[root].lemma != "consider":
        return None
    if discourse.advised:
        return discourse.advised
    numbered = any(tree.tokens[k].lemma in ORDINALS for k in tree.kids(root) if k < root)
    return (Party(discourse.addressee),) if numbered and discourse.addressee else None
