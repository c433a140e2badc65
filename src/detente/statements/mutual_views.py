"""How things stand between the two that a text is about, in sentences that name neither.

"A breakthrough remains elusive", "there is no trust", "the outlook is bleak": what is missing,
far off or thin is between those of whom the sentence before has told.
"""

from __future__ import annotations

from detente.statements.clauses import ClauseReader
from detente.statements.drafts import Draft
from detente.statements.frames import Meaning
from detente.statements.modality import mood_of

# What there is or is not between two.
SHARED = frozenset(
    "breakthrough trust mistrust distrust suspicion goodwill confidence outlook rapprochement "
    "normalisation normalization reconciliation thaw détente detente appetite compromise truce "
    "ceasefire animosity enmity peace settlement understanding".split()
)
STANDING = frozenset("be remain seem look appear stay prove run".split())


def find_mutual_view(reader: ClauseReader) -> list[Draft]:
    """The assessment of a sentence without names on what is shared by the last two told of.

    A government's own text is left out, and so is a text whose last sentences name other than two.
    """
    tree, discourse = reader.tree, reader.discourse
    root = next((r for r in tree.roots() if tree.is_verb(r)), -1)
    named = any(token.mention is not None for token in tree.tokens)
    if root < 0 or named or root in reader.barred or discourse.author:
        return []
    mood = mood_of(tree, root)
    if mood.mode != "fact" or tree.tokens[root].lemma not in STANDING:
        return []
    heads = tree.kids(root, "attr" if tree.kids(root, "expl") else "nsubj")
    if not any(tree.tokens[h].lemma in SHARED for h in heads):
        return []
    both = discourse.two()
    if len({party.code for party in both}) != 2:
        return []
    why = f"noun {tree.tokens[heads[0]].lemma!r} says how things stand between both"
    return [
        Draft(
            "assessment",
            both,
            (),
            root,
            tree.subtree(root),
            Meaning(why=why),
            mood,
            directed=False,
            guessed=True,
            reasons=[why],
        )
    ]
