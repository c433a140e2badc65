"""Trees mended where the parser is known to hang words wrong.

"Ought" becomes the auxiliary of its infinitive, as every other modal is, and the name before a
colon the subject of the imperative behind it ("Norway: Invite the neighbours").
"""

from __future__ import annotations

from dataclasses import replace

from detente.statements.trees import Token

# A label, its colon and a verb are the least that a labelled imperative has.
LABELLED = 2


def mended(tokens: list[Token]) -> list[Token]:
    """The tokens, those that the parser hung wrong put in their place."""
    if any(token.lemma == "ought" for token in tokens):
        tokens = _with_ought(tokens)
    if len(tokens) > LABELLED and tokens[1].text == ":" and tokens[0].mention is not None:
        tokens = _with_label(tokens)
    return tokens


def _with_ought(tokens: list[Token]) -> list[Token]:
    found = list(tokens)
    for token in tokens:
        main = next(
            (t.number for t in tokens if t.head == token.number and t.dep in ("xcomp", "ccomp")),
            -1,
        )
        if token.lemma == "ought" and token.tag == "MD" and token.dep != "aux" and main >= 0:
            _raise(found, token.number, main)
    return found


def _with_label(tokens: list[Token]) -> list[Token]:
    """Make the verb behind a label the main one where it stands first and bare."""
    verb = next((t.number for t in tokens[2:] if t.tag not in ("RB", ",")), -1)
    if verb < 0 or tokens[verb].tag != "VB":
        return tokens
    found = list(tokens)
    found[verb] = replace(tokens[verb], head=verb, dep="ROOT")
    for n in (0, 1):
        found[n] = replace(tokens[n], head=verb, dep=("nsubj", "punct")[n])
    return found


def _raise(tokens: list[Token], modal: int, main: int) -> None:
    """Put an infinitive in the place of the modal above it, with all that hangs on the modal."""
    above = tokens[modal].head if tokens[modal].head != modal else main
    for n, token in enumerate(tokens):
        if n == main:
            tokens[n] = replace(token, head=above, dep=tokens[modal].dep)
        elif n != modal and token.head == modal:
            tokens[n] = replace(token, head=main)
    tokens[modal] = replace(tokens[modal], head=main, dep="aux")
