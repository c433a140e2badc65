"""Whether what stands at a place of a sentence lies behind or ahead, by the tense around it."""

from __future__ import annotations

from bisect import bisect_right

from detente.statements.date_words import (
    MONTHS,
    NEAR_DAYS,
    PARTS,
    SEASONS,
    TIMES_OF_DAY,
    UNITS,
    WEEKDAYS,
)
from detente.statements.modality import auxiliaries
from detente.statements.trees import Tree

_AHEAD = frozenset("will ’ll 'll wo shall would ’d 'd may might should must ought".split())
_OPEN = frozenset({"could", "can", "ca"})
_HAVE = frozenset("have has had 've ’ve 's ’s having".split())
_BE_NOW = frozenset("is are am 's ’s 're ’re 'm ’m be".split())
# What is planned, expected, due at a date has not come to pass.
_PLANNED = frozenset(
    "schedule plan expect set slate due intend propose anticipate project forecast promise book "
    "earmark aim".split()
)
# "Managed to sign on Monday": an infinitive below these has come to pass, or has not, already.
_DONE = frozenset(
    "manage fail refuse decline begin start continue come get happen tend use force have help "
    "cease stop go prove seem appear know allow see hear make let".split()
)


# Verbs whose past looks like their present.
_UNCHANGED = frozenset(
    "bet bid burst cast cost cut hit hurt let put quit read rid set shed shut slit split spread "
    "thrust".split()
)
_UNSURE = ("PRP", "VBG")
_SAYING = frozenset("say tell be have know think believe show mean remain".split())
_TIME_WORDS = frozenset({*MONTHS, *WEEKDAYS, *UNITS, *SEASONS, *PARTS, *TIMES_OF_DAY, *NEAR_DAYS})
_PRESENT = frozenset(("VBZ", "VBP", "is", "are"))
_CONDITIONS = frozenset("if unless once until".split())


class Tenses:
    """The tense of each place of one parsed sentence."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self._starts = [token.start for token in tree.tokens]

    def told(self, offset: int) -> tuple[bool | None, bool]:
        """Whether a date at an offset in the sentence's text lies ahead, and whether it is sure.

        The first is None where no verb tells; it is sure where the date hangs on the verb that
        tells, and not on a noun below it ("Tuesday's vote").
        """
        tree = self.tree
        if not tree.tokens:
            return None, False
        at = max(0, bisect_right(self._starts, offset + tree.sentence.start) - 1)
        sure = True
        for _ in tree.tokens:
            future = self._told(at, own=sure)
            if future is not None:
                return future, sure
            head = tree.tokens[at].head
            if head == at:
                break
            own = tree.tokens[at].text.lower() in _TIME_WORDS
            if sure and not own and self._was_told_of(at):
                return False, True
            sure = sure and (own or not (tree.is_noun(at) or tree.tokens[at].tag in _UNSURE))
            at = head
        return None, False

    def _was_told_of(self, at: int) -> bool:
        """ "The visit in May, which was called a success": what a noun names has come to pass."""
        tree = self.tree
        if not tree.is_noun(at):
            return False
        below = [at, *tree.kids(at, "prep")]
        below += [k for p in below[1:] for k in tree.kids(p, "pobj")]
        verbs = [k for b in below for k in tree.kids(b, "relcl")]
        return any(self._told(verb, own=False) is False for verb in verbs)

    def _told(self, at: int, *, own: bool) -> bool | None:
        """What a verb says of itself; None for what leaves it to the words above."""
        token = self.tree.tokens[at]
        if token.dep in ("aux", "auxpass", "amod", "compound"):
            return None
        if token.lemma == "due" and token.tag == "JJ":
            return True
        if token.tag in ("VBZ", "VBP") and any(
            self.tree.tokens[k].lemma == "due" for k in self.tree.kids(at, "acomp")
        ):
            return True
        if not self.tree.is_verb(at):
            return None
        words = [self.tree.tokens[a].text.lower() for a in auxiliaries(self.tree, at)]
        if _AHEAD.intersection(words):
            return not (_HAVE.intersection(words) and "will" not in words)
        if _OPEN.intersection(words):
            return None
        if _HAVE.intersection(words) and token.tag == "VBN":
            return False
        if _PRESENT.intersection((token.tag, *words)) and self._is_condition(at):
            return True
        if token.tag == "VBD":
            # "Planned a march on Saturday" speaks of what is to come, "planned on Saturday" may.
            return False if token.lemma not in _PLANNED else None if own else True
        return self._form(at, token.tag, words)

    def _is_condition(self, at: int) -> bool:
        """ "If it is adopted in March" speaks of what is to come, in the present."""
        tree = self.tree
        return any(tree.tokens[k].text.lower() in _CONDITIONS for k in tree.kids(at, "mark"))

    def _is_hidden_past(self, at: int, words: list[str]) -> bool:
        """ "The minister put his name to it": one actor alone would have "puts" it there now."""
        tree = self.tree
        if words or tree.tokens[at].text.lower() not in _UNCHANGED:
            return False
        subjects = tree.kids(at, "nsubj")
        if not subjects:
            # Told to put it there, one would be told at the beginning.
            return tree.tokens[at].tag == "VB" and at > tree.tokens[0].number + 1
        one = tree.tokens[subjects[0]].tag in ("NN", "NNP")
        one = one or tree.tokens[subjects[0]].text.lower() in ("he", "she", "it")
        return one and not tree.kids(subjects[0], "conj")

    def _form(self, at: int, tag: str, words: list[str]) -> bool | None:
        tree = self.tree
        token = tree.tokens[at]
        if tag == "VBN" and "to" not in words:
            return token.lemma in _PLANNED
        if tag == "VBG":
            if not words:
                return None
            return not {"was", "were", "been"}.intersection(words)
        if tag in ("VB", "VBN") and "to" in words:
            if _HAVE.intersection(words):
                return False
            above = tree.tokens[token.head]
            planned = auxiliaries(tree, token.head) if above.tag == "VBN" else []
            if "had" in (tree.tokens[a].text.lower() for a in planned):
                return False
            if token.dep in ("xcomp", "ccomp") and above.lemma in _DONE:
                return None
            return None if token.dep == "advcl" else True
        if tag in ("VBP", "VB") and self._is_hidden_past(at, words):
            return False
        if tag in ("VBP", "VBZ"):
            return None if token.lemma in _SAYING else True
        return True if {"did", "do", "does"}.isdisjoint(words) else "did" not in words
